"""One figure, several bodies, years and parts by concept: found, or missing with the reason."""

from __future__ import annotations

import pytest

from ingest import library as library_module
from ingest.across import Measure, Missing, Told
from ingest.errors import NoSuchReport
from ingest.library import Library
from ingest.nouns import Reading
from tests.ingest.measured import figure, reading

THREE_PUBLIC = Measure("three_public")


@pytest.fixture
def hold(library, make_file):
    """Adds readings; returns the library."""

    def add(*readings: Reading) -> Library:
        for one in readings:
            library.add(one, make_file(one.report.sha256))
        return library

    return add


def _amount(told: Told | Missing | None) -> str:
    assert isinstance(told, Told), told
    return str(told.fact.amount)


def _reason(told: Told | Missing | None) -> str:
    assert isinstance(told, Missing), told
    return told.reason


def test_a_value_of_a_report_comes_with_the_figure_to_cite(hold):
    made = reading("教育局", figure("5.00"), figure("4.00", stage="last_budget", year=2025))
    library = hold(made)
    told = library.value(THREE_PUBLIC, report_id=made.report.id)
    assert (told.report, told.figure) == (made.report, made.figures[0])
    last = library.value(THREE_PUBLIC, report_id=made.report.id, year=2025, stage="last_budget")
    assert _amount(last) == "4.00"
    with pytest.raises(NoSuchReport):
        library.value(THREE_PUBLIC, report_id="none")


def test_the_widest_fund_stands_where_none_is_named(hold):
    made = reading("教育局", figure("5.00"), figure("7.00", fund="all"))
    library = hold(made)
    told = library.value(THREE_PUBLIC, report_id=made.report.id)
    assert (_amount(told), told.fact.fund) == ("7.00", "all")
    narrow = Measure("three_public", "general_public")
    assert _amount(library.value(narrow, report_id=made.report.id)) == "5.00"
    assert (
        _reason(library.value(Measure("three_public", "own"), report_id=made.report.id)) == "none"
    )


@pytest.mark.parametrize(
    ("figures", "reason"),
    [
        ((figure("5.00", concept="reception"),), "none"),
        ((figure(""),), "blank"),
        ((figure("5.00"), figure("6.00")), "differing"),
        ((figure("5.00", stage="execution"),), "other_stage"),
    ],
)
def test_why_a_report_tells_none(hold, figures, reason):
    made = reading("教育局", *figures)
    assert _reason(hold(made).value(THREE_PUBLIC, report_id=made.report.id)) == reason


def test_a_body_is_found_by_its_name_however_bracketed(hold):
    library = hold(reading("教育局（汇总）", figure("5.00")), reading("民政局", figure("6.00")))
    assert _amount(library.value(THREE_PUBLIC, body="教育局", year=2026, stage="budget")) == "5.00"
    assert library.value(THREE_PUBLIC, body="教育局", year=2020, stage="budget") is None
    assert library.value(THREE_PUBLIC, body="教育", year=2026, stage="budget") is None


def test_the_department_goes_before_its_unit_of_the_same_name(hold):
    library = hold(
        reading("教育局", figure("2.00"), level="unit"), reading("教育局", figure("5.00"))
    )
    asked = {"body": "教育局", "year": 2026, "stage": "budget"}
    assert _amount(library.value(THREE_PUBLIC, **asked)) == "5.00"
    assert _amount(library.value(THREE_PUBLIC, **asked, level="unit")) == "2.00"


def test_a_unit_is_told_by_its_own_report_first_and_by_the_departments_else(hold):
    department = reading("教育局", figure("5.00"), figure("1.00", body="第一中学"))
    library = hold(department)
    asked = {"body": "第一中学", "year": 2026, "stage": "budget"}
    told = library.value(THREE_PUBLIC, **asked)
    assert (_amount(told), told.report, told.fact.own) == ("1.00", department.report, False)
    hold(reading("第一中学", figure("1.20"), level="unit"))
    assert _amount(library.value(THREE_PUBLIC, **asked)) == "1.20"


