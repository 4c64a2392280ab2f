"""How an amount has changed against the year before, and what it was then: told or worked out."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from assistant.linking.catalogue import things_told
from assistant.solving.amounts import Chosen
from assistant.solving.arithmetic import HUNDRED, Worked, in_unit_of
from assistant.solving.resolve import Resolved, Solver
from assistant.solving.wholes import telling_the_same
from ingest.bodies.names import level_key
from ingest.facts import agree, same_amount
from ingest.language.amounts import is_money
from ingest.language.changes import Direction, direction_in
from ingest.language.rounding import CENT, half_up, last_digit
from ingest.nouns import Figure, Report


def changed(now: Resolved, report: Report, solver: Solver) -> Worked | Chosen | None:
    """The change of an amount against the year before: as the report tells it, where that is the
    difference of both amounts or one of them is not told; else reckoned from both."""
    current = now.best
    if current is None or not current.told:
        return None
    told = _told_changes(now, current, report, solver)
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
    percent = half_up((value - base) * HUNDRED / base) if base else None
    return Worked("change", (current, before), value - base, unit, now.chance, percent)


def former(now: Resolved, report: Report, solver: Solver) -> Worked | None:
    """The amount of the year before where it is told nowhere: the present one without the one
    change that is told of it, in no more decimals than both have."""
    current = now.best
    told = _told_changes(now, current, report, solver) if current and current.told else []
    if current is None or len(told) != 1:
        return None
    change, unit = told[0], current.figure.unit
    way = direction_of_change(change)
    if way is None or is_money(change.figure.unit) != is_money(unit):
        return None
    value, move = in_unit_of(current.figure, unit), in_unit_of(change.figure, unit)
    before = value + move if way == "fall" else value - move
    if before < 0 or move < 0:
        return None
    digits = last_digit(value), last_digit(move)
    # 3.3 is printed for 3.30; six decimals are no surer than the two of the other.
    step = max(min(*digits), min(max(*digits), CENT))
    return Worked("former", (current, change), half_up(before, step), unit, now.chance)


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


def _told_changes(now: Resolved, current: Chosen, report: Report, solver: Solver) -> list[Chosen]:
    """The changes that the report itself tells of the thing, in table or text, each once; of a
    whole those told of any name for it."""
    found: list[Chosen] = []
    for one in solver.family(report):
        told = things_told(one, solver.library)
        for thing in telling_the_same(now.measure.whole, told, current):
            for figure in thing.figures:
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
    return half_up(move * HUNDRED / base) if base > 0 else None


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
