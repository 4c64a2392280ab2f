"""Which of several are asked for: in which order, and within what bounds."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from assistant.query import Bounds, Order
from assistant.reading.bounds_said import bounds_said
from assistant.reading.turn import Turn
from assistant.reading.words_asked import number_said, sense
from ingest.language.glyphs import fold

_NEAR = 5
"""How many letters beside a word of order may tell how many are meant."""


def order_asked(turn: Turn) -> Order:
    """How many, from which place on, from which end."""
    words = "".join(turn.said("order"))
    if not words:
        return Order()
    lowest, highest = bool(sense("lowest").search(words)), bool(sense("highest").search(words))
    beside = (_beside(turn.text, o.start, o.end) for o in turn.own.get("order", ()))
    in_order = sense("place_in_order")
    places = [max(1, number_said(found[1] or found[2])) for found in in_order.finditer(words)]
    for told in (words, _set_behind(turn), *beside):
        if count := sense("count").search(in_order.sub("", told)):
            return Order(number_said(next(filter(None, count.groups()))), 1, lowest)
    if places:
        first = 1 if highest or lowest else min(places)
        return Order(max(places) - first + 1, first, lowest)
    # Words that say of neither end which is meant ask for all.
    one = highest != lowest and not sense("one_after_another").search(words)
    return Order(1 if one else 0, 1, lowest and not highest)


def _set_behind(turn: Turn) -> str:
    """The words for the set, without those out of which one is chosen (三个中心里哪家最多)."""
    orders, sets = turn.own.get("order", ()), turn.own.get("set", ())
    first = min((words.start for words in orders), default=len(turn.text))
    return "".join(
        words.text
        for words in sets
        if words.start > first or not sense("chosen_from").search(turn.text[words.end : first])
    )


def _beside(text: str, start: int, end: int) -> str:
    """A stretch with a few letters on either side; a number is not cut."""
    first, last = max(0, start - _NEAR), min(len(text), end + _NEAR)
    while first > 0 and text[first - 1].isalnum() and text[first].isdigit():
        first -= 1
    while last < len(text) and text[last].isdigit() and text[last - 1].isdigit():
        last += 1
    return sense("chosen_from").split(text[first:start])[-1] + text[start:last]


def bounds_asked(turn: Turn) -> Bounds | None:
    """What amounts must exceed or stay under, None where what is said of it is not known."""
    words = sense("not_nothing").sub("", "".join(map(fold, turn.said("condition"))))
    something = Bounds(above=Decimal(0)) if not_nothing(turn) else None
    told = bounds_said(words) if words else Bounds()
    if told is None or something is None or told.above is not None:
        return told
    return replace(told, above=something.above, reached=False)


def not_nothing(turn: Turn) -> bool:
    """Whether lines are asked for of which those that are nothing take no part (哪些科目不为零)."""
    return bool(sense("not_nothing").search(fold(turn.text))) and turn.says("lines")
