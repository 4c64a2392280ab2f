"""Nouns to rows of the schema and back. Exact: what is read back equals what was stored."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from decimal import Decimal
from functools import lru_cache
from typing import Any

from ingest.glyphs import bare_label
from ingest.nouns import (
    CheckCount,
    Classification,
    Correction,
    Discrepancy,
    Figure,
    Locator,
    Passage,
    Reading,
    ReadingSummary,
    Report,
    Table,
)

Row = Mapping[Any, Any]
"""A row of the schema by column name; the one place where the types of columns are not checked."""

_PATHS = 16384
"""Paths kept as read: the cells of a table share a few."""


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def text_of_path(path: Sequence[str]) -> str:
    """A path of labels as the text under which it is stored."""
    return _json(list(path))


@lru_cache(maxsize=_PATHS)
def path_of_text(text: str) -> tuple[str, ...]:
    """The path of labels that ``text_of_path`` stored."""
    return tuple(json.loads(text))


def _text_of_locators(locators: Sequence[Locator]) -> str:
    return _json([[loc.page, list(loc.bbox), loc.printed_page] for loc in locators])


def _locators_of_text(text: str) -> tuple[Locator, ...]:
    return _locators(json.loads(text))


def _locators(stored: list[Any]) -> tuple[Locator, ...]:
    return tuple(
        Locator(page=page, bbox=(box[0], box[1], box[2], box[3]), printed_page=printed)
        for page, box, printed in stored
    )


@lru_cache(maxsize=_PATHS)
def _also_of_text(text: str) -> tuple[Classification, ...]:
    return tuple(Classification(code, label) for code, label in json.loads(text))


def text_of_summary(summary: ReadingSummary) -> str:
    """The summary of a reading as the text under which it is stored."""
    return _json(asdict(summary))


def summary_of_text(text: str) -> ReadingSummary:
    """The summary that ``text_of_summary`` stored."""
    fields = json.loads(text)
    return ReadingSummary(
        forms=tuple(fields["forms"]),
        amounts_printed=fields["amounts_printed"],
        amounts_captured=fields["amounts_captured"],
        checks=tuple(_check_count(count) for count in fields["checks"]),
        scanned_pages=tuple(fields.get("scanned_pages", ())),
        unread_pages=tuple(fields.get("unread_pages", ())),
    )


def _check_count(fields: dict[str, Any]) -> CheckCount:
    reasons = tuple((reason, count) for reason, count in fields.get("reasons", ()))
    return CheckCount(**{**fields, "reasons": reasons})


def row_of_report(reading: Reading, *, position: int, reader_version: str) -> Row:
    """The row of a report; ``position`` is its place in the order of adding."""
    report = reading.report
    return {
        "id": report.id,
        "position": position,
        "publisher": report.publisher,
        "fiscal_year": report.fiscal_year,
        "kind": report.kind,
        "level": report.level,
        "title": report.title,
        "file": report.file,
        "sha256": report.sha256,
        "pages": report.pages,
        "edition_of": report.edition_of,
        "confidence": report.confidence,
        "reader_version": reader_version,
        "summary": text_of_summary(reading.summary),
    }


def report_of_row(row: Row) -> Report:
    """The report of a row."""
    return Report(
        id=row["id"],
        publisher=row["publisher"],
        fiscal_year=row["fiscal_year"],
        kind=row["kind"],
        level=row["level"],
        title=row["title"],
        file=row["file"],
        sha256=row["sha256"],
        pages=row["pages"],
        edition_of=row["edition_of"],
        confidence=row["confidence"],
    )


def rows_of_tables(reading: Reading) -> list[Row]:
    """The rows of a reading's tables, in order of print."""
    return [
        {
            "id": table.id,
            "report_id": reading.report.id,
            "position": position,
            "form": table.form,
            "title": table.title,
            "unit": table.unit,
            "pages": _json(list(table.pages)),
        }
        for position, table in enumerate(reading.tables)
    ]


def table_of_row(row: Row, figures: tuple[Figure, ...]) -> Table:
    """The table of a row with its figures."""
    return Table(
        id=row["id"],
        report_id=row["report_id"],
        form=row["form"],
        title=row["title"],
        unit=row["unit"],
        pages=tuple(json.loads(row["pages"])),
        figures=figures,
    )


def _row_of_figure(figure: Figure, *, report_id: str, position: int) -> Row:
    return {
        "id": figure.id,
        "report_id": report_id,
        "position": position,
        "table_id": figure.table_id,
        "in_prose": figure.table_id == "",
        "form": figure.form,
        "row": figure.row,
        "row_path": text_of_path(figure.row_path),
        "row_label": figure.row_label,
        "label_key": bare_label(figure.row_label),
        "row_code": figure.row_code,
        "also": _json([[other.row_code, other.row_label] for other in figure.also]),
        "line_no": figure.line_no,
        "side": figure.side,
        "column_path": text_of_path(figure.column_path),
        "value": _text_of_value(figure.value),
        "printed": figure.printed,
        "unit": figure.unit,
        "fen": figure.fen,
        "year": figure.year,
        "body": figure.body,
        "basis": figure.basis,
        "locators": _text_of_locators(figure.locators),
        "sentence": figure.sentence,
        "source": figure.source,
        "confidence": figure.confidence,
    }


def rows_of_figures(reading: Reading) -> list[Row]:
    """The rows of all figures of a reading, those of tables first, in order of print."""
    return [
        _row_of_figure(figure, report_id=reading.report.id, position=position)
        for position, figure in enumerate(reading.figures)
    ]


