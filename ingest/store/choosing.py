"""Which of the facts at hand answers a question: one stage, one fund for all where it can be."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from ingest.across import WIDEST, MissingReason
from ingest.facts import Fact
from ingest.nouns import Fund, Report, Stage

_NEARLY_ALL = 0.9
"""The share of those that tell a measure at all who must print a fund for it to be that of all."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A fact with its report. ``place`` orders where it was looked for, the nearest first;
    ``stage`` is that wanted there."""

    report: Report
    fact: Fact
    stage: Stage
    place: int = 0

    @property
    def told(self) -> bool:
        """Whether it tells an amount at that stage; where no stage is printed the report's own."""
        return self.at_stage and self.fact.amount is not None

    @property
    def at_stage(self) -> bool:
        return self.fact.stage in (self.stage, "")


def common_fund(telling: Mapping[Fund, int], all_telling: int) -> Fund:
    """The widest fund that nearly all print, else the one that most print; "" where nobody does.

    ``telling`` counts, for each of ``WIDEST``, those that print the measure of that fund.
    """
    for fund in WIDEST:
        if telling.get(fund, 0) >= _NEARLY_ALL * all_telling > 0:
            return fund
    return max(WIDEST, key=lambda fund: telling.get(fund, 0)) if all_telling else ""


def fund_of(several: Sequence[Sequence[Candidate]]) -> Fund:
    """The fund common to several bodies or years, each with the facts it has."""
    printed = [{c.fact.fund for c in those if c.told} & set(WIDEST) for those in several]
    counts = {fund: sum(fund in funds for funds in printed) for fund in WIDEST}
    return common_fund(counts, sum(map(bool, printed)))


def order_of_funds(first: Fund) -> tuple[Fund, ...]:
    """The fund of all, then the others from the widest on."""
    return (first, *(fund for fund in WIDEST if fund != first))


def best(candidates: Iterable[Candidate], funds: Sequence[Fund]) -> Candidate | None:
    """The candidate to answer with, or by which to say why there is no answer."""
    fitting = [c for c in candidates if c.fact.fund in funds]

    def standing(c: Candidate) -> tuple[int | bool, ...]:
        return (
            not c.at_stage,
            c.fact.amount is None,
            c.place,
            funds.index(c.fact.fund),
            -c.fact.year,
            c.fact.stage != c.stage,
            not c.fact.in_table,
            c.fact.contested,
        )

    return min(fitting, key=standing, default=None)


def reason_against(candidate: Candidate) -> MissingReason | None:
    """Why a candidate gives no amount; None where it gives one."""
    if not candidate.at_stage:
        return "other_stage"
    if candidate.fact.amount is None:
        return "blank"
    return "differing" if candidate.fact.contested else None
