from __future__ import annotations

import struct
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.answers import Answer, Choice, Citation, Question, StatedFigure
from assistant.answers_html import Place, address, answer_html, page_html, place_of
from ingest.nouns import Discrepancy, Locator

edges = st.integers(-100, 20_000).map(lambda tenths: tenths / 10)
locators = st.builds(Locator, st.integers(1, 999), st.tuples(edges, edges, edges, edges))
CELL = Locator(7, (10.0, 20.0, 60.5, 32.25))


def answer(text: str, **rest: object) -> Answer:
    return Answer(Question("?"), "answered", text, "我的理解：…", **rest)  # type: ignore[arg-type]


@given(st.text(min_size=1), st.lists(locators, min_size=1, max_size=20))
def test_an_address_names_its_place(report_id: str, places: list[Locator]) -> None:
    boxes = tuple((at.page, at.bbox) for at in places)
    assert place_of(address(report_id, places)) == Place(report_id, places[0].page, boxes)


@pytest.mark.parametrize("link", ["", "#", "#/", "#//", "#section", "javascript:x/y/1:1,2,3,4"])
def test_what_is_no_address_names_no_place(link: str) -> None:
    assert place_of(link) is None


def test_the_marks_of_a_place_are_those_on_its_page() -> None:
    boxes = ((1, (0.0, 0.0, 1.0, 1.0)), (2, (2.0, 2.0, 3.0, 3.0)))
    assert Place("r", 2, boxes).marks == ((2.0, 2.0, 3.0, 3.0),)


def test_an_amount_in_two_units_is_large_in_the_one_asked_for() -> None:
    both = [StatedFigure(v, u, "answer", "接待费", "a.pdf", 7, "f") for v, u in
            (("0.39", "万元"), ("3900", "元"))]  # fmt: skip
    shown = answer_html(answer("3,900元（0.39万元）", figures=tuple(both)))
    assert "<strong>3,900<small>元</small></strong>" in shown
    assert shown.count("<strong>") == 1


def test_context_is_not_shown_large() -> None:
    aside = StatedFigure("1", "个", "context", "说明", "a.pdf", 7)
    assert "<strong>" not in answer_html(answer("…", figures=(aside,)))


def test_marks_become_links_and_words_are_escaped() -> None:
    cited = Citation(1, "报告 1", "某局2024年度部门决算", "a.pdf", (CELL,), "<i>3</i>")
    shown = answer_html(answer("<b>3</b>[1]。\n\n第二行", citations=(cited,)))
    assert "&lt;b&gt;3&lt;/b&gt;<a class='mark' href='#/%E6%8A%A5" in shown
    assert "<i>" not in shown and "\n" not in shown


def test_choices_are_left_to_the_buttons() -> None:
    asked_back = Answer(
        Question("?"), "clarify", "哪一份？\n· 甲\n· 乙", "", choices=(Choice("甲", "甲？"),)
    )
    shown = answer_html(asked_back)
    assert "甲" not in shown and "乙" in shown


def test_a_discrepancy_is_told() -> None:
    found = Discrepancy(
        "r", "total", "合计 5", "分项之和 4", (CELL,), (CELL,), Decimal("1.00"), Decimal("0.01"),
        "万元", "discrepancy",
    )  # fmt: skip
    shown = answer_html(answer("…", discrepancies=(found,)))
    assert "合计 5 与 分项之和 4" in shown and "相差 1.00万元" in shown


def picture(width: int, height: int) -> bytes:
    return b"\x89PNG\r\n\x1a\n" + struct.pack(">I4sII", 13, b"IHDR", width, height)


def test_a_small_mark_is_shown_close_up_and_a_wide_one_is_not() -> None:
    sheet = picture(1200, 1600)
    assert "closeup" in page_html("某局", "第7页", sheet, [CELL.bbox], 2.0)
    assert "closeup" not in page_html("某局", "第7页", sheet, [(0.0, 0.0, 500.0, 9.0)], 2.0)
    assert "closeup" not in page_html("某局", "第7页", sheet, [], 2.0)


def test_a_mark_at_the_edge_keeps_the_close_up_on_the_page() -> None:
    shown = page_html("某局", "第7页", picture(1200, 1600), [(590.0, 795.0, 600.0, 800.0)], 2.0)
    assert "background-position:100.00% 100.00%" in shown
    assert "标出 1 处" in shown
