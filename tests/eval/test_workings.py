"""Workings written out in answers are done again; names, marks and units do not get in the way."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eval.workings import workings

AMOUNTS = st.decimals(min_value=Decimal("0.01"), max_value=10**7, places=2)


@pytest.mark.parametrize(
    "line",
    [
        "运行费 62.74万元 ÷ 全年预算 70.00万元[6] = 89.63%，相差 0.43个百分点。",
        "甲（301） 1.00万元[1] + 乙（2）（302） 2.00万元[2] + 丙 20000元[3] = 5.00万元。",
        "增加 98.27万元 ÷ （基本支出 134.14万元 − 98.27万元） = 273.96%",
        "减少 10.00万元 ÷ （项目支出 90.00万元 + 10.00万元）[4] = 10.0%",
        "增减幅度：(69.00 − 100.42) ÷ 100.42 = -31.29%。",
        "相差 189,767,551 − 156,211,123 = 约3,355.64万元（33,556,428元）。",
        "经费 1,024.69万元[1] ÷ 批准购置的车 50辆[2] = 20.49万元/辆。",
        "2023年接待 3,398.46 ÷ 1,979.12 = 1.72倍。",
        "相差 100.00 − 81.36 = 18.64个百分点。",
        "1）办公费 2.00万元 + 2）水费 3.00万元 = 5.00万元",
    ],
)
def test_a_right_result_holds(line: str) -> None:
    assert [working.holds for working in workings(line)] == [True]


@pytest.mark.parametrize(
    ("line", "result"),
    [
        ("62.74万元 ÷ 70.00万元[6] = 89.64%", "89.64"),
        ("62.74万元 ÷ 70.00万元 = 111.57%", "111.57"),
        ("甲 1.00万元 + 乙 2.00万元 = 3.01万元", "3.01"),
        ("甲 1.00万元 − 乙 2.00万元 = 1.00万元", "1.00"),
        ("甲 1.00万元 + 乙 2.00万元 = 3.00元", "3.00"),
        ("98.27万元 ÷ （134.14万元 + 98.27万元） = 273.96%", "273.96"),
        ("(69.00 − 100.42) ÷ 100.42 = 31.29%", "31.29"),
    ],
)
def test_a_wrong_result_does_not(line: str, result: str) -> None:
    (working,) = workings(line)
    assert (working.result.printed, working.holds) == (result, False)


def test_each_operation_of_a_line_is_done() -> None:
    line = "甲 3.00万元 − 乙 1.00万元 = 2.00万元。即增加。增减幅度：2.00 ÷ 1.00 = 300.00%。"
    assert [working.holds for working in workings(line)] == [True, False]


@pytest.mark.parametrize(
    "line",
    [
        "支出 3.00万元[1]。",
        "合计 = 3.00万元",
        "增加 98.27万元 ÷ （基本支出 134.14万元 − 增减额） = 273.96%",
        "（甲 1.00万元 + 2.00万元 = 3.00万元",
        "1.00万元 ÷ 0万元 = 5.00%",
    ],
)
def test_what_is_no_operation_in_numbers_is_none(line: str) -> None:
    assert workings(line) == ()


@given(AMOUNTS, AMOUNTS)
def test_quotients_rounded_half_up_hold_and_others_do_not(part: Decimal, whole: Decimal) -> None:
    share = (part / whole * 100).quantize(Decimal("0.01"), ROUND_HALF_UP)
    line = "甲 {}万元[1] ÷ 乙 {}万元[2] = {}%。"
    assert workings(line.format(part, whole, share))[0].holds
    assert not workings(line.format(part, whole, share + Decimal("0.02")))[0].holds
