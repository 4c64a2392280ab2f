"""The statutory tables of a sample report: columns, rows, header grid, and their cell truth.

A table is described in YAML as columns (header path, kind, relative width) and rows of printed
values; everything that is drawn, checked or written as truth comes from these.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import pairwise
from pathlib import Path
from typing import Any

import yaml

BLANKS = ("", "-", "--")
AMOUNT_KINDS = ("amount", "percent")
_COUNTED = re.compile(r"(\d[\d,.]*)(\D+)")


def load_yaml(path: Path) -> Any:
    """The file with every scalar as text, so that no figure ever becomes a float."""
    return yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)


@dataclass(frozen=True)
class Column:
    """One printed column. ``head`` is its header path, outermost first.

    ``kind``: label, code, also_label, also_code, line_no, amount, percent, count (a number
    with its unit: 12台) or text. ``code`` columns that stand beside each other are 类/款/项 and are
    joined.
    """

    head: tuple[str, ...]
    kind: str
    width: Decimal

    @property
    def is_amount(self) -> bool:
        return self.kind in AMOUNT_KINDS


@dataclass(frozen=True)
class HeaderCell:
    """A header cell with its place in the header grid."""

    text: str
    row: int
    column: int
    rows: int
    columns: int


@dataclass
class Sheet:
    """One table of a report. ``pages`` holds the page of each part once it has been laid out."""

    title: str
    form: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[str, ...], ...]
    unit: str = "万元"
    caption: str = ""
    numbered: bool = False
    landscape: bool = False
    breaks: tuple[int, ...] = ()
    continued: str = "header"
    rules: str = "grid"
    notes: tuple[str, ...] = ()
    adds: tuple[str, ...] = ()
    truth: bool = True
    indent: bool = False
    same_page: bool = False
    row_height: Decimal = Decimal(17)
    pages: list[int] = field(default_factory=list)

    @property
    def amounts(self) -> list[int]:
        """Positions of the columns that hold amounts or shares."""
        return [i for i, column in enumerate(self.columns) if column.is_amount]

    def parts(self) -> list[range]:
        """The rows on each page."""
        edges = [0, *self.breaks, len(self.rows)]
        return [range(start, stop) for start, stop in pairwise(edges)]

    def page_of(self, row: int) -> int:
        """The page on which a row was laid out (1-based)."""
        return next(p for p, rows in zip(self.pages, self.parts(), strict=True) if row in rows)


def sheet_from(entry: dict[str, Any], column_sets: dict[str, Any]) -> Sheet:
    """A sheet from its YAML entry; ``columns`` is a name in ``column_sets`` or a list."""
    options = dict(entry)
    columns = options.pop("columns")
    if isinstance(columns, str):
        named = column_sets[columns]
        columns = named["columns"]
        options.setdefault("adds", named.get("adds", ()))
        options.setdefault("numbered", named.get("numbered", "false"))
    parsed = tuple(Column(tuple(head.split("/")), kind, Decimal(w)) for head, kind, w in columns)
    rows = tuple(tuple(row) for row in options.pop("rows", ()))
    for row in rows:
        if len(row) != len(parsed):
            raise SystemExit(
                f"{options['title']}: {len(row)} cells for {len(parsed)} columns: {row}"
            )
    for name in ("numbered", "landscape", "truth", "indent", "same_page"):
        if name in options:
            options[name] = options[name] == "true"
    for name in ("notes", "adds"):
        options[name] = tuple(options.get(name, ()))
    options["breaks"] = tuple(int(n) for n in options.get("breaks", ()))
    if "row_height" in options:
        options["row_height"] = Decimal(options["row_height"])
    return Sheet(columns=parsed, rows=rows, **options)


def header_cells(sheet: Sheet) -> tuple[list[HeaderCell], int]:
    """The merged header cells and the number of header rows, 栏次 row not counted."""
    depth = max(len(column.head) for column in sheet.columns)
    cells: list[HeaderCell] = []
    for level in range(depth):
        start = 0
        while start < len(sheet.columns):
            head = sheet.columns[start].head
            if len(head) <= level:
                start += 1
                continue
            stop = start + 1
            shared = level < len(head) - 1 or sheet.columns[start].kind == "code"
            while shared and _same_head(sheet, start, stop, level):
                stop += 1
            last = level == len(head) - 1
            rows = depth - level if last else 1
            cells.append(HeaderCell(head[level], level, start, rows, stop - start))
            start = stop
    return cells, depth


def _same_head(sheet: Sheet, first: int, other: int, level: int) -> bool:
    if other >= len(sheet.columns):
        return False
    mine, theirs = sheet.columns[first].head, sheet.columns[other].head
    return mine[: level + 1] == theirs[: level + 1]


def numbering(sheet: Sheet) -> list[str]:
    """The 栏次 row: a word before every run of amounts, then the running numbers."""
    printed, number = [], 0
    for position, column in enumerate(sheet.columns):
        if column.is_amount:
            number += 1
            printed.append(str(number))
        else:
            opens = position == 0 or sheet.columns[position - 1].is_amount
            printed.append("栏次" if opens else "")
    return printed


def decimals(printed: str) -> int:
    """How many decimals a printed number has."""
    return len(printed.partition(".")[2].rstrip("%"))


def value_of(printed: str) -> Decimal | None:
    """The exact number in a cell, None where it is blank or a dash."""
    plain = printed.replace(",", "").rstrip("%")
    return None if plain in BLANKS else Decimal(plain)


@dataclass(frozen=True)
class Described:
    """What describes an amount cell: the label, codes and line number on its own side."""

    label: str
    code: str
    line_no: str
    also: tuple[str, str] | None


def describe(sheet: Sheet, row: int, column: int) -> Described:
    """The description of the amount at ``row``/``column``: the block to its left."""
    start = column
    while start > 0 and sheet.columns[start].is_amount:
        start -= 1
    stop = start + 1
    while start > 0 and not sheet.columns[start - 1].is_amount:
        start -= 1
    found: dict[str, str] = {}
    for position in range(start, stop):
        kind = sheet.columns[position].kind
        found[kind] = found.get(kind, "") + re.sub(r"\s", "", sheet.rows[row][position])
    also = (found["also_code"], found["also_label"]) if found.get("also_code") else None
    return Described(found.get("label", ""), found.get("code", ""), found.get("line_no", ""), also)


def amount_cells(sheet: Sheet) -> Iterator[tuple[int, int, str]]:
    """(row, column, printed) of every amount that is neither blank nor a dash."""
    for number, row in enumerate(sheet.rows):
        for column in sheet.amounts:
            if row[column] not in BLANKS:
                yield number, column, row[column]


def _counted_cells(sheet: Sheet) -> Iterator[tuple[int, int, str, str]]:
    """(row, column, number, unit) of every count."""
    counts = [i for i, column in enumerate(sheet.columns) if column.kind == "count"]
    for number, row in enumerate(sheet.rows):
        for column in counts:
            if found := _COUNTED.fullmatch(row[column]):
                yield number, column, found[1], found[2]


def truth_of(sheet: Sheet) -> dict[str, Any]:
    """The cell truth of a sheet that has been laid out."""
    cells = []
    amounts = ((*cell, "") for cell in amount_cells(sheet))
    for row, column, printed, unit in sorted((*amounts, *_counted_cells(sheet))):
        about = describe(sheet, row, column)
        cell: dict[str, Any] = {
            "row_code": about.code or None,
            "row_label": about.label or None,
            "line_no": about.line_no or None,
            "column": ["".join(head.split()) for head in sheet.columns[column].head],
            "value": printed,
            "page": sheet.page_of(row),
        }
        if unit:
            cell["unit"] = unit
        if about.also:
            cell["also"] = [{"row_code": about.also[0], "row_label": about.also[1]}]
        cells.append(cell)
    return {
        "table": "".join(sheet.title.split()),
        "form": sheet.form,
        "pages": sheet.pages,
        "unit": sheet.unit,
        "cells": cells,
    }


def look_up(sheets: list[Sheet], reference: str) -> tuple[str, str]:
    """The printed amount that ``form/row/column`` names, and its unit.

    The row goes by code, label or 行次 ("" where the table has none), the column by some of its
    headings, the last one included. Raises SystemExit where it names no cell, or cells that differ.
    """
    form, wanted_row, wanted_column = reference.split("/", 2)
    found = set()
    for sheet in sheets:
        if sheet.form != form:
            continue
        for row, column, printed in amount_cells(sheet):
            about = describe(sheet, row, column)
            names = (about.code, about.label, about.line_no)
            if wanted_row in names and _names(wanted_column, sheet.columns[column].head):
                found.add((printed, sheet.unit))
    if len(found) != 1:
        raise SystemExit(f"reference {reference}: {len(found)} cells")
    return found.pop()


def _names(wanted: str, head: tuple[str, ...]) -> bool:
    """Whether the wanted headings stand in ``head`` in that order, the last one at its end."""
    parts = wanted.split("/")
    remaining = iter(head)
    return head[-1] == parts[-1] and all(part in remaining for part in parts)
