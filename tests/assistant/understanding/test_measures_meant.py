from __future__ import annotations

from dataclasses import replace

import pytest

from assistant.plan import ByConcept
from assistant.understanding.measures_meant import asked_by_concept
from assistant.understanding.turn import read_turn
from ingest.across import Measure
from ingest.nouns import Report

OFFICE = Report("a", "澄浦市交通运输局", 2025, "budget", "department", "t", "a.pdf", "0" * 64, 9)
HELD = (
    OFFICE,
    replace(OFFICE, id="b", publisher="澄浦市水务局"),
    replace(OFFICE, id="c", publisher="澄浦市教育局"),
    replace(OFFICE, id="d", publisher="临江市审计局"),
)


def asked(text: str) -> ByConcept | None:
    return asked_by_concept(read_turn(text, HELD, {}))


@pytest.mark.parametrize(
    ("text", "kind", "measure"),
    [
        ("谁的三公经费最高", "ranking", Measure("three_public")),
        ("公务接待费排名", "ranking", Measure("reception")),
        ("项目支出最高的部门是哪个", "ranking", Measure("project_expenditure", "", "project")),
        ("各部门30201排名", "ranking", Measure("economic.30201")),
        ("各部门财政拨款收入排名", "ranking", Measure("income", "fiscal_grant")),
        ("澄浦市水务局历年三公经费", "series", Measure("three_public")),
        ("澄浦市水务局2025年预算是多少", "total", Measure("expenditure")),
        ("澄浦市水务局今年一共花多少钱", "total", Measure("expenditure")),
        ("澄浦市水务局2025年总共收入多少", "total", Measure("income")),
        ("澄浦市水务局养车花了多少", "value", Measure("vehicle_operation")),
        # 总计 and 合计 are said exactly: what is printed so answers first.
        ("澄浦市水务局支出总计是多少", "value", Measure("expenditure_total")),
    ],
)
def test_what_is_asked_by_concept(text: str, kind: str, measure: Measure) -> None:
    found = asked(text)
    assert found is not None
    assert (found.kind, found.measure) == (kind, measure)


@pytest.mark.parametrize(
    "text",
    [
        "澄浦市水务局三公经费为什么减少",
        "澄浦市水务局三公经费比上年增加多少",
        "澄浦市水务局教育支出多少",
        "哪个项目支出最高",
        "澄浦市水务局和澄浦市教育局谁的三公经费高",
        "澄浦市水务局人员花了多少钱",
        "澄浦市水务局工资多少",
    ],
)
def test_what_the_printed_words_have_to_answer(text: str) -> None:
    assert asked(text) is None


@pytest.mark.parametrize(
    ("text", "count", "first", "lowest"),
    [
        ("谁的三公经费最低", 1, 1, True),
        ("三公经费排名前二十的部门", 20, 1, False),
        ("各部门三公经费", 0, 1, False),
        ("第二高的三公经费是哪个部门", 1, 2, False),
    ],
)
def test_the_order_asked(text: str, count: int, first: int, lowest: bool) -> None:
    found = asked(text)
    assert found is not None
    order = found.order
    assert (order.count, order.first, order.lowest) == (count, first, lowest)


def test_a_place_narrows_a_ranking_to_its_bodies() -> None:
    found = asked("澄浦市哪个部门三公经费最高")
    assert found is not None
    assert set(found.publishers) == {"澄浦市交通运输局", "澄浦市水务局", "澄浦市教育局"}


def test_the_body_itself_is_not_the_whole_department() -> None:
    found = asked("澄浦市水务局本级2025年预算是多少")
    assert found is not None
    assert found.body == "澄浦市水务局本级"
