"""One measure over all bodies held, ranked and told."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from assistant.composing.page import Page
from assistant.composing.ranking_told import tell_no_ranking, tell_ranking
from assistant.linking.scope import Scope
from assistant.query import Measure, Order, OverBodies, Query
from assistant.reading.years import Years
from assistant.solving.over_bodies import ranked_over
from assistant.solving.resolve import Solver
from ingest.library import Library
from ingest.nouns import Level, Reading
from tests.assistant.asking import holding
from tests.assistant.conftest import ReportBuilder
from tests.assistant.solving.letters import Letters


def _report(publisher: str, amount: str, level: Level = "department") -> Reading:
    made = ReportBuilder(publisher, 2026, "budget")
    made.report = replace(made.report, level=level)
    cells = [("", "“三公”经费合计", ("预算数",), amount)]
    made.table("three_public", "“三公”经费支出表", 4, cells)
    read = made.reading()
    (figure,) = read.tables[0].figures
    told = replace(figure, concept="three_public", fund="fiscal_grant", stage="budget")
    return replace(read, tables=(replace(read.tables[0], figures=(told,)),))


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    readings = (
        _report("临江市审计局", "3.00"),
        _report("临江市水务局", "9.00"),
        _report("临江市教育局", ""),
        _report("云溪市水务局", "20.00"),
        _report("临江市水文站", "99.00", "unit"),
    )
    with holding(tmp_path, *readings) as held:
        yield held


def _told(library: Library, order: Order, *publishers: str) -> list[str]:
    reports = tuple(r for r in library.reports() if not publishers or r.publisher in publishers)
    scope = Scope((reports,), bool(publishers), Years(), "")
    asked = OverBodies(Measure("三公经费"), order)
    found = ranked_over(asked, Solver(Query((asked,)), scope, library, Letters()))
    assert found is not None
    page = Page(library, "万元", english=False)
    if found.enough:
        tell_ranking(page, order, found)
    else:
        tell_no_ranking(page, found)
    return page.lines


def test_who_has_most_and_who_is_not_ranked(library: Library) -> None:
    lines = _told(library, Order(1))
    assert lines[0] == "最高的是云溪市水务局。"
    assert lines[1].startswith("2026年部门预算 · 三公经费")
    assert [line[:8] for line in lines[2:5]] == ["1. 云溪市水务", "2. 临江市水务", "3. 临江市审计"]
    assert "未参加排名（这一栏空白）：临江市教育局，共1个部门。" in lines
    assert "单位一级的报告另有1个，不与部门混排。" in lines


@pytest.mark.parametrize(
    ("order", "first"),
    [
        (Order(1, 1, lowest=True), "最低的是临江市审计局。"),
        (Order(1, 2), "2. 临江市水务局：9.00万元[1]"),
    ],
)
def test_the_lowest_and_a_place(library: Library, order: Order, first: str) -> None:
    assert first in _told(library, order)


def test_one_body_is_no_ranking(library: Library) -> None:
    lines = _told(library, Order(1), "临江市审计局")
    assert "不足两个，无法排名" in lines[0]
