"""Reckons with printed figures, exactly; quotients are rounded half up to two decimals."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Literal

from assistant.linking.catalogue import things_told
from assistant.linking.restrictions import restrictions
from assistant.query import Measure, Reckon
from assistant.solving.amounts import Chosen
from assistant.solving.query_of import TOTAL_INCOME, TOTAL_SPENDING
from assistant.solving.resolve import Resolved, Solver, Unsolved
from ingest.bodies.names import level_key
from ingest.concepts.concept import concepts
from ingest.facts import agree, same_amount
from ingest.language.amounts import in_unit, is_money
from ingest.language.changes import Direction, direction_in
from ingest.language.rounding import half_up
from ingest.nouns import Figure, Fund, Report

_HUNDRED = Decimal(100)
_PAIR = 2
_NO_TOTALS = ("procurement", "procurement_smes", "three_public")
"""Wholes that are asked about as such: what is part of them is seldom held against all spending."""
_ALL_MONEY = "all"
_WHOLES = ("income", "income_total", "expenditure", "expenditure_total")
_STAFF = "staff_in_post"
_PERSON = "人"


@dataclass(frozen=True, slots=True)
class Worked:
    """A calculation: ``operands`` in order, ``value`` in ``unit``, how likely it is what was asked;
    ``percent`` is that of a change."""

    kind: Literal["sum", "difference", "ratio", "share", "per", "change", "completion"]
    operands: tuple[Chosen, ...]
    value: Decimal
    unit: str
    chance: float
    percent: Decimal | None = None


def in_unit_of(figure: Figure, unit: str) -> Decimal:
    """An amount in another unit of money; any other number as it stands, a blank as nothing."""
    value = figure.value or Decimal(0)
    if is_money(figure.unit) and is_money(unit):
        return in_unit(value, figure.unit, unit)
    return value


def reckoned(asked: Reckon, report: Report, solver: Solver) -> Worked | Unsolved:
    """A sum, difference, ratio, share or average in one report."""
    found = [solver.resolved(measure, report) for measure in asked.measures]
    if asked.kind == "per":
        found = _by_what_is_counted(found, report, solver)
    if asked.kind == "share" and len(found) == _PAIR:
        found = _part_and_whole(asked.measures, found, report, solver)
    for one in found:
        if one.best is None or not one.best.told or not one.clear:
            return Unsolved(one)
    operands = tuple(one.options[0][0] for one in found)
    if asked.kind == "sum" and _of_unlike_levels(operands):
        return Unsolved(found[-1])
    if asked.kind != "sum" and len(operands) > _PAIR:
        operands = _without_whole(operands)
    if asked.kind != "sum" and len(operands) != _PAIR:
        return Unsolved(found[-1])
    if len({one.figure.id for one in operands}) < len(operands):
        return Unsolved(found[-1])
    chance = min(one.chance for one in found)
    return worked_out(asked.kind, operands, chance) or Unsolved(found[-1])


def _part_and_whole(
    measures: Sequence[Measure], found: Sequence[Resolved], report: Report, solver: Solver
) -> list[Resolved]:
    """A part and its whole, of one money and nature. Where no whole was named it is what the part
    is declared to be part of; of a unit's total it is that of its department."""
    part, whole = found
    unnamed = measures[1].words in (TOTAL_INCOME, TOTAL_SPENDING)
    if unnamed and (own := _declared_whole(part, report, solver)):
        return [part, replace(whole, options=((own, part.chance),))]
    part = _of_the_same(measures[0], measures[1], part, report, solver)
    part, whole = _of_one_fund(measures, [part, whole], report, solver)
    if solver.unit and _one(part, whole):
        whole = solver.of("").resolved(measures[1], report)
    return [part, whole]


def _declared_whole(part: Resolved, report: Report, solver: Solver) -> Chosen | None:
    concept = part.best.figure.concept if part.best else ""
    parent = _parent_of(concept)
    thing = things_told(report, solver.library).by_key(parent) if parent in _NO_TOTALS else None
    whole = solver.amount_of(thing, part.measure, report) if thing else None
    return whole if whole is not None and whole.told else None


def _one(part: Resolved, whole: Resolved) -> bool:
    """Whether part and whole are the same line."""
    things = [one.best.thing.key for one in (part, whole) if one.best and one.best.thing]
    return len(things) == _PAIR and len(set(things)) == 1


