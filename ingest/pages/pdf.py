"""PDF to pages through pdfplumber: the one module that knows it.

Each pdfplumber page is parsed once for characters and rulings and closed after use, so that a
report of 200 pages needs no more memory than one of 20.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pdfplumber
from pdfminer.pdfexceptions import PDFException
from pdfplumber.utils.exceptions import PdfminerException

from ingest.errors import UnreadableFile
from ingest.nouns import BBox
from ingest.pages.lines import chars_to_lines, printed_page_number
from ingest.pages.open_sides import missing_sides
from ingest.pages.page import Char, Page, RuledTable, Ruling

_ASCENT = 0.86
_SAME_PLACE = 0.2
_SQUARE = 4.0
_TABLE_SETTINGS = {"snap_tolerance": 2.0, "join_tolerance": 3.0, "intersection_tolerance": 3.0}


def read_pages(path: Path) -> Iterator[Page]:
    """The pages of a PDF, in order. Raises UnreadableFile, naming the page, where one fails."""
    number = 0
    try:
        with pdfplumber.open(path) as pdf:
            for number, page in enumerate(pdf.pages, start=1):
                yield _to_page(page, number)
                page.close()
    except (PDFException, PdfminerException) as error:
        raise UnreadableFile(
            f"PDF 内容损坏，无法解析 (the PDF is damaged: {error})",
            advice="请重新下载原文件 (download the original again)",
            file=path.name,
            page=number or None,
        ) from error


def _to_page(page: Any, number: int) -> Page:
    left, top = page.cropbox[0], page.cropbox[1]
    width, height = page.cropbox[2] - left, page.cropbox[3] - top
    chars = _displayed_chars(page, left, top, width, height)
    lines = chars_to_lines(chars)
    ruled = _ruled_tables(page, left, top)
    return Page(
        number=number,
        width=float(width),
        height=float(height),
        chars=chars,
        lines=lines,
        tables=tuple(sorted(ruled, key=lambda table: table.bbox[1])),
        image_boxes=tuple(_moved(_box_of(image), left, top) for image in page.images),
        printed_number=printed_page_number(lines, float(height)),
        rulings=_horizontal_rulings(page, left, top),
    )


def _displayed_chars(
    page: Any, left: float, top: float, width: float, height: float
) -> tuple[Char, ...]:
    """Characters within the visible page, once each (fake bold draws some twice)."""
    upright = [char for char in page.chars if char["upright"]]
    kept = upright if len(upright) * 2 >= len(page.chars) else page.chars
    drawn: dict[tuple[str, int, int], list[tuple[float, float]]] = {}
    chars: list[Char] = []
    for char in kept:
        x0, y0, x1, y1 = _moved(_char_box(char), left, top)
        if not (0 <= (x0 + x1) / 2 <= width and 0 <= (y0 + y1) / 2 <= height):
            continue
        if _drawn_before(drawn, char["text"], x0, y0, _SAME_PLACE * char["size"]):
            continue
        bold = any(word in char["fontname"].lower() for word in ("bold", "hei", "black"))
        chars.append(Char(char["text"], x0, y0, x1, y1, float(char["size"]), bold))
    return tuple(chars)


def _drawn_before(
    drawn: dict[tuple[str, int, int], list[tuple[float, float]]],
    text: str,
    x: float,
    y: float,
    near: float,
) -> bool:
    """Whether the same character stands all but at this place already; else notes it.

    ``drawn`` holds the places met so far in squares of 4 points.
    """
    columns = range(int((x - near) // _SQUARE), int((x + near) // _SQUARE) + 1)
    rows = range(int((y - near) // _SQUARE), int((y + near) // _SQUARE) + 1)
    for other_column, other_row in itertools.product(columns, rows):
        for other_x, other_y in drawn.get((text, other_column, other_row), ()):
            if abs(other_x - x) < near and abs(other_y - y) < near:
                return True
    square = (text, int(x // _SQUARE), int(y // _SQUARE))
    drawn.setdefault(square, []).append((x, y))
    return False


def _ruled_tables(page: Any, left: float, top: float) -> tuple[RuledTable, ...]:
    found = []
    settings = {**_TABLE_SETTINGS, "explicit_vertical_lines": _sides(page)}
    for table in page.find_tables(settings):
        cells = tuple(_moved(cell, left, top) for cell in table.cells)
        if len({round(cell[0]) for cell in cells}) > 1:
            found.append(RuledTable(_moved(table.bbox, left, top), cells))
    return tuple(found)


def _sides(page: Any) -> list[dict[str, Any]]:
    """The outer verticals of tables that are open at their sides, as pdfplumber edges."""
    verticals = [
        (edge["x0"], edge["top"], edge["bottom"])
        for edge in page.edges
        if edge["orientation"] == "v"
    ]
    return [
        {
            "object_type": "line_edge",
            "orientation": "v",
            "x0": x,
            "x1": x,
            "top": top,
            "bottom": bottom,
            "height": bottom - top,
            "width": 0,
        }
        for x, top, bottom in missing_sides(_horizontal_rulings(page, 0.0, 0.0), verticals)
    ]


def _horizontal_rulings(page: Any, left: float, top: float) -> tuple[Ruling, ...]:
    return tuple(
        Ruling(edge["x0"] - left, edge["x1"] - left, edge["top"] - top)
        for edge in page.edges
        if edge["orientation"] == "h"
    )


def _box_of(thing: dict[str, Any]) -> BBox:
    return (thing["x0"], thing["top"], thing["x1"], thing["bottom"])


def _char_box(char: dict[str, Any]) -> BBox:
    """The box of a character from its base line: the ascent that fonts declare is often wrong."""
    x0, top, x1, bottom = _box_of(char)
    across, _, _, up, _, base = char["matrix"]
    if not char["upright"] or across <= 0 or up <= 0:
        return (x0, top, x1, bottom)
    base_line = char["top"] + char["y1"] - base
    return (x0, base_line - _ASCENT * char["size"], x1, base_line + (1 - _ASCENT) * char["size"])


def _moved(box: BBox, left: float, top: float) -> BBox:
    return (
        float(box[0] - left),
        float(box[1] - top),
        float(box[2] - left),
        float(box[3] - top),
    )
