"""The content of a page by pdfium: some ten times faster than pdfminer, and the same.

A page is not trusted to pdfium where the file tells no Unicode for some of its characters: pdfium
then gives the code in the font, which may look like a digit.
"""

from __future__ import annotations

from contextlib import closing
from dataclasses import dataclass
from typing import Any

import pypdfium2 as pdfium

from ingest.pages.allowance import Allowance
from ingest.pages.content import Content
from ingest.pages.display import display_matrix
from ingest.pages.document import PDFIUM
from ingest.pages.page import Char
from ingest.pages.pdfium_paths import PathReader
from ingest.pages.pdfium_seen import hidden_chars, without
from ingest.pages.pdfium_text import TextReader


@dataclass(frozen=True, slots=True)
class PdfiumReading:
    """A page as pdfium reads it. Where the content is not ``trusted``, ``hidden`` still tells where
    characters stand that no eye sees."""

    content: Content
    trusted: bool
    hidden: tuple[Char, ...]


def pdfium_content(
    document: Any, number: int, allowance: Allowance, *, layered: bool = False
) -> PdfiumReading | None:
    """The content of a page (1-based), None where pdfium cannot open it; ``layered`` says that the
    file has parts that may be switched off. Raises TooCostly."""
    with PDFIUM:
        try:
            with closing(document[number - 1]) as page:
                return _reading(page, allowance, layered)
        except (pdfium.PdfiumError, ValueError):
            # A ValueError comes of what should be there and is not: a font, a coordinate.
            return None


def _reading(page: Any, allowance: Allowance, layered: bool) -> PdfiumReading:
    width, height = page.get_size()
    allowance.size(width, height)
    display = display_matrix(page.get_bbox(), page.get_rotation())
    text = TextReader(page.raw, display, allowance)
    text.read()
    paths = PathReader(page.raw, display, allowance, layered=layered)
    paths.read()
    hidden = hidden_chars(page, text.prints, paths)
    upright, turned = without(text.upright, hidden), without(text.turned, hidden)
    content = Content(width, height, upright, turned, paths.edges, paths.images)
    unseen = tuple(shown.chars[place] for shown, place in hidden)
    return PdfiumReading(content, text.trusted, unseen)
