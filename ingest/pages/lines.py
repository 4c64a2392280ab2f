"""Characters to text lines, and the page number printed at the foot."""

from __future__ import annotations

import re
from collections.abc import Sequence
from operator import attrgetter

from ingest.nouns import BBox
from ingest.pages.page import Char, TextLine

_FOOT_SHARE = 0.88
_PAGE_NUMBER = re.compile(r"^[\s\-—–－·~第]*(\d{1,4})[\s\-—–－·~页]*(?:[/共]\s*\d+\s*页?)?$")
_GAP_SHARE = 0.45
_SAME_LINE = 0.5
_HAIR = 0.01
"""Headings set half a line lower than their neighbours overlap them by one half, but for rounding:
they are lines of their own."""
_LEFT_END = attrgetter("x0")


def chars_to_lines(chars: Sequence[Char]) -> tuple[TextLine, ...]:
    """Groups characters by their vertical middle, top to bottom, each line left to right."""
    printed = [char for char in chars if not char.text.isspace()]
    if len({(char.top, char.bottom) for char in printed}) <= 1:
        return (_line(printed),) if printed else ()
    printed.sort(key=_by_middle)
    return tuple(_line(row) for row in _rows(printed))


def _rows(printed: Sequence[Char]) -> list[list[Char]]:
    """Characters from the top down, parted where one does not stand beside those before it."""
    rows: list[list[Char]] = []
    top = bottom = 0.0
    for char in printed:
        upper, lower = char.top, char.bottom
        overlap = (bottom if bottom < lower else lower) - (top if top > upper else upper)
        height = min(bottom - top, lower - upper)
        if rows and overlap > _SAME_LINE * height + _HAIR:
            row = rows[-1]
            row.append(char)
            # The running mean follows raised digits and mixed fonts without drifting.
            top += (upper - top) / len(row)
            bottom += (lower - bottom) / len(row)
        else:
            rows.append([char])
            top, bottom = upper, lower
    return rows


def _by_middle(char: Char) -> tuple[float, float]:
    return ((char.top + char.bottom) / 2, char.x0)


def _line(row: list[Char]) -> TextLine:
    row.sort(key=_LEFT_END)
    before = row[0]
    parts = [before.text]
    for char in row[1:]:
        if char.x0 - before.x1 > _GAP_SHARE * max(before.size, char.size):
            parts.append(" ")
        parts.append(char.text)
        before = char
    return TextLine("".join(parts), tuple(row), box_around(row))


def box_around(chars: Sequence[Char]) -> BBox:
    """The smallest box that holds all the characters."""
    return (
        min([char.x0 for char in chars]),
        min([char.top for char in chars]),
        max([char.x1 for char in chars]),
        max([char.bottom for char in chars]),
    )


def printed_page_number(lines: Sequence[TextLine], height: float) -> str:
    """The number printed alone at the foot of the page ("— 17 —" -> "17"), or ""."""
    for line in reversed(lines):
        if line.bbox[1] < height * _FOOT_SHARE:
            break
        if found := _PAGE_NUMBER.match(line.text):
            return found[1]
    return ""
