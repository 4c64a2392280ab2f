"""What the library holds, for other programs: JSON, CSV and XLSX. Values are never rounded."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

from ingest.amounts import is_amount, is_blank
from ingest.library import Library
from ingest.nouns import Discrepancy, Figure, Locator, Passage, Report, Table

Json = dict[str, Any]

_FIGURE_HEADER = (
    "报告编号",
    "发布单位",
    "报告年度",
    "类别",
    "文件",
    "表种",
    "表名",
    "行",
    "编码",
    "项目",
    "项目路径",
    "其他分类",
    "行次",
    "侧",
    "栏目",
    "数值",
    "原文",
    "单位",
    "数据年度",
    "主体",
    "口径",
    "页",
    "位置",
    "句子",
)
_PASSAGE_HEADER = ("报告编号", "标题路径", "术语", "段落", "页")
_DISCREPANCY_HEADER = ("报告编号", "规则", "一方", "另一方", "差额", "容差", "单位", "程度")
_SPREADSHEET_DIGITS = 15
"""Spreadsheets hold numbers in binary; what has more digits is written as text, to stay exact."""
_KINDS = {"budget": "预算", "final_accounts": "决算"}
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


def report_fields(report: Report) -> Json:
    """A report as JSON; ``file`` is its base name."""
    return {
        "id": report.id,
        "file": report.file,
        "publisher": report.publisher,
        "fiscal_year": report.fiscal_year,
        "kind": report.kind,
        "level": report.level,
        "title": report.title,
        "pages": report.pages,
        "sha256": report.sha256,
        "edition_of": report.edition_of,
        "confidence": report.confidence,
    }


def plain(value: Decimal | None) -> str | None:
    """A value with all its decimals and no exponent, or None where blank is printed."""
    return None if value is None else f"{value:f}"


def _box(locator: Locator) -> list[float]:
    return [round(edge, 2) for edge in locator.bbox]


def _place(locators: Sequence[Locator]) -> Json:
    if not locators:
        return {"page": None, "bbox": None}
    return {"page": locators[0].page, "bbox": _box(locators[0])}


def _places(locators: Sequence[Locator]) -> list[Json]:
    return [{"page": locator.page, "bbox": _box(locator)} for locator in locators]


def _cell_fields(figure: Figure) -> Json:
    return {
        "row": figure.row,
        "row_code": figure.row_code,
        "row_label": figure.row_label,
        "row_path": list(figure.row_path),
        "also": [
            {"row_code": other.row_code, "row_label": other.row_label} for other in figure.also
        ],
        "line_no": figure.line_no,
        "side": figure.side,
        "column": list(figure.column_path),
        "value": plain(figure.value),
        "printed": figure.printed,
        "unit": figure.unit,
        "year": figure.year,
        "body": figure.body,
        "basis": figure.basis,
        **_place(figure.locators),
    }


def _table_fields(table: Table) -> Json:
    return {
        "form": table.form,
        "title": table.title,
        "pages": list(table.pages),
        "unit": table.unit,
        "cells": [_cell_fields(figure) for figure in table.figures],
    }


def _prose_fields(figure: Figure) -> Json:
    return {
        "label": figure.row_label,
        "value": plain(figure.value),
        "printed": figure.printed,
        "unit": figure.unit,
        "sentence": figure.sentence,
        **_place(figure.locators),
    }


def _pages(locators: Sequence[Locator]) -> list[int]:
    return sorted({locator.page for locator in locators})


def _passage_fields(passage: Passage) -> Json:
    return {
        "heading_path": list(passage.heading_path),
        "text": passage.text,
        "term": passage.term,
        "pages": _pages(passage.locators),
    }


def discrepancy_fields(found: Discrepancy) -> Json:
    """A discrepancy as JSON, either side with its places."""
    return {
        "report": found.report_id,
        "rule": found.rule,
        "left": found.left,
        "right": found.right,
        "difference": plain(found.difference),
        "envelope": plain(found.envelope),
        "unit": found.unit,
        "severity": found.severity,
        "left_places": _places(found.left_locators),
        "right_places": _places(found.right_locators),
    }


def exported_fields(library: Library, report_id: str) -> Json:
    """All of one report as JSON. Raises NoSuchReport."""
    return {
        "report": report_fields(library.report(report_id)),
        "tables": [_table_fields(table) for table in library.tables(report_id)],
        "prose_figures": [_prose_fields(figure) for figure in library.prose_figures(report_id)],
        "passages": [_passage_fields(passage) for passage in library.passages(report_id)],
        "discrepancies": [discrepancy_fields(found) for found in library.discrepancies(report_id)],
    }


def to_json(library: Library, report_ids: Sequence[str]) -> bytes:
    """One report as an object, otherwise an array of them."""
    reports = [exported_fields(library, report_id) for report_id in report_ids]
    content = reports[0] if len(reports) == 1 else reports
    return (json.dumps(content, ensure_ascii=False, indent=1) + "\n").encode()


def to_csv(library: Library, report_ids: Sequence[str]) -> bytes:
    """All figures, a line each, with a byte-order mark so that spreadsheets see UTF-8."""
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(_FIGURE_HEADER)
    for row in _figure_rows(library, report_ids):
        writer.writerow(
            plain(cell) if isinstance(cell, Decimal) else _harmless(cell) for cell in row
        )
    return out.getvalue().encode("utf-8-sig")


def _harmless(cell: object) -> object:
    """Text that a spreadsheet would run as a formula gets an apostrophe before it."""
    if not isinstance(cell, str) or not cell.startswith(_FORMULA_STARTS):
        return cell
    return cell if is_amount(cell) or is_blank(cell) else "'" + cell


def to_xlsx(library: Library, report_ids: Sequence[str]) -> bytes:
    """A workbook: figures, passages and discrepancies, a sheet each."""
    book = Workbook(write_only=True)
    sheets: tuple[tuple[str, Sequence[str], Iterator[tuple[object, ...]]], ...] = (
        ("数据", _FIGURE_HEADER, _figure_rows(library, report_ids)),
        ("段落", _PASSAGE_HEADER, _passage_rows(library, report_ids)),
        ("勾稽", _DISCREPANCY_HEADER, _discrepancy_rows(library, report_ids)),
    )
    for title, header, rows in sheets:
        sheet = book.create_sheet(title)
        sheet.freeze_panes = "A2"
        sheet.append(list(header))
        for row in rows:
            sheet.append([_xlsx_cell(sheet, cell) for cell in row])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _xlsx_cell(sheet: Any, content: object) -> object:
    if isinstance(content, Decimal) and len(content.as_tuple().digits) > _SPREADSHEET_DIGITS:
        content = plain(content)
    if isinstance(content, str):
        cell = WriteOnlyCell(sheet, ILLEGAL_CHARACTERS_RE.sub("", content))
        cell.data_type = "s"  # never a formula, whatever the text begins with
        return cell
    cell = WriteOnlyCell(sheet, content)
    if isinstance(content, Decimal):
        decimals = max(0, -int(content.as_tuple().exponent))
        cell.number_format = "#,##0." + "0" * decimals if decimals else "#,##0"
    return cell


def _figure_rows(library: Library, report_ids: Sequence[str]) -> Iterator[tuple[object, ...]]:
    for report_id in report_ids:
        report = library.report(report_id)
        for table in library.tables(report_id):
            for figure in table.figures:
                yield _figure_row(report, table.title, figure)
        for figure in library.prose_figures(report_id):
            yield _figure_row(report, "", figure)


def _figure_row(report: Report, title: str, figure: Figure) -> tuple[object, ...]:
    place = _place(figure.locators)
    return (
        report.id,
        report.publisher,
        report.fiscal_year,
        _KINDS[report.kind],
        report.file,
        figure.form,
        title,
        figure.row,
        figure.row_code,
        figure.row_label,
        " / ".join(figure.row_path),
        "; ".join(f"{other.row_code} {other.row_label}".strip() for other in figure.also),
        figure.line_no,
        figure.side,
        " / ".join(figure.column_path),
        figure.value,
        figure.printed,
        figure.unit,
        figure.year,
        figure.body,
        figure.basis,
        place["page"],
        " ".join(str(edge) for edge in place["bbox"] or ()),
        figure.sentence,
    )


def _passage_rows(library: Library, report_ids: Sequence[str]) -> Iterator[tuple[object, ...]]:
    for report_id in report_ids:
        for passage in library.passages(report_id):
            yield (
                report_id,
                " / ".join(passage.heading_path),
                passage.term,
                passage.text,
                " ".join(str(page) for page in _pages(passage.locators)),
            )


def _discrepancy_rows(library: Library, report_ids: Sequence[str]) -> Iterator[tuple[object, ...]]:
    for report_id in report_ids:
        for found in library.discrepancies(report_id):
            yield (
                report_id,
                found.rule,
                found.left,
                found.right,
                found.difference,
                found.envelope,
                found.unit,
                found.severity,
            )
