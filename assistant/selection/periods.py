"""Which years, at which stages, publishers are compared in."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from assistant.composing.citations import KINDS
from assistant.selection.compared import Period, stage_of
from assistant.selection.figure_selection import Selection
from ingest.across import LAST_OF, kind_of
from ingest.bodies.names import level_key
from ingest.nouns import Kind, Report, Stage

_AT_ONCE = 4
"""Periods side by side below each other, where no one of them has all publishers chosen."""
_LATER: tuple[Stage, ...] = ("last_budget", "last_execution", "last_final")


def periods_of(
    reports: Sequence[Report], selection: Selection
) -> tuple[tuple[Period, ...], tuple[Period, ...]]:
    """The periods to compare in, and those held besides.

    Of the years chosen each one; a year without a report of its own is told by those of the year
    after. Where none is chosen the latest in which all publishers chosen have a report, else all;
    of all publishers the period that most of them have.
    """
    held = sorted(_held(reports), key=lambda each: (-each.year, each.stage == "budget"))
    if selection.years:
        shown = tuple(_of_years(held, selection))
        return shown, ()
    if not held:
        return (), ()
    if selection.publishers:
        wanted = len({level_key(each) for each in selection.publishers})
        whole = [each for each in held if each.publishers == wanted]
        shown = tuple(whole[:1] or held[:_AT_ONCE])
    else:
        shown = (max(held, key=lambda each: (each.publishers, each.year)),)
    return shown, tuple(each for each in held if each not in shown)


def _held(reports: Iterable[Report]) -> Iterable[Period]:
    found: dict[tuple[int, Kind], set[str]] = {}
    for report in reports:
        key = (report.fiscal_year, report.kind)
        found.setdefault(key, set()).add(level_key(report.publisher))
    return (Period(year, stage_of(kind), len(keys)) for (year, kind), keys in found.items())


def _of_years(held: Sequence[Period], selection: Selection) -> Iterable[Period]:
    for year in sorted(selection.years, reverse=True):
        own = [each for each in held if each.year == year]
        yield from own
        if own:
            continue
        for stage in _LATER:
            after = kind_of(stage) if stage != "last_execution" else "budget"
            for each in held:
                if each.year == year + 1 and each.stage == stage_of(after):
                    yield Period(year, stage, each.publishers)


def stages_of(selection: Selection) -> tuple[Stage, ...]:
    """The stages that the kinds chosen tell: a budget also what was executed the year before."""
    kinds = selection.kinds or tuple(KINDS)
    stages: list[Stage] = []
    if "budget" in kinds:
        stages += ["budget", "execution"]
    if "final_accounts" in kinds:
        stages.append("final")
    return tuple(stages)


def with_last(stage: Stage) -> tuple[Stage, ...]:
    """A stage, and the one at which the report of the year after tells the same again."""
    return (stage, LAST_OF[stage]) if stage in LAST_OF else (stage,)
