"""What reports tell at all: counted by concept, fund and nature, and found by them."""

from __future__ import annotations

from ingest.selection import FigureFilter
from tests.ingest.measured import figure, reading


def test_reports_are_counted_by_what_they_tell(library, make_file):
    first = reading(
        "教育局",
        figure("5.00"),
        figure("4.00", nature="basic"),
        figure("1.00", stage="change"),
        figure("3.00", concept="reception", stage="change"),
    )
    second = reading("民政局", figure("7.00", fund="all"), year=2025)
    for one in (first, second):
        library.add(one, make_file(one.report.sha256))
    # The report of 2025 tells 2026 here; what is told as a change alone is no amount.
    assert library.measured(("concept",)) == {("three_public",): 2}
    assert library.measured(("fund", "nature")) == {
        ("general_public", ""): 1,
        ("general_public", "basic"): 1,
        ("all", ""): 1,
    }
    about = {"concepts": ("three_public",), "report_ids": (second.report.id,)}
    assert library.measured(("fund",), **about) == {("all",): 1}
    assert library.measured(("concept",), years=(2020,)) == {}
    assert library.measured(("concept",), natures=("basic",), stages=("budget",)) == {
        ("three_public",): 1
    }


def test_figures_are_found_by_what_they_measure(library, make_file):
    meals, basic = figure("2.00", concept="reception"), figure("4.00", nature="basic")
    made = reading("教育局", figure("5.00", fund="all"), basic, meals)
    library.add(made, make_file(made.report.sha256))

    def found(**wanted):
        return [each.printed for each in library.figures(FigureFilter(**wanted))]

    assert found(concepts=("reception",)) == ["2.00"]
    assert found(concepts=("three_public",), funds=("general_public",)) == ["4.00"]
    assert found(natures=("basic",)) == ["4.00"] and found(funds=("own",)) == []
