"""Rankings over all reports: by real amount, each publisher once, none left out unnamed."""

from __future__ import annotations

import pytest

from ingest import library as library_module
from ingest.across import Measure, Ranking, Told
from ingest.library import Library
from ingest.nouns import Figure, Reading
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


def _rows(ranked: Ranking) -> list[tuple[int, str, str]]:
    return [
        (s.place, s.report.publisher, s.fact.amount and str(s.fact.amount))
        for s in ranked.standings
    ]


def _missing(ranked: Ranking) -> dict[str, str]:
    return {m.report.publisher: m.reason for m in ranked.missing}


def test_the_highest_real_amount_goes_first_whatever_its_unit(hold):
    library = hold(
        reading("教育局", figure("5.00")),
        reading("民政局", figure("700000", unit="元")),
        reading("财政局", figure("0.1", unit="亿元")),
        reading("体育局", figure("50000.00", unit="元")),
        reading("司法局", figure("-3.00")),
    )
    ranked = library.ranking(THREE_PUBLIC, 2026, "budget")
    assert _rows(ranked) == [
        (1, "财政局", "0.1"),
        (2, "民政局", "700000"),
        (3, "教育局", "5.00"),
        (3, "体育局", "50000.00"),
        (5, "司法局", "-3.00"),
    ]
    cited = library.figures_by_id([s.fact.figure_id for s in ranked.standings])
    assert cited[ranked.standings[0].fact.figure_id].printed == "0.1"


def test_counts_are_ranked_by_number_and_need_no_stage(hold):
    def staff(printed: str) -> object:
        return figure(printed, concept="staff_in_post", unit="人", stage="", fund="")

    library = hold(reading("教育局", staff("9")), reading("民政局", staff("120")))
    ranked = library.ranking(Measure("staff_in_post"), 2026, "budget")
    assert _rows(ranked) == [(1, "民政局", "120"), (2, "教育局", "9")]


def test_what_is_counted_at_the_end_of_the_year_before_is_ranked_and_says_so(hold):
    def staff(printed: str, year: int) -> Figure:
        told = {"concept": "staff_in_post", "unit": "人", "stage": "", "fund": ""}
        return figure(printed, year=year, **told)

    library = hold(
        reading("教育局", staff("9", 2026), staff("99", 2025)),
        reading("民政局", staff("120", 2025)),
    )
    ranked = library.ranking(Measure("staff_in_post"), 2026, "budget")
    assert [(s.report.publisher, s.fact.year) for s in ranked.standings] == [
        ("民政局", 2025),
        ("教育局", 2026),
    ]
    for body, amount in (("教育局", "9"), ("民政局", "120")):
        told = library.value(Measure("staff_in_post"), body=body, year=2026, stage="budget")
        assert isinstance(told, Told) and told.figure.printed == amount
    series = library.series(Measure("staff_in_post"), "民政局", "budget")
    assert [told.figure.printed for told in series.told] == ["120"]


def test_a_planned_amount_of_the_year_before_is_none_of_this_year(hold):
    library = hold(reading("教育局", figure("9.00", year=2025)))
    assert _missing(library.ranking(THREE_PUBLIC, 2026, "budget")) == {"教育局": "none"}


def test_every_other_report_is_named_with_its_reason(hold, monkeypatch):
    with monkeypatch.context() as before:
        before.setattr(library_module, "reader_version", lambda: "5")
        hold(reading("文旅局"), reading("档案局", figure("5.00", concept="reception")))
    library = hold(
        reading("教育局", figure("5.00")),
        reading("民政局"),
        reading("财政局", figure("")),
        reading("体育局", figure("5.00"), figure("6.00")),
        reading("司法局", figure("5.00", stage="execution")),
        reading("交通局", figure("5.00"), year=2025),
        reading("医保局", figure("5.00"), kind="final_accounts"),
        reading("第一中学", figure("5.00"), level="unit"),
    )
    ranked = library.ranking(THREE_PUBLIC, 2026, "budget")
    assert _rows(ranked) == [(1, "教育局", "5.00")]
    assert _missing(ranked) == {
        "民政局": "none",
        "财政局": "blank",
        "体育局": "differing",
        "司法局": "other_stage",
        "文旅局": "older_reader",
        "档案局": "none",
    }
    assert ranked.other_level == 1
    units = library.ranking(THREE_PUBLIC, 2026, "budget", level="unit")
    assert (_rows(units), units.other_level) == ([(1, "第一中学", "5.00")], 7)


