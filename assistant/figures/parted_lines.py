"""Lines that a table parts among rows and prints no total of: 30113 under 50103 and under 50501."""

from __future__ import annotations

from assistant.words.lexicon import key
from ingest.library import Library
from ingest.nouns import Figure
from ingest.selection import FigureFilter


def rows_of_line(figure: Figure, library: Library) -> tuple[Figure, ...]:
    """The cells of the rows among which its table parts the line of a cell, itself among them;
    none where the line has one row, or all rows one amount."""
    pairs = ((figure.row_code, figure.row_label), *((o.row_code, o.row_label) for o in figure.also))
    codes = tuple(code for code, label in pairs if code and key(label) == key(figure.row_label))
    if not figure.table_id or not codes or figure.value is None:
        return ()
    wanted = FigureFilter(report_ids=(figure.report_id,), row_codes=codes)
    same = tuple(
        other
        for other in library.figures(wanted)
        if (other.table_id, other.column_path, other.body, other.side)
        == (figure.table_id, figure.column_path, figure.body, figure.side)
        and other.value
    )
    return same if len({other.fen for other in same}) > 1 else ()
