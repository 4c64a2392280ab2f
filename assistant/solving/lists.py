"""Lists: lines of a set in order or within bounds, and what an amount is made of."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from assistant.query import Bounds, Measure, Parts, Rank
from assistant.solving.amounts import Chosen
from assistant.solving.arithmetic import in_unit_of
from assistant.solving.chances import LEAD, odds
from assistant.solving.coverage import holds_words
from assistant.solving.making_up import FEWEST, parts_told
from assistant.solving.resolve import Solver, Unsolved
from assistant.solving.sets import Pool, set_of
from ingest.concepts.concept import name_key
from ingest.language.amounts import in_unit, is_money
from ingest.nouns import Figure, Report

_SHOWN = 10
_MOST = 20
_SURE = 0.9
_NAMED = 0.2
"""How likely at least a line must be meant by words of one's own."""


@dataclass(frozen=True, slots=True)
class Listed:
    """Lines of one report in order; ``whole`` is what they are parts of, ``counted`` that their
    number is asked, ``others`` those that are not shown; ``all_told`` what the lines of the set
    come to."""

    report: Report
    figures: tuple[Figure, ...]
    whole: Chosen | None
    chance: float
    title: str = ""
    counted: bool = False
    others: tuple[Figure, ...] = ()
    all_told: Figure | None = None


def parts(asked: Parts, report: Report, solver: Solver) -> Listed | Unsolved:
    """What an amount is made of: the concept's own parts, else the lines below it."""
    whole = solver.resolved(asked.measure, report)
    if whole.best is None:
        return Unsolved(whole)
    # An edition tells it; its lines are those of the same edition.
    figures = parts_told(whole.best, solver)
    if len(figures) < FEWEST:
        return Unsolved(whole)
    return Listed(whole.best.report, tuple(figures), whole.best, whole.chance)


def ranked(asked: Rank, report: Report, solver: Solver) -> Listed | None:
    """Lines of a set in order, or those within bounds; None where there is no such set, or where
    what is to be left out of it, or within which bounds, is not known."""
    bounds = asked.bounds
    if bounds is None:
        return None
    pool = set_of(asked, report, solver)
    told = [figure for figure in pool.figures if figure.value is not None]
    if asked.among != "units":
        told = _without(asked.excluded, told, report, solver)
    if not told:
        return None
    order = sorted(
        told, key=lambda figure: in_unit_of(figure, "元"), reverse=not asked.order.lowest
    )
    within = [figure for figure in order if _within(figure, bounds)]
    first = asked.order.first - 1
    bounded = bounds != Bounds()
    most = asked.order.count or (_MOST if bounded else _SHOWN)
    shown = within[first : first + most]
    if not shown or (pool.untold and not _cannot_be_others(shown, asked, pool)):
        return None
    every = asked.counted or not asked.order.count
    others = within[first + most :] if every else []
    return _listed(pool, shown, report, others, counted=asked.counted)


def _cannot_be_others(shown: Sequence[Figure], asked: Rank, pool: Pool) -> bool:
    """Whether no line that is not told can be one of those asked for: all of them together come to
    less than the least shown, or do not reach the bound."""
    bounds = asked.bounds or Bounds()
    if asked.order.lowest or bounds.below is not None or not is_money(bounds.unit or "元"):
        return False
    least = min(in_unit_of(one, "元") for one in shown)
    if bounds.above is not None:
        least = in_unit(bounds.above, bounds.unit or "万元", "元")
    return pool.untold < least


def _listed(
    pool: Pool,
    shown: Sequence[Figure],
    report: Report,
    others: Sequence[Figure],
    *,
    counted: bool,
) -> Listed:
    return Listed(
        pool.report or report,
        tuple(shown),
        None,
        min(_SURE, pool.chance),
        pool.title,
        counted,
        tuple(others),
        pool.whole,
    )


def _without(
    excluded: Sequence[str], figures: Sequence[Figure], report: Report, solver: Solver
) -> list[Figure]:
    """The lines without those named; none at all where a name is of none of them."""
    kept = list(figures)
    for words in excluded:
        key = name_key(words)
        rest = [f for f in kept if key not in name_key("".join(f.row_path)) and f.row_code != key]
        if len(rest) == len(kept):
            left_out = _meant(words, kept, report, solver)
            rest = [one for one in kept if one is not left_out]
        if len(rest) == len(kept):
            return []
        kept = rest
    return kept


def _meant(words: str, lines: Sequence[Figure], report: Report, solver: Solver) -> Figure | None:
    """The one line that words of one's own mean, by their letters (文化产业专项) or by what they
    mean (社保就业), None where that is in doubt."""
    alike = [line for line in lines if holds_words(words, line)]
    if len(alike) == 1:
        return alike[0]
    chances: dict[str, float] = {}
    for one, chance in solver.resolved(Measure(words, words), report).options:
        told = {figure.id for figure in (one.figure, *(one.thing.figures if one.thing else ()))}
        for line in lines:
            if line.id in told or (line.concept and line.concept == one.figure.concept):
                chances.setdefault(line.id, chance)
    order = sorted(chances, key=lambda key: -chances[key])
    if not order or chances[order[0]] < _NAMED:
        return None
    if len(order) > 1 and odds(chances[order[0]]) - odds(chances[order[1]]) < LEAD:
        return None
    return next(line for line in lines if line.id == order[0])


def _within(figure: Figure, bounds: Bounds) -> bool:
    unit = bounds.unit or ("万元" if is_money(figure.unit) else figure.unit)
    value = in_unit_of(figure, unit)
    if bounds.reached and value in (bounds.above, bounds.below):
        return True
    if bounds.above is not None and value <= bounds.above:
        return False
    return bounds.below is None or value < bounds.below
