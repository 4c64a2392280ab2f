"""Shares and rates of completion told in a sentence, recomputed on the whole that is told."""

from __future__ import annotations

from collections.abc import Sequence

from ingest.checks.identity_checks import (
    Check,
    Side,
    amount_of,
    percent_check,
    side_of,
    silent,
    told,
)
from ingest.checks.rules import wholes, wording
from ingest.checks.statements import Statement, is_plain
from ingest.checks.table_operands import TableOperands
from ingest.language.amounts import is_money
from ingest.nouns import Figure, Report, Table

_NO_WHOLE = "总数没有说到，或说了几个 (the whole is not told, or told differently)"


def share_checks(
    report: Report, tables: Sequence[Table], statements: Sequence[Statement]
) -> tuple[Check, ...]:
    """Every share that follows directly on its amount."""
    found_of: dict[str, TableOperands] = {}
    checks = []
    for statement in statements:
        if statement.body not in found_of:
            found_of[statement.body] = TableOperands(report, tables, statement.body)
        for position, figure in enumerate(statement.figures):
            if position and figure.unit == "%":
                found = wording("to_share").match(statement.before(position))
                part = statement.figures[position - 1]
                if found and part.value is not None and is_plain(part):
                    name = _bare(found["whole"])
                    sure, possible = _wholes_of(statement, statements, position, name)
                    sure = sure or _printed(name, found_of[statement.body])
                    checks.append(_share(statement, position, sure, possible))
    return tuple(checks)


def _share(
    statement: Statement, position: int, sure: Sequence[Figure], possible: Sequence[Figure]
) -> Check:
    """The share on the whole that is surely meant; an amount that fits better is believed."""
    printed, part = statement.figures[position], statement.figures[position - 1]
    checks = [_quotient("share_told", printed, part, whole) for whole in (*sure, *possible)]
    agreeing = [check for check in checks if check.outcome in ("held", "rounding")]
    if checks[: len(sure)] and checks[0].outcome in ("held", "rounding", "not_applicable"):
        return checks[0]
    if agreeing and not sure:
        return agreeing[0]
    if agreeing or not sure:
        return silent("share_told", side_of(printed), side_of(part), _NO_WHOLE)
    return checks[0]


def _quotient(rule: str, printed: Figure, top: Figure, bottom: Figure) -> Check:
    above, below = amount_of(top, top.unit), amount_of(bottom, top.unit)
    working = Side(f"{told(top)} ÷ {told(bottom)}", side_of(top, bottom).locators)
    if above is None or below is None:
        return silent(rule, side_of(printed), working, "单位不同或空白 (units differ or blank)")
    return percent_check(rule, printed, above, below, working)


def _wholes_of(
    statement: Statement, statements: Sequence[Statement], position: int, name: str
) -> tuple[list[Figure], list[Figure]]:
    """The whole that is surely meant (or none), and others of the section that may be."""
    near = [s for s in statements if (s.headings, s.body) == (statement.headings, statement.body)]
    unit = statement.figures[position - 1].unit
    amounts = [
        figure
        for other in near
        for figure in other.figures
        if is_plain(figure)
        and _alike(figure.unit, unit)
        and figure.year == statement.figures[position].year
        and figure is not statement.figures[position - 1]
    ]
    if name:
        sure = _one([figure for figure in amounts if _bare(figure.row_label) == name])
        return sure, [figure for figure in amounts if name in _bare(figure.row_label)]
    sure = _before_parts(statement, position, unit) or _one(_lead(statement, near))
    sure = sure or _sentence_before(statement, near)
    return sure, amounts


def _printed(name: str, cells: TableOperands) -> list[Figure]:
    """The cell that a whole told by name only is printed in."""
    for pattern, operands in wholes():
        if pattern.match(name):
            found = [cells.find(operand).figure for operand in operands]
            return _one([cell for cell in found if cell is not None and cell.value is not None])
    return []


def _one(figures: Sequence[Figure]) -> list[Figure]:
    """The figures, if all tell one amount."""
    return list(figures[:1]) if len({(f.value, f.unit) for f in figures}) == 1 else []


def _alike(unit: str, other: str) -> bool:
    return unit == other or (is_money(unit) and is_money(other))


def _bare(name: str) -> str:
    return wording("whole_names").sub("", name)


def _before_parts(statement: Statement, position: int, unit: str) -> list[Figure]:
    """The amount directly before 其中, where no other list was opened since."""
    opened = [
        n
        for n in range(1, position)
        if wording("opens_parts").match(statement.before(n))
        and _alike(statement.figures[n - 1].unit, unit)
    ]
    if len(opened) != 1 or any(is_money(f.unit) for f in statement.figures[: opened[0] - 1]):
        return []
    return [statement.figures[opened[0] - 1]]


def _lead(statement: Statement, near: Sequence[Statement]) -> list[Figure]:
    """The total with which a section of one item a line begins: …合计100万元，其中："""
    first = near[0]
    if first is statement or not is_money(first.figures[0].unit):
        return []
    opens = len(first.placed) == 1 and wording("opens_list").search(first.tail)
    return [first.figures[0]] if opens and is_plain(first.figures[0]) else []


def _sentence_before(statement: Statement, near: Sequence[Statement]) -> list[Figure]:
    """…合计100万元，比上年增加…。其中：甲50万元，占50%: the first amount of the sentence before."""
    at = near.index(statement)
    if not at or not wording("opens_parts").match(statement.text):
        return []
    first = near[at - 1].figures[0]
    return [first] if is_money(first.unit) and is_plain(first) else []


def completion_checks(statements: Sequence[Statement]) -> tuple[Check, ...]:
    """Actual ÷ budget, where both stand directly before the rate."""
    checks = []
    for statement in statements:
        for n in range(len(statement.figures) - 2):
            pair = _pair(statement, n)
            if pair is not None:
                checks.append(_quotient("completion_rate", statement.figures[n + 2], *pair))
    return tuple(checks)


def _pair(statement: Statement, n: int) -> tuple[Figure, Figure] | None:
    """(actual, budget) among the two amounts at n and n + 1, before a percentage at n + 2."""
    first, second, rate = statement.figures[n : n + 3]
    if rate.unit != "%" or not (is_money(first.unit) and is_money(second.unit)):
        return None
    gaps = statement.before(n + 1), statement.before(n + 2)
    if wording("to_budget").match(gaps[0]) and wording("from_budget").match(gaps[1]):
        return first, second
    named = wording("budget_named").search(statement.before(n))
    if named and wording("to_actual").match(gaps[0]) and wording("to_completion").match(gaps[1]):
        return second, first
    return None
