"""Answers over a report whose file is damaged say which of its pages were not read."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from assistant.answers import Question
from assistant.ask import ask
from assistant.rendering.languages import Texts
from assistant.rendering.library_html import shelf_html
from ingest.commands import show
from ingest.library import Library
from ingest.nouns import ReadingSummary
from ingest.settings import Settings

TOLD = "第7-9、12页未读"


@pytest.fixture
def library(tmp_path: Path, make_account: Callable[..., Any]) -> Iterator[Library]:
    original = tmp_path / "a.pdf"
    original.write_bytes(b"%PDF-1.4 made by hand")
    made = make_account("澄浦市文化馆", 2024, total="99.85", basic="61.35", office="2.15")
    with Library.open(tmp_path / "library") as library:
        summary = ReadingSummary(damaged_pages=(7, 8, 9, 12))
        library.add(replace(made.reading(), summary=summary), original)
        yield library


@pytest.mark.parametrize(
    "question",
    [
        "澄浦市文化馆2024年办公费是多少？",
        "澄浦市文化馆2024年氢能补贴支出是多少？",
        "澄浦市文化馆2024年支出最多的三项是什么？",
        "2024年办公费一共多少？",
    ],
)
def test_every_answer_tells(question: str, library: Library) -> None:
    answer = ask(Question(question), library)

    assert answer.outcome in ("answered", "not_found")
    assert TOLD in answer.text
    assert "澄浦市文化馆2024年报告的文件已损坏" in answer.text


def test_in_english_too(library: Library) -> None:
    answer = ask(Question("How much is 办公费 of 澄浦市文化馆 in 2024?"), library)

    assert "page 7-9, 12 was not read" in answer.text


def test_lists_tell(library: Library, capsys: pytest.CaptureFixture[str]) -> None:
    (report,) = library.reports()
    held = [(report, library.summary(report.id))]

    show(library.folder, Settings(), as_json=False)
    assert "the file is damaged: 7-9, 12" in capsys.readouterr().out
    assert "文件已损坏，未读的页：7-9, 12" in shelf_html(held, Texts("zh"))
    assert "pages not read: 7-9, 12" in shelf_html(held, Texts("en"))
