"""What is reckoned with: the printed figures that an operation asks for and that go together."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from assistant.linking.catalogue import things_told
from assistant.query import Measure, Reckon
from assistant.reading.concepts_said import concept_said
from assistant.reading.restrictions import restrictions
from assistant.solving.amounts import Chosen
from assistant.solving.arithmetic import HUNDRED, Worked, in_unit_of, parent_of, worked_out
from assistant.solving.measures_said import TOTAL_INCOME, TOTAL_SPENDING
from assistant.solving.resolve import Resolved, Solver, Unsolved
from assistant.solving.together import apart, only, part_in_whole
from ingest.concepts.concept import concepts, name_key
from ingest.facts import agree
from ingest.language.amounts import is_money
from ingest.language.rounding import half_up
from ingest.nouns import Fund, Report

_PAIR = 2
_NO_TOTALS = ("procurement", "procurement_smes", "three_public")
"""Wholes that are asked about as such: what is part of them is seldom held against all spending."""
_ALL_MONEY: Fund = "all"
_WHOLES = ("income", "income_total", "expenditure", "expenditure_total")
_STAFF = "staff_in_post"
_IN_DOUBT = 0.6
"""How likely an amount is meant that may be told of too little money."""
_BY_ITS_PARTS = 0.9
"""How likely a whole is meant by its name beside its parts."""
_COUNTED = 0.5
"""How surely something is counted."""
_PERSON = "人"


def reckoned(asked: Reckon, report: Report, solver: Solver, least: float) -> Worked | Unsolved:
    """A sum, difference, ratio, share or average in one report, of operands each at least so
    likely."""
    found = _naming([solver.resolved(measure, report) for measure in asked.measures])
    if asked.kind == "share" and (made := _share_of_a_sum(found, report, solver, least)):
        return made
    found = apart(_going_together(asked, found, report, solver))
    doubtful = tuple(one for one in found if not sure(one, least))
    had = tuple(one.options[0][0] for one in found if one not in doubtful)
    if doubtful:
        return Unsolved(doubtful[0], doubtful[1:], had)
    operands = _making_sense(asked, had, report, solver)
    chance = min(one.chance for one in found)
    worked = worked_out(asked.kind, operands, chance) if operands else None
    return worked or Unsolved(found[-1], had=had, lacking=False)


def _going_together(
    asked: Reckon, found: list[Resolved], report: Report, solver: Solver
) -> list[Resolved]:
    if asked.kind == "per":
        return _by_what_is_counted(found, report, solver)
    if asked.kind == "sum":
        return _without_their_whole(found)
    if asked.kind == "share" and len(found) == _PAIR:
        return list(part_in_whole(*_part_and_whole(found, report, solver)))
    if asked.kind == "rest":
        return [*reversed(part_in_whole(found[1], found[0]))]
    if asked.kind == "tally":
        return _with_named_whole(found)
    return found


def _making_sense(
    asked: Reckon, had: tuple[Chosen, ...], report: Report, solver: Solver
) -> tuple[Chosen, ...]:
    """What is reckoned with of the amounts that were found; nothing where that makes no sense."""
    operands = had
    if asked.kind == "tally":
        operands = _with_whole(had, asked.measures[0], report, solver)
    elif asked.kind == "sum":
        operands = () if _of_unlike_levels(had) else had
    else:
        operands = _without_whole(had) if len(had) > _PAIR else had
        operands = operands if len(operands) == _PAIR else ()
    return operands if len({one.figure.id for one in operands}) == len(operands) else ()


def _naming(found: list[Resolved]) -> list[Resolved]:
    """The measures without single letters that mean nothing told: those name nothing."""
    naming = [one for one in found if len(name_key(one.measure.words)) > 1 or one.options]
    return naming if len(naming) >= _PAIR else found


def sure(resolved: Resolved, least: float) -> bool:
    """Whether a printed amount is meant, clearly and likely enough."""
    best = resolved.best
    return best is not None and best.told and resolved.clear and resolved.chance >= least


def summed(measure: Measure, report: Report, solver: Solver, least: float) -> Worked | None:
    """What a report does not tell itself, added up of what makes it up by a national rule; None
    where it is told, or not all of that is."""
    concept = concept_said(measure.words)
    told = things_told(report, solver.library)
    sums = concepts()[concept].sums if concept else ()
    editions = [things_told(one, solver.library) for one in solver.family(report)]
    if not sums or any(edition.by_key(concept) for edition in editions):
        return None
    amounts = [
        solver.amount_of(thing, measure, report) if (thing := told.by_key(part)) else None
        for part in sums
    ]
    operands = tuple(one for one in amounts if one is not None and one.told and not one.rivals)
    kinds = {(o.figure.fund, o.figure.stage, o.figure.year, o.figure.body) for o in operands}
    if len(operands) < len(sums) or len(kinds) > 1:
        return None
    return worked_out("sum", operands, least)


def _share_of_a_sum(
    found: Sequence[Resolved], report: Report, solver: Solver, least: float
) -> Worked | None:
    if len(found) != _PAIR or not sure(found[0], least):
        return None
    part, whole = found
    made = summed(whole.measure, report, solver, least)
    if made is None:
        return None
    return worked_out("share", (part.options[0][0], *made.operands), part.chance)


def _with_named_whole(found: Sequence[Resolved]) -> list[Resolved]:
    """What is added up, with what it is declared to make up where words are a name of that."""
    parents = {parent_of(one.best.figure.concept) for one in found if one.best and one.clear}

    def as_whole(one: Resolved) -> Resolved:
        concept = concept_said(one.measure.words)
        if concept not in parents or one.chance >= _BY_ITS_PARTS:
            return one
        meant = [(o, max(c, _BY_ITS_PARTS)) for o, c in one.options if o.figure.concept == concept]
        return replace(one, options=tuple(meant[:1])) if meant else one

    return [as_whole(one) for one in found]


def _without_their_whole(found: Sequence[Resolved]) -> list[Resolved]:
    """What is added up without the name of what it makes up (出国、公车、接待，三公一共), of money
    where most is."""
    money = [one for one in found if one.best and is_money(one.best.figure.unit)]
    if len(money) * 2 > len(found):
        found = [only(one, lambda chosen: is_money(chosen.figure.unit)) for one in found]
    parts = [one for one in found if not any(_is_made_up_of(one, other) for other in found)]
    return parts if len(parts) >= _PAIR else list(found)


def _is_made_up_of(whole: Resolved, part: Resolved) -> bool:
    """Whether one measure names what the amount of another is part of."""
    parent = parent_of(part.best.figure.concept) if part.best and part is not whole else ""
    return bool(parent) and concept_said(whole.measure.words) == parent


def _part_and_whole(found: Sequence[Resolved], report: Report, solver: Solver) -> list[Resolved]:
    """A part and its whole, of one money and nature. Where no whole was named it is what the part
    is declared to be part of; of a unit's total it is that of its department."""
    part, whole = found
    measures = (part.measure, whole.measure)
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
    parent = parent_of(concept)
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
    """Part and whole of the same money: of all money, else of that of one of them, or as they are.
    Where it was said of one alone the other is of all money."""
    unsaid = [not (m.fund or restrictions(m.words).fund) for m in measures]
    if not all(unsaid):
        return [
            _of_all_money(measure, one, report, solver) if is_unsaid else one
            for measure, one, is_unsaid in zip(measures, found, unsaid, strict=True)
        ]
    funds = [one.best.figure.fund if one.best else "" for one in found]
    if len({fund or _ALL_MONEY for fund in funds}) == 1:
        return found
    for fund in (_ALL_MONEY, *funds):
        both = [solver.resolved(replace(m, fund=fund), report) for m in measures]
        if all(one.best and one.best.told and one.best.fit == 1 for one in both):
            return both if fund == _ALL_MONEY else _if_all_money(both, found)
    return found


