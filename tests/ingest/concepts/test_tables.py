"""What a cell of a table is, in layouts of many cities."""

from __future__ import annotations

import pytest
from printed import PUBLISHER, beside, report, table

from ingest.concepts.readings import with_concepts
from ingest.concepts.tables import table_with_meaning
from ingest.nouns import Figure, Table


def meanings(one: Table) -> list[str]:
    """Of each figure: concept, fund, nature and stage; an empty value is a dot."""
    return [meaning(figure) for figure in table_with_meaning(one, report()).figures]


def meaning(figure: Figure) -> str:
    said = (figure.concept, figure.fund, figure.nature, figure.stage)
    return " ".join(value or "." for value in said)


@pytest.mark.parametrize(
    ("label", "expected"),
    [
        ("一、一般公共预算拨款收入", "income general_public . budget"),
        ("二、政府性基金预算拨款收入", "income government_fund . budget"),
        ("四、财政专户管理资金收入", "income special_account . budget"),
        ("五、事业收入", "income business . budget"),
        ("九、其他收入", "income other . budget"),
        ("本年收入合计", "income all . budget"),
        ("上年结转结余", "carry_over_in all . budget"),
        ("收入总计", "income_total all . budget"),
        ("一、部门预算", ". all . budget"),
    ],
)
def test_the_income_side_of_a_summary(label: str, expected: str) -> None:
    rows = [("", label, "10.00")]
    assert meanings(
        table("income_expenditure_summary", "收支预算总表", ["收入/预算数"], rows, side="收入")
    ) == [expected]


@pytest.mark.parametrize(
    ("label", "expected"),
    [
        ("八、社会保障和就业支出", "functional.208 all . budget"),
        ("二十四、上缴上级支出", "paid_to_superior all paid_to_superior budget"),
        ("本年支出合计", "expenditure all . budget"),
        ("结转下年", "carry_over_out all . budget"),
        ("支出总计", "expenditure_total all . budget"),
    ],
)
def test_the_expenditure_side_of_a_summary(label: str, expected: str) -> None:
    rows = [("", label, "10.00")]
    assert meanings(
        table("income_expenditure_summary", "收支预算总表", ["支出/预算数"], rows, side="支出")
    ) == [expected]


def test_blocks_side_by_side_have_lines_of_their_own() -> None:
    form, title = "income_expenditure_summary", "部门综合预算收支总表"
    functional = table(
        form,
        title,
        ["支出/预算数"],
        [("", "1、一般公共服务支出", "5.00"), ("", "2、外交支出", "0.00")],
        side="支出",
    )
    economic = table(
        form,
        title,
        ["支出/预算数"],
        [("", "(1)工资福利支出", "4.00"), ("", "(2)商品和服务支出", "1.00")],
        side="支出",
    )
    assert [m.split()[0] for m in meanings(beside(functional, economic))] == [
        "functional.201",
        "economic.301",
        "functional.202",
        "economic.302",
    ]


def test_a_line_below_the_class_named_before_it() -> None:
    rows = [
        ("", "一般公共服务支出", "9.00"),
        ("", "政府办公厅（室）及相关机构事务", "9.00"),
        ("", "行政运行", "9.00"),
    ]
    title = "收支总表"
    found = meanings(table("income_expenditure_summary", title, ["支出/预算数"], rows, side="支出"))
    assert [m.split()[0] for m in found] == [
        "functional.201",
        "functional.20103",
        "functional.2010301",
    ]


def test_an_income_table_with_what_was_carried_over() -> None:
    columns = ["合计", "本年收入/小计", "本年收入/财政拨款/一般公共预算", "上年结转结余/单位资金"]
    rows = [("", "合计", "4", "3", "2", "1"), ("2130306", "水利工程运行与维护", "4", "3", "2", "1")]
    assert meanings(table("income", "收入总表", columns, rows)) == [
        "income_total all . budget",
        "income all . budget",
        "income general_public . budget",
        "carry_over_in own . budget",
        "functional_income.2130306 all . budget",
        "functional_income.2130306 all . budget",
        "functional_income.2130306 general_public . budget",
        "functional_income.2130306 carried_over . budget",
    ]


