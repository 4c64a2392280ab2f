"""A scanned picture made level: lines of print and rules run along the rows of pixels again."""

from __future__ import annotations

import math
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from ingest.pages.display import Matrix

Grey: TypeAlias = NDArray[np.uint8]
"""A picture in grey: rows from the top, 0 black."""

_MOST = 5.0
"""Degrees: nobody lays a sheet more crooked on the glass."""
_STEPS = (0.5, 0.1, 0.02)
_PROBED_SIDE = 1000
_LEVEL = 0.03
"""Degrees below which turning would only blur."""


def skew_of(picture: Grey) -> float:
    """Degrees by which print and rules fall towards the right; 0.0 for a page without any.

    The angle at which the rows of the picture differ most in darkness: lines of print and rules
    then lie in few rows each.
    """
    import cv2

    shrink = min(1.0, _PROBED_SIDE / max(picture.shape))
    small = cv2.resize(picture, None, fx=shrink, fy=shrink, interpolation=cv2.INTER_AREA)
    ink = np.clip(float(np.median(small)) - small.astype(np.float32), 0, None)
    ink[ink < 40] = 0
    if not ink.any():
        return 0.0
    best, reach = 0.0, _MOST
    for step in _STEPS:
        count = round(reach / step)
        angles = [best + step * n for n in range(-count, count + 1)]
        best = max(angles, key=lambda angle: _contrast(ink, angle))
        reach = step
    return 0.0 if abs(best) < _LEVEL else best


def _contrast(ink: NDArray[np.float32], degrees: float) -> float:
    """How much the darkness of neighbouring rows differs after shearing by an angle."""
    import cv2

    height, width = ink.shape
    slope = math.tan(math.radians(degrees))
    shear = np.array([[1, 0, 0], [-slope, 1, slope * width / 2]], np.float32)
    rows = cv2.warpAffine(ink, shear, (width, height)).sum(axis=1)
    return float(np.square(np.diff(rows)).sum())


def levelled(picture: Grey, degrees: float) -> tuple[Grey, Matrix]:
    """The picture turned back by an angle, same size, and what takes its pixels to the original."""
    if not degrees:
        return picture, (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
    import cv2

    height, width = picture.shape
    turn = cv2.getRotationMatrix2D((width / 2, height / 2), degrees, 1.0)
    paper = int(np.median(picture))
    level = cv2.warpAffine(
        picture, turn, (width, height), flags=cv2.INTER_CUBIC, borderValue=(paper,)
    )
    return np.asarray(level, np.uint8), _as_matrix(
        np.asarray(cv2.invertAffineTransform(turn), np.float64)
    )


def quarter_turned(picture: Grey, quarters: int) -> tuple[Grey, Matrix]:
    """The picture turned clockwise by quarters, and what takes its pixels to the original."""
    height, width = picture.shape
    back: Matrix = (
        (1.0, 0.0, 0.0, 1.0, 0.0, 0.0),
        (0.0, -1.0, 1.0, 0.0, 0.0, float(height)),
        (-1.0, 0.0, 0.0, -1.0, float(width), float(height)),
        (0.0, 1.0, -1.0, 0.0, float(width), 0.0),
    )[quarters % 4]
    return np.ascontiguousarray(np.rot90(picture, -quarters)), back


def _as_matrix(affine: NDArray[np.float64]) -> Matrix:
    (a, c, e), (b, d, f) = affine.tolist()
    return (a, b, c, d, e, f)
