"""A page that is a picture to the same Page that a page of text gives."""

from __future__ import annotations

import logging
import time
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from ingest.nouns import BBox
from ingest.pages.display import Matrix, multiplied
from ingest.pages.lines import chars_to_lines, printed_page_number
from ingest.pages.page import Char, Page, Scan
from ingest.pages.picture import render
from ingest.pages.ruled import edges_to_tables, horizontal_rulings
from ingest.scans.amount_print import amount_print
from ingest.scans.level import Grey, levelled, skew_of
from ingest.scans.recognition import Glyph, can_recognise, find_print, recognise
from ingest.scans.rules import ink_of, rules_of, rules_to_edges
from ingest.scans.strips import Sheet, clipping, margin_of, print_height, strips_of

_log = logging.getLogger(__name__)

_SCALE = 200 / 72
_SOUGHT_SCALE = 2.0
"""Pixels a point: print is recognised at 200 dpi, but found at 144, which is twice as fast."""
_LEAST_CHARS = 20
_LEAST_COVER = 0.3
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


def with_scans(path: Path, pages: Iterable[Page]) -> Iterator[Page]:
    """The pages of a file; those that are pictures are read from them, or marked as unread.

    Reading one takes seconds, so that each is told.
    """
    for page in pages:
        if not is_picture(page):
            yield page
        elif not can_recognise():
            yield replace(page, unread=True)
        else:
            began = time.perf_counter()
            read = read_scan(path, page)
            _log.warning(
                "%s 第%d页是扫描件，已识别 %d 字，%.1f 秒 (a scan, read from its picture)",
                path.name,
                page.number,
                len(read.chars),
                time.perf_counter() - began,
            )
            yield read


def is_picture(page: Page) -> bool:
    """Whether a page is a picture without text of its own, a page number or stamp aside."""
    if len(page.chars) >= _LEAST_CHARS:
        return False
    area = sum((x1 - x0) * (bottom - top) for x0, top, x1, bottom in page.image_boxes)
    return area >= _LEAST_COVER * page.width * page.height


def read_scan(path: Path, page: Page) -> Page:
    """The page read from its picture: level, with its rules, tables and characters."""
    picture, scale = render(path, page.number, _SCALE)
    grey = np.asarray(picture.convert("L"), np.uint8)
    level, back = levelled(grey, skew_of(grey))
    sheet = _sheet(level, scale)
    chars, confidences = _chars(sheet)
    edges = rules_to_edges(sheet.rules, scale)
    rulings = horizontal_rulings(edges)
    lines = chars_to_lines(chars)
    return replace(
        page,
        chars=chars,
        lines=lines,
        tables=edges_to_tables(edges, rulings),
        image_boxes=(),
        printed_number=printed_page_number(lines, page.height),
        rulings=rulings,
        scan=Scan(_in_points(back, scale), confidences),
    )


def _in_points(pixels: Matrix, scale: float) -> Matrix:
    grown = multiplied((scale, 0.0, 0.0, scale, 0.0, 0.0), pixels)
    return multiplied(grown, (1 / scale, 0.0, 0.0, 1 / scale, 0.0, 0.0))


def _sheet(level: Grey, scale: float) -> Sheet:
    ink = ink_of(level, scale)
    rules, covered = rules_of(ink, scale)
    edges = rules_to_edges(rules, scale)
    tables = edges_to_tables(edges, horizontal_rulings(edges))
    bare = np.where(covered > 0, np.uint8(np.median(level)), level)
    cells = tuple(_scaled(cell, scale) for table in tables for cell in table.cells)
    return Sheet(np.asarray(bare, np.uint8), (ink > 0) & (covered == 0), rules, cells, scale)


def _scaled(box: BBox, by: float) -> BBox:
    return (box[0] * by, box[1] * by, box[2] * by, box[3] * by)


def _chars(sheet: Sheet) -> tuple[tuple[Char, ...], tuple[float, ...]]:
    """The characters in points, and how surely each was recognised."""
    import cv2

    shrink = _SOUGHT_SCALE / sheet.scale
    small = cv2.resize(sheet.picture, None, fx=shrink, fy=shrink, interpolation=cv2.INTER_AREA)
    boxes = [_scaled(box, 1 / shrink) for box in find_print(np.asarray(small, np.uint8))]
    strips = strips_of(sheet, boxes)
    read = recognise([clipping(sheet, strip) for strip in strips])
    lines = [
        _Line(strip, _put_right(glyphs), *print_height(sheet, strip))
        for strip, glyphs in zip(strips, read, strict=True)
    ]
    usual = _usual_size(lines, sheet.scale)
    found = [pair for line in lines for pair in _set(line, usual, sheet.scale)]
    return tuple(char for char, _ in found), tuple(sure for _, sure in found)


def _put_right(glyphs: tuple[Glyph, ...]) -> tuple[Glyph, ...]:
    """Amounts as their print must be; what could not be read is no blank."""
    if not glyphs:
        return (Glyph(_UNREADABLE, 0.0, 0.5),)
    text = "".join(glyph.text for glyph in glyphs)
    right = amount_print(text)
    if right == text:
        return glyphs
    return tuple(
        glyph
        if letter == glyph.text
        else replace(glyph, text=letter, confidence=min(glyph.confidence, _CORRECTED))
        for glyph, letter in zip(glyphs, right, strict=True)
    )


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
