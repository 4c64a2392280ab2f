"""Titles, units and bodies above a table or ruled into it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest
from drawing import Item, Line, Sheet, draw, tables_in

from ingest.pages.pdf import read_pages
from ingest.tables.caption import body_in, is_title, unit_in
from ingest.tables.joining import pages_to_drafts

ROWS = [["项目", "预算数", "决算数"], ["教育支出", "12.30", "11.00"], ["国防支出", "1.00", "1.00"]]


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("单位：万元", "万元"),
        ("金额单位：元", "元"),
        ("单位:人民币万元", "万元"),
        ("（万元）", "万元"),
        ("编制单位：云溪市财政局　　单位：亿元", "亿元"),
        ("编制单位：云溪市财政局", ""),
        ("教育支出12.30万元", ""),
    ],
)
def test_unit(text: str, unit: str) -> None:
    assert unit_in(text) == unit


@pytest.mark.parametrize(
    ("text", "body"),
    [
        ("编制单位：云溪市财政局  单位：万元", "云溪市财政局"),
        ("部门：云溪市教育局 2024年度 金额单位：万元", "云溪市教育局"),
        ("单位：万元", ""),
        ("预算部门名称：云溪市水务局", "云溪市水务局"),
    ],
)
def test_body(text: str, body: str) -> None:
    assert body_in(text) == body


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("收入支出决算总表", True),
        ("2026年部门收支总体情况表（续表）", True),
        ("一般公共预算基本支出表（按经济分类）", True),
        ("公开01表", False),
        ("预算01-2表", False),
        ("支出决算表.........5", False),
        ("注：本表反映支出情况。见附表", False),
        ("一、一般公共服务支出", False),
    ],
)
def test_title(text: str, expected: bool) -> None:
    assert is_title(text) is expected


def test_a_title_wrapped_over_two_lines(tmp_path: Path) -> None:
    page: list[Item] = [
        Line("云溪市文化广电旅游局2024年度一般公共预算财政拨款", 15, gap=3),
        Line("基本支出决算明细表", 15),
        Line("单位：万元", 9, x=470),
        Sheet(ROWS),
    ]
    (table,) = tables_in(draw(tmp_path / "t.pdf", page))
    assert table.title == "云溪市文化广电旅游局2024年度一般公共预算财政拨款基本支出决算明细表"
    assert table.form == "general_public_basic_expenditure"


def test_form_number_body_and_unit_between_title_and_table(tmp_path: Path) -> None:
    page: list[Item] = [
        Line("收入支出决算总表", 15),
        Line("公开01表", 9, x=470),
        Line("部门：云溪市水务局", 9, x=60),
        Line("金额单位：万元", 9, x=460),
        Sheet(ROWS),
    ]
    (draft,) = pages_to_drafts(read_pages(draw(tmp_path / "t.pdf", page)))
    assert (draft.title, draft.unit, draft.body) == ("收入支出决算总表", "万元", "云溪市水务局")


@pytest.mark.parametrize(
    "banner",
    [
        [["支出预算表", "", ""], ["", "", "单位：万元"]],
        [["预算03表", "", ""], ["支出预算表", "", ""], ["单位：云溪市水务局", "", "单位：万元"]],
        [["支出预算表\n单位：万元", "", ""]],
    ],
)
def test_title_and_unit_ruled_into_the_grid(banner: Sequence[list[str]], tmp_path: Path) -> None:
    spans = [(0, n, 2, n) for n, row in enumerate(banner) if not row[2]]
    sheet = Sheet([*banner, *ROWS], header=len(banner) + 1, spans=spans, row_height=30)
    (table,) = tables_in(draw(tmp_path / "t.pdf", [sheet]))
    assert (table.title, table.unit, len(table.figures)) == ("支出预算表", "万元", 4)
    assert {figure.column_path for figure in table.figures} == {("预算数",), ("决算数",)}


def test_the_title_at_the_foot_of_the_page_before(tmp_path: Path) -> None:
    first: list[Item] = [Line("这里是正文。", x=60), 640.0, Line("支出预算表", 15)]
    second: list[Item] = [Line("单位：万元", 9, x=470), Sheet(ROWS)]
    (table,) = tables_in(draw(tmp_path / "t.pdf", first, second))
    assert (table.title, table.unit) == ("支出预算表", "万元")
