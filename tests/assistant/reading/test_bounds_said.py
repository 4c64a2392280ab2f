"""What amounts must exceed or stay under, by the words for it."""

from __future__ import annotations

from decimal import Decimal

import pytest

from assistant.query import Bounds
from assistant.reading.bounds_said import bounds_said


@pytest.mark.parametrize(
    ("words", "above", "below", "reached"),
    [
        ("超过1500万", 15_000_000, None, False),
        ("五千万以上", 50_000_000, None, True),
        ("超三千零五十万", 30_500_000, None, False),
        ("过一亿五", 150_000_000, None, False),
        ("两个亿以上", 200_000_000, None, True),
        ("上亿元", 100_000_000, None, False),
        ("上千万", 10_000_000, None, False),
        ("over 1.5m yuan", 1_500_000, None, False),
        ("above RMB 40,000", 40_000, None, False),
        ("exceed one million yuan", 1_000_000, None, False),
        ("1.2 billion or more", 1_200_000_000, None, True),
        ("不低于10万元", 100_000, None, True),
        ("不到10万", None, 100_000, False),
        ("不超过10万元", None, 100_000, True),
        ("10万元以内", None, 100_000, True),
        ("在10万元到50万元之间", 100_000, 500_000, True),
        ("为零", None, 0, True),
    ],
)
def test_amounts_in_words_are_bounds_in_yuan(
    words: str, above: int | None, below: int | None, reached: bool
) -> None:
    unit = "" if words == "为零" else "元"
    bounds = [None if one is None else Decimal(one) for one in (above, below)]
    assert bounds_said(words) == Bounds(*bounds, unit, reached)


def test_a_number_without_a_unit_is_in_that_of_the_lines() -> None:
    assert bounds_said("大于10") == Bounds(above=Decimal(10))


@pytest.mark.parametrize(
    "words",
    [
        "纳入绩效目标管理",
        "have performance targets",
        "占比超过10%",
        "完成年初预算不到一半",
        "10到50万",
    ],
)
def test_what_is_no_amount_of_money_bounds_nothing_known(words: str) -> None:
    assert bounds_said(words) is None


@pytest.mark.parametrize("words", ["等于100万", "100万左右", "100万的"])
def test_an_amount_without_a_direction_bounds_nothing(words: str) -> None:
    assert bounds_said(words) is None


@pytest.mark.parametrize(
    "words", ["没有超过100万", "100万之内", "没达到100万", "lower than 1 million"]
)
def test_what_must_stay_under_is_not_turned_round(words: str) -> None:
    told = bounds_said(words)
    assert told is not None
    assert told.above is None and told.below == 1_000_000
