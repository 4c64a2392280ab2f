"""How numbers are rounded, and what a printed one may be off by: one rule for the whole house.

Rounded is half up, away from zero (四舍五入), as the reports do. A printed number stands for every
number that rounds to it: half a unit of its last digit to either side.
"""

from __future__ import annotations

from collections.abc import Iterable
from decimal import ROUND_HALF_UP, Context, Decimal

CENT = Decimal("0.01")
EXACT = Context(prec=60)
"""Wide enough for every number that can be parsed, in every unit."""


def half_up(value: Decimal, step: Decimal = CENT) -> Decimal:
    """The value rounded to the digits of ``step``: two decimals unless told otherwise."""
    return value.quantize(step, ROUND_HALF_UP, EXACT)


def last_digit(value: Decimal) -> Decimal:
    """One unit of the last digit written: 0.01 for 12.50, 1 for 120."""
    exponent = value.as_tuple().exponent
    return Decimal(1).scaleb(exponent if isinstance(exponent, int) else 0)


def half_unit(value: Decimal) -> Decimal:
    """What a printed number may be off by; one without decimals is exact to half a unit."""
    return last_digit(value) * 5 / 10


def envelope(values: Iterable[Decimal]) -> Decimal:
    """What the sum of printed numbers of one unit may be off by."""
    return sum(map(half_unit, values), Decimal(0))
