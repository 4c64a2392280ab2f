"""What a figure is: value, blank or absent, unit, year, basis, money or count."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path

import pytest
from drawing import Item, Line, Sheet, draw, figure_line, report, tables_in

from ingest.nouns import Kind, Table

UNIT = Line("单位：万元", 9, x=470)


def table_in(
    path: Path,
    rows: Sequence[Sequence[str]],
    *,
    title: str = "支出预算表",
    above: Sequence[Item] = (UNIT,),
    kind: Kind = "budget",
    **how: object,
) -> Table:
    sheet = Sheet(rows, **how)  # type: ignore[arg-type]
    page: list[Item] = [Line(title, 16), *above, sheet]
    (table,) = tables_in(draw(path / "t.pdf", page), kind, 2026)
    return table


def test_zero_blank_dash_and_absent_are_four_things(tmp_path: Path) -> None:
    rows = [
        ["项目", "合计", "基本支出", "项目支出", "其他"],
        ["教育支出", "0.00", "0", "-", ""],
        ["国防支出", "--", "——", "1.00", "0.50"],
        ["外交支出", "2.00", "", "", ""],
    ]
    table = table_in(tmp_path, rows, spans=[(1, 3, 2, 3)])
    assert [(f.row_label, f.column_path[-1], f.value, f.printed) for f in table.figures] == [
        ("教育支出", "合计", Decimal("0.00"), "0.00"),
        ("教育支出", "基本支出", Decimal("0"), "0"),
        ("教育支出", "项目支出", None, "-"),
        ("教育支出", "其他", None, ""),
        ("国防支出", "合计", None, "--"),
        ("国防支出", "基本支出", None, "——"),
        ("国防支出", "项目支出", Decimal("1.00"), "1.00"),
        ("国防支出", "其他", Decimal("0.50"), "0.50"),
        ("外交支出", "合计", Decimal("2.00"), "2.00"),
        ("外交支出", "项目支出", None, ""),
        ("外交支出", "其他", None, ""),
    ]
    assert [f.fen for f in table.figures][:4] == [0, 0, None, None]


def test_an_amount_wrapped_in_its_cell_is_one_number(tmp_path: Path) -> None:
    rows = [["项目", "预算数"], ["城乡社区支出", "1,234,567.8\n9"], ["农林水支出", "12.30"]]
    table = table_in(tmp_path, rows, widths=[120, 60], row_height=30)
    assert [f.value for f in table.figures] == [Decimal("1234567.89"), Decimal("12.30")]


def test_a_unit_in_the_header_and_a_share(tmp_path: Path) -> None:
    rows = [
        ["项目", "金额（万元）", "占比（%）", "增长率", "人数"],
        ["教育支出", "12.50", "25.0", "-3.2%", "18"],
    ]
    table = table_in(tmp_path, rows, above=())
    assert [(f.value, f.unit, f.fen) for f in table.figures] == [
        (Decimal("12.50"), "万元", 12_500_000),
        (Decimal("25.0"), "%", None),
        (Decimal("-3.2"), "%", None),
        (Decimal("18"), "", None),
    ]


def test_a_unit_in_the_name_of_a_row(tmp_path: Path) -> None:
    rows = [["项目", "预算数"], ["项目资金（元）", "12345"], ["项目资金", "12.30"]]
    table = table_in(tmp_path, rows)
    assert [(f.value, f.unit) for f in table.figures] == [
        (Decimal("12345"), "元"),
        (Decimal("12.30"), "万元"),
    ]


@pytest.mark.parametrize(
    ("line", "unit", "fen"),
    [
        ("单位：元", "元", 123456789),
        ("金额单位：人民币万元", "万元", 1234567890000),
        ("（单位：亿元）", "亿元", 12345678900000000),
        ("单位:千元", "千元", 123456789000),
    ],
)
def test_the_unit_line(line: str, unit: str, fen: int, tmp_path: Path) -> None:
    rows = [["项目", "预算数"], ["教育支出", "1234567.89"]]
    (figure,) = table_in(tmp_path, rows, above=(Line(line, 9, x=430),)).figures
    assert (figure.unit, figure.fen) == (unit, fen)


def test_a_unit_is_carried_to_the_tables_that_print_none(tmp_path: Path) -> None:
    rows = [["项目", "预算数"], ["教育支出", "12.30"]]
    first: list[Item] = [Line("收入预算表", 16), UNIT, Sheet(rows)]
    second: list[Item] = [Line("支出预算表", 16), Sheet(rows)]
    tables = tables_in(draw(tmp_path / "t.pdf", first, second))
    assert [table.unit for table in tables] == ["万元", "万元"]


def test_year_and_basis_by_column_then_row_then_report(tmp_path: Path) -> None:
    rows = [
        ["项目", "2025年执行数", "2026年预算数", "上年预算数", "合计"],
        ["教育支出", "1.00", "2.00", "3.00", "4.00"],
    ]
    table = table_in(tmp_path, rows)
    assert [(f.year, f.basis) for f in table.figures] == [
        (2025, "执行"),
        (2026, "预算"),
        (2025, "预算"),
        (2026, "预算"),
    ]


def test_a_row_that_is_nothing_but_a_year_is_of_that_year(tmp_path: Path) -> None:
    rows = [["年度", "总计", "公务接待费"], ["2025年", "5.00", "1.00"], ["2026年", "6.00", "2.00"]]
    table = table_in(tmp_path, rows, title="财政拨款“三公”经费支出表")
    assert [f.year for f in table.figures] == [2025, 2025, 2026, 2026]


def test_transposed_three_public_takes_the_basis_from_the_row(tmp_path: Path) -> None:
    rows = [["项目", "合计", "公务接待费"], ["预算数", "5.00", "2.00"], ["决算数", "4.00", "1.00"]]
    table = table_in(tmp_path, rows, title="“三公”经费支出决算表", kind="final_accounts")
    assert [f.basis for f in table.figures] == ["预算", "预算", "决算", "决算"]


def test_a_year_in_the_name_of_a_project_is_not_the_figures(tmp_path: Path) -> None:
    rows = [["项目名称", "总计", "上年结转"], ["2023年-2024年信息化运维项目", "36.17", "1.00"]]
    table = table_in(tmp_path, rows, title="项目支出预算表")
    assert [f.year for f in table.figures] == [2026, 2026]


def test_scores_and_counts_of_indicators_are_no_money(tmp_path: Path) -> None:
    rows = [
        ["指标名称", "指标值", "权重", "得分", "预算金额"],
        ["热线接通率", "≥95%", "10", "9.5", "120.00"],
        ["培训人次", "300", "5", "5", "6.00"],
    ]
    table = table_in(tmp_path, rows, title="项目支出绩效自评表")
    assert table.form == "performance"
    assert [(f.column_path[-1], f.unit) for f in table.figures if f.fen is not None] == [
        ("预算金额", "万元"),
        ("预算金额", "万元"),
    ]
    assert {f.unit for f in table.figures if f.column_path[-1] in ("权重", "得分")} == {"分"}


def test_numbers_too_long_to_be_money_are_no_figures(tmp_path: Path) -> None:
    rows = [
        ["项目", "预算数"],
        ["教育支出", "12.30"],
        ["项目编号", "44040023P000012345"],
        ["身份号码", "440400199001011234"],
    ]
    table = table_in(tmp_path, rows)
    assert [figure_line(figure) for figure in table.figures] == [
        "p1 教育支出 | 预算数 = 12.30 万元"
    ]


def test_the_same_file_gives_the_same_ids(tmp_path: Path) -> None:
    rows = [["项目", "预算数"], ["教育支出", "12.30"], ["教育支出", "12.30"]]
    first, second = table_in(tmp_path, rows), table_in(tmp_path, rows)
    assert first == second
    assert len({figure.id for figure in first.figures}) == 2
    assert first.report_id == report().id


def test_a_figure_is_located_where_it_is_printed(tmp_path: Path) -> None:
    (figure,) = table_in(tmp_path, [["项目", "预算数"], ["教育支出", "12.30"]]).figures
    x0, top, x1, bottom = figure.locators[0].bbox
    assert (round(x0), round(x1)) == (298, 535)
    assert round(bottom - top) == 20