def _if_all_money(both: list[Resolved], found: Sequence[Resolved]) -> list[Resolved]:
    """Part and whole of one fund, where that is all the money there is; else it is in doubt of
    which money the part is meant."""
    narrow, whole = both[1].best, found[1].best
    if whole is None or narrow is None or whole.figure.fund != _ALL_MONEY:
        return both
    if agree(narrow.figure, whole.figure):
        return both
    part = both[0]
    return [replace(part, options=tuple((o, c * _IN_DOUBT) for o, c in part.options)), found[1]]


def _of_all_money(measure: Measure, found: Resolved, report: Report, solver: Solver) -> Resolved:
    of_all = solver.resolved(replace(measure, fund=_ALL_MONEY), report)
    return of_all if of_all.best and of_all.best.told and of_all.best.fit == 1 else found


def _by_what_is_counted(
    found: Sequence[Resolved], report: Report, solver: Solver
) -> list[Resolved]:
    """The first amount of money and the last number of things; where people are meant, those in
    the row of the amount before the staff."""
    money = [one for one in found if one.best and is_money(one.best.figure.unit)]
    if not money:
        return list(found)
    amount = money[0]
    rest = [only(one, _is_counted) for one in reversed(found) if one is not amount]
    last = next((one for one in rest if one.best and one.chance >= _COUNTED), None)
    if found[-1] is not amount and last is not None and last.measure is not found[-1].measure:
        # What is counted was named by its counter alone (每人次).
        unit = set(found[-1].measure.words)
        last = last if last.best and unit & set(last.best.figure.unit) else None
    if last is None:
        return [amount, *rest[:1]] if rest else list(found)
    if last.best and last.best.figure.concept == _STAFF:
        last = _people_in_row(amount, report, solver) or last
    return [amount, last]


