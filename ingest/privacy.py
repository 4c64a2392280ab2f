"""Telephone numbers, e-mail addresses and ID numbers in printed text: where they are, and masked;
and the names of staff who corrected what was read.

Public short numbers (12345, 110) and service numbers (400-…) are no secret. Amounts, codes, dates
and document numbers are never taken for a telephone number: a bare row of digits counts as one
only where it is a mobile number or a word says so, and never before a unit or a decimal point.
Digits parted by spaces may be neighbouring cells: they count only after such a word.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from functools import lru_cache
from typing import Any

from ingest.nouns import Correction, Figure

MASKS = {"phone": "〔电话已隐去〕", "email": "〔邮箱已隐去〕", "id": "〔证件号已隐去〕"}
"""What stands in the place of each kind."""
STAFF = "工作人员 (staff)"
"""What stands in the place of the name of one who corrected, or took back."""

_DASH = r"[-‐-―]"
_JOINT = rf"(?:\s?{_DASH}\s?|\s)"
_BEFORE = r"(?<![0-9A-Za-z._/@〔\[])"
_UNITS = "亿|万|千|百|元|％|%|人|次|个|项|件|平方|公里|号"
_NO_AMOUNT = rf"(?![0-9A-Za-z_@])(?!\.\d)(?!\s*(?:{_UNITS}))"
_LOCAL = rf"[2-8]\d{{2,3}}{_JOINT}?\d{{4}}"
"""A number of 7 or 8 digits, perhaps parted before its last four."""
_MOBILE = rf"1[3-9]\d(?:\d{{8}}|{_DASH}\d{{4}}{_DASH}\d{{4}})"
_EXTENSION = rf"(?:\s?(?:转|{_DASH})\s?\d{{1,5}})?"
_PATTERNS = (
    (
        "email",
        re.compile(
            r"(?<![A-Za-z0-9_.+-])[A-Za-z0-9][A-Za-z0-9_.+-]{0,63}@[A-Za-z0-9-]+"
            r"(?:\.[A-Za-z0-9-]+)+"
        ),
    ),
    ("id", re.compile(rf"{_BEFORE}[1-9]\d{{16}}[\dXx](?![0-9A-Za-z])(?!\.\d)")),
    (
        "phone",
        re.compile(
            rf"{_BEFORE}(?:\+?86{_JOINT}?)?{_MOBILE}"
            rf"{_NO_AMOUNT}"
        ),
    ),
    (
        "phone",
        re.compile(
            rf"{_BEFORE}(?:[(（]\s?0\d{{2,3}}\s?[)）]\s?{_DASH}?\s?|(?:86{_DASH})?0\d{{2,3}}\s?{_DASH}\s?)"
            rf"{_LOCAL}{_EXTENSION}(?:\s?[/、]\s?{_LOCAL})*{_NO_AMOUNT}"
        ),
    ),
    (
        "phone",
        re.compile(
            r"(?:电话|手机|传真|联系方式|热线|号码|Tel|TEL|Fax)(?:号码)?[\s:：为是]{1,3}"
            rf"(?P<secret>1[3-9]\d{_JOINT}\d{{4}}{_JOINT}\d{{4}}"
            rf"|(?:0\d{{2,3}}{_JOINT}?)?{_LOCAL}{_EXTENSION}(?:\s?[/、]\s?{_LOCAL})*)"
            rf"{_NO_AMOUNT}"
        ),
    ),
)
_MAY_HOLD = re.compile(r"\d{3}|@")
_HALF = {
    wide: wide - 0xFEE0
    for wide in range(0xFF01, 0xFF5F)
    if (c := chr(wide - 0xFEE0)).isalnum() or c in "@-._"
}
"""Full-width digits, letters and joints; other marks keep their width, which tells them apart."""
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECK_DIGITS = "10X98765432"
"""GB 11643: the check digit by the weighted sum modulo 11."""


def private_spans(text: str) -> tuple[tuple[int, int, str], ...]:
    """Start, end and kind (``phone``, ``email``, ``id``) of what is private, in order."""
    text = text.translate(_HALF)
    if not _MAY_HOLD.search(text):
        return ()
    spans: list[tuple[int, int, str]] = []
    for start, end, kind in sorted(_found(text)):
        if not spans or start >= spans[-1][1]:
            spans.append((start, end, kind))
        elif end > spans[-1][1]:
            spans[-1] = (spans[-1][0], end, spans[-1][2])
    return tuple(spans)


def _found(text: str) -> Iterator[tuple[int, int, str]]:
    for kind, pattern in _PATTERNS:
        for match in pattern.finditer(text):
            if kind == "id" and not is_id_number(match[0]):
                continue
            start, end = match.span("secret" if "secret" in pattern.groupindex else 0)
            yield start, end, kind


@lru_cache(maxsize=50_000)
def masked(text: str) -> str:
    """The text with what is private replaced by a word for it; all else as it stands."""
    parts: list[str] = []
    at = 0
    for start, end, kind in private_spans(text):
        parts += (text[at:start], MASKS[kind])
        at = end
    return "".join((*parts, text[at:])) if parts else text


def masked_correction(made: Correction, *, names: bool = False) -> Correction:
    """The correction without the names of staff, its reason and prints masked, a print that is
    private without its value; ``names`` leaves the names of staff."""
    printed, original = masked(made.printed), masked(made.original_printed)
    changed = replace(
        made,
        reason=masked(made.reason),
        row_path=tuple(map(masked, made.row_path)),
        column_path=tuple(map(masked, made.column_path)),
        printed=printed,
        original_printed=original,
        value=made.value if printed == made.printed else None,
        original_value=made.original_value if original == made.original_printed else None,
    )
    if names:
        return changed
    return replace(changed, author=STAFF, ended_by=STAFF if made.ended_by else "")


def masked_figure(figure: Figure, *, names: bool = False) -> Figure:
    """The figure with its names, print, sentence and correction masked.

    A number without a unit that is itself a telephone or ID number (the contact in a form) loses
    its value; an amount never does. ``names`` leaves the names of staff.
    """
    paths = ("row_path", "column_path")
    changes: dict[str, Any] = {
        name: tuple(map(masked, getattr(figure, name))) for name in paths
    } | {name: masked(getattr(figure, name)) for name in ("row_label", "sentence")}
    if is_private(figure):
        changes |= {"printed": masked(figure.printed), "value": None}
    if figure.correction is not None:
        changes |= {"correction": masked_correction(figure.correction, names=names)}
    changed = any(getattr(figure, name) != value for name, value in changes.items())
    return replace(figure, **changes) if changed else figure


def is_private(figure: Figure) -> bool:
    """Whether what a cell prints is no amount but a private number."""
    return figure.unit == "" and bool(private_spans(figure.printed))


def is_id_number(text: str) -> bool:
    """Whether 18 characters are a citizen's ID number: a date of birth that exists, and the check
    digit of GB 11643."""
    number = text.upper()
    try:
        born = date(int(number[6:10]), int(number[10:12]), int(number[12:14]))
    except ValueError:
        return False
    total = sum(int(d) * w for d, w in zip(number[:17], _WEIGHTS, strict=True))
    return 1900 <= born.year <= 2100 and number[17] == _CHECK_DIGITS[total % 11]
