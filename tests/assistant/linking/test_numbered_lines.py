"""The lines of tables by the numbers printed beside them."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.linking.scope import Scope
from assistant.query import Measure, Query
from assistant.reading.turn import turn_of
from assistant.reading.years import Years
from assistant.solving.resolve import Resolved, Solver
from tests.assistant.asking import holding
from tests.assistant.conftest import Cells, ReportBuilder
from tests.assistant.solving.letters import Letters


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("收入支出决算总表第31行次是什么项目", {"第31行次": "31"}),
        ("收支总表行次38写的是什么科目", {"行次38": "38"}),
        ("行次为 7 的那一行和第9行各多少", {"行次为 7": "7", "第9行": "9"}),
        ("31行次是多少", {"31行次": "31"}),
        ("第3行业协会的经费", {}),
        ("2024年多少", {}),
    ],
)
def test_lines_named_by_their_numbers(text: str, lines: dict[str, str]) -> None:
    assert turn_of(text, [], {"value": 0.9}).lines == lines


_SUMMARY: Cells = [
    ("", "一、本年收入", ("收入", "决算数"), "90.00"),
    ("", "二、上年结转", ("收入", "决算数"), "10.00"),
    ("", "八、社会保障和就业支出", ("支出", "决算数"), "22.14"),
]
_GRANT: Cells = [
    ("", "一、本年收入", ("收入", "合计"), "90.00"),
    ("", "二、教育支出", ("支出", "合计"), "10.00"),
]


def test_a_line_is_that_of_the_table_named_or_of_the_one_that_has_it(tmp_path: Path) -> None:
    made = ReportBuilder("甲市财政局", 2024)
    made.table("income_expenditure_summary", "收入支出决算总表", 3, _SUMMARY)
    made.table("fiscal_grant_summary", "财政拨款收入支出决算总表", 5, _GRANT)
    with holding(tmp_path, made.reading()) as library:
        (report,) = library.reports()

        def line(number: str, *tables: str) -> Resolved:
            scope = Scope(((report,),), True, Years(), "")
            solver = Solver(Query((), tables=tables), scope, library, Letters())
            return solver.resolved(Measure("行次", line=number), report)

        assert _labels(line("3")) == ["八、社会保障和就业支出"]
        assert _labels(line("2", "财政拨款收入支出决算总表")) == ["二、教育支出"]
        # Two tables have other lines of that number, and both the same first one.
        assert len(_labels(line("2"))) == len(("上年结转", "教育支出"))
        assert _labels(line("1")) == ["一、本年收入"]
        assert _labels(line("9")) == []


def _labels(resolved: Resolved) -> list[str]:
    return [chosen.figure.row_label for chosen, _ in resolved.options]