def test_an_income_table_with_what_was_carried_over_as_a_row() -> None:
    rows = [("", "一般公共预算资金", "3"), ("", "上年结转资金", "1"), ("", "收入合计", "4")]
    found = meanings(table("income", "收入总表", ["金额"], rows))
    assert [m.split()[0] for m in found] == ["income", "carry_over_in", "income_total"]


def test_an_expenditure_table_by_nature_and_with_units_as_rows() -> None:
    columns = ["合计", "基本支出/人员经费", "项目支出", "对附属单位补助支出"]
    rows = [
        ("", "云溪市水文站", "3", "1", "2", "0"),
        ("2130306", "水利工程运行与维护", "3", "1", "2", "0"),
    ]
    made = table("expenditure", "支出总表", columns, rows, bodies=["云溪市水文站"])
    assert meanings(made) == [
        "expenditure all . budget",
        "personnel_expenditure all personnel budget",
        "project_expenditure all project budget",
        "to_affiliated all to_affiliated budget",
        "functional.2130306 all . budget",
        "functional.2130306 all personnel budget",
        "functional.2130306 all project budget",
        "functional.2130306 all to_affiliated budget",
    ]


def test_a_fund_is_told_by_form_title_or_column() -> None:
    columns = ["合计", "一般公共预算"]
    one = [("301", "工资福利支出", "3", "1")]
    assert [m.split()[1] for m in meanings(table("other", "财政拨款支出表", columns, one))] == [
        "fiscal_grant",
        "general_public",
    ]
    assert [m.split()[1] for m in meanings(table("other", "支出明细表", columns, one))] == [
        "all",
        "general_public",
    ]
    fund = table("government_fund", "政府性基金预算支出表", ["合计"], [("", "合计", "1")])
    assert meanings(fund) == ["expenditure government_fund . budget"]


def test_three_public_with_items_as_columns() -> None:
    columns = [
        "“三公”经费预算数/合计",
        "“三公”经费预算数/因公出国（境）费",
        "“三公”经费预算数/公务用车购置及运行费/小计",
        "“三公”经费预算数/公务用车购置及运行费/购置费",
        "“三公”经费预算数/公务用车购置及运行费/运行费",
        "机关运行经费预算数",
    ]
    rows = [("", "", "9", "1", "5", "2", "3", "40")]
    found = meanings(table("three_public", "“三公”经费和机关运行经费预算表", columns, rows))
    assert [m.split()[0] for m in found] == [
        "three_public",
        "abroad",
        "official_vehicles",
        "vehicle_purchase",
        "vehicle_operation",
        "operating_costs",
    ]


def test_three_public_with_years_as_rows() -> None:
    columns = ["总计/一般公共预算", "公务接待费/政府性基金预算"]
    rows = [("", "2025年", "9", "1"), ("", "2026年", "8", "1"), ("", "增减变化金额", "-1", "0")]
    assert meanings(table("three_public", "财政拨款“三公”经费支出表", columns, rows)) == [
        "three_public general_public . last_budget",
        "reception government_fund . last_budget",
        "three_public general_public . budget",
        "reception government_fund . budget",
        "three_public general_public . change",
        "reception government_fund . change",
    ]


def test_a_total_over_more_than_the_three_is_none_of_them() -> None:
    columns = ["合计", "公务接待费", "会议费", "培训费"]
    rows = [("", "合计", "9", "1", "4", "4")]
    title = "一般公共预算“三公”经费、会议费、培训费支出预算表"
    found = meanings(table("three_public", title, columns, rows))
    assert [m.split()[0] for m in found] == [".", "reception", "meetings", "training"]


def test_projects_keep_their_own_amounts_whatever_they_are_called() -> None:
    rows = [
        ("", "合计", "9", "8"),
        ("", "因公出国（境）费", "4", "4"),
        ("", "水文站房维修", "5", "4"),
    ]
    columns = ["总计", "财政拨款/一般公共预算"]
    assert meanings(table("project_expenditure", "项目支出表", columns, rows)) == [
        "project_expenditure all project budget",
        "project_expenditure general_public project budget",
        "project_amount all project budget",
        "project_amount general_public project budget",
        "project_amount all project budget",
        "project_amount general_public project budget",
    ]


