import re
from decimal import Decimal

import pytest

from ingest.language.amounts import FEN_PER_UNIT
from ingest.language.units import (
    any_money,
    any_money_said,
    any_unit,
    is_counted_in,
    money_unit,
    pieces_in,
    units,
)


@pytest.mark.parametrize(
    ("unit", "yuan"), [("元", 1), ("百元", 100), ("千万元", 10_000_000), ("亿元", 100_000_000)]
)
def test_money_is_counted_in_yuan_and_fen(unit: str, yuan: int) -> None:
    assert units().money[unit] == yuan
    assert FEN_PER_UNIT[unit] == Decimal(100 * yuan)


@pytest.mark.parametrize("unit", [*units().money, *units().foreign_money, *units().ratios])
def test_a_unit_is_found_whole(unit: str) -> None:
    found = re.match(any_unit(), f"{unit}。")
    assert found is not None and found[0] == unit


@pytest.mark.parametrize(
    ("text", "unit"),
    [("人次接待", "人次"), ("万人次", "万人次"), ("百万件", "百万件"), ("米", "米")],
)
def test_what_is_counted_may_have_a_magnitude(text: str, unit: str) -> None:
    found = re.match(any_unit(), text)
    assert found is not None and found[0] == unit


@pytest.mark.parametrize(
    ("text", "said", "meant"),
    [("3万", "万", "万元"), ("2亿元", "亿元", "亿元"), ("5元", "元", "元")],
)
def test_people_leave_yuan_away(text: str, said: str, meant: str) -> None:
    found = re.search(any_money_said(), text)
    assert found is not None and found[0] == said
    assert money_unit(said) == meant


def test_magnitudes_alone_are_no_unit_of_print() -> None:
    assert re.search(any_money(), "3万人次") is None


@pytest.mark.parametrize(
    ("unit", "pieces"),
    [("件", 1), ("万件", 10_000), ("百万人次", 1_000_000), ("千克", 1), ("千", 1)],
)
def test_a_magnitude_counts_so_many_pieces(unit: str, pieces: int) -> None:
    assert pieces_in(unit) == pieces


@pytest.mark.parametrize(
    ("said", "unit", "is_one"),
    [
        ("名", "人", True),
        ("台", "辆", True),
        ("个", "处", True),
        ("辆", "辆", True),
        ("辆", "人", False),
        ("块", "元/个", False),
        ("个", "万元", False),
        ("个", "%", False),
    ],
)
def test_what_may_be_counted_in_a_word(said: str, unit: str, *, is_one: bool) -> None:
    assert is_counted_in(said, unit) is is_one
