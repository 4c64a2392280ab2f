"""What several things named in one question mean in a report: each for itself, or all together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from assistant.deciding.decide import OFFERED_FROM, settled
from assistant.query import Measure
from assistant.reading.turn import Turn
from assistant.solving.measures_said import as_one
from assistant.solving.resolve import Resolved, Solver
from assistant.solving.together import apart, as_counted
from ingest.facts import agree
from ingest.nouns import Report

_PAIR = 2


def meant_beside(
    measures: Sequence[Measure], report: Report, solver: Solver, turn: Turn
) -> Sequence[Resolved]:
    """What measures mean in a report: each for itself, or all together. A whole that may be that
    of something unknown named before it (东郊宾馆自己的收入) means nothing."""
    meant = apart(as_counted([solver.resolved(measure, report) for measure in measures]))
    if together := _together(measures, meant, report, solver, turn):
        return [together]
    unknown = [one.measure.words for one in meant if one.chance < OFFERED_FROM]
    return [replace(one, options=()) if _is_of(unknown, one, turn) else one for one in meant]


def _is_of(unknown: Sequence[str], one: Resolved, turn: Turn) -> bool:
    words = one.measure.words
    return bool(one.measure.whole) and any(turn.leads_up(before, words) for before in unknown)


def _together(
    measures: Sequence[Measure],
    meant: Sequence[Resolved],
    report: Report,
    solver: Solver,
    turn: Turn,
) -> Resolved | None:
    """What several stretches name together, where some of them alone mean nothing for sure and no
    other amount is meant by another."""
    if len(measures) < _PAIR or all(map(settled, meant)):
        return None
    joined = as_one(turn, measures, measures[0].around)
    found = solver.resolved(joined, report) if joined else None
    if found is None or not settled(found):
        return None
    figure = found.options[0][0].figure
    sure = (one.options[0][0].figure for one in meant if settled(one))
    return found if all(agree(figure, other) for other in sure) else None
