"""What an amount was the year before, worked back from its change."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from assistant.linking.scope import Scope
from assistant.query import Measure, Query
from assistant.reading.years import Years
from assistant.solving.changes import former
from assistant.solving.resolve import Solver
from tests.assistant.asking import holding
from tests.assistant.conftest import ReportBuilder
from tests.assistant.solving.letters import Letters


@pytest.mark.parametrize(
    ("now", "heads", "moved", "before"),
    [
        ("12.00", "比上年减少", "3.00", "15.00"),
        ("12.00", "比上年增加", "3.00", "9.00"),
        # No more decimals than both have.
        ("44.796055", "比上年减少", "6.65", "51.45"),
        ("263.09", "比上年增加", "3.3", "259.79"),
        # A change that goes no known way, or by more than there is, leads nowhere.
        ("12.00", "比上年变动", "3.00", None),
        ("12.00", "比上年增加", "30.00", None),
    ],
)
def test_the_amount_before_a_change(
    tmp_path: Path, now: str, heads: str, moved: str, before: str | None
) -> None:
    sentence = f"会议费{now}万元，{heads}{moved}万元"
    made = ReportBuilder("甲市财政局", 2026, "budget")
    made.told("会议费", now, "万元", sentence)
    made.told("会议费", moved, "万元", sentence, heads=(heads,))
    read = made.reading()
    present, change = read.prose_figures
    told = (
        replace(present, concept="meetings", stage="budget"),
        replace(change, concept="meetings", stage="change"),
    )
    with holding(tmp_path, replace(read, prose_figures=told)) as library:
        (report,) = library.reports()
        solver = Solver(Query(()), Scope(((report,),), True, Years(), ""), library, Letters())
        found = former(solver.resolved(Measure("会议费"), report), report, solver)
    assert (found.value if found else None) == (Decimal(before) if before else None)
