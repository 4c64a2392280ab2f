"""What each cell of a table is: from the code and words of its row, the headings of its column,
the side, the title and the form of the table."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from ingest.concepts.assignment import with_meaning
from ingest.concepts.cells import Cell
from ingest.concepts.concept import Scheme
from ingest.concepts.phrases import phrase_of
from ingest.concepts.rows import RowReader, RowSays
from ingest.concepts.table_says import TableSays
from ingest.nouns import Figure, Report, Table

_CLASSIFIED = frozenset(
    {
        "income_expenditure_summary",
        "income",
        "expenditure",
        "fiscal_grant_summary",
        "general_public_expenditure",
        "general_public_basic_expenditure",
        "government_fund",
        "state_capital",
    }
)
"""Forms of which the rows are lines of a classification rather than named concepts."""
_WHOLE_OF_ROWS = {"project_expenditure": "project_amount", "procurement": "procurement"}
_SCHEMES: tuple[Scheme, ...] = ("functional", "economic", "government_economic")
_ECONOMIC_FIRST: tuple[Scheme, ...] = ("economic", "government_economic", "functional")
_BETWEEN_BLOCKS = 40.0
"""Points between the middles of amounts of two blocks; amounts of one column lie closer."""
_INCOME_SCHEMES: tuple[Scheme, ...] = ("functional_income",)


def table_with_meaning(table: Table, report: Report) -> Table:
    """The table with what each of its figures is."""
    says = TableSays.of(table, report)
    blocks = _blocks(table.figures)
    unnamed = {f.row for f in table.figures if not (f.row_label or f.row_code)}
    told = Counter(
        (figure.row, figure.side, block, figure.column_path)
        for figure, block in zip(table.figures, blocks, strict=True)
    )
    readers: dict[tuple[str, int], RowReader] = {}
    rows: dict[tuple[int, str, int], RowSays] = {}
    figures = []
    for figure, block in zip(table.figures, blocks, strict=True):
        beside = (figure.side, block)
        if beside not in readers:
            readers[beside] = _reader(says, figure.side, len(unnamed))
        if (figure.row, *beside) not in rows:
            rows[figure.row, *beside] = readers[beside].read(figure)
        column = says.column(figure)
        if told[figure.row, *beside, figure.column_path] > 1:
            # Several cells of a row under one heading: which is which was lost.
            column = replace(column, unknown=True)
        cell = Cell(figure, rows[figure.row, *beside], column, says)
        figures.append(with_meaning(figure, cell.meaning()))
    return replace(table, figures=tuple(figures))


def _blocks(figures: Sequence[Figure]) -> list[int]:
    """For each figure in which block of its side it stands, from the left: blocks side by side
    each have labels of their own, so that one row of print is a row of each."""
    labels: dict[tuple[int, str], set[tuple[str, str]]] = defaultdict(set)
    for figure in figures:
        labels[figure.row, figure.side].add((figure.row_code, figure.row_label))
    several = {side for (_, side), found in labels.items() if len(found) > 1}
    if not several:
        return [0] * len(figures)
    middles = sorted({_middle(f) for f in figures if f.side in several and f.locators})
    bounds = [b for a, b in pairwise(middles) if b - a > _BETWEEN_BLOCKS]
    return [
        bisect_right(bounds, _middle(f)) if f.side in several and f.locators else 0 for f in figures
    ]


def _middle(figure: Figure) -> float:
    x0, _, x1, _ = figure.locators[0].bbox
    return (x0 + x1) / 2


def _reader(says: TableSays, side: str, unnamed: int) -> RowReader:
    phrase = phrase_of(side)
    of_income = says.side == "income" or (phrase is not None and phrase.side == "income")
    schemes = _ECONOMIC_FIRST if says.economic else _SCHEMES
    if of_income:
        schemes = _INCOME_SCHEMES
    classified = says.form in _CLASSIFIED or says.economic
    if says.form == "other" and not says.title.concept:
        classified = bool(says.title.natures or says.title.side)
    whole = _WHOLE_OF_ROWS.get(says.form, "")
    if says.form in ("three_public", "performance") or whole:
        schemes = ()
    # In a summary every total has its name.
    one_total = unnamed <= 1 and says.side != "both"
    return RowReader(says.report, classified, schemes, of_income, whole, one_total, says.finer)
