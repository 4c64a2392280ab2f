"""The reader that ships: it reads as it did when it was trained, and never loses a letter."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.reading.reader import framed, reader
from assistant.reading.tags import Tag, Want

_READ: tuple[tuple[str, set[tuple[str, Tag]], Want], ...] = (
    (
        "云溪市水务局2024年培训费花了多少",
        {("云溪市水务局", "body"), ("2024年", "year"), ("培训费", "thing")},
        "value",
    ),
    (
        "临江市审计局2025年公务接待费占支出总计的百分之几",
        {
            ("临江市审计局", "body"),
            ("2025年", "year"),
            ("公务接待费", "thing"),
            ("支出总计", "whole"),
        },
        "share",
    ),
    (
        "澄浦市文化馆2024年人员经费里金额最大的三项是什么",
        {
            ("澄浦市文化馆", "body"),
            ("2024年", "year"),
            ("人员经费", "thing"),
            ("最大的三项", "order"),
        },
        "rank",
    ),
    ("换成亿元", {("亿元", "unit")}, "value"),
    (
        "How much did the Linjiang Audit Bureau spend on training in 2024?",
        {("Linjiang Audit Bureau", "body"), ("training", "thing"), ("2024", "year")},
        "value",
    ),
    (
        "云溪市水务局和临江市审计局谁的会议费多",
        {("云溪市水务局", "body"), ("临江市审计局", "body"), ("会议费", "thing")},
        "compare",
    ),
    (
        "2024年各部门公务用车运行维护费排名",
        {("2024年", "year"), ("各部门", "set"), ("公务用车运行维护费", "thing")},
        "over",
    ),
)


@pytest.mark.parametrize(("question", "stretches", "want"), _READ)
def test_a_question_is_read(question: str, stretches: set[tuple[str, Tag]], want: Want) -> None:
    turn = reader().read(question)
    found = {(w.text, tag) for tag, words in turn.stretches.items() for w in words}
    assert (found, turn.wanted(want)) == (stretches, True)


def test_several_things_may_be_wanted() -> None:
    turn = reader().read("澄浦市文化馆23年三公经费比上年增加了多少，为什么")
    assert turn.wanted("change")
    assert turn.wanted("reason")


def test_words_are_likelier_to_mean_their_thing_than_its_neighbours() -> None:
    names = ("公务用车运行维护费｜万元", "公务接待费｜万元", "差旅费｜万元")
    chances = reader().same("养车的钱", names)
    assert max(names, key=lambda name: chances[names.index(name)]) == names[0]


def test_many_names_are_weighed_as_one_by_one() -> None:
    names = tuple(f"{at}号项目｜万元" for at in range(40))
    together = reader().same("7号项目", names)
    alone = reader().same("7号项目", names[7:8])[0]
    assert together[7] == pytest.approx(alone, abs=0.05)
    assert len(together) == len(names)


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=120), st.lists(st.text(max_size=60), max_size=3))
def test_stretches_are_of_the_text_and_apart(text: str, earlier: list[str]) -> None:
    turn = reader().read(text, earlier)
    spans = sorted((w.start, w.end) for words in turn.stretches.values() for w in words)
    assert all(text[w.start : w.end] == w.text for ws in turn.stretches.values() for w in ws)
    assert all(0 <= start < end <= len(text) for start, end in spans)


def test_a_text_is_framed_by_what_came_before() -> None:
    assert framed((), (7, 8)) == ((0, 7, 8, 2), (0, 1, 1, 0))
    assert framed((5,), (7, 8)) == ((0, 5, 2, 7, 8, 2), (0, 0, 0, 1, 1, 0))
