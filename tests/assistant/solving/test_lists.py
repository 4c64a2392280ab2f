"""Lines of a whole in order, and what is reckoned on them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from assistant.composing.page import Page
from assistant.composing.told import tell_shares, tell_sum
from assistant.linking.scope import Scope
from assistant.query import Among, Bounds, Measure, Order, Query, Rank
from assistant.reading.years import Years
from assistant.solving.lists import Listed, ranked
from assistant.solving.resolve import Solver
from ingest.library import Library
from ingest.nouns import Reading
from tests.assistant.asking import holding
from tests.assistant.conftest import ReportBuilder
from tests.assistant.solving.letters import Letters

_CONCEPTS = {
    "基本支出合计": ("basic_expenditure", "basic"),
    "项目支出合计": ("project_expenditure", "project"),
    "支出总计": ("expenditure_total", ""),
}
_BASIC = [
    ("", "基本支出合计", "60.00"),
    ("301", "工资福利支出", "40.00"),
    ("30101", "基本工资", "25.00"),
    ("30102", "津贴补贴", "15.00"),
    ("302", "商品和服务支出", "20.00"),
    ("30201", "办公费", "18.00"),
    ("30202", "印刷费", "2.00"),
    ("30203", "咨询费", "0.00"),
]
_ALL = [
    ("", "支出总计", "100.00"),
    ("201", "一般公共服务支出", "70.00"),
    ("20101", "人大事务", "70.00"),
    ("208", "社会保障和就业支出", "30.00"),
]
_PROJECTS = [("", "项目支出合计", "40.00"), ("", "食堂改造", "30.00"), ("", "网络维护", "10.00")]


def _reading() -> Reading:
    made = ReportBuilder("云溪市档案局", 2026, "budget")
    for form, title, rows in (
        ("general_public_basic_expenditure", "一般公共预算基本支出表", _BASIC),
        ("expenditure", "支出总表", _ALL),
        ("project_expenditure", "项目支出表", _PROJECTS),
    ):
        made.table(form, title, 4, [(code, name, ("金额",), value) for code, name, value in rows])
    return _meant(made.reading())


def _meant(read: Reading) -> Reading:
    """With what each figure is, by its code or its label."""
    tables = []
    for table in read.tables:
        figures = []
        for one in table.figures:
            code = one.row_code
            scheme = "economic" if code.startswith("3") else "functional"
            named = (f"{scheme}.{code}", "") if code else ("project_amount", "project")
            concept, nature = _CONCEPTS.get(one.row_label, named)
            told = {"concept": concept, "nature": nature, "fund": "all", "stage": "budget"}
            figures.append(replace(one, **told))  # type: ignore[arg-type]
        tables.append(replace(table, figures=tuple(figures)))
    return replace(read, tables=tuple(tables))


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    with holding(tmp_path, _reading()) as held:
        yield held


def _ranked(library: Library, rank: Rank) -> Listed | None:
    (report,) = library.reports()
    scope = Scope(((report,),), True, Years(), "")
    return ranked(rank, report, Solver(Query((rank,)), scope, library, Letters()))


def _rank(words: str, order: Order, among: Among = "lines", **more: object) -> Rank:
    return Rank(among, Measure(words) if words else None, order, **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("rank", "names"),
    [
        (_rank("基本支出", Order(2)), ["基本工资", "办公费"]),
        (_rank("商品和服务支出", Order(1)), ["办公费"]),
        (_rank("商品和服务支出", Order(1, 1, lowest=True)), ["咨询费"]),
        (
            _rank("商品和服务支出", Order(1, 1, lowest=True), bounds=Bounds(above=0)),
            ["印刷费"],
        ),
        (_rank("支出总计", Order(1)), ["一般公共服务支出"]),
        (_rank("商品和服务支出", Order(), bounds=Bounds(Decimal(20000), None, "元")), ["办公费"]),
        (
            _rank("商品和服务支出", Order(), bounds=Bounds(Decimal(20000), None, "元", True)),
            ["办公费", "印刷费"],
        ),
        (_rank("商品和服务支出", Order(), bounds=None), None),
        (
            _rank("", Order(2), digits=3, scheme="function"),
            ["一般公共服务支出", "社会保障和就业支出"],
        ),
        (_rank("项目支出", Order(2)), ["食堂改造", "网络维护"]),
        (_rank("", Order(1), "projects"), ["食堂改造"]),
        (_rank("人大事务", Order(1)), None),
        (_rank("工资福利", Order(1)), ["基本工资"]),
        (_rank("商品服务", Order(1), excluded=("日常的办公费",)), ["印刷费"]),
        (_rank("商品服务", Order(1), excluded=("差旅费",)), None),
        (_rank("基本支出", Order(1), scheme="function"), None),
    ],
)
def test_lines_in_order(library: Library, rank: Rank, names: list[str] | None) -> None:
    listed = _ranked(library, rank)
    assert (listed and [one.row_label for one in listed.figures]) == names


_IN_TEXT = [("", "食堂改造", "30.00"), ("", "网络维护", "10.00")]


@pytest.mark.parametrize(
    ("spent", "order", "names"),
    [
        ("45.00", Order(1), ["食堂改造"]),
        ("45.00", Order(2), ["食堂改造", "网络维护"]),
        ("55.00", Order(2), None),
        ("75.00", Order(1), None),
        ("45.00", Order(1, 1, lowest=True), None),
        ("40.00", Order(1, 1, lowest=True), ["网络维护"]),
        ("35.00", Order(1), None),
    ],
)
def test_projects_that_are_not_told_may_be_larger(
    tmp_path: Path, spent: str, order: Order, names: list[str] | None
) -> None:
    """The winner is told only where all that is told of no project comes to less."""
    made = ReportBuilder("云溪市档案局", 2026, "budget")
    rows = [(code, name, ("金额",), value) for code, name, value in _IN_TEXT]
    made.table("performance", "绩效目标表", 5, rows)
    made.table("expenditure", "支出总表", 4, [("", "项目支出合计", ("金额",), spent)])
    with holding(tmp_path, _meant(made.reading())) as library:
        listed = _ranked(library, _rank("", order, "projects"))
    assert (listed and [one.row_label for one in listed.figures]) == names


def test_the_share_of_the_first_and_the_sum(library: Library) -> None:
    listed = _ranked(library, _rank("商品和服务支出", Order(2)))
    assert listed is not None
    assert listed.all_told is not None
    page = Page(library, "", english=False)
    tell_sum(page, listed)
    assert tell_shares(page, "first", listed, listed.all_told)
    assert page.lines[0] == "以上合计 20.00万元。"
    assert "90.00%" in page.lines[1]
    assert not tell_shares(page, "all", listed, listed.figures[-1])
