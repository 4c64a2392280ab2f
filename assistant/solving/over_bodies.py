"""One measure over all bodies held: the ranking that is asked, of one year, stage and level."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace

from assistant.linking.scope import Scope
from assistant.query import OverBodies
from assistant.solving.resolve import Solver
from ingest.across import LAST_OF, Measure, Missing, Ranking, Standing, year_of_report
from ingest.concepts.concept import concept_named, concepts
from ingest.library import Library
from ingest.nouns import Figure, Kind, Level, Nature, Report, Stage

LEAST_BODIES = 2
"""One body alone is no ranking."""
_STAGES: dict[str, Stage] = {"budget": "budget", "final_accounts": "final"}
_LEVELS: tuple[Level, ...] = ("department", "unit")
_LOOKED_INTO = 12
"""Reports in which the measure is looked for, to learn what concept its words mean."""
_TWICE = 2
_TRIED = 3
"""Years and kinds of report looked into, those held of most bodies first."""
_WITH_CARRIED = {"income": "income_total", "expenditure": "expenditure_total"}
_LINES_BELOW: dict[str, Nature] = {"301": "personnel", "303": "personnel", "302": "public"}
"""The nature of the lines of a class, where the form of basic expenditure tells it."""


@dataclass(frozen=True, slots=True)
class Ranked:
    """A ranking in the order asked, places counted so, with the figures of its rows by id."""

    ranking: Ranking
    figures: dict[str, Figure]

    @property
    def enough(self) -> bool:
        """Whether it is of as many bodies as a ranking takes."""
        return len(self.ranking.standings) >= LEAST_BODIES


@dataclass(frozen=True, slots=True)
class _Wanted:
    """What is ranked: its measures, the one meant first, any of which will do; of the bodies and
    of the year and stage named, if any were."""

    measures: tuple[Measure, ...]
    total: bool
    scope: Scope

    @property
    def year(self) -> int:
        named = self.scope.years.named
        return named[0] if named else 0

    @property
    def stage(self) -> Stage:
        return _STAGES.get(self.scope.kind, "")

    @property
    def publishers(self) -> frozenset[str]:
        return frozenset(r.publisher for r in self.scope.reports if self.scope.named)


def ranked_over(asked: OverBodies, solver: Solver) -> Ranked | None:
    """The ranking asked for, of fewer than two bodies where no year tells it of more; None where
    no report tells what the words mean, or none is held.

    Where no year or stage is named: those of which reports of most bodies are held, the newest
    where alike. Units are ranked where no two departments tell it.
    """
    concept = _meant(asked, solver)
    if not concept:
        return None
    total = concept in (*_WITH_CARRIED, *_WITH_CARRIED.values())
    measure = Measure(concept, asked.measure.fund)
    wanted = _Wanted(tuple(_alike(measure, total=total)), total, solver.scope)
    found = [one for level in _LEVELS for one in _rankings(wanted, level, solver.library)]
    enough = (one for one in found if len(one.standings) >= LEAST_BODIES)
    best = next(enough, found[0] if found else None)
    return _ordered(best, solver.library, lowest=asked.order.lowest) if best else None


def _meant(asked: OverBodies, solver: Solver) -> str:
    """The concept that most of the reports mean by the words, "" for none."""
    years = solver.scope.years.named
    reports = [r for r in solver.scope.reports if not years or r.fiscal_year in years]
    weight: dict[str, float] = {}
    for report in reports[:_LOOKED_INTO]:
        for one, chance in solver.resolved(asked.measure, report).options[:1]:
            if one.figure.concept and one.thing and "=" not in one.thing.key:
                weight[one.figure.concept] = weight.get(one.figure.concept, 0.0) + chance
    return max(weight, key=lambda ident: weight[ident], default="")


def _alike(measure: Measure, *, total: bool) -> Iterator[Measure]:
    """The measure and what tells the same: of a total that with what was carried over, which is
    what a budget comes to; of a line that stands by itself the line of basic expenditure."""
    if total:
        side = "income" if measure.concept.startswith("income") else "expenditure"
        for concept in (_WITH_CARRIED[side], side):
            # What a part of the money comes to has no place among totals.
            yield replace(measure, concept=concept, fund=measure.fund or "all")
        return
    line = concept_named(concepts()[measure.concept].name, "economic")
    for one in (measure, *((replace(measure, concept=line.id),) if line else ())):
        known = concepts()[one.concept]
        if known.scheme != "economic" or one.nature:
            yield one
            continue
        below = _LINES_BELOW.get(known.code[:3], "basic")
        natures: tuple[Nature, ...] = ("", "basic", below)
        for nature in dict.fromkeys(natures):
            yield replace(one, nature=nature)


def _rankings(wanted: _Wanted, level: Level, library: Library) -> Iterator[Ranking]:
    """A ranking of each year and stage that come into question, the likeliest first."""
    for year, stage in list(_years_and_stages(wanted, level, library))[:_TRIED]:
        tried = [
            library.ranking(one, when, at, level=level)
            for one in wanted.measures
            for when, at in _as_dated(one, year, stage)
        ]
        yield _among(_of_most(tried, total=wanted.total), wanted.publishers, library)


def _of_most(tried: list[Ranking], *, total: bool) -> Ranking:
    """That of most bodies where either total will do, so that none of the largest is left out.

    Else the first, unless another has more than twice as many: 培训费 is a named measure in some
    reports, and in most a line of basic expenditure.
    """
    most = max(tried, key=lambda one: len(one.standings))
    enough = not total and len(most.standings) <= _TWICE * len(tried[0].standings)
    return tried[0] if enough else most


def _years_and_stages(
    wanted: _Wanted, level: Level, library: Library
) -> Iterator[tuple[int, Stage]]:
    """Years and stages of which reports are held, by how many bodies, then the newest first."""
    held = {
        (report.fiscal_year, report.kind, report.publisher)
        for report in library.reports()
        if report.level == level
        and (not wanted.publishers or report.publisher in wanted.publishers)
        and (not wanted.year or report.fiscal_year == wanted.year)
        and wanted.stage in ("", _STAGES[report.kind])
    }
    bodies: Counter[tuple[int, Kind]] = Counter((year, kind) for year, kind, _ in held)
    for year, kind in sorted(bodies, key=lambda one: (-bodies[one], -one[0], one[1])):
        yield year, _STAGES[kind]


def _as_dated(measure: Measure, year: int, stage: Stage) -> tuple[tuple[int, Stage], ...]:
    """The year and stage; for a count, such as staff, also the end of the year before, of which
    the report of the year tells."""
    if concepts()[measure.concept].unit != "count" or stage not in LAST_OF:
        return ((year, stage),)
    return (year, stage), (year - 1, LAST_OF[stage])


def _among(found: Ranking, publishers: frozenset[str], library: Library) -> Ranking:
    """The ranking of some bodies alone."""
    if not publishers:
        return found
    reported = year_of_report(found.stage, found.year)
    beside = {
        report.publisher
        for report in library.reports()
        if report.publisher in publishers and report.level != found.level
        if (report.fiscal_year, report.kind) == (reported, found.kind)
    }
    return replace(
        found,
        other_level=len(beside),
        standings=tuple(one for one in found.standings if one.report.publisher in publishers),
        missing=tuple(one for one in found.missing if one.report.publisher in publishers),
    )


def _ordered(found: Ranking, library: Library, *, lowest: bool) -> Ranked:
    placed: list[Standing] = []
    for at, row in enumerate(found.standings[::-1] if lowest else found.standings, start=1):
        same = bool(placed) and _amount(placed[-1]) == _amount(row)
        placed.append(replace(row, place=placed[-1].place if same else at))
    figures = library.figures_by_id(tuple(row.fact.figure_id for row in placed))
    return Ranked(replace(found, standings=tuple(placed)), dict(figures))


def _amount(row: Standing) -> object:
    return row.fact.fen if row.fact.fen is not None else row.fact.amount


def missing_by_reason(missing: tuple[Missing, ...]) -> dict[str, tuple[Report, ...]]:
    """The reports without an amount, by the reason."""
    grouped: dict[str, list[Report]] = {}
    for one in missing:
        grouped.setdefault(one.reason, []).append(one.report)
    return {reason: tuple(reports) for reason, reports in grouped.items()}
