"""Body rows of a grid: code, label, further classifications, line number, cells with amounts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from ingest.language.glyphs import fold
from ingest.nouns import Classification
from ingest.tables.codes import split_code
from ingest.tables.grid import Cell, Grid
from ingest.tables.header import Column, Layout, Side, is_column_numbers

_LEVEL_NAMES = frozenset("类款项")


@dataclass(frozen=True, slots=True)
class Row:
    """One row of one side. ``outer_labels`` are label columns left of the label proper."""

    number: int
    side: Side
    grid: Grid
    code: str
    label: str
    outer_labels: tuple[str, ...]
    also: tuple[Classification, ...]
    line_no: str
    cells: tuple[tuple[Column, tuple[Cell, ...]], ...]
    """Each column's cell; two of them where a page end cuts the row."""

    @property
    def says_nothing(self) -> bool:
        """A row without code, label or any amount: the short side of a two-sided table."""
        return not (self.code or self.label or self.amount_texts)

    @property
    def amount_texts(self) -> tuple[str, ...]:
        """The texts of all cells right of the labels that are not blank."""
        return tuple(cell.text for _, cells in self.cells for cell in cells if cell.text)


@dataclass
class CodeParts:
    """类, 款 and 项 printed in three columns: levels left blank are those of the rows above.

    Kept over page ends, since a page may begin in the middle of a code.
    """

    levels: list[str] = field(default_factory=list)

    def joined(self, parts: Sequence[str]) -> str:
        """The whole code of a row from its parts; a part that is a whole code stands alone."""
        filled = [n for n, part in enumerate(parts) if part]
        if not filled:
            return ""
        deepest = filled[-1]
        if deepest and len(parts[deepest]) >= 5:
            self.levels = [parts[deepest]]
            return parts[deepest]
        known = [*self.levels, *[""] * len(parts)]
        # 款 and 项 have two digits; some reports print 2 for 02.
        printed = [part.zfill(2) if part else "" for part in parts]
        levels = [printed[n] or (known[n] if n < filled[0] else "") for n in range(deepest + 1)]
        self.levels = levels
        return "".join(levels)


def body_rows(grid: Grid, layout: Layout, parts: dict[int, CodeParts], first: int) -> list[Row]:
    """Rows of the body, each side of a line apart, numbered from ``first`` in order of print.

    ``parts`` holds the running 类/款/项 of each code block, by its first column.
    """
    rows: list[Row] = []
    number = first
    for line in range(layout.body_from, grid.rows):
        if is_column_numbers(grid.row_cells(line)):
            continue
        for side in layout.sides:
            row = _row(grid, line, side, parts, number)
            if not row.says_nothing:
                rows.append(row)
        number += 1
    return rows


def _text(grid: Grid, line: int, column: Column) -> str:
    cell = grid.at(line, column.index)
    return cell.text if cell else ""


def _row(grid: Grid, line: int, side: Side, parts: dict[int, CodeParts], number: int) -> Row:
    blocks = _classifications(grid, line, side, parts)
    codes = [block for block in blocks if block.row_code]
    if codes:
        code, label, also = codes[0].row_code, codes[0].row_label, tuple(codes[1:])
        outer: tuple[str, ...] = ()
    else:
        labels = [block.row_label for block in blocks if block.row_label]
        code, label, also = "", labels[-1] if labels else "", ()
        outer = tuple(dict.fromkeys(labels[:-1]))
    numbers = [_text(grid, line, column) for column in side.of("line_no")]
    return Row(
        number,
        side,
        grid,
        code,
        label,
        tuple(text for text in outer if text != label),
        also,
        next((text for text in numbers if text.isdigit()), ""),
        tuple(_amount_cells(grid, line, side)),
    )


def _amount_cells(grid: Grid, line: int, side: Side) -> list[tuple[Column, tuple[Cell, ...]]]:
    cells: list[tuple[Column, tuple[Cell, ...]]] = []
    for column in side.of("amount", "text"):
        cell = grid.at(line, column.index)
        # A cell that began further up or further left was met there.
        if cell and cell.row == line and cell.column == column.index:
            cells.append((column, (cell,)))
    return cells


def _classifications(
    grid: Grid, line: int, side: Side, running: dict[int, CodeParts]
) -> list[Classification]:
    """The code and label blocks of a row, left to right; 类/款/项 columns count as one code."""
    blocks: list[Classification] = []
    code = ""
    part_blocks = _code_part_blocks(side)
    for column in side.of("code", "code_part", "label"):
        text = _text(grid, line, column)
        if column.kind == "code_part":
            if column.index in part_blocks:
                part_texts = [_text(grid, line, part) for part in part_blocks[column.index]]
                code_parts = running.setdefault(column.index, CodeParts())
                code, spanning = _code_of_parts(part_texts, code_parts)
                if spanning:
                    blocks.append(Classification("", spanning))
        elif column.kind == "code":
            code, text_label = split_code(text)
            if text_label:
                blocks.append(Classification(code, text_label))
        elif text:
            own_code, label = split_code(text)
            if not blocks or blocks[-1] != Classification(own_code or code, label):
                blocks.append(Classification(own_code or code, label))
            code = ""
    if code and not any(block.row_code == code for block in blocks):
        blocks.append(Classification(code, ""))
    return [block for n, block in enumerate(blocks) if n == 0 or block != blocks[n - 1]]


def _code_part_blocks(side: Side) -> dict[int, list[Column]]:
    """Runs of neighbouring 类/款/项 columns, by the index of their first column."""
    blocks: dict[int, list[Column]] = {}
    for column in side.of("code_part"):
        last = next(reversed(blocks.values())) if blocks else []
        if last and column.index == last[-1].index + 1:
            last.append(column)
        else:
            blocks[column.index] = [column]
    return blocks


def _code_of_parts(texts: Sequence[str], code_parts: CodeParts) -> tuple[str, str]:
    """The code of 类/款/项 cells, and a label (合计) that spans them."""
    words = next((text for text in texts if text and not fold(text).isdigit()), "")
    if words in _LEVEL_NAMES:
        return "", ""
    if words:
        return "", words
    return code_parts.joined([fold(text) for text in texts]), ""
