"""Amounts below each other as HTML: exact, the points in a line, what is behind the 分 small."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from html import escape

from ingest.language.amounts import grouped

_PLAIN = 2
"""Decimals in full size."""
_DIGIT_WIDE, _POINT_WIDE = "\u2007", "\u2008"
"""Spaces as wide as a digit and a point."""


def decimals_of(values: Iterable[Decimal | None]) -> int:
    """How many decimals the longest of the amounts has."""
    return max((len(_parts(value)[1]) for value in values if value is not None), default=0)


def amount_html(value: Decimal) -> str:
    """An exact amount, its decimals behind the second one small."""
    whole, part = _parts(value)
    plain = f"{whole}.{part[:_PLAIN]}" if part else whole
    return escape(plain) + _fine(part[_PLAIN:])


def room_behind(value: Decimal, decimals: int) -> str:
    """Empty room as wide as the decimals that others of so many ``decimals`` have besides."""
    _, part = _parts(value)
    point = _POINT_WIDE if decimals and not part else ""
    plain = _DIGIT_WIDE * (min(decimals, _PLAIN) - len(part[:_PLAIN]))
    fine = _DIGIT_WIDE * (max(decimals - _PLAIN, 0) - len(part[_PLAIN:]))
    return point + plain + _fine(fine)


def _fine(digits: str) -> str:
    return f"<span class='fine'>{digits}</span>" if digits else ""


def _parts(value: Decimal) -> tuple[str, str]:
    whole, _, part = grouped(value).partition(".")
    return whole, part
