"""Print in pictures, found and recognised by RapidOCR (an optional package, models included)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from typing import Any

import numpy as np

from ingest.scans.level import Grey

_MOST_SIDE = 3000
"""Pixels of the longer side up to which print is sought without shrinking the picture."""


@dataclass(frozen=True, slots=True)
class Glyph:
    """A character that was recognised: how surely (0 to 1), and its middle from left (0) to
    right (1) of the picture."""

    text: str
    confidence: float
    middle: float


def can_recognise() -> bool:
    """Whether the packages of the extra ``ocr`` are there."""
    return all(find_spec(name) for name in ("rapidocr", "onnxruntime", "cv2"))


@cache
def _engine() -> Any:
    from rapidocr import RapidOCR

    return RapidOCR(
        params={
            "Global.log_level": "error",
            "Global.max_side_len": _MOST_SIDE,
            "Global.use_cls": False,
            "Global.return_word_box": True,
        }
    )


def find_print(picture: Grey) -> list[tuple[float, float, float, float]]:
    """The boxes of what is printed, line by line or narrower: x0, y0, x1, y1 in pixels."""
    found = _engine()(_coloured(picture), use_det=True, use_cls=False, use_rec=False)
    if found.boxes is None:
        return []
    corners = np.asarray(found.boxes, np.float64)
    low, high = corners.min(axis=1), corners.max(axis=1)
    return [(*a, *b) for a, b in zip(low.tolist(), high.tolist(), strict=True)]


def recognise(pictures: Sequence[Grey]) -> list[tuple[Glyph, ...]]:
    """The characters of each picture of one line, left to right, white space left out."""
    if not pictures:
        return []
    read = _engine().recognize_txt([_coloured(picture) for picture in pictures])
    return [
        _glyphs(text, word) if text.strip() else ()
        for text, word in zip(read.txts, read.word_results, strict=True)
    ]


def _glyphs(text: str, word: Any) -> tuple[Glyph, ...]:
    """``word`` tells the steps of reading at which each character was met, and how surely."""
    steps = iter([step for part in word.word_cols for step in part])
    return tuple(
        Glyph(letter, sure, min(1.0, (next(steps) + 0.5) / word.line_txt_len))
        for letter, sure in zip(text, word.confs, strict=True)
        if not letter.isspace()
    )


def _coloured(picture: Grey) -> Grey:
    return np.ascontiguousarray(np.repeat(picture[:, :, np.newaxis], 3, axis=2))
