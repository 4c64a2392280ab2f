"""Differences as people read them: that of the numbers told, points for percentages."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.checks.discrepancy_words import difference_in_words, working_and_result
from ingest.checks.identity_checks import ZERO, Amount, Side, percent_check
from ingest.checks.summary import discrepancies_of
from ingest.nouns import Discrepancy, Figure

PERCENTAGES = st.decimals(min_value=0, max_value=300, places=1)
AMOUNTS = st.decimals(min_value=Decimal("0.01"), max_value=10**6, places=2)


def between(left: str, right: str, difference: str, unit: str = "%") -> Discrepancy:
    value = Decimal(difference)
    return Discrepancy("r", "rule", left, right, (), (), value, ZERO, unit, "discrepancy")


@pytest.mark.parametrize(
    ("found", "told"),
    [
        (between("甲 99.1%", "乙 99.25%", "-0.15"), "-0.15个百分点"),
        (between("甲 89.2%", "62.74万元 ÷ 70.00万元 = 89.63%", "-0.429"), "-0.43个百分点"),
        (between("下降 -5%", "2万元 ÷ 39万元 = 5.1%", "-0.13"), "-0.1个百分点"),
        (between("占 1,250%", "5万元 ÷ 1万元 = 500.0%", "750.0"), "750.0个百分点"),
        (between("甲", "乙", "0.5"), "0.5个百分点"),
        (between("甲 占比", "乙 3.2%", "0.444"), "0.4个百分点"),
        (between("甲 3.00万元", "乙 2.999万元", "0.001", "万元"), "0.001万元"),
    ],
)
def test_difference_is_that_of_the_numbers_told(found: Discrepancy, told: str) -> None:
    value, unit = difference_in_words(found)
    assert f"{value}{unit}" == told


@given(PERCENTAGES, AMOUNTS, AMOUNTS)
def test_readers_can_do_the_subtraction_again(
    printed: Decimal, part: Decimal, whole: Decimal
) -> None:
    rate = Figure(
        "f", "r", "t", "other", 0, ("完成率",), "完成率", "", (), "", "", (), printed,
        f"{printed}%", "%", None, 2024, "某局", "决算", (),
    )  # fmt: skip
    check = percent_check("r", rate, Amount(part, ZERO), Amount(whole, ZERO), Side("甲 ÷ 乙", ()))
    for found in discrepancies_of([check], "r"):
        _, result = working_and_result(found.right)
        value, _ = difference_in_words(found)
        assert value == printed - Decimal(result.removesuffix("%"))


def test_a_side_that_is_computed_has_a_working() -> None:
    side = "甲 1.00万元 + 乙 2.00万元 = 3.00万元"
    assert working_and_result(side) == ("甲 1.00万元 + 乙 2.00万元", "3.00万元")
    assert working_and_result("甲 1.00万元") == ("甲 1.00万元", "")
