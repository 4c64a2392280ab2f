"""Tables without vertical rules (three-line tables): cells from the rules and the text between.

The columns are the gaps that no text crosses below the header; the rows are the text lines.
A header word that spans several columns becomes one cell over them.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass

from ingest.amounts import is_amount
from ingest.nouns import BBox
from ingest.pages.page import Char, RuledTable, TextLine

_MIN_RULE_WIDTH = 150.0
_SAME_EXTENT = 4.0
_WORD_GAP_SHARE = 0.6
_MIN_AMOUNTS = 2


@dataclass(frozen=True, slots=True)
class Ruling:
    """A horizontal rule: left and right end and its height on the page, in points."""

    x0: float
    x1: float
    top: float


@dataclass(frozen=True, slots=True)
class _Word:
    x0: float
    x1: float
    top: float
    bottom: float
    text: str


def tables_between_rulings(
    rulings: Sequence[Ruling], lines: Sequence[TextLine], taken: Sequence[BBox]
) -> tuple[RuledTable, ...]:
    """Tables framed by two or more horizontal rules of equal extent outside ``taken`` boxes."""
    found = []
    for group in _rule_groups(rulings, taken):
        inside = [line for line in lines if group[0].top < _middle(line) < group[-1].top]
        table = _table_from(group, inside)
        if table is not None:
            found.append(table)
    return tuple(found)


def _middle(line: TextLine) -> float:
    return (line.bbox[1] + line.bbox[3]) / 2


def _joined(rulings: Sequence[Ruling]) -> list[Ruling]:
    """Rules drawn in pieces (a cell at a time), joined along one height."""
    joined: list[Ruling] = []
    for rule in sorted(rulings, key=lambda rule: (round(rule.top), rule.x0)):
        last = joined[-1] if joined else None
        if last and abs(last.top - rule.top) <= 2 and rule.x0 - last.x1 <= 3:
            joined[-1] = Ruling(last.x0, max(last.x1, rule.x1), last.top)
        else:
            joined.append(rule)
    return joined


def _rule_groups(rulings: Sequence[Ruling], taken: Sequence[BBox]) -> list[list[Ruling]]:
    """Long rules of the same extent, top to bottom; a group is broken by a table in between."""
    free = [
        rule
        for rule in _joined(rulings)
        if rule.x1 - rule.x0 >= _MIN_RULE_WIDTH
        and not any(box[1] - 3 <= rule.top <= box[3] + 3 for box in taken)
    ]
    groups: list[list[Ruling]] = []
    for rule in free:
        for group in groups:
            first = group[0]
            same = (
                abs(first.x0 - rule.x0) <= _SAME_EXTENT and abs(first.x1 - rule.x1) <= _SAME_EXTENT
            )
            between = any(group[-1].top < box[1] < rule.top for box in taken)
            if same and not between:
                group.append(rule)
                break
        else:
            groups.append([rule])
    return [group for group in groups if len(group) >= 2]


def _words(line: TextLine) -> list[_Word]:
    """The line cut at every gap wider than a part of a character."""
    words: list[list[Char]] = []
    for char in line.chars:
        if words and char.x0 - words[-1][-1].x1 <= _WORD_GAP_SHARE * char.size:
            words[-1].append(char)
        else:
            words.append([char])
    return [
        _Word(
            word[0].x0,
            max(char.x1 for char in word),
            min(char.top for char in word),
            max(char.bottom for char in word),
            "".join(char.text for char in word),
        )
        for word in words
    ]


def _table_from(group: Sequence[Ruling], lines: Sequence[TextLine]) -> RuledTable | None:
    rows = [_words(line) for line in lines]
    body_from = next((n for n, row in enumerate(rows) if any(is_amount(w.text) for w in row)), None)
    if body_from is None or sum(is_amount(w.text) for row in rows for w in row) < _MIN_AMOUNTS:
        return None
    x_edges = _column_edges(rows[body_from:], group[0].x0, group[0].x1)
    if len(x_edges) < 3:
        return None
    y_edges = _row_edges(group, lines)
    cells: list[BBox] = []
    for top, bottom in itertools.pairwise(y_edges):
        words = [w for row in rows for w in row if top <= (w.top + w.bottom) / 2 < bottom]
        cells.extend(_row_cells(words, x_edges, top, bottom))
    return RuledTable((group[0].x0, y_edges[0], group[0].x1, y_edges[-1]), tuple(cells))


def _row_edges(group: Sequence[Ruling], lines: Sequence[TextLine]) -> list[float]:
    """Heights between text lines, and the rules themselves where they separate lines."""
    edges = [group[0].top]
    inner = [rule.top for rule in group[1:-1]]
    ordered = sorted(lines, key=_middle)
    for above, below in itertools.pairwise(ordered):
        rule = next((top for top in inner if _middle(above) < top < _middle(below)), None)
        edges.append(rule if rule is not None else (above.bbox[3] + below.bbox[1]) / 2)
    return [*edges, group[-1].top]


def _column_edges(rows: Sequence[Sequence[_Word]], x0: float, x1: float) -> list[float]:
    """Middles of the gaps that no word of the body crosses."""
    spans = sorted((word.x0, word.x1) for row in rows for word in row)
    merged: list[tuple[float, float]] = []
    for left, right in spans:
        if merged and left <= merged[-1][1] + 1.0:
            merged[-1] = (merged[-1][0], max(merged[-1][1], right))
        else:
            merged.append((left, right))
    gaps = [(a[1] + b[0]) / 2 for a, b in itertools.pairwise(merged)]
    return [x0, *gaps, x1]


def _row_cells(
    words: Sequence[_Word], x_edges: Sequence[float], top: float, bottom: float
) -> list[BBox]:
    """Cells of one row: one a column, joined where a word lies over several columns."""
    cells: list[BBox] = []
    column = 0
    last = len(x_edges) - 1
    while column < last:
        end = column + 1
        for word in words:
            starts_here = x_edges[column] <= word.x0 < x_edges[end]
            while starts_here and end < last and word.x1 > x_edges[end] + 1.0:
                end += 1
        cells.append((x_edges[column], top, x_edges[end], bottom))
        column = end
    return cells
