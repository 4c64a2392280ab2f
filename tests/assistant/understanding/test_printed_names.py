"""The printed names in order: what each report may be asked by."""

from __future__ import annotations

from assistant.understanding.items_meant import vocabulary
from assistant.understanding.printed_names import bodies_of, labels_of, reports_by_name
from ingest.nouns import Report
from ingest.selection import Catalogue, CatalogueColumn, CatalogueRow

BUREAU, STATION = "青渡市水务局", "青渡市水务局雨量站"
CATALOGUE = Catalogue(
    rows=(
        CatalogueRow("expenditure", "30201", "办公费", ("a", "b")),
        CatalogueRow("expenditure", "", STATION, ("a",)),
        CatalogueRow("", "", "接待人数", ("b",)),
        CatalogueRow("income", "", "办公费", ("c",)),
    ),
    columns=(CatalogueColumn("expenditure", ("合计", "商品支出"), ("b",)),),
    terms=(),
)


def test_a_label_is_of_every_report_that_prints_it() -> None:
    assert labels_of(CATALOGUE)["办公费"] == ("a", "b", "c")


def test_bodies_are_rows_that_end_like_one() -> None:
    assert bodies_of(CATALOGUE) == {STATION: frozenset("a")}


def test_lines_and_headings_lead_to_their_reports() -> None:
    strong, _ = reports_by_name(CATALOGUE)
    assert strong["办公费"] == {"a", "b", "c"}
    assert strong["商品支出"] == {"b"}


def test_the_names_of_a_report_are_its_own_and_need_no_publisher_before_them() -> None:
    report = Report("a", BUREAU, 2023, "final_accounts", "department", "", "a.pdf", "0", 9)
    known = vocabulary(CATALOGUE, [report])
    assert {"办公费", STATION, "雨量站"} <= known.strong
    assert "商品支出" not in known.strong
    assert "商品支出" in vocabulary(CATALOGUE, [report], ["商品支出"]).strong


def test_what_is_worked_out_of_a_state_is_kept_for_it_alone() -> None:
    other = Catalogue(CATALOGUE.rows[:1], (), ())
    assert labels_of(CATALOGUE) is labels_of(CATALOGUE)
    assert labels_of(other) == {"办公费": ("a", "b")}
    assert Catalogue((), (), ()) != Catalogue((), (), ())
