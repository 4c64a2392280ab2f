"""Numbers that come out of others."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eval.numbers import number_of
from eval.reckoned import reckoned, simply_reckoned

AMOUNTS = st.decimals(min_value=Decimal("0.01"), max_value=10**6, places=2)


@pytest.mark.parametrize(
    ("number", "unit"),
    [
        ("6.00", "万元"),
        ("1.00", "万元"),
        ("50.00", "%"),
        ("0.67", "倍"),
        ("-50.00", "%"),
        ("3", "万元"),
    ],
)
def test_sums_differences_quotients_shares_and_changes(number: str, unit: str) -> None:
    operands = [number_of(value, "万元") for value in ("1.00", "2.00", "3.00")]
    assert reckoned(number_of(number, unit), operands)


@pytest.mark.parametrize(("number", "unit"), [("7.01", "万元"), ("51.00", "%"), ("9.99", "倍")])
def test_nothing_else(number: str, unit: str) -> None:
    operands = [number_of(value, "万元") for value in ("1.00", "2.00", "3.00")]
    assert not reckoned(number_of(number, unit), operands)


def test_without_operands_nothing_comes_out() -> None:
    assert not reckoned(number_of("0", "万元"), [])
    assert not simply_reckoned(number_of("0", "万元"), [])


def test_units_may_differ() -> None:
    operands = [number_of("10000", "元"), number_of("2", "万元")]
    assert simply_reckoned(number_of("3", "万元"), operands)


@given(AMOUNTS, AMOUNTS)
def test_a_share_rounded_half_up_comes_out(part: Decimal, whole: Decimal) -> None:
    operands = [number_of(f"{value:f}", "万元") for value in (part, whole)]
    share = (part / whole * 100).quantize(Decimal("0.01"), ROUND_HALF_UP)
    assert simply_reckoned(number_of(f"{share:f}", "%"), operands)
