"""What does not add up in the reports of a library, as rows for people and spreadsheets."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ingest.checks.discrepancy_words import difference_in_words
from ingest.checks.rules import rule_name
from ingest.library import Library
from ingest.nouns import Discrepancy, Locator, Report
from ingest.public_view import PublicView
from ingest.sheets import Cell, Sheet

HEADER = (
    "报告编号",
    "规则",
    "一方",
    "另一方",
    "差额",
    "容差",
    "单位",
    "程度",
    "规则名称",
    "发布单位",
    "报告年度",
    "一方所在页",
    "另一方所在页",
)


def discrepancy_sheet(
    library: Library | PublicView, report_ids: Sequence[str], severities: Sequence[str] = ()
) -> Sheet:
    """The sheet 勾稽: what is off in the reports, of those severities (all where none is named).

    Raises NoSuchReport.
    """
    return Sheet("勾稽", HEADER, _rows(library, report_ids, severities))


def _rows(
    library: Library | PublicView, report_ids: Sequence[str], severities: Sequence[str]
) -> Iterator[Sequence[Cell]]:
    for report_id in report_ids:
        report = library.report(report_id)
        for found in library.discrepancies(report_id):
            if not severities or found.severity in severities:
                yield _row(report, found)


def _row(report: Report, found: Discrepancy) -> Sequence[Cell]:
    difference, unit = difference_in_words(found)
    return (
        report.id,
        found.rule,
        found.left,
        found.right,
        difference,
        found.envelope,
        unit,
        found.severity,
        rule_name(found.rule),
        report.publisher,
        report.fiscal_year,
        pages_in_words(found.left_locators),
        pages_in_words(found.right_locators),
    )


def pages_in_words(locators: Sequence[Locator]) -> str:
    """第20页、第21页."""
    return "、".join(f"第{page}页" for page in sorted({place.page for place in locators}))
