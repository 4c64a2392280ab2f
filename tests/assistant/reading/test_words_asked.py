"""The words of questions by what they say."""

from __future__ import annotations

import pytest

from assistant.reading.words_asked import Sense, number_said, sense


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
    ],
)
def test_what_says_a_sense(name: Sense, said: list[str], not_said: list[str]) -> None:
    assert all(sense(name).search(words) for words in said)
    assert not any(sense(name).search(words) for words in not_said)


@pytest.mark.parametrize(
    ("words", "number"), [("两", 2), ("十二", 12), ("3", 3), ("Four", 4), ("third", 3)]
)
def test_numbers_said(words: str, number: int) -> None:
    assert number_said(words) == number


def test_what_says_no_number() -> None:
    with pytest.raises(ValueError, match="many"):
        number_said("many")
