"""The set of lines that a ranking chooses from: units, projects, a level, or lines of a whole."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from assistant.linking.catalogue import things_told
from assistant.query import INNERMOST, Measure, Rank
from assistant.solving.amounts import Chosen
from assistant.solving.arithmetic import in_unit_of
from assistant.solving.making_up import FEWEST, Made, kind_of, made_up
from assistant.solving.measures_said import TOTAL_SPENDING
from assistant.solving.resolve import Solver
from assistant.solving.table_lines import column_of, innermost, is_total, made_of
from assistant.solving.units_ranked import of_units
from ingest.bodies.names import level_key
from ingest.concepts.concept import name_key
from ingest.language.amounts import is_money
from ingest.nouns import Figure, Report, Table

_LIKELY = 0.4
_NEAR = 0.25
"""How much less likely than the first another reading may be whose lines are told."""
_OWN_STAGES: dict[str, tuple[str, ...]] = {
    "budget": ("budget", ""),
    "final_accounts": ("final", "execution", ""),
}
_ALL_SPENDING = (TOTAL_SPENDING, "本年支出合计")
_BASIC_WORDS = ("基本支出",)
_CLASS = 3
_TOTALS = 4
"""Rows with the total of a table of projects that are looked into."""


@dataclass(frozen=True, slots=True)
class Pool:
    """Lines to choose from, what they are called, how likely they are those meant, and the edition
    that tells them where it is not the report asked first; ``whole`` is what they come to."""

    figures: Sequence[Figure] = ()
    title: str = ""
    chance: float = 1.0
    report: Report | None = None
    whole: Figure | None = None


def set_of(asked: Rank, report: Report, solver: Solver) -> Pool:
    """The lines to choose from; none where it is not known which they all are."""
    if asked.among == "units":
        units = of_units(asked, report, solver)
        if units is None:
            return Pool()
        return Pool(units.figures, "单位", units.chance, None, units.whole)
    if asked.within is not None and (pool := _inside(asked, asked.within, report, solver)):
        return pool
    if asked.among == "projects" or _of_projects(asked, report, solver):
        return _projects(report, solver)
    if asked.within is not None:
        return Pool()
    for table in _named(report, solver):
        if pool := _of_table(table, asked, report, solver):
            return pool
    if _named(report, solver):
        return Pool()
    wholes = _ALL_SPENDING if asked.by_function or not asked.digits else _BASIC_WORDS
    pools = (_inside(asked, Measure(words), report, solver) for words in wholes)
    return next(filter(None, pools), Pool())


def _of_projects(asked: Rank, report: Report, solver: Solver) -> bool:
    """Whether lines of all project spending are asked for, and of no level: those are projects."""
    whole = solver.resolved(asked.within, report).best if asked.within else None
    return whole is not None and kind_of(whole.figure.concept) == "project" and not asked.digits


def _inside(asked: Rank, within: Measure, report: Report, solver: Solver) -> Pool | None:
    """The lines that something is made up of."""
    resolved = solver.resolved(within, report)
    for whole, chance in resolved.options:
        if chance < max(_LIKELY, resolved.chance - _NEAR) or not whole.told:
            return None
        if made := _made(whole, asked, solver):
            label = whole.thing.label if whole.thing else ""
            return Pool(made.lines, made.title or label, chance, whole.report, made.whole)
    return None


def _made(whole: Chosen, asked: Rank, solver: Solver) -> Made | None:
    """What a whole is made of at the level and of the kind asked; of all spending its classes, of
    anything else what stands right below it."""
    digits, concept = asked.digits, whole.figure.concept
    if asked.among == "projects":
        return made_up(whole, INNERMOST, solver, "project")
    kind = kind_of(concept)
    if kind == "project" and not digits:
        return None
    if kind == "function":
        digits = digits or _CLASS
    if asked.by_function or kind == "project":
        kind = "function"
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
    # More than is spent on projects: classes stand among them, and none is known to be largest.
    spent = things_told(report, solver.library).by_key("project_expenditure")
    of_year = _of_year(spent.figures if spent else (), report, solver)
    whole = max((in_unit_of(one, "元") for one in of_year), default=None)
    if whole is not None and sum(in_unit_of(one, "元") for one in projects) > whole:
        return Pool()
    return Pool(projects, "项目")


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
