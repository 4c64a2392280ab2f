"""From the user space of a PDF page to the page as displayed: origin, crop and rotation undone.

Matrices are PDF's: (a, b, c, d, e, f) takes (x, y) to (a·x + c·y + e, b·x + d·y + f).
"""

from __future__ import annotations

from ingest.nouns import BBox

Matrix = tuple[float, float, float, float, float, float]


def display_matrix(box: BBox, rotation: int) -> Matrix:
    """Takes user space to points from the top left of the page as displayed.

    ``box`` is the visible part in user space (left, bottom, right, top); ``rotation`` is in degrees
    clockwise, a multiple of 90.
    """
    left, bottom, right, top = box
    if rotation == 90:
        return (0.0, 1.0, 1.0, 0.0, -bottom, -left)
    if rotation == 180:
        return (-1.0, 0.0, 0.0, 1.0, right, -bottom)
    if rotation == 270:
        return (0.0, -1.0, -1.0, 0.0, top, right)
    return (1.0, 0.0, 0.0, -1.0, -left, top)


def multiplied(first: Matrix, then: Matrix) -> Matrix:
    """The matrix that does ``first`` and ``then`` after it."""
    a, b, c, d, e, f = first
    p, q, r, s, t, u = then
    return (
        a * p + b * r,
        a * q + b * s,
        c * p + d * r,
        c * q + d * s,
        e * p + f * r + t,
        e * q + f * s + u,
    )


def placed(matrix: Matrix, x: float, y: float) -> tuple[float, float]:
    """Where the matrix takes a point."""
    a, b, c, d, e, f = matrix
    return (a * x + c * y + e, b * x + d * y + f)


def box_placed(matrix: Matrix, x0: float, y0: float, x1: float, y1: float) -> BBox:
    """The box around a rectangle after the matrix."""
    corners = [placed(matrix, x, y) for x in (x0, x1) for y in (y0, y1)]
    xs, ys = [x for x, _ in corners], [y for _, y in corners]
    return (min(xs), min(ys), max(xs), max(ys))
