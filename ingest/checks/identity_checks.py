"""The result of one check: held, off by rounding, failed, or not applicable and why.

Amounts are compared exactly, in Decimal, each brought to the unit of the left side. Every printed
operand may be off by half a unit of its last digit; that much is called the envelope.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from ingest.language.amounts import grouped, in_unit, is_money
from ingest.language.rounding import half_unit, half_up
from ingest.nouns import Figure, Locator

Outcome = Literal["held", "rounding", "failed", "not_applicable"]

BLANK = "有空白单元格 (blank cell)"
OTHER_UNITS = "单位不同 (units differ)"
NO_BASE = "基数为零或小于印出的精度 (base is zero)"
ZERO = Decimal(0)


@dataclass(frozen=True, slots=True)
class Side:
    """One side of a check: what is printed there, with the names that tell it apart, and where."""

    text: str
    locators: tuple[Locator, ...]


@dataclass(frozen=True, slots=True)
class Check:
    """Two sides that ought to agree; ``difference`` is left minus right, in ``unit``.

    ``envelope`` is the rounding that the printed operands allow. ``reason`` says why a check is
    not applicable, else "".
    """

    rule: str
    outcome: Outcome
    left: Side
    right: Side
    difference: Decimal = ZERO
    envelope: Decimal = ZERO
    unit: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Amount:
    """An exact amount and how far its printed operands may be off."""

    value: Decimal
    envelope: Decimal


def told(figure: Figure, *, unit: bool = True) -> str:
    """The figure with the names that tell it apart: row and innermost heading."""
    amount = (
        f"{figure.printed}{figure.unit}" if unit and "%" not in figure.printed else figure.printed
    )
    if figure.sentence:
        return f"{figure.row_label}{''.join(figure.column_path)} {amount}"
    names = [figure.row_label or figure.row_code, *figure.column_path[-1:]]
    return f"{'·'.join(name for name in names if name)} {amount}"


def side_of(*figures: Figure) -> Side:
    """The figures as printed, each with its places."""
    return Side(
        " + ".join(told(figure) for figure in figures),
        tuple(place for figure in figures for place in figure.locators),
    )


def amount_of(figure: Figure, unit: str) -> Amount | None:
    """The printed amount in ``unit``, or None where it is blank or of another kind of unit."""
    if figure.value is None:
        return None
    # What is counted is exact; amounts and percentages are rounded.
    rounded = is_money(figure.unit) or figure.unit == "%"
    half = half_unit(figure.value) if rounded else ZERO
    if figure.unit == unit:
        return Amount(figure.value, half)
    if not (is_money(figure.unit) and is_money(unit)):
        return None
    return Amount(in_unit(figure.value, figure.unit, unit), in_unit(half, figure.unit, unit))


def sum_check(rule: str, whole: Figure, parts: Sequence[Figure]) -> Check:
    """Compares a printed whole with the sum of its parts.

    A sum of n parts may differ from its whole by the half units of all of them. A blank operand
    makes the check not applicable: blank is not zero.
    """
    if any(figure.value is None for figure in (whole, *parts)):
        return silent(rule, side_of(whole), side_of(*parts), BLANK)
    left = amount_of(whole, whole.unit)
    rights = [amount for part in parts if (amount := amount_of(part, whole.unit))]
    if left is None or len(rights) < len(parts):
        return silent(rule, side_of(whole), side_of(*parts), OTHER_UNITS)
    difference = left.value - sum((amount.value for amount in rights), ZERO)
    envelope = left.envelope + sum((amount.envelope for amount in rights), ZERO)
    outcome: Outcome = "held"
    if len(rights) == 1 and left.envelope != rights[0].envelope:
        outcome = _coarse_outcome(left, rights[0])
    elif difference:
        outcome = "rounding" if abs(difference) <= envelope else "failed"
    right = _sum_side(parts, left.value - difference, whole.unit)
    return Check(rule, outcome, side_of(whole), right, difference, envelope, whole.unit)


def _sum_side(parts: Sequence[Figure], total: Decimal, unit: str) -> Side:
    """The parts with their sum; zeros change no sum and would bury the others."""
    addends = [part for part in parts if part.value] or parts[:1]
    if len(addends) == 1:
        return Side(told(addends[0]), tuple(at for part in parts for at in part.locators))
    mixed = any(part.unit != unit for part in parts)
    words = " + ".join(told(part, unit=mixed) for part in addends)
    places = tuple(place for part in parts for place in part.locators)
    return Side(f"{words} = {grouped(total)}{unit}", places)


def _coarse_outcome(one: Amount, other: Amount) -> Outcome:
    """One amount printed more coarsely than the other (万元 beside 元): it holds where the finer
    one rounds to it; less than one coarse unit off, digits were cut off, which is rounding too."""
    coarse, fine = (one, other) if one.envelope >= other.envelope else (other, one)
    step = coarse.envelope * 2
    if half_up(fine.value / step, Decimal(1)) * step == coarse.value:
        return "held"
    return "rounding" if abs(fine.value - coarse.value) < step else "failed"


def one_of_check(rule: str, whole: Figure, candidates: Sequence[Figure]) -> Check:
    """Holds where the whole agrees with any candidate; else the first one stands against it."""
    ranked = {"held": 0, "rounding": 1, "failed": 2, "not_applicable": 3}
    checks = [sum_check(rule, whole, [candidate]) for candidate in candidates]
    return min(checks, key=lambda check: ranked[check.outcome])


def at_most_check(rule: str, part: Figure, whole: Figure) -> Check:
    """A part may not be larger than its whole."""
    check = sum_check(rule, part, [whole])
    if check.outcome == "not_applicable" or check.difference > check.envelope:
        return check
    return Check(rule, "held", check.left, check.right, unit=check.unit)


def percent_check(rule: str, printed: Figure, top: Amount, bottom: Amount, working: Side) -> Check:
    """Recomputes a printed percentage as top ÷ bottom.

    It holds where the exact quotient rounds to what is printed. Up to one unit of the last
    printed digit beyond what the operands allow is rounding (many reports cut digits off).
    """
    left = side_of(printed)
    if printed.value is None:
        return silent(rule, left, working, BLANK)
    least = bottom.value - bottom.envelope
    if least <= 0:
        return silent(rule, left, working, NO_BASE)
    exact = top.value / bottom.value * 100
    low = (top.value - top.envelope) / (bottom.value + bottom.envelope) * 100
    high = (top.value + top.envelope) / least * 100
    half = half_unit(printed.value)
    difference = printed.value - exact
    envelope = max(high - exact, exact - low) + 2 * half
    outcome: Outcome = "failed"
    if abs(difference) <= half:
        outcome = "held"
    elif abs(difference) <= envelope:
        outcome = "rounding"
    shown = half_up(exact, half)
    right = Side(f"{working.text} = {shown:f}%", working.locators)
    step = half / 10
    return Check(
        rule, outcome, left, right, half_up(difference, step), half_up(envelope, step), "%"
    )


def silent(rule: str, left: Side, right: Side, reason: str) -> Check:
    """A check that cannot be made, and why."""
    return Check(rule, "not_applicable", left, right, reason=reason)
