from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.answers import Answer, Draft, Question
from assistant.ask import ask_streaming
from assistant.rendering.conversation import Asked, Conversation, Talk, question_html
from assistant.rendering.languages import Texts
from ingest.errors import OutOfTime
from ingest.library import Library

EARLIER = Talk(
    ("甲？",), ({"role": "user", "content": "甲？"}, {"role": "assistant", "content": "…"})
)


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    with Library.open(tmp_path / "library") as library:
        yield library


@pytest.fixture
def conversation(library: Library) -> Conversation:
    return Conversation(library, Texts("zh"))


@pytest.fixture
def answered(library: Library) -> Asked:
    return lambda question: ask_streaming(question, library)


def test_a_question_is_shown_before_its_answer_and_earlier_turns_stay(
    conversation: Conversation, answered: Asked
) -> None:
    (asked, nothing), *_, (talk, answer) = conversation.reply(" 乙？ ", EARLIER, answered)
    shown = {"role": "user", "content": question_html("乙？")}
    assert asked == Talk(("甲？", "乙？"), (*EARLIER.turns, shown)) and nothing is None
    assert talk.turns[:3] == asked.turns and "not_found" in talk.turns[3]["content"]
    assert answer and answer.question.earlier == ("甲？",)


def test_an_empty_question_asks_nothing(conversation: Conversation, answered: Asked) -> None:
    assert list(conversation.reply("  ", Talk(), answered)) == []


def test_a_conversation_is_asked_again_in_its_order(
    conversation: Conversation, answered: Asked
) -> None:
    talk = conversation.asked_again(["甲？", "乙？"], answered)
    assert [turn["role"] for turn in talk.turns] == ["user", "assistant"] * 2
    assert talk.questions == ("甲？", "乙？")


def test_the_last_question_is_taken_back() -> None:
    assert EARLIER.undone() == ("甲？", Talk())
    asked = {"role": "user", "content": "乙？"}
    assert Talk(("甲？", "乙？"), (*EARLIER.turns, asked)).undone() == ("乙？", EARLIER)
    assert Talk().undone() == ("", Talk())


def test_a_question_is_shown_as_it_was_typed_and_asked_as_it_was_typed(
    conversation: Conversation, answered: Asked
) -> None:
    *_, (talk, answer) = conversation.reply("<b>甲 & 乙？", Talk(), answered)
    assert talk.turns[0]["content"] == "<p class='asked'>&lt;b&gt;甲 &amp; 乙？</p>"
    assert answer and answer.question.text == "<b>甲 & 乙？"


def test_no_line_of_a_question_leaves_its_block() -> None:
    # The chat reads what follows a blank line as Markdown: it would fetch the picture.
    shown = question_html("甲\n\n![](http://example.org/seen.png)")
    assert "\n" not in shown and "<img" not in shown


def test_no_line_of_a_question_leaves_the_answer(
    conversation: Conversation, answered: Asked
) -> None:
    *_, (talk, _) = conversation.reply("甲\n\n![](http://192.0.2.1/a.png)\r\r乙", Talk(), answered)
    assert len(talk.turns) == 2
    assert not any(len(turn["content"].splitlines()) > 1 for turn in talk.turns)


def test_a_long_conversation_keeps_what_may_be_asked_together(
    conversation: Conversation, answered: Asked
) -> None:
    talk = Talk()
    for at in range(20):
        *_, (talk, answer) = conversation.reply(f"第{at}问" + "长" * 300, talk, answered)
        assert answer is not None
    assert 1 < len(talk.questions) < 10 and talk.questions[-1].startswith("第19问")
    assert len(talk.turns) == 40


def test_an_answer_that_takes_too_long_is_told_and_the_question_stays(
    conversation: Conversation,
) -> None:
    def late(_question: Question) -> Iterator[Draft | Answer]:
        raise OutOfTime.after(10)
        yield

    *_, (talk, answer) = conversation.reply("甲？", Talk(), late)
    assert "10 秒内没有算完" in talk.turns[-1]["content"] and answer is None
    assert talk.questions == ("甲？",)
