"""A comparison as a file: JSON, CSV or XLSX, with the place of every figure beside it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from assistant.selection.figure_comparison import ComparedCell, ComparedLine, Comparison
from assistant.selection.figure_table import Format
from ingest.sheets import Cell, Sheet, csv_of, plain, xlsx_of

_LINE = ("表", "编码", "项目", "栏目", "同为", "单位")


def written_comparison(compared: Comparison, form: Format) -> bytes:
    """The comparison as a file, UTF-8. What is missing or overlaps stands in ``notes``."""
    if form == "json":
        return (json.dumps(_fields(compared), ensure_ascii=False, indent=1) + "\n").encode()
    sheet = Sheet("比较", _header(compared), _rows(compared))
    if form == "csv":
        return csv_of(sheet)
    notes = Sheet("说明", ("说明",), ((note,) for note in compared.notes))
    return xlsx_of((sheet, notes) if compared.notes else (sheet,))


def _fields(compared: Comparison) -> dict[str, Any]:
    return {
        "by": compared.by,
        "names": list(compared.names),
        "lines": [_line_fields(compared, line) for line in compared.lines],
        "notes": list(compared.notes),
    }


def _line_fields(compared: Comparison, line: ComparedLine) -> dict[str, Any]:
    return {
        "form": line.form,
        "row_code": line.row_code,
        "row_label": line.row_label,
        "column": line.column,
        "apart": line.apart,
        "unit": line.unit,
        "cells": [
            {"name": name, **_cell_fields(cell)}
            for name, cell in zip(compared.names, line.cells, strict=True)
        ],
    }


def _cell_fields(cell: ComparedCell) -> dict[str, Any]:
    return {
        "figures": [
            {
                "value": plain(row.value),
                "unit": row.unit,
                "file": row.file,
                "page": row.page,
                "link": row.link,
            }
            for row in cell.rows
        ],
        "difference": plain(cell.difference),
        "change_percent": plain(cell.change),
    }


def _header(compared: Comparison) -> tuple[str, ...]:
    first, *later = compared.names or ("",)
    changes = [words for name in later for words in (name, f"{name} 差额", f"{name} 变动%")]
    places = [f"{name} {words}" for name in compared.names for words in ("文件", "页", "链接")]
    return (*_LINE, first, *changes, *places)


def _rows(compared: Comparison) -> Iterator[tuple[Cell, ...]]:
    for line in compared.lines:
        first, *later = line.cells
        told: list[Cell] = [_told(first, line.unit)]
        for cell in later:
            told += [_told(cell, line.unit), _or_dash(cell.difference), _or_dash(cell.change)]
        for cell in line.cells:
            row = cell.row
            told += [row.file, row.page, row.link] if row else ["", "", ""]
        yield (
            line.form,
            line.row_code,
            line.row_label,
            line.column,
            line.apart,
            line.unit,
            *told,
        )


def _told(cell: ComparedCell, unit: str) -> Cell:
    """The amount as printed; with its unit where that is not the line's; several side by side."""
    if not cell.rows:
        return "-"
    row = cell.row
    if row is not None and row.unit == unit:
        return row.value if row.value is not None else row.printed
    return " ≠ ".join(f"{row.printed}{row.unit}" for row in cell.rows)


def _or_dash(value: Any) -> Cell:
    return "-" if value is None else value
