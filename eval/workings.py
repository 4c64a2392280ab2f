"""The workings that an answer writes out (``62.74万元 ÷ 70.00万元[6] = 89.63%``), done again."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal, localcontext
from itertools import pairwise

from eval.numbers import StatedNumber, numbers_in

_OPERATOR = re.compile(r" ([+−×÷]) ")
_EQUALS = " = "
_SENTENCE_ENDS = re.compile(r"[。；;！？]")
_LAST_NUMBER = re.compile(r"[-−]?(?<!\d)\d[\d,]{0,30}+(?:\.\d++)?[^\d]*+$")
_MARKS = re.compile(r"\[\d+\]")
_OPENS, _CLOSES = "(（", ")）"
_PRECISION = 40


@dataclass(frozen=True, slots=True)
class Working:
    """A result as written, and whether the operation written before it comes to that."""

    result: StatedNumber
    holds: bool


@dataclass(frozen=True, slots=True)
class _Operand:
    """A number of an operation, with the brackets that open before it and close behind it."""

    number: StatedNumber
    opens: int
    closes: int


def workings(line: str) -> tuple[Working, ...]:
    """The operations of a line whose operands are all written as numbers, in order.

    The names before numbers are passed over: ``甲（301） 1.00万元 + 乙 2.00万元 = 3.00万元`` is
    1 + 2 = 3. What cannot be read as an operation is none.
    """
    pieces = _MARKS.sub("", line).split(_EQUALS)
    found = []
    for before, after in pairwise(pieces):
        results = numbers_in(_SENTENCE_ENDS.split(after)[0])
        working = _SENTENCE_ENDS.split(before)[-1]
        value = _value_of(working)
        if results and value is not None:
            loose = all(operand.number.loose for operand in _operands(working))
            found.append(Working(results[0], _comes_to(results[0], value, loose=loose)))
    return tuple(found)


def _operands(working: str) -> list[_Operand]:
    """The operands; fewer than the operation has pieces where one is told in words."""
    pieces = _OPERATOR.split(working)[::2]
    pieces[0] = pieces[0].rpartition("：")[2]
    read = [_operand(piece) for piece in pieces]
    return [operand for operand in read if operand is not None]


def _operand(piece: str) -> _Operand | None:
    """The last number of a piece; brackets of a name are closed within the piece."""
    last = _LAST_NUMBER.search(piece)
    number = next(iter(numbers_in(last[0].replace("−", "-"))), None) if last else None
    if number is None:
        return None
    piece = piece.strip()
    excess = sum(piece.count(c) for c in _OPENS) - sum(piece.count(c) for c in _CLOSES)
    leading = len(piece) - len(piece.lstrip(_OPENS))
    trailing = len(piece) - len(piece.rstrip(_CLOSES))
    return _Operand(number, max(0, min(excess, leading)), max(0, min(-excess, trailing)))


def _comes_to(result: StatedNumber, value: Decimal, *, loose: bool) -> bool:
    """Whether the value is the result, rounded to the decimals shown, sign and all.

    In base units; ``loose`` operands, which have no unit, may be in that of the result.
    """
    sizes = (Decimal(1), result.unit_size) if loose else (Decimal(1),)
    shares = (value, value * 100) if result.dimension == "percent" else (value,)
    return any(
        abs(share - result.value / size) <= result.step / size / 2
        for share in shares
        for size in sizes
    )


def _value_of(working: str) -> Decimal | None:
    """What an operation comes to, × and ÷ before + and −; None for one that cannot be done."""
    operators = _OPERATOR.split(working)[1::2]
    operands = _operands(working)
    if not operators or len(operands) != len(operators) + 1:
        return None
    tokens = list(_tokens(operands, operators))
    with localcontext() as context:
        context.prec = _PRECISION
        try:
            value = _sum(tokens)
        except (ArithmeticError, IndexError):
            return None
    return value if not tokens else None


def _tokens(operands: Sequence[_Operand], operators: Sequence[str]) -> Iterator[str | Decimal]:
    for at, operand in enumerate(operands):
        if at:
            yield operators[at - 1]
        yield from "(" * operand.opens
        yield operand.number.value
        yield from ")" * operand.closes


def _sum(tokens: list[str | Decimal]) -> Decimal:
    value = _product(tokens)
    while tokens and tokens[0] in ("+", "−"):
        sign = 1 if tokens.pop(0) == "+" else -1
        value += sign * _product(tokens)
    return value


def _product(tokens: list[str | Decimal]) -> Decimal:
    value = _atom(tokens)
    while tokens and tokens[0] in ("×", "÷"):
        times = tokens.pop(0) == "×"
        other = _atom(tokens)
        value = value * other if times else value / other
    return value


def _atom(tokens: list[str | Decimal]) -> Decimal:
    token = tokens.pop(0)
    if isinstance(token, Decimal):
        return token
    inner = _sum(tokens)
    if not tokens or tokens.pop(0) != ")":
        raise ArithmeticError
    return inner
