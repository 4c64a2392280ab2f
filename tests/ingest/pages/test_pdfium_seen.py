"""Only what the eye sees is print: hidden text is not read, and what merely looks odd is."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from reportlab.pdfgen.canvas import Canvas

from ingest.pages.pdf import read_pages
from ingest.settings import Parser
from tests.ingest.drawing import FONT, HEIGHT, WIDTH

PLAIN = "公务接待费12.30万元"
SECRET = "三公经费9999.00万元"
X, Y = 100.0, 500.0

Drawing = Callable[[Canvas], None]


def put(canvas: Canvas, mode: int = 0, size: float = 11.0) -> None:
    text = canvas.beginText(X, Y)
    text.setFont(FONT, size)
    text.setTextRenderMode(mode)
    text.textOut(SECRET)
    canvas.drawText(text)


def invisible(canvas: Canvas) -> None:
    put(canvas, mode=3)


def clip_only(canvas: Canvas) -> None:
    put(canvas, mode=7)


def white(canvas: Canvas) -> None:
    canvas.setFillColorRGB(1, 1, 1)
    put(canvas)


def nearly_white(canvas: Canvas) -> None:
    canvas.setFillColorRGB(0.97, 0.97, 0.98)
    put(canvas)


def clear(canvas: Canvas) -> None:
    canvas.setFillAlpha(0.02)
    put(canvas)


def tiny(canvas: Canvas) -> None:
    put(canvas, size=0.5)


def band(canvas: Canvas, shade: float) -> None:
    canvas.setFillColorRGB(shade, shade, shade)
    canvas.rect(X - 5, Y - 5, 200, 20, stroke=0, fill=1)


def covered(canvas: Canvas) -> None:
    put(canvas)
    band(canvas, 1.0)


def dark_on_dark(canvas: Canvas) -> None:
    band(canvas, 0.2)
    canvas.setFillColorRGB(0.21, 0.2, 0.2)
    put(canvas)


def clipped(canvas: Canvas) -> None:
    path = canvas.beginPath()
    path.rect(X, Y + 100, 200, 20)
    canvas.clipPath(path, stroke=0, fill=0)
    put(canvas)


def outside(canvas: Canvas) -> None:
    canvas.translate(0, HEIGHT)
    put(canvas)


def white_on_dark(canvas: Canvas) -> None:
    band(canvas, 0.2)
    canvas.setFillColorRGB(1, 1, 1)
    put(canvas)


def half_clear(canvas: Canvas) -> None:
    canvas.setFillAlpha(0.5)
    put(canvas)


def filled_and_stroked(canvas: Canvas) -> None:
    put(canvas, mode=2)


def stroked(canvas: Canvas) -> None:
    put(canvas, mode=1)


def within_clip(canvas: Canvas) -> None:
    path = canvas.beginPath()
    path.rect(X - 2, Y - 4, 200, 20)
    canvas.clipPath(path, stroke=0, fill=0)
    put(canvas)


def over_shade(canvas: Canvas) -> None:
    band(canvas, 0.9)
    canvas.setFillColorRGB(0, 0, 0)
    put(canvas)


def under_glass(canvas: Canvas) -> None:
    put(canvas)
    canvas.setFillAlpha(0.2)
    band(canvas, 0.5)


def grey(canvas: Canvas) -> None:
    canvas.setFillColorRGB(0.6, 0.6, 0.6)
    put(canvas)


HIDDEN = (
    invisible,
    clip_only,
    white,
    nearly_white,
    clear,
    tiny,
    covered,
    dark_on_dark,
    clipped,
    outside,
)
SEEN = (
    white_on_dark,
    half_clear,
    filled_and_stroked,
    stroked,
    within_clip,
    over_shade,
    under_glass,
    grey,
)


def drawn(path: Path, drawing: Drawing, *, ruled: bool) -> Path:
    canvas = Canvas(str(path), pagesize=(WIDTH, HEIGHT), invariant=1)
    canvas.setFont(FONT, 11)
    canvas.drawString(X, Y - 60, PLAIN)
    if ruled:
        canvas.grid([X - 8, X + 90, X + 220], [Y - 10, Y + 20, Y + 50])
    canvas.saveState()
    drawing(canvas)
    canvas.restoreState()
    canvas.showPage()
    canvas.save()
    return path


def text_of(path: Path, parser: Parser) -> str:
    (page,) = read_pages(path, parser)
    return "".join(line.text for line in page.lines).replace(" ", "")


@pytest.mark.parametrize("parser", ["pdfium", "pdfminer"])
@pytest.mark.parametrize("ruled", [False, True], ids=["sentence", "cell"])
@pytest.mark.parametrize("drawing", HIDDEN, ids=lambda drawing: drawing.__name__)
def test_hidden_print_is_not_read(
    drawing: Drawing, ruled: bool, parser: Parser, tmp_path: Path
) -> None:
    path = drawn(tmp_path / "page.pdf", drawing, ruled=ruled)

    assert text_of(path, parser) == PLAIN


@pytest.mark.parametrize("parser", ["pdfium", "pdfminer"])
@pytest.mark.parametrize("ruled", [False, True], ids=["sentence", "cell"])
@pytest.mark.parametrize("drawing", SEEN, ids=lambda drawing: drawing.__name__)
def test_print_that_only_looks_odd_is_read(
    drawing: Drawing, ruled: bool, parser: Parser, tmp_path: Path
) -> None:
    path = drawn(tmp_path / "page.pdf", drawing, ruled=ruled)

    assert text_of(path, parser) == SECRET + PLAIN
