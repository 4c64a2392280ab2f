"""One answer of two readings of a question."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from assistant.answers import Answer, Choice, Outcome, Question, StatedFigure
from assistant.composing.two_readings import one_of
from ingest.library import Library
from tests.assistant.asking import holding
from tests.assistant.conftest import ReportBuilder


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    made = ReportBuilder("临江市审计局", 2024)
    cells = [
        ("30216", "培训费", ("本年支出合计",), "6.00"),
        ("30215", "会议费", ("本年支出合计",), "4.00"),
    ]
    made.table("expenditure", "支出决算表", 5, cells)
    with holding(tmp_path, made.reading()) as held:
        yield held


def _answer(library: Library, label: str, outcome: Outcome = "answered") -> Answer:
    report = library.reports()[0]
    table = library.tables(report.id)[0]
    figure = next(f for f in table.figures if f.row_label == label)
    stated = StatedFigure(
        str(figure.value), figure.unit, "answer", label, report.file, 5, figure.id
    )
    figures = (stated,) if outcome == "answered" else ()
    return Answer(Question("多少"), outcome, label, "", figures=figures)


def _one(
    library: Library, words: Answer, read: Answer, chance: float, *, checked: bool = False
) -> Answer:
    return one_of(words, read, chance, library, checked=checked)


def _in_english(answer: Answer) -> Answer:
    return replace(answer, question=Question("How much did they spend on training?"))


def test_what_both_tell_is_told_as_the_words_do(library: Library) -> None:
    words = _answer(library, "培训费")
    assert _one(library, words, _answer(library, "培训费"), 0.99) is words


def test_what_they_differ_in_is_asked_back_with_both(library: Library) -> None:
    told = _one(library, _answer(library, "培训费"), _answer(library, "会议费"), 0.99)
    assert told.outcome == "clarify"
    assert ["6.00" in c.label or "4.00" in c.label for c in told.choices] == [True, True]
    assert {(f.value, f.role) for f in told.figures} == {("6.00", "context"), ("4.00", "context")}


def test_a_doubtful_reading_is_not_held_against_the_words(library: Library) -> None:
    words = _answer(library, "培训费")
    assert _one(library, words, _answer(library, "会议费"), 0.5) is words


def test_the_reader_tells_more_than_the_words_or_less(library: Library) -> None:
    one, both = _answer(library, "培训费"), _answer(library, "培训费")
    both = replace(both, figures=(*both.figures, *_answer(library, "会议费").figures))
    assert _one(library, one, both, 0.95) is both
    assert _one(library, both, one, 0.95) is one


def test_the_reader_answers_alone_where_it_is_sure(library: Library) -> None:
    words, read = _answer(library, "培训费", "not_found"), _answer(library, "会议费")
    assert _one(library, words, read, 0.95) is read


def test_where_it_is_not_sure_it_offers(library: Library) -> None:
    words, read = _answer(library, "培训费", "not_found"), _answer(library, "会议费")
    told = _one(library, words, read, 0.5)
    assert (told.outcome, len(told.choices)) == ("clarify", 1)


def test_in_english_the_words_alone_are_not_believed(library: Library) -> None:
    words = _in_english(_answer(library, "培训费"))
    read = _in_english(_answer(library, "会议费"))
    assert _one(library, words, read, 0.95) is read
    silent = Answer(words.question, "not_found", "", "")
    assert _one(library, words, silent, 0.95).outcome == "clarify"


def test_a_check_by_words_alone_is_asked_back(library: Library) -> None:
    words, silent = _answer(library, "培训费"), Answer(Question("多少"), "not_found", "", "")
    assert _one(library, words, silent, 1.0) is words
    assert _one(library, words, silent, 1.0, checked=True).outcome == "clarify"


def test_choices_of_the_reader_go_before_nothing_found(library: Library) -> None:
    words = _answer(library, "培训费", "not_found")
    offered = replace(_answer(library, "会议费").figures[0], role="context")
    read = Answer(
        Question("多少"),
        "clarify",
        "哪一个",
        "",
        figures=(offered,),
        choices=(Choice("甲", "甲？"),),
    )
    assert _one(library, words, read, 0.4) is read
    asked_back = _answer(library, "培训费", "clarify")
    assert _one(library, asked_back, read, 0.4) is asked_back


@pytest.mark.parametrize(
    ("things", "answered"), [(("培训费",), True), (("蓝天碧水培训费",), False)]
)
def test_words_that_leave_part_of_a_thing_out_are_not_believed(
    library: Library, things: tuple[str, ...], answered: bool
) -> None:
    words, silent = _answer(library, "培训费"), Answer(Question("多少"), "not_found", "", "")
    told = one_of(words, silent, 1.0, library, checked=False, things=things)
    assert (told is words) == answered
