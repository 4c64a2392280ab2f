"""Of two editions of one report the text speaks before the scan; the other where it is silent."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from assistant.answers import Question
from assistant.ask import ask
from assistant.linking.editions import editions
from ingest.library import Library
from ingest.nouns import ReadingSummary, Report
from tests.assistant.composing.test_scans_told import scanned


@pytest.fixture
def library(tmp_path: Path, make_account: Callable[..., Any]) -> Iterator[Library]:
    """A scan that was added first, and the text without the table of the basic expenditure."""
    made = make_account("澄浦市文化馆", 2024, total="99.85", basic="61.35", office="2.15")
    scan, text = scanned(made.reading(), 6, 0.99), made.reading()
    kept = [t for t in text.tables if t.form != "general_public_basic_expenditure"]
    with Library.open(tmp_path / "library") as opened:
        for name, reading in (
            ("scan", scan),
            ("text", replace(text, tables=tuple(kept), summary=ReadingSummary())),
        ):
            file = tmp_path / f"{name}.pdf"
            file.write_bytes(name.encode())
            opened.add(_as_file(reading, name), file)
        yield opened


def _as_file(reading: Any, name: str) -> Any:
    """The reading as that of another file: its ids tell the two apart."""

    def renamed(thing: Any) -> Any:
        fields = {"id": f"{name}-{thing.id}", "report_id": name}
        if hasattr(thing, "table_id") and thing.table_id:
            fields["table_id"] = f"{name}-{thing.table_id}"
        return replace(thing, **fields)

    tables = tuple(
        replace(renamed(table), figures=tuple(map(renamed, table.figures)))
        for table in reading.tables
    )
    report: Report = replace(
        reading.report, id=name, file=f"{name}.pdf", sha256=name.ljust(64, "0")
    )
    return replace(
        reading,
        report=report,
        tables=tables,
        prose_figures=tuple(map(renamed, reading.prose_figures)),
        passages=tuple(map(renamed, reading.passages)),
    )


def test_the_text_comes_first_though_added_last(library: Library) -> None:
    first, second = editions(library)
    assert [report.file for report in first] == ["text.pdf"]
    assert [report.file for report in second] == ["scan.pdf"]


def test_one_edition_answers_and_is_named(library: Library) -> None:
    answer = ask(Question("澄浦市文化馆2024年本年支出合计是多少？"), library)
    assert answer.outcome == "answered"
    assert {cited.file for cited in answer.citations} == {"text.pdf"}
    assert "扫描" not in answer.text


def test_what_it_does_not_hold_the_other_edition_answers(library: Library) -> None:
    answer = ask(Question("澄浦市文化馆2024年绩效工资是多少？"), library)
    assert answer.outcome == "answered" and "22.05" in answer.text
    assert {cited.file for cited in answer.citations} == {"scan.pdf"}
    assert "读自扫描件" in answer.text
