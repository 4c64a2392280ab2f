"""Figures side by side: what a comparison consists of."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Literal, get_args

from assistant.composing.citations import KINDS
from assistant.selection.figure_table import FigureRow
from ingest.across import MissingReason
from ingest.bodies.names import level_key
from ingest.facts import real_number
from ingest.language.amounts import in_unit, is_money
from ingest.language.rounding import half_up
from ingest.nouns import Fund, Kind, Level, Nature, Stage

By = Literal["publishers", "years", "kinds"]
BY: tuple[By, ...] = get_args(By)
Why = MissingReason | Literal["not_held", ""]
"""Why a cell holds no amount; ``not_held``: there is no such report."""

Base = Literal["first", "before", "next"]
"""From which of the cells a difference is taken: the first, or the one on either side."""


@dataclass(frozen=True, slots=True)
class ComparedCell:
    """What stands for one of the values compared: one row, or none and why.

    Several rows stand only in lines by printed words, where their amounts differ. ``difference``
    (in ``ComparedLine.unit``) and ``change`` (in percent, two decimals) are from the base: for
    years the one before, else the first; None where either side is no single amount or what they
    measure differs in fund or level; ``change`` also where the base is 0 or the figures are shares.
    ``place`` counts publishers from the highest amount, equal ones share one; 0 where none is
    ranked. ``link`` opens what is printed instead of an amount, or the report. ``editions_differ``:
    another edition of the report prints another amount.
    """

    rows: tuple[FigureRow, ...] = ()
    why: Why = ""
    link: str = ""
    place: int = 0
    editions_differ: bool = False
    difference: Decimal | None = None
    change: Decimal | None = None

    @property
    def row(self) -> FigureRow | None:
        """The row, where there is one amount."""
        return self.rows[0] if len(self.rows) == 1 else None


@dataclass(frozen=True, slots=True)
class ComparedLine:
    """One measure, with a cell for every value compared.

    By concept: ``concept`` with the ``fund`` that its cells have in common, ``nature`` and
    ``stage``; ``publisher`` where the lines of a section are publishers. By printed words:
    ``concept`` "", and ``form``, ``row_code``, ``row_label``, ``column`` as printed.
    """

    unit: str
    cells: tuple[ComparedCell, ...]
    concept: str = ""
    fund: Fund = ""
    nature: Nature = ""
    stage: Stage = ""
    publisher: str = ""
    form: str = ""
    row_code: str = ""
    row_label: str = ""
    column: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    """Lines that share their year, stage, level and publisher, as far as these are told here.

    ``values`` are what is compared: publishers, years or kinds. ``levels`` are those of publishers
    where they were chosen one by one, else (). ``absent`` publishers have no report of that year
    and kind; ``more`` publishers and ``more_measures`` are not shown.
    """

    values: tuple[str, ...]
    lines: tuple[ComparedLine, ...]
    year: int = 0
    stage: Stage = ""
    level: Level | Literal[""] = ""
    publisher: str = ""
    levels: tuple[Level | Literal[""], ...] = ()
    absent: tuple[str, ...] = ()
    more: int = 0
    more_measures: int = 0


@dataclass(frozen=True, slots=True)
class Period:
    """A year at a stage, and how many of the publishers selected have a report of it."""

    year: int
    stage: Stage
    publishers: int


@dataclass(frozen=True, slots=True)
class Comparison:
    """Sections over the values compared; ``others`` are periods that are held and not shown.

    ``more``: there were more publishers or figures than are compared at once.
    """

    by: By
    sections: tuple[Section, ...]
    others: tuple[Period, ...] = ()
    more: bool = False

    def name_of(self, value: str) -> str:
        """A value compared in words."""
        if self.by == "years":
            return f"{value}年度"
        return next((words for kind, words in KINDS.items() if kind == value), value)


def stage_of(kind: Kind) -> Stage:
    """At which stage a kind of report tells the amounts of its own year."""
    return "budget" if kind == "budget" else "final"


def common_unit(cells: Sequence[ComparedCell]) -> str:
    """The unit that most of the rows have, the first of them where several have it."""
    units = [row.unit for cell in cells for row in cell.rows]
    return max(dict.fromkeys(units), key=units.count) if units else ""


def amount_in(row: FigureRow | None, unit: str) -> Decimal | None:
    """The exact amount of a row in that unit; None where it is blank or of another kind."""
    if row is None or row.value is None:
        return None
    if row.unit == unit:
        return row.value
    return in_unit(row.value, row.unit, unit) if is_money(row.unit) and is_money(unit) else None


def real_amount(row: FigureRow) -> Decimal | None:
    """What sorts amounts of one kind whatever their unit: 元 of money, else the number itself."""
    if row.value is None:
        return None
    if is_money(row.unit):
        return in_unit(row.value, row.unit, "元")
    return real_number(row.value, row.unit)


def with_differences(
    cells: Sequence[ComparedCell], unit: str, base: Base
) -> tuple[ComparedCell, ...]:
    """The cells with what each differs by from its base."""

    def base_of(at: int) -> int:
        return {"first": 0, "before": at - 1, "next": at + 1}[base]

    return tuple(
        _from_base(cell, cells[base_of(at)], unit)
        if 0 <= base_of(at) < len(cells) and base_of(at) != at
        else cell
        for at, cell in enumerate(cells)
    )


def _from_base(cell: ComparedCell, base: ComparedCell, unit: str) -> ComparedCell:
    mine, other = amount_in(cell.row, unit), amount_in(base.row, unit)
    if mine is None or other is None or not _of_one_kind(cell.rows[0], base.rows[0]):
        return cell
    difference = mine - other
    change = None
    if other != 0 and unit != "%":
        change = half_up(difference / abs(other) * 100)
    return replace(cell, difference=difference, change=change)


def _of_one_kind(one: FigureRow, other: FigureRow) -> bool:
    kinds = ((row.fund, row.nature, level_of(row)) for row in (one, other))
    return len(set(kinds)) == 1


def level_of(row: FigureRow) -> Level:
    """The level of an amount: what the report of another body tells of it is that of a unit."""
    return "unit" if told_by_another(row) else row.level


def told_by_another(row: FigureRow) -> bool:
    """Whether the report that tells an amount of a body is not its own."""
    return bool(row.body) and level_key(row.body) != level_key(row.publisher)
