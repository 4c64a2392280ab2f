"""What a turn leaves out is lent by the turns before it."""

from __future__ import annotations

from assistant.reading.tags import Span, Tag, Want
from assistant.reading.turn import Turn, after, turn_of


def _turn(marked: list[tuple[str, Tag | None]], *wants: Want) -> Turn:
    text, spans = "", []
    for words, tag in marked:
        if tag:
            spans.append(Span(len(text), len(text) + len(words), tag))
        text += words
    return turn_of(text, spans, {want: 0.9 - 0.01 * at for at, want in enumerate(wants)})


_FIRST = _turn([("甲局", "body"), ("2024年", "year"), ("三公经费", "thing")], "value")


def test_another_body_is_asked_the_same() -> None:
    turn = after(_turn([("那", "reference"), ("乙局", "body"), ("呢", None)], "value"), _FIRST)
    assert turn.said("body") == ("乙局",)
    assert turn.said("year") == ("2024年",)
    assert turn.said("thing") == ("三公经费",)


def test_the_year_before_is_that_before_the_year_asked() -> None:
    turn = after(_turn([("上一年", "year"), ("呢", None)], "value"), _FIRST)
    assert turn.said("year") == ("2024年", "上一年")
    assert turn.said("thing") == ("三公经费",)


def test_another_year_takes_the_place_of_the_first() -> None:
    assert after(_turn([("2022年", "year")], "value"), _FIRST).said("year") == ("2022年",)


def test_a_reason_is_of_what_was_asked() -> None:
    turn = after(_turn([("为什么", None)], "reason"), _FIRST)
    assert turn.said("thing") == ("三公经费",)
    assert turn.first == "reason"


def test_a_share_of_a_whole_is_that_of_what_was_asked() -> None:
    turn = after(_turn([("占", None), ("总支出", "whole"), ("多少", None)], "share"), _FIRST)
    assert (turn.said("thing"), turn.said("whole")) == (("三公经费",), ("总支出",))


def test_another_unit_repeats_what_was_wanted() -> None:
    compared = _turn([("甲局", "body"), ("三公经费", "thing"), ("涨了吗", None)], "change")
    turn = after(_turn([("换成", None), ("元", "unit")], "value"), compared)
    assert turn.first == "change"
    assert turn.said("unit") == ("元",)


def test_a_sum_is_of_the_things_asked_before() -> None:
    second = after(_turn([("会议费", "thing"), ("呢", None)], "value"), _FIRST)
    turn = after(_turn([("加起来", None)], "sum"), second)
    assert turn.said("thing") == ("三公经费", "会议费")
    assert turn.said("body") == ("甲局",)


def test_a_difference_between_bodies_is_of_the_bodies_asked_before() -> None:
    second = after(_turn([("乙局", "body"), ("呢", None)], "value"), _FIRST)
    turn = after(_turn([("差多少", None)], "difference"), second)
    assert turn.said("body") == ("甲局", "乙局")
    assert turn.said("thing") == ("三公经费",)


def test_all_bodies_are_not_the_one_asked_before() -> None:
    turn = after(_turn([("所有部门", "set"), ("呢", None)], "value", "over"), _FIRST)
    assert turn.said("body") == ()
    assert turn.said("thing") == ("三公经费",)


def test_a_question_about_the_product_stands_alone() -> None:
    assert after(_turn([("你会什么", None)], "help"), _FIRST).said("body") == ()
