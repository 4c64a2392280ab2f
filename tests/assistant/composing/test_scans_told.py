"""Answers from scanned pages say so; what was recognised badly is not told without a warning."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from assistant.answers import Answer, Question
from assistant.answers_json import answer_to_json
from assistant.ask import ask
from ingest.library import Library
from ingest.nouns import Discrepancy, Reading, ReadingSummary
from ingest.selection import FigureFilter

FROM_SCAN = "读自扫描件（第6页）"
UNSURE = "可信度87%"


def scanned(reading: Reading, page: int, confidence: float) -> Reading:
    """The reading, as if one of its pages had been a picture."""
    tables = tuple(
        replace(
            table,
            figures=tuple(
                replace(figure, source="ocr", confidence=confidence) for figure in table.figures
            ),
        )
        if table.pages == (page,)
        else table
        for table in reading.tables
    )
    return replace(reading, tables=tables, summary=ReadingSummary(scanned_pages=(page,)))


@pytest.fixture
def held(tmp_path: Path, make_account: Callable[..., Any]) -> Iterator[Callable[..., Library]]:
    original = tmp_path / "a.pdf"
    original.write_bytes(b"%PDF-1.4 made by hand")
    made = make_account("澄浦市文化馆", 2024, total="99.85", basic="61.35", office="2.15")
    with Library.open(tmp_path / "library") as library:

        def hold(confidence: float, *discrepancies: Discrepancy) -> Library:
            reading = scanned(made.reading(), 6, confidence)
            library.add(replace(reading, discrepancies=discrepancies), original)
            return library

        yield hold


def _ask(question: str, library: Library) -> Answer:
    return ask(Question(question), library)


def test_an_answer_from_a_scan_says_so(held: Callable[..., Library]) -> None:
    answer = _ask("澄浦市文化馆2024年办公费是多少？", held(0.999))
    assert "2.15万元" in answer.text and FROM_SCAN in answer.text
    assert "可信度" not in answer.text
    (figure,) = answer_to_json(answer)["figures"]
    assert (figure["source"], figure["confidence"]) == ("ocr", 0.999)


def test_an_unsure_digit_is_told_with_its_confidence(held: Callable[..., Library]) -> None:
    answer = _ask("澄浦市文化馆2024年办公费是多少？", held(0.87))
    assert FROM_SCAN in answer.text and UNSURE in answer.text
    assert [(f.value, f.unit, f.role) for f in answer.figures] == [
        ("2.15", "万元", "answer"),
        ("87", "%", "context"),
    ]


def test_a_calculation_warns_of_its_operands(held: Callable[..., Library]) -> None:
    answer = _ask("澄浦市文化馆2024年办公费和公务接待费加起来是多少？", held(0.87))
    assert "2.45" in answer.text
    assert FROM_SCAN in answer.text and UNSURE in answer.text


def test_other_pages_of_the_report_are_not_called_scans(held: Callable[..., Library]) -> None:
    answer = _ask("澄浦市文化馆2024年本年支出合计是多少？", held(0.87))
    assert "99.85万元" in answer.text
    assert "扫描" not in answer.text
    assert answer_to_json(answer)["figures"][0]["source"] == "text"


def test_a_sum_that_fails_may_be_a_misread_digit(held: Callable[..., Library]) -> None:
    library = held(0.999)
    (cell,) = library.figures(FigureFilter(row_codes=("30201",)))
    places = cell.locators
    failing = Discrepancy(
        cell.report_id,
        "column_total",
        "公用经费合计 8.10万元",
        "办公费·金额 2.15万元",
        places,
        places,
        cell.value or 0,  # type: ignore[arg-type]
        cell.value or 0,  # type: ignore[arg-type]
        "万元",
        "discrepancy",
    )
    library.remove(cell.report_id)
    answer = _ask("澄浦市文化馆2024年办公费是多少？", held(0.999, failing))
    assert "可能是扫描件上的数字识别有误" in answer.text


def test_a_corrected_figure_is_not_doubted_any_more(held: Callable[..., Library]) -> None:
    library = held(0.87)
    (cell,) = library.figures(FigureFilter(row_codes=("30201",)))
    library.correct(cell.id, "21.50", author="小李", reason="识别有误。")
    answer = _ask("澄浦市文化馆2024年办公费是多少？", library)
    assert "21.50万元" in answer.text and FROM_SCAN in answer.text
    assert "可信度" not in answer.text


def test_in_english(held: Callable[..., Library]) -> None:
    answer = _ask("How much was 办公费 of 澄浦市文化馆 in 2024?", held(0.87))
    assert "Read from a scan (page 6)" in answer.text
    assert "confidence of 87% only" in answer.text
