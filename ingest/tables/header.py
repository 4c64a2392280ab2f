"""Where a grid's header ends, what its columns hold, and which sides it has."""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from ingest import forms
from ingest.forms import ColumnKind
from ingest.language.amounts import is_amount, is_blank, parse_amount
from ingest.language.enumerators import ITEM, begins
from ingest.language.glyphs import fold
from ingest.tables.caption import is_caption_text
from ingest.tables.codes import is_code, split_code
from ingest.tables.grid import Cell, Grid

_COLUMN_NUMBER = re.compile(r"^(?:\d{1,2}(?:=[\d+\-*/()]+)?|[甲乙丙丁a-z]|\*+|栏次|行次)$")
_TOTALS = frozenset({"合计", "总计", "收入总计", "支出总计", "本年收入合计", "本年支出合计"})
_MAX_HEADER_ROWS = 6


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its kind and its header path, outermost heading first."""

    index: int
    kind: ColumnKind
    path: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Side:
    """Columns that belong together: labels, then their amounts. ``name`` is 收入, 支出 … or ""."""

    name: str
    columns: tuple[Column, ...]

    def of(self, *kinds: ColumnKind) -> tuple[Column, ...]:
        """The side's columns of these kinds, left to right."""
        return tuple(column for column in self.columns if column.kind in kinds)


@dataclass(frozen=True, slots=True)
class Layout:
    """How a grid is to be read: banner and header rows end at ``body_from``."""

    banner: tuple[str, ...]
    body_from: int
    sides: tuple[Side, ...]
    x_edges: tuple[float, ...]

    @property
    def has_header(self) -> bool:
        """Whether any column has a heading."""
        return any(column.path for side in self.sides for column in side.columns)

    @property
    def heading(self) -> tuple[tuple[str, ...], ...]:
        """All header paths, to tell whether two pages carry the same header."""
        return tuple(column.path for side in self.sides for column in side.columns)


def grid_to_layout(grid: Grid) -> Layout:
    """Reads banner, header, column kinds and sides of a grid that starts with its own header.

    A grid without header rows gives columns with empty paths (a continuation page).
    """
    first = _banner_rows(grid)
    body_from = _header_end(grid, first)
    body = range(body_from, grid.rows)
    columns = []
    for index in range(grid.columns):
        path = _path(grid, index, range(first, body_from))
        columns.append(Column(index, _kind(grid, index, path, body), path))
    columns = _with_a_label(_with_code_parts(grid, columns, body))
    banner = tuple(
        line for row in range(first) for cell in grid.row_cells(row) for line in cell.lines
    )
    return Layout(banner, body_from, _sides(columns), grid.x_edges)


def is_column_numbers(cells: Sequence[Cell]) -> bool:
    """Whether a row only numbers the columns (栏次 | 1 | 2, or bare 1 2 3, or ** rows)."""
    texts = [fold(cell.text) for cell in cells if cell.text]
    if not texts or not all(_COLUMN_NUMBER.match(text) for text in texts):
        return False
    if any(text in ("栏次", "**") for text in texts):
        return True
    numbers = [int(found[0]) for text in texts if (found := re.match(r"\d+", text))]
    consecutive = all(b - a == 1 for a, b in itertools.pairwise(numbers))
    return len(numbers) > 1 and numbers[0] <= 2 and consecutive


def _banner_rows(grid: Grid) -> int:
    """Rows at the top that are blank or hold only title, unit or date ruled into the grid."""
    row = 0
    while row < grid.rows - 1 and all(
        is_caption_text(cell.text) for cell in grid.row_cells(row) if cell.text
    ):
        row += 1
    return row


def _header_end(grid: Grid, first: int) -> int:
    """The first row of the body; ``first`` where the grid has no header of its own."""
    for row in range(first, min(grid.rows, first + _MAX_HEADER_ROWS + 1)):
        cells = grid.row_cells(row)
        if not is_column_numbers(cells) and _is_body(cells):
            return row
    return _textual_header_end(grid, first)


def _is_body(cells: Sequence[Cell]) -> bool:
    filled = [cell for cell in cells if cell.text]
    texts = [fold(cell.text) for cell in filled]
    if any(is_amount(text) or split_code(text)[0] for text in texts):
        return True
    if any(begins(text, ITEM) for text in texts):
        return True
    return len(texts) == 1 and texts[0] in _TOTALS


