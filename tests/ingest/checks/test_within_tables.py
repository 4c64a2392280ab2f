"""What must add up within a table: held, off by rounding, failed, or not applicable."""

from __future__ import annotations

from decimal import Decimal

import pytest

from ingest.checks.summary import discrepancies_of
from ingest.checks.within_tables import table_checks
from ingest.nouns import Figure, Locator, Table

Cell = tuple[str, str, str, tuple[str, ...], str]
"""side, row code, row label, column path, printed"""


def _table(form: str, cells: list[Cell]) -> Table:
    rows: dict[tuple[str, str, str], int] = {}
    figures = []
    for n, (side, code, label, path, printed) in enumerate(cells):
        row = rows.setdefault((side, code, label), len(rows))
        figures.append(
            Figure(
                id=str(n),
                report_id="r",
                table_id="t",
                form=form,
                row=row,
                row_path=(label,),
                row_label=label,
                row_code=code,
                also=(),
                line_no="",
                side=side,
                column_path=path,
                value=Decimal(printed) if printed else None,
                printed=printed,
                unit="万元",
                fen=None,
                year=2024,
                body="某局",
                basis="决算",
                locators=(Locator(1, (0, n, 10, n + 1)),),
            )
        )
    return Table("t", "r", form, "表", "万元", (1,), tuple(figures))


def _outcomes(table: Table) -> list[tuple[str, str]]:
    return [(check.rule, check.outcome) for check in table_checks(table)]


def _expenditure(total: str, basic: str, project: str) -> Table:
    heads = ("本年支出合计", "基本支出", "项目支出")
    return _table(
        "expenditure",
        [
            ("", "201", "一般公共服务支出", (head,), printed)
            for head, printed in zip(heads, (total, basic, project), strict=True)
        ],
    )


@pytest.mark.parametrize(
    ("total", "outcome"),
    [("15.00", "held"), ("15.01", "rounding"), ("15.02", "failed"), ("", "not_applicable")],
)
def test_a_total_is_the_sum_of_the_columns_beside_it(total: str, outcome: str) -> None:
    assert _outcomes(_expenditure(total, "10.00", "5.00")) == [("row_total", outcome)]


def test_a_blank_operand_is_not_taken_as_zero() -> None:
    assert _outcomes(_expenditure("10.00", "10.00", "")) == [("row_total", "not_applicable")]


def test_a_subtotal_stands_for_its_group_and_has_a_sum_of_its_own() -> None:
    cells = [
        ("", "201", "甲", ("合计",), "10.00"),
        ("", "201", "甲", ("基本支出", "小计"), "7.00"),
        ("", "201", "甲", ("基本支出", "人员经费"), "4.00"),
        ("", "201", "甲", ("基本支出", "公用经费"), "3.00"),
        ("", "201", "甲", ("项目支出",), "3.00"),
    ]
    assert _outcomes(_table("general_public_expenditure", cells)) == [
        ("row_total", "held"),
        ("row_total", "held"),
    ]


def test_columns_of_which_only_some_are_listed_are_not_summed() -> None:
    cells = [
        ("", "201", "甲", ("合计",), "10.00"),
        ("", "201", "甲", ("其中：基本支出",), "7.00"),
        ("", "201", "甲", ("项目支出",), "1.00"),
    ]
    assert _outcomes(_table("expenditure", cells)) == []


def test_codes_add_up_to_the_code_above_and_classes_to_the_total() -> None:
    amounts = {"": "9.00", "201": "5.00", "20103": "5.00", "2010350": "4.00", "208": "4.00"}
    cells = [("", code, code or "合计", ("支出",), printed) for code, printed in amounts.items()]
    found = {
        (check.rule, check.left.text.split("·")[0]): check.outcome
        for check in table_checks(_table("expenditure", cells))
    }
    assert found == {
        ("code_hierarchy", "201"): "held",
        ("code_hierarchy", "20103"): "failed",
        ("total_of_classes", "合计"): "held",
    }


def test_both_sides_have_the_same_total() -> None:
    cells = [
        ("收入", "", "总计", ("收入", "决算数"), "10.00"),
        ("支出", "", "总计", ("支出", "决算数"), "9.00"),
    ]
    assert _outcomes(_table("income_expenditure_summary", cells)) == [("two_sides", "failed")]


def test_three_public_items_as_rows() -> None:
    labels = ["合计", "1、因公出国（境）费用", "2、公务接待费", "3、公务用车购置及运行费"]
    labels += ["其中：公务用车运行费", "公务用车购置费"]
    amounts = ["6.00", "1.00", "2.00", "3.00", "2.00", "1.00"]
    cells = [
        ("", "", label, ("预算数",), printed)
        for label, printed in zip(labels, amounts, strict=True)
    ]
    assert _outcomes(_table("three_public", cells)) == [("three_public_rows", "held")] * 2


def test_what_is_off_names_both_sides_with_their_places() -> None:
    (found,) = discrepancies_of(table_checks(_expenditure("15.02", "10.00", "5.00")), "r")
    assert found.severity == "discrepancy"
    assert found.difference == Decimal("0.02")
    assert found.left == "一般公共服务支出·本年支出合计 15.02万元"
    assert found.right.endswith("= 15.00万元")
    assert len(found.right_locators) == 2
