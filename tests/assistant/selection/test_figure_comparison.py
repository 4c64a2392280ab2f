"""Figures side by side by what they measure: what is compared, ranked, missing, and why."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

import pytest

from assistant.selection.compared import By, ComparedLine, Comparison, Section
from assistant.selection.comparison_words import notes_of
from assistant.selection.figure_comparison import compare
from assistant.selection.figure_selection import Selection
from ingest.library import Library
from tests.assistant.asking import holding
from tests.assistant.selection.compared import Amount, printed_report, report

WATER, CULTURE, PARKS, ARCHIVE = "青渡市水务局", "青渡市文化局", "青渡市园林局", "青渡市档案馆"
OFFICE = "青渡市水务局雨量站"
PROJECT = "古井修缮"


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    water = [
        Amount("expenditure", "3000000.00", "all"),
        Amount("three_public", "125000.00", "fiscal_grant"),
        Amount("economic.30201", "20000.00", nature="basic"),
        Amount("three_public", "100000.00", "fiscal_grant", stage="last_budget", year=2025),
        Amount("expenditure", "120000.00", "all", body=OFFICE),
    ]
    culture = [
        Amount("expenditure", "200.00", "all"),
        Amount("three_public", "20.00", "fiscal_grant"),
        Amount("economic.30201", "3.00", nature="basic"),
    ]
    parks = [Amount("expenditure", "300.00", "all"), Amount("three_public", "-", "fiscal_grant")]
    archive = [Amount("expenditure", "80.00", "all"), Amount("three_public", "8.00")]
    readings = [
        report(WATER, 2026, water, unit="元"),
        report(CULTURE, 2026, culture),
        report(PARKS, 2026, parks),
        report(ARCHIVE, 2026, archive, level="unit"),
        report(CULTURE, 2025, [Amount("three_public", "16.00", "fiscal_grant")]),
        report(
            CULTURE,
            2025,
            [Amount("three_public", "12.00", "fiscal_grant")],
            kind="final_accounts",
        ),
    ]
    readings += [
        printed_report(
            body,
            2026,
            "project_expenditure",
            "项目支出表",
            [("", PROJECT, ("项目支出",), amount), ("", "合计", ("项目支出",), "90.00")],
        )
        for body, amount in ((f"{WATER}甲站", "30.00"), (f"{WATER}乙站", "45.00"))
    ]
    with holding(tmp_path_factory.mktemp("compared"), *readings) as library:
        yield library


def of_level(compared: Comparison, level: str) -> Section:
    return next(section for section in compared.sections if section.level == level)


def line_of(section: Section, concept: str) -> ComparedLine:
    return next(line for line in section.lines if line.concept == concept)


def told(line: ComparedLine) -> list[str]:
    return [cell.row.printed if cell.row else cell.why for cell in line.cells]


def test_all_are_ranked_by_real_amount_and_who_tells_none_is_named(library: Library) -> None:
    chosen = Selection(years=(2026,), concepts=("three_public",))
    compared = compare(library, chosen, "publishers")
    section = of_level(compared, "department")
    line = line_of(section, "three_public")
    # 20.00 in ten thousands goes before 125,000.00 yuan.
    assert section.values[:3] == (CULTURE, WATER, PARKS)
    assert [(cell.place, cell.why) for cell in line.cells[:3]] == [(1, ""), (2, ""), (0, "blank")]
    assert (line.fund, section.year, section.stage) == ("fiscal_grant", 2026, "budget")
    blank = line.cells[2]
    assert "figure=" in blank.link and f"{PARKS}：原表此格空白" in notes_of(compared)
    units = of_level(compared, "unit")
    without = line_of(units, "three_public").cells[units.values.index(f"{WATER}甲站")]
    assert without.why == "none" and without.link.endswith("&page=1")


def test_units_are_ranked_in_a_section_of_their_own(library: Library) -> None:
    compared = compare(library, Selection(concepts=("expenditure",)), "publishers")
    assert [section.level for section in compared.sections] == ["department", "unit"]
    units = of_level(compared, "unit")
    assert units.values[0] == ARCHIVE and WATER not in units.values
    # What a department's report tells of an office of it is no amount of the department.
    department = of_level(compared, "department")
    assert told(line_of(department, "expenditure"))[:3] == ["3000000.00", "300.00", "200.00"]
    assert [cell.place for cell in line_of(department, "expenditure").cells[:3]] == [1, 1, 3]


def test_the_period_that_most_have_is_compared_and_the_others_are_told(library: Library) -> None:
    compared = compare(library, Selection(), "publishers")
    assert {section.year for section in compared.sections} == {2026}
    assert [(p.year, p.stage, p.publishers) for p in compared.others] == [
        (2025, "final", 1),
        (2025, "budget", 1),
    ]
    headlines = {
        section.level: [line.concept for line in section.lines] for section in compared.sections
    }
    assert headlines == {
        "department": ["expenditure", "three_public"],
        "unit": ["expenditure", "project_expenditure", "three_public"],
    }


def test_a_year_without_reports_is_told_by_those_of_the_year_after(library: Library) -> None:
    chosen = Selection((WATER,), (2025,), concepts=("three_public",))
    (section,) = compare(library, chosen, "publishers").sections
    (cell,) = line_of(section, "three_public").cells
    assert section.stage == "last_budget" and cell.row is not None
    assert (cell.row.printed, cell.row.report_year) == ("100000.00", 2026)


def test_chosen_publishers_stand_beside_each_other(library: Library) -> None:
    chosen = Selection((CULTURE, WATER), (2026,))
    (section,) = compare(library, chosen, "publishers").sections
    assert section.values == (CULTURE, WATER) and section.level == "department"
    assert [line.concept for line in section.lines] == ["expenditure", "three_public"]
    cell = line_of(section, "three_public").cells[1]
    assert (cell.difference, cell.change) == (Decimal("-7.5"), Decimal("-37.50"))


def test_no_difference_is_taken_between_levels_or_funds(library: Library) -> None:
    compared = compare(library, Selection((CULTURE, ARCHIVE), (2026,)), "publishers")
    (section,) = compared.sections
    assert section.levels == ("department", "unit") and section.level == ""
    assert told(line_of(section, "three_public")) == ["20.00", "8.00"]
    assert all(cell.difference is None for line in section.lines for cell in line.cells)
    assert any("层级不同" in note and CULTURE in note for note in notes_of(compared))


def test_a_publisher_without_a_report_of_the_period_is_named(library: Library) -> None:
    chosen = Selection((CULTURE, WATER), (2025,), kinds=("budget",))
    compared = compare(library, chosen, "publishers")
    # The report of 2026 tells what was planned for 2025, too.
    (section,) = compared.sections
    assert told(line_of(section, "three_public")) == ["16.00", "100000.00"]
    accounts = compare(
        library, Selection((CULTURE, WATER), (2025,), ("final_accounts",)), "publishers"
    )
    assert accounts.sections[0].values == (CULTURE,) and accounts.sections[0].absent == (WATER,)
    assert f"{WATER}：没有2025年度决算报告" in notes_of(accounts)


@pytest.mark.parametrize(
    ("row", "concept"), [("30201", "economic.30201"), ("三公经费", "three_public")]
)
def test_a_line_that_is_of_a_concept_is_compared_by_it(
    library: Library, row: str, concept: str
) -> None:
    compared = compare(library, Selection(years=(2026,), rows=(row,)), "publishers")
    line = line_of(of_level(compared, "department"), concept)
    assert [cell.place for cell in line.cells][:2] == [1, 2]
    # Nearly all tell it as basic expenditure, which is what is compared.
    assert line.nature == ("basic" if concept == "economic.30201" else "")


def test_a_line_of_no_concept_is_compared_by_its_printed_words(library: Library) -> None:
    bodies = (f"{WATER}甲站", f"{WATER}乙站")
    (section,) = compare(library, Selection(bodies, rows=(PROJECT,)), "publishers").sections
    (line,) = section.lines
    assert (line.concept, line.row_label, told(line)) == ("", PROJECT, ["30.00", "45.00"])
    assert line.cells[1].difference == Decimal("15.00")


def test_a_family_stands_for_its_concepts(library: Library) -> None:
    chosen = Selection((CULTURE, WATER), (2026,), concepts=("family.economic",))
    (section,) = compare(library, chosen, "publishers").sections
    assert [line.concept for line in section.lines] == ["economic.30201"]


def test_years_of_one_publisher(library: Library) -> None:
    compared = compare(library, Selection((CULTURE,)), "years")
    (section,) = compared.sections
    assert section.values == ("2025", "2026") and section.publisher == CULTURE
    line = line_of(section, "three_public")
    assert (line.stage, told(line)) == ("budget", ["16.00", "20.00"])
    assert line.cells[1].change == Decimal("25.00")


def test_years_of_all_publishers_by_one_concept(library: Library) -> None:
    (section,) = compare(library, Selection(concepts=("three_public",)), "years").sections
    assert section.values == ("2026", "2025")
    lines = {line.publisher: told(line) for line in section.lines}
    # The report of the year after tells the year before.
    assert lines == {WATER: ["125000.00", "100000.00"], CULTURE: ["20.00", "16.00"]}


def test_budget_beside_final_accounts(library: Library) -> None:
    (section,) = compare(library, Selection((CULTURE,)), "kinds").sections
    assert (section.values, section.year) == (("budget", "final_accounts"), 2025)
    line = line_of(section, "three_public")
    assert told(line) == ["16.00", "12.00"] and line.cells[1].difference == Decimal("-4.00")


@pytest.mark.parametrize("by", ["years", "kinds"])
def test_without_a_publisher_those_with_something_to_compare(library: Library, by: By) -> None:
    sections = compare(library, Selection(), by).sections
    assert {section.publisher for section in sections} == {CULTURE}


def test_other_editions_that_differ_are_told(tmp_path_factory: pytest.TempPathFactory) -> None:
    one = [Amount("three_public", "1.00")]
    readings = [
        report(WATER, 2026, one),
        report(WATER, 2026, [Amount("three_public", "2.00")], name="again"),
        report(CULTURE, 2026, one),
    ]
    with holding(tmp_path_factory.mktemp("editions"), *readings) as library:
        (section,) = compare(library, Selection(), "publishers").sections
    differ = {
        name: cell.editions_differ
        for name, cell in zip(section.values, section.lines[0].cells, strict=True)
    }
    assert differ == {WATER: True, CULTURE: False}


def test_the_offices_of_a_department_are_not_the_department(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    own = f"{WATER}（本级）"
    readings = [
        report(WATER, 2026, [Amount("expenditure", "90.00", "all")]),
        report(own, 2026, [Amount("expenditure", "60.00", "all")], level="unit"),
    ]
    chosen = Selection((own, WATER), (2026,))
    with holding(tmp_path_factory.mktemp("offices"), *readings) as library:
        (section,) = compare(library, chosen, "publishers").sections
    assert told(line_of(section, "expenditure")) == ["60.00", "90.00"]
    assert section.levels == ("unit", "department")


def test_more_publishers_than_a_few_are_ranked_among_themselves(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    names = [f"青渡市第{number}局" for number in "一二三四五六七八九十"]
    readings = [
        report(name, 2026, [Amount("expenditure", f"{at + 1}.00", "all")])
        for at, name in enumerate(names)
    ]
    readings.append(report(WATER, 2025, [Amount("expenditure", "1.00", "all")]))
    chosen = Selection((*names[:9], WATER), (2026,))
    with holding(tmp_path_factory.mktemp("many"), *readings) as library:
        (section,) = compare(library, chosen, "publishers").sections
    assert section.values == tuple(reversed(names[:9])) and section.absent == (WATER,)
    assert [cell.place for cell in section.lines[0].cells] == [*range(1, 10)]
