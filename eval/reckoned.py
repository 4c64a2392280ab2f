"""Whether a number comes out of others: the calculations that answers show."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal, localcontext
from itertools import accumulate, chain, permutations

from eval.numbers import StatedNumber

_MOST = 40
_PRECISION = 40


def reckoned(number: StatedNumber, operands: Sequence[StatedNumber]) -> bool:
    """Whether a calculation gives the number out of the operands of its working: a sum, a
    difference, a quotient, a share or a change, rounded to the decimals shown."""
    values = _values(operands)
    return _among(number, chain(_simple(values), _of_sums(values)))


def simply_reckoned(number: StatedNumber, operands: Sequence[StatedNumber]) -> bool:
    """The same for operands that stand elsewhere in the answer, of which any two may be meant:
    only the sum of all, a difference or a quotient of two."""
    return _among(number, _simple(_values(operands)))


def _values(operands: Sequence[StatedNumber]) -> list[Decimal]:
    return [abs(operand.value) for operand in operands][:_MOST]


def _among(number: StatedNumber, results: Iterator[Decimal]) -> bool:
    wanted, allowed = abs(number.value), number.step / 2
    with localcontext() as context:
        context.prec = _PRECISION
        return any(abs(abs(result) - wanted) <= allowed for result in results)


def _simple(values: Sequence[Decimal]) -> Iterator[Decimal]:
    yield from [sum(values, Decimal(0))] if values else []
    for one, other in permutations(values, 2):
        yield one - other
        if other:
            yield from (one / other, one / other * 100, (one - other) / other * 100)


def _of_sums(values: Sequence[Decimal]) -> Iterator[Decimal]:
    """Sums of neighbours, what one of them leaves of another, and their shares."""
    sums = [total for start in range(len(values)) for total in accumulate(values[start:])]
    yield from sums
    for value in values:
        for total in sums:
            yield total - value
            yield from (total / value, total / value * 100) if value else ()