def test_a_list_of_projects_in_a_table_of_targets() -> None:
    rows = [("", "水文站房维修", "9", "8"), ("", "数量指标", "9", "8")]
    columns = ["项目总额", "其中：/财政资金"]
    found = meanings(table("performance", "项目支出绩效目标表", columns, rows[:1]))
    assert [m.split()[:2] for m in found] == [
        ["project_amount", "all"],
        ["project_amount", "fiscal_grant"],
    ]
    found = meanings(table("performance", "绩效目标表", ["金额", "分值"], rows[1:]))
    assert {m.split()[0] for m in found} == {"."}


def test_purchases_and_their_kinds() -> None:
    rows = [("", "合计", "9"), ("", "货物A", "3"), ("", "复印纸", "3"), ("", "会议费", "6")]
    found = meanings(table("procurement", "政府采购预算表", ["金额"], rows))
    assert [m.split()[0] for m in found] == [
        "procurement",
        "procurement_goods",
        "procurement_item",
        "procurement_item",
    ]


def test_rows_that_lost_their_names_have_no_concept() -> None:
    rows = [("", "", "9"), ("", "", "3")]
    found = meanings(table("project_expenditure", "项目支出表", ["合计"], rows))
    assert [m.split()[0] for m in found] == [".", "."]


def test_a_heading_that_nobody_knows_takes_the_concept_away() -> None:
    columns = ["项目支出/项目支出总数", "项目支出/扣除基建项目后预算数"]
    rows = [("2130306", "水利工程运行与维护", "9", "8")]
    found = meanings(table("general_public_expenditure", "一般公共预算支出表", columns, rows))
    assert [m.split()[0] for m in found] == ["functional.2130306", "."]


def test_cells_under_one_heading_are_not_told_apart() -> None:
    rows = [("30101", "基本工资", "9", "8"), ("30102", "津贴补贴", "7", "6")]
    found = meanings(table("general_public_basic_expenditure", "基本支出表", ["", ""], rows))
    assert {m.split()[0] for m in found} == {"."}


@pytest.mark.parametrize(
    ("code", "label"), [("208", "云溪市水利工程管理处"), ("30201", "水库除险加固")]
)
def test_numbers_of_units_and_projects_are_no_lines(code: str, label: str) -> None:
    found = meanings(table("expenditure", "支出总表", ["合计"], [(code, label, "9")]))
    assert found[0].split()[0] == "."


@pytest.mark.parametrize(
    ("column", "unit", "expected"),
    [
        ("2025年预算数", "万元", ("last_budget", 2025)),
        ("上年执行数", "万元", ("last_execution", 2025)),
        ("上期金额", "万元", ("last_budget", 2025)),
        ("2026年预算数", "万元", ("budget", 2026)),
        ("比上年增减", "万元", ("change", 2026)),
        ("增减%", "%", ("rate", 2026)),
        ("上年结转", "万元", ("budget", 2026)),
    ],
)
def test_stage_and_year(column: str, unit: str, expected: tuple[str, int]) -> None:
    made = table("expenditure", "支出总表", [column], [("", "合计", "9")], unit=unit)
    figure = table_with_meaning(made, report()).figures[0]
    assert (figure.stage, figure.year) == expected


def test_where_each_value_was_taken_from() -> None:
    columns = ["2025年预算数/一般公共预算/基本支出"]
    made = table("other", "支出明细表", columns, [("2130306", "水利工程运行与维护", "9")])
    figure = table_with_meaning(made, report()).figures[0]
    assert dict(figure.taken_from) == {
        "concept": "code",
        "fund": "column",
        "nature": "column",
        "stage": "column",
        "year": "column",
    }


def test_the_amount_of_the_summary_says_which_total_a_table_prints() -> None:
    summary = table(
        "income_expenditure_summary",
        "收支预算总表",
        ["支出/预算数"],
        [("", "本年支出合计", "8.00"), ("", "结转下年", "2.00"), ("", "支出总计", "10.00")],
        side="支出",
    )
    printed = table("expenditure", "支出总表", ["合计"], [("", "合计", "10.00")])
    (_, assigned), _ = with_concepts([summary, printed], [], report())
    assert assigned.figures[0].concept == "expenditure_total"
    printed = table("expenditure", "支出总表", ["支出总计"], [("", PUBLISHER, "8.00")])
    (_, assigned), _ = with_concepts([summary, printed], [], report())
    assert assigned.figures[0].concept == "expenditure"
