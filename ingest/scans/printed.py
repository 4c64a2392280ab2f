"""The print of a sheet: recognised strip by strip, put right where sure, and set in place."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from ingest.nouns import BBox
from ingest.pages.page import Char
from ingest.scans.amount_print import amount_print
from ingest.scans.misread import words_print
from ingest.scans.recognition import Glyph, recognise
from ingest.scans.strips import (
    Sheet,
    clipping,
    margin_of,
    print_height,
    strips_of,
    tightened,
)

_LEGIBLE = 0.5
_SURE = 0.9
_CORRECTED = 0.8
"""Trust in an amount of which a sign had to be put right."""
_UNREADABLE = "\ufffd"
_IDEOGRAPH_HEIGHT = 0.88
_DIGIT_HEIGHT = 0.66
_SAME_SIZE = 0.25
_HAIR = 0.1


@dataclass(frozen=True, slots=True)
class _Line:
    """What was read in one strip, and between which heights it is printed, in pixels."""

    strip: BBox
    glyphs: tuple[Glyph, ...]
    upper: float
    lower: float

    def size(self, scale: float) -> float:
        """Its size in half points: digits reach less high than ideographs."""
        wide = any(_is_wide(glyph.text) for glyph in self.glyphs)
        share = _IDEOGRAPH_HEIGHT if wide else _DIGIT_HEIGHT
        return max(1.0, round(2 * (self.lower - self.upper) / share / scale) / 2)


def chars_of(sheet: Sheet, boxes: Sequence[BBox]) -> tuple[tuple[Char, ...], tuple[float, ...]]:
    """The characters printed in the boxes of a sheet, in points, and how surely each was read."""
    lines = [
        _Line(strip, _put_right(glyphs), *print_height(sheet, strip))
        for strip, glyphs in _read(sheet, strips_of(sheet, boxes))
    ]
    lines = [line for line in lines if not _is_smudge(line, lines, sheet.cells)]
    usual = _usual_size(lines, sheet.scale)
    found = [pair for line in lines for pair in _set(line, usual, sheet.scale)]
    return tuple(char for char, _ in found), tuple(sure for _, sure in found)


def _read(sheet: Sheet, strips: Sequence[BBox]) -> list[tuple[BBox, tuple[Glyph, ...]]]:
    """What is recognised in each strip; where that is unsure, the surer of two looks.

    The second look is at the strip cut to its ink. Two looks that do not agree are not sure.
    """
    read = list(zip(strips, recognise([clipping(sheet, s) for s in strips]), strict=True))
    unsure = [n for n, (_, glyphs) in enumerate(read) if _least(glyphs) < _SURE]
    tight = [tightened(sheet, strips[n]) for n in unsure]
    again = recognise([clipping(sheet, strip) for strip in tight])
    for n, strip, glyphs in zip(unsure, tight, again, strict=True):
        first = read[n][1]
        if _least(glyphs) > _least(first):
            read[n] = (strip, glyphs if _same(first, glyphs) else _doubted(glyphs))
    return read


def _least(glyphs: Sequence[Glyph]) -> float:
    return min((glyph.confidence for glyph in glyphs), default=0.0)


def _same(one: Sequence[Glyph], other: Sequence[Glyph]) -> bool:
    return [glyph.text for glyph in one] == [glyph.text for glyph in other]


def _doubted(glyphs: Sequence[Glyph]) -> tuple[Glyph, ...]:
    return tuple(replace(g, confidence=min(g.confidence, _CORRECTED)) for g in glyphs)


def _put_right(glyphs: tuple[Glyph, ...]) -> tuple[Glyph, ...]:
    """Words and amounts as their print must be; what could not be read is no blank."""
    sure = [glyph.confidence for glyph in glyphs]
    if not sure or sum(sure) / len(sure) < _LEGIBLE:
        return (Glyph(_UNREADABLE, 0.0, 0.5),)
    text = "".join(glyph.text for glyph in glyphs)
    right = words_print(amount_print(text))
    return tuple(
        glyph
        if letter == glyph.text
        else replace(glyph, text=letter, confidence=min(glyph.confidence, _CORRECTED))
        for glyph, letter in zip(glyphs, right, strict=True)
    )


def _is_smudge(line: _Line, lines: Sequence[_Line], cells: Sequence[BBox]) -> bool:
    """Whether what could not be read is no print: outside of cells, or beside words in one.

    Alone in a cell or beside digits it stays, so that no figure is taken for whole or blank.
    """
    if line.glyphs[0].text != _UNREADABLE:
        return False
    cell = next((cell for cell in cells if _holds(cell, line.strip)), None)
    return cell is None or any(
        _is_wide(glyph.text)
        for other in lines
        if _holds(cell, other.strip)
        for glyph in other.glyphs
        if glyph.text != _UNREADABLE
    )


def _holds(cell: BBox, strip: BBox) -> bool:
    x, y = (strip[0] + strip[2]) / 2, (strip[1] + strip[3]) / 2
    return cell[0] <= x <= cell[2] and cell[1] <= y <= cell[3]


def _usual_size(lines: Sequence[_Line], scale: float) -> float:
    """The size of most characters of the page, in points."""
    sizes = Counter[float]()
    for line in lines:
        sizes[line.size(scale)] += len(line.glyphs)
    return max(sizes, key=lambda size: sizes[size], default=1.0)


def _set(line: _Line, usual: float, scale: float) -> Iterator[tuple[Char, float]]:
    """The characters of one strip in their places, in points.

    What is about as large as most print of the page is taken to be of that size.
    """
    size = line.size(scale)
    if abs(size - usual) <= _SAME_SIZE * usual:
        size = usual
    low, high = line.strip[0] / scale, line.strip[2] / scale
    margin = margin_of(line.strip) / scale
    top = (line.upper + line.lower) / 2 / scale - size / 2
    for glyph in line.glyphs:
        x = low - margin + glyph.middle * (high - low + 2 * margin)
        half = size * (0.5 if _is_wide(glyph.text) else 0.25)
        left, right = max(x - half, low), min(x + half, high)
        if left >= right:
            left, right = x - _HAIR, x + _HAIR
        yield Char(glyph.text, left, top, right, top + size, size, False), glyph.confidence


def _is_wide(text: str) -> bool:
    return any(char >= "\u2e80" for char in text)
