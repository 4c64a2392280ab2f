"""Numbers of an answer's text, their units, and when one is the figure expected."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eval.cases import ExpectedFigure
from eval.numbers import number_of, numbers_in, says_nothing_there, states


def base(text: str) -> list[tuple[str, str]]:
    """The numbers of a text as (value in base units, dimension)."""
    return [(f"{n.value.normalize():f}", n.dimension) for n in numbers_in(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("支出3,398.46 万元[1]", [("33984600", "money")]),
        ("约 0.34 亿元", [("34000000", "money")]),
        ("12元", [("12", "money")]),
        ("RMB 33.98 million", [("33980000", "money")]),
        ("33.98 million yuan", [("33980000", "money")]),
        ("1,979.12 ten thousand yuan", [("19791200", "money")]),
        ("¥1,234.5", [("1234.5", "money")]),
        ("98.4％", [("98.4", "percent")]),
        ("百分之98.4", [("98.4", "percent")]),
        ("上升7.2个百分点", [("7.2", "percent")]),
        ("3.95 percent", [("3.95", "percent")]),
        ("呼入199.33万次", [("1993300", "count")]),
        ("三个分中心", [("3", "count")]),
        ("十二家、二十人", [("12", "count"), ("20", "count")]),
        ("１０人", [("10", "count")]),
        ("1. 办公费1.45万元\n2. 差旅费2万元", [("14500", "money"), ("20000", "money")]),
    ],
)
def test_numbers_are_brought_to_base_units(text: str, expected: list[tuple[str, str]]) -> None:
    assert base(text) == expected


@pytest.mark.parametrize(
    "text", ["2023年度", "见第 12 页", "第31行次", "9月15日", "[3]", "第三部分"]
)
def test_numbers_that_name_something_are_left_out(text: str) -> None:
    assert base(text) == []


def test_a_declared_unit_counts_for_numbers_without_one() -> None:
    assert ("33984600", "money") in base("金额（万元）\n| 基本支出 | 3,398.46 |")


@pytest.mark.parametrize(
    ("value", "unit", "tolerance", "text"),
    [
        ("3398.46", "万元", "0", "33,984,600元"),
        ("3398.46", "万元", "0", "3398.460万元"),
        ("3398.46", "万元", "0", "0.34亿元"),
        ("230.45", "万元", "0", "-230.45万元"),
        ("3.95", "%", "0.06", "3.9%"),
        ("199.33", "万次", "0", "1,993,300次"),
        ("0", "万元", "0", "0.00万元"),
        ("46", "条", "0", "共46条热线"),
        ("2115.38", "万元", "0", "2,115.380547万元"),
    ],
)
def test_a_figure_is_stated(value: str, unit: str, tolerance: str, text: str) -> None:
    figure = ExpectedFigure(Decimal(value), unit, Decimal(tolerance))
    assert any(states(figure, number) for number in numbers_in(text))


@pytest.mark.parametrize(
    ("value", "unit", "tolerance", "text"),
    [
        ("3398.46", "万元", "0", "3398.46元"),
        ("3398.46", "万元", "0", "3,398.5万元"),
        ("3398.46", "万元", "0", "0.35亿元"),
        ("3398.46", "万元", "0", "3398.46%"),
        ("3.95", "%", "0.06", "4.1%"),
        ("3", "次", "0", "见第3页"),
        ("98.4", "%", "0", "98.4次"),
        ("2115.38", "万元", "0", "2,115.386万元"),
        ("20", "人", "0", "20.4人"),
        ("5.1", "%", "0", "5.12%"),
    ],
)
def test_another_figure_is_not_the_one_expected(
    value: str, unit: str, tolerance: str, text: str
) -> None:
    figure = ExpectedFigure(Decimal(value), unit, Decimal(tolerance))
    assert not any(states(figure, number) for number in numbers_in(text))


@pytest.mark.parametrize(
    "text", ["本年度无发生额", "没有因公出国支出", "支出为零", "未发生", "There was no spending."]
)
def test_words_for_zero(text: str) -> None:
    assert says_nothing_there(text)


@pytest.mark.parametrize("text", ["无锡市财政局", "没有找到", "无法回答", "No figure was found."])
def test_words_that_are_not_zero(text: str) -> None:
    assert not says_nothing_there(text)


@given(
    st.decimals(min_value=0, max_value=10**9, places=2),
    st.sampled_from(["元", "万元", "亿元", "%", "次", "万件"]),
)
def test_every_figure_is_found_as_it_is_printed(value: Decimal, unit: str) -> None:
    figure = ExpectedFigure(value, unit)
    for printed in (f"{value:,f}{unit}", f"{value:f} {unit}"):
        assert any(states(figure, number) for number in numbers_in(f"合计{printed}。"))


@given(st.decimals(min_value=0, max_value=10**9, places=2))
def test_a_hundredth_off_is_another_figure(value: Decimal) -> None:
    figure = ExpectedFigure(value, "万元")
    assert not states(figure, number_of(str(value + Decimal("0.01")), "万元"))
