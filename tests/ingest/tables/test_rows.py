"""What a row is called: codes, names, line numbers, sides."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest
from drawing import Line, Sheet, draw, figure_line, tables_in, told

from ingest.tables.codes import is_code, split_code

Golden = Callable[[str, Any], None]
UNIT = Line("单位：万元", 9, x=470)


def lines_of(
    path: Path, sheet: Sheet, title: str = "支出决算表", *, landscape: bool = False
) -> list[str]:
    page = [Line(title, 16), UNIT, sheet]
    (table,) = tables_in(draw(path / "t.pdf", page, landscape=landscape))
    return [figure_line(figure) for figure in table.figures]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2010801-行政运行", ("2010801", "行政运行")),
        ("2010801行政运行", ("2010801", "行政运行")),
        ("[30101]基本工资", ("30101", "基本工资")),
        ("【30101】基本工资", ("30101", "基本工资")),
        ("117001—市财政局本级", ("117001", "市财政局本级")),
        ("３０１０１ 基本工资", ("30101", "基本工资")),
        ("20103", ("20103", "")),
        ("12345热线话务服务", ("", "12345热线话务服务")),
        ("2024年度预算数", ("", "2024年度预算数")),
        ("3398.46", ("", "3398.46")),
        ("2026-03-12", ("", "2026-03-12")),
        ("基本工资", ("", "基本工资")),
        ("", ("", "")),
    ],
)
def test_code_and_name(text: str, expected: tuple[str, str]) -> None:
    assert split_code(text) == expected


def test_a_code_is_digits_alone() -> None:
    assert is_code("2010350") and is_code("２０１")
    assert not is_code("20103.5") and not is_code("12") and not is_code("一、")


@pytest.mark.parametrize("rules", ["grid", "three_lines"])
def test_codes_joined_to_names(rules: str, tmp_path: Path) -> None:
    rows = [
        ["项目", "合计"],
        ["201-一般公共服务支出", "12.00"],
        ["20108-审计事务", "12.00"],
        ["2010801-行政运行", "10.00"],
        ["12345热线话务服务", "2.00"],
    ]
    assert lines_of(tmp_path, Sheet(rows, [260, 120], rules=rules)) == [
        "p1 201 一般公共服务支出 | 合计 = 12.00 万元",
        "p1 20108 一般公共服务支出 › 审计事务 | 合计 = 12.00 万元",
        "p1 2010801 一般公共服务支出 › 审计事务 › 行政运行 | 合计 = 10.00 万元",
        "p1 12345热线话务服务 | 合计 = 2.00 万元",
    ]


@pytest.mark.parametrize("rules", ["grid", "open", "rectangles"])
def test_a_row_with_two_classifications(rules: str, tmp_path: Path) -> None:
    rows = [
        ["政府经济分类编码", "政府经济分类名称", "部门经济分类编码", "部门经济分类名称", "金额"],
        ["50101", "工资奖金津补贴", "30101", "基本工资", "5.00"],
        ["50502", "商品和服务支出", "30201", "办公费", "0.40"],
    ]
    assert lines_of(tmp_path, Sheet(rows, [85, 130, 85, 110, 60], rules=rules)) == [
        "p1 50101 工资奖金津补贴 +30101 基本工资 | 金额 = 5.00 万元",
        "p1 50502 商品和服务支出 +30201 办公费 | 金额 = 0.40 万元",
    ]


TWO_SIDED = Sheet(
    [
        ["收入", "", "", "支出", "", ""],
        ["项目", "行次", "决算数", "项目", "行次", "决算数"],
        ["栏次", "", "1", "栏次", "", "2"],
        ["一、一般公共预算财政拨款收入", "1", "3,398.46", "一、一般公共服务支出", "31", "3,398.46"],
        ["二、政府性基金预算财政拨款收入", "2", "0.00", "二、外交支出", "32", "-"],
        ["", "3", "", "三、国防支出", "33", ""],
        ["本年收入合计", "27", "3,398.46", "本年支出合计", "57", "3,398.46"],
    ],
    [150, 30, 60, 140, 30, 60],
    header=3,
    spans=[(0, 0, 2, 0), (3, 0, 5, 0)],
)


@pytest.mark.parametrize("rules", ["grid", "open", "rows", "none"])
def test_a_two_sided_summary(rules: str, tmp_path: Path, golden: Golden) -> None:
    sheet = Sheet(TWO_SIDED.rows, TWO_SIDED.widths, 3, TWO_SIDED.spans, rules)
    page = [Line("收入支出决算总表", 16), UNIT, sheet]
    golden("two_sided", told(tables_in(draw(tmp_path / "t.pdf", page))))


@pytest.mark.parametrize("rules", ["grid", "open", "three_lines"])
def test_groups_side_by_side(rules: str, tmp_path: Path, golden: Golden) -> None:
    rows = [
        ["人员经费", "", "", "公用经费", "", ""],
        ["编码", "名称", "金额", "编码", "名称", "金额"],
        ["301", "工资福利支出", "121.71", "302", "商品和服务支出", "11.26"],
        ["30101", "基本工资", "14.42", "30201", "办公费", "1.45"],
        ["人员经费合计", "", "121.71", "公用经费合计", "", "11.26"],
    ]
    spans = [(0, 0, 2, 0), (3, 0, 5, 0), (0, 4, 1, 4), (3, 4, 4, 4)]
    sheet = Sheet(rows, [50, 110, 70, 50, 110, 70], 2, spans, rules)
    page = [Line("一般公共预算财政拨款基本支出决算明细表", 16), UNIT, sheet]
    golden("side_by_side", told(tables_in(draw(tmp_path / "t.pdf", page))))


def test_units_as_rows(tmp_path: Path) -> None:
    rows = [
        ["单位编码", "单位名称", "合计", "财政拨款"],
        ["117", "云溪市财政局", "30.00", "30.00"],
        ["117001", "云溪市财政局本级", "20.00", "20.00"],
        ["117002", "云溪市国库支付中心", "10.00", "10.00"],
    ]
    page = [Line("部门收入总表", 16), UNIT, Sheet(rows, [70, 160, 90, 90])]
    (table,) = tables_in(draw(tmp_path / "t.pdf", page))
    assert [f.body for f in table.figures[2::2]] == ["云溪市财政局本级", "云溪市国库支付中心"]
    assert [f.row_code for f in table.figures[::2]] == ["117", "117001", "117002"]


def twelve_columns() -> tuple[Sequence[Sequence[str]], list[tuple[int, int, int, int]]]:
    """The 三公 table: two times 合计, 出国, 公车 (小计, 购置, 运行), 接待."""
    half = ["合计", "因公出国\n（境）费", "公务用车购置及运行维护费", "", "", "公务接待\n费"]
    low = ["", "", "小计", "公务用车\n购置费", "公务用车\n运行费", ""]
    spans = [(0, 0, 5, 0), (6, 0, 11, 0)]
    for first in (0, 6):
        spans += [(first + n, 1, first + n, 2) for n in (0, 1, 5)]
        spans.append((first + 2, 1, first + 4, 1))
    accounts = ["17.53", "4.86", "9.11", "0", "9.11", "3.56"]
    rows = [
        ["预算数", *[""] * 5, "决算数", *[""] * 5],
        [*half, *half],
        [*low, *low],
        [str(n) for n in range(1, 13)],
        ["22.10", "6.00", "10.50", "0.00", "10.50", "5.60", *accounts],
    ]
    return rows, spans


@pytest.mark.parametrize("rules", ["grid", "open", "rows"])
def test_the_twelve_columns_of_three_public(rules: str, tmp_path: Path, golden: Golden) -> None:
    rows, spans = twelve_columns()
    sheet = Sheet(rows, [60] * 12, 3, spans, rules, 30)
    page = [Line("财政拨款“三公”经费支出决算表", 16), UNIT, sheet]
    golden("twelve_columns", told(tables_in(draw(tmp_path / "t.pdf", page, landscape=True))))


def test_indented_labels_and_a_row_of_sequence_numbers(tmp_path: Path) -> None:
    rows = [
        ["序号", "采购项目", "预算金额"],
        ["1", "办公设备", "12.00"],
        ["2", "　　其中：台式计算机", "8.00"],
        ["", "合  计", "12.00"],
    ]
    assert lines_of(tmp_path, Sheet(rows, [40, 200, 100]), "政府采购预算表") == [
        "p1 办公设备 行次1 | 预算金额 = 12.00 万元",
        "p1 其中：台式计算机 行次2 | 预算金额 = 8.00 万元",
        "p1 合计 | 预算金额 = 12.00 万元",
    ]
