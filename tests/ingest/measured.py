"""Readings of which only what is measured matters: figures with a concept, amount and place."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from decimal import Decimal
from typing import Any

from ingest.language.amounts import is_money, to_fen
from ingest.nouns import Figure, Kind, Level, Locator, Reading, Report, Table

FORM = "three_public"


def figure(printed: str, concept: str = "three_public", **told: Any) -> Figure:
    """A figure of 万元, general public, planned for 2026; ``form`` "" for one of a sentence."""
    unit = told.pop("unit", "万元")
    value = Decimal(printed) if printed else None
    fen = to_fen(value, unit) if value is not None and is_money(unit) else None
    form = told.pop("form", FORM)
    made = Figure(
        id="",
        report_id="",
        table_id="t" if form else "",
        form=form,
        row=0 if form else -1,
        row_path=("合计",),
        row_label="合计",
        row_code="",
        also=(),
        line_no="",
        side="",
        column_path=("合计",) if form else (),
        value=value,
        printed=printed,
        unit=unit,
        fen=fen,
        year=2026,
        body="",
        basis="预算",
        locators=(Locator(1, (0.0, 0.0, 10.0, 10.0)),),
        sentence="" if form else f"为{printed}{unit}。",
        concept=concept,
        fund="general_public",
        stage="budget",
    )
    return replace(made, **told)


def reading(
    publisher: str,
    *figures: Figure,
    year: int = 2026,
    kind: Kind = "budget",
    level: Level = "department",
    file: str = "",
) -> Reading:
    """A reading of these figures; of its publisher where a figure names no body."""
    sha256 = hashlib.sha256(f"{publisher}{year}{kind}{level}{file}".encode()).hexdigest()
    report_id = f"{publisher}-{year}-{sha256[:8]}"
    report = Report(
        report_id, publisher, year, kind, level, f"{publisher}{year}", f"{sha256}.pdf", sha256, 1
    )
    placed = tuple(
        replace(
            one,
            id=f"{report_id}-{at}",
            report_id=report_id,
            body=one.body or publisher,
            table_id=f"{report_id}-{one.form}" if one.form else "",
            row=at if one.form else -1,
        )
        for at, one in enumerate(figures)
    )
    forms = dict.fromkeys(one.form for one in placed if one.form)
    tables = tuple(
        Table(
            f"{report_id}-{form}",
            report_id,
            form,
            form,
            "万元",
            (1,),
            tuple(one for one in placed if one.form == form),
        )
        for form in forms
    )
    return Reading(report, tables, tuple(one for one in placed if not one.form), ())
