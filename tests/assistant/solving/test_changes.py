"""What an amount was the year before, worked back from its change."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from assistant.linking.scope import Scope
from assistant.query import Measure, Query
from assistant.reading.years import Years
from assistant.solving.amounts import Chosen
from assistant.solving.changes import changed, former
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


@pytest.mark.parametrize(
    ("spending", "moves", "told"),
    [
        # What a whole is called in the sentence that tells its change does not count.
        ("100", {"expenditure": "20"}, "20"),
        ("100", {"expenditure": "20", "income_total": "20"}, "20"),
        # One of another amount is another; changes that differ leave it open.
        ("90", {"expenditure": "20"}, None),
        ("100", {"expenditure": "20", "income_total": "30"}, None),
    ],
)
def test_the_change_of_a_whole_is_told_by_any_name_for_it(
    tmp_path: Path, spending: str, moves: Mapping[str, str], told: str | None
) -> None:
    made = ReportBuilder("甲市财政局", 2026, "budget")
    made.told("支出总计", "100", "万元", "支出总计100万元")
    for concept, moved in moves.items():
        amount = spending if concept == "expenditure" else "100"
        sentence = f"{concept}{amount}万元，比上年增加{moved}万元"
        made.told(concept, amount, "万元", sentence)
        made.told(concept, moved, "万元", sentence, heads=("比上年增加",))
    read = made.reading()
    whole, *others = read.prose_figures
    figures = [replace(whole, concept="expenditure_total", stage="budget", fund="all")]
    for now, change in zip(others[::2], others[1::2], strict=True):
        named = replace(now, concept=now.row_label, stage="budget", fund="all")
        figures += [named, replace(change, concept=now.row_label, stage="change", fund="all")]
    with holding(tmp_path, replace(read, prose_figures=tuple(figures))) as library:
        (report,) = library.reports()
        solver = Solver(Query(()), Scope(((report,),), True, Years(), ""), library, Letters())
        found = changed(solver.resolved(Measure("预算", whole="both"), report), report, solver)
    assert (found.figure.value if isinstance(found, Chosen) else None) == (told and Decimal(told))
