"""A comparison as a file: JSON, CSV or XLSX, with the place of every figure beside it.

Where publishers are ranked a row stands for one publisher and measure, else for one measure with a
column for each value compared.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import Any

from assistant.selection.compared import ComparedCell, ComparedLine, Comparison, Section
from assistant.selection.comparison_words import WHY, line_words, notes_of, scope_words
from assistant.selection.dimension_names import FUNDS
from assistant.selection.figure_table import Format
from ingest.sheets import Cell, Sheet, csv_of, plain, xlsx_of

_LINE = ("表", "编码", "项目", "栏目", "同为", "单位")
_RANKED = (
    "名次",
    "发布单位",
    "数值",
    "单位",
    "资金",
    "说明",
    "文件",
    "页",
    "链接",
    "同为",
    "编码",
    "项目",
    "栏目",
)


def written_comparison(compared: Comparison, form: Format) -> bytes:
    """The comparison as a file, UTF-8. What is missing or overlaps stands in ``notes``."""
    notes = notes_of(compared)
    if form == "json":
        fields = {**_fields(compared), "notes": list(notes)}
        return (json.dumps(fields, ensure_ascii=False, indent=1) + "\n").encode()
    sheet = _ranked_sheet(compared) if _is_ranked(compared) else _sheet(compared)
    if form == "csv":
        return csv_of(sheet)
    told = Sheet("说明", ("说明",), ((note,) for note in notes))
    return xlsx_of((sheet, told) if notes else (sheet,))


def _is_ranked(compared: Comparison) -> bool:
    return any(cell.place for s in compared.sections for line in s.lines for cell in line.cells)


def _values(compared: Comparison) -> tuple[str, ...]:
    values = dict.fromkeys(value for section in compared.sections for value in section.values)
    return tuple(sorted(values) if compared.by == "years" else values)


def _lines(compared: Comparison) -> Iterator[tuple[Section, ComparedLine]]:
    return ((section, line) for section in compared.sections for line in section.lines)


def _fields(compared: Comparison) -> dict[str, Any]:
    return {
        "by": compared.by,
        "names": [compared.name_of(value) for value in _values(compared)],
        "lines": [_line_fields(compared, *each) for each in _lines(compared)],
    }


def _line_fields(compared: Comparison, section: Section, line: ComparedLine) -> dict[str, Any]:
    code, label, column = line_words(line)
    return {
        "form": line.form,
        "row_code": code,
        "row_label": label,
        "column": column,
        "apart": scope_words(section, line),
        "unit": line.unit,
        "cells": [
            {"name": compared.name_of(value), **_cell_fields(cell)}
            for value, cell in zip(section.values, line.cells, strict=True)
        ],
        "concept": line.concept,
        "fund": line.fund,
        "nature": line.nature,
        "stage": line.stage,
        "year": section.year,
        "level": section.level,
        "publisher": line.publisher or section.publisher,
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
                "figure": row.figure,
                "fund": row.fund,
                "stage": row.stage,
                "level": row.level,
            }
            for row in cell.rows
        ],
        "difference": plain(cell.difference),
        "change_percent": plain(cell.change),
        "place": cell.place or None,
        "missing": cell.why or None,
        "link": cell.link,
        "editions_differ": cell.editions_differ,
    }


def _ranked_sheet(compared: Comparison) -> Sheet:
    return Sheet("比较", _RANKED, _ranked_rows(compared))


def _ranked_rows(compared: Comparison) -> Iterator[tuple[Cell, ...]]:
    for section, line in _lines(compared):
        cells = zip(section.values, line.cells, strict=True)
        for value, cell in sorted(cells, key=lambda each: each[1].place or len(section.values) + 1):
            row = cell.row
            yield (
                cell.place or None,
                compared.name_of(value),
                row.value if row else None,
                row.unit if row else "",
                FUNDS.get(row.fund, "") if row else "",
                "另一版本所列不同" if cell.editions_differ else WHY.get(cell.why, ""),
                *((row.file, row.page, row.link) if row else ("", "", cell.link)),
                scope_words(section, line),
                *line_words(line),
            )


def _sheet(compared: Comparison) -> Sheet:
    values = _values(compared)
    names = [compared.name_of(value) for value in values]
    first, *later = names or [""]
    changes = [words for name in later for words in (name, f"{name} 差额", f"{name} 变动%")]
    places = [f"{name} {words}" for name in names for words in ("文件", "页", "链接")]
    return Sheet("比较", (*_LINE, first, *changes, *places), _rows(compared, values))


def _rows(compared: Comparison, values: Sequence[str]) -> Iterator[tuple[Cell, ...]]:
    for section, line in _lines(compared):
        own = dict(zip(section.values, line.cells, strict=True))
        first, *later = [own.get(value, ComparedCell(why="not_held")) for value in values]
        told: list[Cell] = [_told(first, line.unit)]
        for cell in later:
            told += [_told(cell, line.unit), _or_dash(cell.difference), _or_dash(cell.change)]
        for cell in (first, *later):
            row = cell.row
            told += [row.file, row.page, row.link] if row else ["", "", cell.link]
        code, label, column = line_words(line)
        yield line.form, code, label, column, scope_words(section, line), line.unit, *told


def _told(cell: ComparedCell, unit: str) -> Cell:
    """The amount as printed; with its unit where that is not the line's; several side by side."""
    if not cell.rows:
        return WHY.get(cell.why, "-")
    row = cell.row
    if row is not None and row.unit == unit:
        return row.value if row.value is not None else row.printed
    return " ≠ ".join(f"{row.printed}{row.unit}" for row in cell.rows)


def _or_dash(value: Any) -> Cell:
    return "-" if value is None else value
