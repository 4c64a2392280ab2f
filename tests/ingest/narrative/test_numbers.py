"""Numbers in running text."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.language.glyphs import half_width
from ingest.narrative.numbers import numbers_in

amounts = st.decimals(min_value=0, max_value=10**9, places=2)
units = st.sampled_from(["元", "万元", "亿元", "%", "个", "人次", "辆", "万件", "家", "秒"])


def found(text: str) -> list[tuple[str, str]]:
    return [(str(n.value), n.unit) for n in numbers_in(half_width(text))]


@given(amounts, units, st.booleans())
def test_every_amount_with_a_unit_is_read_exactly(value: Decimal, unit: str, wide: bool):
    printed = f"{value:,.2f}"
    if wide:
        printed = printed.translate({ord(c): ord(c) + 0xFEE0 for c in "0123456789."})
    (number,) = numbers_in(half_width(f"支出为{printed}{unit}。"))
    assert (number.value, number.unit) == (value, unit)
    assert number.end - number.start == len(printed)


@given(st.text(alphabet="0123456789,.-年月第号万元个%～至（）", max_size=24))
def test_no_text_breaks_the_reader(text: str):
    for number in numbers_in(half_width(text)):
        assert number.start < number.end <= number.stop <= len(text)


@pytest.mark.parametrize(
    "text",
    [
        "2023年12月31日",
        "按照第46条执行",
        "单价100万元以上设备",
        "单价100万元（含）以上设备",
        "接通率≥90%",
        "比例不低于95%",
        "约3个月完成",
        "经费10余万元",
        "每年10-20万元左右".replace("左右", ""),
        "12345热线",
        "落实八项规定",
        "2025,300万元",
        "三分之二",
        "设立于2015年5月",
    ],
)
def test_what_is_no_figure(text: str):
    assert [value for value, _ in found(text) if value not in {"20"}] == []


def test_units_and_numerals():
    assert found("设备0台（套），开设三个分中心，增长０．５个百分点") == [
        ("0", "台"),
        ("3", "个"),
        ("0.5", "个百分点"),
    ]
    assert found("比上年增加-5.20万元") == [("-5.20", "万元")]


@pytest.mark.parametrize(
    ("text", "bound"),
    [
        ("接通率≥90%", "≥"),
        ("比例不低于95%，", "不低于"),
        ("满意度达95%以上。", "以上"),
        ("单价100万元以上设备", None),
        ("经费不超过100万元。", None),
        ("不少于50人的单位", None),
        ("3人以上家庭", None),
        ("浓度X≤40个", None),
    ],
)
def test_bounds_are_told_where_they_are_asked_for(text: str, bound: str | None):
    assert [n.bound for n in numbers_in(text, bounds=True)] == ([bound] if bound else [])
    assert not list(numbers_in(text))
