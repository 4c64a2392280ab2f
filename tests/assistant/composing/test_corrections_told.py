"""Answers that rest on a corrected figure use it and say so."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from assistant.answers import Answer, Question
from assistant.answers_json import answer_to_json
from assistant.ask import ask
from assistant.selection.figure_selection import Selection
from assistant.selection.figure_table import find_rows
from ingest.library import Library
from ingest.privacy import STAFF
from ingest.selection import FigureFilter
from tests.assistant.asking import holding

NOTE = "更正：原读作 2.15，由 小李 于 "
REASON = "更正为 21.50，理由：小数点看错。"


@pytest.fixture
def held(tmp_path: Path, make_account: Callable[..., Any]) -> Iterator[Library]:
    made = make_account("澄浦市文化馆", 2024, total="99.85", basic="61.35", office="2.15")
    with holding(tmp_path, made.reading()) as library:
        (figure,) = library.figures(FigureFilter(row_codes=("30201",)))
        library.correct(figure.id, "21.50", author="小李", reason="小数点看错。")
        yield library


def _ask(question: str, library: Library) -> Answer:
    return ask(Question(question), library, names=True)


def test_the_answer_gives_the_corrected_figure_and_says_what_was_read(held: Library) -> None:
    answer = _ask("澄浦市文化馆2024年办公费是多少？", held)
    first, last = answer.text.splitlines()[0], answer.text.splitlines()[-1]
    assert "21.50万元" in first
    assert last.startswith(NOTE) and last.endswith(REASON)
    assert answer.citations[0].quote.endswith("21.50（更正，原读作 2.15）")


def test_a_calculation_uses_it_and_says_so_once(held: Library) -> None:
    answer = _ask("澄浦市文化馆2024年办公费和公务接待费加起来是多少？", held)
    assert "21.80" in answer.text
    assert answer.text.count(NOTE) == 1


def test_the_json_tells_the_correction_and_counts_the_reading_as_context(held: Library) -> None:
    figures = answer_to_json(_ask("澄浦市文化馆2024年办公费是多少？", held))["figures"]
    assert [(f["value"], f["role"], f["corrected"]) for f in figures] == [
        ("21.50", "answer", True),
        ("2.15", "context", False),
    ]
    told = figures[0]["correction"]
    assert (told["original"], told["printed"], told["author"]) == ("2.15", "21.50", "小李")
    assert told["reason"] == "小数点看错。"


def test_the_table_of_figures_says_so_too(held: Library) -> None:
    (row,) = find_rows(held, Selection(rows=("30201",))).rows
    assert f"{row.value}" == "21.50"
    assert "2.15" in row.corrected


def test_an_answer_without_corrected_figures_says_nothing(held: Library) -> None:
    assert "更正" not in _ask("澄浦市文化馆2024年公务接待费是多少？", held).text


@pytest.mark.parametrize(
    "question", ["澄浦市文化馆2024年办公费是多少？", "How much was 办公费 in 2024?"]
)
def test_the_public_is_told_that_staff_did(held: Library, question: str) -> None:
    answer = ask(Question(question), held)
    assert STAFF in answer.text and held.corrections()[0].at[:10] in answer.text
    told = str((answer, answer_to_json(answer)))
    assert "小李" not in told and f"'author': '{STAFF}'" in told