def _of_the_same(
    part: Measure, whole: Measure, found: Resolved, report: Report, solver: Solver
) -> Resolved:
    """The part of that money and nature which the words for the whole name (项目支出里的水费)."""
    of_whole, of_part = restrictions(whole.words), restrictions(part.words)
    fund = part.fund or of_part.fund or of_whole.fund
    nature = part.nature or of_part.nature or of_whole.nature
    if (fund, nature) == (part.fund or of_part.fund, part.nature or of_part.nature):
        return found
    same = solver.resolved(replace(part, fund=fund, nature=nature), report)
    return same if same.best and same.best.told and same.best.fit == 1 else found


def _of_one_fund(
    measures: Sequence[Measure], found: list[Resolved], report: Report, solver: Solver
) -> list[Resolved]:
    """Part and whole of the same money: of all money, else of that of one of them; as they are
    where there is no such pair."""
    funds = [one.best.figure.fund if one.best else "" for one in found]
    if len({fund or _ALL_MONEY for fund in funds}) == 1:
        return found
    for fund in (_ALL_MONEY, *funds):
        kind: Fund = fund  # type: ignore[assignment]
        both = [solver.resolved(replace(m, fund=m.fund or kind), report) for m in measures]
        if all(one.best and one.best.told and one.best.fit == 1 for one in both):
            return both
    return found


def _by_what_is_counted(
    found: Sequence[Resolved], report: Report, solver: Solver
) -> list[Resolved]:
    """The first amount of money and the last number of things; where people are meant, those in
    the row of the amount before the staff; all where there is no such pair."""
    money = [one for one in found if one.best and is_money(one.best.figure.unit)]
    counted = [one for one in found if one.best and not is_money(one.best.figure.unit)]
    if found[-1] not in counted:
        # What is counted was named by its counter alone (每人次).
        unit = set(found[-1].measure.words)
        counted = [one for one in counted if one.best and unit & set(one.best.figure.unit)]
    if not money or not counted:
        return list(found)
    last = counted[-1]
    if last.best and last.best.figure.concept == _STAFF:
        last = _people_in_row(money[0], report, solver) or last
    return [money[0], last]


def _people_in_row(amount: Resolved, report: Report, solver: Solver) -> Resolved | None:
    """The one number of people that the row of an amount tells beside it."""
    figure = amount.options[0][0].figure
    if not figure.table_id:
        return None
    tables = (one for one in solver.library.tables(report.id) if one.id == figure.table_id)
    people = [
        one
        for table in tables
        for one in table.figures
        if one.row == figure.row and one.unit == _PERSON and one.value
    ]
    if len(people) != 1:
        return None
    return replace(amount, options=((Chosen(report, people[0]), amount.chance),))


def _of_unlike_levels(operands: Sequence[Chosen]) -> bool:
    """Whether some of what is added up is a total and some is not, or what others are part of."""
    totals = sum(one.figure.concept in _WHOLES for one in operands)
    parents = {_parent_of(one.figure.concept) for one in operands}
    return 0 < totals < len(operands) or any(one.figure.concept in parents for one in operands)


def _parent_of(concept: str) -> str:
    known = concepts().get(concept)
    return known.parent if known and known.parent else "-"


def _without_whole(operands: tuple[Chosen, ...]) -> tuple[Chosen, ...]:
    """The operands without what the others are declared to be parts of (政府采购里货物比服务)."""
    parents = {_parent_of(one.figure.concept) for one in operands}
    return tuple(one for one in operands if one.figure.concept not in parents)


def worked_out(kind: str, operands: tuple[Chosen, ...], chance: float) -> Worked | None:
    """The calculation over figures; None where it makes no sense of them."""
    unit = operands[0].figure.unit
    values = [in_unit_of(one.figure, unit) for one in operands]
    money = {is_money(one.figure.unit) for one in operands}
    if kind == "per":
        return _per(operands, values, unit, chance)
    if len(money) > 1:
        return None
    match kind:
        case "sum":
            return Worked("sum", operands, sum(values, Decimal(0)), unit, chance)
        case "difference":
            return Worked("difference", operands[:2], values[0] - values[1], unit, chance)
        case "ratio" if values[1]:
            return Worked("ratio", operands[:2], half_up(values[0] / values[1]), "倍", chance)
        case "share" if values[1] and values[0] <= values[1]:
            percent = half_up(values[0] * _HUNDRED / values[1])
            return Worked("share", operands[:2], percent, "%", chance)
    return None


def _per(
    operands: tuple[Chosen, ...], values: list[Decimal], unit: str, chance: float
) -> Worked | None:
    counted = operands[1].figure
    if is_money(counted.unit) or not counted.value or not is_money(operands[0].figure.unit):
        return None
    return Worked("per", operands[:2], half_up(values[0] / counted.value), unit, chance)


