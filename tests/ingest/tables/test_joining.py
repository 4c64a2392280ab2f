"""A table over several pages is one table, however its pages begin."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from drawing import Item, Line, Sheet, draw, figure_line, tables_in, told

Golden = Callable[[str, Any], None]

TITLE = Line("支出决算表", 16)
UNIT = Line("单位：万元", 9, x=470)
HEADER = ["科目编码", "科目名称", "本年支出合计", "基本支出", "项目支出"]
UPPER = [
    ["", "合计", "300.00", "180.00", "120.00"],
    ["201", "一般公共服务支出", "200.00", "120.00", "80.00"],
    ["20103", "政府办公厅（室）及相关机构事务", "200.00", "120.00", "80.00"],
]
LOWER = [
    ["2010301", "行政运行", "200.00", "120.00", "80.00"],
    ["208", "社会保障和就业支出", "100.00", "60.00", "40.00"],
]
WIDTHS = [70, 155, 90, 80, 80]


def first_page() -> list[Item]:
    return [TITLE, UNIT, Sheet([HEADER, *UPPER], WIDTHS)]


@pytest.mark.parametrize(
    ("name", "second"),
    [
        ("title_and_header", [TITLE, UNIT, Sheet([HEADER, *LOWER], WIDTHS)]),
        (
            "title_marked_as_continued",
            [Line("支出决算表（续）", 16), Sheet([HEADER, *LOWER], WIDTHS)],
        ),
        ("header", [Sheet([HEADER, *LOWER], WIDTHS)]),
        ("nothing", [Sheet(LOWER, WIDTHS, header=0)]),
    ],
)
def test_a_continuation_is_joined(
    name: str, second: list[Item], tmp_path: Path, golden: Golden
) -> None:
    tables = told(tables_in(draw(tmp_path / "t.pdf", first_page(), second)))
    golden("continuation", tables)


def test_another_title_begins_another_table(tmp_path: Path) -> None:
    second = [Line("收入决算表", 16), UNIT, Sheet([HEADER, *LOWER], WIDTHS)]
    tables = tables_in(draw(tmp_path / "t.pdf", first_page(), second))
    assert [(table.form, table.title) for table in tables] == [
        ("expenditure", "支出决算表"),
        ("income", "收入决算表"),
    ]


def test_a_narrative_page_between_ends_a_table(tmp_path: Path) -> None:
    prose = [Line("这一页只有文字，没有表。"), Line("所以下一页的表是另一张表。")]
    second = [Sheet(LOWER, WIDTHS, header=0)]
    tables = tables_in(draw(tmp_path / "t.pdf", first_page(), prose, second))
    assert [table.pages for table in tables] == [(1,), (3,)]


def test_a_left_over_row_with_a_merged_total(tmp_path: Path) -> None:
    rows = [["合计", "", "300.00", "180.00", "120.00"]]
    second = [Sheet(rows, WIDTHS, header=0, spans=[(0, 0, 1, 0)])]
    (table,) = tables_in(draw(tmp_path / "t.pdf", first_page(), second))
    assert [figure_line(f) for f in table.figures if f.locators[0].page == 2] == [
        "p2 合计 | 本年支出合计 = 300.00 万元",
        "p2 合计 | 基本支出 = 180.00 万元",
        "p2 合计 | 项目支出 = 120.00 万元",
    ]


def test_two_tables_on_one_page(tmp_path: Path) -> None:
    page = [*first_page(), Line("收入决算表", 16), UNIT, Sheet([HEADER, *LOWER], WIDTHS)]
    tables = tables_in(draw(tmp_path / "t.pdf", page))
    assert [(table.title, len(table.figures)) for table in tables] == [
        ("支出决算表", 9),
        ("收入决算表", 6),
    ]


def test_code_parts_go_on_over_a_page_end(tmp_path: Path) -> None:
    header = [["科目编码", "", "", "科目名称", "金额"], ["类", "款", "项", "", ""]]
    spans = [(0, 0, 2, 0), (3, 0, 3, 1), (4, 0, 4, 1)]
    upper = [["201", "", "", "一般公共服务支出", "5.00"], ["", "03", "", "政府办公厅", "5.00"]]
    lower = [["", "", "01", "行政运行", "3.00"], ["", "", "50", "事业运行", "2.00"]]
    widths = [40, 40, 40, 200, 100]
    path = draw(
        tmp_path / "t.pdf",
        [TITLE, UNIT, Sheet([*header, *upper], widths, header=2, spans=spans)],
        [Sheet(lower, widths, header=0)],
    )
    (table,) = tables_in(path)
    assert [figure_line(figure) for figure in table.figures] == [
        "p1 201 一般公共服务支出 | 金额 = 5.00 万元",
        "p1 20103 一般公共服务支出 › 政府办公厅 | 金额 = 5.00 万元",
        "p2 2010301 一般公共服务支出 › 政府办公厅 › 行政运行 | 金额 = 3.00 万元",
        "p2 2010350 一般公共服务支出 › 政府办公厅 › 事业运行 | 金额 = 2.00 万元",
    ]


def test_an_amount_and_a_label_cut_by_the_page_end(tmp_path: Path) -> None:
    upper = [
        ["项目", "预算数"],
        ["工资福利支出", "1,234.56"],
        ["商品和服务支出", "800.10"],
        ["对个人和家庭的", "12,437.3"],
    ]
    lower = [["补助", "6"], ["资本性支出", "20.00"]]
    path = draw(
        tmp_path / "t.pdf",
        [TITLE, UNIT, Sheet(upper, [200, 100])],
        [Sheet(lower, [200, 100], header=0)],
    )
    (table,) = tables_in(path)
    assert [figure_line(figure) for figure in table.figures][2:] == [
        "p1,2 对个人和家庭的补助 | 预算数 = 12437.36 万元",
        "p2 资本性支出 | 预算数 = 20.00 万元",
    ]


def test_a_frame_around_the_first_page_only(tmp_path: Path) -> None:
    framed = [["", *HEADER], *(["", *row] for row in UPPER)]
    path = draw(
        tmp_path / "t.pdf",
        [TITLE, UNIT, Sheet(framed, [8, *WIDTHS])],
        [Sheet(LOWER, WIDTHS, header=0)],
    )
    (table,) = tables_in(path)
    assert (table.pages, len(table.figures)) == ((1, 2), 15)


def test_rows_that_begin_with_a_code_go_on_whatever_slivers_the_header_left(
    tmp_path: Path,
) -> None:
    """Producers that set a column's text in a box of its own cut the first page finer."""
    rows = [[f"3020{n}", f"办公费{n}", f"{n}.00"] for n in range(1, 8)]
    first: list[Item] = [
        Line("一般公共预算基本支出预算表", 15),
        Line("单位：万元", 9, x=470),
        700.0 - 200.0,
        Sheet(
            [["科目编码", "", "科目名称", "金额"], ["301", "", "工资福利支出", "9.00"]],
            widths=[60, 8, 120, 60],
        ),
    ]
    second: list[Item] = [Sheet(rows, widths=[68, 120, 60])]
    (table,) = tables_in(draw(tmp_path / "t.pdf", first, second), "budget", 2026)
    assert [figure.row_code for figure in table.figures] == ["301", *(row[0] for row in rows)]
