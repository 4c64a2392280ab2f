"""Resolves a measure in a report: which printed figure is meant, and how likely."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from assistant.linking.catalogue import things_told
from assistant.linking.link import Link, linked
from assistant.linking.numbered_lines import things_in_line
from assistant.linking.scope import Scope
from assistant.linking.things import Thing
from assistant.query import Change, Check, Measure, Query
from assistant.reading.concepts_said import concept_said
from assistant.reading.reader import Reader
from assistant.reading.restrictions import Restrictions, restrictions
from assistant.solving.amounts import Chosen, Wanted, chosen
from assistant.solving.chances import LEAD, chance_of, odds
from assistant.solving.weighing import Weighed, apart, weighed_of
from assistant.solving.wholes import whole_told
from ingest import forms
from ingest.bodies.names import level_key
from ingest.concepts.concept import concepts
from ingest.facts import agree
from ingest.language.glyphs import fold
from ingest.language.units import is_of_money
from ingest.library import Library
from ingest.nouns import Figure, Report

_NO_COUNT = 0.4
"""How likely an amount of money is meant where a number of things is asked."""
_JOINED = 0.94
"""How much less likely several stretches mean one thing than their reading by itself says."""
_OF_ANOTHER_NAME = 0.5
"""How likely a thing is meant by a name that says something else of it."""
_PLANS = ("budget", "last_budget")
_PLANNED = "budget"
_AIM = "target"
_TEXT = ("文字", "说明", "正文", "narrative", "text")
_TITLED = 0.75
_AS_TITLED = 0.05
_BY_CODE = 0.97
"""How likely a code alone means its line."""
_MONEY = "元"
_BY_NAME = 0.95
"""How likely a whole name means its thing (216 of 224 in the validation split)."""
_AS_PART = 0.9
"""How likely a part is meant by its name where it is looked for within its whole."""


@dataclass(frozen=True, slots=True)
class Resolved:
    """A measure in one report: the figures that may be meant, with their chances, the likeliest
    first; equal amounts are one. ``link`` is how the words were linked; ``weighed`` what speaks
    for each amount."""

    report: Report
    measure: Measure
    options: tuple[tuple[Chosen, float], ...]
    link: Link
    weighed: tuple[Weighed, ...] = ()

    @property
    def chance(self) -> float:
        """How likely the first is what was asked."""
        return self.options[0][1] if self.options else 0.0

    @property
    def clear(self) -> bool:
        """Whether nothing else is nearly as likely."""
        chances = [chance for one, chance in self.options[1:] if one.told]
        return bool(self.options) and (
            not chances or odds(self.chance) - odds(max(chances)) >= LEAD
        )

    @property
    def best(self) -> Chosen | None:
        """The likeliest figure."""
        return self.options[0][0] if self.options else None


@dataclass(frozen=True, slots=True)
class Unsolved:
    """What could not be had: the measure in question as far as it was resolved, ``others`` like
    it, and what was ``had`` beside them; not ``lacking`` where all was, and makes no sense."""

    resolved: Resolved
    others: tuple[Resolved, ...] = ()
    had: tuple[Chosen, ...] = ()
    lacking: bool = True


class Solver:
    """Resolves the measures of one query in one report after the other."""

    def __init__(
        self,
        query: Query,
        scope: Scope,
        library: Library,
        reader: Reader,
        unit: str = "",
        year: int = 0,
    ) -> None:
        """``unit`` is the body within a report whose amounts are asked, "" for the publisher;
        ``year`` theirs, 0 for what the question says."""
        self.query = query
        self.scope = scope
        self.library = library
        self.unit = unit
        self._asked_year = year
        self._reader = reader

    def of(self, unit: str, year: int = 0) -> Solver:
        """The solver of another body within the reports, or of one year."""
        return Solver(self.query, self.scope, self.library, self._reader, unit, year)

    def family(self, report: Report) -> tuple[Report, ...]:
        """The report and what was published apart from it (tables, narrative) or again."""
        of = report.edition_of or report.id
        held = self.library.reports()
        return (report, *(one for one in held if of in (one.id, one.edition_of) and one != report))

    def resolved(self, measure: Measure, report: Report) -> Resolved:
        """What a measure may mean in a report; in a second edition where the first is silent.

        Where one edition has the amount in a table and another tells it rounded, the table speaks.
        """
        found = [self._resolved(measure, one) for one in self.family(report)]
        most = max(found, key=lambda one: one.chance if one.best and one.best.told else 0)
        if most.best is None or most.best.figure.table_id:
            return most
        for one in found:
            if one.best and one.best.figure.table_id and agree(one.best.figure, most.best.figure):
                return replace(one, options=((one.best, most.chance), *one.options[1:]))
        return most

    def _of_line(self, measure: Measure, report: Report) -> Resolved:
        """The amount in a line that was named by its number, in each table that has one."""
        named = self.tables(report)
        tables = [one for one in self.library.tables(report.id) if not named or one.id in named]
        wanted = replace(self._wanted(measure, Restrictions(""), report), words="", tables=())
        options: dict[object, tuple[Chosen, float]] = {}
        for thing in things_in_line(measure.line, tables):
            if one := chosen(thing, wanted):
                # The same line of another table that tells the same is no other reading.
                alike = thing.names, one.figure.fen, one.figure.value
                options.setdefault(alike, (one, _BY_CODE * one.fit))
        link = Link(measure.words, Restrictions(""), ())
        return Resolved(report, measure, tuple(options.values()), link)

    def _resolved(self, measure: Measure, report: Report) -> Resolved:
        if measure.line:
            return self._of_line(measure, report)
        if measure.whole and not self.tables(report):
            told = self._whole(measure, report)
            # What a unit has in all is told by no line of its department.
            if told.options or self.unit:
                return told
        link = linked(
            measure.words, things_told(report, self.library), self._reader, measure.around
        )
        titles = self.library.titles(report.id)
        found: list[tuple[int, Chosen]] = []
        for at, candidate in enumerate(link.candidates):
            # A whole name is the thing itself, no restriction of it (上年结转).
            own = Restrictions(link.words) if candidate.found.whole_words else link.said
            if own.basis == _AIM and _called_aim(candidate.thing):
                own = replace(own, basis="")
            one = chosen(candidate.thing, self._wanted(measure, own, report))
            if one is not None:
                found += ((at, each) for each in apart(one))
        weighed = weighed_of(found, link, measure, titles)
        options = [(one.chosen, self._chance(one, measure)) for one in weighed]
        options.sort(key=lambda one: -one[1])
        return Resolved(report, measure, tuple(options), link, tuple(weighed))

    def _whole(self, measure: Measure, report: Report) -> Resolved:
        """All that a body has, which its words do not name but mean (总盘子)."""
        said = restrictions(measure.words)
        wanted = replace(self._wanted(measure, said, report), words="")
        told = whole_told(measure.whole, things_told(report, self.library), wanted)
        return Resolved(report, measure, told, Link(measure.words, said, ()))

    def _chance(self, weighed: Weighed, measure: Measure) -> float:
        chance = chance_of(weighed.signs)
        if weighed.by_code:
            chance = max(chance, _BY_CODE * weighed.signs.fit)
        if self._is_part(weighed, measure):
            chance = max(chance, _AS_PART * weighed.signs.fit)
        if weighed.by_name:
            chance = max(chance, _BY_NAME * weighed.signs.fit)
        if measure.joined:
            chance *= _JOINED
        counted = self.query.counted or measure.unit not in ("", _MONEY)
        if counted and is_of_money(weighed.chosen.figure.unit):
            chance *= _NO_COUNT
        return chance * (_OF_ANOTHER_NAME if weighed.of_another_name else 1.0)

    def _is_part(self, weighed: Weighed, measure: Measure) -> bool:
        """Whether words are a name of a part of what it is looked for within, and this is it."""
        concept = weighed.chosen.figure.concept
        part = measure.within and concept and concept == concept_said(measure.words)
        return bool(part) and concepts()[concept].parent in measure.within

    def _wanted(self, measure: Measure, own: Restrictions, report: Report) -> Wanted:
        said = Restrictions(
            core=own.core,
            fund=own.fund or measure.fund,
            nature=own.nature or measure.nature,
            basis=measure.basis or own.basis,
            last=own.last or measure.last,
        )
        return Wanted(
            report=report,
            said=said,
            year=self.year(report),
            unit=self.unit,
            tables=self.tables(report),
            words=measure.words,
        )

    def amount_of(
        self, thing: Thing, measure: Measure, report: Report, tables: tuple[str, ...] = ()
    ) -> Chosen | None:
        """The amount of a thing that a measure asks for, whatever its words mean; in ``tables``
        where some are given and tell it."""
        said = restrictions(measure.words)
        wanted = self._wanted(measure, said, report)
        return chosen(thing, replace(wanted, words="", tables=tables or wanted.tables))

    def of_thing(self, thing: Thing, report: Report, like: Figure) -> Chosen | None:
        """The amount of another thing, of the same money, nature and year as a figure; of the same
        stage where that is not the report's own."""
        basis = _PLANNED if like.stage in _PLANS and report.kind == "final_accounts" else ""
        said = Restrictions("", like.fund, like.nature, basis)
        return chosen(thing, Wanted(report, said, like.year, self.unit))

    def own(self, figures: Iterable[Figure], report: Report) -> list[Figure]:
        """The figures of the body asked about."""
        keys = {level_key(self.unit or report.publisher)}
        if not self.unit:
            keys.add(f"{level_key(report.publisher)}本级")
        return [figure for figure in figures if level_key(figure.body) in keys]

    def year(self, report: Report) -> int:
        """The year whose amounts are wanted of a report: one named, that before it, or its own."""
        if self._asked_year:
            return self._asked_year
        years = self.scope.years
        named = [y for y in years.named if y in (report.fiscal_year, report.fiscal_year - 1)]
        base = report.fiscal_year if report.fiscal_year in named or not named else named[0]
        moves = any(isinstance(one, Change) for one in self.query.asked)
        return base - 1 if years.before and not years.this and not moves else base

    def tables(self, report: Report) -> tuple[str, ...]:
        """The tables named, by their titles or else by their form; "" for the text. Where places
        are held against each other all are."""
        said = [fold(words) for words in self.query.tables]
        checked = any(isinstance(one, Check) for one in self.query.asked)
        if not said or (checked and (len(said) > 1 or means_text(said[0]))):
            return ()
        return ("",) if all(map(means_text, said)) else self.tables_called(said, report)

    def tables_called(self, words: Iterable[str], report: Report) -> tuple[str, ...]:
        """The tables of which words are titles, or else the form."""
        said = [fold(one) for one in words]
        titles = self.library.titles(report.id)
        alike = {key: max(_alike(w, fold(title)) for w in said) for key, title in titles.items()}
        most = max(alike.values(), default=0.0)
        named = {key for key, how in alike.items() if how >= max(_TITLED, most - _AS_TITLED)}
        own = self._of_form(said, report)
        return tuple(named & own or named or own)

    def _of_form(self, said: Iterable[str], report: Report) -> set[str]:
        codes = {forms.form_of(words if words.endswith("表") else f"{words}表") for words in said}
        return {t.id for t in self.library.tables(report.id) if t.form in codes - {forms.OTHER}}


def _called_aim(thing: Thing) -> bool:
    """Whether aims are part of the name of a thing of which no aim is told (编了绩效目标的项目)."""
    named = any(restrictions(name).basis == _AIM for name in thing.names)
    return named and all(figure.stage != _AIM for figure in thing.figures)


def means_text(words: str) -> bool:
    """Whether words for a place of a report mean its text, no table (编制说明, 正文)."""
    return any(word in fold(words) for word in _TEXT)


def _alike(words: str, title: str) -> float:
    """Which share of the pairs of letters of words a title has."""
    pairs = {words[at : at + 2] for at in range(len(words) - 1)}
    return sum(pair in title for pair in pairs) / len(pairs) if pairs else 0.0
