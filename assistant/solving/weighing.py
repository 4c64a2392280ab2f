"""Weighs what words may mean: every amount that they may mean, with what speaks for it."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from assistant.linking.link import Candidate, Link
from assistant.linking.things import is_total
from assistant.query import Measure
from assistant.reading.question_text import numbers_in
from assistant.solving.amounts import Chosen
from assistant.solving.chances import Signs, odds
from assistant.solving.coverage import covered_by, has_another_code, names_another
from assistant.solving.described import in_words
from assistant.solving.judge import judged
from ingest.bodies.names import level_key
from ingest.concepts.concept import name_key
from ingest.facts import agree
from ingest.language.glosses import is_latin
from ingest.language.glyphs import bare_label
from ingest.language.units import is_counted_in, is_of_money
from ingest.nouns import Figure

_LEAST_ODDS = -6.0
_WHOLE = 2.0
"""By how much more, as log odds, a whole name is like a thing than what the reader says of it."""
_NEARLY = 2.0
_DENIED = -2.0
"""From which log odds on the judge says that words do not mean what they are a name of."""
_SURE = 3.0
"""From which log odds on, before any other, the judge is believed whatever letters are left (28 of
30 in the validation split)."""
_CLEARLY = 1.0
"""By how much more it must say of one of several that have that name."""
_RIVALS = 3
_MONEY = "元"


@dataclass(frozen=True, slots=True)
class Weighed:
    """One amount that may be meant and what speaks for it.

    ``words`` are all the readings that tell it, as the judge read them. ``by_code``: its code was
    named. ``by_name``: all words are its name, no other amount of it fits, and the judge neither
    denies it nor says another, clearly where others have that name too. ``of_another_name``: what
    was said names something else than it.
    """

    chosen: Chosen
    signs: Signs
    words: tuple[str, ...] = ()
    by_code: bool = False
    by_name: bool = False
    of_another_name: bool = False


@dataclass(frozen=True, slots=True)
class _Reading:
    candidate: Candidate
    chosen: Chosen
    rival: bool
    words: str
    odds: float


def apart(found: Chosen) -> Iterator[Chosen]:
    """What was chosen of a thing, and beside it what else fits, each by itself."""
    yield found
    for figure in found.rivals[:_RIVALS]:
        yield replace(found, figure=figure, agreeing=(), rivals=())


def weighed_of(
    found: Sequence[tuple[int, Chosen]], link: Link, measure: Measure, titles: Mapping[str, str]
) -> list[Weighed]:
    """The amounts among what was found of the candidates of a link (by their place in it), each
    once. ``titles`` are those of the tables by their ids."""
    words = tuple(_in_words(one, titles) for _, one in found)
    said = judged(link.words, measure.around, words)
    readings = [
        _Reading(link.candidates[at], one, place > 0 and found[place - 1][0] == at, told, of_told)
        for place, ((at, one), told, of_told) in enumerate(zip(found, words, said, strict=True))
    ]
    amounts: list[list[_Reading]] = []
    for reading in _as_corrected(readings):
        same = (a for a in amounts if agree(a[0].chosen.figure, reading.chosen.figure))
        known = next(same, None)
        if known is None:
            amounts.append([reading])
        else:
            known.append(reading)
    return [_weighed(amount, amounts, link, measure, titles) for amount in amounts]


def _as_corrected(readings: Sequence[_Reading]) -> Iterator[_Reading]:
    """The readings without those that tell an amount which a person has corrected elsewhere."""
    figures = [one.chosen.figure for one in readings]
    misread = {(f.correction.original_value, f.unit) for f in figures if f.correction}
    for reading in readings:
        figure = reading.chosen.figure
        if figure.correction or (figure.value, figure.unit) not in misread:
            yield reading


def _weighed(
    amount: Sequence[_Reading],
    amounts: Sequence[Sequence[_Reading]],
    link: Link,
    measure: Measure,
    titles: Mapping[str, str],
) -> Weighed:
    others = [one for other in amounts if other is not amount for one in other]
    most = max(one.odds for one in amount)
    # Where several places tell it, the thing found first of those that are nearly as likely.
    best = next(one for one in amount if one.odds >= most - _NEARLY)
    told = best.chosen
    agreeing = (f for one in amount for f in (one.chosen.figure, *one.chosen.agreeing))
    beside = {f.id: f for f in agreeing if f.id != told.figure.id}
    ways = [one.candidate.found for one in amount]
    likeness = max(map(_likeness, amount))
    signs = Signs(
        judged=most,
        judged_lead=most - max((one.odds for one in others), default=_LEAST_ODDS),
        likeness=max(odds(one.candidate.chance) for one in amount),
        lead=likeness - max(map(_likeness, others), default=_LEAST_ODDS),
        of_words=max(way.of_words for way in ways),
        of_name=max(way.of_name for way in ways),
        whole=float(any(way.whole for way in ways)),
        code=float(any(way.code for way in ways)),
        exact=float(any(_is_named(one, link.words) for one in amount)),
        fit=max(one.chosen.fit for one in amount),
        contested=float(any(one.chosen.rivals for one in amount)),
        second=float(all(one.rival for one in amount)),
        prose=float(not told.figure.table_id),
        latin=float(is_latin(link.words)),
        printed=float(not told.figure.concept),
        covered=max(_covered(one, titles, link.words) for one in amount),
        around=max(way.around for way in ways),
        near=max(way.near for way in ways),
        counted=unit_fit(told, measure.unit),
        joined=float(measure.joined),
        length=math.log1p(len(link.words)),
    )
    numbers = set(numbers_in(link.words))
    by_code = any(numbers & set(one.candidate.thing.codes) for one in amount if not one.rival)
    whole = replace(told, agreeing=tuple(beside.values()))
    sure = signs.judged >= _SURE and signs.judged_lead >= _SURE
    another = all(_of_another_name(one, titles, link.words, sure=sure) for one in amount)
    by_name = bool(signs.exact) and not (signs.contested or signs.second)
    by_name = by_name and _is_by_name(told.figure, most, others, link.words)
    read = tuple(one.words for one in amount)
    return Weighed(whole, signs, read, by_code, by_name, another)


def _is_by_name(figure: Figure, odds_: float, others: Sequence[_Reading], words: str) -> bool:
    """Whether an amount whose name words are is meant by them: the judge does not deny it, and says
    no other; clearly where others have that name too. A mere line of print that has the name of a
    concept gives way to it."""
    named = [one for one in others if _is_named(one, words)]
    if not figure.concept and any(one.chosen.figure.concept for one in named):
        return False
    lines = [one for one in named if figure.concept and not one.chosen.figure.concept]
    rest = [one for one in others if one not in lines]
    lead = odds_ - max((one.odds for one in rest), default=_LEAST_ODDS)
    return odds_ > _DENIED and lead > (_CLEARLY if len(named) > len(lines) else 0)


def _is_named(one: _Reading, words: str) -> bool:
    """Whether all words are a name of the thing, or what is printed for its amount: the label of
    its row, or in the row of a total the head of its column."""
    figure, key = one.chosen.figure, name_key(words)
    label = name_key(bare_label(figure.row_label))
    heads = figure.column_path[-1:] if is_total(figure.row_label) else ()
    return one.candidate.found.whole_words or key in (label, *map(name_key, heads))


def _covered(one: _Reading, titles: Mapping[str, str], words: str) -> float:
    figure = one.chosen.figure
    return covered_by(one.candidate.thing, figure, titles.get(figure.table_id, ""), words)


def _of_another_name(one: _Reading, titles: Mapping[str, str], words: str, *, sure: bool) -> bool:
    """Whether words name something else; where the judge is ``sure``, by their codes alone."""
    way, figure, thing = one.candidate.found, one.chosen.figure, one.candidate.thing
    title = titles.get(figure.table_id, "")
    if way.whole or way.code:
        return False
    if has_another_code(thing, figure, title, words):
        return True
    return not sure and names_another(thing, figure, title, words)


def _likeness(one: _Reading) -> float:
    return odds(one.candidate.chance) + _WHOLE * one.candidate.found.whole


def _in_words(one: Chosen, titles: Mapping[str, str]) -> str:
    figure = one.figure
    bodies = {level_key(body).removesuffix("本级") for body in (figure.body, one.report.publisher)}
    assert one.thing is not None
    own = len(bodies) == 1 or not figure.body
    return in_words(one.thing, figure, titles.get(figure.table_id, ""), own=own)


def unit_fit(found: Chosen, unit: str) -> float:
    """1 where an amount is in the unit asked for, -1 where money is asked and it is none or the
    other way round, 0 where it cannot be said."""
    if not unit:
        return 0.0
    told = found.figure.unit
    if is_of_money(told) != (unit == _MONEY):
        return -1.0
    return 1.0 if unit == _MONEY or is_counted_in(unit, told) else 0.0
