"""Arithmetic over printed figures, exactly; quotients are rounded half up to two decimals."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from assistant.solving.amounts import Chosen
from ingest.concepts.concept import concepts
from ingest.language.amounts import in_unit, is_money
from ingest.language.rounding import half_up
from ingest.nouns import Figure

HUNDRED = Decimal(100)
_PAIR = 2


@dataclass(frozen=True, slots=True)
class Worked:
    """A calculation: ``operands`` in order, ``value`` in ``unit``, how likely it is what was asked;
    ``percent`` is that of a change. The whole of a share may be a sum; of a tally the last operand
    is what the others, which make ``value``, are held against."""

    kind: Literal[
        "sum",
        "tally",
        "difference",
        "rest",
        "ratio",
        "share",
        "per",
        "change",
        "former",
        "completion",
    ]
    operands: tuple[Chosen, ...]
    value: Decimal
    unit: str
    chance: float
    percent: Decimal | None = None


def in_unit_of(figure: Figure, unit: str) -> Decimal:
    """An amount in another unit of money; any other number as it stands, a blank as nothing."""
    value = figure.value or Decimal(0)
    if is_money(figure.unit) and is_money(unit):
        return in_unit(value, figure.unit, unit)
    return value


def worked_out(kind: str, operands: tuple[Chosen, ...], chance: float) -> Worked | None:
    """The calculation over figures; None where it makes no sense of them."""
    unit = operands[0].figure.unit
    values = [in_unit_of(one.figure, unit) for one in operands]
    money = {is_money(one.figure.unit) for one in operands}
    if kind == "per":
        return _per(operands, values, unit, chance)
    if len(money) > 1:
        return None
    match kind:
        case "sum":
            return Worked("sum", operands, sum(values, Decimal(0)), unit, chance)
        case "rest" if values[0] >= values[1]:
            return Worked("rest", operands[:2], values[0] - values[1], unit, chance)
        case "difference":
            return Worked("difference", operands[:2], values[0] - values[1], unit, chance)
        case "ratio" if values[1]:
            return Worked("ratio", operands[:2], half_up(values[0] / values[1]), "倍", chance)
        case "share" if 0 < values[0] <= (whole := sum(values[1:], Decimal(0))):
            percent = half_up(values[0] * HUNDRED / whole)
            return Worked("share", operands, percent, "%", chance)
        case "tally" if len(operands) > _PAIR:
            at = _whole_among(operands, values)
            ordered = (*operands[:at], *operands[at + 1 :], operands[at])
            total = sum(values, Decimal(0)) - values[at]
            return Worked("tally", ordered, total, unit, chance)
    return None


def _whole_among(operands: Sequence[Chosen], values: Sequence[Decimal]) -> int:
    """Which of the operands the others make up: what all are declared to be part of, else the
    largest."""
    told = [one.figure.concept for one in operands]
    for at, concept in enumerate(told):
        if all(parent_of(other) == concept for other in told[:at] + told[at + 1 :]):
            return at
    return values.index(max(values))


def _per(
    operands: tuple[Chosen, ...], values: list[Decimal], unit: str, chance: float
) -> Worked | None:
    counted = operands[1].figure
    if is_money(counted.unit) or not counted.value or not is_money(operands[0].figure.unit):
        return None
    return Worked("per", operands[:2], half_up(values[0] / counted.value), unit, chance)


def parent_of(concept: str) -> str:
    """What a concept is declared to be part of, "-" for nothing."""
    known = concepts().get(concept)
    return known.parent if known and known.parent else "-"
