"""Pages as pictures, with places marked. The home of pypdfium2, which one thread may use at a time.

Coordinates are points from the top left of the page as displayed: pdfium applies the page's
rotation and crop when it renders, so marks fall where the reader saw them.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import lru_cache
from io import BytesIO
from pathlib import Path
from typing import Any

import pypdfium2 as pdfium
from PIL import Image, ImageChops, ImageDraw

from ingest.errors import MingzhangError, UnreadableFile
from ingest.nouns import BBox

_FILL = (255, 236, 130)
_OUTLINE = (235, 110, 0)
_MARGIN = 1.5
"""Points left free around a mark, so that its outline does not cover the print."""
_MOST_PIXELS = 40_000_000

_pdfium = threading.RLock()


@contextmanager
def opened(path: Path) -> Iterator[Any]:
    """A pypdfium2 document, closed after the block; other threads wait meanwhile.

    Raises UnreadableFile where the file is no PDF, is damaged or needs a password.
    """
    with _pdfium:
        try:
            document = pdfium.PdfDocument(path)
        except pdfium.PdfiumError as error:
            raise _refusal(path, str(error)) from error
        try:
            yield document
        finally:
            document.close()


def _refusal(path: Path, message: str) -> UnreadableFile:
    if "password" in message.lower() or "security" in message.lower():
        return UnreadableFile(
            "PDF 已加密，打不开 (encrypted)",
            advice="请换用没有密码的文件 (use a copy without password)",
            file=path.name,
        )
    return UnreadableFile(
        "PDF 已损坏，打不开 (damaged)",
        advice="请重新下载 (download it again)",
        file=path.name,
    )


def render(path: Path, page: int, scale: float) -> tuple[Image.Image, float]:
    """The page (1-based) as displayed, and its pixels a point: ``scale``, less on a huge page."""
    picture, pixels_a_point = _rendered(path, page, scale)
    return picture.copy(), pixels_a_point


@lru_cache(maxsize=12)
def _rendered(path: Path, page: int, scale: float) -> tuple[Image.Image, float]:
    with opened(path) as document:
        if not 1 <= page <= len(document):
            raise MingzhangError(
                f"没有第 {page} 页，共 {len(document)} 页 (no such page)", file=path.name
            )
        leaf = document[page - 1]
        width, height = leaf.get_size()
        within = min(scale, (_MOST_PIXELS / (width * height)) ** 0.5)
        picture: Image.Image = leaf.render(scale=within).to_pil()
        return picture.convert("RGB"), within


def marked_picture(
    path: Path, page: int, marks: Sequence[BBox] = (), *, scale: float = 2.0
) -> bytes:
    """The page (1-based) as PNG with translucent boxes over the marks (points, as displayed)."""
    picture, pixels_a_point = render(path, page, scale)
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


def png(picture: Image.Image) -> bytes:
    """The picture as the bytes of a PNG file."""
    buffer = BytesIO()
    picture.save(buffer, format="PNG")
    return buffer.getvalue()
