from __future__ import annotations

import pytest

from assistant.words.measure_words import cover


def kinds(text: str) -> list[tuple[str, str]]:
    pieces = cover(text)
    assert pieces is not None
    return [(piece.kind, piece.value) for piece in pieces if piece.kind != "plain"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("谁的三公经费", [("all", ""), ("concept", "three_public")]),
        ("养车一共花了多少钱", [("concept", "vehicle_operation"), ("concept", "expenditure")]),
        ("部门预算总额是多少", [("stage", "budget"), ("total", "plain")]),
        ("近三年的公务接待费", [("years", "3"), ("concept", "reception")]),
        ("一般公共预算支出", [("fund", "general_public"), ("side", "expenditure")]),
        ("____的总收入", [("concept", "income")]),
    ],
)
def test_a_text_is_read_as_known_words(text: str, expected: list[tuple[str, str]]) -> None:
    assert kinds(text) == expected


@pytest.mark.parametrize(
    "text", ["三公经费比上年高", "教育支出", "新大楼的三公经费", "三公经费和工单"]
)
def test_a_word_that_nothing_knows_leaves_the_text_uncovered(text: str) -> None:
    assert cover(text) is None


def test_a_long_text_is_about_more_than_one_measure() -> None:
    assert cover("三公经费" * 20) is None
