"""Figures side by side: differences that are exact, and what is not compared."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from assistant.selection.figure_comparison import Comparison, compare
from assistant.selection.figure_selection import Selection
from ingest.language.amounts import to_fen
from ingest.library import Library
from ingest.nouns import Kind, Level, Reading
from tests.assistant.asking import holding
from tests.assistant.conftest import ReportBuilder

CENTRE, STATION, BUREAU = "青渡市水文中心", "青渡市雨量站", "青渡市水务局"
Line = tuple[str, str, str]


def made(
    publisher: str,
    year: int,
    lines: Sequence[Line],
    *,
    kind: Kind = "final_accounts",
    level: Level = "unit",
    unit: str = "万元",
) -> Reading:
    """A report with one table of lines (code, name, amount) under one heading."""
    builder = ReportBuilder(publisher, year, kind)
    heading = "项目支出" if kind == "budget" else "项目支出决算"
    cells = [(code, name, (heading, f"{year}年"), amount) for code, name, amount in lines]
    builder.table("expenditure", "支出表", 5, cells)
    reading = builder.reading()
    table = reading.tables[0]
    figures = tuple(
        replace(f, unit=unit, fen=None if f.value is None else to_fen(f.value, unit))
        for f in table.figures
    )
    report = replace(reading.report, level=level)
    return replace(reading, report=report, tables=(replace(table, figures=figures),))


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    common = [("2130301", "行政运行", "80.00"), ("", "合计", "100.00")]
    readings = [
        made(CENTRE, 2023, [*common, ("2130399", "其他水利支出", "0.00")]),
        made(CENTRE, 2024, [("2130301", "行政运行", "90.00"), ("", "合计", "112.50")]),
        made(STATION, 2023, [("", "行政运行", "1200000.00"), ("", "合计", "0.00")], unit="元"),
        made(
            BUREAU,
            2023,
            [("", STATION, "120.00"), ("", BUREAU, "50.00"), ("", "合计", "300.00")],
            level="department",
        ),
        made(CENTRE, 2023, [("2130301", "行政运行", "-")], kind="budget"),
    ]
    with holding(tmp_path_factory.mktemp("compared"), *readings) as library:
        yield library


def cells_of(compared: Comparison, label: str) -> list[tuple[str, str, str]]:
    """Of the line of that name: the amount printed, the difference and the change of each cell."""
    line = next(line for line in compared.lines if line.row_label == label)
    return [
        (" ≠ ".join(row.printed for row in c.rows), str(c.difference), str(c.change))
        for c in line.cells
    ]


def test_years_are_compared_with_the_one_before(library: Library) -> None:
    chosen = Selection((CENTRE,), years=(2024, 2023), kinds=("final_accounts",))
    compared = compare(library, chosen, "years")
    assert compared.names == ("2023年度", "2024年度")
    assert cells_of(compared, "合计") == [("100.00", "None", "None"), ("112.50", "12.50", "12.50")]
    assert cells_of(compared, "其他水利支出") == [("0.00", "None", "None"), ("", "None", "None")]
    assert compared.notes == ()


def test_publishers_are_compared_with_the_first_in_its_unit(library: Library) -> None:
    chosen = Selection((CENTRE, STATION), (2023,), ("final_accounts",))
    compared = compare(library, chosen, "publishers")
    assert compared.names == (CENTRE, STATION)
    # 1,200,000.00 yuan beside 80.00 in ten thousands; its line is printed without the code.
    assert cells_of(compared, "行政运行")[1] == ("1200000.00", "40.00", "50.00")
    assert cells_of(compared, "合计")[1] == ("0.00", "-100.00", "-100.00")


def test_no_change_is_told_from_zero_or_a_blank(library: Library) -> None:
    chosen = Selection((STATION, CENTRE), (2023,), ("final_accounts",), rows=("合计",))
    assert cells_of(compare(library, chosen, "publishers"), "合计")[1] == (
        "100.00",
        "1000000.00",
        "None",
    )
    kinds = Selection((CENTRE,), (2023,), rows=("2130301",))
    compared = compare(library, kinds, "kinds")
    blank = [cell.row.value for line in compared.lines for cell in line.cells if cell.row]
    assert None in blank
    assert all(cell.difference is None for line in compared.lines for cell in line.cells)


def test_the_total_of_a_department_is_not_the_share_of_its_office(library: Library) -> None:
    chosen = Selection((BUREAU, CENTRE), (2023,), ("final_accounts",))
    compared = compare(library, chosen, "publishers")
    assert cells_of(compared, "合计")[1] == ("100.00", "-200.00", "-66.67")
    assert cells_of(compared, BUREAU) == [("50.00", "None", "None"), ("", "None", "None")]


def test_overlapping_levels_are_told(library: Library) -> None:
    chosen = Selection((BUREAU, STATION), (2023,), ("final_accounts",))
    notes = "\n".join(compare(library, chosen, "publishers").notes)
    assert "部门口径" in notes
    assert f"{STATION}已列在{BUREAU}的表里" in notes
    units = Selection((CENTRE, STATION), (2023,), ("final_accounts",))
    assert compare(library, units, "publishers").notes == ()


def test_what_is_missing_is_told_with_the_reason(library: Library) -> None:
    years = Selection((CENTRE,), (2022, 2023), ("final_accounts",))
    assert compare(library, years, "years").notes == ("2022年度：报告里没有这样的数",)
    budgets = Selection((CENTRE, STATION), (2023,), ("budget",))
    assert compare(library, budgets, "publishers").notes == (f"{STATION}：没有这样的报告",)


def test_amounts_that_differ_are_all_shown_and_none_is_calculated(
    tmp_path: Path,
) -> None:
    original = tmp_path / "original.pdf"
    original.write_bytes(b"%PDF-1.4 made by hand")
    twice = [("2130301", "行政运行", "80.00"), ("2130301", "行政运行（款）", "81.00")]
    with Library.open(tmp_path / "library") as library:
        library.add(made(CENTRE, 2023, twice), original)
        library.add(made(CENTRE, 2024, [("2130301", "行政运行", "90.00")]), original)
        compared = compare(library, Selection((CENTRE,)), "years")
    (line,) = compared.lines
    assert [row.value for row in line.cells[0].rows] == [Decimal("80.00"), Decimal("81.00")]
    assert line.cells[1].difference is None
