"""What a report does not tell itself, added up of what makes it up."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from assistant.linking.scope import Scope
from assistant.query import Measure, Query, Reckon
from assistant.reading.years import Years
from assistant.solving.arithmetic import Worked
from assistant.solving.reckon import reckoned, summed
from assistant.solving.resolve import Solver
from tests.assistant.asking import holding
from tests.assistant.conftest import ReportBuilder
from tests.assistant.solving.letters import Letters

_PARTS = {
    "abroad": "因公出国（境）费",
    "official_vehicles": "公务用车购置及运行费",
    "reception": "公务接待费",
}


@pytest.mark.parametrize(
    ("told", "value"),
    [
        (("abroad", "official_vehicles", "reception"), "60.00"),
        # Of a part that is not told nobody knows how much it is.
        (("abroad", "reception"), None),
        # Where the whole is told it is not added up.
        (("abroad", "official_vehicles", "reception", "three_public"), None),
    ],
)
def test_a_whole_by_its_parts(tmp_path: Path, told: tuple[str, ...], value: str | None) -> None:
    found, shared = _asked(tmp_path, told)
    assert (found.value if found else None) == (Decimal(value) if value else None)
    if value:
        assert isinstance(shared, Worked)
        assert shared.value == Decimal("33.33")


def _asked(folder: Path, told: tuple[str, ...]) -> tuple[Worked | None, object]:
    names = {**_PARTS, "three_public": "三公经费"}
    made = ReportBuilder("甲市财政局", 2026, "budget")
    for name in told:
        made.told(names[name], "20.00", "万元", f"{names[name]}20.00万元")
    read = made.reading()
    figures = tuple(
        replace(figure, concept=name, stage="budget")
        for figure, name in zip(read.prose_figures, told, strict=True)
    )
    with holding(folder, replace(read, prose_figures=figures)) as library:
        (report,) = library.reports()
        solver = Solver(Query(()), Scope(((report,),), True, Years(), ""), library, Letters())
        whole = Measure("三公经费")
        share = Reckon("share", (Measure("公务接待费"), whole))
        return summed(whole, report, solver, 0.6), reckoned(share, report, solver, 0.6)


def test_a_thing_is_not_left_out_of_a_sum_as_the_whole_of_itself(tmp_path: Path) -> None:
    told = {
        "abroad": ("因公出国（境）费", "70.00"),
        "vehicle_operation": ("公务用车运行维护费", "411.20"),
        "reception": ("公务接待费", "28.00"),
    }
    made = ReportBuilder("甲市财政局", 2026, "budget")
    for name, amount in told.values():
        made.told(name, amount, "万元", f"{name}{amount}万元")
    read = made.reading()
    figures = tuple(
        replace(figure, concept=concept, stage="budget")
        for figure, concept in zip(read.prose_figures, told, strict=True)
    )
    with holding(tmp_path, replace(read, prose_figures=figures)) as library:
        (report,) = library.reports()
        solver = Solver(Query(()), Scope(((report,),), True, Years(), ""), library, Letters())
        # 公车 is said of the operation of vehicles, whose whole is called so as well.
        named = (Measure("因公出国（境）费"), Measure("公车"), Measure("公务接待费"))
        worked = reckoned(Reckon("sum", named), report, solver, 0.0)
    assert not isinstance(worked, Worked) or worked.value == Decimal("509.20")
