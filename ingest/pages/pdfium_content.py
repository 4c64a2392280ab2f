"""The content of a page by pdfium: some ten times faster than pdfminer, and the same.

A page is not trusted to pdfium where the file tells no Unicode for some of its characters: pdfium
then gives the code in the font, which may look like a digit.
"""

from __future__ import annotations

from contextlib import closing
from typing import Any

import pypdfium2 as pdfium

from ingest.pages.allowance import Allowance
from ingest.pages.content import Content
from ingest.pages.display import display_matrix
from ingest.pages.document import PDFIUM
from ingest.pages.pdfium_paths import PathReader
from ingest.pages.pdfium_text import TextReader


def pdfium_content(document: Any, number: int, allowance: Allowance) -> Content | None:
    """The content of a page (1-based), or None where pdfium cannot be trusted with it.

    Raises TooCostly.
    """
    with PDFIUM:
        try:
            with closing(document[number - 1]) as page:
                return _content(page, allowance)
        except (pdfium.PdfiumError, ValueError):
            # A ValueError comes of what should be there and is not: a font, a coordinate.
            return None


def _content(page: Any, allowance: Allowance) -> Content | None:
    width, height = page.get_size()
    allowance.size(width, height)
    display = display_matrix(page.get_bbox(), page.get_rotation())
    text = TextReader(page.raw, display, allowance)
    text.read()
    if not text.trusted:
        return None
    paths = PathReader(page.raw, display, allowance)
    paths.read()
    return Content(width, height, text.upright, text.turned, paths.edges, paths.images)
