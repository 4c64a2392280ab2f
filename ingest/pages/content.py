"""What the content of a page draws, before anything is made of it: print, edges, images.

Both parsers give the same: points from the top left of the page as displayed, after its rotation
and crop.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from ingest.nouns import BBox
from ingest.pages.page import Char

ASCENT = 0.86
"""How far print reaches above its base line, as a share of its size: what fonts declare is often
wrong."""

Edge = dict[str, Any]
"""An edge as pdfplumber's table finder takes it: object_type, orientation ("h", "v", or None where
it slants), x0, top, x1, bottom, width, height."""

_SAME = 1.0
"""Points within which two readers place the same character."""
_TILT = 0.25
_BOLD = ("bold", "hei", "black")


@dataclass(frozen=True, slots=True)
class Content:
    """The drawing of one page: its size in points, and what stands on it, in any order.

    ``turned`` are the characters that do not stand upright on the page as displayed.
    """

    width: float
    height: float
    upright: list[Char]
    turned: list[Char]
    edges: list[Edge]
    images: list[BBox]


def without_hidden(content: Content, hidden: Iterable[Char]) -> Content:
    """The content without the characters that stand where hidden ones of another reader do."""
    places = [(char.x0, char.x1, char.bottom) for char in hidden]
    if not places:
        return content

    def is_seen(char: Char) -> bool:
        return not any(
            abs(char.x0 - x0) < _SAME and abs(char.x1 - x1) < _SAME and abs(char.bottom - y) < _SAME
            for x0, x1, y in places
        )

    return replace(
        content,
        upright=[char for char in content.upright if is_seen(char)],
        turned=[char for char in content.turned if is_seen(char)],
    )


def stands_upright(a: float, b: float, c: float, d: float) -> bool:
    """Whether print set by a matrix (heights growing upwards) stands upright, or upside down.

    A slight tilt does not count; a water mark across the page is turned.
    """
    return a * d > 0 and b * c <= 0 and abs(b) <= _TILT * abs(a)


def is_bold(font: str) -> bool:
    """Whether a font's name says that it is bold."""
    return any(word in font.lower() for word in _BOLD)
