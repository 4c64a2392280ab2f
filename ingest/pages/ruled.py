"""Edges to ruled tables, by pdfplumber's table finder."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pdfplumber.table import TableFinder

from ingest.pages.content import Edge
from ingest.pages.open_sides import missing_sides
from ingest.pages.page import RuledTable, Ruling

_SETTINGS = {"snap_tolerance": 2.0, "join_tolerance": 3.0, "intersection_tolerance": 3.0}


@dataclass(frozen=True, slots=True)
class _Edges:
    """All that the table finder looks at of a page."""

    edges: list[Edge]


def horizontal_rulings(edges: Sequence[Edge]) -> tuple[Ruling, ...]:
    """The level edges as rulings, in their order."""
    return tuple(
        Ruling(edge["x0"], edge["x1"], edge["top"]) for edge in edges if edge["orientation"] == "h"
    )


def edges_to_tables(edges: list[Edge], rulings: Sequence[Ruling]) -> tuple[RuledTable, ...]:
    """Tables with at least two columns, from the top down."""
    if not any(edge["orientation"] == "v" for edge in edges):
        return ()
    settings = {**_SETTINGS, "explicit_vertical_lines": _sides(edges, rulings)}
    finder = TableFinder(_Edges(edges), settings)  # type: ignore[arg-type]
    found = [RuledTable(table.bbox, tuple(table.cells)) for table in finder.tables]
    columns = [table for table in found if len({round(cell[0]) for cell in table.cells}) > 1]
    return tuple(sorted(columns, key=lambda table: table.bbox[1]))


def _sides(edges: Sequence[Edge], rulings: Sequence[Ruling]) -> list[Edge]:
    """The outer verticals of tables that are open at their sides."""
    verticals = [
        (edge["x0"], edge["top"], edge["bottom"]) for edge in edges if edge["orientation"] == "v"
    ]
    return [
        {
            "object_type": "line_edge",
            "orientation": "v",
            "x0": x,
            "x1": x,
            "top": top,
            "bottom": bottom,
            "height": bottom - top,
            "width": 0,
        }
        for x, top, bottom in missing_sides(rulings, verticals)
    ]
