"""What the content of a page draws, before anything is made of it: print, edges, images.

Both parsers give the same: points from the top left of the page as displayed, after its rotation
and crop.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from ingest.nouns import BBox
from ingest.pages.page import Char

ASCENT = 0.86
"""How far print reaches above its base line, as a share of its size: what fonts declare is often
wrong."""

Edge = dict[str, Any]
"""An edge as pdfplumber's table finder takes it: object_type, orientation ("h", "v", or None where
it slants), x0, top, x1, bottom, width, height."""

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


def stands_upright(a: float, b: float, c: float, d: float) -> bool:
    """Whether print set by a matrix (heights growing upwards) stands upright, or upside down.

    A slight tilt does not count; a water mark across the page is turned.
    """
    return a * d > 0 and b * c <= 0 and abs(b) <= _TILT * abs(a)


def is_bold(font: str) -> bool:
    """Whether a font's name says that it is bold."""
    return any(word in font.lower() for word in _BOLD)
