"""Lists of lines: what an amount is made of, and lines of a set in order or within bounds."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from assistant.linking.catalogue import things_told
from assistant.linking.things import Thing
from assistant.query import INNERMOST, Bounds, Measure, Parts, Rank
from assistant.solving.amounts import Chosen
from assistant.solving.reckon import in_unit_of
from assistant.solving.resolve import Solver, Unsolved
from ingest.bodies.names import level_key
from ingest.bodies.short_names import is_called
from ingest.concepts.concept import concepts, name_key
from ingest.facts import adds_up
from ingest.language.amounts import is_money
from ingest.language.glyphs import fold
from ingest.nouns import Figure, Report, Table

_ALL_SPENT = ("expenditure", "expenditure_total")
_NATURES = ("basic_expenditure", "project_expenditure")
_FUNCTIONAL = "functional."
_OWN_STAGES = ("budget", "final", "execution", "")
_CLASS = len("functional.201")
_ALL = "支出总计"
_TOTALS = ("expenditure_total", "income_total", "expenditure", "income")
_CLASSES_OF = {
    "personnel_expenditure": ("301", "303"),
    "public_expenditure": ("302", "307", "309", "310", "399"),
}
"""财政部《政府收支分类科目》: which classes of the economic classification are which."""
_BASIC = "general_public_basic_expenditure"
_SHOWN = 10
_MOST = 20
_LIKELY = 0.4
_SURE = 0.9
_FEWEST = 2


@dataclass(frozen=True, slots=True)
class Listed:
    """Lines of one report in order; ``whole`` is what they are parts of, ``counted`` that their
    number is asked, ``more`` how many are not listed."""

    report: Report
    figures: tuple[Figure, ...]
    whole: Chosen | None
    chance: float
    title: str = ""
    counted: bool = False
    more: int = 0


def parts(asked: Parts, report: Report, solver: Solver) -> Listed | Unsolved:
    """What an amount is made of: the concept's own parts, else the lines below it."""
    whole = solver.resolved(asked.measure, report)
    if whole.best is None:
        return Unsolved(whole)
    figures = _lines_of(whole.best, report, solver)
    if len(figures) < _FEWEST:
        return Unsolved(whole)
    return Listed(report, tuple(figures), whole.best, whole.chance)


def ranked(asked: Rank, report: Report, solver: Solver) -> Listed | None:
    """Lines of a set in order, or those within bounds; None where there is no such set."""
    pool, title = _set(asked, report, solver)
    told = [figure for figure in pool if figure.value is not None]
    if not told:
        return None
    order = sorted(
        told, key=lambda figure: in_unit_of(figure, "元"), reverse=not asked.order.lowest
    )
    if asked.bounds != Bounds():
        within = [figure for figure in order if _within(figure, asked.bounds)]
        more = max(0, len(within) - _MOST)
        return Listed(report, tuple(within[:_MOST]), None, _SURE, title, counted=True, more=more)
    first = asked.order.first - 1
    shown = order[first : first + (asked.order.count or _SHOWN)]
    more = len(order) - len(shown) if asked.counted else 0
    return Listed(report, tuple(shown), None, _SURE, title, asked.counted, more)


def _set(asked: Rank, report: Report, solver: Solver) -> tuple[Sequence[Figure], str]:
    """The lines to choose from, and what they are called."""
    if asked.among == "projects":
        return _projects(report, solver), "项目"
    if asked.among == "units":
        return _of_units(asked, report, solver), "单位"
    if asked.digits and asked.by_function:
        return _of_level(asked, report, solver), "功能分类科目"
    if asked.within is not None:
        return _inside(asked.within, asked.digits, report, solver)
    for table in _tables(report, solver, by_function=asked.by_function):
        for size in _sizes(asked, table):
            pool = _lines(table.figures, report, size)
            if len(pool) >= _FEWEST:
                return pool, table.title
    return (), ""


def _inside(
    within: Measure, digits: int, report: Report, solver: Solver
) -> tuple[Sequence[Figure], str]:
    """The lines that something is made up of."""
    resolved = solver.resolved(within, report)
    whole = resolved.best
    if whole is None or resolved.chance < _LIKELY:
        return (), ""
    label = whole.thing.label if whole.thing else ""
    if digits and (of_size := _of_basic(whole, digits, report, solver)):
        return of_size, label
    spent = whole.figure.concept in _ALL_SPENT
    classes = _classes(whole.figure, report, solver) if spent else []
    lines = classes or _lines_of(whole, report, solver)
    # Lines that do not make up the whole are not all of it: none is known to be largest.
    return (lines, label) if len(lines) >= _FEWEST and adds_up(whole.figure, lines) else ((), "")


