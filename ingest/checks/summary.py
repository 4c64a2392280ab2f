"""The honest summary of a reading, and its discrepancies as nouns."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from decimal import Decimal

from ingest.amounts import grouped
from ingest.checks.identity_checks import Check
from ingest.nouns import (
    BBox,
    CheckCount,
    Discrepancy,
    Figure,
    Locator,
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
    by_rule: dict[str, Counter[str]] = {}
    for check in checks:
        by_rule.setdefault(check.rule, Counter())[check.outcome] += 1
    return tuple(
        CheckCount(rule, count["held"], count["rounding"], count["failed"], count["not_applicable"])
        for rule, count in by_rule.items()
    )


def discrepancies_of(checks: Sequence[Check]) -> tuple[Discrepancy, ...]:
    """What is off, as printed on both sides: by rounding, or by more than rounding explains."""
    return tuple(_discrepancy(check) for check in checks if check.outcome in ("rounding", "failed"))


def _discrepancy(check: Check) -> Discrepancy:
    total = sum((part.value for part in check.parts if part.value is not None), Decimal(0))
    # Zeros change no sum and would bury the others.
    addends = " + ".join(_told(part) for part in check.parts if part.value)
    return Discrepancy(
        report_id=check.whole.report_id,
        rule=check.rule,
        left=_told(check.whole),
        right=f"{addends} = {grouped(total)}" if len(check.parts) > 1 else addends,
        left_locators=check.whole.locators,
        right_locators=_places(check.parts),
        difference=check.difference,
        envelope=check.envelope,
        unit=check.whole.unit,
        severity="rounding" if check.outcome == "rounding" else "discrepancy",
    )


def _told(figure: Figure) -> str:
    """The figure with the names that tell it apart: row and innermost heading."""
    names = [figure.row_label or figure.row_code, *figure.column_path[-1:]]
    return f"{'·'.join(name for name in names if name)} {figure.printed}"


def _places(figures: Sequence[Figure]) -> tuple[Locator, ...]:
    return tuple(place for figure in figures for place in figure.locators)
