"""Holds each sentence of a draft to the evidence that it cites: what is not there is left out.

A model is never believed: its marks are looked up, its numbers compared as decimals with their
units, its quotations searched in the text, its words compared with those cited.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.drafting.drafts import Sentence
from assistant.drafting.exhibits import YEAR_BEFORE, Exhibit, plain
from assistant.drafting.numbers_told import (
    ToldNumber,
    direction_before,
    normal,
    numbers_told,
    same_number,
    vague_quantities,
)
from ingest.language.amounts import in_unit, is_money
from ingest.language.glyphs import fold
from ingest.nouns import Figure

_SUPPORTED = 0.4
"""Of the pairs of Chinese characters of a sentence, how many have to stand in what it cites."""
_PART_OF_YEAR = re.compile("年[度底末初]")
_HAN_PAIR = re.compile(r"(?=([一-鿿]{2}))")
_QUOTED = re.compile(r"“([^“”]*)”|\"([^\"]*)\"")


@dataclass(frozen=True, slots=True)
class Bound:
    """A sentence that its evidence bears out: the exhibits it cites by part, and its numbers.

    ``cited`` has the exhibits of each mark of the sentence, unknown ones left out.
    """

    sentence: Sentence
    cited: tuple[tuple[Exhibit, ...], ...]
    numbers: tuple[ToldNumber, ...]

    @property
    def exhibits(self) -> tuple[Exhibit, ...]:
        """All exhibits that the sentence cites, once each."""
        return tuple({e.number: e for mark in self.cited for e in mark}.values())


def bound(sentence: Sentence, exhibits: Sequence[Exhibit]) -> Bound | None:
    """The sentence with its citations, None where they do not bear it out."""
    known = {exhibit.number: exhibit for exhibit in exhibits}
    cited = tuple(
        tuple(known[number] for number in mark if number in known) for mark in sentence.marks
    )
    numbers = numbers_told(sentence.text)
    draft = Bound(sentence, cited, numbers)
    own = draft.exhibits
    if not own or not re.search(r"\w", sentence.text):
        return None
    borne_out = (
        all(_is_told(number, sentence.text, own) for number in numbers)
        and _is_quoted(sentence.text, own)
        and _has_words(sentence.text, own)
    )
    return draft if borne_out else None


def _is_told(number: ToldNumber, text: str, own: Sequence[Exhibit]) -> bool:
    """Whether what is cited tells the number, of the same thing, moving the same way."""
    plain_text = normal(text)
    if not number.digits.isascii() and fold(number.digits) in plain(own):
        return True
    year = _PART_OF_YEAR.match(plain_text, number.end)
    if year and fold(number.digits + year[0]) not in plain(own):
        return False
    ways = {
        direction_before(normal(exhibit.told), same.start)
        for exhibit in own
        for same in exhibit.numbers
        if same_number(number, same)
    }
    way = direction_before(plain_text, number.start)
    opposed = bool(way) and way not in ways and bool(ways - {""})
    if not ways or opposed or _of_another(number, plain_text, own):
        return False
    return not _of_another_year(number, plain_text, own)


def _of_another_year(number: ToldNumber, text: str, own: Sequence[Exhibit]) -> bool:
    """Whether the draft names years, and what is cited gives the number to none of them.

    A change is of two years, and may be told with either.
    """
    named = {int(told.value) for told in numbers_told(text) if told.dimension == "year"}
    if not named or number.dimension == "year" or direction_before(text, number.start):
        return False
    if YEAR_BEFORE.search(text):
        named |= {year - 1 for year in named}
    figures = [figure for exhibit in own for figure in exhibit.figures]
    years = {figure.year for figure in figures if figure_is(figure, number)}
    return bool(years) and years.isdisjoint(named)


def _of_another(number: ToldNumber, text: str, own: Sequence[Exhibit]) -> bool:
    """Whether the draft gives the number to one thing and what is cited to another.

    The things are those to which the evidence gives figures; the nearest one named before the
    number in its sentence is meant.
    """
    figures = [figure for exhibit in own for figure in exhibit.figures]
    named = _nearest_label(fold(text[: number.start]), figures)
    if not named:
        return False
    holders = [figure for figure in figures if figure_is(figure, number)]
    labels = [fold(figure.row_label) for figure in holders]
    return bool(labels) and not any(label in named or named in label for label in labels)


def _nearest_label(before: str, figures: Sequence[Figure]) -> str:
    labels = {fold(figure.row_label) for figure in figures if len(figure.row_label) > 1}
    ends = [(before.rfind(label) + len(label), label) for label in labels if label in before]
    return max(ends, key=lambda end: (end[0], len(end[1])))[1] if ends else ""


def figure_is(figure: Figure, number: ToldNumber) -> bool:
    """Whether a figure is that number: the same amount of the same kind."""
    if figure.value is None:
        return False
    value = figure.value
    if is_money(figure.unit):
        if number.dimension not in ("money", "scaled"):
            return False
        value = in_unit(value, figure.unit, "元")
    elif (figure.unit == "%") != (number.dimension == "percent"):
        return False
    return abs(value) == abs(number.value)


def _is_quoted(text: str, own: Sequence[Exhibit]) -> bool:
    """Whether all between quotation marks, and every vague quantity, stands in what is cited."""
    told = plain(own)
    spans = [one or other for one, other in _QUOTED.findall(text)]
    return all(fold(normal(span)) in told for span in (*spans, *vague_quantities(text)))


def _has_words(text: str, own: Sequence[Exhibit]) -> bool:
    """Whether a Chinese sentence is made of the words of what it cites; English ones pass."""
    pairs = set(_HAN_PAIR.findall(fold(text)))
    if not pairs:
        return True
    told = plain(own)
    return sum(pair in told for pair in pairs) >= _SUPPORTED * len(pairs)
