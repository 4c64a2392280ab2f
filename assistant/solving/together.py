"""Which readings of several measures go together, where one calculation is made of them all."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import product

from assistant.solving.amounts import Chosen
from assistant.solving.chances import chance_at, odds
from assistant.solving.resolve import Resolved
from assistant.solving.weighing import unit_fit
from ingest.concepts.concept import concepts
from ingest.facts import agree
from ingest.language.amounts import in_unit, is_money
from ingest.nouns import Figure

_SURE = 0.6
"""How likely a reading is that no other measure means as well."""
_TOLD = 0.8
"""How likely an amount is meant beside which another is looked for."""
_TOLD_BESIDE = 0.9
"""How likely what is told beside an amount is meant by the words for that amount, where it is asked
in another unit."""


def only(resolved: Resolved, fits: Callable[[Chosen], bool]) -> Resolved:
    """A measure with those readings alone that a calculation can be made with. Where the likeliest
    is none of them the others gain: the next one is as likely as it is beside nothing being meant
    that is told."""
    options = [(one, chance) for one, chance in resolved.options if one.told and fits(one)]
    if options and options[0][0] is not resolved.best:
        first = options[0][1]
        gain = odds(first / (first + 1 - resolved.chance)) - odds(first)
        options = [(one, chance_at(odds(chance) + gain)) for one, chance in options]
    return replace(resolved, options=tuple(options))


def as_counted(found: Sequence[Resolved]) -> list[Resolved]:
    """Of measures told apart only by what they are counted in, the readings in that unit; the one
    amount in it that is told beside what another of them surely means is meant."""
    words = [one.measure.words for one in found]
    counted = [
        only(one, lambda c, one=one: unit_fit(c, one.measure.unit) > 0)  # type: ignore[misc]
        if one.measure.unit and words.count(one.measure.words) > 1
        else one
        for one in found
    ]
    sure = [one for one in counted if one.clear and one.chance >= _TOLD]
    return [one if one in sure else _beside(one, sure) for one in counted]


def _beside(one: Resolved, sure: Sequence[Resolved]) -> Resolved:
    """A measure with the one reading that stands in the sentence, or the row, in which the same
    words counted otherwise are answered, where there is one alone."""
    same = [other.best for other in sure if other.measure.words == one.measure.words]
    places = {_place(other.figure) for other in same if other} - {None}
    beside = [(c, chance) for c, chance in one.options if _place(c.figure) in places]
    if len(beside) != 1:
        return one
    return replace(one, options=((beside[0][0], max(beside[0][1], _TOLD_BESIDE)),))


def _place(figure: Figure) -> tuple[str, object] | None:
    """The sentence or the row that a figure stands in."""
    if figure.table_id:
        return figure.table_id, figure.row
    return ("", figure.sentence) if figure.sentence else None


def apart(found: Sequence[Resolved]) -> list[Resolved]:
    """Measures named beside each other, none of them meaning what another clearly means."""
    sure = [one.best for one in found if one.best and one.clear and one.chance >= _SURE]

    def others_mean(chosen: Chosen, own: Resolved) -> bool:
        if own.best is chosen:
            return False
        return any(other is not own.best and _same(other, chosen) for other in sure)

    return [
        one if one.clear else only(one, lambda c, one=one: not others_mean(c, one))  # type: ignore[misc]
        for one in found
    ]


def part_in_whole(part: Resolved, whole: Resolved) -> tuple[Resolved, Resolved]:
    """A part and its whole: other things, of one kind of unit, the part no more than the whole.
    Both as they are where nothing fits."""
    pairs = [
        (odds(p) + odds(w), one, other)
        for (one, p), (other, w) in product(part.options, whole.options)
        if _is_part(one, other)
    ]
    if not pairs:
        return part, whole
    _, best_part, best_whole = max(pairs, key=lambda pair: pair[0])
    fitting = only(part, lambda one: _is_part(one, best_whole))
    declared = only(fitting, lambda one: _is_declared(one, best_whole))
    if declared.best is fitting.best:
        # What is part of the whole by its definition, before what could be.
        fitting = declared
    return fitting, only(whole, lambda other: _is_part(best_part, other))


def _is_declared(one: Chosen, whole: Chosen) -> bool:
    known = concepts().get(one.figure.concept)
    return bool(known and known.parent and known.parent == whole.figure.concept)


def _is_part(one: Chosen, other: Chosen) -> bool:
    if one.figure.value is None or not other.figure.value or _same(one, other):
        return False
    part, whole = one.figure, other.figure
    if is_money(part.unit) and is_money(whole.unit):
        return in_unit(one.figure.value, part.unit, whole.unit) <= other.figure.value
    return part.unit == whole.unit and one.figure.value <= other.figure.value


def _same(one: Chosen, other: Chosen) -> bool:
    """Whether two readings are of one thing and its amount."""
    same_thing = one.thing is not None and other.thing is not None and (
        one.thing.key == other.thing.key
    )  # fmt: skip
    return one.figure.id == other.figure.id or (same_thing and agree(one.figure, other.figure))
