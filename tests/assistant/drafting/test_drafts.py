"""Drafts as they come in, cut into sentences with their marks."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.drafting.drafts import sentences_of

DRAFT = (
    "<think>先看[9]。</think>修缮项目已经完工[1]。支出因此减少6.20万元。[1][2]没有标记。\n"
    "- **一条**[3]\n2. 二条【证据2】。\nIt fell by 6.20 in 2023.[1] See e.g. the note [1, 2].\n"
)


def told(*pieces: str) -> list[tuple[str, tuple[tuple[int, ...], ...], bool]]:
    return [(s.text, s.marks, s.opens) for s in sentences_of(pieces)]


def test_sentences_with_the_marks_before_and_behind_their_stops() -> None:
    assert told(DRAFT) == [
        ("修缮项目已经完工。", ((1,),), True),
        ("支出因此减少6.20万元。", ((1,), (2,)), False),
        ("没有标记。", (), False),
        ("一条", ((3,),), True),
        ("二条。", ((2,),), True),
        ("It fell by 6.20 in 2023.", ((1,),), True),
        ("See e.g. the note.", ((1, 2),), False),
    ]


@given(st.lists(st.integers(min_value=1, max_value=9)))
def test_pieces_may_be_cut_anywhere(sizes: list[int]) -> None:
    pieces, rest = [], DRAFT
    for size in sizes:
        pieces.append(rest[:size])
        rest = rest[size:]
    assert told(*pieces, rest) == told(DRAFT)


def test_a_sentence_comes_as_soon_as_no_mark_can_follow() -> None:
    came = []

    def pieces() -> object:
        for piece in ("完工[1]。", "[2]", "减少"):
            came.append(piece)
            yield piece

    first = next(sentences_of(pieces()))  # type: ignore[arg-type]
    assert (first.text, first.marks) == ("完工。", ((1,), (2,)))
    assert came == ["完工[1]。", "[2]", "减少"]


@pytest.mark.parametrize("draft", ["", "\n\n", "<think>只有想法[1]。", "- \n- "])
def test_nothing_said_is_no_sentence(draft: str) -> None:
    assert told(draft) == []


@given(st.text(alphabet="甲[]1。.\n- <think>/“”x", max_size=40))
def test_any_rubbish_ends(draft: str) -> None:
    assert all(sentence.text for sentence in sentences_of([draft]))
