"""The words of questions by what they say."""

from __future__ import annotations

import pytest

from assistant.reading.words_asked import Sense, number_said, sense, unit_said


@pytest.mark.parametrize(
    ("name", "said", "not_said"),
    [
        ("several", ["三家一起", "both of them", "这几个"], ["2023年", "一共"]),
        ("which", ["哪家多", "谁高", "which bureau"], ["那家"]),
        ("together", ["加起来", "之和", "altogether"], ["增加"]),
        ("inside", ["里面", "中的", "其中"], ["中心"]),
        ("inside_it", ["里面有", "of which"], ["公里"]),
        ("leaving_out", ["收入里扣掉", "excluding the "], ["收入里"]),
        ("amount", ["超了多少", "how much"], ["涨了多少个点"]),
        ("year_before", ["去年", "prior year"], ["明年"]),
        ("lowest", ["最少的", "从低到高", "垫底"], ["最多", "低于"]),
        ("not_nothing", ["非零", "不为0的", "零的不要"], ["为零", "100的不算"]),
        ("any_unit", ["各部门", "家"], ["分局"]),
        ("offices", ["局本级", "市局机关"], ["机关党委"]),
        ("share_of_all", ["三项合计占", "加起来占", "前两个共占"], ["各占"]),
        ("nobody_named", ["本单位", "所有部门", "区级"], []),
        ("name_of_line", ["出国费", "住房补贴"], ["出国"]),
    ],
)
def test_what_says_a_sense(name: Sense, said: list[str], not_said: list[str]) -> None:
    assert all(sense(name).search(words) for words in said)
    assert not any(sense(name).search(words) for words in not_said)


@pytest.mark.parametrize(
    ("words", "left"),
    [
        ("不算局本级", "局本级"),
        ("甲中心除外", "甲中心"),
        ("减灾中心", "减灾中心"),
        ("除了乙馆", "乙馆"),
    ],
)
def test_what_is_left_out_is_named_without_the_words_around_it(words: str, left: str) -> None:
    assert sense("around_excluded").sub("", words) == left


@pytest.mark.parametrize(
    ("words", "unit"), [("亿", "亿元"), ("万元", "万元"), ("millionyuan", "元"), ("人", "")]
)
def test_units_of_money_said(words: str, unit: str) -> None:
    assert unit_said(words) == unit


@pytest.mark.parametrize(
    ("words", "number"), [("两", 2), ("十二", 12), ("3", 3), ("Four", 4), ("third", 3)]
)
def test_numbers_said(words: str, number: int) -> None:
    assert number_said(words) == number


def test_what_says_no_number() -> None:
    with pytest.raises(ValueError, match="many"):
        number_said("many")
