"""Lines of text to the rows of a table that has no rules between its rows.

A label wrapped over two lines has its amounts centred between them, or on its first or last line.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from ingest.tables.words import Word, around

_CLOSE = 0.75
"""Lines of one row stand no further apart than this share of their size, penalties included."""
_GOES_ON = 0.1
_UNLIKELY = 0.5
_FULL = 1.5


@dataclass(frozen=True, slots=True)
class Band:
    """A row: its words, its upper and lower end. ``anchored`` by an amount, a code or a total."""

    words: tuple[Word, ...]
    top: float
    bottom: float
    anchored: bool

    def columns(self, x_edges: Sequence[float]) -> set[int]:
        """The columns in which it has words."""
        return {bisect_right(x_edges, word.middle) for word in self.words}


def lines_to_bands(
    lines: Sequence[Sequence[Word]], x_edges: Sequence[float], rules: Sequence[float]
) -> list[Band]:
    """Joins the lines of wrapped labels to the line of their amounts, nearest lines first.

    ``rules`` are the heights of rules between rows: no row reaches over one.
    """
    bands = [_band(line) for line in lines if line]
    reach = _reach(bands, x_edges)
    while len(bands) > 1:
        costs = [
            _cost(bands[n], bands[n + 1], x_edges, reach, rules) for n in range(len(bands) - 1)
        ]
        best = min(range(len(costs)), key=costs.__getitem__)
        if costs[best] > _CLOSE:
            break
        upper, lower = bands[best], bands[best + 1]
        bands[best : best + 2] = [
            Band(
                upper.words + lower.words,
                upper.top,
                max(upper.bottom, lower.bottom),
                upper.anchored or lower.anchored,
            )
        ]
    return bands


def _band(words: Sequence[Word]) -> Band:
    box = around(word.box for word in words)
    anchored = any(word.begins_body or word.is_code or word.is_total for word in words)
    return Band(tuple(words), box[1], box[3], anchored)


def _reach(bands: Sequence[Band], x_edges: Sequence[float]) -> dict[int, float]:
    """How far to the right the words of each column reach."""
    reach: dict[int, float] = {}
    for band in bands:
        for word in band.words:
            column = bisect_right(x_edges, word.middle)
            reach[column] = max(reach.get(column, 0.0), word.box[2])
    return reach


def _cost(
    upper: Band,
    lower: Band,
    x_edges: Sequence[float],
    reach: dict[int, float],
    rules: Sequence[float],
) -> float:
    """How unlikely it is that two neighbouring lines are one row, in sizes of a character."""
    size = max(word.size for word in (*upper.words, *lower.words))
    between = (upper.bottom + lower.top) / 2
    if any(
        min(upper.bottom, lower.top) - 1 < rule < max(upper.bottom, lower.top) + 1
        and upper.top < rule < lower.bottom
        and abs(rule - between) < size
        for rule in rules
    ):
        return float("inf")
    gap = (lower.top - upper.bottom) / size
    shared = upper.columns(x_edges) & lower.columns(x_edges)
    if upper.anchored and lower.anchored and not _label_goes_on(upper, lower, shared, x_edges):
        return float("inf")
    if not shared and (upper.anchored or lower.anchored):
        return gap
    return gap + (_GOES_ON if _is_full(upper, shared, x_edges, reach, size) else _UNLIKELY)


def _label_goes_on(upper: Band, lower: Band, shared: set[int], x_edges: Sequence[float]) -> bool:
    """Whether the upper line may be the head of a label (三、…, 30101 …) whose amounts stand lower.

    The amounts are then centred beside the label: its lines overlap theirs, or go on in them.
    """
    if any(word.is_amount and not word.is_code for word in upper.words):
        return False
    if any(word.is_code for word in upper.words):
        return False
    if not shared:
        return lower.top < upper.bottom
    beneath = [word for word in lower.words if bisect_right(x_edges, word.middle) in shared]
    return not any(word.begins_body or word.is_total for word in beneath)


def _is_full(
    band: Band, columns: set[int], x_edges: Sequence[float], reach: dict[int, float], size: float
) -> bool:
    """Whether the last words of the band in these columns fill them, so that they may go on."""
    for column in columns:
        words = [word for word in band.words if bisect_right(x_edges, word.middle) == column]
        last = max(words, key=lambda word: word.box[1])
        if last.box[2] + _FULL * size < reach[column]:
            return False
    return bool(columns)
