"""Rows that a page end cuts: the rest of a label or of an amount stands on the next page."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from ingest.language.amounts import parse_amount
from ingest.tables.grid import Cell
from ingest.tables.rows import Row

_MIN_ROWS = 3


def join_cut_rows(before: list[Row], rows: list[Row]) -> None:
    """Joins the first rows of a page to the last ones of the page before where they are its rest.

    Both lists are changed in place: the joined row replaces the last one of its side.
    """
    first = rows[0].number if rows else 0
    for row in [row for row in rows if row.number == first]:
        at = next((n for n in reversed(range(len(before))) if before[n].side == row.side), None)
        if at is None or row.code or not _is_rest(before, before[at], row):
            continue
        before[at] = _joined(before[at], row)
        rows.remove(row)


def _is_rest(before: Sequence[Row], cut: Row, row: Row) -> bool:
    if row.amount_texts:
        return _amounts_go_on(before, cut, row)
    # A label without any amount, in a table where every row has some, ends the label before.
    told = [other for other in before if other.side == cut.side]
    return bool(row.label and len(told) >= _MIN_ROWS and all(o.amount_texts for o in told))


def _amounts_go_on(before: Sequence[Row], cut: Row, row: Row) -> bool:
    """Whether each amount of the row completes the decimals of the one above it."""
    upper = {column.index: _text(cells) for column, cells in cut.cells}
    completed = []
    for column, cells in row.cells:
        rest = _text(cells)
        if rest:
            head = upper.get(column.index, "")
            if not head or parse_amount(head + rest) is None:
                return False
            completed.append((_decimals(head), _decimals(head + rest)))
    decimals = _usual_decimals(before)
    return decimals > 0 and all(cut < decimals == whole for cut, whole in completed)


def _text(cells: Sequence[Cell]) -> str:
    return "".join(cell.text for cell in cells)


def _decimals(printed: str) -> int:
    return len(printed.partition(".")[2])


def _usual_decimals(rows: Sequence[Row]) -> int:
    counted = Counter(
        _decimals(text)
        for row in rows
        for text in row.amount_texts
        if parse_amount(text) is not None
    )
    return counted.most_common(1)[0][0] if counted else 0


def _joined(cut: Row, row: Row) -> Row:
    rest = {column.index: cells for column, cells in row.cells if _text(cells)}
    cells = tuple(
        (column, (*own, *rest[column.index])) if column.index in rest else (column, own)
        for column, own in cut.cells
    )
    return replace(cut, label=cut.label + row.label, cells=cells)
