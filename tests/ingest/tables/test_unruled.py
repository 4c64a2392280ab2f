"""Tables whose cells are not ruled are read like the same table with a full grid."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from drawing import Item, Line, Sheet, draw, figure_line, tables_in, told

from ingest.pages.pdf import read_pages
from ingest.tables.joining import pages_to_drafts

TITLE = Line("一般公共预算财政拨款支出决算表", 16)
UNIT = Line("单位：万元", 9, x=470)
RULES = ("three_lines", "rows", "columns", "open", "rectangles", "none")

PLAIN = Sheet(
    [
        ["科目编码", "科目名称", "合计", "基本支出", "项目支出"],
        ["201", "一般公共服务支出", "1234.50", "1000.00", "234.50"],
        ["20103", "政府办公厅及相关机构事务", "1234.50", "1000.00", "234.50"],
        ["2010301", "行政运行", "1000.00", "1000.00", "0.00"],
        ["2010302", "一般行政管理事务", "234.50", "", "234.50"],
    ],
    [70, 165, 80, 80, 80],
)
LEVELS = Sheet(
    [
        ["科目", "", "上年数", "本年支出", "", ""],
        ["编码", "名称", "", "小计", "基本支出", "项目支出"],
        ["栏次", "", "1", "2", "3", "4"],
        ["301", "工资福利支出", "5.00", "12.00", "12.00", "0.00"],
        ["302", "商品和服务支出", "7.00", "9.00", "4.00", "5.00"],
    ],
    [60, 145, 65, 65, 70, 70],
    header=3,
    spans=[(0, 0, 1, 0), (2, 0, 2, 1), (3, 0, 5, 0), (0, 2, 1, 2)],
)


def lines_of(path: Path, *pages: Sequence[Item]) -> list[str]:
    tables = tables_in(draw(path / "t.pdf", *pages))
    return [figure_line(figure) for table in tables for figure in table.figures]


@pytest.mark.parametrize("rules", RULES)
def test_as_with_a_grid(rules: str, tmp_path: Path) -> None:
    ruled = lines_of(tmp_path, [TITLE, UNIT, PLAIN])
    assert len(ruled) == 12
    assert lines_of(tmp_path, [TITLE, UNIT, replace(PLAIN, rules=rules)]) == ruled


@pytest.mark.parametrize("rules", ["three_lines", "rows", "open", "none"])
def test_headings_over_several_columns(rules: str, tmp_path: Path) -> None:
    ruled = lines_of(tmp_path, [TITLE, UNIT, LEVELS])
    assert ruled[2] == "p1 301 工资福利支出 | 本年支出 › 基本支出 = 12.00 万元"
    assert lines_of(tmp_path, [TITLE, UNIT, replace(LEVELS, rules=rules)]) == ruled


@pytest.mark.parametrize("rules", ["three_lines", "none"])
@pytest.mark.parametrize("repeated", [True, False])
def test_a_continuation(rules: str, repeated: bool, tmp_path: Path) -> None:
    header, *body = PLAIN.rows
    upper = replace(PLAIN, rows=[header, *body[:2]], rules=rules)
    lower = replace(
        PLAIN, rows=[header, *body[2:]] if repeated else body[2:], header=repeated, rules=rules
    )
    whole = lines_of(tmp_path, [TITLE, UNIT, PLAIN])
    (table,) = tables_in(draw(tmp_path / "t.pdf", [TITLE, UNIT, upper], [lower]))
    assert table.pages == (1, 2)
    assert [figure_line(f)[3:] for f in table.figures] == [line[3:] for line in whole]


@pytest.mark.parametrize("rules", ["three_lines", "none"])
def test_labels_wrapped_around_their_amounts(rules: str, tmp_path: Path) -> None:
    rows = [
        ["项目", "预算数", "决算数"],
        ["一、机关事业单位基本养\n老保险缴费支出", "12.00", "11.00"],
        ["二、其他城乡社区公共设\n施支出和社会保障补助\n支出", "1.50", "0.50"],
        ["三、教育支出", "2.00", ""],
        ["合  计", "15.50", "11.50"],
    ]
    sheet = Sheet(rows, [105, 80, 80], rules=rules, heights={1: 30, 2: 40})
    assert lines_of(tmp_path, [TITLE, UNIT, sheet]) == [
        "p1 一、机关事业单位基本养老保险缴费支出 | 预算数 = 12.00 万元",
        "p1 一、机关事业单位基本养老保险缴费支出 | 决算数 = 11.00 万元",
        "p1 二、其他城乡社区公共设施支出和社会保障补助支出 | 预算数 = 1.50 万元",
        "p1 二、其他城乡社区公共设施支出和社会保障补助支出 | 决算数 = 0.50 万元",
        "p1 三、教育支出 | 预算数 = 2.00 万元",
        "p1 三、教育支出 | 决算数 = (blank) 万元",
        "p1 合计 | 预算数 = 15.50 万元",
        "p1 合计 | 决算数 = 11.50 万元",
    ]


def test_two_on_one_page_and_the_note_between(tmp_path: Path) -> None:
    sheet = replace(PLAIN, rules="three_lines")
    note = Line("注：本表反映本年度支出情况。", 9, x=60)
    fund = Line("政府性基金预算财政拨款支出决算表", 16)
    tables = told(
        tables_in(draw(tmp_path / "t.pdf", [TITLE, UNIT, sheet, note, fund, UNIT, sheet]))
    )
    assert [(table["form"], len(table["figures"])) for table in tables] == [
        ("general_public_expenditure", 12),
        ("government_fund", 12),
    ]


def test_an_empty_one_keeps_its_title(tmp_path: Path) -> None:
    header = Sheet(LEVELS.rows[:2], LEVELS.widths, 2, LEVELS.spans[:3], "three_lines")
    path = draw(tmp_path / "t.pdf", [TITLE, UNIT, header, Line("本表无数据。", 9, x=60)])
    assert [draft.title for draft in pages_to_drafts(read_pages(path))] == [TITLE.text]


def test_prose_and_contents_are_no_tables(tmp_path: Path) -> None:
    prose: list[Item] = [
        Line("二、支出决算情况说明", 14),
        Line("2024年支出合计1,234.50万元，其中：基本支出1,000.00万元，占81.0%。", x=60),
        Line("项目支出234.50万元，占19.0%，比上年减少12.30万元，下降5.0%。", x=60),
    ]
    contents: list[Item] = [
        Line("目录", 16),
        *(Line(f"{n}、支出决算表{'.' * 60}{n + 3}", x=60) for n in range(1, 6)),
    ]
    assert lines_of(tmp_path, prose, contents) == []


def test_amounts_that_all_but_touch_the_next_label(tmp_path: Path) -> None:
    rows = [
        ["收入", "决算数", "支出", "决算数"],
        ["一、一般公共预算", "123456.78", "一、教育支出", "123456.78"],
        ["二、政府性基金预算", "0.00", "二、国防支出", "0.00"],
    ]
    sheet = Sheet(rows, [110, 46, 110, 46], rules="three_lines")
    assert lines_of(tmp_path, [Line("收入支出决算总表", 16), UNIT, sheet]) == [
        "p1 一、一般公共预算 | 决算数 = 123456.78 万元",
        "p1 一、教育支出 | 决算数 = 123456.78 万元",
        "p1 二、政府性基金预算 | 决算数 = 0.00 万元",
        "p1 二、国防支出 | 决算数 = 0.00 万元",
    ]
