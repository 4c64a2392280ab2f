"""What ``python -m ingest check`` says of a report: what is off, and what could not be checked."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from ingest.checks.discrepancy_words import difference_in_words
from ingest.checks.identity_checks import Check, Side
from ingest.checks.report_checks import report_checks
from ingest.checks.rules import rule_name
from ingest.discrepancy_sheet import pages_in_words
from ingest.export import discrepancy_fields
from ingest.language.amounts import grouped
from ingest.library import Library
from ingest.nouns import Discrepancy, ReadingSummary

_SEVERITIES = {"discrepancy": "不符 discrepancy", "rounding": "四舍五入 rounding"}
_OUTCOMES = {"held": "相符 held", "not_applicable": "不适用 not applicable"}


def check_lines(library: Library, report_id: str, *, everything: bool) -> Iterator[str]:
    """A report's results for people: discrepancies first, then rounding, then why not checked.

    ``everything`` lists every single check that held or could not be made besides.
    """
    found = library.discrepancies(report_id)
    summary = library.summary(report_id)
    yield f"{report_id}  {_counts(found, summary)}"
    for severity in _SEVERITIES:
        for one in found:
            if one.severity == severity:
                yield f"  {_line(one)}"
    if everything:
        for check in _others(library, report_id):
            yield f"  {_check_line(check)}"
        return
    for count in summary.checks:
        for reason, times in count.reasons:
            name = f"{count.rule} {rule_name(count.rule)}"
            yield f"  {_OUTCOMES['not_applicable']}  {name}  {reason} × {times}"


def check_fields(library: Library, report_id: str, *, everything: bool) -> Iterator[dict[str, Any]]:
    """The same for programs: an object a result, ``severity`` held and not_applicable besides."""
    for found in library.discrepancies(report_id):
        yield {**discrepancy_fields(found), "name": rule_name(found.rule), "reason": ""}
    if everything:
        for check in _others(library, report_id):
            yield {
                "report": report_id,
                "rule": check.rule,
                "left": check.left.text,
                "right": check.right.text,
                "difference": f"{check.difference:f}",
                "envelope": f"{check.envelope:f}",
                "unit": check.unit,
                "severity": check.outcome,
                "left_places": _places(check.left),
                "right_places": _places(check.right),
                "name": rule_name(check.rule),
                "reason": check.reason,
            }


def _places(side: Side) -> list[dict[str, Any]]:
    return [{"page": place.page, "bbox": list(place.bbox)} for place in side.locators]


def _others(library: Library, report_id: str) -> Iterator[Check]:
    """The checks that held or could not be made: not kept, made again from what was read."""
    checks = report_checks(
        library.report(report_id),
        library.tables(report_id),
        library.prose_figures(report_id),
        library.passages(report_id),
    )
    return (check for check in checks if check.outcome in _OUTCOMES)


def _counts(found: Sequence[Discrepancy], summary: ReadingSummary) -> str:
    failed = sum(one.severity == "discrepancy" for one in found)
    rounding = len(found) - failed
    held = sum(count.held for count in summary.checks)
    silent = sum(count.not_applicable for count in summary.checks)
    return (
        f"{failed} 处不符 discrepancies · 四舍五入 rounding {rounding} · 相符 held {held} · "
        f"不适用 not applicable {silent}"
    )


def _line(found: Discrepancy) -> str:
    value, unit = difference_in_words(found)
    difference = f"  差 {grouped(value)}{unit}" if found.difference else ""
    return (
        f"{_SEVERITIES[found.severity]}  {found.rule} {rule_name(found.rule)}  "
        f"{found.left}（{pages_in_words(found.left_locators)}） ≠ "
        f"{found.right}（{pages_in_words(found.right_locators)}）{difference}"
    )


def _check_line(check: Check) -> str:
    sides = " = ".join(
        f"{side.text}（{pages_in_words(side.locators)}）"
        for side in (check.left, check.right)
        if side.text
    )
    reason = f"  {check.reason}" if check.reason else ""
    return f"{_OUTCOMES[check.outcome]}  {check.rule} {rule_name(check.rule)}  {sides}{reason}"
