"""Reports made by hand that say what their figures measure, to be compared."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from ingest.concepts.readings import with_concepts
from ingest.language.amounts import is_money, to_fen
from ingest.nouns import Figure, Kind, Level, Reading
from tests.assistant.conftest import Cells, ReportBuilder


@dataclass(frozen=True)
class Amount:
    """What is to be told: a concept with its amount as printed, in the unit of the report."""

    concept: str
    printed: str
    fund: str = "general_public"
    nature: str = ""
    stage: str = ""
    year: int = 0
    body: str = ""
    unit: str = ""


def report(
    publisher: str,
    year: int,
    amounts: Sequence[Amount],
    *,
    kind: Kind = "budget",
    level: Level = "department",
    unit: str = "万元",
    name: str = "",
) -> Reading:
    """A report with one table, a line for each of the amounts."""
    builder = ReportBuilder(publisher, year, kind)
    builder.table(
        "other", "收支情况表", 5, [("", a.concept, ("金额",), a.printed) for a in amounts]
    )
    reading = builder.reading()
    (table,) = reading.tables
    own = "budget" if kind == "budget" else "final"
    figures = tuple(
        _told(figure, amount, own, unit)
        for figure, amount in zip(table.figures, amounts, strict=True)
    )
    made = replace(reading.report, level=level)
    if name:
        made = replace(made, id=name, file=f"{name}.pdf", sha256=name.ljust(64, "0")[:64])
        figures = tuple(replace(f, id=f"{name}-{f.id}", report_id=name) for f in figures)
        table = replace(table, id=f"{name}-t", report_id=name)
        figures = tuple(replace(f, table_id=table.id) for f in figures)
    return replace(reading, report=made, tables=(replace(table, figures=figures),))


def _told(figure: Figure, amount: Amount, stage: str, unit: str) -> Figure:
    unit = amount.unit or unit
    known = figure.value is not None and is_money(unit)
    values: dict[str, Any] = {
        "concept": amount.concept,
        "fund": amount.fund,
        "nature": amount.nature,
        "stage": amount.stage or stage,
        "year": amount.year or figure.year,
        "body": amount.body or figure.body,
        "unit": unit,
        "fen": to_fen(figure.value, unit) if known and figure.value is not None else None,
    }
    return replace(figure, **values)


def printed_report(
    publisher: str, year: int, form: str, title: str, cells: Cells, kind: Kind = "budget"
) -> Reading:
    """A report with one table as printed, read for what its figures measure."""
    builder = ReportBuilder(publisher, year, kind)
    builder.table(form, title, 5, cells)
    reading = builder.reading()
    tables, prose = with_concepts(reading.tables, reading.prose_figures, reading.report)
    return replace(reading, tables=tables, prose_figures=prose)
