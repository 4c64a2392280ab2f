"""What lines are put in order within, and of what their share is asked, by the words for it."""

from __future__ import annotations

from dataclasses import replace

from assistant.query import Measure
from assistant.reading.restrictions import restrictions
from assistant.reading.set_words import is_level, nested, of_a_kind
from assistant.reading.tags import Tag
from assistant.reading.total_words import of_income
from assistant.reading.turn import Turn
from assistant.solving.measures_said import all_spending, measure_of, specific

_NAMING: tuple[Tag, ...] = ("thing", "set")


def whole_apart(turn: Turn, wholes: tuple[Measure, ...]) -> Measure | None:
    """The whole of which a share is asked, None where its words end a name (工资福利|支出): then it
    is what that name means."""
    starts = {words.text: words.start for words in turn.all("whole")}
    ends = {words.end for tag in _NAMING for words in turn.all(tag)}
    return next((one for one in wholes if starts.get(one.words) not in ends), None)


def within_which(turn: Turn, measures: tuple[Measure, ...]) -> tuple[Measure, ...]:
    """The things that are put in order, or the one whose lines are: without words for the kind of
    line, of the money or nature that others only say; what the words for the set name stands
    inside it (基本支出的工资福利)."""
    inner = set_named(turn)
    around = turn.besides("body", "year")
    words_of = [part for words in turn.said("thing") for part in nested(words)]
    said = tuple(measure_of(words, turn, around) for words in specific(words_of))
    things = tuple(m for m in said if not is_level(m.words)) or measures
    if inner is not None and len(things) == 1:
        outer = restrictions(things[0].words)
        if not outer.core:
            return (replace(inner, fund=outer.fund, nature=outer.nature),)
    if len(things) == 1 and inner is None and not of_income(things[0].words):
        money = restrictions(things[0].words)
        if money.fund and not (money.core or money.nature):
            # What is chosen from are lines of spending of that money.
            return (replace(all_spending(things[0]), fund=money.fund),)
    said_of = {m: restrictions(m.words) for m in things}
    named = [m for m in things if said_of[m].core]
    bare = [said_of[m] for m in things if not said_of[m].core]
    if len(named) != 1 or not bare:
        return things
    fund = next((one.fund for one in bare if one.fund), named[0].fund)
    nature = next((one.nature for one in bare if one.nature), named[0].nature)
    return (replace(named[0], fund=fund, nature=nature),)


def nearest(turn: Turn, measures: tuple[Measure, ...]) -> Measure:
    """The thing that stands nearest to the words of order."""
    orders = [words.start for words in turn.all("order")] or [len(turn.text)]
    places = {words.text: words.end for words in turn.all("thing")}
    return min(measures, key=lambda m: min(abs(places.get(m.words, 0) - start) for start in orders))


def set_named(turn: Turn) -> Measure | None:
    """The thing of which a set is made up, where its words name one (人员经费里哪项)."""
    said = [words for words in turn.said("set") if not of_a_kind(words)]
    return measure_of(said[0], turn, turn.besides("body", "year")) if said else None