def _tables(report: Report, solver: Solver, *, by_function: bool) -> list[Table]:
    """The tables named, else those of basic expenditure and of all expenditure."""
    tables = solver.library.tables(report.id)
    named = solver.tables(report)
    order = ("expenditure", _BASIC) if by_function else (_BASIC, "expenditure")
    usual = (table for form in order for table in tables if table.form == form)
    return [table for table in tables if table.id in named] or list(usual)


def _sizes(asked: Rank, table: Table) -> tuple[int, ...]:
    """The lengths of codes to try: that asked, else the usual one of the form first."""
    if asked.digits:
        return (asked.digits,) if asked.digits < INNERMOST else (7, 5, 3)
    return (5, 3, 7) if table.form == _BASIC else (3, 5, 7)


def _projects(report: Report, solver: Solver) -> list[Figure]:
    """The projects of a report, each by its largest amount, which is that of all money; of those
    in the table of projects where there is one. What others stand under is no project."""
    things = things_told(report, solver.library).all
    own = [
        [f for f in thing.figures if f.value is not None and f.year in (report.fiscal_year, 0)]
        for thing in things
        if thing.key.startswith("project_amount=")
    ]
    in_table = [
        inside for told in own if (inside := [f for f in told if f.form == "project_expenditure"])
    ]
    kept = in_table or [told for told in own if told]
    above = {name_key(label) for told in kept for f in told for label in f.row_path[:-1]}
    largest = [max(told, key=lambda f: f.value or Decimal(0)) for told in kept]
    return [figure for figure in largest if name_key(figure.row_label) not in above] or largest


def _of_units(asked: Rank, report: Report, solver: Solver) -> list[Figure]:
    """What is measured, of each unit of a department: the one column that tells it of most units,
    of the things that are likely meant, else of the totals."""
    measure = asked.within or Measure(_ALL)
    link = solver.resolved(measure, report).link
    told = things_told(report, solver.library)
    likely = [one.thing for one in link.candidates if one.chance >= _LIKELY]
    keys = _units_of(asked, report, solver)
    best: list[Figure] = []
    for thing in (*likely, *filter(None, map(told.by_key, _TOTALS))):
        columns: dict[object, dict[str, Figure]] = {}
        for figure in thing.figures:
            dated = figure.year in (report.fiscal_year, 0) and figure.stage in _OWN_STAGES
            if level_key(figure.body) in keys and figure.value is not None and dated:
                column = columns.setdefault((figure.table_id, figure.column_path), {})
                column.setdefault(figure.body, figure)
        column = max(columns.values(), key=len, default={})
        if len(column) > max(len(best), 1):
            best = list(column.values())
    return best


def _units_of(asked: Rank, report: Report, solver: Solver) -> frozenset[str]:
    """The keys of the units that take part, the department's own offices among them."""
    roles = ("subordinate",) if asked.without_offices else ("subordinate", "own")
    names = [body.name for body in solver.library.bodies(report.id) if body.role in roles]
    out = [fold(words) for words in asked.excluded]
    kept = [name for name in names if not any(_is_among(name, words) for words in out)]
    return frozenset(map(level_key, kept))


def _is_among(name: str, words: str) -> bool:
    return any(
        is_called(said, name) or said in name for said in re.split("[和与、,，及]", words) if said
    )


def _of_level(asked: Rank, report: Report, solver: Solver) -> list[Figure]:
    """The lines of one level of the functional classification, of the money that was named."""
    measure = asked.within or Measure(_ALL)
    whole = solver.resolved(measure, report).best
    whole = whole if whole and whole.figure.concept in _ALL_SPENT else None
    told = things_told(report, solver.library)
    totals = (one for key in _ALL_SPENT if (one := told.by_key(key)))
    first = whole or next(
        filter(None, (solver.amount_of(one, measure, report) for one in totals)), None
    )
    if first is None:
        return []
    sizes = (asked.digits,) if asked.digits < INNERMOST else (7, 5, 3)
    for size in sizes:
        length = len(_FUNCTIONAL) + size
        of_size = [t for t in told.all if t.key.startswith(_FUNCTIONAL) and len(t.key) == length]
        if len(found := _amounts(of_size, first.figure, report, solver)) >= _FEWEST:
            return found
    return []


