"""What an answer gives to take along: its rows as a file, its chart."""

from __future__ import annotations

from typing import Literal

from assistant.answers import Answer
from assistant.rendering.answer_rows import answered_rows, sheet_of
from assistant.rendering.charts import chart_of, chart_svg
from assistant.rendering.languages import Texts
from ingest.library import Library
from ingest.sheets import csv_of, xlsx_of


def answer_file(
    library: Library, answer: Answer, kind: Literal["csv", "xlsx"], say: Texts, base: str
) -> bytes:
    """The rows of an answer as a file; ``base`` is the address that their links begin with."""
    sheet = sheet_of(answered_rows(answer, library), say, base)
    return csv_of(sheet) if kind == "csv" else xlsx_of([sheet])


def answer_chart(library: Library, answer: Answer) -> str:
    """The chart of an answer as SVG; "" where its rows cannot be drawn."""
    drawn = chart_of(answered_rows(answer, library))
    return chart_svg(drawn) if drawn is not None else ""
