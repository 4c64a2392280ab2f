"""The headers of a cell of the library, looked up on its page: apart from the Library, because it
reads the page, and what reads PDFs is slow to load."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from ingest.heads import heads_of
from ingest.library import Library
from ingest.nouns import BBox, Figure
from ingest.pages.page import Page
from ingest.pages.pdf import read_page

_PAGES = 32
"""Pages kept: a file is named by its hash, what stands on its pages never changes."""


def cell_heads(library: Library, figure: Figure, page: int) -> tuple[BBox, ...]:
    """The boxes of a cell's row label and column headings on a page. Raises NoSuchReport."""
    return heads_of(page_of(library.original(figure.report_id), page), figure)


@lru_cache(maxsize=_PAGES)
def page_of(path: Path, number: int) -> Page:
    """A page (1-based) of an original file as it was read, kept for the next who asks."""
    return read_page(path, number)
