from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.answers import Question
from assistant.ask import ask
from assistant.rendering.examples import example_questions
from assistant.rendering.languages import Texts
from ingest.library import Library
from ingest.reading import read_report
from ingest.settings import Settings

ZH = Texts("zh")
SAMPLES = Path(__file__).parents[3] / "samples"
NAMES = ("zhuhai-2023.pdf", "chengpu-culture-2025-budget.pdf")


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    settings = Settings()
    with Library.open(tmp_path_factory.mktemp("examples") / "library", settings) as held:
        for name in NAMES:
            held.add(read_report(SAMPLES / name, settings), SAMPLES / name)
        yield held


def test_every_example_is_answered_with_a_citation(library: Library) -> None:
    questions = example_questions(library, ZH)
    assert len(questions) >= 3
    assert len(set(questions)) == len(questions)
    for question in questions:
        answer = ask(Question(question), library)
        assert answer.outcome == "answered", question
        assert answer.citations, question


def test_examples_ask_of_several_reports_an_amount_a_reason_and_a_term(library: Library) -> None:
    questions = example_questions(library, ZH)
    for report in library.reports():
        assert any(report.publisher in question for question in questions)
    for word in ("是多少？", "为什么", "什么是"):
        assert any(word in question for question in questions)


def test_no_more_examples_than_wanted(library: Library) -> None:
    assert len(example_questions(library, ZH, most=2)) == 2


def test_an_empty_library_gives_no_examples(tmp_path: Path) -> None:
    with Library.open(tmp_path / "library") as empty:
        assert example_questions(empty, ZH) == ()


def test_examples_in_english_are_english_and_answered(library: Library) -> None:
    questions = example_questions(library, Texts("en"))
    assert len(questions) >= 2
    for question in questions:
        assert question.split()[0] in ("How", "What", "Why")
        answer = ask(Question(question), library)
        assert answer.outcome == "answered" and answer.citations, question
