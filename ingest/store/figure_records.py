"""Tables, figures and corrections to rows of the schema and back; the names that figures print."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict
from functools import lru_cache

from ingest.language.glyphs import bare_label
from ingest.nouns import (
    Classification,
    Correction,
    Dimension,
    Figure,
    Locator,
    Origin,
    Reading,
    Table,
)
from ingest.store.columns import (
    PATHS,
    Row,
    locators_of,
    path_of_text,
    text_of_json,
    text_of_locators,
    text_of_path,
    text_of_value,
    value_of_text,
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
            "pages": text_of_json(list(table.pages)),
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


def rows_of_figures(reading: Reading) -> list[Row]:
    """The rows of all figures of a reading, those of tables first, in order of print."""
    return [
        _row_of_figure(figure, report_id=reading.report.id, position=position)
        for position, figure in enumerate(reading.figures)
    ]


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
        "also": text_of_json([[other.row_code, other.row_label] for other in figure.also]),
        "line_no": figure.line_no,
        "side": figure.side,
        "column_path": text_of_path(figure.column_path),
        "value": text_of_value(figure.value),
        "printed": figure.printed,
        "unit": figure.unit,
        "fen": figure.fen,
        "year": figure.year,
        "body": figure.body,
        "basis": figure.basis,
        "locators": text_of_locators(figure.locators),
        "sentence": figure.sentence,
        "source": figure.source,
        "confidence": figure.confidence,
        "concept": figure.concept,
        "fund": figure.fund,
        "nature": figure.nature,
        "stage": figure.stage,
        "taken_from": text_of_json(figure.taken_from),
    }


def figures_of_rows(rows: Sequence[Row]) -> list[Figure]:
    """The figures of rows. Thousands come at once: their places are decoded together."""
    places = json.loads(f"[{','.join(row['locators'] for row in rows)}]")
    return [
        _figure_of_row(row, locators_of(stored)) for row, stored in zip(rows, places, strict=True)
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
        value=value_of_text(row["value"]),
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
        concept=row["concept"],
        fund=row["fund"],
        nature=row["nature"],
        stage=row["stage"],
        taken_from=_taken_of_text(row["taken_from"]),
    )


@lru_cache(maxsize=PATHS)
def _taken_of_text(text: str) -> tuple[tuple[Dimension, Origin], ...]:
    return tuple((dimension, origin) for dimension, origin in json.loads(text))


@lru_cache(maxsize=PATHS)
def _also_of_text(text: str) -> tuple[Classification, ...]:
    return tuple(Classification(code, label) for code, label in json.loads(text))


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


def rows_of_years(reading: Reading) -> list[Row]:
    """The years that the figures of a reading's tables are about."""
    years = {figure.year for table in reading.tables for figure in table.figures}
    return [{"report_id": reading.report.id, "year": year} for year in sorted(years)]


def row_of_correction(correction: Correction, *, position: int) -> Row:
    """The row of a correction; ``position`` is its place in the order of correcting."""
    return {
        **asdict(correction),
        "position": position,
        "bbox": text_of_json(list(correction.bbox)),
        "row_path": text_of_path(correction.row_path),
        "column_path": text_of_path(correction.column_path),
        "original_value": text_of_value(correction.original_value),
        "value": text_of_value(correction.value),
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
            "original_value": value_of_text(row["original_value"]),
            "value": value_of_text(row["value"]),
        }
    )