def _lines_of(whole: Chosen, report: Report, solver: Solver) -> Sequence[Figure]:
    """What an amount is made of."""
    if lines := _of_nature(whole, report, solver):
        return lines
    if whole.figure.concept in _ALL_SPENT and (lines := _spent_on(whole.figure, report, solver)):
        return lines
    declared = _declared_parts(whole, report, solver)
    return declared if len(declared) >= _FEWEST else _below(whole.figure, report, solver)


def _of_nature(whole: Chosen, report: Report, solver: Solver) -> list[Figure]:
    """The lines of 人员经费 or 公用经费 in the table of basic expenditure."""
    classes = _CLASSES_OF.get(whole.figure.concept, ())
    for table in solver.library.tables(report.id) if classes else ():
        if table.form == _BASIC:
            pool = _lines(table.figures, report, 5)
            if lines := [figure for figure in pool if figure.row_code[:3] in classes]:
                return lines
    return []


def _of_basic(whole: Chosen, size: int, report: Report, solver: Solver) -> list[Figure]:
    """The lines of one level of the economic classification that basic expenditure is made of."""
    if whole.figure.concept == _NATURES[0]:
        for table in solver.library.tables(report.id):
            if table.form == _BASIC and len(pool := _lines(table.figures, report, size)) >= _FEWEST:
                return pool
    return []


def _spent_on(total: Figure, report: Report, solver: Solver) -> list[Figure]:
    """What all spending is made of: basic and project, then the classes it is spent on."""
    told = things_told(report, solver.library)
    natures = [thing for key in _NATURES if (thing := told.by_key(key))]
    of_nature = _amounts(natures, total, report, solver)
    return [*of_nature, *_classes(total, report, solver)]


def _classes(total: Figure, report: Report, solver: Solver) -> list[Figure]:
    """The classes of the functional classification that all spending is of."""
    told = things_told(report, solver.library).all
    classes = [t for t in told if t.key.startswith("functional.") and len(t.key) == _CLASS]
    return _amounts(classes, total, report, solver)


def _amounts(
    things: Iterable[Thing], total: Figure, report: Report, solver: Solver
) -> list[Figure]:
    found = (solver.of_thing(thing, report, total) for thing in things)
    return [
        one.figure
        for one in found
        if one and one.figure.value and is_money(one.figure.unit) and one.fit == 1
    ]


def _declared_parts(whole: Chosen, report: Report, solver: Solver) -> list[Figure]:
    concept, money = whole.figure.concept, is_money(whole.figure.unit)
    known = concepts()
    if concept not in known:
        return []
    below = known[concept].sums or tuple(c.id for c in known.values() if c.parent == concept)
    told = things_told(report, solver.library)
    things = (told.by_key(part) for part in below)
    found = (solver.of_thing(thing, report, whole.figure) for thing in things if thing)
    return [one.figure for one in found if one and one.told and is_money(one.figure.unit) == money]


def _below(figure: Figure, report: Report, solver: Solver) -> list[Figure]:
    """The lines of the table right below a line; below a total its outermost ones."""
    tables = solver.library.tables(report.id)
    table = next((one for one in tables if one.id == figure.table_id), None)
    same = [
        one
        for one in (table.figures if table else ())
        if one.column_path == figure.column_path and one.value and one.row != figure.row
    ]
    size = min((len(one.row_code) for one in same if one.row_code), default=0)
    if figure.row_code:
        same = [one for one in same if one.row_code.startswith(figure.row_code)]
        size = len(figure.row_code) + 2
    return [one for one in same if size and len(one.row_code) == size]


def _lines(figures: Iterable[Figure], report: Report, size: int) -> list[Figure]:
    """The lines whose codes have that length, by the first column of amounts."""
    own = [
        figure
        for figure in figures
        if figure.row_code
        and len(figure.row_code) == size
        and figure.year in (report.fiscal_year, 0)
        and is_money(figure.unit)
    ]
    return [figure for figure in own if figure.column_path == own[0].column_path]


def _within(figure: Figure, bounds: Bounds) -> bool:
    unit = bounds.unit or ("万元" if is_money(figure.unit) else figure.unit)
    value = in_unit_of(figure, unit)
    if bounds.above is not None and value <= bounds.above:
        return False
    return bounds.below is None or value < bounds.below
