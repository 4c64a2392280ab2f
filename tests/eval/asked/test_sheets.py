"""Sheets: drawn by a seed, and what they expect is what the report prints or comes out of it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal

import pytest

from eval.asked.expecting import Sheet
from eval.asked.sheets import MAKERS, SHARES, Drawer, in_words
from ingest.concepts.readings import with_concepts
from ingest.library import Library
from ingest.nouns import Reading
from tests.assistant.asking import holding
from tests.assistant.conftest import ReportBuilder, account, with_narrative

STRANGERS = ("云溪市测绘院", "云溪市气象台")
KINDS = tuple(kind for kind, _ in SHARES)
PRINTED = (
    "value", "line_value", "code_value", "table_value", "project_value", "prose_value", "place",
    "check", "yesno", "series", "several", "rank", "filter", "parts", "two_bodies",
)  # fmt: skip
"""The kinds that expect printed figures."""


def known(made: ReportBuilder) -> Reading:
    """The reading, its figures knowing what they measure."""
    read = made.reading()
    tables, prose = with_concepts(read.tables, read.prose_figures, read.report)
    return replace(read, tables=tuple(tables), prose_figures=tuple(prose))


def culture() -> ReportBuilder:
    """An account with projects, an amount of the year before, and a reason."""
    made = with_narrative(
        account("澄浦市文化馆", 2024, total="99.85", basic="61.35", office="2.15")
    )
    projects = {"小剧场修缮": "26.00", "戏曲进校园": "24.50", "文艺骨干培训": "6.00"}
    amounts = [("", name, ("金额",), printed) for name, printed in projects.items()]
    made.table(
        "project_expenditure", "项目支出表", 10, [*amounts, ("", "乡村巡演", ("金额",), "2.00")]
    )
    last_year = [("", "“三公”经费合计", ("上年决算数",), "0.50")]
    made.table("fiscal_grant_summary", "财政拨款收支对比表", 11, last_year)
    made.says(
        "2024年支出99.85万元，比上年减少6.20万元，主要原因是小剧场的修缮在上年就已经完工。",
        "第三部分",
        "支出决算情况",
        page=13,
    )
    return made


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    archive = account("澄浦市档案馆", 2024, total="70.00", basic="61.35", office="3.40")
    with holding(tmp_path_factory.mktemp("sheets"), known(culture()), known(archive)) as library:
        yield library


def drawn(library: Library, *kinds: str, count: int = 6, seed: int = 7) -> list[Sheet]:
    shares = [(kind, count) for kind in kinds]
    return list(Drawer(library, library.reports(), seed).draw(shares, STRANGERS))


def hundredths(value: Decimal) -> Decimal:
    return value.quantize(Decimal("0.01"), ROUND_HALF_UP)


def values(sheet: Sheet) -> list[Decimal]:
    return [Decimal(measure["value"]) for measure in sheet["measures"]]


def answer(sheet: Sheet) -> tuple[Decimal, str]:
    (figure,) = sheet["expect"]["figures"]
    return Decimal(figure["value"]), figure["unit"]


def test_the_same_seed_draws_the_same_sheets(library: Library) -> None:
    first = drawn(library, *KINDS, count=2)
    assert drawn(library, *KINDS, count=2) == first
    assert drawn(library, *KINDS, count=2, seed=8) != first


def test_every_kind_of_the_shares_has_a_maker() -> None:
    assert set(MAKERS) == set(KINDS)


@pytest.mark.parametrize("kind", KINDS)
def test_a_kind_is_drawn_as_often_as_wanted_and_is_json(library: Library, kind: str) -> None:
    sheets = drawn(library, kind)
    assert [sheet["kind"] for sheet in sheets] == [kind] * 6
    assert json.loads(json.dumps(sheets)) == sheets


@pytest.mark.parametrize("kind", PRINTED)
def test_expected_figures_are_printed_where_the_sheet_says(library: Library, kind: str) -> None:
    printed = {
        (report.file, figure.locators[0].page, str(figure.value), figure.unit)
        for report in library.reports()
        for figure in (
            *(figure for table in library.tables(report.id) for figure in table.figures),
            *library.prose_figures(report.id),
        )
    }
    for sheet in drawn(library, kind):
        expect = sheet["expect"]
        meant = [(m["report"], m["page"], m["value"], m["unit"]) for m in sheet["measures"]]
        assert set(meant) <= printed
        assert all(f"{value}{unit}" in sheet["tell"] for _, _, value, unit in meant)
        stated = [(figure["value"], figure["unit"]) for figure in expect["figures"]]
        assert stated == [(value, unit) for _, _, value, unit in meant]
        cited = {(place["report"], place["page"]) for place in expect["evidence"]}
        assert cited == {(file, page) for file, page, _, _ in meant}


def test_a_share_is_the_part_by_the_whole(library: Library) -> None:
    for sheet in drawn(library, "share"):
        part, whole = values(sheet)
        assert answer(sheet) == (hundredths(part * 100 / whole), "%")


def test_a_completion_is_what_was_spent_by_what_was_planned(library: Library) -> None:
    for sheet in drawn(library, "completion"):
        spent, planned = values(sheet)
        assert [m["stage"] for m in sheet["measures"]] == ["final", "budget"]
        assert answer(sheet) == (hundredths(spent * 100 / planned), "%")


def test_an_average_is_an_amount_by_a_count(library: Library) -> None:
    for sheet in drawn(library, "per"):
        amount, count = values(sheet)
        assert answer(sheet) == (hundredths(amount / count), "万元")


def test_sums_and_differences_come_out(library: Library) -> None:
    for sheet in drawn(library, "sum"):
        assert answer(sheet) == (sum(values(sheet)), "万元")
    for sheet in drawn(library, "difference"):
        more, less = values(sheet)
        assert more >= less
        assert answer(sheet) == (more - less, "万元")


def test_a_change_is_told_as_an_amount_or_in_percent(library: Library) -> None:
    answers = {answer(sheet) for sheet in drawn(library, "change", "two_years", count=12)}
    assert answers == {(Decimal("0.20"), "万元"), (Decimal("40"), "%")}


def test_a_ranking_begins_with_the_largest_or_the_smallest(library: Library) -> None:
    for sheet in drawn(library, "rank", count=20):
        ranked = values(sheet)
        assert ranked == sorted(ranked, reverse="金额最大" in sheet["tell"])


def test_what_is_filtered_is_all_that_is_above_the_bound_told(library: Library) -> None:
    projects = [Decimal(printed) for printed in ("26.00", "24.50", "6.00", "2.00")]
    tells = r"各个项目里金额超过(\d+)万元的有(?:哪些|几个) → (\d+)个"
    sheets = drawn(library, "filter", count=20)
    found = [(told, sheet) for sheet in sheets if (told := re.search(tells, sheet["tell"]))]
    assert found
    for told, sheet in found:
        assert values(sheet) == [amount for amount in projects if amount > int(told[1])]
        assert len(sheet["measures"]) == int(told[2])


def test_two_bodies_are_two_reports_of_one_year_and_concept(library: Library) -> None:
    for sheet in drawn(library, "two_bodies"):
        assert len(set(sheet["reports"])) == 2
        one, other = sheet["measures"]
        assert (one["concept"], one["year"]) == (other["concept"], other["year"])


def test_a_reason_is_asked_of_a_passage_that_gives_one(library: Library) -> None:
    for sheet in drawn(library, "reason", "value_and_reason"):
        assert "主要原因是小剧场的修缮" in sheet["tell"]
        assert [place["page"] for place in sheet["expect"]["evidence"]] == [13]


def test_of_a_stranger_nothing_is_found(library: Library) -> None:
    for sheet in drawn(library, "no_body"):
        assert any(name in sheet["tell"] for name in STRANGERS)
        assert sheet["expect"] == {"status": "not_found", "figures": []}
        assert sheet["reports"] == []


def test_a_year_not_held_is_not_beside_one_that_is(library: Library) -> None:
    for sheet in drawn(library, "no_year", count=20):
        assert not any(f"{year}年" in sheet["tell"] for year in (2023, 2024, 2025))
        assert sheet["expect"]["status"] == "not_found"


def test_a_writer_is_given_the_number_the_kind_and_the_task(library: Library) -> None:
    (sheet,) = drawn(library, "product", count=1)
    assert in_words({**sheet, "n": 7}) == f"#00007 product\n   {sheet['tell']}"
