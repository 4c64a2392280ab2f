"""What may be asked: the bounds of a question and of a conversation, and letters of any kind."""

from __future__ import annotations

import json
import time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assistant.answers import MOST_EARLIER, MOST_LETTERS, MOST_LETTERS_OF_ALL, Question
from assistant.answers_json import answer_to_json
from assistant.ask import ask
from assistant.permalinks import asked_of, asking_link
from assistant.query_engine import MingzhangQueryEngine
from assistant.reading.bounds import in_plain_letters, plain_letters
from ingest.library import Library

OFFICE = "澄浦市文化馆2024年办公费是多少"


def test_the_longest_question_is_answered_and_one_letter_more_is_declined(library: Library) -> None:
    longest = OFFICE + "？" * (MOST_LETTERS - len(OFFICE))
    assert "最多500字" not in ask(Question(longest), library).text
    declined = ask(Question(longest + "？", id="q1"), library)
    assert declined.outcome == "not_found" and not declined.figures
    assert "最多500字" in declined.text and "501" in declined.text and "分成" in declined.text
    assert declined.question.id == "q1" and "共501字" in declined.question.text


def test_an_english_question_is_declined_in_english_with_the_chinese_beside_it(
    library: Library,
) -> None:
    text = ask(Question("How much was spent on the office? " * 20), library).text
    assert text.startswith("A question may have 500 letters at most") and "最多500字" in text


def test_the_most_earlier_turns_are_heeded_and_one_more_is_declined(library: Library) -> None:
    earlier = (OFFICE,) * MOST_EARLIER
    assert ask(Question("那档案馆2023年的呢", earlier), library).outcome == "answered"
    declined = ask(Question("那档案馆呢", (*earlier, OFFICE)), library)
    assert declined.outcome == "not_found"
    assert "12轮" in declined.text and "新开一个对话" in declined.text


def test_all_turns_together_have_a_bound(library: Library) -> None:
    full = (OFFICE * 40)[:MOST_LETTERS]
    rest = MOST_LETTERS_OF_ALL - 3 * MOST_LETTERS - len(OFFICE)
    fitting = ask(Question(OFFICE, (full, full, full, "？" * rest)), library)
    assert "2000" not in fitting.text
    declined = ask(Question(OFFICE, (full, full, full, "？" * (rest + 1))), library)
    assert declined.outcome == "not_found" and "最多2000字" in declined.text


def test_letters_that_stand_for_several_count_as_several(library: Library) -> None:
    assert "最多500字" in ask(Question("\ufdfa" * 100), library).text


def test_the_query_engine_declines_as_the_chat_does(library: Library) -> None:
    response = MingzhangQueryEngine(library=library).custom_query("和" * 600)
    assert response.metadata["outcome"] == "not_found" and "最多500字" in str(response)


def test_a_link_asks_whole_questions_as_many_as_may_be_asked_together() -> None:
    questions = [f"{n}" + "和" * 100 for n in range(20)]
    assert asked_of(asking_link(questions)) == tuple(questions[-MOST_EARLIER - 1 :])
    questions = [f"{n}" + "和" * 600 for n in range(20)]
    assert asked_of(asking_link(questions)) == tuple(questions[-3:])


@pytest.mark.parametrize("between", ["\u200b", "\u202e", "\ufeff", "\u2066"])
def test_marks_that_are_not_seen_change_nothing(library: Library, between: str) -> None:
    marked = between.join(OFFICE)
    assert ask(Question(marked), library).text == ask(Question(OFFICE), library).text


def test_what_is_no_letter_is_replaced_and_white_space_kept() -> None:
    assert plain_letters("a\ud800b\x00c\u200d\td\n") == "a\ufffdb c\td\n"
    rare = "\U000323af\ue000\u3000"
    assert plain_letters(rare) == rare


def test_the_id_and_the_earlier_turns_can_be_written_down_too() -> None:
    question = in_plain_letters(Question("a", ("\udfff",), "\ud800"))
    assert question == Question("a", ("\ufffd",), "\ufffd")


ODD = st.sampled_from(
    [
        *"\x00\x07\x1b\x7f\u200b\u200e\u202e\ufeff\u2028\ud800\udfff\U0001f600和的占比1,.%?？（）()[]“”",
        "办公费",
        "澄浦市文化馆",
        "2024年",
        "比上年增加多少",
        "e" + "\u0301" * 100,
        "999999999999999999",
    ]
)


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    text=st.lists(ODD, max_size=40).map("".join),
    earlier=st.lists(st.lists(ODD, max_size=20).map("".join), max_size=3),
)
def test_whatever_is_asked_is_answered_in_words_that_can_be_written(
    library: Library, text: str, earlier: list[str]
) -> None:
    answer = ask(Question(text, tuple(earlier), text[:5]), library)
    assert answer.text
    json.dumps(answer_to_json(answer), ensure_ascii=False).encode("utf-8")


PUMPS = [
    "和",
    "占",
    "的",
    "局1",
    "减占",
    "市",
    "与_",
    "办公费占",
    "澄浦市文化馆和",
    "11、",
    "（",
    "除以",
]


@pytest.mark.parametrize("pump", PUMPS)
def test_the_longest_question_takes_little_time(library: Library, pump: str) -> None:
    full = (pump * MOST_LETTERS)[:MOST_LETTERS]
    started = time.thread_time()
    answer = ask(Question(full, (OFFICE, full, full)), library)
    # Eight things are weighed at most, each by two networks.
    assert answer.text and time.thread_time() - started < 4
