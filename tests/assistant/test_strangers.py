"""What is asked of a body or place that is not held is answered by no other, and told as asked."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from assistant.answers import Answer, Question
from assistant.ask import ask
from ingest.library import Library


@pytest.fixture
def library(tmp_path: Path, make_account: Callable[..., Any]) -> Iterator[Library]:
    folder = tmp_path
    original = folder / "original.pdf"
    original.write_bytes(b"%PDF-1.4 made by hand")
    with Library.open(folder / "library") as opened:
        for publisher, year in (("澄浦市文化馆", 2024), ("临江市档案馆", 2023)):
            account = make_account(publisher, year, total="99.85", basic="61.35", office="2.15")
            opened.add(account.reading(), original)
        yield opened


def asked(library: Library, text: str, *earlier: str) -> Answer:
    return ask(Question(text, earlier), library)


@pytest.mark.parametrize(
    ("question", "missing", "asked_of"),
    [
        ("云岭区教育局2024年办公费", "云岭区教育局", ("云岭区教育局", "2024", "办公费")),
        ("教育局2024年办公费是多少", "教育局", ("教育局", "2024", "办公费")),
        ("云岭2024年办公费是多少", "云岭", ("云岭", "2024", "办公费")),
        ("澄浦市文化馆2021年办公费", "2021年", ("澄浦市文化馆", "2021", "办公费")),
    ],
)
def test_a_refusal_names_what_is_not_held_and_reads_what_was_asked(
    library: Library, question: str, missing: str, asked_of: tuple[str, ...]
) -> None:
    answer = asked(library, question)
    assert (answer.outcome, answer.figures) == ("not_found", ())
    assert missing in answer.text
    assert all(words in answer.reading for words in asked_of)


@pytest.mark.parametrize(
    "question",
    [
        "2024年火星探测费是多少",
        "How much did the Yunling Education Bureau spend on rockets in 2024?",
        "云岭区教育局2024年的主要职责有哪些",
        "云岭区教育局2024年办公费为什么增加",
    ],
)
def test_no_refusal_reads_a_body_that_was_not_asked(library: Library, question: str) -> None:
    answer = asked(library, question)
    assert answer.outcome == "not_found"
    assert "2024" in answer.reading
    assert not any(name in answer.reading for name in ("文化馆", "档案馆"))


def test_a_body_that_was_asked_stays_in_the_reading(library: Library) -> None:
    answer = asked(library, "澄浦市文化馆2024年火星探测费是多少")
    assert answer.outcome == "not_found"
    assert "澄浦市文化馆" in answer.reading and "2024" in answer.reading


def test_the_line_asked_before_is_not_answered_by_another_body(library: Library) -> None:
    answer = asked(library, "那云岭区教育局呢", "澄浦市文化馆2024年办公费是多少")
    assert (answer.outcome, answer.figures) == ("not_found", ())
    assert "云岭区教育局" in answer.text and "文化馆" not in answer.reading


def test_a_word_of_the_reports_before_the_year_is_no_stranger(library: Library) -> None:
    answer = asked(library, "办公费2024年是多少")
    assert [f.value for f in answer.figures if f.role == "answer"] == ["2.15"]
