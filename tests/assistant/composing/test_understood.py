"""A query in words: whole, whatever turn each part of it was said in."""

from __future__ import annotations

import pytest

from assistant.composing.understood import in_words
from assistant.query import Asked, Change, Help, Measure, Order, Query, Rank, Reckon, Said, Value

_FEES, _ALL = Measure("会议费"), Measure("三公经费")


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        (Value((_FEES,)), "会议费"),
        (Change((_FEES,)), "会议费（比上年增减）"),
        (Reckon("share", (_FEES, _ALL)), "会议费、三公经费（占比）"),
        (Rank("lines", _ALL, Order(1, 2)), "三公经费中的明细（第2大的）"),
        (Rank("projects", None, Order(3, 1, lowest=True)), "项目（从低到高，前3个）"),
        (Said("reason", ("会议费",)), "会议费（原因）"),
    ],
)
def test_whose_when_and_what_are_told(asked: Asked, words: str) -> None:
    assert in_words(Query((asked,), ("甲局",), (2024,))) == f"甲局 · 2024年 · {words}"


def test_a_question_about_the_product_is_of_nothing() -> None:
    assert in_words(Query((Help(),))) == ""
