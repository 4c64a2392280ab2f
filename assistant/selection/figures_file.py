"""What is selected as a file: its figures as rows, or side by side."""

from __future__ import annotations

from assistant.selection.compared import BY
from assistant.selection.comparison_export import written_comparison
from assistant.selection.figure_comparison import compare
from assistant.selection.figure_selection import Selection
from assistant.selection.figure_table import Format, find_rows, written
from ingest.library import Library

_MOST = 20_000
"""Rows in one file: what a visitor may ask of the machine."""


def figures_file(
    library: Library, selection: Selection, by: str, form: Format, public: bool
) -> bytes:
    """The file, UTF-8 where it is text; compared ``by`` years, publishers … or as rows where that
    is ""; private numbers masked for the ``public``."""
    if by in BY:
        compared = compare(library, selection, by, _MOST, public=public)
        return written_comparison(compared, form)
    return written(find_rows(library, selection, _MOST, public=public).rows, form)
