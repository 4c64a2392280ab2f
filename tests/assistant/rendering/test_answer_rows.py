from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.rendering.answer_rows import AnswerRow, told_apart
from assistant.rendering.charts import Chart, chart_of, chart_svg
from ingest.nouns import Figure, Locator, Report

CELL = Figure(
    id="f", report_id="r", table_id="t", form="other", row=0, row_path=("甲",), row_label="甲",
    row_code="", also=(), line_no="", side="", column_path=(), value=Decimal(1), printed="1",
    unit="万元", fen=10_000_00, year=2024, body="某局", basis="决算",
    locators=(Locator(3, (1.0, 2.0, 3.0, 4.0)),),
)  # fmt: skip
REPORT = Report("r", "某局", 2024, "final_accounts", "department", "t", "f.pdf", "0" * 64, 9)


def row(label: str, value: str = "1", *, year: int = 2024, whose: str = "某局") -> AnswerRow:
    report = replace(REPORT, id=f"{whose}{year}", publisher=whose, fiscal_year=year)
    return AnswerRow(label, Decimal(value), "万元", replace(CELL, year=year, id=label), report)


def test_what_all_rows_share_is_said_once() -> None:
    rows = [row("办公费 · 决算数"), row("差旅费 · 决算数"), row("会议费 · 决算数")]
    assert told_apart(rows) == ("决算数", ("办公费", "差旅费", "会议费"))


def test_a_name_is_never_emptied() -> None:
    assert told_apart([row("合计"), row("合计")]) == ("", ("合计", "合计"))


def test_rows_of_several_reports_are_told_apart_by_these() -> None:
    rows = [row("培训费", whose="甲局"), row("培训费", whose="乙局"), row("培训费", whose="丙局")]
    shared, names = told_apart(rows)
    assert shared == "培训费"
    assert [name[:2] for name in names] == ["甲局", "乙局", "丙局"]


def test_years_of_one_body_are_a_trend_in_their_order() -> None:
    rows = [row("培训费", str(year), year=year) for year in (2024, 2022, 2023)]
    chart = chart_of(rows)
    assert chart == Chart(
        "trend", "培训费", "万元", ("2022", "2023", "2024"), tuple(map(Decimal, (2022, 2023, 2024)))
    )


def test_lines_side_by_side_are_bars_in_the_order_of_the_answer() -> None:
    chart = chart_of([row("乙", "1"), row("甲", "3"), row("丙", "2")])
    assert chart and chart.kind == "bars" and chart.names == ("乙", "甲", "丙")


def test_what_cannot_be_compared_is_not_drawn() -> None:
    two = [row("甲"), row("乙")]
    assert chart_of(two) is None
    assert chart_of([*two, replace(row("丙"), unit="人")]) is None


amounts = st.decimals("-1e13", "1e13", places=2)


@given(st.lists(amounts, min_size=3, max_size=12), st.sampled_from(["bars", "trend"]))
def test_everything_drawn_stands_within_the_chart(values: list[Decimal], kind: str) -> None:
    names = tuple(str(2010 + at) for at in range(len(values)))
    drawn = chart_svg(Chart(kind, "甲<乙", "万元", names, tuple(values)))  # type: ignore[arg-type]
    svg = ElementTree.fromstring(drawn)  # well formed, words escaped
    width, height = Decimal(svg.attrib["width"]), Decimal(svg.attrib["height"])
    for thing in svg:
        for name in ("x", "x1", "x2", "cx"):
            assert 0 <= Decimal(thing.attrib.get(name, "0")) <= width
        for name in ("y", "y1", "y2", "cy"):
            assert 0 <= Decimal(thing.attrib.get(name, "0")) <= height
        assert Decimal(thing.attrib.get("width", "0")) >= 0


@pytest.mark.parametrize(
    ("values", "widths"), [(("1", "2", "4"), ("1", "2", "4")), (("0", "0", "5"), ("0", "0", "5"))]
)
def test_bars_are_as_long_as_their_amounts(
    values: tuple[str, ...], widths: tuple[str, ...]
) -> None:
    chart = Chart("bars", "", "万元", ("a", "b", "c"), tuple(map(Decimal, values)))
    bars = ElementTree.fromstring(chart_svg(chart)).findall("{*}rect")[1:]
    drawn = [Decimal(bar.attrib["width"]) for bar in bars]
    longest = max(drawn)
    for length, wanted in zip(drawn, widths, strict=True):
        expected = longest * Decimal(wanted) / Decimal(max(widths))
        assert abs(length - expected) <= 1
