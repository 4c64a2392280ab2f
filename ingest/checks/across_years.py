"""Columns that compare: this year's amount with last year's, what was spent with what was planned.

Sources: the columns of budget forms (上年执行数, 预算数, 增减额, 增减%) and of accounts (完成%).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace

from ingest.checks.identity_checks import (
    Check,
    Side,
    amount_of,
    percent_check,
    side_of,
    sum_check,
    told,
)
from ingest.checks.rules import wording
from ingest.language.amounts import is_money
from ingest.language.glyphs import fold
from ingest.nouns import Figure, Table


def column_checks(table: Table, fiscal_year: int) -> Iterator[Check]:
    """Every row that prints two amounts and what they come to against each other."""
    lines: dict[tuple[int, str], list[Figure]] = defaultdict(list)
    for figure in table.figures:
        lines[figure.row, figure.side].append(figure)
    for line in lines.values():
        yield from _changes(line, fiscal_year)
        yield from _completions(line)


def _changes(line: Sequence[Figure], fiscal_year: int) -> Iterator[Check]:
    """现年 = 上年 + 增减额; 增减% = 增减额 ÷ 上年."""
    amounts = [f for f in line if is_money(f.unit) and f.value is not None]
    changes = [f for f in amounts if _headed(f, "change_heading")]
    rates = [f for f in line if f.unit == "%" and _headed(f, "change_heading")]
    plain = [f for f in amounts if f not in changes]
    before = _total([f for f in plain if f.year == fiscal_year - 1])
    now = _total([f for f in plain if f.year == fiscal_year])
    if before is None or now is None or len(changes) != 1:
        return
    yield sum_check("change_column", now, [before, changes[0]])
    if len(rates) == 1 and rates[0].value is not None:
        yield _rate("change_column", rates[0], changes[0], before)


def _completions(line: Sequence[Figure]) -> Iterator[Check]:
    """完成预算% = 决算 ÷ 预算."""
    amounts = [f for f in line if is_money(f.unit) and f.value is not None]
    rates = [f for f in line if f.unit == "%" and _headed(f, "completion_heading")]
    planned = _total([f for f in amounts if f.basis == "预算"])
    actual = _total([f for f in amounts if f.basis in ("决算", "执行")])
    if planned is None or actual is None or len(rates) != 1 or rates[0].value is None:
        return
    yield _rate("completion_column", rates[0], actual, planned)


def _headed(figure: Figure, name: str) -> bool:
    return bool(figure.column_path and wording(name).search(fold(figure.column_path[-1])))


def _total(figures: Sequence[Figure]) -> Figure | None:
    """The one figure, or the one total among several."""
    if len(figures) > 1:
        figures = [f for f in figures if _headed(f, "total_alone")]
    return figures[0] if len(figures) == 1 else None


def _rate(rule: str, printed: Figure, top: Figure, bottom: Figure) -> Check:
    above, below = amount_of(top, bottom.unit), amount_of(bottom, bottom.unit)
    working = Side(f"{told(top)} ÷ {told(bottom)}", side_of(top, bottom).locators)
    assert above is not None and below is not None and printed.value is not None
    if above.value < 0 or printed.value < 0:
        # Both have a sign: compared without it where it is the same.
        above = replace(above, value=-above.value)
        printed = replace(printed, value=-printed.value)
    return percent_check(rule, printed, above, below, working)
