"""What makers of sheets draw from: reports by chance, and figures of one that go together."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from eval.asked.expecting import Sheet
from eval.asked.telling import Told, told
from ingest.language.amounts import is_money
from ingest.library import Library
from ingest.nouns import Figure, Report


@dataclass(frozen=True, slots=True)
class Draw:
    """A seeded draw from the reports of a library.

    Everything left to chance is taken from ``chance``, in an order that is part of what a seed
    gives. ``strangers`` are names of bodies of which no report is held. What was told of a report
    is kept, so that it is read once.
    """

    library: Library
    reports: Sequence[Report]
    chance: random.Random
    strangers: Sequence[str] = ()
    _told: dict[str, Told] = field(default_factory=dict)

    def any_report(self) -> Told:
        """What some report tells."""
        report = self.chance.choice(self.reports)
        if report.id not in self._told:
            self._told[report.id] = told(report, self.library)
        return self._told[report.id]

    def siblings(self, told: Told, count: int) -> list[Figure]:
        """So many figures that one would ask about together; none where there are too few.

        They are lines of one level, table and column, or money of the report's own year.
        """
        if self.chance.random() < 0.5 and len(told.lines) >= count:
            first = self.chance.choice(told.lines)
            pool = _beside(first, told)
            others = self.chance.sample(pool, count - 1) if len(pool) >= count - 1 else None
            return [] if others is None else [first, *others]
        own = [f for f in told.own_named() if f.value and is_money(f.unit)]
        return self.chance.sample(own, count) if len(own) >= count else []


Maker = Callable[[Draw], Sheet | None]
"""Makes a sheet of one kind, None where the report that was drawn has nothing for it."""


def _beside(first: Figure, told: Told) -> list[Figure]:
    by_label = {
        figure.row_label: figure
        for figure in told.lines
        if figure.table_id == first.table_id
        and len(figure.row_code) == len(first.row_code)
        and figure.row_label != first.row_label
        and figure.column_path == first.column_path
    }
    return list(by_label.values())
