"""What can be asked across reports, by concept, and the shape of the answers.

All of them are of one year and stage; a department's figures and those of a unit of it are never
mixed. What is missing is named with its reason. What is counted as of a day (staff, vehicles) has
no stage, and may be of the end of the year before: ``fact.year`` says so.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from ingest.concepts.cells import NATURE_CONCEPTS
from ingest.concepts.concept import concepts
from ingest.facts import Fact
from ingest.nouns import Figure, Fund, Kind, Level, Nature, Report, Stage

MissingReason = Literal["none", "blank", "differing", "other_stage", "older_reader"]
"""Why a report gives no amount: it prints none; it prints the cell blank; it prints several that
differ, in places equally good; it prints it at another stage only (planned, not accounted for); it
was read before figures knew what they measure (``ingest add`` reads it again)."""

MeasurePart = Literal["concept", "fund", "nature"]
"""What a measure is made of."""

WIDEST: tuple[Fund, ...] = ("all", "fiscal_grant", "general_public", "")
"""The funds that stand for a measure of which no fund was named, the widest first."""

LAST_OF: dict[Stage, Stage] = {
    "budget": "last_budget",
    "final": "last_final",
    "execution": "last_execution",
}
"""Under what the report of the year after prints the same amount again."""

_BEFORE: dict[Stage, Stage] = {later: stage for stage, later in LAST_OF.items()}


_NATURES: dict[str, Nature] = {concept: nature for nature, concept in NATURE_CONCEPTS.items()}


def parts_of(concept: str) -> tuple[str, ...]:
    """The concepts that a concept is made of: what adds up to it, else what is declared below."""
    known = concepts()
    if concept in known and known[concept].sums:
        return known[concept].sums
    return tuple(part.id for part in known.values() if part.parent == concept)


def kind_of(stage: Stage) -> Kind:
    """In which kind of report a stage is told first: budgets plan, final accounts account for."""
    return "budget" if stage in ("", "budget", "target", "last_budget") else "final_accounts"


def year_of_report(stage: Stage, year: int) -> int:
    """The fiscal year of the reports that tell an amount of ``year`` at a stage."""
    return year + 1 if stage in _BEFORE else year


@dataclass(frozen=True, slots=True)
class Measure:
    """What is measured: a concept, of which money, of which nature of spending.

    ``fund`` "" stands for the widest that is printed (``WIDEST``); ``nature`` "" for all of it,
    which for the total of a nature (基本支出) is that nature.
    """

    concept: str
    fund: Fund = ""
    nature: Nature = ""

    @property
    def nature_meant(self) -> Nature:
        """The nature under which the figures of this measure stand."""
        return self.nature or _NATURES.get(self.concept, "")


@dataclass(frozen=True, slots=True)
class Told:
    """An amount with what is needed to cite it: its report, and the figure of the ``fact``."""

    report: Report
    fact: Fact
    figure: Figure


@dataclass(frozen=True, slots=True)
class Missing:
    """A report that gives no amount, and why. ``fact`` is what it prints instead, if anything."""

    report: Report
    reason: MissingReason
    fact: Fact | None = None


@dataclass(frozen=True, slots=True)
class Standing:
    """A row of a ranking: ``place`` counts from 1, equal amounts share one.

    ``fact.figure_id`` names the figure to cite. ``editions`` reports of one publisher stand behind
    it; ``editions_differ`` where they do not all print this amount.
    """

    place: int
    report: Report
    fact: Fact
    editions: int = 1
    editions_differ: bool = False


@dataclass(frozen=True, slots=True)
class Ranking:
    """All publishers of one year, kind of report and level by one measure, the highest first.

    ``fund`` is that of nearly all rows; each row's fact says its own. ``missing`` names every other
    publisher (by one of its reports). ``other_level`` counts the publishers of that year and kind
    on the other level, which are not ranked with these.
    """

    measure: Measure
    year: int
    stage: Stage
    kind: Kind
    level: Level
    fund: Fund
    standings: tuple[Standing, ...]
    missing: tuple[Missing, ...]
    other_level: int


@dataclass(frozen=True, slots=True)
class Comparison:
    """The amounts of several bodies in the order asked; of those without, why. Bodies of which
    there is no report of that year and kind are left out."""

    measure: Measure
    year: int
    stage: Stage
    fund: Fund
    told: tuple[Told, ...]
    missing: tuple[Missing, ...]


@dataclass(frozen=True, slots=True)
class Series:
    """One publisher's amounts year by year, the earliest first; of held years without one, why.

    A year is told by its own report; where that is not held or prints none, by the report of the
    year after (``fact.stage`` is then ``last_…``).
    """

    measure: Measure
    stage: Stage
    level: Level
    told: tuple[Told, ...]
    missing: tuple[Missing, ...]
