"""Changes told in a sentence: the amount, its rate, and their direction, recomputed."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from ingest.checks.identity_checks import (
    ZERO,
    Amount,
    Check,
    Side,
    amount_of,
    percent_check,
    side_of,
    silent,
    sum_check,
    told,
)
from ingest.checks.rules import wording
from ingest.checks.statements import Statement, is_plain
from ingest.language.amounts import is_money
from ingest.language.changes import direction_of
from ingest.nouns import Figure

_OTHER_SUBJECT = "增减的可能是句中另一个数 (another amount of the sentence may be meant)"


@dataclass(frozen=True, slots=True)
class _Change:
    """A current amount, its change, and what else is told of it.

    ``up`` and ``rate_up`` are the directions by their words.
    """

    current: Figure
    amount: Figure
    up: bool
    base: Figure | None
    rate: Figure | None
    rate_up: bool | None


def change_checks(statements: Sequence[Statement]) -> tuple[Check, ...]:
    """Every change told together with the amount that changed."""
    checks: list[Check] = []
    for statement in statements:
        for change, others in _changes(statement):
            checks += _checks(change, others)
        for change, others in _changes_apart(statement, statements):
            checks += _checks(change, others)
    return tuple(checks)


def _checks(change: _Change, others: Sequence[Figure]) -> Iterator[Check]:
    yield _direction(change)
    if change.base is not None:
        yield _amount(change, change.base)
    if change.rate is not None and change.rate_up in (None, change.up):
        yield _rate(change, change.rate, others)


def _direction(change: _Change) -> Check:
    """What goes up may not go down; a decrease is told as a positive number."""
    rule = "change_direction"
    left, right = side_of(change.amount), side_of(*_after(change))
    if change.rate is not None and change.rate_up not in (None, change.up) and change.amount.value:
        return Check(rule, "failed", left, right)
    if not change.up and change.amount.value is not None and change.amount.value < 0:
        return Check(rule, "failed", left, side_of(change.current))
    if change.base is not None and _against(change, change.base):
        right = side_of(change.current, change.base)
        words = f"{told(change.current)}，{told(change.base)}"
        return Check(rule, "failed", left, Side(words, right.locators))
    return Check(rule, "held", left, right)


def _after(change: _Change) -> list[Figure]:
    return [figure for figure in (change.rate, change.current) if figure is not None][:1]


def _against(change: _Change, base: Figure) -> bool:
    """Whether the amounts go the other way than the word says."""
    now = amount_of(change.current, base.unit)
    then = amount_of(base, base.unit)
    if now is None or then is None or not change.amount.value:
        return False
    difference = now.value - then.value
    if abs(difference) <= now.envelope + then.envelope:
        return False
    return (difference > 0) != (change.up == (change.amount.value > 0))


def _amount(change: _Change, base: Figure) -> Check:
    """Current − base = change; signed by the word."""
    lower, upper = (base, change.current) if change.up else (change.current, base)
    check = sum_check("change_amount", upper, [lower, change.amount])
    if check.outcome == "failed" and _against(change, base):
        return silent("change_amount", check.left, check.right, "方向已不符 (direction fails)")
    return check


def _rate(change: _Change, rate: Figure, others: Sequence[Figure]) -> Check:
    check = _rate_on(change, rate, change.current)
    if check.outcome != "failed" or change.base is not None:
        return check
    if any(_rate_on(change, rate, other).outcome in ("held", "rounding") for other in others):
        return silent(check.rule, check.left, check.right, _OTHER_SUBJECT)
    return check


def _rate_on(change: _Change, rate: Figure, current: Figure) -> Check:
    """Change ÷ base, where the base is told, or is the current amount without the change."""
    rule = "change_rate"
    unit = change.amount.unit
    moved = amount_of(change.amount, unit)
    now = amount_of(change.base or current, unit)
    working = side_of(change.amount, change.base or current)
    if moved is None or now is None:
        return silent(rule, side_of(rate), working, "单位不同或空白 (units differ or blank)")
    size = abs(moved.value)
    if change.base is not None:
        bottom = now
        words = f"{told(change.amount)} ÷ {told(change.base)}"
    else:
        back = -size if change.up else size
        bottom = Amount(now.value + back, now.envelope + moved.envelope)
        sign, moved_by = "−" if change.up else "+", change.amount.printed.lstrip("-−－")
        words = f"{told(change.amount)} ÷ （{told(current)} {sign} {moved_by}{unit}）"
    top = Amount(size, moved.envelope)
    if size == 0 and rate.value == ZERO:
        return Check(rule, "held", side_of(rate), Side(words, working.locators), unit="%")
    printed = rate if rate.value is None or rate.value >= 0 else _positive(rate)
    return percent_check(rule, printed, top, bottom, Side(words, working.locators))


def _positive(figure: Figure) -> Figure:
    """The same rate without its sign: 下降 −5% says 5%."""
    assert figure.value is not None
    return replace(figure, value=abs(Decimal(figure.value)))


def _changes(statement: Statement) -> Iterator[tuple[_Change, list[Figure]]]:
    """The changes of a sentence, each with the other amounts that may be meant."""
    figures = statement.figures
    for n, current in enumerate(figures[:-1]):
        if not is_money(current.unit) or not is_money(figures[n + 1].unit):
            continue
        found = _told_after(statement, n)
        if found is not None:
            earlier = [f for f in figures[:n] if is_money(f.unit)]
            yield found, earlier


def _changes_apart(
    statement: Statement, statements: Sequence[Statement]
) -> Iterator[tuple[_Change, list[Figure]]]:
    """基本支出比上年增加C万元，增长P%: the current amount is told in another sentence nearby."""
    figures = statement.figures
    for n, amount in enumerate(figures[:-1]):
        word = wording("changed").search(statement.before(n))
        own = is_money(amount.unit) and amount.column_path and figures[n + 1].unit == "%"
        adjacent = n and is_money(figures[n - 1].unit)
        if not (own and word) or adjacent:
            continue
        near = [
            figure
            for other in statements
            if (other.headings, other.body) == (statement.headings, statement.body)
            for figure in other.figures
        ]
        plain = [f for f in near if is_money(f.unit) and is_plain(f) and f.year == amount.year]
        named = [f for f in plain if f.row_label == amount.row_label and f.basis == amount.basis]
        if len({f.value for f in named}) == 1 and named[0].value:
            yield _with_rate(statement, named[0], n, None, word), plain


def _told_after(statement: Statement, n: int) -> _Change | None:
    figures = statement.figures
    to_change = wording("to_change").match(statement.before(n + 1))
    if to_change:
        return _with_rate(statement, figures[n], n + 1, None, to_change)
    if n + 2 >= len(figures) or not is_money(figures[n + 2].unit):
        return None
    if not wording("to_base").match(statement.before(n + 1)):
        return None
    from_base = wording("from_base").match(statement.before(n + 2))
    if from_base is None:
        return None
    return _with_rate(statement, figures[n], n + 2, figures[n + 1], from_base)


def _with_rate(
    statement: Statement, current: Figure, at: int, base: Figure | None, word: re.Match[str]
) -> _Change:
    figures = statement.figures
    rate, rate_up = None, None
    if at + 1 < len(figures) and figures[at + 1].unit == "%":
        found = wording("to_rate").match(statement.before(at + 1))
        if found:
            rate, rate_up = figures[at + 1], _is_up(found)
    return _Change(current, figures[at], _is_up(word), base, rate, rate_up)


def _is_up(found: re.Match[str]) -> bool:
    return direction_of(found["direction"]) == "rise"
