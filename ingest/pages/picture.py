"""Pages as pictures, with places marked.

Coordinates are points from the top left of the page as displayed: pdfium applies the page's
rotation and crop when it renders, so marks fall where the reader saw them.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from io import BytesIO
from pathlib import Path
from typing import Any

from PIL import Image, ImageChops, ImageDraw

from ingest.errors import MingzhangError
from ingest.nouns import BBox
from ingest.pages.document import opened

_FILL = (255, 236, 130)
_OUTLINE = (235, 110, 0)
_COVER = (90, 86, 80)
_MARGIN = 1.5
"""Points left free around a mark, so that its outline does not cover the print."""
_MOST_PIXELS = 40_000_000


def page_size(path: Path, page: int) -> tuple[float, float]:
    """Width and height of the page (1-based) as displayed, in points."""
    with opened(path) as document:
        width, height = _leaf(document, path, page).get_size()
    return float(width), float(height)


def render(path: Path, page: int, scale: float) -> tuple[Image.Image, float]:
    """The page (1-based) as displayed, and its pixels a point: ``scale``, less on a huge page."""
    picture, pixels_a_point = _rendered(path, page, scale)
    return picture.copy(), pixels_a_point


@lru_cache(maxsize=2)
def _rendered(path: Path, page: int, scale: float) -> tuple[Image.Image, float]:
    with opened(path) as document:
        leaf = _leaf(document, path, page)
        width, height = leaf.get_size()
        within = min(scale, (_MOST_PIXELS / (width * height)) ** 0.5)
        picture: Image.Image = leaf.render(scale=within).to_pil()
        return picture.convert("RGB"), within


def _leaf(document: Any, path: Path, page: int) -> Any:
    if not 1 <= page <= len(document):
        raise MingzhangError(
            f"没有第 {page} 页，共 {len(document)} 页 (no such page)", file=path.name
        )
    return document[page - 1]


def marked_picture(
    path: Path,
    page: int,
    marks: Sequence[BBox] = (),
    *,
    scale: float = 2.0,
    hidden: Sequence[BBox] = (),
) -> bytes:
    """The page (1-based) as PNG with translucent boxes over the marks (points, as displayed).

    Of what is printed in the ``hidden`` boxes nothing can be seen.
    """
    if not marks:
        return _plain_picture(path, page, scale, tuple(hidden))
    picture, pixels_a_point = _covered(path, page, scale, hidden)
    boxes = [
        [
            edge * pixels_a_point
            for edge in (x0 - _MARGIN, top - _MARGIN, x1 + _MARGIN, y1 + _MARGIN)
        ]
        for x0, top, x1, y1 in marks
    ]
    layer = Image.new("RGB", picture.size, "white")
    paint = ImageDraw.Draw(layer)
    for box in boxes:
        paint.rectangle(box, fill=_FILL)
    # Like a highlighter: the paper takes the colour, black print stays black.
    picture = ImageChops.multiply(picture, layer)
    draw = ImageDraw.Draw(picture)
    for box in boxes:
        draw.rectangle(box, outline=_OUTLINE, width=max(1, round(pixels_a_point)))
    return png(picture)


@lru_cache(maxsize=48)
def _plain_picture(path: Path, page: int, scale: float, hidden: tuple[BBox, ...]) -> bytes:
    """A page without marks; kept, since readers of one report open the same pages."""
    return png(_covered(path, page, scale, hidden)[0])


def _covered(
    path: Path, page: int, scale: float, hidden: Sequence[BBox]
) -> tuple[Image.Image, float]:
    picture, pixels_a_point = render(path, page, scale)
    cover = ImageDraw.Draw(picture)
    for place in hidden:
        x0, top, x1, bottom = (edge * pixels_a_point for edge in place)
        cover.rectangle([x0 - 1, top - 1, x1 + 1, bottom + 1], fill=_COVER)
    return picture, pixels_a_point


def png(picture: Image.Image) -> bytes:
    """The picture as the bytes of a PNG file: quickly, and one without colour in shades of grey,
    which takes a quarter of the time."""
    buffer = BytesIO()
    shades = picture.convert("L")
    if all(ImageChops.difference(band, shades).getbbox() is None for band in picture.split()):
        picture = shades
    picture.save(buffer, format="PNG", compress_level=1)
    return buffer.getvalue()
