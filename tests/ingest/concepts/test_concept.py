"""Finding a concept by code, printed name and everyday word, in the data that is shipped."""

from __future__ import annotations

import pytest

from ingest.concepts.concept import (
    Scheme,
    concept_named,
    concept_of_code,
    everyday,
    in_unit,
    named,
)


@pytest.mark.parametrize(
    ("words", "unit", "concept"),
    [
        ("“三公”经费", "万元", "three_public"),
        ("其中：2．公务接待费", "元", "reception"),
        ("机关运行经费财政拨款", "万元", "operating_costs"),
        ("公务接待费", "%", "reception"),
        ("货物采购授予中小企业合同金额", "%", "procurement_goods_smes_share"),
        ("购置车辆", "辆", "vehicles_bought"),
        ("购置车辆", "万元", "vehicle_purchase"),
        ("车辆", "台（辆）", "vehicles_held"),
        ("出国（境）团组", "个", "trips"),
        ("出国（境）团组", "人次", "travellers"),
        ("年终结转结余", "万元", "carry_over_out"),
    ],
)
def test_printed_names(words: str, unit: str, concept: str) -> None:
    found = named(words, unit)
    assert found is not None
    assert found.id == concept


@pytest.mark.parametrize(
    ("words", "unit"),
    [
        ("出国（境）团组", ""),  # only the unit could tell
        ("购置费", "万元"),  # of what, only the heading above it tells
        ("车辆", "万元"),
        ("公务接待费", "批次"),
        ("行政运行", "元"),
        ("支出", "元"),
        ("项目绩效", "万元"),
        ("", ""),
    ],
)
def test_what_is_the_name_of_none(words: str, unit: str) -> None:
    assert named(words, unit) is None


@pytest.mark.parametrize(
    ("scheme", "code", "label", "concept"),
    [
        ("functional", "2010301", "行政运行", "functional.2010301"),
        ("functional", "2010301", "", "functional.2010301"),
        ("functional_income", "2010301", "行政运行", "functional_income.2010301"),
        ("economic", "30108", "机关事业单位基本养老保", "economic.30108"),  # cut by the page end
        ("economic", "30311", "住房公积金", "economic.30113"),  # so until 2017
        ("economic", "30104", "其他社会保障缴费", "economic.30112"),  # so until 2017
        ("functional", "20805", "行政事业单位离退休", "functional.20805"),
        ("economic", "302", "某市民政局", None),  # a unit's code
        ("functional", "201001", "某市民政局", None),
        ("functional", "2010000", "", None),
        ("government_economic", "50601", "资本性支出（一）", "government_economic.50601"),
    ],
)
def test_codes(scheme: Scheme, code: str, label: str, concept: str | None) -> None:
    found = concept_of_code(scheme, code, label)
    assert (found.id if found else None) == concept


@pytest.mark.parametrize(
    ("name", "scheme", "parents", "digits", "concept"),
    [
        ("一、一般公共服务支出", "functional", (), 0, "functional.201"),
        ("社会保障和就业", "functional", (), 0, "functional.208"),
        ("住房公积金（项）", "functional", (), 0, "functional.2210201"),
        ("其他支出(类)", "functional", (), 0, "functional.229"),
        ("住房保障支出科目", "functional", (), 0, "functional.221"),
        ("财政委托业务", "functional", (), 0, None),  # may be a project; so is no 项 called
        ("行政运行", "functional", (), 0, None),
        ("行政运行", "functional", ("一般公共服务支出", "人大事务"), 0, "functional.2010101"),
        ("行政运行", "functional", ("人大事务",), 7, "functional.2010101"),
        ("行政运行", "functional", ("一般公共服务支出",), 0, None),
        ("其他支出", "functional", (), 0, None),
        ("其他支出", "functional", (), 3, "functional.229"),
        ("医疗费", "economic", (), 0, None),
        ("医疗费", "economic", ("对个人和家庭的补助",), 0, "economic.30307"),
        ("文化体育与传媒支出", "functional", (), 0, "functional.207"),
        ("浇花", "economic", (), 0, None),
    ],
)
def test_names_of_lines(
    name: str, scheme: Scheme, parents: tuple[str, ...], digits: int, concept: str | None
) -> None:
    found = concept_named(name, scheme, parents, digits)
    assert (found.id if found else None) == concept


def test_everyday_words_give_the_likeliest_first() -> None:
    words = everyday()
    assert words["养车"] == ("vehicle_operation",)
    assert words["工资"] == ("economic.301", "economic.30101")
    assert words["出差"] == ("economic.30211",)


@pytest.mark.parametrize(
    ("ident", "unit", "found"),
    [
        ("vehicles_bought", "辆", "vehicles_bought"),
        ("vehicles_bought", "万元", "vehicle_purchase"),
        ("trips", "人次", "travellers"),
        ("vehicles_held", "万元", None),
        ("staff_in_post", "家", None),
        ("functional.201", "元", "functional.201"),
        ("functional.201", "人", None),
    ],
)
def test_units_choose_among_those_that_share_a_name(
    ident: str, unit: str, found: str | None
) -> None:
    concept = in_unit(ident, unit)
    assert (concept.id if concept else None) == found


def test_a_fund_is_no_short_name_of_a_line() -> None:
    assert concept_named("国有资本经营预算", "functional") is None
    assert concept_named("国有资本经营预算", "functional_income") is None
