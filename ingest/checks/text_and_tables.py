"""What sentences say again of the tables: totals, 基本/项目, 三公, functional lines.

A sentence disagrees only where year, basis and body are those of the cell and where it agrees
with no cell that its words may mean: what is told of a unit is held against the unit's own rows.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence

from ingest.checks.identity_checks import BLANK, Check, Side, one_of_check, side_of, silent
from ingest.checks.rules import Measure, measures, wording
from ingest.checks.statements import Statement, is_plain
from ingest.checks.table_operands import SEVERAL, Operand, TableOperands
from ingest.language.amounts import is_money
from ingest.language.glyphs import bare_label, fold
from ingest.nouns import Figure, Report, Table

_NOWHERE = Side("", ())
_NARROWER = "只有财政拨款的表可比 (only tables of fiscal grants print it)"
_CARRIED = "句中把结转的资金算在内 (the sentence counts what was carried over)"
_OF_GRANTS = re.compile(r"(?:grant|general|basic|income_grant|fund|capital)(?:_|$)")
_LINE = "line_told"
_CODE = re.compile(r"(?<!\d)\(?(\d{7})\)?(?!\d)")
_LINE_FORMS = frozenset(
    {"expenditure", "general_public_expenditure", "government_fund", "state_capital"}
)


def text_checks(
    report: Report, tables: Sequence[Table], statements: Sequence[Statement]
) -> tuple[Check, ...]:
    """Every sentence that tells a figure which a table of the report prints too."""
    found: dict[str, TableOperands] = {}
    lines = _lines(report, tables)
    own = {
        (figure.body, figure.row_label)
        for statement in statements
        for figure in statement.figures
        if figure.year == report.fiscal_year and is_plain(figure)
    }
    checks: list[Check] = []
    for statement in statements:
        if wording("not_own").search(statement.text):
            continue
        for position, figure in enumerate(statement.figures):
            if not is_money(figure.unit):
                continue
            if figure.body not in found:
                found[figure.body] = TableOperands(report, tables, figure.body)
            operands = found[figure.body]
            if figure.year != report.fiscal_year:
                if (figure.body, figure.row_label) not in own:
                    checks += _misdated(figure, statement, report, operands)
                continue
            code = _CODE.search(statement.before(position))
            checks += _measured(figure, statement, report, operands)
            checks += _line(figure, code[1] if code else figure.row_code, report, lines)
    return tuple(checks)


def _measured(
    figure: Figure, statement: Statement, report: Report, found: TableOperands
) -> Iterator[Check]:
    label = fold(figure.row_label).removeprefix(fold(figure.body))
    label = label.removeprefix(fold(report.publisher))
    for measure in measures():
        if measure.cells and measure.label.match(label) and _applies(figure, measure, report):
            yield _with_cells(figure, statement, measure, found)
            return


def _misdated(
    figure: Figure, statement: Statement, report: Report, found: TableOperands
) -> Iterator[Check]:
    """A sentence that begins with another year but tells this year's amount, which no other
    sentence tells: its year was left over."""
    begins = wording("begins_with_year").match(statement.text)
    if not begins or int(begins["year"]) != figure.year or not figure.value:
        return
    for check in _measured(figure, statement, report, found):
        if check.outcome == "held":
            left = Side(f"{begins[0]}…{check.left.text}", check.left.locators)
            right = Side(f"报告年度 {report.fiscal_year}，{check.right.text}", check.right.locators)
            yield Check("year_residue", "failed", left, right)


def _applies(figure: Figure, measure: Measure, report: Report) -> bool:
    headings = "".join(fold(heading) for heading in figure.row_path[:-1])
    basis = measure.basis or ("预算" if report.kind == "budget" else "决算")
    return (
        bool(measure.qualifier.match("".join(figure.column_path)))
        and (measure.under is None or bool(measure.under.search(headings)))
        and figure.basis == basis
    )


def _with_cells(
    figure: Figure, statement: Statement, measure: Measure, found: TableOperands
) -> Check:
    operands = [found.find(name) for name in measure.cells]
    cells = [o.figure for o in operands if o.figure is not None and o.figure.value is not None]
    if not cells:
        return silent(measure.rule, side_of(figure), _NOWHERE, operands[0].reason or BLANK)
    check = one_of_check(measure.rule, figure, cells)
    if check.outcome != "failed":
        return check
    if any(o.reason == SEVERAL for o in operands):
        return silent(measure.rule, check.left, check.right, SEVERAL)
    if not any(o.figure for o in _as_wide(measure.cells, operands)):
        return silent(measure.rule, check.left, check.right, _NARROWER)
    if measure.rule == "total_told" and wording("with_carried_over").search(statement.text):
        return silent(measure.rule, check.left, check.right, _CARRIED)
    return check


def _as_wide(names: Sequence[str], operands: Sequence[Operand]) -> list[Operand]:
    """The operands that are of as much money as the first: all of it, or fiscal grants alone."""
    if _OF_GRANTS.match(names[0]):
        return list(operands)
    return [o for name, o in zip(names, operands, strict=True) if not _OF_GRANTS.match(name)]


def _lines(report: Report, tables: Sequence[Table]) -> dict[str, list[Figure]]:
    """The cells of every functional line (项) by code, all columns of the year."""
    lines: dict[str, list[Figure]] = defaultdict(list)
    for table in tables:
        if table.form not in _LINE_FORMS:
            continue
        for cell in table.figures:
            if len(cell.row_code) == 7 and is_money(cell.unit) and cell.value is not None:
                lines[cell.row_code].append(cell)
    return lines


def _line(
    figure: Figure, code: str, report: Report, lines: dict[str, list[Figure]]
) -> Iterator[Check]:
    """A line told by code, or by the names of 款 and 项."""
    plain = not figure.column_path and figure.basis == (
        "预算" if report.kind == "budget" else "决算"
    )
    actual = "".join(figure.column_path) in ("支出决算", "决算", "预算安排")
    if not (plain or actual):
        return
    known = [code] if code in lines else []
    codes = known or [name for name, cells in lines.items() if not code and _names(figure, cells)]
    if len(codes) != 1:
        return
    cells = [cell for cell in lines[codes[0]] if cell.body == figure.body]
    others = {cell.body for cell in lines[codes[0]]} - {figure.body}
    # Where units print the line too, a sentence of the department may mean one of them unnamed.
    if cells and (not others or figure.body != report.publisher):
        yield one_of_check(_LINE, figure, _totals_first(cells))


def _names(figure: Figure, cells: Sequence[Figure]) -> bool:
    """Whether the sentence names the line (项) and the class above it (款)."""
    if len(figure.row_path) < 2 or bare_label(cells[0].row_label) != bare_label(figure.row_label):
        return False
    parents = {bare_label(label) for cell in cells for label in cell.row_path[:-1]}
    return bare_label(figure.row_path[-2]) in parents


def _totals_first(cells: Sequence[Figure]) -> list[Figure]:
    """The cells, those of a total column first: of equal distances the first one is shown."""
    return sorted(
        cells, key=lambda cell: not wording("total_heading").search("".join(cell.column_path[-1:]))
    )
