"""Titles of tables that a question quotes: the form it speaks of, whose words name no line."""

from __future__ import annotations

from dataclasses import replace

from assistant.understanding.question_text import bare
from assistant.understanding.reports_meant import years_masked
from assistant.understanding.turn import Turn
from ingest.library import Library

_FEW = 4


def with_printed_titles(turn: Turn, library: Library) -> Turn:
    """The turn with a table's title, quoted in full, taken out: its words name no line."""
    reports = turn.meant.reports
    if "表" not in turn.question.text or len(reports) > _FEW:
        return turn
    tables = [table for report in reports for table in library.tables(report.id)]
    text = years_masked(turn.question.text)
    for table in sorted(tables, key=lambda table: len(table.title), reverse=True):
        start = text.find(years_masked(bare(table.title)))
        if table.title and start >= 0:
            end = start + len(bare(table.title))
            masked = turn.masked[:start] + "_" * (end - start) + turn.masked[end:]
            forms = {other.form for other in tables if other.title == table.title}
            spoken = turn.spoken[:start] + "_" * (end - start) + turn.spoken[end:]
            return replace(turn, masked=masked, spoken=spoken, forms=tuple(sorted(forms)))
    return turn
