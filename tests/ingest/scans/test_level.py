"""Skew is measured and undone, and places are taken back to the page as it lies."""

from __future__ import annotations

import numpy as np
import pytest
from PIL import Image, ImageDraw

from ingest.pages.display import placed
from ingest.scans.level import Grey, levelled, quarter_turned, skew_of

cv2 = pytest.importorskip("cv2", reason="needs the extra ocr (opencv)")


def _ruled(degrees: float) -> Grey:
    picture = Image.new("L", (900, 600), 240)
    draw = ImageDraw.Draw(picture)
    for y in range(100, 501, 40):
        draw.line((100, y, 800, y), fill=20, width=2)
    for x in (100, 300, 800):
        draw.line((x, 100, x, 500), fill=20, width=2)
    turned = picture.rotate(degrees, Image.Resampling.BICUBIC, fillcolor=240)
    return np.asarray(turned, np.uint8)


@pytest.mark.parametrize("degrees", [-3.2, -0.5, 0.0, 1.7])
def test_the_skew_of_a_ruled_page_is_found(degrees: float) -> None:
    # PIL turns to the left: what then falls towards the right has a positive skew.
    assert skew_of(_ruled(degrees)) == pytest.approx(-degrees, abs=0.05)


def test_an_empty_page_has_none() -> None:
    assert skew_of(np.full((300, 200), 250, np.uint8)) == 0.0


def test_a_levelled_page_has_level_rules_and_a_way_back() -> None:
    crooked = _ruled(1.7)
    level, back = levelled(crooked, skew_of(crooked))
    dark = np.flatnonzero((level < 120).sum(axis=1) > 500)
    assert len(dark) >= 11
    x, y = placed(back, 300.0, float(dark[0]))
    around = crooked[round(y) - 2 : round(y) + 3, round(x) - 2 : round(x) + 3]
    assert around.min() < 120


@pytest.mark.parametrize("quarters", [0, 1, 2, 3])
def test_a_turned_picture_has_a_way_back(quarters: int) -> None:
    picture = np.full((60, 90), 255, np.uint8)
    picture[10, 70] = 0
    turned, back = quarter_turned(picture, quarters)
    (row,), (column,) = np.nonzero(turned == 0)
    assert placed(back, column + 0.5, row + 0.5) == pytest.approx((70.5, 10.5))
