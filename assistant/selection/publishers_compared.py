"""Publishers side by side by what they measure: chosen ones, or all of a period ranked."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Literal

from assistant.selection.cells_compared import Cells, Found, lines_of, told_in
from assistant.selection.compared import ComparedLine, Period, Section, level_of
from assistant.selection.figure_selection import Selection, reports_of
from assistant.selection.measures_compared import Asked, measures
from ingest.across import Measure, Ranking, Standing
from ingest.bodies.names import body_key, level_key
from ingest.library import Library
from ingest.nouns import Kind, Level, Report

FEW = 8
"""So many publishers are compared one by one, more of them are ranked."""
_RANKED = 12
"""Measures ranked at once."""
_LEVELS: tuple[Level, ...] = ("department", "unit")


def publishers_chosen(
    library: Library, selection: Selection, asked: Asked, period: Period
) -> Iterator[Section]:
    """The publishers chosen, side by side in a period."""
    ids = [report.id for report in reports_of(library, selection)]
    told = measures(library, asked, selection, ids, (period.year,), (period.stage,))
    by_level = _by_level(library, selection, period)
    found = [_of_bodies(library, measure, by_level, period) for measure in told]
    held = {body for _, cells in found for body in cells}
    bodies = tuple(body for body in selection.publishers if body in held)
    lines = lines_of(library, found, bodies, period.stage, base="first")
    lines = tuple(line for line in lines if line.concept in asked.named or told_in(line))
    if lines:
        absent = tuple(body for body in selection.publishers if body not in bodies)
        levels = tuple(_level_of(lines, at) for at in range(len(bodies)))
        alike = levels[0] if len({*levels} - {""}) == 1 else ""
        yield Section(bodies, lines, period.year, period.stage, alike, "", levels, absent)


_ByLevel = Mapping[Level, Sequence[str]]
"""Publishers chosen, as printed, by their level: the department's where one has both."""


def _by_level(library: Library, selection: Selection, period: Period) -> _ByLevel:
    levels: dict[str, Level] = {}
    for report in reports_of(library, selection):
        of_period = report.fiscal_year in (period.year, period.year + 1)
        if of_period and levels.get(report.publisher) != "department":
            levels[report.publisher] = report.level
    return {
        level: [body for body in selection.publishers if levels.get(body) == level]
        for level in _LEVELS
    }


def _of_bodies(
    library: Library, measure: Measure, by_level: _ByLevel, period: Period
) -> tuple[Measure, Cells]:
    """What the publishers tell, each at its own level: 本级 is never its department."""
    cells: dict[str, Found] = {}
    fund = measure.fund
    for level, bodies in by_level.items():
        if not bodies:
            continue
        compared = library.comparison(measure, bodies, period.year, period.stage, level=level)
        fund = fund or compared.fund
        of_key = {body_key(one.fact.body): Found(one.report, one.fact) for one in compared.told}
        for gap in compared.missing:
            body = gap.fact.body if gap.fact else gap.report.publisher
            of_key[body_key(body)] = Found(gap.report, gap.fact, gap)
        cells |= {body: of_key[body_key(body)] for body in bodies if body_key(body) in of_key}
    return replace(measure, fund=fund), cells


def _level_of(lines: Sequence[ComparedLine], at: int) -> Level | Literal[""]:
    rows = (line.cells[at].row for line in lines)
    return next((level_of(row) for row in rows if row), "")


def publishers_ranked(
    library: Library, selection: Selection, asked: Asked, period: Period, most: int
) -> list[Section]:
    """All publishers selected in a period, those with the highest first amount first.

    Departments and units stand in sections of their own; at most ``most`` publishers in each.
    """
    told = measures(library, asked, selection, (), (period.year,), (period.stage,), headline=True)
    told, left = _most_told(library, told, period)
    kind: Kind = "final_accounts" if period.stage in ("final", "last_final") else "budget"
    chosen = _by_level(library, selection, period)
    sections: list[Section] = []
    held: set[str] = set()
    for level in _LEVELS:
        wanted = {level_key(body) for body in chosen[level]}
        if selection.publishers and not wanted:
            continue
        found = []
        names: dict[str, str] = {}
        for measure in told:
            ranking = library.ranking(measure, period.year, period.stage, kind=kind, level=level)
            cells = dict(_ranked(ranking, wanted))
            names |= {key: one.report.publisher for key, one in cells.items() if key not in names}
            found.append((replace(measure, fund=ranking.fund), cells))
        held |= {body for body in chosen[level] if level_key(body) in names}
        keys = list(names)[:most]
        lines = tuple(
            line
            for line in lines_of(library, found, keys, period.stage)
            if line.concept in asked.named or told_in(line)
        )
        if any(map(told_in, lines)):
            values = tuple(names[key] for key in keys)
            more = len(names) - len(keys)
            section = Section(values, lines, period.year, period.stage, level)
            sections.append(replace(section, more=more, more_measures=left))
    absent = tuple(body for body in selection.publishers if body not in held)
    return [replace(each, absent=() if at else absent) for at, each in enumerate(sections)]


def _most_told(
    library: Library, told: tuple[Measure, ...], period: Period
) -> tuple[tuple[Measure, ...], int]:
    """So many of the measures as are ranked at once, those that most reports tell; how many not."""
    if len(told) <= _RANKED:
        return told, 0
    counts = library.measured(
        ("concept",),
        concepts=tuple(dict.fromkeys(measure.concept for measure in told)),
        years=(period.year,),
        stages=(period.stage, ""),
    )
    best = sorted(told, key=lambda measure: -counts.get((measure.concept,), 0))[:_RANKED]
    return tuple(measure for measure in told if measure in best), len(told) - _RANKED


def _ranked(ranking: Ranking, wanted: set[str]) -> Iterator[tuple[str, Found]]:
    """The publishers wanted (all where none is named), their places counted among themselves."""
    before: Standing | None = None
    place = 0
    of_these = (s for s in ranking.standings if not wanted or _key(s.report) in wanted)
    for at, standing in enumerate(of_these, start=1):
        if before is None or standing.place != before.place:
            place = at
        before = standing
        differ = standing.editions_differ
        yield _key(standing.report), Found(standing.report, standing.fact, None, place, differ)
    for one in ranking.missing:
        if not wanted or _key(one.report) in wanted:
            yield _key(one.report), Found(one.report, one.fact, one)


def _key(report: Report) -> str:
    return level_key(report.publisher)
