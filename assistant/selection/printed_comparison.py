"""Lines side by side by their printed words, for lines that are of no concept: a project, say."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from assistant.selection.compared import (
    By,
    ComparedCell,
    ComparedLine,
    Section,
    common_unit,
    real_amount,
    with_differences,
)
from assistant.selection.figure_selection import PATH_MARK
from assistant.selection.figure_table import FigureRow
from assistant.selection.line_names import is_usual_heading
from ingest.concepts.concept import name_key
from ingest.nouns import Stage

_YEAR = re.compile(r"20\d\d年度?")


def printed_section(rows: Iterable[FigureRow], by: By, chosen: Sequence[str]) -> Section | None:
    """The rows as lines over the values ``chosen``, else over all that have one; None without rows.

    Lines belong together by form, code (or name), headings and what is not compared. Where several
    amounts are printed for one value all are shown, and nothing is calculated.
    """
    lines: dict[tuple[object, ...], dict[str, list[FigureRow]]] = {}
    for row in rows:
        lines.setdefault(_line_of(row, by), {}).setdefault(_value_of(row, by), []).append(row)
    if not lines:
        return None
    found = dict.fromkeys(value for cells in lines.values() for value in cells)
    values = tuple(chosen) or (tuple(found) if by == "publishers" else tuple(sorted(found)))
    return Section(
        values,
        tuple(
            _compared([cells.get(value, []) for value in values], cells, by)
            for cells in lines.values()
        ),
    )


def _value_of(row: FigureRow, by: By) -> str:
    return {"publishers": row.publisher, "years": str(row.year), "kinds": row.kind}[by]


def _line_of(row: FigureRow, by: By) -> tuple[object, ...]:
    """What a row has in common with those it is compared with; years and usual headings (合计,
    决算数) are left out."""
    heads = [head for head in row.column.split(PATH_MARK) if head and not is_usual_heading(head)]
    named = (name_key(_YEAR.sub("", head)) for head in heads)
    told = (row.form, row.row_code or name_key(row.row_label), *named)
    apart: dict[By, tuple[object, ...]] = {
        "publishers": (row.year, row.stage),
        "years": (row.publisher, row.stage),
        "kinds": (row.publisher, row.year),
    }
    return (*told, *apart[by])


def _compared(
    told: Sequence[Sequence[FigureRow]], cells: dict[str, list[FigureRow]], by: By
) -> ComparedLine:
    first = next(iter(cells.values()))[0]
    row = [_cell(rows) for rows in told]
    unit = common_unit(row) or first.unit
    stage: Stage = first.stage if by != "kinds" else ""
    return ComparedLine(
        unit,
        with_differences(row, unit, "before" if by == "years" else "first"),
        stage=stage,
        publisher="" if by == "publishers" else first.publisher,
        form=first.form,
        row_code=first.row_code,
        row_label=first.row_label,
        column=first.column,
    )


def _cell(rows: Sequence[FigureRow]) -> ComparedCell:
    """The first row of every amount: one where all agree. A blank says nothing beside others."""
    amounts = {real_amount(row): row for row in reversed(rows)}
    told = tuple(row for amount, row in amounts.items() if amount is not None)[::-1]
    return ComparedCell(told or tuple(rows[:1]), why="" if rows else "none")
