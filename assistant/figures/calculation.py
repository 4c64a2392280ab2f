"""Executes the operations of a Plan on printed figures, exactly, in Decimal.

Nothing is rounded but quotients, at the end, half up to two decimals. What cannot be resolved to
printed figures is not calculated.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal

from assistant.figures.lookup import Reading
from assistant.figures.operands import (
    Unresolved,
    counted_figure,
    operand,
    operands,
    stated_change,
)
from assistant.figures.printed_results import printed_share, rate_told_beside, share_told_beside
from assistant.figures.prose_lookup import rises
from assistant.plan import Change, Lookup, Operation
from ingest.language.amounts import in_unit, is_money
from ingest.language.rounding import CENT, half_up
from ingest.library import Library
from ingest.nouns import Report

_HUNDRED = Decimal(100)
_SMALL = Decimal(1)


@dataclass(frozen=True, slots=True)
class Worked:
    """One calculation within a report.

    ``operands`` are joined by ``signs`` (one fewer); ``value`` is the result in ``unit``;
    ``printed`` is the same result as the report prints it, if it does. A figure as printed is a
    calculation of one operand. ``whole``: what a sum was checked against. ``base``: what a change
    is told in percent of.
    """

    report: Report
    operands: tuple[Reading, ...]
    signs: tuple[str, ...]
    value: Decimal
    unit: str
    printed: Reading | None = None
    whole: Reading | None = None
    base: Decimal | None = None

    @property
    def plain(self) -> bool:
        """Whether it is just a printed figure."""
        return len(self.operands) == 1 and self.printed is None and self.whole is None


def work_out(operation: Operation, report: Report, library: Library) -> Worked | Unresolved:
    """The operation carried out in one report."""
    match operation.kind:
        case "value":
            return _plain(operand(operation.terms[0], report, library))
        case "per":
            return _per(operation, report, library)
        case "change":
            return _change(operation, report, library)
        case "completion":
            return _completion(operation, report, library)
        case "implied":
            return _implied(operation, report, library)
        case "share":
            return _share(operation, report, library)
    if operation.kind == "remainder":
        return _remainder(operation, report, library)
    found = operands(operation.terms, report, library)
    if isinstance(found, Unresolved):
        return found
    worked = _of_several(operation, report, found)
    if operation.kind == "check" and isinstance(worked, Worked) and not agree(worked):
        return _in_one_form(operation, report, library) or worked
    return worked


def _remainder(operation: Operation, report: Report, library: Library) -> Worked | Unresolved:
    """The thing as printed, where it is neither the whole nor the part; else whole − part."""
    direct = operand(operation.terms[0], report, library)
    found = operands(operation.terms[1:], report, library)
    known = () if isinstance(found, Unresolved) else found
    if isinstance(direct, Reading) and direct.figure.id not in {r.figure.id for r in known}:
        return _plain(direct)
    return _of_several(operation, report, known) if known else Unresolved(operation.terms[0])


def _in_one_form(operation: Operation, report: Report, library: Library) -> Worked | None:
    """A check whose whole names its form (一般公共预算支出): parts of that form, if it has them.

    Parts of all spending do not make up what one fund has spent.
    """
    whole = operand(operation.terms[-1], report, library)
    form = whole.figure.form if isinstance(whole, Reading) else ""
    if not form:
        return None
    terms = tuple(replace(term, forms=(form,)) for term in operation.terms[:-1])
    found = operands((*terms, operation.terms[-1]), report, library)
    if isinstance(found, Unresolved):
        return None
    worked = _of_several(operation, report, found)
    return worked if isinstance(worked, Worked) and agree(worked) else None


def _plain(reading: Reading | Unresolved) -> Worked | Unresolved:
    if isinstance(reading, Unresolved):
        return reading
    value = reading.figure.value or Decimal(0)
    return Worked(reading.report, (reading,), (), value, reading.figure.unit)


def _of_several(
    operation: Operation, report: Report, found: tuple[Reading, ...]
) -> Worked | Unresolved:
    unit = found[0].figure.unit
    values = [value_in(reading, unit) for reading in found]
    known = [value for value in values if value is not None]
    if len(known) < len(values):
        return Unresolved(operation.terms[-1], ())
    if operation.kind == "sum":
        return Worked(report, found, ("+",) * (len(found) - 1), sum(known, Decimal(0)), unit)
    if operation.kind == "check":
        parts, whole = found[:-1], found[-1]
        total = sum(known[:-1], Decimal(0))
        return Worked(report, parts, ("+",) * (len(parts) - 1), total, unit, whole=whole)
    if operation.kind == "ratio":
        return quotient(report, found, known, "倍", Decimal(1))
    return Worked(report, found, ("−",), known[0] - known[1], unit)


def value_in(reading: Reading, unit: str) -> Decimal | None:
    """A figure's amount in another unit, exact; None where the units are of different kinds."""
    figure = reading.figure
    if figure.value is None:
        return None
    if figure.unit == unit:
        return figure.value
    if is_money(figure.unit) and is_money(unit):
        return in_unit(figure.value, figure.unit, unit)
    same_kind = not is_money(figure.unit) and not is_money(unit) and "%" not in (figure.unit, unit)
    return figure.value if same_kind else None


