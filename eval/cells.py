"""Pairs the cells of a table as read with those of its truth and scores each truth cell.

Cells are paired as multisets, the surest likeness first, in the order of print; what is left over
on the side of the truth is missing, on the other side extra.
"""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal, get_args

from eval.truth import TruthCell, TruthTable
from ingest.forms import is_percentage
from ingest.language.glyphs import fold
from ingest.nouns import Figure

Aspect = Literal["missing", "value", "row", "also", "column", "page", "unit", "form"]
ASPECTS: tuple[Aspect, ...] = get_args(Aspect)


@dataclass(frozen=True, slots=True)
class _Likeness:
    """What of a cell is compared, folded: the same for a truth cell and for a figure."""

    label: str
    code: str
    also: tuple[tuple[str, str], ...]
    column: tuple[str, ...]
    value: Decimal
    page: int


@dataclass(frozen=True, slots=True)
class CellScore:
    """A truth cell with the figure it was paired with (None: not found) and what is wrong."""

    cell: TruthCell
    figure: Figure | None
    wrong: tuple[Aspect, ...]
    line_no_wrong: bool = False


@dataclass(frozen=True, slots=True)
class TableScore:
    """The scores of all truth cells of a table, and the figures that the truth does not have.

    ``unordered`` counts cells of rows printed alike whose values came in another order.
    """

    scores: tuple[CellScore, ...]
    extras: tuple[Figure, ...]
    unordered: int = 0


_Key = Callable[[_Likeness], Hashable]

# From the surest likeness to the weakest; later ones find out what went wrong with a cell.
_PASSES: tuple[_Key, ...] = (
    lambda c: (c.label, c.code, c.also, c.column, c.value, c.page),
    lambda c: (c.label, c.code, c.also, c.column, c.value),
    lambda c: (c.label, c.code, c.column, c.value, c.page),
    lambda c: (c.label, c.code, c.column, c.value),
    lambda c: (c.label, c.column, c.value, c.page),
    lambda c: (c.code, c.column, c.value, c.page) if c.code else None,
    lambda c: (c.label, c.code, c.value, c.page),
    lambda c: (c.label, c.code, c.also, c.column, c.page),
    lambda c: (c.column, c.value, c.page) if c.value else None,
    lambda c: (c.value, c.page) if c.value else None,
)


def score_table(
    table: TruthTable, form: str, own: Sequence[Figure], others: Sequence[Figure] = ()
) -> TableScore:
    """Scores the truth cells of ``table`` against the figures ``own`` of the table read for it.

    ``form`` is the form it should have ("" where unknown). ``others`` are figures of further
    tables on its pages: a cell found there counts as found elsewhere, with its form wrong if it
    is, and they are no extras.
    """
    figures = [f for f in (*own, *others) if f.value is not None]
    pairs = _paired([_of_cell(c) for c in table.cells], [_of_figure(f) for f in figures])
    scores = tuple(
        _cell_score(cell, figures[pairs[n]] if n in pairs else None, table, form)
        for n, cell in enumerate(table.cells)
    )
    taken = set(pairs.values())
    printed = sum(figure.value is not None for figure in own)
    extras = tuple(figures[n] for n in range(printed) if n not in taken)
    return TableScore(scores, extras, _unordered(table.cells, own))


def _paired(truth: Sequence[_Likeness], read: Sequence[_Likeness]) -> dict[int, int]:
    """Positions in ``truth`` to positions in ``read``."""
    pairs: dict[int, int] = {}
    free = set(range(len(read)))
    for key in _PASSES:
        waiting: dict[Hashable, deque[int]] = defaultdict(deque)
        for n in sorted(free):
            waiting[key(read[n])].append(n)
        for n, likeness in enumerate(truth):
            wanted = key(likeness)
            if n not in pairs and wanted is not None and waiting.get(wanted):
                pairs[n] = waiting[wanted].popleft()
        free -= set(pairs.values())
    return pairs


def _of_cell(cell: TruthCell) -> _Likeness:
    return _Likeness(
        fold(cell.row_label),
        fold(cell.row_code),
        tuple((fold(code), fold(label)) for code, label in cell.also),
        _folded(cell.column),
        cell.value,
        cell.page,
    )


def _of_figure(figure: Figure) -> _Likeness:
    return _Likeness(
        fold(figure.row_label),
        fold(figure.row_code),
        tuple((fold(a.row_code), fold(a.row_label)) for a in figure.also),
        _folded(figure.column_path),
        Decimal(0) if figure.value is None else figure.value,
        figure.locators[0].page if figure.locators else 0,
    )


def _folded(words: Iterable[str]) -> tuple[str, ...]:
    return tuple(fold(word) for word in words)


def _cell_score(cell: TruthCell, figure: Figure | None, table: TruthTable, form: str) -> CellScore:
    if figure is None:
        return CellScore(cell, None, ("missing",))
    due, read = _of_cell(cell), _of_figure(figure)
    right: dict[Aspect, bool] = {
        "value": due.value == read.value,
        "row": (due.label, due.code) == (read.label, read.code),
        "also": due.also == read.also,
        "column": due.column == read.column,
        "page": cell.page in {locator.page for locator in figure.locators},
        "unit": _is_unit(figure, cell.unit or table.unit),
        "form": form in ("", figure.form),
    }
    line_no_wrong = cell.line_no is not None and fold(cell.line_no) != fold(figure.line_no)
    return CellScore(
        cell, figure, tuple(a for a in ASPECTS if not right.get(a, True)), line_no_wrong
    )


def _is_unit(figure: Figure, unit: str) -> bool:
    """The truth tells one unit a table; a column may print its own (%, 人) in its heading."""
    heading = "".join(figure.column_path)
    own = figure.unit == "%" and any(is_percentage(word) for word in figure.column_path)
    return figure.unit == unit or own or (figure.unit != "" and f"({figure.unit})" in fold(heading))


def _unordered(cells: Sequence[TruthCell], own: Sequence[Figure]) -> int:
    """Cells printed alike (row, column, page) whose values stand in another order than printed."""
    due, read = _in_groups(map(_of_cell, cells)), _in_groups(map(_of_figure, own))
    return sum(
        sum(a != b for a, b in zip(values, read[key], strict=True))
        for key, values in due.items()
        if len(values) == len(read.get(key, ())) and sorted(values) == sorted(read[key])
    )


def _in_groups(cells: Iterable[_Likeness]) -> dict[Hashable, list[Decimal]]:
    groups: dict[Hashable, list[Decimal]] = defaultdict(list)
    for cell in cells:
        groups[cell.label, cell.code, cell.also, cell.column, cell.page].append(cell.value)
    return groups
