"""Printed numbers are exact decimals; what is no number is None, never a guess."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.errors import UnknownUnit
from ingest.language.amounts import (
    FEN_PER_UNIT,
    grouped,
    in_unit,
    is_amount,
    is_blank,
    is_money,
    parse_amount,
    to_fen,
)

amounts = st.decimals(
    min_value=Decimal(-(10**12)), max_value=Decimal(10**12), places=2, allow_nan=False
)
FULL_WIDTH = str.maketrans("0123456789.,-", "０１２３４５６７８９．，－")


@pytest.mark.parametrize(
    ("printed", "value"),
    [
        ("3,398.46", "3398.46"),
        ("12,437.3\n6", "12437.36"),
        ("１２．５０", "12.50"),
        ("12.5%", "12.5"),
        ("(12.5)", "-12.5"),
        ("（12.5）", "-12.5"),
        ("-0.30", "-0.30"),
        ("－0.30", "-0.30"),
        ("—5", "-5"),
        ("−5", "-5"),
        ("+5", "5"),
        ("¥1,000", "1000"),
        ("0", "0"),
        ("007", "7"),
    ],
)
def test_numbers(printed: str, value: str) -> None:
    assert parse_amount(printed) == Decimal(value)


@pytest.mark.parametrize(
    "printed",
    [
        *("", "-", "--", "——", "12,34", "1,2345", "1.2.3", ".", "5.", "约5", "5万元", "1e5", "NaN"),
        *("Infinity", "五", "②", "5²", "½", "١٢", "1,000,00", "440400199001011234", "1/2"),
        "2010301-行政运行",
    ],
)
def test_no_numbers(printed: str) -> None:
    assert parse_amount(printed) is None
    assert not is_amount(printed)


@given(st.text())
def test_parsing_never_raises_and_never_gives_a_float(text: str) -> None:
    value = parse_amount(text)
    assert value is None or isinstance(value, Decimal)
    is_blank(text)


@given(amounts)
def test_grouping_and_full_width_do_not_change_the_number(value: Decimal) -> None:
    printed = grouped(value)
    assert parse_amount(printed) == value
    assert parse_amount(printed.translate(FULL_WIDTH)) == value
    assert str(parse_amount(printed)) == f"{value:f}"


@given(st.integers(10**16, 10**30))
def test_longer_runs_of_digits_are_serial_numbers(number: int) -> None:
    assert parse_amount(str(number)) is None


@given(st.decimals(-(10**12), 10**12, places=6), st.sampled_from(sorted(FEN_PER_UNIT)))
def test_fen_are_rounded_half_up(value: Decimal, unit: str) -> None:
    fen = to_fen(value, unit)
    assert isinstance(fen, int)
    exact = value * FEN_PER_UNIT[unit]
    assert abs(exact - fen) <= Decimal("0.5")
    assert fen == int(exact.quantize(Decimal(1), ROUND_HALF_UP))


@given(amounts, st.sampled_from(sorted(FEN_PER_UNIT)), st.sampled_from(sorted(FEN_PER_UNIT)))
def test_a_change_of_unit_keeps_the_fen(value: Decimal, unit: str, other: str) -> None:
    assert to_fen(in_unit(value, unit, other), other) == to_fen(value, unit)


def test_every_number_that_can_be_parsed_has_fen() -> None:
    assert to_fen(Decimal("999999999999999.9999999999"), "亿元") == 10**25 - 1


@pytest.mark.parametrize("unit", ["%", "人", "", "美元"])
def test_other_units_are_no_money(unit: str) -> None:
    assert not is_money(unit)
    with pytest.raises(UnknownUnit):
        to_fen(Decimal(1), unit)
    with pytest.raises(UnknownUnit):
        in_unit(Decimal(1), "元", unit)


@pytest.mark.parametrize("printed", ["", " ", "-", "--", "—", "——", "－", "\n"])
def test_blank(printed: str) -> None:
    assert is_blank(printed)


def test_a_zero_is_not_blank() -> None:
    assert not is_blank("0") and not is_blank("0.00") and not is_blank("-1")
