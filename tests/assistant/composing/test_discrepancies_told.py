"""An answer that states a figure which the report contradicts says so, with the other place."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from assistant.answers import Answer, Question
from assistant.answers_json import answer_to_json
from assistant.ask import ask
from assistant.composing.discrepancies_told import with_discrepancies_told
from assistant.rendering.answers_html import answer_html
from assistant.rendering.languages import Texts
from ingest.library import Library
from ingest.nouns import Discrepancy, Locator, Reading

TOLD_AT = (Locator(19, (72.0, 90.0, 110.0, 102.0)),)


def contradicted(reading: Reading, severity: str) -> Reading:
    """The reading, with a sentence somewhere that says another amount of office expenses."""
    cells = [f for table in reading.tables for f in table.figures if f.row_label == "办公费"]
    (cell,) = cells
    found = Discrepancy(
        reading.report.id,
        "line_told",
        "办公费支出 4.51万元",
        f"办公费·金额 {cell.printed}万元",
        TOLD_AT,
        cell.locators,
        Decimal("0.30"),
        Decimal("0.01"),
        "万元",
        severity,  # type: ignore[arg-type]
    )
    return replace(reading, discrepancies=(found,))


@pytest.fixture
def library(tmp_path: Path, make_account: Callable[..., Any]) -> Iterator[Library]:
    original = tmp_path / "original.pdf"
    original.write_bytes(b"%PDF-1.4 made by hand")
    culture = make_account("澄浦市文化馆", 2024, total="99.85", basic="61.35", office="4.21")
    archive = make_account("临江市档案馆", 2023, total="70.00", basic="61.35", office="3.40")
    with Library.open(tmp_path / "library") as opened:
        opened.add(contradicted(culture.reading(), "discrepancy"), original)
        opened.add(contradicted(archive.reading(), "rounding"), original)
        yield opened


def asked(library: Library, text: str) -> Answer:
    return ask(Question(text), library)


def test_the_text_names_both_sides_and_cites_the_other_place(library: Library) -> None:
    answer = asked(library, "澄浦市文化馆2024年办公费是多少")
    (note,) = [line for line in answer.text.splitlines() if line.startswith("注意：")]
    assert "4.51万元" in note and "4.21万元" in note and "相差 0.30万元" in note
    other = next(cited for cited in answer.citations if cited.locators == TOLD_AT)
    assert f"[{other.mark}]" in note


def test_the_amounts_of_a_contradiction_are_context(library: Library) -> None:
    answer = asked(library, "澄浦市文化馆2024年办公费是多少")
    assert [(f.value, f.role) for f in answer.figures if f.role == "answer"] == [("4.21", "answer")]
    context = {f.value for f in answer.figures if f.role == "context"}
    assert {"4.51", "4.21", "0.30"} <= context


def test_json_and_html_tell_it_too(library: Library) -> None:
    answer = asked(library, "澄浦市文化馆2024年办公费是多少")
    (found,) = answer_to_json(answer)["discrepancies"]
    assert (found["rule"], found["difference"]) == ("line_told", "0.30")
    assert answer_html(answer, Texts("zh")).count("报告自身不一致") == 1


def test_a_calculation_on_a_contradicted_figure_tells_it(library: Library) -> None:
    answer = asked(library, "澄浦市文化馆2024年办公费和公务接待费加起来多少")
    assert answer.outcome == "answered"
    assert "报告自身不一致" in answer.text


def test_the_note_is_told_in_english_too(library: Library) -> None:
    answer = asked(library, "澄浦市文化馆2024年办公费是多少")
    bare = replace(answer, text="4.21万元[1]", discrepancies=())
    told = with_discrepancies_told(bare, library, english=True)
    assert "the report contradicts itself" in told.text
    assert "0.30万元 apart" in told.text


@pytest.mark.parametrize(
    "text", ["澄浦市文化馆2024年三公经费决算数合计是多少", "临江市档案馆2023年办公费是多少"]
)
def test_other_figures_and_rounding_are_not_warned_of(library: Library, text: str) -> None:
    answer = asked(library, text)
    assert answer.outcome == "answered"
    assert answer.discrepancies == ()
    assert "不一致" not in answer.text


RATE = "办公费支出完成全年预算 89.2%"
WORKING = "办公费支出 4.51万元 ÷ 办公费支出全年预算 5.03万元"


@pytest.fixture
def told_rate(tmp_path: Path, make_account: Callable[..., Any]) -> Iterator[Library]:
    """A report whose rate of completion is not what its own amounts come to."""
    original = tmp_path / "original.pdf"
    original.write_bytes(b"%PDF-1.4 made by hand")
    reading = make_account(
        "澄浦市文化馆", 2024, total="99.85", basic="61.35", office="4.51"
    ).reading()
    (cell,) = (f for table in reading.tables for f in table.figures if f.row_label == "办公费")
    found = Discrepancy(
        reading.report.id,
        "completion_rate",
        RATE,
        f"{WORKING} = 89.66%",
        TOLD_AT,
        cell.locators,
        Decimal("-0.462"),
        Decimal("0.11"),
        "%",
        "discrepancy",
    )
    with Library.open(tmp_path / "rates") as opened:
        opened.add(replace(reading, discrepancies=(found,)), original)
        yield opened


def test_what_is_calculated_shows_its_working_and_cites_the_operands(told_rate: Library) -> None:
    answer = asked(told_rate, "澄浦市文化馆2024年办公费是多少")
    (note,) = [line for line in answer.text.splitlines() if line.startswith("注意：")]
    _, _, right = note.partition(" 与 ")
    assert right.startswith(WORKING)
    assert right.removeprefix(WORKING)[3:] == " = 89.66%，相差 0.46个百分点。"
    assert {cited.quote for cited in answer.citations} >= {RATE}
    assert not any("89.66" in cited.quote for cited in answer.citations)
    told = {f.value: f for f in answer.figures if f.role == "context"}
    assert (told["89.66"].label, told["89.66"].page) == (WORKING, None)
    assert (told["5.03"].label, told["0.46"].unit) == ("办公费支出全年预算", "个百分点")


def test_points_are_told_in_english(told_rate: Library) -> None:
    answer = asked(told_rate, "澄浦市文化馆2024年办公费是多少")
    bare = replace(answer, text="4.51万元[1]", discrepancies=())
    told = with_discrepancies_told(bare, told_rate, english=True)
    assert told.text.endswith("= 89.66%, 0.46 percentage points apart.")
