"""The things that a turn names, as measures: what is asked of, of which money and nature."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from assistant.linking.things import meant_by_everyday
from assistant.query import Measure, Side
from assistant.reading.concepts_said import concept_said
from assistant.reading.restrictions import Restrictions, restrictions
from assistant.reading.tags import Tag, Want
from assistant.reading.total_words import is_total_of_another, whole_said
from assistant.reading.turn import Turn
from assistant.reading.words_asked import sense
from ingest.concepts.concept import name_key
from ingest.language.glyphs import fold

TOTAL_INCOME, TOTAL_SPENDING = "收入总计", "支出总计"
"""The words for a whole where none was named."""
_ANY_THING = frozenset(("项目", "经费", "资金", "金额", "钱", "费用", "支出项目", "预算", "数"))
_TOTALS = frozenset(("收入", "支出", "income", "revenue", "spending", "expenditure"))
_TWO = 2
_OF_AN_AMOUNT: tuple[Want, ...] = ("value", "change", "completion", "series")
_NAMING: tuple[Tag, ...] = ("thing", "whole")


def measure_of(words: str, turn: Turn, around: str) -> Measure:
    """What words name, of the money, nature and stage that other words say; ``around`` is all that
    was said besides whose and when."""
    beside = restrictions("|".join(turn.said("amount")))
    table = _said_by_tables(turn)
    return Measure(
        words,
        around,
        beside.fund or table.fund,
        beside.nature or table.nature,
        beside.basis,
        beside.last,
        next((turn.counted_in(w) for w in turn.own.get("thing", ()) if w.text == words), ""),
        whole=_whole(words),
        within=_within(turn),
    )


def _whole(words: str) -> Side:
    """The side of which words name all that a body has, or all of the money that alone they name
    (财政拨款)."""
    said = restrictions(words)
    of_money: Side = "both" if said.fund and not (said.core or said.nature) else ""
    return whole_said(words) or whole_said(said.core) or of_money


def _within(turn: Turn) -> tuple[str, ...]:
    """The concepts of that within which things are looked for, or whose share they are."""
    around = (*(w.text for w in turn.within), *turn.said("whole"), *sought(turn)[1])
    return tuple(dict.fromkeys(filter(None, map(concept_said, around))))


def each_counted(measures: Sequence[Measure], turn: Turn) -> tuple[Measure, ...]:
    """The measures, each once for every unit in which it is asked (项目几个、多少钱)."""
    own = turn.own.get("thing", ())
    named = specific([words.text for words in own])
    things = [words for words in own if words.text in named]
    by_words = {words.text: words for words in own}
    return tuple(
        replace(measure, unit=unit)
        for measure in measures
        for unit in (
            (measure.words in by_words and turn.all_counted_in(by_words[measure.words], things))
            or (measure.unit,)
        )
    )


def all_of_it(turn: Turn, around: str) -> tuple[Measure, ...]:
    """All that a body has, where an amount is asked and nothing is named: by its stage alone (决算
    多少), or as what was spent in all (一共花了多少)."""
    named = turn.stretches.keys() & {"thing", "whole", "set", "table", "order", "condition"}
    said = "".join(turn.said("amount"))
    side = whole_said(said)
    if sense("spent").search(around) and (side or (not said and turn.says("together"))):
        said, side = said or TOTAL_SPENDING, "spending"
    if named or not side or not turn.wanted(*_OF_AN_AMOUNT):
        return ()
    return (replace(measure_of(said, turn, around), whole=side),)


def all_income(measure: Measure) -> Measure:
    """All income, of the money and stage of a measure."""
    return replace(measure, words=TOTAL_INCOME, whole="income")


def all_spending(measure: Measure) -> Measure:
    """All spending, of the money and stage of a measure."""
    return replace(measure, words=TOTAL_SPENDING, whole="spending")


def _said_by_tables(turn: Turn) -> Restrictions:
    """What the tables named say of money and nature, nothing where they do not all say the same."""
    said = {replace(restrictions(words), core="") for words in turn.said("table")}
    return said.pop() if len(said) == 1 else Restrictions("")


def as_one(turn: Turn, measures: Sequence[Measure], around: str) -> Measure | None:
    """What all words from the first thing named to the last name together (盖台站、修台站这一项),
    None where one alone is named, or some in an earlier turn."""
    said = {words.text: words for tag in _NAMING for words in turn.own.get(tag, ())}
    places = [said[measure.words] for measure in measures if measure.words in said]
    if len(places) < _TWO or len(places) < len(measures):
        return None
    start, end = min(w.start for w in places), max(w.end for w in places)
    words = turn.besides("body", "year")[start:end].replace("|", "")
    unit = next((measure.unit for measure in reversed(measures) if measure.unit), "")
    return replace(measure_of(words, turn, around), unit=unit, joined=True)


def lines_said(turn: Turn) -> tuple[Measure, ...]:
    """The lines that are named by their numbers, of the money and stage that other words say."""
    beside = restrictions("|".join((*turn.said("amount"), *turn.said("thing"))))
    return tuple(
        Measure(words, "", beside.fund, "", beside.basis, beside.last, line=number)
        for words, number in turn.lines.items()
    )


def sought(turn: Turn) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The words for what is asked, and those for that within which it is looked for (收入里的
    结转, 印刷费在项目支出里)."""
    things = turn.all("thing")
    # What stands in a sentence that asks nothing leads up to what is asked elsewhere.
    things = tuple(filter(turn.asked_with, things)) or things
    less = any(turn.left_out(words) for words in things)
    # What something is to be left out of is asked itself.
    within = tuple(w.text for w in things if turn.around_others(w) and not less)
    sought = tuple(words.text for words in things if words.text not in within)
    return (sought, within) if sought else (turn.said("thing")[-1:], within[:-1])


