"""What the library holds, for other programs: JSON, CSV and XLSX. Values are never rounded."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import Any

from ingest.discrepancy_sheet import discrepancy_sheet
from ingest.library import Library
from ingest.nouns import Correction, Discrepancy, Figure, Locator, Passage, Report, Table
from ingest.public_view import PublicView
from ingest.sheets import Cell, Sheet, csv_of, plain, xlsx_of

Json = dict[str, Any]
Source = Library | PublicView
"""What is exported from: all that was read, or what the public may see."""

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
    "读法",
    "把握",
    "更正前",
    "更正人",
    "更正时间",
    "更正理由",
)
_PASSAGE_HEADER = ("报告编号", "标题路径", "术语", "段落", "页")
_CORRECTION_HEADER = (
    "文件指纹",
    "页",
    "项目",
    "栏目",
    "原读数",
    "更正为",
    "单位",
    "更正人",
    "更正时间",
    "理由",
    "状态",
    "撤回或取代者",
    "撤回或取代时间",
)
_KINDS = {"budget": "预算", "final_accounts": "决算"}
_SOURCES = {"text": "文本", "ocr": "图片识别"}
_STATES = {
    "in_force": "采用中",
    "replaced": "已被取代",
    "withdrawn": "已撤回",
    "unplaced": "未采用（没有对应的格）",
}


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
        **_measured_fields(figure),
        **_place(figure.locators),
        **_reading_fields(figure),
    }


def _measured_fields(figure: Figure) -> Json:
    """What the figure measures, the same in every report; "" where it is not known."""
    return {
        "concept": figure.concept,
        "fund": figure.fund,
        "nature": figure.nature,
        "stage": figure.stage,
    }


def _reading_fields(figure: Figure) -> Json:
    """How the figure was read, how surely, and what a person made of it."""
    return {
        "source": figure.source,
        "confidence": figure.confidence,
        "correction": correction_fields(figure.correction) if figure.correction else None,
    }


def correction_fields(made: Correction) -> Json:
    """A correction as JSON; the cell is named as it was when it was corrected."""
    return {
        "id": made.id,
        "sha256": made.sha256,
        "page": made.page,
        "form": made.form,
        "row_path": list(made.row_path),
        "row_code": made.row_code,
        "column": list(made.column_path),
        "unit": made.unit,
        "original": made.original_printed,
        "original_value": plain(made.original_value),
        "printed": made.printed,
        "value": plain(made.value),
        "author": made.author,
        "at": made.at,
        "reason": made.reason,
        "state": made.state,
        "ended_by": made.ended_by,
        "ended_at": made.ended_at,
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
        **_measured_fields(figure),
        **_place(figure.locators),
        **_reading_fields(figure),
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


def exported_fields(library: Source, report_id: str) -> Json:
    """All of one report as JSON. Raises NoSuchReport."""
    return {
        "report": report_fields(library.report(report_id)),
        "tables": [_table_fields(table) for table in library.tables(report_id)],
        "prose_figures": [_prose_fields(figure) for figure in library.prose_figures(report_id)],
        "passages": [_passage_fields(passage) for passage in library.passages(report_id)],
        "discrepancies": [discrepancy_fields(found) for found in library.discrepancies(report_id)],
        "corrections": [correction_fields(made) for made in library.corrections(report_id)],
    }


def to_json(library: Source, report_ids: Sequence[str]) -> bytes:
    """One report as an object, otherwise an array of them."""
    reports = [exported_fields(library, report_id) for report_id in report_ids]
    content = reports[0] if len(reports) == 1 else reports
    return (json.dumps(content, ensure_ascii=False, indent=1) + "\n").encode()


def to_csv(library: Source, report_ids: Sequence[str]) -> bytes:
    """All figures, a line each."""
    return csv_of(Sheet("数据", _FIGURE_HEADER, _figure_rows(library, report_ids)))


def to_xlsx(library: Source, report_ids: Sequence[str]) -> bytes:
    """A workbook: figures, passages, discrepancies and corrections, a sheet each."""
    return xlsx_of(
        (
            Sheet("数据", _FIGURE_HEADER, _figure_rows(library, report_ids)),
            Sheet("段落", _PASSAGE_HEADER, _passage_rows(library, report_ids)),
            discrepancy_sheet(library, report_ids),
            Sheet("更正", _CORRECTION_HEADER, _correction_rows(library, report_ids)),
        )
    )


def _figure_rows(library: Source, report_ids: Sequence[str]) -> Iterator[tuple[Cell, ...]]:
    for report_id in report_ids:
        report = library.report(report_id)
        for table in library.tables(report_id):
            for figure in table.figures:
                yield _figure_row(report, table.title, figure)
        for figure in library.prose_figures(report_id):
            yield _figure_row(report, "", figure)


def _figure_row(report: Report, title: str, figure: Figure) -> tuple[Cell, ...]:
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
        _SOURCES[figure.source],
        None if figure.confidence is None else f"{figure.confidence:.2f}",
        *_correction_cells(figure.correction),
    )


def _correction_cells(made: Correction | None) -> tuple[Cell, ...]:
    return (made.original_printed, made.author, made.at, made.reason) if made else ("",) * 4


def _correction_rows(library: Source, report_ids: Sequence[str]) -> Iterator[tuple[Cell, ...]]:
    for report_id in report_ids:
        for made in library.corrections(report_id):
            yield (
                made.sha256,
                made.page,
                " / ".join((*made.row_path, made.row_code)).strip(" /"),
                " / ".join(made.column_path),
                made.original_printed,
                made.printed,
                made.unit,
                made.author,
                made.at,
                made.reason,
                _STATES[made.state],
                made.ended_by,
                made.ended_at,
            )


def _passage_rows(library: Source, report_ids: Sequence[str]) -> Iterator[tuple[Cell, ...]]:
    for report_id in report_ids:
        for passage in library.passages(report_id):
            yield (
                report_id,
                " / ".join(passage.heading_path),
                passage.term,
                passage.text,
                " ".join(str(page) for page in _pages(passage.locators)),
            )
