"""Marks fall where the print is, on plain, rotated and cropped pages."""

from __future__ import annotations

import io
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pypdfium2 as pdfium
import pytest
from PIL import Image
from reportlab.pdfgen.canvas import Canvas

from ingest.errors import MingzhangError
from ingest.pages.picture import marked_picture


def _page(path: Path, *, rotation: int = 0, crop: tuple[float, ...] = ()) -> Path:
    """A page of 300 by 200 points with a black square of 20 at x 40, y 30 from the top left."""
    canvas = Canvas(str(path), pagesize=(300, 200))
    canvas.rect(40, 150, 20, 20, stroke=0, fill=1)
    canvas.showPage()
    canvas.save()
    document = pdfium.PdfDocument(path.read_bytes())
    document[0].set_rotation(rotation)
    if crop:
        document[0].set_cropbox(*crop)
    document.save(path)
    document.close()
    return path


def _picture(content: bytes) -> Image.Image:
    return Image.open(io.BytesIO(content)).convert("RGB")


@pytest.mark.parametrize(
    ("rotation", "crop", "size", "square"),
    [
        (0, (), (300, 200), (40, 30, 60, 50)),
        (90, (), (200, 300), (150, 40, 170, 60)),
        (180, (), (300, 200), (240, 150, 260, 170)),
        (0, (20, 50, 220, 190), (200, 140), (20, 20, 40, 40)),
    ],
)
def test_a_mark_covers_what_it_names(tmp_path, rotation, crop, size, square):
    path = _page(tmp_path / "a.pdf", rotation=rotation, crop=crop)
    plain = _picture(marked_picture(path, 1, scale=2.0))
    assert plain.size == (size[0] * 2, size[1] * 2)
    x, y = (square[0] + square[2]), (square[1] + square[3])
    assert plain.getpixel((x, y)) == (0, 0, 0)
    wide = (square[0] - 5, square[1] - 5, square[2] + 5, square[3] + 5)
    marked = _picture(marked_picture(path, 1, (wide,), scale=2.0))
    assert marked.size == plain.size
    # Black print stays black, the paper about it is yellow, the rim orange, the rest untouched.
    assert marked.getpixel((x, y)) == (0, 0, 0)
    left = round(square[0] * 2)
    assert marked.getpixel((left - 5, y)) == (255, 236, 130)
    assert marked.getpixel((left - 12, y)) == (235, 110, 0)
    assert marked.getpixel((left - 20, y)) == (255, 255, 255)


def test_a_page_that_is_not_there_is_refused(tmp_path):
    path = _page(tmp_path / "a.pdf")
    for page in (0, 2):
        with pytest.raises(MingzhangError, match="no such page"):
            marked_picture(path, page)


def test_many_threads_may_ask(tmp_path):
    paths = [_page(tmp_path / f"{at}.pdf", rotation=90 * (at % 4)) for at in range(16)]
    with ThreadPoolExecutor(4) as threads:
        sizes = list(threads.map(lambda p: _picture(marked_picture(p, 1)).size, paths))
    assert set(sizes) == {(600, 400), (400, 600)}
