"""The numbers of drafts and evidence, brought to base units."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.drafting.numbers_told import (
    direction_before,
    numbers_told,
    same_number,
    vague_quantities,
)
from ingest.language.amounts import grouped


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("减少6.20万元，下降13.9%", [("62000.00", "money"), ("13.9", "percent")]),
        ("接待31人、三批次", [("31", "count"), ("3", "count")]),
        ("占百分之三十", [("30", "percent")]),
        ("RMB 3.2 million", [("3200000.0", "money")]),
        ("32,000 yuan; 13.9 percent", [("32000", "money"), ("13.9", "percent")]),
        ("3.2万人次", [("32000.0", "scaled")]),
        ("合计三十二万元", [("320000", "money")]),
        ("2023年比2022年", [("2023", "year"), ("2022", "year")]),
        ("2000人", [("2000", "count")]),
        ("two reasons", [("2", "count")]),
        ("１，２００元", [("1200", "money")]),
        ("“三公”经费、统一安排、进一步、十四五规划、一个项目、第三批", []),
    ],
)
def test_numbers_in_base_units(text: str, told: list[tuple[str, str]]) -> None:
    found = [(n.value, n.dimension) for n in numbers_told(text)]
    assert found == [(Decimal(value), dimension) for value, dimension in told]


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("6.20万元", "62,000元", True),
        ("6.20万元", "6.2万元", True),
        ("6.20万元", "6.21万元", False),
        ("6.2万元", "6.2%", False),
        ("6.2%", "6.2个百分点", True),
        ("31人", "31%", False),
        ("3.2万", "32000人", True),
        ("3.2万", "32000元", True),
        ("2023年", "2023元", False),
        ("-5%", "5%", True),
    ],
)
def test_same_amount_of_the_same_kind(one: str, other: str, same: bool) -> None:
    assert same_number(numbers_told(one)[0], numbers_told(other)[0]) is same


@pytest.mark.parametrize(
    ("text", "way"),
    [
        ("比上年减少6.20万元", "fall"),
        ("比上年增加6.20万元", "rise"),
        ("收入增加，支出6.20万元", ""),
        ("fell by 6.20", "fall"),
        ("先减少后增加6.20万元", "rise"),
    ],
)
def test_direction_is_that_of_the_nearest_word_in_the_clause(text: str, way: str) -> None:
    assert direction_before(text, text.index("6.20")) == way


def test_vague_quantities_are_told_without_a_number() -> None:
    assert set(vague_quantities("近半数来自几十万元的合同")) == {"近半", "几十万"}
    assert vague_quantities("6.20万元") == ()


@given(st.decimals(min_value=0, max_value=10**12, places=2))
def test_any_printed_amount_is_read_exactly(value: Decimal) -> None:
    assert [n.value for n in numbers_told(f"支出{grouped(value)}元。")] == [value]
