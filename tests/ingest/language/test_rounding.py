from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.language.rounding import CENT, envelope, half_unit, half_up, last_digit

numbers = st.decimals(-(10**14), 10**14, places=6)
steps = st.sampled_from([Decimal(step) for step in ("1", "0.1", "0.01", "0.0001")])


@pytest.mark.parametrize(
    ("value", "step", "rounded"),
    [
        ("0.125", "0.01", "0.13"),
        ("-0.125", "0.01", "-0.13"),
        ("2.5", "1", "3"),
        ("0.1249", "0.01", "0.12"),
        ("9999999999999999999999999.995", "0.01", "10000000000000000000000000.00"),
    ],
)
def test_half_goes_up(value: str, step: str, rounded: str) -> None:
    assert str(half_up(Decimal(value), Decimal(step))) == rounded


@given(numbers, steps)
def test_what_is_rounded_is_off_by_half_a_unit_at_most(value: Decimal, step: Decimal) -> None:
    rounded = half_up(value, step)
    assert last_digit(rounded) == step
    assert abs(rounded - value) <= half_unit(rounded)
    assert half_up(rounded, step) == rounded
    assert half_up(-value, step) == -rounded


@given(st.lists(numbers, max_size=8))
def test_a_sum_of_rounded_numbers_stays_in_its_envelope(values: list[Decimal]) -> None:
    printed = [half_up(value, CENT) for value in values]
    assert abs(sum(printed) - sum(values)) <= envelope(printed)


@pytest.mark.parametrize(
    ("printed", "unit"), [("12.50", "0.01"), ("120", "1"), ("0", "1"), ("-0.5", "0.1")]
)
def test_last_digit(printed: str, unit: str) -> None:
    assert last_digit(Decimal(printed)) == Decimal(unit)
    assert half_unit(Decimal(printed)) == Decimal(unit) / 2
