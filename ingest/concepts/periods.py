"""Where an amount stands in the cycle of a budget, and of which year it is."""

from __future__ import annotations

from collections.abc import Collection

from ingest.concepts.assignment import Said
from ingest.nouns import Origin, Report, Stage

_OWN: dict[str, Stage] = {"budget": "budget", "final_accounts": "final"}
_LAST: dict[Stage, Stage] = {
    "budget": "last_budget",
    "final": "last_final",
    "execution": "last_execution",
}
Told = tuple[Collection[str], str, Origin]
"""What one place says: the kinds of its words, its basis, and which place it is."""


def stage_of(
    places: Collection[Told], report: Report, year: int, *, rate: bool, money: bool
) -> Said:
    """The stage that the nearest of ``places`` tells (they come nearest first).

    ``rate``: the amount is in percent; ``money`` amounts are of the report's own stage where
    nothing tells, counts of none.
    """
    for kinds, _, origin in places:
        if rate or "rate" in kinds:
            return Said("rate", origin if "rate" in kinds else "unit")
    for kind in ("change", "cumulated"):
        for kinds, _, origin in places:
            if kind in kinds:
                return Said(kind, origin)
    for _, basis, origin in places:
        if basis:
            return Said(_of_year(basis, year, report), origin)  # type: ignore[arg-type]
    if not money:
        return Said()
    return Said(_of_year(_OWN[report.kind], year, report), "report")


def _of_year(stage: Stage, year: int, report: Report) -> Stage:
    return _LAST[stage] if year < report.fiscal_year else stage