def test_what_a_department_tells_of_its_units_is_not_ranked(hold):
    library = hold(reading("教育局", figure("5.00"), figure("9.00", body="第一中学")))
    assert _rows(library.ranking(THREE_PUBLIC, 2026, "budget")) == [(1, "教育局", "5.00")]


def test_one_fund_is_taken_for_all_where_all_print_it(hold):
    both = (figure("5.00"), figure("7.00", fund="all"))
    library = hold(reading("教育局", *both), reading("民政局", figure("6.00")))
    ranked = library.ranking(THREE_PUBLIC, 2026, "budget")
    assert (ranked.fund, _rows(ranked)) == (
        "general_public",
        [(1, "民政局", "6.00"), (2, "教育局", "5.00")],
    )


def test_one_that_lacks_the_fund_of_nearly_all_says_which_its_own_is(hold):
    both = (figure("5.00"), figure("7.00", fund="all"))
    library = hold(
        *(reading(f"第{n}局", *both) for n in range(10)), reading("民政局", figure("6.00"))
    )
    ranked = library.ranking(THREE_PUBLIC, 2026, "budget")
    assert ranked.fund == "all"
    assert [s.fact.fund for s in ranked.standings] == ["all"] * 10 + ["general_public"]
    narrow = library.ranking(Measure("three_public", "all"), 2026, "budget")
    assert _missing(narrow) == {"民政局": "none"}


def test_editions_of_one_report_count_once_and_that_with_the_table_is_taken(hold):
    library = hold(
        reading("教育局", figure("5.2", form=""), file="文字"),
        reading("教育局（汇总）", figure("5.01"), file="表格"),
        reading("民政局", figure("6.00")),
    )
    ranked = library.ranking(THREE_PUBLIC, 2026, "budget")
    assert _rows(ranked) == [(1, "民政局", "6.00"), (2, "教育局（汇总）", "5.01")]
    assert [(s.editions, s.editions_differ) for s in ranked.standings] == [(1, False), (2, True)]
    assert [bool(r.edition_of) for r in library.reports()] == [False, True, False]


def test_editions_that_print_one_amount_finer_or_coarser_do_not_differ(hold):
    library = hold(
        reading("教育局", figure("5.01", form=""), file="文字"),
        reading("教育局", figure("5.014321"), file="表格"),
    )
    (standing,) = library.ranking(THREE_PUBLIC, 2026, "budget").standings
    assert (str(standing.fact.amount), standing.editions) == ("5.014321", 2)
    assert not standing.editions_differ


def test_an_edition_without_the_amount_hides_nothing_of_the_other(hold):
    library = hold(
        reading("教育局", figure(""), file="表格"),
        reading("教育局", figure("5.00", form=""), file="文字"),
    )
    assert _rows(library.ranking(THREE_PUBLIC, 2026, "budget")) == [(1, "教育局", "5.00")]


def test_last_years_amounts_are_ranked_from_this_years_reports(hold):
    library = hold(reading("教育局", figure("4.00", stage="last_budget", year=2025)))
    assert _rows(library.ranking(THREE_PUBLIC, 2025, "last_budget")) == [(1, "教育局", "4.00")]


def test_a_correction_changes_the_order(hold):
    low, high = reading("教育局", figure("5.00")), reading("民政局", figure("6.00"))
    library = hold(low, high)
    library.correct(low.figures[0].id, "50.00", author="李", reason="漏读")
    assert [
        s.report.publisher for s in library.ranking(THREE_PUBLIC, 2026, "budget").standings
    ] == [
        "教育局",
        "民政局",
    ]
