"""Units inside a department's report: whose amount is asked, which of them has most."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from assistant.linking.reports import Source
from assistant.linking.scope import Scope, scope_of
from assistant.query import Measure, Order, Query, Rank
from assistant.reading.tags import Span
from assistant.reading.turn import Turn, turn_of
from assistant.reading.years import Years
from assistant.solving.lists import ranked
from assistant.solving.resolve import Solver
from ingest.library import Library
from ingest.nouns import Body, Reading
from tests.assistant.asking import holding
from tests.assistant.conftest import ReportBuilder
from tests.assistant.solving.letters import Letters

_DEPARTMENT = "云溪市卫生健康委员会"
_AMOUNTS = {
    f"{_DEPARTMENT}（本级）": "70.00",
    "云溪市第一医院": "300.00",
    "云溪市急救中心": "90.00",
    "云溪市血站": "40.00",
}


def _reading() -> Reading:
    made = ReportBuilder(_DEPARTMENT, 2026, "budget")
    cells = [("", name, ("合计",), amount) for name, amount in _AMOUNTS.items()]
    made.table("income", "收入总表", 4, [("", "合计", ("合计",), "500.00"), *cells])
    read = made.reading()
    table = read.tables[0]
    figures = tuple(
        replace(
            figure, concept="income_total", fund="all", stage="budget",
            body=figure.row_label if figure.row_label in _AMOUNTS else _DEPARTMENT,
        )
        for figure in table.figures
    )  # fmt: skip
    bodies = [
        Body(read.report.id, name, name, "unit", "own" if "本级" in name else "subordinate")
        for name in _AMOUNTS
    ]
    own = Body(read.report.id, _DEPARTMENT, _DEPARTMENT, "department", "publisher")
    tables = (replace(table, figures=figures),)
    return replace(read, tables=tables, bodies=(own, *bodies))


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    with holding(tmp_path, _reading()) as held:
        yield held


def _about(*bodies: str) -> Turn:
    text = "".join(bodies)
    at, spans = 0, []
    for words in bodies:
        spans.append(Span(at, at + len(words), "body"))
        at += len(words)
    return turn_of(text, spans, {"value": 0.9})


@pytest.mark.parametrize(
    ("bodies", "unit"),
    [
        ((_DEPARTMENT,), ""),
        (("云溪市急救中心",), "云溪市急救中心"),
        ((_DEPARTMENT, "云溪市急救中心"), "云溪市急救中心"),
    ],
)
def test_a_unit_is_meant_within_the_report_of_its_department(
    library: Library, bodies: tuple[str, ...], unit: str
) -> None:
    scope = scope_of(_about(*bodies), library, Letters())
    assert scope.units == (unit,)
    assert [report.publisher for report in scope.reports] == [_DEPARTMENT]


def test_a_units_own_amount_is_told(library: Library) -> None:
    scope = scope_of(_about("云溪市急救中心"), library, Letters())
    source = Source(scope.reports[0], scope.units[0])
    solver = Solver(Query(()), scope, library, Letters(), source.unit)
    best = solver.resolved(Measure("收入总计"), source.report).best
    assert best is not None
    assert best.figure.printed == "90.00"


@pytest.mark.parametrize(
    ("rank", "told"),
    [
        (Rank("units", Measure("收入总计"), Order(2)), ["300.00", "90.00"]),
        (Rank("units", None, Order(1, 1, lowest=True)), ["40.00"]),
        (Rank("units", None, Order(3), without_offices=True), ["300.00", "90.00", "40.00"]),
        (Rank("units", None, Order(1), excluded=("第一医院",)), ["90.00"]),
    ],
)
def test_units_in_order(library: Library, rank: Rank, told: list[str]) -> None:
    (report,) = library.reports()
    scope = Scope(((report,),), True, Years(), "")
    listed = ranked(rank, report, Solver(Query((rank,)), scope, library, Letters()))
    assert listed is not None
    assert [figure.printed for figure in listed.figures] == told
