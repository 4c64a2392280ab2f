"""Executes what is asked by concept: a total, a series over years, a ranking over all reports."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace

from assistant.figures.lookup import Reading
from assistant.plan import ByConcept
from ingest.across import LAST_OF, Measure, Missing, Ranking, Series, Standing, Told, year_of_report
from ingest.concepts.concept import concept_named, concepts
from ingest.language.dimensions import words as dimension_words
from ingest.library import Library
from ingest.nouns import Figure, Kind, Level, Nature, Report, Stage

_STAGES: dict[Kind, Stage] = {"budget": "budget", "final_accounts": "final"}
_FEWEST = 2
"""One body alone is no ranking."""
_TWICE = 2
_TRIED = 3
"""Years and kinds of report looked into for a ranking, those held of most bodies first."""
_WITH_CARRIED = {"income": "income_total", "expenditure": "expenditure_total"}
_SUMMARY = "income_expenditure_summary"
_SPENT = ("花", "支出", "开支", "用")
_LINES_BELOW = {"301": "personnel", "303": "personnel", "302": "public"}
"""The nature of the lines of a class, where the form of basic expenditure tells it."""


@dataclass(frozen=True, slots=True)
class Total:
    """All income or expenditure as a report tells it: ``told`` is what was asked; ``besides`` the
    same with or without what was carried over, where the report tells that too."""

    told: Told
    besides: Told | None

    @property
    def reading(self) -> Reading:
        """The figure asked for, to be offered beside others."""
        return Reading(self.told.report, self.told.figure)


@dataclass(frozen=True, slots=True)
class Ranked:
    """A ranking in the order asked, places counted so, with the figures of its rows by id."""

    ranking: Ranking
    figures: dict[str, Figure]


def value_readings(
    asked: ByConcept, reports: tuple[Report, ...], library: Library
) -> tuple[Reading, ...]:
    """The figure of each report for the concept asked, where it tells one."""
    readings = []
    for report in reports:
        measures = _of_all_money(asked.measure) or _measures(asked.measure)
        tried = (_value(one, asked, report, library) for one in measures)
        if told := next((one for one in tried if one), None):
            readings.append(Reading(told.report, told.figure))
    return tuple(readings)


def _of_all_money(measure: Measure) -> tuple[Measure, ...]:
    """A total of which no fund is named, with and without what was carried over: of all money, or
    it is no total."""
    other = {**_WITH_CARRIED, **{total: one for one, total in _WITH_CARRIED.items()}}
    if measure.fund or measure.concept not in other:
        return ()
    return tuple(Measure(one, "all") for one in (measure.concept, other[measure.concept]))


def _value(measure: Measure, asked: ByConcept, report: Report, library: Library) -> Told | None:
    told = library.value(
        measure,
        body=asked.body or report.publisher,
        year=asked.year or report.fiscal_year,
        stage=asked.stage or _STAGES[report.kind],
        level=_level_of(asked, report),
    )
    return told if isinstance(told, Told) else None


def _level_of(asked: ByConcept, report: Report) -> Level | None:
    """At which level a body is looked for: 本级 is a unit, beside its department."""
    if not asked.body:
        return report.level
    return "unit" if asked.body.endswith("本级") else None


def totals(asked: ByConcept, reports: tuple[Report, ...], library: Library) -> tuple[Total, ...]:
    """The total of each report that tells one: planned money with what was carried over, which
    is what a budget comes to; spent money without what is left for the next year."""
    newest = max((report.fiscal_year for report in reports), default=0)
    found = []
    for report in reports:
        if asked.newest and report.fiscal_year < newest:
            continue
        stage = asked.stage or _STAGES[report.kind]
        told = [_widest(concept, asked, report, library) for concept in _order_of(asked, stage)]
        known = _consistent([one for one in told if one is not None])
        if known:
            found.append(Total(known[0], known[1] if len(known) > 1 else None))
    return tuple(found)


def _consistent(told: list[Told]) -> list[Told]:
    """Both, unless that with what was carried over is less than that without: then the one that
    the summary of income and expenditure prints, as the other is of something less."""
    amounts = {one.fact.concept: one.fact.fen or 0 for one in told}
    for of_year, total in _WITH_CARRIED.items():
        if of_year in amounts and amounts.get(total, amounts[of_year]) < amounts[of_year]:
            return [one for one in told if one.figure.form == _SUMMARY][:1]
    return told


def _order_of(asked: ByConcept, stage: Stage) -> tuple[str, ...]:
    side = "income" if asked.measure.concept.startswith("income") else "expenditure"
    both = (_WITH_CARRIED[side], side)
    spent = stage != "budget" and side == "expenditure"
    return both[::-1] if spent and any(word in asked.words for word in _SPENT) else both


def _widest(concept: str, asked: ByConcept, report: Report, library: Library) -> Told | None:
    of_all = _value(Measure(concept, "all"), asked, report, library)
    return of_all or _value(Measure(concept), asked, report, library)


def series(asked: ByConcept, publisher: str, library: Library) -> tuple[Series, ...]:
    """A body's amounts over years at the stage asked; else at the one that tells most years, and
    at the other too where that is only one year."""
    stages: tuple[Stage, ...] = (asked.stage,) if asked.stage else ("final", "budget")
    found = [_of_most_years(asked, publisher, stage, library) for stage in stages]
    found.sort(key=lambda one: -len(one.told))
    found = [_last_years(one, asked.back) for one in found if one.told]
    return tuple(found[:1] if found and len(found[0].told) >= _FEWEST else found)


def _of_most_years(asked: ByConcept, publisher: str, stage: Stage, library: Library) -> Series:
    measures = [one for concept in _concepts(asked, stage) for one in _measures(concept)]
    tried = [library.series(one, publisher, stage) for one in measures]
    return max(tried, key=lambda one: len(one.told))


def _last_years(found: Series, back: int) -> Series:
    return replace(found, told=found.told[-back:]) if back else found


def ranked(asked: ByConcept, library: Library) -> Ranked | None:
    """The ranking asked for; of fewer than two bodies where no year tells it of more, None where
    no report is held.

    Where no year or stage is named: those of which reports of most bodies are held, the newest
    where alike. Units are ranked where they are asked for, or no two departments tell it.
    """
    levels: tuple[Level, ...] = (asked.level,) if asked.level else ("department", "unit")
    found = [one for level in levels for one in _rankings(asked, level, library)]
    enough = (one for one in found if len(one.standings) >= _FEWEST)
    chosen = next(enough, found[0] if found else None)
    return _ordered(chosen, asked, library) if chosen else None


def _rankings(asked: ByConcept, level: Level, library: Library) -> Iterator[Ranking]:
    """A ranking of each year and stage that come into question, the likeliest first."""
    for year, stage in list(_years_and_stages(asked, level, library))[:_TRIED]:
        measures = [one for concept in _concepts(asked, stage) for one in _measures(concept)]
        if asked.total and not asked.measure.fund:
            # What a part of the money comes to has no place among totals.
            measures = [replace(one, fund="all") for one in measures]
        tried = [
            library.ranking(one, when, at, level=level)
            for one in measures
            for when, at in _as_dated(one, year, stage)
        ]
        yield _among(_of_most(tried, asked), asked.publishers, library)


def _of_most(tried: list[Ranking], asked: ByConcept) -> Ranking:
    """That of most bodies where either total will do, so that none of the largest is left out.

    Else the first, unless another has more than twice as many: 培训费 is a named measure in some
    reports, and in most a line of basic expenditure.
    """
    most = max(tried, key=lambda one: len(one.standings))
    enough = not asked.total and len(most.standings) <= _TWICE * len(tried[0].standings)
    return tried[0] if enough else most


def _years_and_stages(
    asked: ByConcept, level: Level, library: Library
) -> Iterator[tuple[int, Stage]]:
    """Years and stages of which reports are held, by how many bodies, then the newest first."""
    held = {
        (report.fiscal_year, report.kind, report.publisher)
        for report in library.reports()
        if report.level == level
        and (not asked.publishers or report.publisher in asked.publishers)
        and (not asked.year or report.fiscal_year == asked.year)
        and asked.stage in ("", _STAGES[report.kind])
    }
    bodies = Counter((year, kind) for year, kind, _ in held)
    for year, kind in sorted(bodies, key=lambda one: (-bodies[one], -one[0], one[1])):
        yield year, _STAGES[kind]


def _as_dated(measure: Measure, year: int, stage: Stage) -> tuple[tuple[int, Stage], ...]:
    """The year and stage; for a count, such as staff, also the end of the year before, of which
    the report of the year tells."""
    if concepts()[measure.concept].unit != "count" or stage not in LAST_OF:
        return ((year, stage),)
    return (year, stage), (year - 1, LAST_OF[stage])


def _concepts(asked: ByConcept, stage: Stage) -> tuple[Measure, ...]:
    """The measure, or for all income or expenditure what tells it, the likeliest first."""
    if not asked.total:
        line = concept_named(concepts()[asked.measure.concept].name, "economic")
        same = (replace(asked.measure, concept=line.id),) if line else ()
        return (asked.measure, *same) if not asked.measure.nature else (asked.measure,)
    return tuple(replace(asked.measure, concept=concept) for concept in _order_of(asked, stage))


def _measures(measure: Measure) -> tuple[Measure, ...]:
    """The measure under the natures by which it may be told: a line of the economic classification
    stands in the form of basic expenditure, as a part of it."""
    concept = concepts()[measure.concept]
    if concept.scheme != "economic" or measure.nature:
        return (measure,)
    below: Nature = _LINES_BELOW.get(concept.code[:3], "basic")  # type: ignore[assignment]
    return tuple(replace(measure, nature=nature) for nature in dict.fromkeys(("", "basic", below)))


def _among(found: Ranking, publishers: tuple[str, ...], library: Library) -> Ranking:
    """The ranking of some bodies alone."""
    if not publishers:
        return found
    kept = set(publishers)
    reported = year_of_report(found.stage, found.year)
    beside = {
        report.publisher
        for report in library.reports()
        if report.publisher in kept and report.level != found.level
        if (report.fiscal_year, report.kind) == (reported, found.kind)
    }
    return replace(
        found,
        other_level=len(beside),
        standings=tuple(one for one in found.standings if one.report.publisher in kept),
        missing=tuple(one for one in found.missing if one.report.publisher in kept),
    )


def _ordered(found: Ranking, asked: ByConcept, library: Library) -> Ranked:
    rows = list(found.standings[::-1] if asked.order.lowest else found.standings)
    placed: list[Standing] = []
    for at, row in enumerate(rows, start=1):
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


def said_of_fund(fund: str) -> str:
    """A fund in words, "" where it is all of it or untold."""
    named = (
        w for w, told in dimension_words().items() if (told.kind, told.value) == ("fund", fund)
    )
    return "" if fund in ("", "all") else next(named, "")
