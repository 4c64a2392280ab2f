"""Rows to figures: value, unit, row and header path, and what each figure is about."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from decimal import Decimal

from ingest import forms
from ingest.bodies.in_report import BodiesOfReport
from ingest.bodies.rows import Taken, bodies_of_rows
from ingest.identifiers import content_id
from ingest.language.amounts import is_blank, is_money, parse_amount, to_fen
from ingest.language.glyphs import fold
from ingest.language.units import any_money
from ingest.language.years import any_last_year, any_this_year
from ingest.nouns import Basis, Figure, Report, Table
from ingest.tables.grid import Cell
from ingest.tables.header import Column
from ingest.tables.joining import TableDraft
from ingest.tables.rows import Row

# More than all the money there is: cells run together, or a serial number.
_MAX_FEN = 10**17
_YEAR = re.compile(r"(20\d\d)(?:年|$)")
_PERIOD = rf"(?:20\d\d年度?|{any_last_year()}|{any_this_year()})"
_BASIS_ROW = re.compile(
    rf"^(?:{_PERIOD}?(?:年初|全年|调整)?(?:预算|决算|执行)数?(?:[(].*[)])?|{_PERIOD})$"
)
_LABEL_UNIT = re.compile(rf"[(](?:单位:)?({any_money()})[)]$")
_HEADING_UNIT = re.compile(rf"[(]?({any_money()})[)]?$")
_MEASURED = re.compile(
    r"^(-?[\d,]+(?:\.\d+)?)(%|[\u4e00-\u9fff]{1,4}(?:[/(][\u4e00-\u9fff]+[)]?)?)$"
)


def drafts_to_tables(
    drafts: Sequence[TableDraft], report: Report, bodies: BodiesOfReport
) -> tuple[Table, ...]:
    """Tables with their figures, each of the body that its row is of. A unit printed only on the
    first of several tables is carried on to the next ones that print none."""
    tables = []
    unit = ""
    for number, draft in enumerate(drafts):
        unit = draft.unit or unit
        tables.append(_table(draft, number, unit, report, bodies))
    return tuple(tables)


def _table(
    draft: TableDraft, number: int, unit: str, report: Report, bodies: BodiesOfReport
) -> Table:
    table_id = content_id(report.id, "table", str(number), draft.title)
    form = draft.form
    figures: list[Figure] = []
    headings = fold("".join(word for path in draft.layout.heading for word in path))
    indicators = form == "performance" or forms.has_indicators(headings)
    ancestors: dict[str, dict[str, str]] = {}
    for row, body in zip(draft.rows, bodies_of_rows(draft, bodies), strict=True):
        known = ancestors.setdefault(row.side.name, {})
        path = _row_path(row, known)
        if row.code:
            known[row.code] = row.label
        for column, cells in row.cells:
            figure = _figure(
                row, path, column, cells, table_id, form, unit, indicators, report, body
            )
            if figure is not None:
                figures.append(figure)
    return Table(
        table_id, report.id, form, draft.title, unit, tuple(draft.pages), tuple(_distinct(figures))
    )


def _row_path(row: Row, known: dict[str, str]) -> tuple[str, ...]:
    """Labels from the outermost down: label columns to the left, then 类 › 款 › 项 by code."""
    parents = [
        known[row.code[:length]]
        for length in (3, 5)
        if length < len(row.code) and row.code[:length] in known
    ]
    return (*row.outer_labels, *parents, row.label)


def _figure(
    row: Row,
    path: tuple[str, ...],
    column: Column,
    cells: tuple[Cell, ...],
    table_id: str,
    form: str,
    table_unit: str,
    is_indicator: bool,
    report: Report,
    body: Taken,
) -> Figure | None:
    printed = "".join(cell.text for cell in cells)
    if is_indicator and not forms.speaks_of_money(fold("".join((*column.path[-1:], row.label)))):
        table_unit = ""
    value, unit = _measure(printed, row, column, table_unit)
    fen = to_fen(value, unit) if value is not None and is_money(unit) else None
    if not _is_figure(printed, value, fen, column):
        return None
    words = _told_of_time(row, column)
    return Figure(
        id=content_id(
            table_id, str(row.number), row.side.name, "/".join(column.path), str(column.index)
        ),
        report_id=report.id,
        table_id=table_id,
        form=form,
        row=row.number,
        row_path=path,
        row_label=row.label,
        row_code=row.code,
        also=row.also,
        line_no=row.line_no,
        side=row.side.name,
        column_path=column.path,
        value=value,
        printed=printed,
        unit=unit,
        fen=fen,
        year=_year(words, report.fiscal_year),
        body=body[0],
        basis=_basis(words, report),
        locators=tuple(cell.place for cell in cells),
        taken_from=(("body", body[1]),),
    )


def _is_figure(printed: str, value: Decimal | None, fen: int | None, column: Column) -> bool:
    """Whether a cell holds an amount that there can be, or none where one belongs."""
    if value is None:
        return column.kind == "amount" and is_blank(printed)
    return fen is None or abs(fen) <= _MAX_FEN


def _told_of_time(row: Row, column: Column) -> str:
    """The words that may tell year and basis: the header's, and those of a row named by them
    (2025年预算数), not of a project's name."""
    tells = not row.code and _BASIS_ROW.match(fold(row.label))
    return fold(" ".join((*column.path, row.label if tells else "")))


def _measure(printed: str, row: Row, column: Column, table_unit: str) -> tuple[Decimal | None, str]:
    """Value and unit of a cell: one that names its own, else a bare number in the unit that stands
    in the name of its column or row (项目资金（元）), else in the table's."""
    heading = column.path[-1] if column.path else ""
    if printed.endswith("%") or forms.is_percentage(heading):
        return parse_amount(printed), "%"
    value = parse_amount(printed)
    if value is None and (measured := _MEASURED.match(fold(printed))):
        return parse_amount(measured[1]), measured[2]
    for word in reversed(column.path):
        if (counted := forms.unit_of_count(word)) is not None:
            return value, counted
        if found := _HEADING_UNIT.search(fold(word)):
            return value, found[1]
    for label in (row.label, *reversed(row.outer_labels)):
        if found := _LABEL_UNIT.search(fold(label)):
            return value, found[1]
    return value, table_unit


def _year(words: str, fiscal_year: int) -> int:
    if found := _YEAR.search(words):
        return int(found[1])
    return fiscal_year - 1 if forms.names_previous_year(words) else fiscal_year


def _basis(words: str, report: Report) -> Basis:
    return forms.basis_of(words) or ("预算" if report.kind == "budget" else "决算")


def _distinct(figures: Iterable[Figure]) -> list[Figure]:
    """Each id once: a cell printed twice at the same place is one figure."""
    return list({figure.id: figure for figure in figures}.values())