def _is_counted(chosen: Chosen) -> bool:
    return not is_money(chosen.figure.unit) and bool(chosen.figure.value)


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
    above = {whole for one in operands for whole in _above(one.figure.concept)}
    return 0 < totals < len(operands) or any(one.figure.concept in above for one in operands)


def _above(concept: str) -> Iterator[str]:
    """What a concept is declared to be part of, and what that is part of."""
    while concept := parent_of(concept).removesuffix("-"):
        yield concept


def _without_whole(operands: tuple[Chosen, ...]) -> tuple[Chosen, ...]:
    """The operands without what the others are declared to be parts of (政府采购里货物比服务)."""
    parents = {parent_of(one.figure.concept) for one in operands}
    return tuple(one for one in operands if one.figure.concept not in parents)


def _with_whole(
    had: tuple[Chosen, ...], measure: Measure, report: Report, solver: Solver
) -> tuple[Chosen, ...]:
    """The parts of one whole with that whole, where none of them is it."""
    parents = {parent_of(one.figure.concept) for one in had}
    if len(parents) > 1:
        return had
    thing = things_told(report, solver.library).by_key(parents.pop())
    whole = solver.amount_of(thing, measure, report) if thing else None
    return (*had, whole) if whole is not None and whole.told else ()


def completed(measure: Measure, report: Report, solver: Solver, least: float) -> Worked | Unsolved:
    """The part of its budget that was spent, in percent."""
    both = [solver.resolved(replace(measure, basis=b), report) for b in ("final", "budget")]
    doubtful = tuple(one for one in both if not sure(one, least))
    operands = tuple(one.options[0][0] for one in both if one not in doubtful)
    if doubtful:
        return Unsolved(doubtful[0], doubtful[1:], operands)
    whole = in_unit_of(operands[1].figure, "元")
    if not whole:
        return Unsolved(both[1], had=operands, lacking=False)
    value = half_up(in_unit_of(operands[0].figure, "元") * HUNDRED / whole)
    return Worked("completion", operands, value, "%", min(one.chance for one in both))
