"""Identities between tables: what one table prints again, or adds up, of another.

Sources: 表间公式 of the final accounts forms of the Ministry of Finance, and domain practice.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ingest.checks.identity_checks import (
    Check,
    Side,
    at_most_check,
    one_of_check,
    side_of,
    silent,
    sum_check,
)
from ingest.checks.rules import TableRule, operands, table_rules
from ingest.checks.table_operands import Operand, TableOperands, path_of
from ingest.language.amounts import is_money
from ingest.nouns import Figure, Report, Table

_SAME_CODES = "same_code"
_NOWHERE = Side("", ())


def between_checks(report: Report, tables: Sequence[Table]) -> tuple[Check, ...]:
    """All identities between the tables of a report."""
    found = TableOperands(report, tables)
    checks = [_check(rule, found) for rule in table_rules()]
    checks += _same_codes(report, tables, found)
    return tuple(checks)


def _check(rule: TableRule, found: TableOperands) -> Check:
    whole = found.find(rule.whole)
    if whole.figure is None:
        return silent(rule.id, _NOWHERE, _NOWHERE, whole.reason)
    if rule.at_most:
        other = found.find(rule.at_most)
        if other.figure is None:
            return silent(rule.id, side_of(whole.figure), _NOWHERE, other.reason)
        return at_most_check(rule.id, whole.figure, other.figure)
    others = [found.find(name) for name in (*rule.parts, *rule.one_of)]
    cells = [other.figure for other in others if other.figure is not None]
    # A candidate that is not clear may be the one that agrees.
    unclear = [other for other in others if other.figure is None]
    if not cells or (unclear and _matters(rule, unclear, cells, whole.figure)):
        return silent(rule.id, side_of(whole.figure), _NOWHERE, unclear[0].reason)
    if rule.parts:
        return sum_check(rule.id, whole.figure, cells)
    printed = [cell for cell in cells if cell.value is not None] or cells
    return one_of_check(rule.id, whole.figure, printed)


def _matters(
    rule: TableRule, unclear: Sequence[Operand], cells: Sequence[Figure], whole: Figure
) -> bool:
    if rule.parts:
        return True
    several = any("several" in operand.reason for operand in unclear)
    return several and one_of_check(rule.id, whole, cells).outcome == "failed"


def _same_codes(report: Report, tables: Sequence[Table], found: TableOperands) -> Iterator[Check]:
    """Where all expenditure is general public expenditure, both tables print the same lines."""
    totals = [found.find(name).figure for name in ("expenditure_total", "general_total")]
    if totals[0] is None or totals[1] is None or not totals[0].value:
        return
    if sum_check(_SAME_CODES, totals[0], [totals[1]]).outcome != "held":
        return
    lines = [_lines(report, tables, name) for name in ("expenditure_total", "general_total")]
    for code, figure in lines[0].items():
        other = lines[1].get(code)
        if other is not None and other.value is not None and figure.value is not None:
            yield sum_check(_SAME_CODES, figure, [other])


def _lines(report: Report, tables: Sequence[Table], name: str) -> dict[str, Figure]:
    """The total column by functional code; a code printed more than once is left out."""
    selector = operands()[name][0]
    lines: dict[str, Figure] = {}
    twice = set()
    for table in tables:
        if table.form != selector.form:
            continue
        for cell in table.figures:
            if not (
                cell.row_code.startswith("2") and selector.column.match(path_of(cell.column_path))
            ):
                continue
            if (cell.year, cell.body) != (report.fiscal_year, report.publisher):
                continue
            if is_money(cell.unit) and cell.basis == (
                "预算" if report.kind == "budget" else "决算"
            ):
                if cell.row_code in lines:
                    twice.add(cell.row_code)
                lines[cell.row_code] = cell
    return {code: cell for code, cell in lines.items() if code not in twice}
