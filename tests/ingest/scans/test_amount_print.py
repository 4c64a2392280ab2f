"""Amounts are put right only where their print leaves no doubt."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.language.amounts import grouped, parse_amount
from ingest.scans.amount_print import amount_print
from ingest.scans.misread import words_print


@pytest.mark.parametrize(
    ("read", "printed"),
    [
        ("3,398.46", "3,398.46"),
        ("3.398.46", "3,398.46"),
        ("3，398.46", "3,398.46"),
        ("1.234,56", "1,234.56"),
        ("10O.O0", "100.00"),
        ("129。01", "129.01"),
        ("—12.30", "-12.30"),
        ("99,1O%", "99.10%"),
    ],
)
def test_signs_that_the_print_rules_out_are_put_right(read: str, printed: str) -> None:
    assert amount_print(read) == printed


@pytest.mark.parametrize(
    "read", ["12.345", "1,234", "12.34.567", "2010350", "公用经费", "O", "l2.34", "1234.567.89", ""]
)
def test_what_is_no_amount_or_unclear_stays(read: str) -> None:
    assert amount_print(read) == read


@given(st.decimals(0, 10**9, places=2))
def test_a_printed_amount_is_never_changed(value: object) -> None:
    printed = f"{value:,.2f}"
    assert amount_print(printed) == printed


@given(st.decimals(1000, 10**9, places=2), st.sampled_from([".", "，", "。", "·"]))
def test_any_mark_between_thousands_gives_the_same_amount(value: object, mark: str) -> None:
    printed = f"{value:,.2f}"
    whole, cents = printed.rsplit(".", 1)
    read = f"{whole.replace(',', mark)}.{cents}"
    put_right = parse_amount(amount_print(read))
    assert put_right is not None and grouped(put_right) == printed


@pytest.mark.parametrize(
    ("read", "printed"),
    [
        ("四，上级补助收人", "四、上级补助收入"),
        ("财政拔款", "财政拨款"),
        ("接收人员", "接收人员"),
        ("转人才公寓", "转人才公寓"),
    ],
)
def test_only_words_that_do_not_exist_are_put_right(read: str, printed: str) -> None:
    assert words_print(read) == printed
