"""What lines are put in order within, and of what their share is asked, by the words for it."""

from __future__ import annotations

from dataclasses import replace

from assistant.query import Measure
from assistant.reading.restrictions import restrictions
from assistant.reading.set_words import is_level, names_nothing, nested, of_a_kind, pointed_at
from assistant.reading.tags import Tag
from assistant.reading.total_words import is_all, is_any_total, of_income
from assistant.reading.turn import Turn
from assistant.solving.measures_said import all_spending, measure_of, specific
from ingest.language.glyphs import fold

_NAMING: tuple[Tag, ...] = ("thing", "set")


def whole_apart(turn: Turn, wholes: tuple[Measure, ...]) -> Measure | None:
    """The whole of which a share is asked, None where its words end a name (工资福利|支出) or lead
    up to one (基本支出的|商品和服务): then it is what that name means."""
    places = {words.text: words for words in turn.all("whole")}
    names = [words for tag in _NAMING for words in turn.all(tag)]
    starts, ends = {words.start for words in names}, {words.end for words in names}
    apart = (
        one
        for one in wholes
        if not (said := places.get(one.words))
        or (said.start not in ends and (said.end + 1 not in starts or turn.text[said.end] != "的"))
    )
    return next(apart, None)


def within_which(turn: Turn, measures: tuple[Measure, ...]) -> tuple[Measure, ...]:
    """The things that are put in order, or the one whose lines are, none where words name no more
    than the kind of line or a table: without the money or nature that others only say; what the
    words for the set name stands inside it (基本支出的工资福利)."""
    inner = set_named(turn)
    around = turn.besides("body", "year")
    words_of = [part for words in turn.said("thing") for part in nested(words)]
    said = [measure_of(words, turn, around) for words in specific(words_of)]
    said = [m for m in said if not is_level(m.words)] or list(measures)
    things = tuple(inside_of(m) for m in said if m.whole or not _is_no_whole(m, turn))
    if not things:
        money = next((m for m in said if m.fund), None)
        return (inner,) if inner else (_all_of_money(money),) if money else ()
    if inner is not None and len(things) == 1:
        outer = restrictions(things[0].words)
        if not outer.core:
            return (replace(inner, fund=outer.fund, nature=outer.nature),)
    if len(things) == 1 and inner is None and not of_income(things[0].words):
        money_said = restrictions(things[0].words)
        if money_said.fund and not (money_said.core or money_said.nature):
            return (_all_of_money(things[0]),)
    said_of = {m: restrictions(m.words) for m in things}
    named = [m for m in things if said_of[m].core]
    bare = [said_of[m] for m in things if not said_of[m].core]
    if len(named) != 1 or not bare:
        return things
    fund = next((one.fund for one in bare if one.fund), named[0].fund)
    nature = next((one.nature for one in bare if one.nature), named[0].nature)
    return (replace(named[0], fund=fund, nature=nature),)


def _all_of_money(measure: Measure) -> Measure:
    """All spending of the money that a measure says: what is chosen from are lines of it."""
    return replace(all_spending(measure), fund=measure.fund or restrictions(measure.words).fund)


def _is_no_whole(measure: Measure, turn: Turn) -> bool:
    """Whether a thing is no whole of which lines are: its words say only of what kind those are,
    or are some of those for the table they stand in."""
    tables = map(fold, turn.said("table"))
    in_table = any(fold(measure.words) in words for words in tables)
    said = restrictions(measure.words)
    return in_table or (names_nothing(measure.words) and not (said.fund or said.nature))


def inside_of(measure: Measure) -> Measure:
    """A measure by what its words name inside the money or nature that they say first
    (基本支出的商品和服务), without those that only point at it (这一块)."""
    words = pointed_at(measure.words)
    outer, _, inner = words.rpartition("的")
    said = restrictions(outer)
    if not outer or not is_all(said.core) or names_nothing(inner) or is_any_total(inner):
        return replace(measure, words=words)
    fund, nature = measure.fund or said.fund, measure.nature or said.nature
    return replace(measure, words=inner, fund=fund, nature=nature)


def nearest(turn: Turn, measures: tuple[Measure, ...]) -> Measure:
    """The thing that stands nearest to the words of order."""
    orders = [words.start for words in turn.all("order")] or [len(turn.text)]
    places = {words.text: words.end for words in turn.all("thing")}
    return min(measures, key=lambda m: min(abs(places.get(m.words, 0) - start) for start in orders))


def set_named(turn: Turn) -> Measure | None:
    """The thing of which a set is made up, where its words name one (人员经费里哪项)."""
    said = [words for words in turn.said("set") if not of_a_kind(words)]
    around = turn.besides("body", "year")
    return inside_of(measure_of(said[0], turn, around)) if said else None
