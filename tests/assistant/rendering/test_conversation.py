from __future__ import annotations

from pathlib import Path

from assistant.rendering.conversation import Conversation, undone, words_of
from assistant.rendering.languages import Texts
from ingest.library import Library

EARLIER = [
    {"role": "user", "content": [{"type": "text", "text": "甲？"}]},
    {"role": "assistant", "content": [{"type": "text", "text": "…"}]},
]


def conversation(library: Library) -> Conversation:
    return Conversation(library, Texts("zh"))


def test_a_question_is_shown_before_its_answer_and_earlier_turns_stay(tmp_path: Path) -> None:
    with Library.open(tmp_path / "library") as library:
        steps = list(conversation(library).reply(" 乙？ ", EARLIER))
    (asked, nothing), *_, (turns, answer) = steps
    assert asked == [*EARLIER, {"role": "user", "content": "乙？"}] and nothing is None
    assert turns[:3] == asked and "not_found" in turns[3]["content"]
    assert answer and answer.question.earlier == ("甲？",)


def test_an_empty_question_asks_nothing(tmp_path: Path) -> None:
    with Library.open(tmp_path / "library") as library:
        assert list(conversation(library).reply("  ", [])) == []


def test_a_conversation_is_asked_again_in_its_order(tmp_path: Path) -> None:
    with Library.open(tmp_path / "library") as library:
        turns = conversation(library).asked_again(["甲？", "乙？"])
    assert [turn["role"] for turn in turns] == ["user", "assistant"] * 2
    assert [words_of(turn) for turn in turns if turn["role"] == "user"] == ["甲？", "乙？"]


def test_the_last_question_is_taken_back() -> None:
    assert undone(EARLIER) == ("甲？", [])
    later = [*EARLIER, {"role": "user", "content": "乙？"}]
    assert undone(later) == ("乙？", EARLIER)
    assert undone([]) == ("", [])


def test_a_question_is_shown_as_it_was_typed_and_asked_as_it_was_typed(tmp_path: Path) -> None:
    with Library.open(tmp_path / "library") as library:
        *_, (turns, answer) = conversation(library).reply("<b>甲 & 乙？", [])
    assert turns[0]["content"] == "&lt;b&gt;甲 &amp; 乙？"
    assert words_of(turns[0]) == "<b>甲 & 乙？"
    assert answer and answer.question.text == "<b>甲 & 乙？"
