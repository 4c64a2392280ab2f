"""Rows for spreadsheets: CSV and XLSX. Exact values, and no cell runs as a formula."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from ingest.language.amounts import is_amount, is_blank

Cell = str | int | Decimal | None

_DIGITS = 15
"""Spreadsheets hold numbers in binary; what has more digits is written as text, to stay exact."""
_FORMULA_STARTS = tuple("=+-@\t\r\n＝＋－＠")
"""Some spreadsheets take the full-width signs for the others."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet: its name, the words of its header, its rows in that order of columns."""

    title: str
    header: Sequence[str]
    rows: Iterable[Sequence[Cell]]


def plain(value: Decimal | None) -> str | None:
    """A value with all its decimals and no exponent, or None where blank is printed."""
    return None if value is None else f"{value:f}"


def csv_of(sheet: Sheet) -> bytes:
    """The sheet as CSV, with a byte-order mark so that spreadsheets see UTF-8."""
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(map(_harmless, sheet.header))
    for row in sheet.rows:
        writer.writerow(
            plain(cell) if isinstance(cell, Decimal) else _harmless(cell) for cell in row
        )
    return out.getvalue().encode("utf-8-sig")


def _harmless(cell: Cell) -> Cell:
    """Text that a spreadsheet would run as a formula gets an apostrophe before it."""
    if not isinstance(cell, str) or not cell.startswith(_FORMULA_STARTS):
        return cell
    return cell if is_amount(cell) or is_blank(cell) else "'" + cell


def xlsx_of(sheets: Sequence[Sheet]) -> bytes:
    """A workbook; the header of every sheet stays in sight. Numbers are numbers, as printed."""
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    for sheet in sheets:
        page = book.create_sheet(sheet.title)
        page.freeze_panes = "A2"
        page.append([_cell_of(page, head) for head in sheet.header])
        for row in sheet.rows:
            page.append([_cell_of(page, content) for content in row])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _cell_of(page: Any, content: Cell) -> object:
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

    if isinstance(content, Decimal) and len(content.as_tuple().digits) > _DIGITS:
        content = plain(content)
    if isinstance(content, str):
        cell = WriteOnlyCell(page, ILLEGAL_CHARACTERS_RE.sub("", content))
        cell.data_type = "s"  # never a formula, whatever the text begins with
        return cell
    cell = WriteOnlyCell(page, content)
    if isinstance(content, Decimal):
        decimals = max(0, -int(content.as_tuple().exponent))
        cell.number_format = "#,##0." + "0" * decimals if decimals else "#,##0"
    return cell