def changed(now: Resolved, report: Report, solver: Solver) -> Worked | Chosen | None:
    """The change of an amount against the year before: as the report tells it, where that is the
    difference of both amounts or one of them is not told; else reckoned from both."""
    current = now.best
    if current is None or not current.told:
        return None
    told = _told_changes(current, report, solver)
    before = _before(current, report, solver)
    if before is None or before.figure.value is None:
        return told[0] if len(told) == 1 else None
    unit = current.figure.unit
    value, base = in_unit_of(current.figure, unit), in_unit_of(before.figure, unit)
    for one in told:
        if same_amount(
            abs(value - base), unit, abs(one.figure.value or Decimal(0)), one.figure.unit
        ):
            return one
    percent = half_up((value - base) * _HUNDRED / base) if base else None
    return Worked("change", (current, before), value - base, unit, now.chance, percent)


def _before(current: Chosen, report: Report, solver: Solver) -> Chosen | None:
    """The same thing, of the same money, of the year before: in this report or in that year's."""
    thing, figure = current.thing, current.figure
    if thing is None:
        return None
    year = (figure.year or report.fiscal_year) - 1
    like = replace(figure, year=year)
    same = (report.publisher, report.level, report.kind)
    for other in (*solver.family(report), *solver.library.reports()):
        years = (report.fiscal_year, year)
        if (other.publisher, other.level, other.kind) == same and other.fiscal_year in years:
            of_year = things_told(other, solver.library).by_key(thing.key)
            found = solver.of_thing(of_year, other, like) if of_year else None
            if found is not None and found.fit == 1:
                return found
    return None


def _told_changes(current: Chosen, report: Report, solver: Solver) -> list[Chosen]:
    """The changes that the report itself tells of the thing, in table or text, each once."""
    found: list[Chosen] = []
    if current.thing is None:
        return found
    for one in solver.family(report):
        thing = things_told(one, solver.library).by_key(current.thing.key)
        for figure in thing.figures if thing else ():
            if figure.stage != "change" or not _is_of(current.figure, figure, one):
                continue
            if not any(agree(figure, known.figure) for known in found):
                found.append(Chosen(one, figure, thing=thing))
    return found


def _is_of(current: Figure, change: Figure, report: Report) -> bool:
    """Whether a change is told of the amount: of its year, money, nature and body, against the
    year before."""
    heads = "".join(change.column_path)
    own_plan = report.kind == "final_accounts" and "预算" in heads
    return (
        change.value is not None
        and current.year == report.fiscal_year
        and change.year in (current.year, 0)
        and change.fund in (current.fund, "")
        and change.nature == current.nature
        and level_key(change.body) == level_key(current.body)
        and not own_plan
    )


def rate_of(change: Chosen, now: Chosen) -> Decimal | None:
    """A told change in percent of the amount that it is against: the present one without it; None
    where it is not told which way it goes."""
    way = direction_of_change(change)
    unit = now.figure.unit
    move, value = in_unit_of(change.figure, unit), in_unit_of(now.figure, unit)
    if way is None or is_money(change.figure.unit) != is_money(unit) or move < 0:
        return None
    base = value + move if way == "fall" else value - move
    return half_up(move * _HUNDRED / base) if base > 0 else None


def direction_of_change(change: Chosen) -> Direction | None:
    """Which way a change goes by the words that tell it, None where they tell both or neither."""
    return direction_in(change.figure.column_path[-1]) if change.figure.column_path else None


def told_rate(change: Chosen) -> Chosen | None:
    """The change in percent that is told behind a change, in its sentence and of the same."""
    own, sentence = change.figure, change.figure.sentence
    place = sentence.find(own.printed)
    for figure in change.thing.figures if change.thing else ():
        same = (figure.sentence, figure.fund, figure.nature) == (sentence, own.fund, own.nature)
        if figure.stage != "rate" or figure.value is None or not sentence or not same:
            continue
        moves = bool(figure.column_path) and direction_in(figure.column_path[-1]) is not None
        if moves and sentence.find(figure.printed, place) > place >= 0:
            return Chosen(change.report, figure, thing=change.thing)
    return None


def completed(measure: Measure, report: Report, solver: Solver) -> Worked | Unsolved:
    """The part of its budget that was spent, in percent."""
    spent = solver.resolved(replace(measure, basis="final"), report)
    planned = solver.resolved(replace(measure, basis="budget"), report)
    for one in (spent, planned):
        if one.best is None or not one.best.told or not one.clear:
            return Unsolved(one)
    operands = (spent.options[0][0], planned.options[0][0])
    whole = in_unit_of(operands[1].figure, "元")
    if not whole:
        return Unsolved(planned)
    value = half_up(in_unit_of(operands[0].figure, "元") * _HUNDRED / whole)
    return Worked("completion", operands, value, "%", min(spent.chance, planned.chance))
