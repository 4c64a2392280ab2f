"""The columns of tables of targets: what holds an indicator's name, its target, sign and unit."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from ingest.language.glyphs import fold
from ingest.narrative.wording import wording
from ingest.nouns import BBox
from ingest.tables.grid import Cell, Grid

SAME_EDGE = 6.0
"""How far apart, in points, the same edge of two cells may stand."""
_HEADER_ROWS = 3
_TOLD_ABOUT = 2
"""Columns that make a header: one names the indicator, another holds its target."""


@dataclass(frozen=True, slots=True)
class TargetColumns:
    """The columns of a table of targets, by what they are headed; heads as (box, text)."""

    heads: tuple[tuple[BBox, str], ...]
    label: BBox
    targets: tuple[tuple[BBox, str], ...]
    sign: BBox | None
    unit: BBox | None
    subject: BBox | None
    """The column of the projects' names, where the rows of several stand in one table."""
    edges: tuple[float, ...]
    """The edges of the columns of the table with these headings."""


def columns_headed(grid: Grid, line: int) -> TargetColumns | None:
    """The columns that a row of headings names; None where it is no such row."""
    words = wording()
    heads = [(cell, fold(cell.text)) for cell in grid.row_cells(line) if cell.text]
    targets = [(c, t) for c, t in heads if words.target_heading.search(t)]
    indicators = [c for c, t in heads if words.indicator_heading.search(t)]
    if len(heads) < _TOLD_ABOUT or not targets:
        return None
    before = [c for c in indicators if c.column_end <= targets[0][0].column]
    if not before:
        levels = _levels_below(grid, line, targets[0][0])
        heads = [*levels, *_told_beside(heads, targets[0][0])]
        before = [c for c, _ in levels]
    if not before:
        return None

    def headed(pattern: re.Pattern[str]) -> BBox | None:
        return next((c.place.bbox for c, t in heads if pattern.search(t)), None)

    return TargetColumns(
        tuple((c.place.bbox, t) for c, t in heads),
        before[-1].place.bbox,
        tuple((c.place.bbox, c.text) for c, _ in targets),
        headed(words.sign_heading),
        headed(words.measure_heading),
        headed(words.subject_label),
        grid.x_edges,
    )


def _told_beside(heads: Sequence[tuple[Cell, str]], target: Cell) -> Iterator[tuple[Cell, str]]:
    """The headings of targets and results; scores and their reasons are not told with them."""
    told = (wording().target_heading, wording().result_heading)
    for cell, text in heads:
        if cell.column >= target.column and any(pattern.search(text) for pattern in told):
            yield cell, text


def _levels_below(grid: Grid, line: int, target: Cell) -> list[tuple[Cell, str]]:
    """The columns of indicators where one heading stands over them all, in the rows below it.

    评价指标 over 一级指标 … 四级指标, and over 名称 beside 权重 in turn: those of the names.
    """
    for below in range(line + 1, min(line + _HEADER_ROWS, target.row_end, grid.rows)):
        cells = [c for c in grid.row_cells(below) if c.text and c.column_end <= target.column]
        levels = [(c, t) for c in cells if wording().indicator_heading.search(t := fold(c.text))]
        if levels:
            return [(_named(grid, cell, target), text) for cell, text in levels]
    return []


def _named(grid: Grid, level: Cell, target: Cell) -> Cell:
    """The column of names below the heading of a level; the level itself where none is apart."""
    if level.row_end < min(target.row_end, grid.rows):
        inner = [c for c in grid.row_cells(level.row_end) if level.column <= c.column]
        inner = [c for c in inner if c.column_end <= level.column_end]
        names = [c for c in inner if wording().name_heading.search(fold(c.text))]
        return names[0] if names else level
    return level


def shifted(columns: TargetColumns, grid: Grid) -> TargetColumns | None:
    """The same columns on the next page, whose table may stand further left or right, or end
    before its outer columns do; None where its columns are others."""
    by = next((by for by in _shifts(columns, grid) if _stands_in(columns, grid, by)), None)
    if by is None:
        return None

    def moved(box: BBox) -> BBox:
        return (box[0] + by, box[1], box[2] + by, box[3])

    return replace(
        columns,
        heads=tuple((moved(box), text) for box, text in columns.heads),
        label=moved(columns.label),
        targets=tuple((moved(box), text) for box, text in columns.targets),
        sign=moved(columns.sign) if columns.sign else None,
        unit=moved(columns.unit) if columns.unit else None,
        subject=moved(columns.subject) if columns.subject else None,
        edges=tuple(edge + by for edge in columns.edges),
    )


def _shifts(columns: TargetColumns, grid: Grid) -> tuple[float, ...]:
    """By how much a table may have moved: not at all, with its left edge, or with its right."""
    left, right = (grid.x_edges[at] - columns.edges[at] for at in (0, -1))
    return (0.0, left, right)


def _stands_in(columns: TargetColumns, grid: Grid, by: float) -> bool:
    """Whether a table so moved has the columns of indicators and of targets."""
    needed = [columns.label[0], *(box[at] for box, _ in columns.targets for at in (0, 2))]
    return all(min(abs(x - edge - by) for x in grid.x_edges) <= SAME_EDGE for edge in needed)
