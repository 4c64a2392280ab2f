"""The text of a page as its file has it: a witness that knows nothing of how pages are read."""

from __future__ import annotations

from pathlib import Path

from ingest.pages.document import opened


def raw_text(path: Path, page: int) -> str:
    """All text of the page (1-based), in the order of the file; "" for a picture without text.

    Raises UnreadableFile; an IndexError where the file has no such page.
    """
    with opened(path) as document:
        leaf = document[page - 1]
        text_page = leaf.get_textpage()
        text = text_page.get_text_range()
        text_page.close()
        leaf.close()
    return str(text)
