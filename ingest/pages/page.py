"""What a page is to the rest of the reader: characters, text lines, ruled tables, images."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from ingest.nouns import BBox
from ingest.pages.display import Matrix


class Char(NamedTuple):
    """One character as displayed; a tuple, since a report has some 100,000 of them."""

    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    size: float
    bold: bool


@dataclass(frozen=True, slots=True)
class TextLine:
    """Characters that share a base line, left to right; a wide gap does not end a line.

    ``text`` has one space where the print leaves a gap of more than about half a character.
    """

    text: str
    chars: tuple[Char, ...]
    bbox: BBox

    @property
    def size(self) -> float:
        """The most frequent character size of the line, in points."""
        sizes = [round(c.size, 1) for c in self.chars]
        return max(set(sizes), key=sizes.count)

    @property
    def bold(self) -> bool:
        """Whether most characters are set in a bold face."""
        return sum(c.bold for c in self.chars) * 2 > len(self.chars)


@dataclass(frozen=True, slots=True)
class RuledTable:
    """A table found by its rulings: its box and its cells as boxes, spans not yet resolved."""

    bbox: BBox
    cells: tuple[BBox, ...]


@dataclass(frozen=True, slots=True)
class Ruling:
    """A horizontal rule as drawn: its left and right end and its height on the page."""

    x0: float
    x1: float
    top: float


@dataclass(frozen=True, slots=True)
class Scan:
    """What is known of a page that was read from its picture.

    The page is described level and upright; ``as_displayed`` takes its points to those of the page
    as displayed. ``confidences`` says how surely each of its ``chars`` was recognised (0 to 1).
    """

    as_displayed: Matrix
    confidences: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Page:
    """One page: ``number`` is its 1-based position, ``printed_number`` what its foot says or "".

    ``tables`` are those with ruled cells; what rules without cells frame is found from ``rulings``.
    ``scan`` is given where the page was read from its picture; ``unread`` where that would be the
    only way and was not gone; ``damaged`` where nothing of it is read, since the file is broken.
    ``outside`` counts the characters that stand beyond its edges, where nobody sees them.
    """

    number: int
    width: float
    height: float
    chars: tuple[Char, ...]
    lines: tuple[TextLine, ...]
    tables: tuple[RuledTable, ...]
    image_boxes: tuple[BBox, ...]
    printed_number: str = ""
    rulings: tuple[Ruling, ...] = ()
    scan: Scan | None = None
    unread: bool = False
    damaged: bool = False
    outside: int = 0


def empty_page(number: int) -> Page:
    """A damaged page, of which nothing is read."""
    return Page(number, 0.0, 0.0, (), (), (), (), damaged=True)
