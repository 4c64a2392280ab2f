"""The rows of tables of targets (绩效目标表) over their pages, and which project each is about."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from ingest.language.amounts import is_amount
from ingest.language.glyphs import fold
from ingest.narrative.target_columns import SAME_EDGE, TargetColumns, columns_headed, shifted
from ingest.narrative.wording import wording
from ingest.nouns import BBox
from ingest.tables.grid import Cell, Grid
from ingest.tables.joining import TableDraft

_MAX_TEXT = 60
_STOP = re.compile(r"[。；;]")
_BARE_SIGN = re.compile(r"^[≥≤≧≦><=]+$")


@dataclass(frozen=True, slots=True)
class TargetRow:
    """A row as read: its label, the cells from left to right, and each target with its heading.

    ``subject`` is the project that it is about, "" where nothing sure tells.
    """

    subject: str
    label: str
    cells: tuple[Cell, ...]
    targets: tuple[tuple[Cell, str], ...]
    sign: str
    unit: str


class TargetRows:
    """Reads table after table; remembers the columns that go on over the page, and what the rows
    are about until they say so themselves."""

    def __init__(self) -> None:
        self._title = ""
        self._page = 0
        self._columns: TargetColumns | None = None
        self._body_from = 0
        self._subject = ""
        self._is_cut = False  # The cell of the name goes on, blank so far, on the next page.

    def of(self, draft: TableDraft) -> tuple[TargetRow, ...]:
        """The rows of a table that tell targets, in the order of print."""
        grids = tuple({id(row.grid): row.grid for row in draft.rows}.values())
        if grids and not self._goes_on(draft, grids[0]):
            self._columns, self._is_cut = None, False
            self._subject = self._subject if grids[0].page == self._page else ""
        self._title = draft.title
        rows: list[TargetRow] = []
        unnamed: list[int] = []
        for grid in grids:
            self._page, self._body_from = grid.page, 0
            self._columns = self._columns and shifted(self._columns, grid)
            for line in range(grid.rows):
                row = self._line(grid, line)
                if not self._is_cut:
                    for at in unnamed if self._columns else ():
                        rows[at] = replace(rows[at], subject=self._subject)
                    unnamed = []
                if row is not None:
                    unnamed += [len(rows)] if self._is_cut else []
                    rows.append(row)
        return tuple(rows)

    def _goes_on(self, draft: TableDraft, first: Grid) -> bool:
        """Whether a table is the rest of the one before, its title printed again or not."""
        return first.page == self._page + 1 and draft.title in ("", self._title)

    def _line(self, grid: Grid, line: int) -> TargetRow | None:
        header = columns_headed(grid, line)
        named = "" if header else _subject(grid, line)
        if header or named:
            self._is_cut = self._is_cut and not named
            self._columns, self._subject = header, named or self._subject
            heads = [_under(grid, line, box) for box, _ in header.targets] if header else []
            self._body_from = max((cell.row_end for cell in heads if cell), default=line + 1)
            return None
        if self._columns is None or line < self._body_from:
            return None
        if self._columns.subject is not None:
            self._hear_subject(grid, line, self._columns.subject)
        return _row(grid, line, self._columns, self._subject)

    def _hear_subject(self, grid: Grid, line: int, head: BBox) -> None:
        """Notes what a row of a table of several projects is about: the text in the column of
        names. A name stands once in a cell over all its rows, which a page may cut; then it is
        on one page only, and the rest is blank or has no cell at all."""
        cell = _under(grid, line, head)
        at_head = cell is not None and cell.row == self._body_from
        if cell is None:
            above = (_under(grid, at, head) for at in range(self._body_from, line))
            if self._is_cut or any(above):
                self._subject, self._is_cut = "", False
        elif cell.text:
            self._subject = cell.text if len(cell.text) <= _MAX_TEXT else ""
            self._is_cut = False
        elif not at_head and _spans_rows(grid, head):
            self._subject, self._is_cut = "", cell.row_end == grid.rows


def _spans_rows(grid: Grid, head: BBox) -> bool:
    """Whether the names of a column stand in cells over several rows."""
    cells = (_under(grid, line, head) for line in range(grid.rows))
    return any(cell and cell.text and cell.row_end - cell.row > 1 for cell in cells)


def _subject(grid: Grid, line: int) -> str:
    """What the rows below are about, where a row says so: 项目名称 | 库房恒温改造; else ""."""
    cells = [cell for cell in grid.row_cells(line) if cell.text]
    for at, cell in enumerate(cells):
        if found := wording().subject_label.match(cell.text):
            said = cell.text[found.end() :] or (cells[at + 1].text if at + 1 < len(cells) else "")
            return said if len(said) <= _MAX_TEXT else ""
    return ""


def _row(grid: Grid, line: int, columns: TargetColumns, subject: str) -> TargetRow | None:
    label = _name_under(grid, line, columns.label)
    targets = [
        (cell, heading)
        for box, heading in columns.targets
        if (cell := _under(grid, line, box)) is not None and cell.text and cell.row == line
    ]
    if label is None or not label.text or not targets or len(label.text) > _MAX_TEXT:
        return None
    sign, unit = _text_under(grid, line, columns.sign), _text_under(grid, line, columns.unit)
    sign = fold(sign) if _BARE_SIGN.match(fold(sign)) else ""
    if not any(_is_told(fold(cell.text), sign or unit) for cell, _ in targets):
        return None
    return TargetRow(
        subject,
        label.text,
        tuple(_cells(grid, line, columns)),
        tuple(targets),
        sign,
        unit,
    )


def _is_told(target: str, beside: str) -> bool:
    """Whether a target is a passage's: bare numbers are the tables' own, sentences are quoted."""
    if len(target) > _MAX_TEXT or _STOP.search(target):
        return False
    return bool(beside) or not is_amount(target) or target.endswith("%")


def _under(grid: Grid, line: int, head: BBox) -> Cell | None:
    """The cell of a row that stands right under a heading and is as wide."""
    middle = (head[0] + head[2]) / 2
    over = (n for n in range(grid.columns) if grid.x_edges[n] <= middle < grid.x_edges[n + 1])
    cell = grid.at(line, next(over, -1))
    return cell if cell and _same_edges(cell, head, (0, 2)) else None


def _name_under(grid: Grid, line: int, head: BBox) -> Cell | None:
    """The cell of an indicator's name: right under its heading, or the first of those under it,
    beside its weight."""
    first = (n for n in range(grid.columns) if abs(grid.x_edges[n] - head[0]) <= SAME_EDGE)
    cell = _under(grid, line, head) or grid.at(line, next(first, -1))
    inside = cell and cell.place.bbox[2] <= head[2] + SAME_EDGE
    return cell if cell and inside and _same_edges(cell, head, (0,)) else None


def _same_edges(cell: Cell, head: BBox, edges: Sequence[int]) -> bool:
    return all(abs(cell.place.bbox[at] - head[at]) <= SAME_EDGE for at in edges)


def _text_under(grid: Grid, line: int, head: BBox | None) -> str:
    cell = _under(grid, line, head) if head else None
    return cell.text if cell else ""


def _cells(grid: Grid, line: int, columns: TargetColumns) -> Iterator[Cell]:
    """The cells of a row under the headings from the outermost indicator on, left to right."""
    indicators = (b for b, text in columns.heads if wording().indicator_heading.search(text))
    start = min(box[0] for box in indicators)
    met: set[tuple[int, int]] = set()
    last = ""
    for box, heading in columns.heads:
        level = wording().indicator_heading.search(heading) is not None
        under = _name_under if level else _under
        cell = under(grid, line, box) if box[0] >= start - 1 else None
        if cell is None or not cell.text or (cell.row, cell.column) in met:
            continue
        if len(cell.text) <= _MAX_TEXT and fold(cell.text) != heading:
            # An indicator of the third level may be named again as its only one of the fourth.
            if level and cell.text == last:
                continue
            last = cell.text
            met.add((cell.row, cell.column))
            yield cell
