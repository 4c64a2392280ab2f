"""Figures side by side: the same line of several publishers, years or kinds, and what differs.

A cell is compared only where one amount is printed for it: where none is, or several that
differ, that is told and nothing is calculated.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Literal, get_args

from assistant.figures.total_rows import is_publisher
from assistant.selection.figure_selection import KINDS, PATH_MARK, Selection, reports_of
from assistant.selection.figure_table import LEVELS, FigureRow, find_rows
from assistant.words.lexicon import is_default_head, key, lexicon
from assistant.words.publisher_names import publisher_key
from ingest.language.amounts import in_unit, is_money
from ingest.language.rounding import half_up
from ingest.library import Library
from ingest.nouns import Level, Report

By = Literal["publishers", "years", "kinds"]
BY: tuple[By, ...] = get_args(By)

_YEAR = re.compile(r"20\d\d年度?")
_BASES = {"budget": ("预算", ""), "final_accounts": ("决算", "")}
_WHOLE: Level = "department"
_NAMED = 3


@dataclass(frozen=True, slots=True)
class ComparedCell:
    """What stands for one of the values compared: one row, none, or several that differ.

    ``difference`` (in ``ComparedLine.unit``) and ``change`` (in percent, two decimals) are from
    the base: for years the one before, else the first. They are None where either side is no
    single amount; ``change`` also where the base is 0 or the figures are shares.
    """

    rows: tuple[FigureRow, ...] = ()
    difference: Decimal | None = None
    change: Decimal | None = None

    @property
    def row(self) -> FigureRow | None:
        """The row, where there is one amount."""
        return self.rows[0] if len(self.rows) == 1 else None


@dataclass(frozen=True, slots=True)
class ComparedLine:
    """A line of a form under one heading, with a cell for every value compared.

    ``apart`` says what else the line is of where several are told beside each other (its year,
    publisher or basis).
    """

    form: str
    row_code: str
    row_label: str
    column: str
    apart: str
    unit: str
    cells: tuple[ComparedCell, ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """Lines over the values compared; ``notes`` tell what is missing or overlaps."""

    by: By
    names: tuple[str, ...]
    lines: tuple[ComparedLine, ...]
    notes: tuple[str, ...]
    more: bool = False


def compare(
    library: Library, selection: Selection, by: By, most: int | None = None, *, public: bool = False
) -> Comparison:
    """What is selected, side by side. Values are those selected, else all that have a row.

    At most ``most`` rows are read; ``more`` says that there were more.
    """
    found = find_rows(library, selection, most, public=public)
    reports = {report.id: report for report in library.reports()}
    rows = [row for row in found.rows if by != "kinds" or row.basis in _BASES[row.kind]]
    values = _values(selection, by, rows)
    coded = _codes_by_label(rows)
    totals = {_table_column(row) for row in rows if key(row.row_label) in _totals()}
    lines: dict[tuple[str, ...], dict[str, list[FigureRow]]] = {}
    for row in rows:
        own_share = is_publisher(row.row_label, reports[row.report])
        total = key(row.row_label) in _totals() or (own_share and _table_column(row) not in totals)
        line = _line_of(row, by, coded, "" if total else key(row.row_label))
        lines.setdefault(line, {}).setdefault(_value_of(row, by), []).append(row)
    return Comparison(
        by,
        tuple(_name_of(value, by) for value in values),
        tuple(_compared(cells, values, by) for cells in lines.values()),
        (*_missing(library, selection, by, values, rows), *_overlaps(library, by, rows)),
        found.more,
    )


def _value_of(row: FigureRow, by: By) -> str:
    return {"publishers": row.publisher, "years": str(row.year), "kinds": row.kind}[by]


def _name_of(value: str, by: By) -> str:
    if by == "kinds":
        return next(words for kind, words in KINDS.items() if kind == value)
    return f"{value}年度" if by == "years" else value


def _values(selection: Selection, by: By, rows: Iterable[FigureRow]) -> tuple[str, ...]:
    """Years in their order, budgets before accounts, publishers as they were chosen."""
    chosen = [str(value) for value in getattr(selection, by)]
    values = chosen or list(dict.fromkeys(_value_of(row, by) for row in rows))
    return tuple(values) if by == "publishers" else tuple(sorted(values))


def _codes_by_label(rows: Iterable[FigureRow]) -> dict[tuple[str, str], set[str]]:
    codes: dict[tuple[str, str], set[str]] = {}
    for row in rows:
        if row.row_code:
            codes.setdefault((row.form, key(row.row_label)), set()).add(row.row_code)
    return codes


def _table_column(row: FigureRow) -> tuple[str, str, str]:
    return row.report, row.title, row.column


def _totals() -> frozenset[str]:
    """Names of the totals of tables. A row of the publisher itself is one where no other is;
    beside a total it is the share of its own office."""
    return frozenset(("", *lexicon()["total_rows"]))


def _line_of(
    row: FigureRow, by: By, coded: Mapping[tuple[str, str], set[str]], name: str
) -> tuple[str, ...]:
    """What a row has in common with those it is compared with: form, line, headings, basis.

    ``name`` is that of the line, "" for the total of a table. A line is told by its code; one
    without by its name, and by the code that others print with that name if it is the only one.
    Years and usual headings (合计, 决算数) are left out.
    """
    codes = coded.get((row.form, name), set())
    line = row.row_code or (next(iter(codes)) if len(codes) == 1 else name)
    heads = [head for head in row.column.split(PATH_MARK) if head and not is_default_head(head)]
    told = (row.form, line, *(key(_YEAR.sub("", head)) for head in heads))
    apart = {
        "publishers": (row.basis, row.kind, str(row.year)),
        "years": (row.basis, row.publisher),
        "kinds": (row.publisher, str(row.year)),
    }[by]
    return (*told, "", *apart)


def _compared(
    cells: Mapping[str, list[FigureRow]], values: tuple[str, ...], by: By
) -> ComparedLine:
    told = [ComparedCell(_of_one_amount(cells.get(value, []))) for value in values]
    first = next(row for cell in told for row in cell.rows) if any(c.rows for c in told) else None
    first = first or next(iter(cells.values()))[0]
    done = [
        _from_base(cell, told[0 if by != "years" else at - 1], first.unit) if at else cell
        for at, cell in enumerate(told)
    ]
    return ComparedLine(
        first.form,
        first.row_code,
        first.row_label,
        first.column,
        _apart(first, by),
        first.unit,
        tuple(done),
    )


def _apart(row: FigureRow, by: By) -> str:
    words = {
        "publishers": f"{row.year}年度{row.basis}",
        "years": f"{row.publisher} {row.basis}",
        "kinds": f"{row.publisher} {row.year}年度",
    }
    return words[by].strip()


def _of_one_amount(rows: Iterable[FigureRow]) -> tuple[FigureRow, ...]:
    """The first row of every amount: one where all agree. A blank says nothing beside others."""
    amounts: dict[object, FigureRow] = {}
    for row in rows:
        value = row.value
        if value is not None and is_money(row.unit):
            value = in_unit(value, row.unit, "元")
        amounts.setdefault((value, "" if is_money(row.unit) else row.unit), row)
    told = tuple(row for row in amounts.values() if row.value is not None)
    return told or tuple(amounts.values())[:1]


def _from_base(cell: ComparedCell, base: ComparedCell, unit: str) -> ComparedCell:
    mine, other = _amount(cell.row, unit), _amount(base.row, unit)
    if mine is None or other is None:
        return cell
    difference = mine - other
    change = None
    if other != 0 and unit != "%":
        change = half_up(difference / abs(other) * 100)
    return replace(cell, difference=difference, change=change)


def _amount(row: FigureRow | None, unit: str) -> Decimal | None:
    """The amount of a row in the unit of its line; None where it is blank or of another kind."""
    if row is None or row.value is None:
        return None
    if row.unit == unit:
        return row.value
    if is_money(row.unit) and is_money(unit):
        return in_unit(row.value, row.unit, unit)
    return None


def _missing(
    library: Library,
    selection: Selection,
    by: By,
    values: tuple[str, ...],
    rows: Iterable[FigureRow],
) -> tuple[str, ...]:
    """A sentence for every value that has no row, with the reason."""
    told = {_value_of(row, by) for row in rows}
    held = {_held_as(report, by) for report in reports_of(library, selection)}
    notes = []
    for value in values:
        if value not in told:
            why = "报告里没有这样的数" if value in held or by == "years" else "没有这样的报告"
            notes.append(f"{_name_of(value, by)}：{why}")
    return tuple(notes)


def _held_as(report: Report, by: By) -> str:
    return {
        "publishers": report.publisher,
        "years": str(report.fiscal_year),
        "kinds": report.kind,
    }[by]


def _overlaps(library: Library, by: By, rows: Iterable[FigureRow]) -> tuple[str, ...]:
    """Whether a department stands beside units, and which of them its tables hold already."""
    if by != "publishers":
        return ()
    levels = {(row.publisher, row.level): row.report for row in rows}
    departments = {
        name: report for (name, level), report in levels.items() if level == "department"
    }
    units = [name for name, level in levels if level == "unit"]
    if not departments or not units:
        return ()
    first = "、".join(list(departments)[:_NAMED])
    names = first if len(departments) <= _NAMED else f"{first}等{len(departments)}家"
    notes = [f"层级不同：{names}是{LEVELS[_WHOLE]}口径（含下属单位），其余是单位口径"]
    for row in library.catalogue().rows:
        for department, report in departments.items():
            inside = report in row.report_ids and row.form
            for unit in units:
                if inside and publisher_key(row.row_label) == publisher_key(unit):
                    notes.append(f"{unit}已列在{department}的表里，不可相加")
    return tuple(dict.fromkeys(notes))
