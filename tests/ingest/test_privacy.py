"""Private numbers are masked wherever they are printed; no amount, code or date ever is."""

from __future__ import annotations

import dataclasses
from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.language.amounts import FEN_PER_UNIT, grouped
from ingest.nouns import Figure, Locator
from ingest.privacy import MASKS, is_id_number, masked, masked_figure, private_spans

PHONE, EMAIL, ID = MASKS["phone"], MASKS["email"], MASKS["id"]


@pytest.mark.parametrize(
    ("printed", "shown"),
    [
        ("联系方式:023-89116146", f"联系方式:{PHONE}"),
        ("联系方式：023—63158573。", f"联系方式：{PHONE}。"),
        ("（0756）2123456转801", PHONE),
        ("传真 020-83130500/83130501", f"传真 {PHONE}"),
        ("电话：8313 0500、83130501", f"电话：{PHONE}"),
        ("手机：138 0013 8000", f"手机：{PHONE}"),
        ("经办人13800138000", f"经办人{PHONE}"),
        ("张三，13800138000，13900139000", f"张三，{PHONE}，{PHONE}"),
        ("张三,13800138000,020-83130500。", f"张三,{PHONE},{PHONE}。"),
        ("+86-138-0013-8000", PHONE),
        ("邮箱a.b_c@gd.gov.cn，", f"邮箱{EMAIL}，"),
        ("身份证号11010519491231002X。", f"身份证号{ID}。"),
        ("１３８００１３８０００", PHONE),
    ],
)
def test_private_numbers_are_masked(printed, shown):
    assert masked(printed) == shown


@pytest.mark.parametrize(
    "printed",
    [
        "拨打12345、12315或110",
        "服务电话12345",
        "0756-12345热线",
        "400-830-1234",
        "13812345678.00",
        "13,812,345,678.00",
        "支出13812345678元",
        "电话费1234567.00",
        "电话：1,234,567",
        "接听热线：83130500件",
        "11000022T000000445578-“扫黄打非”基础工作经费",
        "2070109 2012345 3000000",
        "138 1234 5678",
        "020 2345678",
        "2023-02-12至2023-03-12",
        "粤财社〔2023〕13912345678号",
        "110105194912310021",
        "110105194902310022",
        "12440400456012345X",
        "948b27e7a8e509b2ed21af16333b5d6c13800138000",
        "同比增长13.9%@",
    ],
)
def test_what_is_not_private_stands(printed):
    assert masked(printed) == printed


def test_an_id_number_has_a_birthday_and_a_check_digit():
    assert is_id_number("11010519491231002X")
    assert is_id_number("11010519491231002x")
    assert not is_id_number("110105194912310020")
    assert not is_id_number("110105194913310024")


amounts = st.decimals(
    min_value=0, max_value=10**14, allow_nan=False, allow_infinity=False, places=2
)
units = st.sampled_from([*FEN_PER_UNIT, "%", "人次", "个", "件"])
labels = st.text("基本支出项目电话费热线咨询服务经费第一二三年", min_size=1, max_size=8)


@given(labels, amounts, units, st.booleans())
def test_no_amount_in_a_sentence_is_altered(label, amount, unit, with_commas):
    number = grouped(amount) if with_commas else f"{amount:f}"
    for sentence in (f"{label}{number}{unit}。", f"{label}：{number}{unit}", number):
        assert masked(sentence) == sentence


@given(st.integers(0, 10**15), units)
def test_no_whole_amount_with_its_unit_is_altered(amount, unit):
    for number in (str(amount), grouped(Decimal(amount))):
        assert masked(f"支出{number}{unit}") == f"支出{number}{unit}"


@given(st.integers(1, 9_999_999), st.integers(1, 9_999_999))
def test_no_classification_code_is_altered(one, other):
    for line in (f"{one}", f"{one:03d} {other:02d}", f"{one} {other} 事业运行"):
        assert masked(line) == line


@given(st.text(max_size=60))
def test_spans_are_in_order_and_masking_again_changes_nothing(text):
    spans = private_spans(text)
    assert all(0 <= start < end <= len(text) for start, end, _ in spans)
    assert all(one[1] <= other[0] for one, other in pairwise(spans))
    assert masked(masked(text)) == masked(text)


def _figure(printed: str, unit: str) -> Figure:
    return Figure(
        id="f",
        report_id="r",
        table_id="t",
        form="performance",
        row=0,
        row_path=("联系人13800138000", "电话"),
        row_label="电话",
        row_code="",
        also=(),
        line_no="",
        side="",
        column_path=("电话：023-89116146",),
        value=Decimal(printed),
        printed=printed,
        unit=unit,
        fen=None,
        year=2023,
        body="某局",
        basis="决算",
        locators=(Locator(1, (0, 0, 1, 1)),),
    )


def test_the_contact_in_a_form_loses_its_value_and_its_names_are_masked():
    shown = masked_figure(_figure("18926900000", ""))
    assert (shown.printed, shown.value) == (PHONE, None)
    assert shown.row_path == (f"联系人{PHONE}", "电话")
    assert shown.column_path == (f"电话：{PHONE}",)


@given(st.integers(0, 10**15), st.sampled_from([*FEN_PER_UNIT, "%", "人"]))
def test_a_figure_with_a_unit_keeps_its_value_and_print(amount, unit):
    figure = _figure(str(amount), unit)
    shown = masked_figure(figure)
    assert (shown.value, shown.printed) == (figure.value, figure.printed)


def test_a_figure_without_anything_private_is_the_same():
    figure = dataclasses.replace(_figure("12", "万元"), row_path=("支出",), column_path=("决算数",))
    assert masked_figure(figure) is figure
