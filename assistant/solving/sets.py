"""The set of lines that a ranking chooses from: units, projects, a level, or lines of a whole."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from assistant.linking.catalogue import things_told
from assistant.query import INNERMOST, Measure, Rank
from assistant.solving.amounts import Chosen
from assistant.solving.arithmetic import in_unit_of
from assistant.solving.chances import LEAD, odds
from assistant.solving.making_up import ALL_SPENT, FEWEST, Made, kind_of, made_up
from assistant.solving.measures_said import TOTAL_SPENDING
from assistant.solving.resolve import Solver
from assistant.solving.table_lines import column_of, innermost, is_total, made_of
from assistant.solving.units_ranked import of_units
from ingest.bodies.names import level_key
from ingest.concepts.concept import name_key
from ingest.language.amounts import is_money
from ingest.nouns import Figure, Report, Table

_LIKELY = 0.4
"""How likely at least something made up of lines must be meant."""
_SURE = 0.9
"""How likely it is the one meant where nothing else made up of lines is."""
_OWN_STAGES: dict[str, tuple[str, ...]] = {
    "budget": ("budget", ""),
    "final_accounts": ("final", "execution", ""),
}
_BASIC = "基本支出"
_LEVELS = (3, 5, 7)
"""The levels of the functional classification, by the length of their codes."""
_TOTALS = 4
"""Rows with the total of a table of projects that are looked into."""


@dataclass(frozen=True, slots=True)
class Pool:
    """Lines to choose from, what they are called, how likely they are those meant, and the edition
    that tells them where it is not the report asked first; ``whole`` is what they come to,
    ``untold`` how many 元 of what is spent on projects none of them tells."""

    figures: Sequence[Figure] = ()
    title: str = ""
    chance: float = 1.0
    report: Report | None = None
    whole: Figure | None = None
    untold: Decimal = Decimal(0)


def set_of(asked: Rank, report: Report, solver: Solver) -> Pool:
    """The lines to choose from; none where it is not known which they all are."""
    if asked.among == "units":
        units = of_units(asked, report, solver)
        if units is None:
            return Pool()
        return Pool(units.figures, "单位", units.chance, None, units.whole)
    if asked.within is not None and (pool := _inside(asked, asked.within, report, solver)):
        return pool
    if _of_projects(asked, report, solver):
        return _projects(report, solver)
    if asked.within is not None:
        return Pool()
    for table in _named(report, solver):
        if pool := _of_table(table, asked, report, solver):
            return pool
    if _named(report, solver):
        return Pool()
    basic = asked.digits and not asked.scheme
    whole = Measure(_BASIC) if basic else Measure(TOTAL_SPENDING, whole="spending")
    return _inside(asked, whole, report, solver) or Pool()


def _of_projects(asked: Rank, report: Report, solver: Solver) -> bool:
    """Whether all projects are asked for, as such or as lines of all spending on them that are of
    no classification."""
    lines = asked.among == "lines"
    if lines and (asked.digits or asked.scheme):
        return False
    if asked.within is None:
        in_table = any(one.form == "project_expenditure" for one in _named(report, solver))
        return not lines or in_table
    whole = solver.resolved(asked.within, report).best
    of = whole.figure.concept if whole else ""
    return kind_of(of) == "project" or (not lines and of in ALL_SPENT)


def _inside(asked: Rank, within: Measure, report: Report, solver: Solver) -> Pool | None:
    """The lines that something is made up of. Of all that words may mean only what is made up of
    lines can be meant, so that less says which it is; but not where something else is as likely,
    unless that is one of those lines itself."""
    options = solver.resolved(within, report).options
    spent = max((chance for one, chance in options if one.figure.concept in ALL_SPENT), default=0)
    likely = [
        (one, spent if one.figure.concept in ALL_SPENT else chance) for one, chance in options
    ]
    for whole, chance in likely:
        if chance >= _LIKELY and (found := _made(whole, asked, solver)):
            break
    else:
        return None
    for one, other in likely:
        if one is whole or _is_part(one, whole, found):
            continue
        near = odds(chance) - odds(other) < LEAD
        if other > chance or (near and _made(one, asked, solver)):
            return None
    label = whole.thing.label if whole.thing else ""
    return Pool(found.lines, found.title or label, _SURE, whole.report, found.whole)


def _is_part(one: Chosen, whole: Chosen, made: Made) -> bool:
    """Whether another reading is of what stands below a whole, or of the same whole."""
    figure, of = one.figure, whole.figure
    if figure.concept in ALL_SPENT and of.concept in ALL_SPENT:
        return True
    known = {line.id for line in made.lines}
    if any(told.id in known for told in (figure, *(one.thing.figures if one.thing else ()))):
        return True
    above = {name_key(label) for label in figure.row_path[:-1]}
    below = of.concept and figure.concept.startswith(of.concept)
    return bool(below) or name_key(of.row_label) in above


def _made(whole: Chosen, asked: Rank, solver: Solver) -> Made | None:
    """What a whole is made of at the level and of the kind asked; of all spending its classes, of
    anything else what stands right below it."""
    digits, concept = asked.digits, whole.figure.concept
    if asked.among == "projects":
        return made_up(whole, INNERMOST, solver, "project")
    kind = asked.scheme or kind_of(concept)
    if kind == "project":
        # 哪一类 of projects may be a class of functions as well as one of projects.
        told = digits and (asked.scheme or digits > _LEVELS[0])
        return made_up(whole, digits, solver, "function") if told else None
    if concept in ALL_SPENT and kind == "function":
        # Where all of it is of one class, the lines of that are asked for.
        levels = (digits,) if digits else _LEVELS
        made = (made_up(whole, level, solver, kind) for level in levels)
        return next(filter(None, made), None)
    return made_up(whole, digits, solver, kind, items=not digits)


def _named(report: Report, solver: Solver) -> list[Table]:
    named = solver.tables(report)
    return [table for table in solver.library.tables(report.id) if table.id in named]


def _of_table(table: Table, asked: Rank, report: Report, solver: Solver) -> Pool | None:
    """The lines that the largest total of a table is made up of."""
    totals = [one for one in _of_year(table.figures, report, solver) if is_total(one)]
    for total in sorted(totals, key=lambda one: -in_unit_of(one, "元")):
        if made := _made(Chosen(report, total), asked, solver):
            return Pool(made.lines, table.title, whole=total)
    return None


def _projects(report: Report, solver: Solver) -> Pool:
    """The projects of a report, each by its largest amount, which is that of all money; of those
    in the table named, else in the table of projects where there is one. What others stand under
    is no project."""
    if not solver.unit and (pool := _of_project_table(report, solver)):
        return pool
    named = solver.tables(report)
    told: dict[tuple[str, str], list[Figure]] = {}
    for thing in things_told(report, solver.library).all:
        if thing.key.startswith("project_amount="):
            for figure in _of_year(thing.figures, report, solver):
                if not named or figure.table_id in named:
                    told.setdefault((thing.key, level_key(figure.body)), []).append(figure)
    if solver.unit:
        told = {key: own for key, own in told.items() if solver.own(own, report)}
    in_table = [
        inside
        for own in told.values()
        if (inside := [f for f in own if f.form == "project_expenditure"])
    ]
    kept = in_table or list(told.values())
    above = {name_key(label) for own in kept for f in own for label in f.row_path[:-1]}
    largest = [max(own, key=lambda f: in_unit_of(f, "元")) for own in kept]
    lowest = [f for f in largest if name_key(f.row_label) not in above] or largest
    projects = tuple(_without_classes(lowest, report, solver))
    spent = things_told(report, solver.library).by_key("project_expenditure")
    of_year = _of_year(spent.figures if spent else (), report, solver)
    of_body = solver.own(of_year, report) if solver.unit else of_year
    told_of = sum((in_unit_of(one, "元") for one in projects), Decimal(0))
    whole = max((in_unit_of(one, "元") for one in of_body), default=told_of)
    if told_of > whole:
        # Classes stand among them, and none is known to be largest.
        return Pool()
    return Pool(projects, "项目", untold=Decimal(0) if named else whole - told_of)


def _of_project_table(report: Report, solver: Solver) -> Pool | None:
    """The innermost lines that all spending on projects is made up of in its table."""
    named = solver.tables(report)
    for table in solver.library.tables(report.id):
        if table.id not in named if named else table.form != "project_expenditure":
            continue
        totals = [
            one
            for one in solver.own(_of_year(table.figures, report, solver), report)
            if one.concept == "project_expenditure"
        ]
        most = max((in_unit_of(one, "元") for one in totals), default=None)
        for total in [one for one in totals if in_unit_of(one, "元") == most][:_TOTALS]:
            lines = innermost(total, column_of(total, table, of_all=True))
            known = sum(one.concept == "project_amount" for one in lines)
            if len(lines) >= FEWEST and known == len(lines):
                return Pool(lines, table.title, whole=total)
    return None


def _without_classes(
    projects: Sequence[Figure], report: Report, solver: Solver
) -> Iterator[Figure]:
    """Projects without those that are made up of others of them; none where one has no name."""
    tables = {table.id: table for table in solver.library.tables(report.id)}
    if any(part.isdigit() for one in projects for part in one.row_path):
        return
    for one in projects:
        table = tables.get(one.table_id)
        if table is None or not made_of(one, column_of(one, table)):
            yield one


def _of_year(figures: Iterable[Figure], report: Report, solver: Solver) -> list[Figure]:
    """The amounts of money of the year asked, at the report's own stage, that are printed."""
    year = solver.year(report)
    return [
        figure
        for figure in figures
        if figure.stage in _OWN_STAGES[report.kind]
        and is_money(figure.unit)
        and figure.value is not None
        and (figure.year == year or (figure.year == 0 and year == report.fiscal_year))
    ]
