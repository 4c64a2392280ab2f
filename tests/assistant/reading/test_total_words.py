"""Words for all that a body has, and for totals of something else."""

from __future__ import annotations

import pytest

from assistant.query import Side
from assistant.reading.total_words import is_total_of_another, whole_said


@pytest.mark.parametrize(
    ("words", "side"),
    [
        ("总支出", "spending"),
        ("全部支出", "spending"),
        ("支出总盘子", "spending"),
        ("total expenditure", "spending"),
        ("总收入", "income"),
        ("收入预算", "income"),
        ("its total revenue", "income"),
        ("整个预算", "both"),
        ("部门预算", "both"),
        ("总盘子", "both"),
        ("budget", "both"),
        ("基本支出", ""),
        ("财政拨款收入", ""),
        ("政府采购总额", ""),
        ("预算单位", ""),
        ("预算数", ""),
        ("总数", ""),
        ("经费", ""),
    ],
)
def test_words_for_a_whole_say_its_side(words: str, side: Side) -> None:
    assert whole_said(words) == side


@pytest.mark.parametrize(
    ("words", "of_another"),
    [("总额", True), ("合计", True), ("total", True), ("总收入", False), ("下属单位", False)],
)
def test_a_total_alone_is_one_of_what_else_is_named(words: str, *, of_another: bool) -> None:
    assert is_total_of_another(words) is of_another
