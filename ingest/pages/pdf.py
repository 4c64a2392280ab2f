"""PDF to pages: what a page draws, by pdfium or pdfminer, to characters, lines and tables.

Pages are read one after the other and closed after use, so that a report of 200 pages needs no
more memory than one of 20.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ingest.damage.layers import has_layers
from ingest.pages.allowance import Allowance
from ingest.pages.content import Content, without_hidden
from ingest.pages.document import PDFIUM, kept_open
from ingest.pages.lines import chars_to_lines, printed_page_number
from ingest.pages.page import Char, Page, empty_page
from ingest.pages.pdfium_content import pdfium_content
from ingest.pages.pdfminer_content import PdfminerFile
from ingest.pages.ruled import edges_to_tables, horizontal_rulings
from ingest.settings import Parser, Settings

_SAME_PLACE = 0.2
_BAND = 4.0


def read_pages(
    path: Path,
    parser: Parser = "pdfium",
    allowance: Allowance | None = None,
    damaged: Collection[int] = (),
) -> Iterator[Page]:
    """The pages of a PDF, in order, of those known to be damaged nothing but their numbers. Raises
    UnreadableFile, naming the page, where one fails, and TooCostly where one passes what is allowed
    (by default, what the settings allow).

    A page that pdfium cannot be trusted with is read by pdfminer also where ``parser`` is pdfium.
    """
    allowance = allowance or Allowance(Settings())
    with kept_open(path) as document, closing(PdfminerFile(path)) as slow:
        with PDFIUM:
            count = len(document)
        file = _File(document, slow, has_layers(path))
        for number in range(1, count + 1):
            allowance.turn_to(number)
            if number in damaged:
                yield empty_page(number)
            else:
                yield _to_page(file.content(number, allowance, parser), number, allowance)


def read_page(path: Path, number: int) -> Page:
    """One page (1-based) of a PDF. Raises UnreadableFile, and IndexError for no such page."""
    with kept_open(path) as document, closing(PdfminerFile(path)) as slow:
        with PDFIUM:
            if not 1 <= number <= len(document):
                raise IndexError(number)
        allowance = Allowance(Settings())
        allowance.turn_to(number)
        file = _File(document, slow, has_layers(path))
        return _to_page(file.content(number, allowance), number, allowance)


@dataclass(frozen=True, slots=True)
class _File:
    """A file held open by both parsers; ``layered`` says that parts of it may be switched off."""

    document: Any
    slow: PdfminerFile
    layered: bool

    def content(self, number: int, allowance: Allowance, parser: Parser = "pdfium") -> Content:
        """What a page draws and the eye sees."""
        read = pdfium_content(self.document, number, allowance, layered=self.layered)
        if read is not None and read.trusted and parser == "pdfium":
            return read.content
        content = self.slow.content(number)
        return content if read is None else without_hidden(content, read.hidden)


def _to_page(content: Content, number: int, allowance: Allowance) -> Page:
    allowance.size(content.width, content.height)
    allowance.edges(content.edges)
    printed = _printed_chars(content)
    chars = _displayed_chars(content, printed)
    lines = chars_to_lines(chars)
    rulings = horizontal_rulings(content.edges)
    tables = edges_to_tables(content.edges, rulings)
    allowance.cells(sum(len(table.cells) for table in tables))
    return Page(
        number=number,
        width=content.width,
        height=content.height,
        chars=chars,
        lines=lines,
        tables=tables,
        image_boxes=tuple(content.images),
        printed_number=printed_page_number(lines, content.height),
        rulings=rulings,
        outside=sum(not _is_inside(char, content) for char in printed if not char.text.isspace()),
    )


def _printed_chars(content: Content) -> list[Char]:
    """Turned characters count only where most are turned: else they are marks across the page."""
    if len(content.turned) > len(content.upright):
        return [*content.upright, *content.turned]
    return content.upright


def _displayed_chars(content: Content, printed: Iterable[Char]) -> tuple[Char, ...]:
    """Characters within the visible page and no larger, once each (fake bold draws some twice)."""
    most, seen = content.width + content.height, _Seen()
    return tuple(
        char
        for char in printed
        if _is_inside(char, content) and char.size <= most and seen.first(char)
    )


def _is_inside(char: Char, content: Content) -> bool:
    across = 0 <= char.x0 + char.x1 <= 2 * content.width
    return across and 0 <= char.top + char.bottom <= 2 * content.height


class _Seen:
    """The places of the characters met so far, by character and by bands of 4 points."""

    def __init__(self) -> None:
        self._places: dict[tuple[str, int], list[tuple[float, float]]] = {}

    def first(self, char: Char) -> bool:
        """Notes a character unless the same stands all but at its place already."""
        text, x, y = char.text, char.x0, char.top
        near = _SAME_PLACE * char.size
        for band in range(int((y - near) // _BAND), int((y + near) // _BAND) + 1):
            for other_x, other_y in self._places.get((text, band), ()):
                if -near < other_x - x < near and -near < other_y - y < near:
                    return False
        self._places.setdefault((text, int(y // _BAND)), []).append((x, y))
        return True