def test_the_year_is_told_by_the_next_report_where_its_own_is_not_held(hold):
    library = hold(reading("教育局", figure("4.00", stage="last_budget", year=2025)))
    told = library.value(THREE_PUBLIC, body="教育局", year=2025, stage="budget")
    assert (_amount(told), told.fact.stage) == ("4.00", "last_budget")
    hold(reading("教育局", figure("4.10", year=2025), year=2025))
    told = library.value(THREE_PUBLIC, body="教育局", year=2025, stage="budget")
    assert (_amount(told), told.fact.stage) == ("4.10", "budget")


def test_a_plan_printed_in_the_accounts_is_found_after_that_of_the_budget(hold):
    planned = figure("4.00", year=2025)
    library = hold(reading("教育局", planned, year=2025, kind="final_accounts"))
    asked = {"body": "教育局", "year": 2025, "stage": "budget"}
    assert _amount(library.value(THREE_PUBLIC, **asked)) == "4.00"
    hold(reading("教育局", figure("4.20", year=2025), year=2025))
    assert _amount(library.value(THREE_PUBLIC, **asked)) == "4.20"


def test_a_series_has_every_year_held_once_and_says_what_is_missing(hold):
    library = hold(
        reading("教育局", figure("5.00"), figure("4.00", stage="last_budget", year=2025)),
        reading("教育局", figure("3.00", year=2024), year=2024),
        reading("教育局", figure("", year=2023), year=2023),
        reading(
            "教育局", figure("9.00", year=2022, stage="final"), year=2022, kind="final_accounts"
        ),
    )
    series = library.series(THREE_PUBLIC, "教育局", "budget")
    assert [(t.fact.year, str(t.fact.amount)) for t in series.told] == [
        (2024, "3.00"),
        (2025, "4.00"),
        (2026, "5.00"),
    ]
    assert [(m.report.fiscal_year, m.reason) for m in series.missing] == [(2023, "blank")]
    assert library.series(THREE_PUBLIC, "没有的局", "budget").told == ()


def test_a_comparison_is_of_one_fund_and_names_who_is_missing(hold):
    library = hold(
        reading("教育局", figure("5.00"), figure("7.00", fund="all")),
        reading("民政局", figure("6.00")),
        reading("财政局"),
    )
    bodies = ("民政局", "教育局", "财政局", "没有的局")
    compared = library.comparison(THREE_PUBLIC, bodies, 2026, "budget")
    assert [(t.report.publisher, str(t.fact.amount)) for t in compared.told] == [
        ("民政局", "6.00"),
        ("教育局", "5.00"),
    ]
    assert compared.fund == "general_public"
    assert [(m.report.publisher, m.reason) for m in compared.missing] == [("财政局", "none")]


def test_the_total_of_a_nature_is_found_without_naming_it(hold):
    made = reading(
        "教育局",
        figure("10.00", concept="expenditure", form="expenditure"),
        figure("6.00", concept="basic_expenditure", nature="basic", form="expenditure"),
        figure("4.00", concept="project_expenditure", nature="project", form="expenditure"),
    )
    library = hold(made)
    assert _amount(library.value(Measure("basic_expenditure"), report_id=made.report.id)) == "6.00"


def test_a_correction_changes_what_is_told_and_goes_with_it(hold):
    made = reading("教育局", figure("5.00"))
    library = hold(made)
    correction = library.correct(made.figures[0].id, "50.00", author="李", reason="漏读")
    told = library.value(THREE_PUBLIC, report_id=made.report.id)
    assert (_amount(told), told.fact.fen, told.figure.correction) == (
        "50.00",
        50_000_000,
        correction,
    )
    library.withdraw(correction.id, author="李")
    assert _amount(library.value(THREE_PUBLIC, report_id=made.report.id)) == "5.00"


def test_a_correction_is_laid_over_facts_of_another_reading(hold, monkeypatch):
    made = reading("教育局", figure("5.00"))
    library = hold(made)
    library.correct(made.figures[0].id, "50.00", author="李", reason="漏读")
    monkeypatch.setattr(library_module, "reader_version", lambda: "next")
    hold(made)
    assert _amount(library.value(THREE_PUBLIC, report_id=made.report.id)) == "50.00"


def test_a_report_taken_out_leaves_no_facts(hold):
    made = reading("教育局", figure("5.00"))
    library = hold(made)
    library.remove(made.report.id)
    assert library.value(THREE_PUBLIC, body="教育局", year=2026, stage="budget") is None
    assert library.ranking(THREE_PUBLIC, 2026, "budget").standings == ()
