"""Tables with rules between columns but none between rows: their tall cells parted by the print."""

from __future__ import annotations

import itertools
from collections.abc import Sequence

from ingest.nouns import BBox
from ingest.pages.page import Page, RuledTable
from ingest.tables.text_rows import lines_to_bands
from ingest.tables.words import Word, is_precise, line_to_words

_MIN_LINES = 3
_MIN_HEIGHT = 30.0


def with_parted_rows(page: Page, table: RuledTable) -> RuledTable:
    """The table with each row of tall cells parted into the lines that have amounts.

    Only a row whose cells share upper and lower edge, and that holds in one column at least three
    amounts with decimals one below the other, is parted: an amount wrapped in its cell is none.
    """
    tall = [cell for cell in table.cells if cell[3] - cell[1] >= _MIN_HEIGHT]
    rows: dict[tuple[int, int], list[BBox]] = {}
    for cell in tall:
        rows.setdefault((round(cell[1]), round(cell[3])), []).append(cell)
    cells = list(table.cells)
    for row in rows.values():
        parts = _parted(page, row, table) if len(row) > 1 else []
        if parts:
            cells = [cell for cell in cells if cell not in row] + parts
    return RuledTable(table.bbox, tuple(cells))


def _parted(page: Page, row: Sequence[BBox], table: RuledTable) -> list[BBox]:
    top, bottom = row[0][1], row[0][3]
    beside = [c for c in table.cells if c not in row and c[1] < bottom - 3 and c[3] > top + 3]
    if beside:
        return []
    x_edges = sorted({cell[0] for cell in row} | {cell[2] for cell in row})
    lines = [
        [word for word in line_to_words(line) if table.bbox[0] <= word.middle <= table.bbox[2]]
        for line in page.lines
        if top < (line.bbox[1] + line.bbox[3]) / 2 < bottom
    ]
    if max((_amounts(lines, cell) for cell in row), default=0) < _MIN_LINES:
        return []
    bands = lines_to_bands([line for line in lines if line], x_edges, ())
    inner = [(above.bottom + below.top) / 2 for above, below in itertools.pairwise(bands)]
    return [
        (cell[0], upper, cell[2], lower)
        for upper, lower in itertools.pairwise((top, *inner, bottom))
        for cell in row
    ]


def _amounts(lines: Sequence[Sequence[Word]], cell: BBox) -> int:
    """In how many lines the cell has an amount with decimals and nothing else."""
    counted = 0
    for line in lines:
        here = [word for word in line if cell[0] < word.middle < cell[2]]
        counted += len(here) == 1 and is_precise(here[0].text)
    return counted
