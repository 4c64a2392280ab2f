"""Two sides compared: exactly, in different units, printed more coarsely, as a percentage."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.checks.identity_checks import (
    Amount,
    Side,
    at_most_check,
    one_of_check,
    percent_check,
    sum_check,
)
from ingest.nouns import Figure, Locator

AMOUNTS = st.decimals(min_value=0, max_value=10**9, places=2)


def figure(printed: str, unit: str = "万元") -> Figure:
    value = Decimal(printed.replace(",", "")) if printed else None
    place = (Locator(1, (0, 0, 1, 1)),)
    names: tuple[str, ...] = ("合计",)
    return Figure(
        printed, "r", "t", "income", 0, names, "甲", "", (), "", "", names, value, printed, unit,
        None, 2024, "某局", "决算", place,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("whole", "part", "outcome"),
    [
        (("3,398.46", "万元"), ("33,984,612.30", "元"), "held"),
        (("3,398.46", "万元"), ("33,984,699.99", "元"), "rounding"),
        (("3,398.46", "万元"), ("33,984,702.00", "元"), "failed"),
        (("3,398.46", "万元"), ("3,398.46", "万元"), "held"),
        (("3,398.46", "万元"), ("3,398.47", "万元"), "rounding"),
        (("3,398.46", "万元"), ("3,398.48", "万元"), "failed"),
        (("3398", "万元"), ("3,398.46", "万元"), "held"),
        (("99.1", "%"), ("99.25", "%"), "failed"),
        (("98.4", "%"), ("98.44", "%"), "held"),
        (("4", "辆"), ("5", "辆"), "failed"),
        (("4", "辆"), ("4", "人"), "not_applicable"),
        (("4.00", "万元"), ("", "万元"), "not_applicable"),
    ],
)
def test_one_amount_beside_another(
    whole: tuple[str, str], part: tuple[str, str], outcome: str
) -> None:
    check = sum_check("rule", figure(*whole), [figure(*part)])
    assert check.outcome == outcome
    assert bool(check.reason) == (outcome == "not_applicable")


@given(st.lists(AMOUNTS, min_size=2, max_size=6))
def test_a_sum_holds_however_it_is_ordered(values: list[Decimal]) -> None:
    parts = [figure(f"{value:.2f}") for value in values]
    check = sum_check("rule", figure(f"{sum(values):.2f}"), parts[::-1])
    assert (check.outcome, check.difference) == ("held", 0)


@given(AMOUNTS, st.integers(min_value=1, max_value=9))
def test_the_unit_changes_no_outcome(value: Decimal, off: int) -> None:
    part = figure(f"{value:.2f}")
    wrong = figure(f"{(value + off) * 10_000:.2f}", "元")
    assert sum_check("rule", wrong, [part]).outcome == "failed"
    assert sum_check("rule", part, [wrong]).outcome == "failed"


def test_any_of_several_may_agree_and_the_first_stands_against() -> None:
    first, second = figure("5.00"), figure("7.00")
    assert one_of_check("rule", figure("7.00"), [first, second]).outcome == "held"
    failed = one_of_check("rule", figure("8.00"), [first, second])
    assert (failed.outcome, failed.right.text) == ("failed", "甲·合计 5.00万元")


@pytest.mark.parametrize(
    ("part", "outcome"), [("4.00", "held"), ("5.00", "held"), ("5.01", "held"), ("5.20", "failed")]
)
def test_a_part_is_not_larger_than_its_whole(part: str, outcome: str) -> None:
    assert at_most_check("rule", figure(part), figure("5.00")).outcome == outcome


@given(AMOUNTS, AMOUNTS.filter(lambda value: value > 1))
def test_a_percentage_that_was_rounded_right_holds(top: Decimal, bottom: Decimal) -> None:
    exact = (top / bottom * 100).quantize(Decimal("0.01"))
    half = Decimal("0.005")
    check = percent_check(
        "rule", figure(f"{exact:f}", "%"), Amount(top, half), Amount(bottom, half), Side("", ())
    )
    assert check.outcome == "held"


def test_nothing_is_a_share_of_nothing() -> None:
    zero = Amount(Decimal("0.00"), Decimal("0.005"))
    check = percent_check("rule", figure("100", "%"), zero, zero, Side("", ()))
    assert (check.outcome, check.reason[:2]) == ("not_applicable", "基数")
