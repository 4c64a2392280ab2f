"""Writes calculations: every operand with its place, the working, the result."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from assistant.answers import Role
from assistant.composing.page import Page
from assistant.composing.told import QUOTED, unit_of, whose
from assistant.composing.wording import line_in_words
from assistant.query import Query
from assistant.solving.amounts import Chosen
from assistant.solving.arithmetic import Worked, in_unit_of
from assistant.solving.changes import direction_of_change
from ingest.language.rounding import envelope
from ingest.language.units import PERCENT
from ingest.nouns import Report

_PAIR = 2
_SIGNS = {
    "sum": "+",
    "tally": "+",
    "difference": "−",
    "rest": "−",
    "ratio": "÷",
    "share": "÷",
    "per": "÷",
    "change": "−",
    "completion": "÷",
}
WORKINGS = {
    "sum": "求和",
    "tally": "核对合计",
    "difference": "求差",
    "rest": "其余部分",
    "ratio": "倍数",
    "share": "占比",
    "per": "平均",
    "change": "比上年增减",
    "former": "倒推上年",
    "completion": "预算完成率",
}


def tell_worked(page: Page, query: Query, worked: Worked, report: Report) -> None:
    """A calculation with every operand cited."""
    first = worked.operands[0].figure
    body = unit_of(report, first) or report.publisher
    page.read(f"{report.fiscal_year}年度 · {body} · {WORKINGS[worked.kind]}")
    parts = [_operand(page, worked, one) for one in worked.operands]
    if worked.kind in ("tally", "former"):
        is_tally = worked.kind == "tally"
        line = _tally(page, query, worked, parts) if is_tally else _former(page, worked, parts)
        page.lines.append(f"{whose(page, report, first)}：{line}")
        return
    if worked.kind == "share" and len(parts) > _PAIR:
        parts = [parts[0], f"（{' + '.join(parts[1:])}）"]
    working = f" {_SIGNS[worked.kind]} ".join(parts)
    label = WORKINGS[worked.kind]
    less = worked.value < 0
    if less:
        working = f" {_SIGNS[worked.kind]} ".join(reversed(parts))
    amount, rate = roles_of(query) if worked.kind == "change" else ("answer", "answer")
    result = page.result(abs(worked.value), worked.unit, amount, label, report)
    line = f"{whose(page, report, first)}：{working} = {result}。"
    if worked.kind == "change":
        line += _direction(worked.value)
        if worked.percent is not None:
            told = page.result(abs(worked.percent), "%", rate, "增减幅度", report)
            line += f"{'降幅' if less else '增幅'} {told}。"
    if worked.kind == "difference" and less:
        line += "前者小于后者。"
    page.lines.append(line)


def _tally(page: Page, query: Query, worked: Worked, parts: Sequence[str]) -> str:
    """Whether amounts add up to another, and by how much they do not."""
    report, unit = worked.operands[0].report, worked.unit
    *values, whole = [in_unit_of(one.figure, unit) for one in worked.operands]
    total = page.result(worked.value, unit, "answer", WORKINGS["tally"], report)
    line = f"{' + '.join(parts[:-1])} = {total}；{parts[-1]}。"
    apart = abs(worked.value - whole)
    if not apart:
        return f"{line}两者一致。"
    role: Role = "answer" if query.apart else "context"
    told = page.result(apart, unit, role, "相差", report)
    if apart <= envelope((*values, whole)):
        return f"{line}两者相差 {told}，在四舍五入的误差之内。"
    return f"{line}两者不一致，相差 {told}。"


def _former(page: Page, worked: Worked, parts: Sequence[str]) -> str:
    """The amount of the year before, worked back from the present one and its change."""
    now = worked.operands[0]
    year = (now.figure.year or now.report.fiscal_year) - 1
    fell = worked.value >= in_unit_of(now.figure, worked.unit)
    sign, moved = ("+", "减少") if fell else ("−", "增加")
    change = f"{moved} {page.amount(now.report, worked.operands[1].figure, 'operand')}"
    result = page.result(worked.value, worked.unit, "answer", WORKINGS["former"], now.report)
    line = f"按增减额推算，{year}年为 {parts[0]} {sign} {change} = {result}。"
    sentence = worked.operands[1].figure.sentence
    return line + (f"原文：“{sentence}”" if 0 < len(sentence) <= QUOTED else "")


def roles_of(query: Query) -> tuple[Role, Role]:
    """What the amount and the rate of a change are said for: as the answer, or besides."""
    besides = query.former or query.explained
    amount: Role = "context" if query.move == "percent" or besides else "answer"
    rate: Role = "context" if query.move == "amount" or besides else "answer"
    return amount, rate


def tell_rate(page: Page, query: Query, percent: Decimal, change: Chosen, now: Chosen) -> None:
    """A told change in percent, with what it is reckoned from."""
    told = page.result(percent, PERCENT, roles_of(query)[1], "增减幅度", now.report)
    way = "降幅" if direction_of_change(change) == "fall" else "增幅"
    amount = page.amount(change.report, change.figure, "operand")
    current = page.amount(now.report, now.figure, "operand")
    page.lines.append(f"{way}（按本年 {current} 与增减额 {amount} 推算）：{told}。")


def _operand(page: Page, worked: Worked, one: Chosen) -> str:
    named = one.thing.label if one.thing else ""
    line = line_in_words(one.figure)
    year = f"{one.figure.year}年" if worked.kind == "change" and one.figure.year else ""
    names = [other.thing.label for other in worked.operands if other.thing]
    label = line if not named or named in line or names.count(named) > 1 else named
    return f"{year}{label} {page.amount(one.report, one.figure, 'operand')}"


def _direction(value: Decimal) -> str:
    if not value:
        return "没有变化。"
    return "即增加。" if value > 0 else "即减少。"
