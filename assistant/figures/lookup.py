"""Executes a Lookup on the figures of tables: which cells answer, and whether they agree."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from assistant.figures.fitting import Fit, fit_of, row_fits
from assistant.plan import Lookup
from assistant.words.lexicon import key, lexicon
from assistant.words.publisher_names import publisher_key
from ingest.library import Library
from ingest.nouns import Figure, Report, Table
from ingest.selection import FigureFilter

_THREE_PUBLIC = "three_public"
_ITEM = re.compile(r"出国|公务用车|公车|接待|会议|培训")
_OF_ONE_FUND = (
    "general_public_expenditure",
    "fiscal_grant_summary",
    "general_public_basic_expenditure",
)


@dataclass(frozen=True, slots=True)
class Reading:
    """One reading of the question in one report: the cell chosen and the cells that agree.

    ``others`` are cells that fit as well but hold another amount: other readings of the words.
    ``narrower`` are cells of the same line under one fund only, of another amount.
    """

    report: Report
    figure: Figure
    agreeing: tuple[Figure, ...] = ()
    others: tuple[Figure, ...] = ()
    narrower: tuple[Figure, ...] = ()


def look_up(
    wanted: Lookup, reports: tuple[Report, ...], library: Library, most: int
) -> tuple[Reading, ...]:
    """The readings, at most one a report and basis, in the order of the reports.

    Editions of one report are one: the first edition that answers speaks. More than ``most``
    reports are not looked into once that many have answered: the reader will be asked which.
    """
    readings: list[Reading] = []
    answered: set[str] = set()
    for report in reports:
        family = report.edition_of or report.id
        if family in answered:
            continue
        found = [
            reading
            for one in by_basis(wanted)
            if (reading := _in_report(one, report, library)) is not None
        ]
        if found:
            answered.add(family)
        readings += found
        if len(answered) > most:
            break
    return tuple(readings)


def by_basis(wanted: Lookup) -> tuple[Lookup, ...]:
    """预算多少、实际花了多少: a look-up for each basis asked."""
    if len(wanted.bases) < 2:
        return (wanted,)
    return tuple(replace(wanted, bases=(basis,)) for basis in wanted.bases)


def _in_report(wanted: Lookup, report: Report, library: Library) -> Reading | None:
    fits = [fit for table in library.tables(report.id) for fit in _fits(wanted, report, table)]
    if not fits:
        return None
    best = min(fit.distance for fit in fits)
    near = _without_own_share([fit for fit in fits if fit.distance == best], report)
    breadth = min(fit.breadth for fit in near)
    first = [fit.figure for fit in near if fit.breadth == breadth]
    by_breadth = [fit.figure for fit in sorted(near, key=lambda fit: fit.breadth)]
    chosen = next((f for f in [*first, *by_breadth] if f.value is not None), first[0])
    rest = [fit.figure for fit in near if fit.figure is not chosen]
    return Reading(
        report,
        chosen,
        agreeing=tuple(f for f in rest if same_amount(f, chosen)),
        others=_different(first, chosen),
        narrower=_different([f.figure for f in near if _is_narrower(f, breadth)], chosen),
    )


def _fits(wanted: Lookup, report: Report, table: Table) -> Iterator[Fit]:
    """The cells of a table that fit; a row that is not asked for is looked at once."""
    asked: dict[object, bool] = {}
    for cell in _cells_meant(table):
        row = (cell.row, cell.side, cell.row_code, cell.row_path, cell.also)
        if row not in asked:
            asked[row] = row_fits(cell, wanted, report)
        if asked[row] and (fit := fit_of(cell, wanted, report, table.title)) is not None:
            yield fit


def _cells_meant(table: Table) -> tuple[Figure, ...]:
    """The cells without totals of more than the form is about: where a “三公” table adds 会议费 and
    培训费, one heading says 三公, and the 合计 beside it is the sum of all."""
    if table.form != _THREE_PUBLIC or not any(_says_three_public(f) for f in table.figures):
        return table.figures
    totals = lexicon()["total_rows"]
    return tuple(
        figure
        for figure in table.figures
        if _says_three_public(figure)
        or not figure.column_path
        or key(figure.column_path[-1]) not in totals
        or _ITEM.search("".join(figure.column_path))
    )


def _says_three_public(figure: Figure) -> bool:
    return any("三公" in head for head in figure.column_path)


def _without_own_share(fits: list[Fit], report: Report) -> list[Fit]:
    """The fits without the rows of the publisher itself where the table has the total of all its
    bodies besides: there the row is the share of its own office (本级)."""
    totals = {
        (fit.figure.table_id, fit.figure.column_path)
        for fit in fits
        if key(fit.figure.row_label) in lexicon()["total_rows"]
    }
    own = publisher_key(report.publisher)
    return [
        fit
        for fit in fits
        if (fit.figure.table_id, fit.figure.column_path) not in totals
        or publisher_key(fit.figure.row_label) != own
    ]


def _is_narrower(fit: Fit, breadth: tuple[int, int]) -> bool:
    """Whether a cell is the same line of one of the forms for one fund or for basic spending."""
    return fit.breadth > breadth and fit.figure.form in _OF_ONE_FUND


def lines_below(reading: Reading, library: Library) -> tuple[Figure, ...]:
    """The lines of the innermost class of the same table and column that are not zero.

    Where the table prints no codes its classes cannot be told apart, and all lines are given.
    """
    total = reading.figure
    wanted = FigureFilter(report_ids=(reading.report.id,), forms=(total.form,), in_prose=False)
    lines = [
        figure
        for figure in library.figures(wanted)
        if figure.table_id == total.table_id
        and figure.column_path == total.column_path
        and figure.row != total.row
        and figure.value
    ]
    deepest = max((len(figure.row_code) for figure in lines), default=0)
    return tuple(figure for figure in lines if len(figure.row_code) == deepest)


def _different(cells: list[Figure], chosen: Figure) -> tuple[Figure, ...]:
    """Cells of other amounts, one for each amount; blank cells say nothing."""
    seen: dict[object, Figure] = {}
    for cell in cells:
        if cell.value is not None and not same_amount(cell, chosen):
            seen.setdefault(amount_key(cell), cell)
    return tuple(seen.values())


def amount_key(figure: Figure) -> tuple[str, Decimal | int | None]:
    """Equal for equal amounts, whatever their unit of money."""
    if figure.fen is not None:
        return "fen", figure.fen
    return figure.unit, figure.value


def same_amount(one: Figure, other: Figure) -> bool:
    """Whether two figures state the same amount."""
    return amount_key(one) == amount_key(other)
