"""The strips of a level picture to recognise: one line of print each, within its cell."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from ingest.nouns import BBox
from ingest.scans.level import Grey
from ingest.scans.rules import Rule

_LETTER_GAP = 0.4
"""A gap of less than this share of the height of print is one within a number."""
_TALL = 1.8
"""A box this much higher than wide holds characters set one under the other."""
_LEAST_PRINT = 2.2
"""Points: anything smaller is dust, a full stop, or the end of a rule."""
_LEAST_DIGIT = 3.5
_LEAST_STRIP = 8.0
_INSIDE = 1.5
"""Points from the middle of a rule to where the inside of a cell begins."""
_PAD = 0.2


@dataclass(frozen=True, slots=True)
class Sheet:
    """A level picture with what is known of it: its ink without rules, its rules, its cells.

    Boxes are in pixels; ``scale`` is pixels a point.
    """

    picture: Grey
    ink: NDArray[np.bool_]
    rules: tuple[Rule, ...]
    cells: tuple[BBox, ...]
    scale: float


def strips_of(sheet: Sheet, boxes: Iterable[BBox]) -> list[BBox]:
    """The boxes of print cut at rules, widened to the ends of the print, and what was missed.

    No strip reaches over a rule: print of two cells is never read as one number. Print in a cell
    that was not found stands for itself, so that no cell with print passes for a blank one.
    """
    parts = [part for box in boxes for part in _cut_at_rules(sheet, box)]
    strips = []
    for part in parts:
        for letter in _stacked(sheet, part):
            if (strip := _widened(sheet, letter, parts)) is not None:
                strips.append(strip)
    strips = _apart(strips)
    return [*strips, *_missed(sheet, strips)]


def clipping(sheet: Sheet, strip: BBox) -> Grey:
    """The picture of a strip with paper around it."""
    x0, y0, x1, y1 = (round(edge) for edge in strip)
    paper = int(np.median(sheet.picture))
    pad = round(_PAD * (y1 - y0))
    cut = sheet.picture[y0:y1, x0:x1]
    return np.asarray(np.pad(cut, ((pad // 2,) * 2, (pad,) * 2), constant_values=paper), np.uint8)


def tightened(sheet: Sheet, strip: BBox) -> BBox:
    """A strip from the first to the last of its ink; itself where there is none."""
    x0, top, x1, bottom = (round(edge) for edge in strip)
    dark = np.flatnonzero(_some(sheet.ink[top:bottom, x0:x1], 0))
    if not len(dark):
        return strip
    return (float(x0 + dark[0]), strip[1], float(x0 + dark[-1] + 1), strip[3])


def margin_of(strip: BBox) -> float:
    """Pixels of paper that ``clipping`` puts on the left and on the right of a strip."""
    return float(round(_PAD * (round(strip[3]) - round(strip[1]))))


def print_height(sheet: Sheet, strip: BBox) -> tuple[float, float]:
    """Upper and lower end of the line of print through the middle of a strip."""
    x0, y0, x1, y1 = (round(edge) for edge in strip)
    rows = _some(sheet.ink[y0:y1, x0:x1], 1)
    if not rows.any():
        return strip[1], strip[3]
    dark = np.flatnonzero(rows)
    at = int(dark[np.abs(dark - (y1 - y0) / 2).argmin()])
    gap = max(1, round(0.15 * (y1 - y0)))
    top, bottom = _stretched(rows, at, -1, 0, gap), _stretched(rows, at, 1, len(rows) - 1, gap)
    return float(y0 + top), float(y0 + bottom + 1)


def _cut_at_rules(sheet: Sheet, box: BBox) -> list[BBox]:
    x0, top, x1, bottom = box
    least = _LEAST_PRINT * sheet.scale
    inside = _INSIDE * sheet.scale
    middle = (top + bottom) / 2
    upright = [r.x0 for r in sheet.rules if not r.is_level and r.y0 <= middle <= r.y1]
    parts: list[BBox] = []
    for left, right in _cut(x0, x1, upright, inside):
        across = (left + right) / 2
        level = [r.y0 for r in sheet.rules if r.is_level and r.x0 <= across <= r.x1]
        for upper, lower in _cut(top, bottom, level, inside):
            if right - left >= least and lower - upper >= least:
                parts.append((left, upper, right, lower))
    return parts


def _cut(
    low: float, high: float, places: Sequence[float], inside: float
) -> list[tuple[float, float]]:
    """A stretch cut at the places within it, and kept clear of them."""
    near = sorted(place for place in places if low - inside < place < high + inside)
    if not near:
        return [(low, high)]
    ends = [low - inside, *near, high + inside]
    return [
        (max(low, a + inside), min(high, b - inside))
        for a, b in pairwise(ends)
        if min(high, b - inside) > max(low, a + inside)
    ]


def _stacked(sheet: Sheet, part: BBox) -> list[BBox]:
    """The characters of a box in which they stand one under the other; else the box itself."""
    x0, top, x1, bottom = part
    if bottom - top < _TALL * (x1 - x0):
        return [part]
    columns = _some(sheet.ink[round(top) : round(bottom), round(x0) : round(x1)], 0)
    dark = np.flatnonzero(columns)
    if not len(dark):
        return []
    count = max(1, round((bottom - top) / (1.1 * (dark[-1] - dark[0] + 1))))
    if count == 1:
        return [part]
    step = (bottom - top) / count
    return [(x0, top + n * step, x1, top + (n + 1) * step) for n in range(count)]


def _widened(sheet: Sheet, part: BBox, others: Sequence[BBox]) -> BBox | None:
    """The part as far as its print goes on to either side; None where there is none."""
    x0, top, x1, bottom = part
    height = bottom - top
    upper, lower = round(top + 0.1 * height), max(round(bottom - 0.1 * height), round(top) + 1)
    low, high = _bounds(sheet, part, others)
    columns = _some(sheet.ink[upper:lower, low:high], 0)
    dark = np.flatnonzero(columns[max(0, round(x0) - low) : max(1, round(x1) - low)])
    if not len(dark):
        return None
    start = max(0, round(x0) - low)
    gap = max(1, round(_LETTER_GAP * height))
    left = _stretched(columns, start + int(dark[0]), -1, 0, gap)
    right = _stretched(columns, start + int(dark[-1]), 1, len(columns) - 1, gap)
    return (min(x0, float(low + left)), top, max(x1, float(low + right + 1)), bottom)


def _some(ink: NDArray[np.bool_], axis: int) -> NDArray[np.bool_]:
    """In which columns (``axis`` 0) or rows (1) there is ink."""
    return np.asarray(ink.any(axis=axis), np.bool_)


def _stretched(dark: NDArray[np.bool_], at: int, step: int, end: int, gap: int) -> int:
    """How far dark places go on from one, in a direction, without a gap as wide as that."""
    reached, n = at, at
    while n != end and abs(n - reached) < gap:
        n += step
        if dark[n]:
            reached = n
    return reached


def _bounds(sheet: Sheet, part: BBox, others: Sequence[BBox]) -> tuple[int, int]:
    """How far to the left and right print of this part may reach: to a rule or to other print."""
    x0, top, x1, bottom = part
    middle = (top + bottom) / 2
    inside = _INSIDE * sheet.scale
    low, high = 0.0, float(sheet.picture.shape[1])
    for rule in sheet.rules:
        if not rule.is_level and rule.y0 <= middle <= rule.y1:
            low, high = _nearer(rule.x0 + inside, rule.x0 - inside, part, low, high)
    for other in others:
        if other is not part and other[1] < middle < other[3]:
            low, high = _nearer(other[2], other[0], part, low, high)
    return round(min(low, x0)), round(max(high, x1))


def _nearer(left: float, right: float, part: BBox, low: float, high: float) -> tuple[float, float]:
    """Bounds drawn in to something whose right end is ``left`` and whose left end ``right``."""
    centre = (part[0] + part[2]) / 2
    if left <= centre:
        low = max(low, min(left, part[0]))
    elif right >= centre:
        high = min(high, max(right, part[2]))
    return low, high


def _apart(strips: Iterable[BBox]) -> list[BBox]:
    """The strips without those that lie on a wider one."""
    kept: list[BBox] = []
    for strip in sorted(strips, key=lambda strip: strip[0] - strip[2]):
        if not any(_lies_on(strip, wider) for wider in kept):
            kept.append(strip)
    return kept


def _lies_on(strip: BBox, wider: BBox) -> bool:
    across = min(strip[2], wider[2]) - max(strip[0], wider[0])
    down = min(strip[3], wider[3]) - max(strip[1], wider[1])
    lower = min(strip[3] - strip[1], wider[3] - wider[1])
    return across > 0.5 * (strip[2] - strip[0]) and down > 0.5 * lower


def _missed(sheet: Sheet, strips: Sequence[BBox]) -> list[BBox]:
    """The print in cells that lies in no strip, line by line."""
    left = sheet.ink.copy()
    pad = round(sheet.scale)
    for x0, top, x1, bottom in strips:
        rows = slice(max(0, round(top) - pad), round(bottom) + pad)
        left[rows, max(0, round(x0) - pad) : round(x1) + pad] = False
    found: list[BBox] = []
    for cell in sheet.cells:
        lines = _lines_within(left, cell, sheet.scale)
        if lines and any(_holds(cell, strip) for strip in strips):
            # Beside print that was found, dust and the ends of strokes are no print of their own.
            lines = [line for line in lines if line[3] - line[1] >= _LEAST_DIGIT * sheet.scale]
        found.extend(_with_paper(line, cell, sheet.scale) for line in lines)
    return found


def _holds(cell: BBox, strip: BBox) -> bool:
    x, y = (strip[0] + strip[2]) / 2, (strip[1] + strip[3]) / 2
    return cell[0] <= x <= cell[2] and cell[1] <= y <= cell[3]


def _lines_within(ink: NDArray[np.bool_], cell: BBox, scale: float) -> list[BBox]:
    inside, least = _INSIDE * scale, _LEAST_PRINT * scale
    x0, y0 = round(cell[0] + inside), round(cell[1] + inside)
    x1, y1 = round(cell[2] - inside), round(cell[3] - inside)
    if x1 <= x0 or y1 <= y0:
        return []
    here = ink[y0:y1, x0:x1]
    lines: list[BBox] = []
    for top, bottom in _runs(_some(here, 1), round(scale)):
        dark = np.flatnonzero(_some(here[top:bottom], 0))
        left, right = int(dark[0]), int(dark[-1]) + 1
        if right - left >= least or bottom - top >= _LEAST_DIGIT * scale:
            lines.append((float(x0 + left), float(y0 + top), float(x0 + right), float(y0 + bottom)))
    return lines


def _with_paper(line: BBox, cell: BBox, scale: float) -> BBox:
    """A line with what a line of print needs above and below it: a dash is not seen without."""
    x0, top, x1, bottom = line
    rise = max(scale, (_LEAST_STRIP * scale - (bottom - top)) / 2)
    inside = _INSIDE * scale
    return (x0, max(cell[1] + inside, top - rise), x1, min(cell[3] - inside, bottom + rise))


def _runs(dark: NDArray[np.bool_], bridged: int) -> list[tuple[int, int]]:
    """Where dark places begin and end; gaps up to so many are no end."""
    places = np.flatnonzero(dark)
    if not len(places):
        return []
    breaks = np.flatnonzero(np.diff(places) > bridged + 1)
    starts = [places[0], *places[breaks + 1]]
    ends = [*places[breaks], places[-1]]
    return [(int(a), int(b) + 1) for a, b in zip(starts, ends, strict=True)]
