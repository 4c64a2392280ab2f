"""Characters to text lines, and the page number printed at the foot."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence

from ingest.nouns import BBox
from ingest.pages.page import Char, TextLine

_FOOT_SHARE = 0.88
_PAGE_NUMBER = re.compile(r"^[\s\-—–－·~第]*(\d{1,4})[\s\-—–－·~页]*(?:[/共]\s*\d+\s*页?)?$")
_GAP_SHARE = 0.45
_SAME_LINE = 0.5


def chars_to_lines(chars: Sequence[Char]) -> tuple[TextLine, ...]:
    """Groups characters by their vertical middle, top to bottom, each line left to right."""
    printed = sorted(
        (char for char in chars if char.text.strip()),
        key=lambda char: ((char.top + char.bottom) / 2, char.x0),
    )
    rows: list[list[Char]] = []
    top = bottom = 0.0
    for char in printed:
        overlap = min(bottom, char.bottom) - max(top, char.top)
        if rows and overlap >= _SAME_LINE * min(bottom - top, char.bottom - char.top):
            row = rows[-1]
            row.append(char)
            # The running mean follows raised digits and mixed fonts without drifting.
            top += (char.top - top) / len(row)
            bottom += (char.bottom - bottom) / len(row)
        else:
            rows.append([char])
            top, bottom = char.top, char.bottom
    return tuple(_line(row) for row in rows)


def _line(row: list[Char]) -> TextLine:
    ordered = tuple(sorted(row, key=lambda char: char.x0))
    parts = [ordered[0].text]
    for before, char in itertools.pairwise(ordered):
        if char.x0 - before.x1 > _GAP_SHARE * max(before.size, char.size):
            parts.append(" ")
        parts.append(char.text)
    return TextLine("".join(parts), ordered, box_around(ordered))


def box_around(chars: Sequence[Char]) -> BBox:
    """The smallest box that holds all the characters."""
    x0, top, x1, bottom = chars[0].x0, chars[0].top, chars[0].x1, chars[0].bottom
    for char in chars:
        x0, top = min(x0, char.x0), min(top, char.top)
        x1, bottom = max(x1, char.x1), max(bottom, char.bottom)
    return (x0, top, x1, bottom)


def printed_page_number(lines: Sequence[TextLine], height: float) -> str:
    """The number printed alone at the foot of the page ("— 17 —" -> "17"), or ""."""
    for line in reversed(lines):
        if line.bbox[1] < height * _FOOT_SHARE:
            break
        if found := _PAGE_NUMBER.match(line.text):
            return found[1]
    return ""
