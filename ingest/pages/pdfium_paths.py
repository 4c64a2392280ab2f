"""The lines, rectangles and images of a page, read by pdfium.

A path becomes what pdfminer and pdfplumber make of it: a line, a rectangle of four edges, or the
edges between the points of a curve; each part of a path (from one "move" to the next) for itself.
"""

from __future__ import annotations

import ctypes
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import pypdfium2.raw as pdfium

from ingest.nouns import BBox
from ingest.pages.allowance import Allowance
from ingest.pages.content import Edge
from ingest.pages.display import Matrix, box_placed, multiplied

_FINE = 3
"""Decimals kept of a coordinate: pdfium's single precision would tilt level lines."""
_OF_RECTANGLE = 5

_RULE = 2.0
"""Points up to which a filled area is a rule."""
_LEAST_CORNERS = 3

_RGBA = (ctypes.c_uint(), ctypes.c_uint(), ctypes.c_uint(), ctypes.c_uint())
"""Where pdfium puts a colour; it is called by one thread at a time."""

Point = tuple[float, float]
Colour = tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class Paint:
    """A filled area or an image: its place in the order of drawing, its box as displayed, and its
    colour (red, green, blue), None where it has more than one."""

    order: int
    box: BBox
    colour: Colour | None


@dataclass(frozen=True, slots=True)
class Placing:
    """Where a text object stands: its place in the order of drawing, what takes its points to the
    page as displayed, whether within a form, and whether within one that may be seen through or
    hidden as a whole."""

    order: int
    matrix: Matrix
    in_form: bool
    veiled: bool


class PathReader:
    """Reads the paths and images of one page. ``edges`` and ``images`` hold what was read,
    ``paints`` what may cover print, ``texts`` where the text objects (by address) stand. A file
    that is ``layered`` may hide any form."""

    def __init__(
        self, page: Any, display: Matrix, allowance: Allowance, *, layered: bool = False
    ) -> None:
        self.images: list[BBox] = []
        self.paints: list[Paint] = []
        self.texts: dict[int, Placing] = {}
        self._drawn = 0
        self._layered = layered
        self._lines: list[Edge] = []
        self._rectangles: list[Edge] = []
        self._curves: list[Edge] = []
        self._page = page
        self._display = display
        self._allowance = allowance
        self._x, self._y = ctypes.c_float(), ctypes.c_float()
        self._filled, self._stroked = ctypes.c_int(), ctypes.c_int()

    @property
    def edges(self) -> list[Edge]:
        """Edges of lines, then of rectangles, then of curves, as pdfplumber orders them."""
        return self._lines + self._rectangles + self._curves

    def read(self) -> None:
        """Reads all objects of the page, also those inside forms. Raises TooCostly."""
        count = pdfium.FPDFPage_CountObjects(self._page)
        self._allowance.objects(count)
        for index in range(count):
            self._object(pdfium.FPDFPage_GetObject(self._page, index), self._display, 0, False)

    def _object(self, thing: Any, within: Matrix, depth: int, veiled: bool) -> None:
        kind = pdfium.FPDFPageObj_GetType(thing)
        self._drawn += 1
        if kind == pdfium.FPDF_PAGEOBJ_TEXT:
            address = ctypes.addressof(thing.contents)
            self.texts[address] = Placing(self._drawn, within, depth > 0, veiled)
        elif kind == pdfium.FPDF_PAGEOBJ_PATH:
            self._path(thing, _own_matrix(thing, within))
        elif kind == pdfium.FPDF_PAGEOBJ_IMAGE:
            box = box_placed(_own_matrix(thing, within), 0.0, 0.0, 1.0, 1.0)
            self.images.append(box)
            self.paints.append(Paint(self._drawn, box, None))
        elif kind == pdfium.FPDF_PAGEOBJ_FORM:
            inside = _own_matrix(thing, within)
            veiled = veiled or self._layered or bool(pdfium.FPDFPageObj_HasTransparency(thing))
            count = pdfium.FPDFFormObj_CountObjects(thing)
            self._allowance.form(depth)
            self._allowance.objects(count)
            for index in range(count):
                inner = pdfium.FPDFFormObj_GetObject(thing, index)
                self._object(inner, inside, depth + 1, veiled)

    def _path(self, path: Any, matrix: Matrix) -> None:
        a, b, c, d, e, f = matrix
        get_x, get_y = self._x, self._y
        points: list[Point] = []
        parts: list[list[Point]] = [points]
        curved = controls = 0
        count = pdfium.FPDFPath_CountSegments(path)
        if count > _OF_RECTANGLE:
            self._allowance.objects(count)
        for index in range(count):
            segment = pdfium.FPDFPath_GetPathSegment(path, index)
            kind = pdfium.FPDFPathSegment_GetType(segment)
            if kind == pdfium.FPDF_SEGMENT_MOVETO:
                self._part(points, curved)
                points, curved, controls = [], 0, 0
                parts.append(points)
            elif kind == pdfium.FPDF_SEGMENT_BEZIERTO:
                curved = 1
                controls = (controls + 1) % 3
                if controls:
                    # The first two of three are no points of the curve.
                    continue
            pdfium.FPDFPathSegment_GetPoint(segment, get_x, get_y)
            x, y = get_x.value, get_y.value
            points.append((round(a * x + c * y + e, _FINE), round(b * x + d * y + f, _FINE)))
        self._part(points, curved)
        for part in parts:
            self._paint(path, part)

    def _paint(self, path: Any, points: Sequence[Point]) -> None:
        """Notes a part of a path that fills more than a rule does."""
        if len(points) < _LEAST_CORNERS:
            return
        xs, ys = [x for x, _ in points], [y for _, y in points]
        box = (min(xs), min(ys), max(xs), max(ys))
        if box[2] - box[0] <= _RULE or box[3] - box[1] <= _RULE:
            return
        if pdfium.FPDFPath_GetDrawMode(path, self._filled, self._stroked) and self._filled.value:
            self.paints.append(Paint(self._drawn, box, colour_of(path)))

    def _part(self, points: list[Point], curved: int) -> None:
        count = len(points)
        if count < 2:
            return
        if not curved and (count == 2 or (count == 3 and points[2] == points[0])):
            self._line(points[0], points[1])
        elif not curved and count == _OF_RECTANGLE and _is_rectangle(points):
            self._rectangle(points[0], points[2])
        else:
            self._curves.extend(_slanting(p, q) for p, q in pairwise(points))

    def _line(self, p: Point, q: Point) -> None:
        edge = _edge("line", p, q)
        edge["orientation"] = "h" if edge["top"] == edge["bottom"] else "v"
        self._lines.append(edge)

    def _rectangle(self, p: Point, q: Point) -> None:
        x0, x1 = (p[0], q[0]) if p[0] < q[0] else (q[0], p[0])
        top, bottom = (p[1], q[1]) if p[1] < q[1] else (q[1], p[1])
        for y in (top, bottom):
            self._rectangles.append(
                {
                    "object_type": "rect_edge",
                    "orientation": "h",
                    "x0": x0,
                    "x1": x1,
                    "top": y,
                    "bottom": y,
                    "width": x1 - x0,
                    "height": 0,
                }
            )
        for x in (x0, x1):
            self._rectangles.append(
                {
                    "object_type": "rect_edge",
                    "orientation": "v",
                    "x0": x,
                    "x1": x,
                    "top": top,
                    "bottom": bottom,
                    "width": 0,
                    "height": bottom - top,
                }
            )


