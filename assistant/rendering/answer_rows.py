"""The printed figures that an answer gives, as rows: to show, to draw, to take along."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from assistant.answers import Answer
from assistant.composing.citations import title_in_words
from assistant.permalinks import Place, link_of
from assistant.rendering.languages import Texts
from ingest.library import Library
from ingest.nouns import Figure, Report
from ingest.sheets import Cell, Sheet

MANY = 3
"""From this many rows on, an answer is shown as a table."""
_BETWEEN = " · "


@dataclass(frozen=True, slots=True)
class AnswerRow:
    """One figure of an answer: as it is called there, ``value`` in ``unit``, where it stands."""

    label: str
    value: Decimal
    unit: str
    figure: Figure
    report: Report

    @property
    def place(self) -> Place:
        """Where it stands, to be opened."""
        return Place(self.report.id, self.figure.locators[0].page, self.figure.id)


def answered_rows(answer: Answer, library: Library) -> tuple[AnswerRow, ...]:
    """The printed figures that were asked for, each once, in the answer's order.

    One that is given in two units counts in the last, the one asked for. Computed results are no
    rows: they stand nowhere.
    """
    rows: dict[str, AnswerRow] = {}
    reports = {report.id: report for report in library.reports()}
    for stated in answer.figures:
        figure = library.figure(stated.figure_id) if stated.role == "answer" else None
        if figure is not None and figure.report_id in reports:
            report = reports[figure.report_id]
            value = Decimal(stated.value)
            rows[figure.id] = AnswerRow(stated.label, value, stated.unit, figure, report)
    return tuple(rows.values())


def told_apart(rows: Sequence[AnswerRow]) -> tuple[str, tuple[str, ...]]:
    """What all rows have in common, and what each is called besides.

    Rows of one body are told apart by their years, those of several reports by these (by the body
    alone where it is one year and measure); those of one report by their own names, without the
    last words where all share them (办公费 · 决算数, 差旅费 · 决算数).
    """
    common = {row.label for row in rows}
    title = common.pop() if len(common) == 1 else ""
    names = _names(rows, bool(title))
    if len(set(names)) == len(rows):
        return title, names
    parts = [row.label.split(_BETWEEN) for row in rows]
    shared = 0
    for ends in itertools.zip_longest(*(reversed(part[1:]) for part in parts)):
        if len(set(ends)) > 1:
            break
        shared += 1
    named = [_BETWEEN.join(part[: len(part) - shared]) for part in parts]
    return _BETWEEN.join(parts[0][len(parts[0]) - shared :]), tuple(named)


def _names(rows: Sequence[AnswerRow], alike: bool) -> tuple[str, ...]:
    """What tells apart rows of several years or reports; nothing for those of one."""
    reports = {row.report.id for row in rows}
    one_kind = len(reports) == len(rows) and len({row.report.kind for row in rows}) == 1
    if len({row.report.publisher for row in rows}) == 1 and (alike or one_kind):
        return tuple(str(row.figure.year) for row in rows)
    if len(reports) < len(rows):
        return ()
    one_year = len({(r.report.fiscal_year, r.report.kind, r.report.level) for r in rows}) == 1
    if alike and one_year:
        return tuple(row.report.publisher for row in rows)
    return tuple(title_in_words(row.report) for row in rows)


def sheet_of(rows: Sequence[AnswerRow], say: Texts, base: str) -> Sheet:
    """The rows with their sources, for CSV and XLSX; ``base`` is the address of the page."""
    names = ("label", "value", "unit", "printed", "year", "publisher", "report", "file", "page")
    header = [say(f"rows.{name}") for name in (*names, "link")]
    return Sheet(say("rows.sheet"), header, [_cells(row, base) for row in rows])


def _cells(row: AnswerRow, base: str) -> tuple[Cell, ...]:
    return (
        row.label,
        row.value,
        row.unit,
        row.figure.printed,
        row.figure.year,
        row.report.publisher,
        title_in_words(row.report),
        row.report.file,
        row.place.page,
        base + link_of(row.place),
    )
