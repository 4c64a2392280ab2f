"""Printed numbers as exact decimals, and money in 分. No figure ever passes through float."""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal
from functools import lru_cache

from ingest.errors import UnknownUnit
from ingest.language.rounding import EXACT, half_up
from ingest.language.units import units

FEN_PER_UNIT: dict[str, Decimal] = {unit: 100 * yuan for unit, yuan in units().money.items()}
"""分 in one unit of money."""

# The largest public budgets in 元 have 14 digits; longer runs are serial numbers or cells run
# together, and no store could hold them in 分.
_NUMBER = re.compile(r"^[-+]?(?:\d{1,3}(?:,\d{3}){1,4}|\d{1,15})(?:\.\d{1,10})?$", re.ASCII)
_BRACKETED = re.compile(r"^\((?P<inner>[\d,.]+)\)$")
# Footnote marks, raised digits and fractions, which folding would turn into digits.
_MARKS = re.compile(r"[²³¹¼-¾⁰-₉①-⓿❶-➓㈠-㊰㋀-㏾]")
_DASHES = frozenset("-—–－─―")
_PARSED = 8192
"""Texts kept parsed: a cell is looked at several times while its table is read."""


def _plain(printed: str) -> str:
    text = unicodedata.normalize("NFKC", printed)
    text = "".join(text.split()).replace("−", "-").replace("¥", "")
    # A dash of another kind directly before digits is a minus sign.
    if len(text) > 1 and text[0] in _DASHES and text[1].isdigit():
        text = "-" + text[1:]
    return text


@lru_cache(maxsize=_PARSED)
def parse_amount(printed: str) -> Decimal | None:
    """The number that ``printed`` is, or None where it is blank, a dash or no number at all.

    Accepts thousands separators, full-width digits, white space inside the number (a wrapped
    cell), a percent sign (12.5% -> 12.5) and accountants' brackets ((12.5) -> -12.5).
    Separators must group by three; ``12,34`` is no number, because what it means is unsure.
    """
    text = _plain(printed).removesuffix("%")
    if bracketed := _BRACKETED.match(text):
        text = "-" + bracketed["inner"]
    if not _NUMBER.match(text) or _MARKS.search(printed):
        return None
    return Decimal(text.replace(",", ""))


def is_amount(printed: str) -> bool:
    """Whether the text is a number."""
    return parse_amount(printed) is not None


def is_blank(printed: str) -> bool:
    """Whether a cell says nothing: no text, or only dashes."""
    return all(char in _DASHES for char in _plain(printed))


def is_money(unit: str) -> bool:
    """Whether the unit is one of money."""
    return unit in FEN_PER_UNIT


def to_fen(value: Decimal, unit: str) -> int:
    """The amount in 分, rounded half up. Raises UnknownUnit where ``unit`` is not of money."""
    try:
        factor = FEN_PER_UNIT[unit]
    except KeyError:
        raise UnknownUnit(f"不认识的金额单位“{unit}” (unknown unit of money)") from None
    return int(half_up(EXACT.multiply(value, factor), Decimal(1)))


def in_unit(value: Decimal, unit: str, wanted: str) -> Decimal:
    """An exact amount of money in another unit; no rounding. Raises UnknownUnit."""
    for name in (unit, wanted):
        if name not in FEN_PER_UNIT:
            raise UnknownUnit(f"不认识的金额单位“{name}” (unknown unit of money)")
    return value * FEN_PER_UNIT[unit] / FEN_PER_UNIT[wanted]


def grouped(value: Decimal) -> str:
    """For people: thousands separators, the decimals as they are (3398.46 -> 3,398.46)."""
    return f"{value:,f}"
