"""Sentences of a draft held to what they cite."""

from __future__ import annotations

import re

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from assistant.answers import Answer, Question
from assistant.drafting.binding import bound
from assistant.drafting.drafts import sentences_of
from assistant.drafting.exhibits import Exhibit, exhibits_of
from ingest.library import Library

CULTURE = "澄浦市文化馆-2024-final_accounts"


@pytest.fixture(scope="module")
def exhibits(library: Library) -> tuple[Exhibit, ...]:
    """[1] project spending fell by 6.20, 13.9 %; [2] visits; [3] goals with two 涉及资金."""
    report = library.report(CULTURE)
    wanted = ("2.项目支出38.50", "全年国内公务接待", "整体支出纳入")
    passages = [
        next(p for p in library.passages(CULTURE) if p.text.startswith(start)) for start in wanted
    ]
    nothing = Answer(Question("?"), "answered", "", "")
    return exhibits_of(nothing, [(report, p) for p in passages], library)


def holds(text: str, exhibits: tuple[Exhibit, ...]) -> bool:
    (sentence,) = sentences_of([text])
    return bound(sentence, exhibits) is not None


@pytest.mark.parametrize(
    "text",
    [
        "项目支出减少，是因为小剧场修缮项目上年已经完工[1]。",
        "项目支出比上年减少6.2万元，下降13.9%[1]。",
        "项目支出比上年减少62,000元[1]。",
        "与2023年相比，2024年项目支出减少，因为修缮项目已经完工[1]。",
        "2024年项目支出38.50万元，与2023年相比减少6.20万元[1]。",
        "与2023年相比，项目支出减少6.20万元[1]。",
        "报告称“小剧场修缮项目上年已经完工”[1]。",
        "全年接待4批次、31人[2]。",
        "修缮项目完工，国内公务接待4批次[1][2]。",
        "Project spending fell by 6.20万元 (13.9%) because the repair had ended[1].",
    ],
)
def test_what_the_evidence_says_stands(text: str, exhibits: tuple[Exhibit, ...]) -> None:
    assert holds(text, exhibits)


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("小剧场修缮项目上年已经完工。", "no mark"),
        ("小剧场修缮项目上年已经完工[7]。", "unknown mark"),
        ("项目支出比上年减少7.20万元[1]。", "number that is nowhere"),
        ("项目支出比上年减少6.2%[1]。", "amount given as a share"),
        ("项目支出比上年减少6.20元[1]。", "another unit"),
        ("项目支出比上年减少约6万元[1]。", "rounded"),
        ("项目支出比上年增加6.20万元[1]。", "the other direction"),
        ("Project spending rose by 6.20万元[1].", "the other direction, in English"),
        ("项目支出比2019年减少6.20万元[1]。", "a year that is nowhere"),
        ("2023年项目支出38.50万元[1]。", "the amount of another year"),
        ("2024年末国内公务接待4批次[2]。", "a part of the year that is nowhere"),
        ("项目支出减少6.20万元[2]。", "number of another piece of evidence"),
        ("接待人数4人[2]。", "number of another thing"),
        ("项目支出减少有三个原因[1]。", "a count of its own"),
        ("项目支出减少过半[1]。", "a vague quantity"),
        ("报告称“小剧场已经拆除”[1]。", "a quotation that is nowhere"),
        ("天气晴朗，适合郊游踏青[1]。", "words that are nowhere"),
        ("！！！[1]", "no words"),
    ],
)
def test_what_it_does_not_say_falls(text: str, fault: str, exhibits: tuple[Exhibit, ...]) -> None:
    sentences = list(sentences_of([text]))
    assert not any(bound(sentence, exhibits) for sentence in sentences), fault


def test_unknown_marks_drop_out_beside_known_ones(exhibits: tuple[Exhibit, ...]) -> None:
    (sentence,) = sentences_of(["小剧场修缮项目上年已经完工[1][9]。"])
    found = bound(sentence, exhibits)
    assert found is not None
    assert [exhibit.number for exhibit in found.exhibits] == [1]


@given(st.data())
def test_an_altered_digit_never_stands(exhibits: tuple[Exhibit, ...], data: st.DataObject) -> None:
    exhibit = data.draw(st.sampled_from(exhibits))
    number = data.draw(st.sampled_from(list(re.finditer(r"\d+\.\d+", exhibit.text)) or [None]))
    assume(number is not None)
    at = data.draw(st.sampled_from([i for i, c in enumerate(number[0]) if c.isdigit()]))
    digit = data.draw(st.sampled_from([d for d in "123456789" if d != number[0][at]]))
    altered = number[0][:at] + digit + number[0][at + 1 :]
    assume(altered not in exhibit.told)
    text = exhibit.text[: number.start()] + altered + exhibit.text[number.end() :]
    whole = text.replace("。", "，").strip("，")
    assert not holds(f"{whole}[{exhibit.number}]。", exhibits)
