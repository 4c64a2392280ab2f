"""Text that remembers where each of its characters is printed."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from ingest.nouns import BBox, Locator
from ingest.pages.page import Char, Page, TextLine

_GAP_SHARE = 0.45


class Mark(NamedTuple):
    """Where one character is printed: page, number printed on it, line of print, and as what."""

    page: int
    printed_page: str
    line: int
    char: Char

    @property
    def bbox(self) -> BBox:
        """Its box on the page."""
        return (self.char.x0, self.char.top, self.char.x1, self.char.bottom)


@dataclass(frozen=True, slots=True)
class MarkedText:
    """A text and, for each of its characters, the place of print (``len(marks) == len(text)``)."""

    text: str
    marks: tuple[Mark, ...]

    def part(self, start: int, end: int) -> MarkedText:
        """The characters from ``start`` to before ``end``, without white space at either end."""
        while start < end and self.text[start].isspace():
            start += 1
        while end > start and self.text[end - 1].isspace():
            end -= 1
        return MarkedText(self.text[start:end], self.marks[start:end])

    def followed_by(self, other: MarkedText) -> MarkedText:
        """Both texts as one; a space goes between two Latin words, as at the end of a line."""
        if not self.text or not other.text:
            return other if not self.text else self
        text, marks = self.text, self.marks
        if _is_latin(text[-1]) and _is_latin(other.text[0]):
            text, marks = text + " ", (*marks, marks[-1])
        return MarkedText(text + other.text, marks + other.marks)

    def locators(self) -> tuple[Locator, ...]:
        """One box for each line of print that the text touches, in order."""
        boxes: dict[tuple[int, int], list[Mark]] = {}
        for mark in self.marks:
            boxes.setdefault((mark.page, mark.line), []).append(mark)
        return tuple(
            Locator(page, _box_around([m.bbox for m in marks]), marks[0].printed_page)
            for (page, _), marks in boxes.items()
        )


def line_to_text(line: TextLine, page: Page, number: int) -> MarkedText:
    """A printed line, ``number``-th of its page, as marked text.

    Gaps that only stretch a line are dropped; a gap between two Latin letters or digits stays
    one space. Characters of no meaning (icons of a symbol font) are left out.
    """
    letters: list[str] = []
    marks: list[Mark] = []
    before: Char | None = None
    for char in line.chars:
        printed = _printed(char.text)
        if not printed:
            continue
        mark = Mark(page.number, page.printed_number, number, char)
        if before is not None and _is_gap(before, char) and _is_word(letters[-1] + printed[0]):
            letters.append(" ")
            marks.append(mark)
        letters.extend(printed)
        marks.extend([mark] * len(printed))
        before = char
    return MarkedText("".join(letters), tuple(marks))


_MEANINGLESS = frozenset({"Co", "Cc", "Cn", "Cs"})
_CHARACTERS = 32768


@lru_cache(maxsize=_CHARACTERS)
def _printed(text: str) -> str:
    """The text of a character without what has no meaning; "" where only white space is left."""
    printed = "".join(c for c in text if unicodedata.category(c) not in _MEANINGLESS)
    return printed if printed.strip() else ""


def _is_gap(before: Char, char: Char) -> bool:
    return char.x0 - before.x1 > _GAP_SHARE * max(before.size, char.size)


def _is_word(chars: str) -> bool:
    return chars.isascii() and chars.isalnum()


def _is_latin(char: str) -> bool:
    return char.isascii() and char.isalpha()


def _box_around(boxes: Iterable[BBox]) -> BBox:
    x0s, tops, x1s, bottoms = zip(*boxes, strict=True)
    return (min(x0s), min(tops), max(x1s), max(bottoms))
