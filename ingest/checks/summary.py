"""The honest summary of a reading, and its discrepancies as nouns."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from ingest.checks.identity_checks import Check
from ingest.nouns import (
    BBox,
    CheckCount,
    Discrepancy,
    ReadingSummary,
    Table,
)
from ingest.pages.page import Page
from ingest.tables.words import line_to_words

_LOOKS_LIKE_AMOUNT = re.compile(r"\d[.,]\d")


def summary_of(
    pages: Sequence[Page], tables: Sequence[Table], checks: Sequence[Check]
) -> ReadingSummary:
    """Forms found, amounts printed on pages with tables and captured, identities by outcome."""
    printed = captured = 0
    cells = _cells_by_page(tables)
    for page in pages:
        if page.tables:
            amounts = _amounts_alone(page)
            printed += len(amounts)
            captured += sum(_inside(box, cells.get(page.number, ())) for box in amounts)
    return ReadingSummary(
        forms=tuple(dict.fromkeys(table.form for table in tables)),
        amounts_printed=printed,
        amounts_captured=captured,
        checks=_counts(checks),
        scanned_pages=tuple(page.number for page in pages if page.scan is not None),
        unread_pages=tuple(page.number for page in pages if page.unread),
        damaged_pages=tuple(page.number for page in pages if page.damaged),
    )


def _cells_by_page(tables: Sequence[Table]) -> dict[int, list[BBox]]:
    cells: dict[int, list[BBox]] = {}
    for table in tables:
        for figure in table.figures:
            for place in figure.locators:
                cells.setdefault(place.page, []).append(place.bbox)
    return cells


def _amounts_alone(page: Page) -> list[BBox]:
    """Words within ruled tables that are nothing but a number with decimals or separators."""
    boxes = []
    for line in page.lines:
        if not _LOOKS_LIKE_AMOUNT.search(line.text.replace(" ", "")):
            continue
        for word in line_to_words(line):
            if not (_LOOKS_LIKE_AMOUNT.search(word.text) and word.is_amount):
                continue
            if any(_inside(word.box, [table.bbox]) for table in page.tables):
                boxes.append(word.box)
    return boxes


def _inside(box: BBox, cells: Sequence[BBox]) -> bool:
    x, y = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
    return any(c[0] - 1 <= x <= c[2] + 1 and c[1] - 1 <= y <= c[3] + 1 for c in cells)


def _counts(checks: Sequence[Check]) -> tuple[CheckCount, ...]:
    outcomes: dict[str, Counter[str]] = {}
    reasons: dict[str, Counter[str]] = {}
    for check in checks:
        outcomes.setdefault(check.rule, Counter())[check.outcome] += 1
        if check.reason:
            reasons.setdefault(check.rule, Counter())[check.reason] += 1
    return tuple(
        CheckCount(
            rule,
            count["held"],
            count["rounding"],
            count["failed"],
            count["not_applicable"],
            tuple(reasons.get(rule, Counter()).most_common()),
        )
        for rule, count in outcomes.items()
    )


def discrepancies_of(checks: Sequence[Check], report_id: str) -> tuple[Discrepancy, ...]:
    """What is off, as printed on both sides: by rounding, or by more than rounding explains."""
    return tuple(
        _discrepancy(check, report_id)
        for check in checks
        if check.outcome in ("rounding", "failed")
    )


def _discrepancy(check: Check, report_id: str) -> Discrepancy:
    return Discrepancy(
        report_id=report_id,
        rule=check.rule,
        left=check.left.text,
        right=check.right.text,
        left_locators=check.left.locators,
        right_locators=check.right.locators,
        difference=check.difference,
        envelope=check.envelope,
        unit=check.unit,
        severity="rounding" if check.outcome == "rounding" else "discrepancy",
    )
