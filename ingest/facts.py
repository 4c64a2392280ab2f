"""Facts: of all figures of a report that say the same thing, the one to answer with.

A fact is one combination of concept, fund, nature, stage, year and body with its canonical figure.
Which figure that is depends on the figures of the report alone.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from ingest import forms
from ingest.bodies.names import level_key
from ingest.concepts.concept import concepts
from ingest.concepts.declaration import PROSE
from ingest.language.amounts import FEN_PER_UNIT, is_money
from ingest.language.rounding import EXACT, half_up, last_digit
from ingest.language.units import pieces_in
from ingest.nouns import Figure, Fund, Nature, Stage

_FEW = 12
"""Amounts in the best places among which one may be meant; more are a list, of projects say."""

Preference = Callable[[str], Sequence[str]]
"""The forms to answer a concept from, the best first; ``prose`` may be one."""


@dataclass(frozen=True, slots=True)
class Fact:
    """What a report says about one thing, by its canonical figure ``figure_id``.

    ``amount`` is exact, in ``unit`` as printed (corrected where a correction is in force), None
    where it is printed blank everywhere; ``fen`` the same in 分 for money, else None.
    ``own`` says that ``body`` is the publisher itself, not one of its units. ``in_table`` is False
    for an amount of a sentence. ``agreeing`` further figures say the same, ``rivals`` otherwise;
    ``contested``: so does one in a place as good, and nothing tells which is meant.
    """

    concept: str
    fund: Fund
    nature: Nature
    stage: Stage
    year: int
    body: str
    own: bool
    figure_id: str
    amount: Decimal | None
    fen: int | None
    unit: str
    in_table: bool
    agreeing: int = 0
    rivals: int = 0
    contested: bool = False


_Key = tuple[str, Fund, Nature, Stage, int, str]


def declared_preference(concept: str) -> Sequence[str]:
    """The forms that the concept declares, or all in their usual order where it declares none."""
    known = concepts().get(concept)
    return (known and known.forms) or forms.codes()


def facts_of(
    figures: Iterable[Figure], publisher: str, preference: Preference = declared_preference
) -> tuple[Fact, ...]:
    """The facts of a report's figures, in the order in which each is first printed.

    Figures without a concept take no part.
    """
    groups: dict[_Key, list[Figure]] = {}
    for figure in figures:
        if figure.concept:
            groups.setdefault(_key(figure), []).append(figure)
    own = level_key(publisher)
    return tuple(
        _fact(told, own=key[-1] == own, order=preference(key[0])) for key, told in groups.items()
    )


def real_number(value: Decimal, unit: str) -> Decimal:
    """The number that a count is, 3 in 万平方米 being 30000; its own where the unit is plain."""
    return value * pieces_in(unit)


def _key(figure: Figure) -> _Key:
    return (
        figure.concept,
        figure.fund,
        figure.nature,
        figure.stage,
        figure.year,
        level_key(figure.body),
    )


def _fact(told: Sequence[Figure], *, own: bool, order: Sequence[str]) -> Fact:
    """Amounts go before blanks, better places before others, what is printed first before that."""
    amounts = [figure for figure in told if figure.value is not None] or told
    ranks = [_rank(figure, order) for figure in amounts]
    first = min(ranks)
    leading = [f for f, rank in zip(amounts, ranks, strict=True) if rank == first]
    others = [f for f, rank in zip(amounts, ranks, strict=True) if rank > first]
    chosen, contested = _chosen(leading, others)
    rivals = sum(f is not chosen and not agree(chosen, f) for f in amounts)
    return Fact(
        concept=chosen.concept,
        fund=chosen.fund,
        nature=chosen.nature,
        stage=chosen.stage,
        year=chosen.year,
        body=chosen.body,
        own=own,
        figure_id=chosen.id,
        amount=chosen.value,
        fen=chosen.fen,
        unit=chosen.unit,
        in_table=chosen.table_id != "",
        agreeing=len(amounts) - rivals - 1,
        rivals=rivals,
        contested=contested,
    )


def _chosen(leading: Sequence[Figure], others: Sequence[Figure]) -> tuple[Figure, bool]:
    """The first of the figures in the best places, and whether another of them says otherwise.

    Where they differ, the one amount that is also printed elsewhere is meant: the total of a table
    that has a row of the publisher's own name beside it is told in the text, that row is not.
    """
    exact = {(figure.value, figure.unit): figure for figure in reversed(leading)}
    if len(exact) == 1:
        return leading[0], False
    if len(exact) > _FEW:
        return leading[0], True
    distinct: list[Figure] = []
    for figure in reversed(exact.values()):
        if not any(agree(figure, known) for known in distinct):
            distinct.append(figure)
    told = [f for f in distinct if any(agree(f, other) for other in others)]
    if len(distinct) > 1 and len(told) == 1:
        return told[0], False
    return leading[0], len(distinct) > 1


def _rank(figure: Figure, order: Sequence[str]) -> int:
    """The place of a figure's form in the order; unnamed tables after it, then sentences."""
    place = figure.form if figure.table_id else PROSE
    if place in order:
        return order.index(place)
    return len(order) + (place == PROSE)


def agree(one: Figure, other: Figure) -> bool:
    """Whether two figures print one amount: equal, or the one rounded as the other is printed."""
    return same_amount(one.value, one.unit, other.value, other.unit)


def same_amount(one: Decimal | None, unit: str, other: Decimal | None, other_unit: str) -> bool:
    """Whether two amounts as printed are one, or the one is the other rounded."""
    if one is None or other is None:
        return one is other
    if is_money(unit) != is_money(other_unit):
        return False
    first, step = _amount_and_step(one, unit)
    second, other_step = _amount_and_step(other, other_unit)
    finer, coarser = (first, second) if step <= other_step else (second, first)
    return _rounded(finer, max(step, other_step)) == coarser


def adds_up(whole: Figure, parts: Sequence[Figure]) -> bool:
    """Whether amounts are the parts of a whole: exactly, or as their rounding in print allows."""
    amounts = [
        _amount_and_step(figure.value, figure.unit)
        for figure in (whole, *parts)
        if figure.value is not None and is_money(figure.unit) == is_money(whole.unit)
    ]
    if len(amounts) != len(parts) + 1 or not parts:
        return False
    difference = amounts[0][0] - sum(amount for amount, _ in amounts[1:])
    return abs(difference) * 2 <= sum(step for _, step in amounts) or difference == 0


def _amount_and_step(value: Decimal, unit: str) -> tuple[Decimal, Decimal]:
    """The real amount (money in 分) and what one of its last printed digit is worth."""
    digit = last_digit(value)
    if is_money(unit):
        return value * FEN_PER_UNIT[unit], digit * FEN_PER_UNIT[unit]
    return real_number(value, unit), real_number(digit, unit)


def _rounded(amount: Decimal, step: Decimal) -> Decimal:
    return half_up(EXACT.divide(amount, step), Decimal(1)) * step
