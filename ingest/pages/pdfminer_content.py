"""The content of a page by pdfminer, through pdfplumber: slow, and the measure of the other."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, BinaryIO

import pdfplumber
from pdfminer.pdfexceptions import PDFException
from pdfplumber.utils.exceptions import MalformedPDFException, PdfminerException

from ingest.errors import UnreadableFile
from ingest.nouns import BBox
from ingest.pages.content import ASCENT, Content, Edge, is_bold, stands_upright
from ingest.pages.page import Char

_STUMBLES = (
    PDFException,
    PdfminerException,
    MalformedPDFException,
    ArithmeticError,
    AssertionError,
    AttributeError,
    LookupError,
    RuntimeError,
    TypeError,
    ValueError,
    struct.error,
    zlib.error,
)
"""What comes of damaged objects, of pages that are not there, of boxes without numbers, of objects
of another kind than expected, of lists within lists without end."""
_LONGEST_WORD = 120


class PdfminerFile:
    """A file whose pages pdfminer reads; it is opened when the first page is asked for."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._file: BinaryIO | None = None
        self._pdf: Any = None

    def content(self, number: int) -> Content:
        """The content of a page (1-based). Raises UnreadableFile where it is damaged."""
        with self._refusing(number):
            if self._pdf is None:
                self._file = self._path.open("rb")
                self._pdf = pdfplumber.open(self._file)
            page = self._pdf.pages[number - 1]
            content = _content(page)
            page.close()
        return content

    def close(self) -> None:
        """Closes the file: pdfplumber would first look at all of its pages, damaged ones too."""
        if self._file is not None:
            self._file.close()

    @contextmanager
    def _refusing(self, number: int) -> Iterator[None]:
        try:
            yield
        except _STUMBLES as error:
            if any(isinstance(cause, MemoryError) for cause in error.args):
                raise MemoryError from error
            raise UnreadableFile(
                f"PDF 内容损坏，无法解析 (the PDF is damaged: {_in_short(error)})",
                advice="请重新下载原文件 (download the original again)",
                file=self._path.name,
                page=number,
            ) from error


def _in_short(error: Exception) -> str:
    said = f"{type(error).__name__}: {error}"
    return said if len(said) <= _LONGEST_WORD else said[:_LONGEST_WORD] + "…"


def _content(page: Any) -> Content:
    left, top, right, bottom = page.cropbox
    upright: list[Char] = []
    turned: list[Char] = []
    for char in page.chars:
        x0, y0, x1, y1 = _moved(_char_box(char), left, top)
        bold = is_bold(char["fontname"])
        # Half of a rare ideograph alone is no character, and can be stored nowhere.
        text = char["text"].encode("utf-8", "replace").decode("utf-8")
        read = Char(text, x0, y0, x1, y1, float(char["size"]), bold)
        (upright if stands_upright(*char["matrix"][:4]) else turned).append(read)
    return Content(
        width=float(right - left),
        height=float(bottom - top),
        upright=upright,
        turned=turned,
        edges=[_edge(edge, left, top) for edge in page.edges],
        images=[_moved(_box_of(image), left, top) for image in page.images],
    )


def _edge(edge: Edge, left: float, top: float) -> Edge:
    x0, y0, x1, y1 = _moved(_box_of(edge), left, top)
    return {
        "object_type": edge["object_type"],
        "orientation": edge["orientation"],
        "x0": x0,
        "top": y0,
        "x1": x1,
        "bottom": y1,
        "width": edge["width"],
        "height": edge["height"],
    }


def _char_box(char: dict[str, Any]) -> BBox:
    """The box of a character from its base line: the ascent that fonts declare is often wrong."""
    x0, top, x1, bottom = _box_of(char)
    across, _, _, up, _, base = char["matrix"]
    if not char["upright"] or across <= 0 or up <= 0:
        return (x0, top, x1, bottom)
    base_line = char["top"] + char["y1"] - base
    return (x0, base_line - ASCENT * char["size"], x1, base_line + (1 - ASCENT) * char["size"])


def _box_of(thing: dict[str, Any]) -> BBox:
    return (thing["x0"], thing["top"], thing["x1"], thing["bottom"])


def _moved(box: BBox, left: float, top: float) -> BBox:
    return (
        float(box[0] - left),
        float(box[1] - top),
        float(box[2] - left),
        float(box[3] - top),
    )
