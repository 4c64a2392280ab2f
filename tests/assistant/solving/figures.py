"""Figures made by hand, for the tests of linking and solving."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from ingest.nouns import Figure, Locator, Report

REPORT = Report(
    "r", "甲市财政局", 2024, "budget", "department", "甲市财政局2024", "r.pdf", "0" * 64, 9
)


def figure(ident: str, value: str | None, **more: Any) -> Figure:
    """A figure of the report, of money in 万元 unless said otherwise."""
    told: dict[str, Any] = {
        "id": ident,
        "report_id": "r",
        "table_id": "t",
        "form": "expenditure",
        "row": 0,
        "row_path": (more.get("row_label", "培训费"),),
        "row_label": "培训费",
        "row_code": "",
        "also": (),
        "line_no": "",
        "side": "",
        "column_path": ("合计",),
        "value": None if value is None else Decimal(value),
        "printed": value or "",
        "unit": "万元",
        "fen": None if value is None else int(Decimal(value) * 1_000_000),
        "year": 2024,
        "body": "甲市财政局",
        "basis": "预算",
        "locators": (Locator(1, (0.0, 0.0, 1.0, 1.0)),),
        "stage": "budget",
        "fund": "all",
        "concept": "training",
    }
    return Figure(**{**told, **more})
