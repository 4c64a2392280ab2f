"""The rules of a level picture: where its long lines run, and the picture without them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ingest.pages.content import Edge
from ingest.scans.level import Grey

_SHORTEST_LEVEL = 16.0
_SHORTEST_UPRIGHT = 9.0
_PIECE = 8.0
_TOUCH = 3.0
_SURE_LEVEL = 60.0
_SURE_UPRIGHT = 30.0
_THICKEST = 3.5
_BRIDGED = 2.5
_INK_BLOCK = 12.0
_INK_DEPTH = 18.0
_OF_GRAIN = 6.0
_SPECK = 2.0
_PAPER = 0.8


@dataclass(frozen=True, slots=True)
class Rule:
    """A straight line of a level picture, in pixels: level (``y0`` is ``y1``) or upright."""

    x0: float
    y0: float
    x1: float
    y1: float
    thickness: float

    @property
    def is_level(self) -> bool:
        """Whether it runs from left to right."""
        return self.y0 == self.y1


def ink_of(picture: Grey, scale: float) -> Grey:
    """255 where there is print, darker than the paper around it; ``scale`` is pixels a point.

    What stands out no more than the grain of the picture, and what is smaller than any sign but a
    point, is no print.
    """
    import cv2

    smooth = cv2.GaussianBlur(picture, (3, 3), 0)
    depth = max(_INK_DEPTH, _OF_GRAIN * _grain(np.asarray(smooth, np.uint8)))
    block = round(_INK_BLOCK * scale) | 1
    ink = cv2.adaptiveThreshold(
        smooth, 255, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV, block, depth
    )
    _, labels, boxes, _ = cv2.connectedComponentsWithStats(ink)
    sides = np.asarray(boxes)[:, 2:4].max(axis=1)
    return np.where((sides >= _SPECK * scale)[labels] & (ink > 0), np.uint8(255), np.uint8(0))


def _grain(picture: Grey) -> float:
    """How much neighbouring pixels of bare paper differ: the standard deviation of the noise."""
    paper = picture > np.median(picture) * _PAPER
    steps = np.diff(picture.astype(np.int16), axis=1)[paper[:, 1:] & paper[:, :-1]]
    if not steps.size:
        return 0.0
    # The median of absolute deviations, as a standard deviation; a difference is of two pixels.
    return float(np.median(np.abs(steps))) / 0.6745 / 2**0.5


def rules_of(ink: Grey, scale: float) -> tuple[tuple[Rule, ...], Grey]:
    """The rules in the ink of a level picture, and 255 where they cover it.

    A line counts where it is long or ends at lines across it: the stroke of a letter does not.
    """
    level, level_mask = _lines(ink, scale, _SHORTEST_LEVEL, upright=False)
    upright, upright_mask = _lines(ink, scale, _SHORTEST_UPRIGHT, upright=True)
    long = [line for line in upright if line.y1 - line.y0 >= _SURE_UPRIGHT * scale]
    for line in [line for line in level if not _is_level_rule(line, long, scale)]:
        level.remove(line)
        _wipe(level_mask, line)
    for line in [line for line in upright if not _is_upright_rule(line, level, scale)]:
        upright.remove(line)
        _wipe(upright_mask, line)
    return (*level, *upright), np.asarray(level_mask | upright_mask, np.uint8)


def rules_to_edges(rules: tuple[Rule, ...], scale: float) -> list[Edge]:
    """The rules as the edges that the table finder takes, in points."""
    return [
        {
            "object_type": "line",
            "orientation": "h" if rule.is_level else "v",
            "x0": rule.x0 / scale,
            "x1": rule.x1 / scale,
            "top": rule.y0 / scale,
            "bottom": rule.y1 / scale,
            "width": (rule.x1 - rule.x0) / scale,
            "height": (rule.y1 - rule.y0) / scale,
        }
        for rule in rules
    ]


def _lines(ink: Grey, scale: float, shortest: float, *, upright: bool) -> tuple[list[Rule], Grey]:
    """Straight runs of ink of at least so many points, and the ink that they cover.

    The ink is thickened across first, since a line of a scan wanders by a pixel; faint spots in a
    line are bridged.
    """
    import cv2

    def brush(along: float, across: int = 1) -> Grey:
        long = max(1, round(along))
        shape = (across, long) if upright else (long, across)
        return np.asarray(cv2.getStructuringElement(cv2.MORPH_RECT, shape), np.uint8)

    thick = cv2.dilate(ink, brush(1, 3))
    runs = cv2.morphologyEx(thick, cv2.MORPH_OPEN, brush(_PIECE * scale))
    runs = cv2.morphologyEx(runs, cv2.MORPH_CLOSE, brush(_BRIDGED * scale))
    runs = cv2.morphologyEx(runs, cv2.MORPH_OPEN, brush(shortest * scale))
    count, labels, boxes, _ = cv2.connectedComponentsWithStats(runs)
    found: list[Rule] = []
    mask = np.zeros_like(ink)
    for label in range(1, count):
        x, y, width, height = (int(edge) for edge in boxes[label][:4])
        if (width if upright else height) > _THICKEST * scale + 2:
            continue
        part = (slice(y, y + height), slice(x, x + width))
        mask[part][labels[part] == label] = 255
        found.append(_rule(x, y, width, height, upright=upright))
    return found, mask


def _rule(x: int, y: int, width: int, height: int, *, upright: bool) -> Rule:
    if upright:
        middle = x + width / 2
        return Rule(middle, y, middle, y + height, width)
    middle = y + height / 2
    return Rule(x, middle, x + width, middle, height)


def _is_level_rule(line: Rule, upright: list[Rule], scale: float) -> bool:
    near = _TOUCH * scale
    return line.x1 - line.x0 >= _SURE_LEVEL * scale or all(
        any(
            abs(rule.x0 - end) <= near and rule.y0 - near <= line.y0 <= rule.y1 + near
            for rule in upright
        )
        for end in (line.x0, line.x1)
    )


def _is_upright_rule(line: Rule, level: list[Rule], scale: float) -> bool:
    near = _TOUCH * scale
    return line.y1 - line.y0 >= _SURE_UPRIGHT * scale or all(
        any(
            abs(rule.y0 - end) <= near and rule.x0 - near <= line.x0 <= rule.x1 + near
            for rule in level
        )
        for end in (line.y0, line.y1)
    )


def _wipe(mask: Grey, line: Rule) -> None:
    half = line.thickness / 2
    x0, x1 = (line.x0, line.x1) if line.is_level else (line.x0 - half, line.x0 + half)
    y0, y1 = (line.y0 - half, line.y0 + half) if line.is_level else (line.y0, line.y1)
    mask[max(0, int(y0)) : int(y1) + 1, max(0, int(x0)) : int(x1) + 1] = 0
