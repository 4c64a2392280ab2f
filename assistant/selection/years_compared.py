"""Publishers' amounts year by year, and budget beside final accounts, by what they measure."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from assistant.selection.cells_compared import Cells, Found, lines_of
from assistant.selection.compared import Base, ComparedLine, Section, stage_of
from assistant.selection.figure_selection import Selection, reports_of
from assistant.selection.measures_compared import Asked, measures
from assistant.selection.periods import stages_of, with_last
from ingest.across import WIDEST, Measure, Missing, Series, Told
from ingest.library import Library
from ingest.nouns import Fund, Kind, Level, Report, Stage

_AT_ONCE = 12
"""Sections of one comparison."""
_PUBLISHERS = 120
"""Publishers of one section."""
_KINDS: tuple[Kind, ...] = ("budget", "final_accounts")

_Body = tuple[str, Level]
_Bodies = Mapping[_Body, Sequence[Report]]
"""Publishers at their level, with their reports."""

_Ask = Callable[[Measure, _Body, Stage], Cells]
"""What is asked of one measure of a publisher at a stage."""


def years_of(library: Library, selection: Selection, asked: Asked) -> tuple[list[Section], bool]:
    """The publishers chosen, year by year; else those whose reports tell several years.

    Also whether there were more of them than are compared at once.
    """

    def ask(measure: Measure, body: _Body, stage: Stage) -> Cells:
        name, level = body
        told = library.series(measure, name, stage, level=level)
        return dict(_by_year(told, selection.years))

    bodies = _bodies(reports_of(library, selection))
    if not selection.publishers and not asked.concepts:
        bodies = {body: held for body, held in bodies.items() if len(_years(held)) > 1}
    compared = _Compared(library, selection, asked, stages_of(selection), ask)
    return compared.sections(bodies)


def _years(reports: Sequence[Report]) -> set[int]:
    return {report.fiscal_year for report in reports}


def _by_year(told: Series, years: Sequence[int]) -> Iterator[tuple[str, Found]]:
    for one in told.told:
        if not years or one.fact.year in years:
            yield str(one.fact.year), Found(one.report, one.fact)
    for gap in told.missing:
        year = gap.fact.year if gap.fact else gap.report.fiscal_year
        if not years or year in years:
            yield str(year), Found(gap.report, gap.fact, gap)


def kinds_of(library: Library, selection: Selection, asked: Asked) -> tuple[list[Section], bool]:
    """Budget beside final accounts of the publishers chosen, else of all with final accounts.

    Accounts tell the budget beside, where no budget is held. Also whether there were more.
    """
    reports = reports_of(library, selection)
    found: list[Section] = []
    more = False
    for year in selection.years or sorted(_years(reports), reverse=True):

        def ask(measure: Measure, body: _Body, _stage: Stage, year: int = year) -> Cells:
            return dict(_by_kind(library, measure, body, year))

        bodies = _bodies([report for report in reports if report.fiscal_year == year])
        if not selection.publishers:
            bodies = {
                body: held
                for body, held in bodies.items()
                if any(report.kind == "final_accounts" for report in held)
            }
        sections, cut = _Compared(library, selection, asked, ("",), ask, year).sections(bodies)
        found += sections
        more = more or cut
    return found[:_AT_ONCE], more or len(found) > _AT_ONCE


def _by_kind(
    library: Library, measure: Measure, body: _Body, year: int
) -> Iterator[tuple[str, Found]]:
    """Of one fund, where there is one of which both are told."""
    name, level = body

    def told(fund: Fund) -> dict[Kind, Told | Missing]:
        wanted = replace(measure, fund=fund)
        asked = {
            kind: library.value(wanted, body=name, year=year, stage=stage_of(kind), level=level)
            for kind in _KINDS
        }
        return {kind: one for kind, one in asked.items() if one is not None}

    found = told(measure.fund)
    if len({one.fact.fund for one in found.values() if isinstance(one, Told)}) > 1:
        of_one = (told(fund) for fund in WIDEST if fund)
        both = (each for each in of_one if all(isinstance(one, Told) for one in each.values()))
        found = next((each for each in both if len(each) == len(_KINDS)), found)
    for kind, one in found.items():
        yield kind, Found(one.report, one.fact, one if isinstance(one, Missing) else None)


def _bodies(reports: Sequence[Report]) -> dict[_Body, list[Report]]:
    found: dict[_Body, list[Report]] = {}
    for report in reports:
        found.setdefault((report.publisher, report.level), []).append(report)
    return found


@dataclass(frozen=True, slots=True)
class _Line:
    """A measure of a publisher at a stage, with what is found of it."""

    measure: Measure
    body: str
    stage: Stage
    cells: Cells


@dataclass(frozen=True, slots=True)
class _Compared:
    """Publishers compared each with itself; of a ``year``, or over years where that is 0."""

    library: Library
    selection: Selection
    asked: Asked
    stages: Sequence[Stage]
    ask: _Ask
    year: int = 0

    def sections(self, bodies: _Bodies) -> tuple[list[Section], bool]:
        """A section a publisher, or a level where one measure of several is asked for; and whether
        there were more publishers."""
        if len(self.asked.concepts) == 1 and len(bodies) > 1:
            return self._of_one_measure(bodies)
        found = []
        for body, reports in list(bodies.items())[:_AT_ONCE]:
            ids = [report.id for report in reports]
            told = [
                each
                for stage in self.stages
                for each in self._told(self._measures(stage, ids), body, stage)
            ]
            if told:
                found.append(replace(self._section(told), publisher=body[0], level=body[1]))
        return found, len(bodies) > _AT_ONCE

    def _of_one_measure(self, bodies: _Bodies) -> tuple[list[Section], bool]:
        of_level: dict[Level, list[_Line]] = {}
        for stage in self.stages:
            wanted = self._measures(stage, ())
            for body in list(bodies)[:_PUBLISHERS]:
                of_level.setdefault(body[1], []).extend(self._told(wanted, body, stage))
        found = [
            replace(self._section(told, by_publisher=True), level=level)
            for level, told in of_level.items()
            if told
        ]
        return found, len(bodies) > _PUBLISHERS

    def _measures(self, stage: Stage, report_ids: Sequence[str]) -> tuple[Measure, ...]:
        stages = with_last(stage) if stage else ("budget", "final")
        years = (self.year,) if self.year else self.selection.years
        return measures(self.library, self.asked, self.selection, report_ids, years, stages)

    def _told(self, wanted: Sequence[Measure], body: _Body, stage: Stage) -> Iterator[_Line]:
        """The measures of which two amounts are told; of publishers chosen, one is enough where
        the measure was asked for by name: its gaps are shown."""
        for measure in wanted:
            cells = self.ask(measure, body, stage)
            told = sum(one.missing is None for one in cells.values())
            named = self.selection.publishers and measure.concept in self.asked.named
            if told >= (1 if named else 2):
                yield _Line(measure, body[0], stage, cells)

    def _section(self, told: Sequence[_Line], *, by_publisher: bool = False) -> Section:
        """Years from the earliest on; where publishers stand below each other the latest first."""
        values: Sequence[str] = _KINDS
        if not self.year:
            years = {value for each in told for value in each.cells}
            values = sorted(years, reverse=by_publisher)
        lines: list[ComparedLine] = []
        base: Base = "first" if self.year else "next" if by_publisher else "before"
        for each in told:
            found = [(each.measure, each.cells)]
            made = lines_of(self.library, found, values, each.stage, base=base)
            publisher = each.body if by_publisher else ""
            lines += [replace(line, publisher=publisher) for line in made]
        stages = {each.stage for each in told}
        common = stages.pop() if len(stages) == 1 else ""
        return Section(tuple(values), tuple(lines), self.year, common)