def figures_of_rows(rows: Sequence[Row]) -> list[Figure]:
    """The figures of rows. Thousands come at once: their places are decoded together."""
    places = json.loads(f"[{','.join(row['locators'] for row in rows)}]")
    return [
        _figure_of_row(row, _locators(stored)) for row, stored in zip(rows, places, strict=True)
    ]


def _figure_of_row(row: Row, locators: tuple[Locator, ...]) -> Figure:
    return Figure(
        id=row["id"],
        report_id=row["report_id"],
        table_id=row["table_id"],
        form=row["form"],
        row=row["row"],
        row_path=path_of_text(row["row_path"]),
        row_label=row["row_label"],
        row_code=row["row_code"],
        also=_also_of_text(row["also"]),
        line_no=row["line_no"],
        side=row["side"],
        column_path=path_of_text(row["column_path"]),
        value=_value_of_text(row["value"]),
        printed=row["printed"],
        unit=row["unit"],
        fen=row["fen"],
        year=row["year"],
        body=row["body"],
        basis=row["basis"],
        locators=locators,
        sentence=row["sentence"],
        source=row["source"],
        confidence=row["confidence"],
    )


def row_of_correction(correction: Correction, *, position: int) -> Row:
    """The row of a correction; ``position`` is its place in the order of correcting."""
    return {
        **asdict(correction),
        "position": position,
        "bbox": _json(list(correction.bbox)),
        "row_path": text_of_path(correction.row_path),
        "column_path": text_of_path(correction.column_path),
        "original_value": _text_of_value(correction.original_value),
        "value": _text_of_value(correction.value),
    }


def correction_of_row(row: Row) -> Correction:
    """The correction of a row."""
    x0, top, x1, bottom = json.loads(row["bbox"])
    fields = {key: row[key] for key in row if key != "position"}
    return Correction(
        **{
            **fields,
            "bbox": (x0, top, x1, bottom),
            "row_path": path_of_text(row["row_path"]),
            "column_path": path_of_text(row["column_path"]),
            "original_value": _value_of_text(row["original_value"]),
            "value": _value_of_text(row["value"]),
        }
    )


def _text_of_value(value: Decimal | None) -> str | None:
    return None if value is None else str(value)


def _value_of_text(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)


def rows_of_classifications(reading: Reading) -> list[Row]:
    """A row for every further classification of a figure."""
    return [
        {
            "report_id": reading.report.id,
            "figure_id": figure.id,
            "row_code": other.row_code,
            "label_key": bare_label(other.row_label),
        }
        for figure in reading.figures
        for other in figure.also
    ]


def rows_of_passages(reading: Reading) -> list[Row]:
    """The rows of a reading's passages, in order of print."""
    return [
        {
            "id": passage.id,
            "report_id": reading.report.id,
            "position": position,
            "heading_path": text_of_path(passage.heading_path),
            "text": passage.text,
            "term": passage.term,
            "locators": _text_of_locators(passage.locators),
        }
        for position, passage in enumerate(reading.passages)
    ]


def passage_of_row(row: Row) -> Passage:
    """The passage of a row."""
    return Passage(
        id=row["id"],
        report_id=row["report_id"],
        heading_path=path_of_text(row["heading_path"]),
        text=row["text"],
        locators=_locators_of_text(row["locators"]),
        term=row["term"],
    )


def rows_of_discrepancies(reading: Reading) -> list[Row]:
    """The rows of a reading's discrepancies, in the order in which they were found."""
    return [
        {
            "report_id": reading.report.id,
            "position": position,
            "rule": found.rule,
            "left_side": found.left,
            "right_side": found.right,
            "left_locators": _text_of_locators(found.left_locators),
            "right_locators": _text_of_locators(found.right_locators),
            "difference": str(found.difference),
            "envelope": str(found.envelope),
            "unit": found.unit,
            "severity": found.severity,
        }
        for position, found in enumerate(reading.discrepancies)
    ]


def discrepancy_of_row(row: Row) -> Discrepancy:
    """The discrepancy of a row."""
    return Discrepancy(
        report_id=row["report_id"],
        rule=row["rule"],
        left=row["left_side"],
        right=row["right_side"],
        left_locators=_locators_of_text(row["left_locators"]),
        right_locators=_locators_of_text(row["right_locators"]),
        difference=Decimal(row["difference"]),
        envelope=Decimal(row["envelope"]),
        unit=row["unit"],
        severity=row["severity"],
    )


def rows_of_row_names(reading: Reading) -> list[Row]:
    """The distinct rows of a reading by form, code and label; further classifications too."""
    names: dict[tuple[str, str, str], None] = {}
    for figure in reading.figures:
        for code, label in (
            (figure.row_code, figure.row_label),
            *((other.row_code, other.row_label) for other in figure.also),
        ):
            if code or label:
                names[figure.form, code, label] = None
    return [
        {
            "report_id": reading.report.id,
            "position": position,
            "form": form,
            "row_code": code,
            "row_label": label,
        }
        for position, (form, code, label) in enumerate(names)
    ]


def rows_of_column_names(reading: Reading) -> list[Row]:
    """The distinct header paths of a reading's tables by form."""
    names = dict.fromkeys(
        (figure.form, figure.column_path) for table in reading.tables for figure in table.figures
    )
    return [
        {
            "report_id": reading.report.id,
            "position": position,
            "form": form,
            "column_path": text_of_path(path),
        }
        for position, (form, path) in enumerate(names)
    ]
