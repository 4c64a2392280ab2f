"""A discrepancy in words for people: how far its sides are apart, and how one is computed."""

from __future__ import annotations

import re
from decimal import Decimal

from ingest.language.rounding import half_up, last_digit
from ingest.language.units import POINTS
from ingest.nouns import Discrepancy

_PERCENTAGE = re.compile(r"((?<!\d)\d[\d,]{0,30}+(?:\.\d++)?)%")
_EQUALS = " = "


def difference_in_words(found: Discrepancy) -> tuple[Decimal, str]:
    """The difference (left minus right) and its unit, as the numbers that are told give it.

    Two percentages differ by percentage points; a recomputed one is told rounded, and its
    difference is that of what is told: 89.2% beside 89.63% is 0.43, not 0.429.
    """
    if found.unit != "%":
        return found.difference, found.unit
    told = [_last_percentage(words) for words in (found.left, found.right)]
    steps = [last_digit(one) for one in told if one is not None]
    if not steps:
        return found.difference, POINTS
    step = min(steps)
    exact = found.difference
    left, right = told
    if left is not None and right is not None and abs(abs(left - right) - abs(exact)) <= step:
        return abs(left - right).copy_sign(exact), POINTS
    return half_up(exact, step), POINTS


def working_and_result(side: str) -> tuple[str, str]:
    """What a side is computed of and what it comes to: ``("甲 1万元 + 乙 2万元", "3万元")``.

    The result is "" where the side is printed as it stands.
    """
    working, equals, result = side.rpartition(_EQUALS)
    return (working, result) if equals else (side, "")


def _last_percentage(words: str) -> Decimal | None:
    printed = _PERCENTAGE.findall(words)
    return Decimal(printed[-1].replace(",", "")) if printed else None
