"""The truth beside reports: table cells (``NAME.json``), page texts (``NAME.pages.json``).

A table is told as ``{"title" or "table", "form"?, "pages", "unit", "cells"}``, a cell as
``{"row_code", "row_label", "line_no"?, "also"?, "column", "value", "page",
"unit"?}``; ``unit`` is given where the cell prints one of its own (12台).
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

from eval.cases import InvalidCase, report_key
from ingest.language.amounts import parse_amount

_PAGES_SUFFIX = ".pages.json"


@dataclass(frozen=True, slots=True)
class TruthCell:
    """A printed number with its row, header path (outermost first) and page (1-based).

    Codes and labels that the row does not print are ""; ``line_no`` is None where the truth does
    not tell line numbers. ``also`` holds further (code, label) pairs of the row.
    """

    row_code: str
    row_label: str
    also: tuple[tuple[str, str], ...]
    line_no: str | None
    column: tuple[str, ...]
    value: Decimal
    page: int
    unit: str = ""


@dataclass(frozen=True, slots=True)
class TruthTable:
    """A table as it is printed; ``form`` is "" where the truth does not tell it."""

    title: str
    form: str
    pages: tuple[int, ...]
    unit: str
    cells: tuple[TruthCell, ...]


@dataclass(frozen=True, slots=True)
class Truth:
    """What is known of one report: its key, its tables, the text of its pages (either may lack)."""

    report: str
    tables: tuple[TruthTable, ...] = ()
    pages: tuple[tuple[int, str], ...] = ()


def truth_files(paths: Iterable[Path]) -> tuple[Path, ...]:
    """The truth files among ``paths``, with those in folders. Raises FileNotFoundError."""
    found: list[Path] = []
    for path in paths:
        if not path.exists():
            raise FileNotFoundError(path)
        found.extend(sorted(path.glob("*.json")) if path.is_dir() else [path])
    return tuple(found)


def load_truths(paths: Iterable[Path]) -> dict[str, Truth]:
    """The truth of each report by report key. Raises FileNotFoundError, InvalidCase."""
    truths: dict[str, Truth] = {}
    for path in truth_files(paths):
        key = report_key(path.name)
        known = truths.get(key, Truth(key))
        if path.name.endswith(_PAGES_SUFFIX):
            truths[key] = Truth(key, known.tables, load_page_texts(path))
        else:
            truths[key] = Truth(key, load_truth_tables(path), known.pages)
    return truths


def load_truth_tables(path: Path) -> tuple[TruthTable, ...]:
    """The tables of one truth file. Raises InvalidCase."""
    try:
        return tuple(_table_of(table) for table in _list_in(path))
    except (KeyError, TypeError, ValueError) as error:
        raise _invalid(path, error) from error


def load_page_texts(path: Path) -> tuple[tuple[int, str], ...]:
    """Page numbers with the text of each page. Raises InvalidCase."""
    try:
        return tuple((int(page["page"]), str(page["text"])) for page in _list_in(path))
    except (KeyError, TypeError, ValueError) as error:
        raise _invalid(path, error) from error


def _list_in(path: Path) -> list[dict[str, Any]]:
    loaded = json.loads(path.read_text(encoding="utf-8"))
    if not isinstance(loaded, list):
        raise TypeError("a list is expected")
    return loaded


def _table_of(record: dict[str, Any]) -> TruthTable:
    return TruthTable(
        title=record.get("title") or record["table"],
        form=record.get("form") or "",
        pages=tuple(int(page) for page in record["pages"]),
        unit=record["unit"],
        cells=tuple(_cell_of(cell) for cell in record["cells"]),
    )


def _cell_of(record: dict[str, Any]) -> TruthCell:
    value = parse_amount(record["value"])
    if value is None:
        raise ValueError(f"{record['value']!r} is no number")
    return TruthCell(
        row_code=record["row_code"] or "",
        row_label=record["row_label"] or "",
        also=tuple(
            (a.get("row_code") or "", a.get("row_label") or "") for a in record.get("also") or ()
        ),
        line_no=(record["line_no"] or "") if "line_no" in record else None,
        column=tuple(record["column"]),
        value=value,
        page=int(record["page"]),
        unit=record.get("unit") or "",
    )


def _invalid(path: Path, error: Exception) -> InvalidCase:
    return InvalidCase(f"不合真值格式 (not a truth file): {error!r}", file=path.name)
