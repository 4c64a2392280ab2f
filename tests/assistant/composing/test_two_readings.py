"""One answer of two readings of a question."""

from __future__ import annotations

from collections.abc import Iterator
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
    library: Library,
    words: Answer,
    read: Answer,
    chance: float,
    sure: float = 1.0,
    *,
    reckoned: bool = False,
) -> Answer:
    return one_of(words, read, chance, sure, library, reckoned=reckoned)


def test_what_both_tell_is_the_answer(library: Library) -> None:
    words = _answer(library, "培训费")
    assert _one(library, words, _answer(library, "培训费"), 0.99) is words


def test_what_they_surely_differ_in_is_asked_back_with_both(library: Library) -> None:
    told = _one(library, _answer(library, "培训费"), _answer(library, "会议费"), 0.99)
    assert told.outcome == "clarify"
    assert ["6.00" in c.label or "4.00" in c.label for c in told.choices] == [True, True]
    assert {(f.value, f.role) for f in told.figures} == {("6.00", "context"), ("4.00", "context")}


def test_a_doubtful_reading_is_not_held_against_the_words(library: Library) -> None:
    words = _answer(library, "培训费")
    assert _one(library, words, _answer(library, "会议费"), 0.5) is words


def test_the_reader_answers_alone_where_it_is_sure(library: Library) -> None:
    words, read = _answer(library, "培训费", "not_found"), _answer(library, "会议费")
    assert _one(library, words, read, 0.95) is read


@pytest.mark.parametrize(("chance", "sure"), [(0.7, 1.0), (1.0, 0.5)])
def test_where_it_is_less_sure_it_offers(library: Library, chance: float, sure: float) -> None:
    words, read = _answer(library, "培训费", "not_found"), _answer(library, "会议费")
    told = _one(library, words, read, chance, sure)
    assert (told.outcome, len(told.choices)) == ("clarify", 1)


def test_a_figure_is_no_part_of_a_calculation_that_failed(library: Library) -> None:
    words, read = _answer(library, "培训费", "not_found"), _answer(library, "会议费")
    assert _one(library, words, read, 0.7, reckoned=True) is words


def test_choices_of_the_reader_go_before_nothing_found(library: Library) -> None:
    words = _answer(library, "培训费", "not_found")
    read = Answer(Question("多少"), "clarify", "哪一个", "", choices=(Choice("甲", "甲？"),))
    assert _one(library, words, read, 0.4) is read
    asked_back = _answer(library, "培训费", "clarify")
    assert _one(library, asked_back, read, 0.4) is asked_back
