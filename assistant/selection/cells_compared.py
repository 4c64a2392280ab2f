"""Facts of the Library to the cells and lines of a comparison."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from assistant.permalinks import Place, link_of, place_at
from assistant.selection.compared import (
    Base,
    ComparedCell,
    ComparedLine,
    common_unit,
    with_differences,
)
from assistant.selection.figure_table import row_of
from ingest.across import Measure, Missing
from ingest.facts import Fact
from ingest.library import Library
from ingest.nouns import Figure, Fund, Report, Stage


@dataclass(frozen=True, slots=True)
class Found:
    """What a cell will be made of: a fact, or what is missing."""

    report: Report
    fact: Fact | None = None
    missing: Missing | None = None
    place: int = 0
    editions_differ: bool = False


Cells = Mapping[str, Found]
"""What is found of one measure, by publisher key, year or kind."""


def lines_of(
    library: Library,
    found: Sequence[tuple[Measure, Cells]],
    values: Sequence[str],
    stage: Stage,
    *,
    base: Base | None = None,
) -> tuple[ComparedLine, ...]:
    """A line a measure; with differences from a base, without for None."""
    ids = [
        one.fact.figure_id
        for _, cells in found
        for value in values
        if (one := cells.get(value)) and one.fact
    ]
    figures = library.figures_by_id(ids) if ids else {}
    lines = []
    for measure, cells in found:
        row = tuple(_cell(cells.get(value), figures) for value in values)
        unit = common_unit(row)
        if base is not None:
            row = with_differences(row, unit, base)
        fund = measure.fund or _common_fund(row)
        lines.append(ComparedLine(unit, row, measure.concept, fund, measure.nature, stage))
    return tuple(lines)


def _common_fund(cells: Sequence[ComparedCell]) -> Fund:
    funds = [row.fund for cell in cells for row in cell.rows]
    return max(dict.fromkeys(funds), key=funds.count) if funds else ""


def _cell(found: Found | None, figures: Mapping[str, Figure]) -> ComparedCell:
    if found is None:
        return ComparedCell(why="not_held")
    figure = figures.get(found.fact.figure_id) if found.fact else None
    if figure is None:
        why = found.missing.reason if found.missing else "none"
        return ComparedCell(why=why, link=link_of(Place(found.report.id, 1)))
    if found.missing:
        link = link_of(place_at(found.report.id, figure.locators, figure.id))
        return ComparedCell(why=found.missing.reason, link=link)
    row = row_of(figure, found.report, "")
    return ComparedCell((row,), place=found.place, editions_differ=found.editions_differ)


def told_in(line: ComparedLine) -> int:
    """How many cells of a line hold an amount."""
    return sum(bool(cell.rows) for cell in line.cells)
