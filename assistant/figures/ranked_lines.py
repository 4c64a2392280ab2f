"""The lines of a class, in the order asked: 人员经费里最大的三项, projects, subordinate bodies."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from assistant.figures.fitting import fit_of
from assistant.figures.lookup import Reading
from assistant.figures.operands import Unresolved, operand
from assistant.figures.total_rows import is_total_row
from assistant.plan import Lookup, Name, Operation, Order
from assistant.words.lexicon import is_default_head, key, lexicon
from ingest.language.amounts import in_unit, is_money
from ingest.language.bodies import names_body
from ingest.language.rounding import half_unit
from ingest.library import Library
from ingest.nouns import Figure, Report, Table

_PROJECTS = "project_expenditure"
_BASIC = "general_public_basic_expenditure"
_FEWEST = 2


def ranked(
    operation: Operation, report: Report, library: Library
) -> tuple[Reading, ...] | Unresolved:
    """The lines wanted of one report, highest first unless the lowest are wanted."""
    term, order = operation.terms[0], operation.order or Order()
    if operation.among == "projects":
        cells = _projects(report, library)
    elif operation.among == "bodies":
        cells = _bodies(term, report, library)
    elif operation.among == "told":
        cells = _told(operand(term, report, library))
    else:
        total = operand(term, report, library)
        if isinstance(total, Unresolved) and term.forms == (_BASIC,):
            # The basic form need not print its total; the expenditure form does.
            total = operand(replace(term, forms=()), report, library)
        if isinstance(total, Unresolved):
            return total
        cells = lines_of(total.figure, report, library, digits=order.digits)
        if term.forms == (_BASIC,) and total.figure.form != _BASIC:
            cells = _basic_lines(total.figure, report, library)
    kept = [cell for cell in cells if cell.value]
    if len(kept) < _FEWEST:
        return Unresolved(term)
    kept = [cell for cell in kept if _within(cell, order)]
    kept.sort(key=_amount, reverse=not order.lowest)
    chosen = kept[order.first - 1 :]
    if order.count:
        chosen = chosen[: order.count]
        if chosen and len(kept) > order.first - 1 + order.count and order.count == 1:
            chosen = [cell for cell in kept if _amount(cell) == _amount(chosen[0])]
    return tuple(Reading(report, cell) for cell in chosen) or Unresolved(term)


def _within(cell: Figure, order: Order) -> bool:
    amount = _amount(cell)
    return (order.above is None or amount > order.above) and (
        order.below is None or amount < order.below
    )


def _amount(cell: Figure) -> Decimal:
    value = cell.value or Decimal(0)
    return in_unit(value, cell.unit, "元") if is_money(cell.unit) else value


def lines_of(
    total: Figure, report: Report, library: Library, *, digits: int = 0
) -> tuple[Figure, ...]:
    """The lines below a total or a class, none unless they add up to it.

    Those with codes of ``digits`` where the table has such below the total, else the innermost.
    """
    table = _table_of(total, report, library)
    if table is None:
        return ()
    column = [
        cell
        for cell in table.figures
        if cell.column_path == total.column_path
        and cell.unit == total.unit
        and cell.id != total.id
        and _below(cell, total)
        and not is_total_row(cell, report)
    ]
    leaves = tuple(cell for cell in column if digits and len(cell.row_code) == digits)
    leaves = leaves or tuple(cell for cell in column if not _has_children(cell, column))
    return leaves if _adds_up(leaves, total) else ()


def _told(found: Reading | Unresolved) -> tuple[Figure, ...]:
    """One measure that sentences tell of several things (执行数 of two projects), else nothing."""
    figures = tuple(r.figure for r in found.readings) if isinstance(found, Unresolved) else ()
    alike = len({(f.column_path, f.unit, bool(f.sentence)) for f in figures}) == 1
    apart = len({f.row_label for f in figures}) == len(figures)
    return figures if alike and apart and all(f.sentence for f in figures) else ()


def _basic_lines(total: Figure, report: Report, library: Library) -> tuple[Figure, ...]:
    """The innermost lines of the form of basic expenditure, if they add up to its total."""
    cells = [
        cell
        for table in library.tables(report.id)
        if table.form == _BASIC
        for cell in table.figures
        if cell.row_code and cell.unit == total.unit and cell.year == total.year
    ]
    leaves = tuple(cell for cell in cells if not _has_children(cell, cells))
    return leaves if _adds_up(leaves, total) else ()


def _table_of(total: Figure, report: Report, library: Library) -> Table | None:
    found = [table for table in library.tables(report.id) if table.id == total.table_id]
    return found[0] if found else None


def _below(cell: Figure, total: Figure) -> bool:
    if total.row_code:
        return cell.row_code.startswith(total.row_code) and cell.row_code != total.row_code
    return key(cell.row_label) not in lexicon()["total_rows"] and "合计" not in cell.row_label


def _has_children(cell: Figure, column: list[Figure]) -> bool:
    if cell.row_code:
        return any(
            other.row_code.startswith(cell.row_code) and other.row_code != cell.row_code
            for other in column
        )
    return any(cell.row_label in other.row_path[:-1] for other in column)


def _adds_up(leaves: tuple[Figure, ...], total: Figure) -> bool:
    values = [cell.value for cell in leaves if cell.value is not None]
    if not values or total.value is None:
        return False
    allowed = half_unit(total.value) * (len(values) + 1)
    return abs(sum(values, Decimal(0)) - total.value) <= allowed


def _projects(report: Report, library: Library) -> tuple[Figure, ...]:
    """The total amounts of the projects of a report."""
    cells = [
        cell
        for table in library.tables(report.id)
        if table.form == _PROJECTS
        for cell in table.figures
        if is_money(cell.unit)
        and cell.row_label
        and not is_total_row(cell, report)
        and all(is_default_head(head) for head in cell.column_path)
    ]
    columns = list(dict.fromkeys((cell.table_id, cell.column_path) for cell in cells))
    first = [c for c in cells if (c.table_id, c.column_path) == columns[0]] if columns else []
    return tuple(cell for cell in first if not _has_children(cell, first))


def _bodies(term: Lookup, report: Report, library: Library) -> tuple[Figure, ...]:
    """The cells of the line wanted in the rows of subordinate bodies, one a body."""
    best: dict[str, tuple[tuple[object, ...], Figure]] = {}
    for table in library.tables(report.id):
        if term.forms and table.form not in term.forms:
            continue
        for cell in table.figures:
            label = key(cell.row_label)
            if not names_body(label.removesuffix("本级"), "row"):
                continue
            name = Name(label, (frozenset({label}),), False, 0, 0)
            fit = fit_of(cell, replace(term, names=(*term.names, name)), report, table.title)
            if fit and (label not in best or (fit.distance, fit.breadth) < best[label][0]):
                best[label] = ((fit.distance, fit.breadth), cell)
    cells = tuple(cell for _, cell in best.values())
    total = operand(term, report, library)
    whole = isinstance(total, Reading) and _adds_up(cells, total.figure)
    return cells if whole and len({cell.table_id for cell in cells}) == 1 else ()