def of_what(measures: tuple[Measure, ...], within: Sequence[str]) -> tuple[Measure, ...]:
    """The measures, of the money or nature that they are looked for within."""
    said = [restrictions(words) for words in within]
    bare = [one for one in said if not one.core]
    if not bare:
        return measures
    return tuple(
        replace(m, fund=m.fund or bare[0].fund, nature=m.nature or bare[0].nature) for m in measures
    )


def is_bit(words: str) -> bool:
    """Whether words are a single letter that names nothing (the 年 of 2024 年)."""
    return len(name_key(words)) == 1 and not meant_by_everyday(words)


def specific(said: Sequence[str]) -> tuple[str, ...]:
    """The things named, each once, without words for any thing, or for the total of any, where
    others say which."""
    things = tuple(dict.fromkeys(said))
    things = tuple(words for words in things if not is_bit(words)) or things
    specific = tuple(words for words in things if not _of_any_thing(words))
    return specific or things


def _of_any_thing(words: str) -> bool:
    return fold(words) in _ANY_THING or is_total_of_another(words)


def restricted(measures: tuple[Measure, ...], turn: Turn) -> tuple[Measure, ...]:
    """Several things of which one only says of which money or nature the others are; not one that
    is the only thing of its sentence (财政拨款多了多少？公用经费呢？)."""
    said = {m.words: restrictions(m.words) for m in measures}
    things = tuple(m for m in measures if said[m.words].core)
    if len(measures) > 1 and len(things) == len(measures):
        return _of_one_fund(measures, said)
    if len(measures) < _TWO or not things:
        return measures
    bare = [said[m.words] for m in measures if not said[m.words].core and said[m.words].fund]
    alone = turn.alone_in_sentence
    if not bare or any(m.words in alone and m not in things for m in measures):
        return measures
    first = bare[0]
    return tuple(
        replace(m, fund=m.fund or first.fund, nature=m.nature or first.nature)
        for m in measures
        if m in things or not said[m.words].fund
    )


def _of_one_fund(
    measures: tuple[Measure, ...], said: Mapping[str, Restrictions]
) -> tuple[Measure, ...]:
    """Income and spending named beside each other are of the money that one of them names."""
    funds = [said[m.words].fund for m in measures if said[m.words].fund]
    if len(set(funds)) != 1:
        return measures
    return tuple(
        replace(m, fund=m.fund or funds[0]) if said[m.words].core in _TOTALS else m
        for m in measures
    )
