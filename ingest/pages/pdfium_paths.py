"""The lines, rectangles and images of a page, read by pdfium.

A path becomes what pdfminer and pdfplumber make of it: a line, a rectangle of four edges, or the
edges between the points of a curve; each part of a path (from one "move" to the next) for itself.
"""

from __future__ import annotations

import ctypes
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

Point = tuple[float, float]


class PathReader:
    """Reads the paths and images of one page. ``edges`` and ``images`` hold what was read."""

    def __init__(self, page: Any, display: Matrix, allowance: Allowance) -> None:
        self.images: list[BBox] = []
        self._lines: list[Edge] = []
        self._rectangles: list[Edge] = []
        self._curves: list[Edge] = []
        self._page = page
        self._display = display
        self._allowance = allowance
        self._x, self._y = ctypes.c_float(), ctypes.c_float()

    @property
    def edges(self) -> list[Edge]:
        """Edges of lines, then of rectangles, then of curves, as pdfplumber orders them."""
        return self._lines + self._rectangles + self._curves

    def read(self) -> None:
        """Reads all objects of the page, also those inside forms. Raises TooCostly."""
        count = pdfium.FPDFPage_CountObjects(self._page)
        self._allowance.objects(count)
        for index in range(count):
            self._object(pdfium.FPDFPage_GetObject(self._page, index), self._display, 0)

    def _object(self, thing: Any, within: Matrix, depth: int) -> None:
        kind = pdfium.FPDFPageObj_GetType(thing)
        if kind == pdfium.FPDF_PAGEOBJ_TEXT:
            return
        if kind == pdfium.FPDF_PAGEOBJ_PATH:
            self._path(thing, _own_matrix(thing, within))
        elif kind == pdfium.FPDF_PAGEOBJ_IMAGE:
            self.images.append(box_placed(_own_matrix(thing, within), 0.0, 0.0, 1.0, 1.0))
        elif kind == pdfium.FPDF_PAGEOBJ_FORM:
            inside = _own_matrix(thing, within)
            count = pdfium.FPDFFormObj_CountObjects(thing)
            self._allowance.form(depth)
            self._allowance.objects(count)
            for index in range(count):
                self._object(pdfium.FPDFFormObj_GetObject(thing, index), inside, depth + 1)

    def _path(self, path: Any, matrix: Matrix) -> None:
        a, b, c, d, e, f = matrix
        get_x, get_y = self._x, self._y
        points: list[Point] = []
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