def _textual_header_end(grid: Grid, first: int) -> int:
    """Header of a table without amounts: up to the lowest end of the cells of its first row."""
    cells = grid.row_cells(first)
    return max((cell.row_end for cell in cells), default=min(first + 1, grid.rows))


def _path(grid: Grid, column: int, rows: range) -> tuple[str, ...]:
    """The distinct headings above a column, outermost first; rows of column numbers left out."""
    path: list[str] = []
    for row in rows:
        cell = grid.at(row, column)
        if cell is None or not cell.text or is_column_numbers(grid.row_cells(cell.row)):
            continue
        if not path or path[-1] != cell.text:
            path.append(cell.text)
    return tuple(path)


def _body_texts(grid: Grid, column: int, body: range) -> list[str]:
    """Folded texts of the cells that lie in this column alone."""
    cells = (grid.at(row, column) for row in body)
    return [
        fold(cell.text)
        for row, cell in zip(body, cells, strict=True)
        if cell and cell.row == row and cell.column_end - cell.column == 1 and cell.text
    ]


def _with_code_parts(grid: Grid, columns: Sequence[Column], body: range) -> list[Column]:
    """Neighbouring columns under one code heading that hold 类, 款 and 项 digits apart."""
    marked = list(columns)
    for left, right in itertools.pairwise(columns):
        under_one = left.path and left.path == right.path
        if not under_one or forms.kind_by_heading(left.path[-1]) != "code":
            continue
        texts = _body_texts(grid, right.index, body)
        if _share(texts, lambda text: text.isdigit() and len(text) <= 3) > 0.5:
            for column in (left, right):
                marked[column.index] = Column(column.index, "code_part", column.path)
    return marked


def _with_a_label(columns: Sequence[Column]) -> list[Column]:
    """Where no heading names a label column, the first column of words before amounts is it."""
    first_amount = next((c.index for c in columns if c.kind == "amount"), len(columns))
    leading = columns[:first_amount]
    if any(column.kind in ("label", "code", "code_part") for column in leading):
        return list(columns)
    words = next((c for c in leading if c.kind == "text" and c.path), None)
    return [replace(c, kind="label") if c is words else c for c in columns]


def _kind(grid: Grid, column: int, path: tuple[str, ...], body: range) -> ColumnKind:
    texts = _body_texts(grid, column, body)
    named = forms.kind_by_heading(path[-1]) if path else None
    if named in ("line_no", "code_part", "text"):
        # The deepest level may stay blank on the first page.
        is_part = not texts or _share(texts, str.isdigit) > 0.5
        return named if named != "code_part" or is_part else "label"
    codes = _share(texts, is_code)
    if named == "code":
        return "code" if codes > 0.4 or not texts else "label"
    if named == "label":
        return "code" if codes > 0.8 else "label"
    if _share(texts, lambda text: all(split_code(text))) > 0.5:
        return "label"
    return _kind_by_content(texts, codes, path)


def _kind_by_content(texts: Sequence[str], codes: float, path: tuple[str, ...]) -> ColumnKind:
    if not texts:
        return "amount" if path else "text"
    amounts = _share(texts, lambda text: is_amount(text) or is_blank(text))
    has_decimals = any("." in text for text in texts if parse_amount(text) is not None)
    if amounts > 0.5 and (codes < 0.9 or has_decimals):
        return "amount"
    return "text"


def _share(texts: Sequence[str], test: Callable[[str], bool]) -> float:
    if not texts:
        return 0.0
    return sum(bool(test(text)) for text in texts) / len(texts)


def _sides(columns: Sequence[Column]) -> tuple[Side, ...]:
    """A label block after amounts begins a new side."""
    groups: list[list[Column]] = [[]]
    for column in columns:
        has_amounts = any(c.kind == "amount" for c in groups[-1])
        if has_amounts and column.kind in ("label", "code", "code_part"):
            groups.append([])
        groups[-1].append(column)
    return tuple(_side(group, alone=len(groups) == 1) for group in groups)


def _side(group: Sequence[Column], *, alone: bool) -> Side:
    outermost = {column.path[0] for column in group if len(column.path) > 1}
    name = outermost.pop() if len(outermost) == 1 and not alone else ""
    return Side(name, tuple(group))
