"""What must add up in a sample report before it is rendered.

Every printed operand may be off by half a unit of its last decimal; what lies inside that
envelope is rounding.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal

from sheets import Sheet, decimals, describe, look_up, value_of

_TERM = re.compile(r"([-+]?)([^-+=]+)")
YUAN = {"元": Decimal(1), "万元": Decimal(10_000)}
_ENUMERATED = re.compile(r"^[一二三四五六七八九十]+、")
_CHANGE = re.compile(
    r"(?P<current>[\d,.]+)万元(?:，|、)?比[^，。；]*?(?P<way>增加|减少)(?P<change>[\d,.]+)万元，"
    r"(?:增长|下降)(?P<percent>[\d.]+)%"
)
_COMPLETION = re.compile(
    r"(?P<done>[\d,.]+)万元，完成(?:全年|年初)?预算(?P<planned>[\d,.]+)万元的(?P<percent>[\d.]+)%"
)


def table_problems(sheet: Sheet) -> list[str]:
    """Row sums, code hierarchies and two-sided totals of one table that do not hold."""
    found = [f"{sheet.title}: {p}" for rule in sheet.adds for p in _row_sums(sheet, rule)]
    found += [f"{sheet.title}: {p}" for p in _hierarchy(sheet)]
    found += [f"{sheet.title}: {p}" for p in _sides(sheet)]
    return found


def _differs(left: Decimal, right: Decimal, operands: int, places: int) -> bool:
    return abs(left - right) > operands * Decimal(1).scaleb(-places) / 2


def _row_sums(sheet: Sheet, rule: str) -> list[str]:
    """``1=2+3``: amounts by their number in the row; ``5=%4/1`` is a percentage."""
    target, _, formula = rule.partition("=")
    found = []
    for number, row in enumerate(sheet.rows):
        amounts = [value_of(row[i]) for i in sheet.amounts]
        printed = row[sheet.amounts[int(target) - 1]]
        stated = amounts[int(target) - 1]
        computed = _share(amounts, formula) if "%" in formula else _sum(amounts, formula)
        operands = 1 + len(_TERM.findall(formula))
        if stated is None or computed is None:
            continue
        if _differs(stated, computed, operands, decimals(printed)):
            label = describe(sheet, number, sheet.amounts[0]).label
            found.append(f"row {number + 1} ({label}): {printed} is not {rule} = {computed}")
    return found


def _share(amounts: list[Decimal | None], formula: str) -> Decimal | None:
    part, whole = (amounts[int(n) - 1] for n in formula[1:].split("/"))
    return part * 100 / whole if part is not None and whole else None


def _sum(amounts: list[Decimal | None], formula: str) -> Decimal:
    total = Decimal(0)
    for sign, number in _TERM.findall(formula):
        value = amounts[int(number) - 1] or Decimal(0)
        total += -value if sign == "-" else value
    return total


def _hierarchy(sheet: Sheet) -> list[str]:
    """Every code's amount is the sum of its children; the row without code, of the top codes."""
    found = []
    heads = {c.head for c in sheet.columns if c.kind == "amount"}
    for head in sorted(heads):
        columns = [i for i in sheet.amounts if sheet.columns[i].head == head]
        rows = [
            (describe(sheet, number, column), row[column])
            for column in columns
            for number, row in enumerate(sheet.rows)
        ]
        coded = [(about.code, printed) for about, printed in rows if about.code]
        for code, printed in coded:
            children = [p for other, p in coded if _is_child(code, other)]
            found += _sum_problem(f"{code} {head[-1]}", printed, children)
        totals = [printed for about, printed in rows if about.label == "合计"]
        tops = [p for code, p in coded if not any(_is_child(c, code) for c, _ in coded)]
        if totals and tops:
            found += _sum_problem(f"合计 {head[-1]}", totals[0], tops)
    return found


def _is_child(code: str, other: str) -> bool:
    return other.startswith(code) and len(other) in (len(code) + 2, len(code) + 3)


def _sum_problem(where: str, printed: str, parts: list[str]) -> list[str]:
    values = [value_of(part) for part in parts]
    total = value_of(printed)
    known = [value for value in values if value is not None]
    if total is None or not known:
        return []
    if _differs(total, sum(known, Decimal(0)), len(known) + 1, decimals(printed)):
        return [f"{where}: {printed} is not the sum {sum(known, Decimal(0))}"]
    return []


def _sides(sheet: Sheet) -> list[str]:
    """Two-sided summaries: 本年合计 = Σ enumerated lines; 总计 = 本年合计 + the lines between."""
    found = []
    for column in sheet.amounts:
        lines = [
            (describe(sheet, n, column).label, row[column]) for n, row in enumerate(sheet.rows)
        ]
        labels = [label for label, _ in lines]
        current = next((n for n, name in enumerate(labels) if re.match("本年.+合计", name)), None)
        if current is None:
            continue
        parts = [p for name, p in lines[:current] if _ENUMERATED.match(name)]
        found += _sum_problem(labels[current], lines[current][1], parts)
        rest = [p for name, p in lines[current + 1 :] if re.search("结余|结转|分配", name)]
        total = next((p for name, p in lines if name in ("总计", "收入总计", "支出总计")), "")
        found += _sum_problem("总计", total, [lines[current][1], *rest])
    return found


def agreement_problems(agreements: Iterable[str], sheets: list[Sheet]) -> list[str]:
    """``a/row/column = b/row/column + …`` between tables, which may differ in unit."""
    found = []
    for agreement in agreements:
        left, _, right = agreement.partition(" = ")
        total, envelope = _in_yuan(sheets, left.strip())
        for part in right.split(" + "):
            value, half = _in_yuan(sheets, part.strip())
            total, envelope = total - value, envelope + half
        if abs(total) > envelope:
            found.append(f"{agreement}: differs by {total} 元")
    return found


def _in_yuan(sheets: list[Sheet], reference: str) -> tuple[Decimal, Decimal]:
    """The amount in 元, and half a unit of its last printed decimal."""
    printed, unit = look_up(sheets, reference)
    factor = YUAN[unit]
    return (value_of(printed) or Decimal(0)) * factor, factor * _half_step(printed)


def _half_step(printed: str) -> Decimal:
    return Decimal(1).scaleb(-decimals(printed)) / 2


def prose_problems(paragraphs: Iterable[str]) -> list[str]:
    """Stated percentages that do not follow from the stated amounts."""
    found = []
    for paragraph in paragraphs:
        for match in _CHANGE.finditer(paragraph):
            current, change = _number(match["current"]), _number(match["change"])
            before = current - change if match["way"] == "增加" else current + change
            found += _share_problem(match, change, before)
        for match in _COMPLETION.finditer(paragraph):
            found += _share_problem(match, _number(match["done"]), _number(match["planned"]))
    return found


def _number(printed: str) -> Decimal:
    return Decimal(printed.replace(",", ""))


def _share_problem(match: re.Match[str], part: Decimal, whole: Decimal) -> list[str]:
    """The stated share must lie within its own rounding and that of its two operands."""
    if not whole:
        return []
    share = part * 100 / whole
    half = Decimal("0.005")
    envelope = (half * 100 + 2 * half * share) / abs(whole)
    step = Decimal(1).scaleb(-decimals(match["percent"])) / 2
    if abs(share - Decimal(match["percent"])) <= step + envelope:
        return []
    return [f"{match[0]}: the share is {share:.2f}%"]