def colour_of(thing: Any) -> Colour | None:
    """The fill colour of a page object (0 to 255 each), None where it has more than one."""
    red, green, blue, alpha = _RGBA
    if not pdfium.FPDFPageObj_GetFillColor(thing, red, green, blue, alpha):
        return None
    return (red.value, green.value, blue.value)


def _own_matrix(thing: Any, within: Matrix) -> Matrix:
    own = pdfium.FS_MATRIX()
    if not pdfium.FPDFPageObj_GetMatrix(thing, own):
        return within
    return multiplied((own.a, own.b, own.c, own.d, own.e, own.f), within)


def _is_rectangle(points: list[Point]) -> bool:
    (x0, y0), (x1, y1), (x2, y2), (x3, y3), end = points
    return end == points[0] and (
        (x0 == x1 and y1 == y2 and x2 == x3 and y3 == y0)
        or (y0 == y1 and x1 == x2 and y2 == y3 and x3 == x0)
    )


def _slanting(p: Point, q: Point) -> Edge:
    edge = _edge("curve_edge", p, q)
    edge["orientation"] = "v" if p[0] == q[0] else ("h" if p[1] == q[1] else None)
    return edge


def _edge(kind: str, p: Point, q: Point) -> Edge:
    x0, x1 = (p[0], q[0]) if p[0] < q[0] else (q[0], p[0])
    top, bottom = (p[1], q[1]) if p[1] < q[1] else (q[1], p[1])
    return {
        "object_type": kind,
        "x0": x0,
        "x1": x1,
        "top": top,
        "bottom": bottom,
        "width": x1 - x0,
        "height": bottom - top,
    }
