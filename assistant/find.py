"""Staff look-up: the rows that meet some conditions, as JSON or CSV, nothing interpreted."""

from __future__ import annotations

import csv
import io
import json
import sys
from dataclasses import asdict, dataclass
from pathlib import Path

from assistant.lexicon import key, variants
from ingest.forms import title_of
from ingest.glyphs import fold
from ingest.library import Library
from ingest.nouns import Figure, Report
from ingest.selection import FigureFilter

FORMATS = ("json", "csv")


@dataclass(frozen=True, slots=True)
class FoundRow:
    """One cell found, with all that names it; ``value`` is "" where it is printed blank."""

    publisher: str
    year: int
    kind: str
    form: str
    row_code: str
    row_label: str
    column: str
    value: str
    unit: str
    file: str
    page: int


def find_rows(
    library: Library,
    *,
    publisher: str = "",
    year: int | None = None,
    form: str = "",
    row: str = "",
    column: str = "",
) -> tuple[FoundRow, ...]:
    """The cells of tables that meet all conditions; empty conditions do not restrict.

    ``publisher`` is a part of its name, ``form`` a code or a part of its usual title, ``row`` a
    code or a name, ``column`` a part of the header.
    """
    found = []
    for report in library.reports():
        if fold(publisher) not in fold(report.publisher):
            continue
        wanted = FigureFilter(report_ids=(report.id,), in_prose=False)
        for figure in library.figures(wanted):
            if _meets(figure, report, year, form, row, column):
                found.append(_row_of(figure, report))
    return tuple(found)


def _meets(
    figure: Figure, report: Report, year: int | None, form: str, row: str, column: str
) -> bool:
    return (
        (year is None or figure.year == year)
        and (not form or form == figure.form or form in title_of(figure.form, report.kind))
        and (not row or _is_row(figure, row))
        and (not column or fold(column) in fold("".join(figure.column_path)))
    )


def _is_row(figure: Figure, row: str) -> bool:
    codes = {figure.row_code, *(other.row_code for other in figure.also)}
    return row in codes or key(row) in variants(figure.row_label).strong


def _row_of(figure: Figure, report: Report) -> FoundRow:
    return FoundRow(
        publisher=report.publisher,
        year=figure.year,
        kind=report.kind,
        form=figure.form,
        row_code=figure.row_code,
        row_label=figure.row_label,
        column=" › ".join(figure.column_path),
        value="" if figure.value is None else f"{figure.value:f}",
        unit=figure.unit,
        file=report.file,
        page=figure.locators[0].page,
    )


def write_rows(rows: tuple[FoundRow, ...], form: str, output: Path | None) -> None:
    """Write the rows to a file, or to standard output where none is given."""
    text = _as_csv(rows) if form == "csv" else _as_json(rows)
    if output is None:
        sys.stdout.write(text)
    else:
        output.write_text(text, encoding="utf-8-sig" if form == "csv" else "utf-8")


def _as_json(rows: tuple[FoundRow, ...]) -> str:
    return json.dumps([asdict(row) for row in rows], ensure_ascii=False, indent=1) + "\n"


def _as_csv(rows: tuple[FoundRow, ...]) -> str:
    buffer = io.StringIO()
    names = list(FoundRow.__dataclass_fields__)
    writer = csv.DictWriter(buffer, names, lineterminator="\n")
    writer.writeheader()
    writer.writerows(asdict(row) for row in rows)
    return buffer.getvalue()