def quotient(
    report: Report,
    found: tuple[Reading, ...],
    values: list[Decimal],
    unit: str,
    factor: Decimal,
) -> Worked | Unresolved:
    """First by second, half up to two decimals; nothing can be divided by zero."""
    if not values[1]:
        return Unresolved(Lookup(()))
    value = half_up(values[0] * factor / values[1])
    return Worked(report, found, ("÷",), value, unit)


def _share(operation: Operation, report: Report, library: Library) -> Worked | Unresolved:
    found = operands(operation.terms, report, library)
    if isinstance(found, Unresolved):
        printed = printed_share(operation.terms[0], operation.terms[1], report, library)
        return _plain(printed) if printed else found
    values = [value_in(reading, found[0].figure.unit) for reading in found]
    if None in values:
        return Unresolved(operation.terms[1])
    known = [value for value in values if value is not None]
    worked = quotient(report, found, known, "%", _HUNDRED)
    if isinstance(worked, Unresolved) or known[0] > known[1]:
        return Unresolved(operation.terms[1])
    printed = printed_share(operation.terms[0], operation.terms[1], report, library)
    printed = printed or share_told_beside(found[0].figure, worked.value, report, library)
    if printed and abs((printed.figure.value or Decimal(0)) - worked.value) <= _SMALL:
        return replace(worked, printed=printed)
    return worked


def _per(operation: Operation, report: Report, library: Library) -> Worked | Unresolved:
    term = operation.terms[0]
    thing = operand(term, report, library)
    if isinstance(thing, Unresolved):
        return thing
    count = counted_figure(term, operation.number, operation.counted, report, library)
    if count is None or thing.figure.value is None or count.figure.value is None:
        return Unresolved(replace(term, content=(f"{operation.counted}数",), names=()))
    unit = operation.unit if is_money(operation.unit) else thing.figure.unit
    if is_money(unit):
        if not is_money(thing.figure.unit):
            return Unresolved(term)
        value = in_unit(thing.figure.value, thing.figure.unit, unit)
        if not is_money(operation.unit) and value / count.figure.value < CENT * 5:
            unit, value = "元", in_unit(thing.figure.value, thing.figure.unit, "元")
    else:
        value = thing.figure.value
    return quotient(report, (thing, count), [value, count.figure.value], unit, Decimal(1))


def _implied(operation: Operation, report: Report, library: Library) -> Worked | Unresolved:
    term = operation.terms[0]
    if operation.base == "上年":
        direct = operand(replace(term, years=(report.fiscal_year - 1,)), report, library)
    else:
        direct = operand(replace(term, bases=("预算",)), report, library)
    if isinstance(direct, Reading) and not direct.figure.sentence:
        return _plain(direct)
    change = Change(operation.base or "上年", "", percent=False)
    told = stated_change(term, change, report, library)
    if told is None:
        return Unresolved(term)
    current, moved = told
    unit = current.figure.unit
    amounts = [value_in(current, unit), value_in(moved, unit)]
    if amounts[0] is None or amounts[1] is None:
        return Unresolved(term)
    rise = rises(moved.figure)
    value = amounts[0] - amounts[1] if rise else amounts[0] + amounts[1]
    return Worked(report, (current, moved), ("−" if rise else "+",), value, unit)


def _completion(operation: Operation, report: Report, library: Library) -> Worked | Unresolved:
    """What was spent in percent of its budget, both printed."""
    term = operation.terms[0]
    terms = (replace(term, bases=("决算",)), replace(term, bases=("预算",)))
    found = operands(terms, report, library)
    if isinstance(found, Unresolved):
        return found
    values = [value_in(reading, found[0].figure.unit) for reading in found]
    known = [value for value in values if value is not None]
    if len(known) < len(values):
        return Unresolved(term)
    worked = quotient(report, found, known, "%", _HUNDRED)
    if isinstance(worked, Unresolved):
        return worked
    told = rate_told_beside(found[0].figure, worked.value, report, library)
    return _plain(told) if told else worked


def _change(operation: Operation, report: Report, library: Library) -> Worked | Unresolved:
    """Current against before, both printed in tables; or the stated amount of the change."""
    term = operation.terms[0]
    if operation.base == "预算":
        now, then = replace(term, bases=("决算",)), replace(term, bases=("预算",))
    else:
        now, then = term, replace(term, years=(report.fiscal_year - 1,))
    current, before = operand(now, report, library), operand(then, report, library)
    if isinstance(current, Unresolved):
        return current
    if isinstance(before, Unresolved):
        return _stated(operation, report, library)
    if current.figure.value is None:
        return Unresolved(term)
    value = value_in(before, current.figure.unit)
    if value is None or before.figure.id == current.figure.id:
        return Unresolved(term)
    difference = current.figure.value - value
    return Worked(report, (current, before), ("−",), difference, current.figure.unit, base=value)


def _stated(operation: Operation, report: Report, library: Library) -> Worked | Unresolved:
    """The figure before, from the current one and the change that a sentence tells."""
    worked = _implied(operation, report, library)
    if isinstance(worked, Unresolved) or worked.plain:
        return worked if isinstance(worked, Unresolved) else Unresolved(operation.terms[0])
    return replace(worked, printed=worked.operands[1], base=worked.value)


def agree(worked: Worked) -> bool:
    """Whether a check holds exactly."""
    if worked.whole is None:
        return False
    return value_in(worked.whole, worked.unit) == worked.value
