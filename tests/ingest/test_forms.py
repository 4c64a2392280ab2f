"""The statutory forms are told apart by their titles, and columns by their headings."""

from __future__ import annotations

import pytest

from ingest import forms


@pytest.mark.parametrize(
    ("title", "form"),
    [
        ("收入支出决算总表", "income_expenditure_summary"),
        ("部门收支总体情况表", "income_expenditure_summary"),
        ("2026年收支预算总表", "income_expenditure_summary"),
        ("收入决算表", "income"),
        ("部门收入总表", "income"),
        ("支出决算表", "expenditure"),
        ("支出预算总表", "expenditure"),
        ("财政拨款收入支出决算总表", "fiscal_grant_summary"),
        ("财政拨款收支总体情况表", "fiscal_grant_summary"),
        ("一般公共预算财政拨款支出决算表", "general_public_expenditure"),
        ("一般公共预算支出情况表（按功能分类科目）", "general_public_expenditure"),
        ("一般公共预算财政拨款基本支出决算明细表", "general_public_basic_expenditure"),
        ("一般公共预算基本支出表", "general_public_basic_expenditure"),
        ("政府性基金预算财政拨款收入支出决算表", "government_fund"),
        ("国有资本经营预算财政拨款支出决算表", "state_capital"),
        ("财政拨款“三公”经费支出决算表", "three_public"),
        ("一般公共预算“三公”经费、会议费、培训费支出表", "three_public"),
        ("项目支出预算表", "project_expenditure"),
        ("政府采购预算表", "procurement"),
        ("项目支出绩效自评表", "performance"),
        ("机关运行经费支出表", "other"),
        ("政府购买服务预算表", "other"),
        ("一般公共预算支出经济分类表", "other"),
        ("", "other"),
    ],
)
def test_form_of_a_title(title: str, form: str) -> None:
    assert forms.form_of(title) == form


def test_the_usual_titles_lead_back_to_their_forms() -> None:
    for code in forms.codes():
        for kind in ("budget", "final_accounts"):
            assert forms.form_of(forms.title_of(code, kind)) == code  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("heading", "kind"),
    [
        ("功能分类科目编码", "code"),
        ("科目名称", "label"),
        ("项　目", "label"),
        ("行次", "line_no"),
        ("款", "code_part"),
        ("备注", "text"),
        ("本年支出合计", None),
    ],
)
def test_kind_of_a_column(heading: str, kind: str | None) -> None:
    assert forms.kind_by_heading(heading) == kind


def test_words_of_year_and_basis() -> None:
    assert forms.names_previous_year("上年执行数")
    assert not forms.names_previous_year("2026年预算数")
    assert not forms.names_previous_year("上年结转和结余")
    assert [forms.basis_of(w) for w in ("上年执行数", "决算数", "年初预算数", "合计")] == [
        "执行",
        "决算",
        "预算",
        "",
    ]
