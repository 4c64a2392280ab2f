"""Different prints of one word have one form for matching."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.language.glyphs import bare_label, fold, half_width, squeeze


@pytest.mark.parametrize(
    ("printed", "folded"),
    [
        ("因公出国（境）费", "因公出国(境)费"),
        ("合　计", "合计"),
        ("项\n目", "项目"),
        ("部⻔", "部门"),
        ("⾏政运⾏", "行政运行"),
        ("⻋辆", "车辆"),
        ("２０１０３５０", "2010350"),
        ("Ａ类", "a类"),
        ("“三公”经费", "“三公”经费"),
    ],
)
def test_fold(printed: str, folded: str) -> None:
    assert fold(printed) == folded


@given(st.text())
def test_fold_is_idempotent(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(st.text())
def test_squeeze_takes_only_white_space(text: str) -> None:
    assert squeeze(text) == "".join(text.split())


@pytest.mark.parametrize(
    ("label", "bare"),
    [
        ("一、教育支出", "教育支出"),
        ("（二）公务接待费", "公务接待费"),
        ("1.公务用车购置费", "公务用车购置费"),
        ("其中：政府采购", "政府采购"),
        ("二十一、国有资本经营预算支出", "国有资本经营预算支出"),
        ("12345热线话务服务", "12345热线话务服务"),
        ("一、", "一、"),
    ],
)
def test_bare_label(label: str, bare: str) -> None:
    assert bare_label(label) == bare


@given(st.text())
def test_half_width_keeps_every_letter_in_its_place(text: str) -> None:
    assert len(half_width(text)) == len(text)


def test_half_width_keeps_chinese_stops() -> None:
    assert half_width("（１２％），甲：乙；　丙！") == "(12%)，甲：乙； 丙！"
