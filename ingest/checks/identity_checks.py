"""The result of one identity: held, off by rounding, failed, or not applicable and why."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from ingest.nouns import Figure

Outcome = Literal["held", "rounding", "failed", "not_applicable"]


@dataclass(frozen=True, slots=True)
class Check:
    """``whole`` ought to be the sum of ``parts``; ``difference`` is whole minus sum, in ``unit``.

    ``envelope`` is the rounding that the printed operands allow. ``reason`` says why a check is
    not applicable, else "".
    """

    rule: str
    outcome: Outcome
    whole: Figure
    parts: tuple[Figure, ...]
    difference: Decimal = Decimal(0)
    envelope: Decimal = Decimal(0)
    reason: str = ""


def sum_check(rule: str, whole: Figure, parts: Sequence[Figure]) -> Check:
    """Compares a printed whole with the sum of its parts.

    Every printed operand may be off by half a unit of its last digit, so a sum of n parts may
    differ from its whole by (n + 1) half units. A blank operand makes the check not applicable:
    blank is not zero.
    """
    operands = (whole, *parts)
    values = [figure.value for figure in operands if figure.value is not None]
    if len(values) < len(operands):
        return Check(
            rule, "not_applicable", whole, tuple(parts), reason="有空白单元格 (blank cell)"
        )
    if len({figure.unit for figure in operands}) > 1:
        return _silent(rule, whole, parts, "单位不同 (units differ)")
    difference = values[0] - sum(values[1:], Decimal(0))
    envelope = sum((_half_unit(value) for value in values), Decimal(0))
    outcome: Outcome = "held"
    if difference:
        outcome = "rounding" if abs(difference) <= envelope else "failed"
    return Check(rule, outcome, whole, tuple(parts), difference, envelope)


def _silent(rule: str, whole: Figure, parts: Sequence[Figure], reason: str) -> Check:
    return Check(rule, "not_applicable", whole, tuple(parts), reason=reason)


def _half_unit(value: Decimal) -> Decimal:
    """Half a unit of the last printed digit; a number printed without decimals is exact to 1."""
    exponent = value.as_tuple().exponent
    assert isinstance(exponent, int)
    return Decimal(5).scaleb(exponent - 1)
