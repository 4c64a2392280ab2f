from __future__ import annotations

from decimal import Decimal

import pytest

from assistant.answers import Answer, Choice, Citation, Question, StatedFigure
from assistant.rendering.answer_rows import AnswerRow
from assistant.rendering.answers_html import answer_html
from assistant.rendering.languages import Texts
from ingest.nouns import Figure, Locator, Report

ZH = Texts("zh")
CELL = Locator(7, (10.0, 20.0, 60.5, 32.25))


def answer(text: str, **rest: object) -> Answer:
    return Answer(Question("?"), "answered", text, "我的理解：…", **rest)  # type: ignore[arg-type]


def test_an_amount_in_two_units_is_large_in_the_one_asked_for() -> None:
    both = [StatedFigure(v, u, "answer", "接待费", "a.pdf", 7, "f") for v, u in
            (("0.39", "万元"), ("3900", "元"))]  # fmt: skip
    shown = answer_html(answer("3,900元（0.39万元）", figures=tuple(both)), ZH)
    assert "<strong>3,900<small>元</small></strong>" in shown
    assert shown.count("<strong>") == 1


def test_context_is_not_shown_large() -> None:
    aside = StatedFigure("1", "个", "context", "说明", "a.pdf", 7)
    assert "<strong>" not in answer_html(answer("…", figures=(aside,)), ZH)


def test_marks_become_links_and_words_are_escaped() -> None:
    cited = Citation(1, "报告 1", "某局2024年度部门决算", "a.pdf", (CELL,), "<i>3</i>")
    shown = answer_html(answer("<b>3</b>[1]。\n\n第二行", citations=(cited,)), ZH)
    assert "&lt;b&gt;3&lt;/b&gt;<a class='mark' href='?report=%E6%8A%A5" in shown
    assert "<i>" not in shown and "\n" not in shown


def test_choices_are_left_to_the_buttons() -> None:
    asked_back = Answer(
        Question("?"), "clarify", "哪一份？\n· 甲\n· 乙", "", choices=(Choice("甲", "甲？"),)
    )
    shown = answer_html(asked_back, ZH)
    assert "甲" not in shown and "乙" in shown


@pytest.mark.parametrize(
    "note",
    [
        "注意：报告自身不一致：3[1] 与 4",
        "更正：原读作 3",
        "Note: the report contradicts itself: 3[1]",
    ],
)
def test_what_is_said_about_the_report_stands_apart(note: str) -> None:
    cited = Citation(1, "r", "某局", "a.pdf", (CELL,), "3")
    shown = answer_html(answer(f"合计 3[1]。\n{note}", citations=(cited,)), ZH)
    said, apart = shown.split("<p class='note'>")
    assert "合计 3" in said and note[:5] not in said
    assert note[:5] in apart


def row(name: str, value: str) -> AnswerRow:
    figure = Figure(
        id=name, report_id="r", table_id="t", form="other", row=0, row_path=(name,),
        row_label=name, row_code="", also=(), line_no="", side="", column_path=(),
        value=Decimal(value), printed=value, unit="万元", fen=0, year=2024, body="某局",
        basis="决算", locators=(Locator(7, (1.0, 2.0, 3.0, float(value))),),
    )  # fmt: skip
    report = Report("r", "某局", 2024, "final_accounts", "department", "t", "f.pdf", "0" * 64, 9)
    return AnswerRow(f"{name} · 决算数", Decimal(value), "万元", figure, report)


def test_many_rows_stand_in_a_table_once_and_are_taken_along() -> None:
    rows = [row("办公费", "5"), row("<差旅费>", "4"), row("会议费", "3")]
    listed = "某局：\n1. 办公费 5[1]\n2. 差旅费 4\n3. 会议费 3"
    cited = Citation(1, "r", "某局", "a.pdf", rows[0].figure.locators, "办公费：5")
    shown = answer_html(answer(listed, citations=(cited,)), ZH, rows=rows)
    assert shown.count("<tr>") == 4 and "1. 办公费" not in shown
    assert "决算数（万元）" in shown and "&lt;差旅费&gt;" in shown
    assert "figure=%E5%8A%9E" in shown and ">[1] 第7页</a>" in shown
    assert "answers/rows.xlsx?ask=%3F" in shown and "answers/chart.svg?ask=%3F" in shown
    assert "chip" not in shown  # the table names the places


def test_two_rows_are_no_table() -> None:
    assert "<table" not in answer_html(answer("…"), ZH, rows=[row("甲", "1"), row("乙", "2")])


def test_an_answer_links_to_its_whole_conversation() -> None:
    asked = Answer(Question("乙&？", ("甲？",)), "not_found", "没有", "")
    assert "href='?ask=%E7%94%B2%EF%BC%9F&amp;ask=%E4%B9%99%26%EF%BC%9F'" in answer_html(asked, ZH)
