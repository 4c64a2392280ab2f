"""Lists of lines: what an amount is made of, and lines of a set in order or within bounds."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from assistant.linking.catalogue import things_told
from assistant.linking.things import Thing
from assistant.query import INNERMOST, Bounds, Measure, Parts, Rank
from assistant.solving.amounts import Chosen
from assistant.solving.query_of import TOTAL_SPENDING
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
_OWN_STAGES: dict[str, tuple[str, ...]] = {
    "budget": ("budget", ""),
    "final_accounts": ("final", "execution", ""),
}
_OF_UNITS = ("income", "expenditure", "income_expenditure_summary", "other")
_SAME = {
    "expenditure_total": ("income_total", "expenditure", "income"),
    "income_total": ("expenditure_total", "income"),
    "expenditure": ("income_total", "expenditure_total"),
    "income": ("income_total",),
}
_LEFT_OUT = re.compile(
    r"除了?|不算|不含|不包括|刨去|撇开|扣除|去掉|剔除|以外|之外|外$|excluding |except "
)
_CLASS = len("functional.201")
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
    # An edition tells it; its lines are those of the same edition.
    edition = whole.best.report
    figures = _lines_of(whole.best, edition, solver)
    if len(figures) < _FEWEST:
        return Unsolved(whole)
    return Listed(edition, tuple(figures), whole.best, whole.chance)


def ranked(asked: Rank, report: Report, solver: Solver) -> Listed | None:
    """Lines of a set in order, or those within bounds; None where there is no such set, or where
    what is to be left out of it is not known."""
    pool = _set(asked, report, solver)
    told = [figure for figure in pool.figures if figure.value is not None]
    if asked.among != "units":
        told = _without(asked.excluded, told)
    if not told:
        return None
    order = sorted(
        told, key=lambda figure: in_unit_of(figure, "元"), reverse=not asked.order.lowest
    )
    chance, title = min(_SURE, pool.chance), pool.title
    report = pool.report or report
    if asked.bounds != Bounds():
        within = [figure for figure in order if _within(figure, asked.bounds)]
        more = max(0, len(within) - _MOST)
        return Listed(report, tuple(within[:_MOST]), None, chance, title, counted=True, more=more)
    first = asked.order.first - 1
    shown = order[first : first + (asked.order.count or _SHOWN)]
    more = len(order) - len(shown) if asked.counted else 0
    return Listed(report, tuple(shown), None, chance, title, asked.counted, more)


@dataclass(frozen=True, slots=True)
class _Pool:
    """Lines to choose from, what they are called, how likely they are those meant, and the edition
    that tells them where it is not the report asked first."""

    figures: Sequence[Figure] = ()
    title: str = ""
    chance: float = 1.0
    report: Report | None = None


def _without(excluded: Sequence[str], figures: Sequence[Figure]) -> list[Figure]:
    """The lines without those named; none at all where a name is of none of them."""
    kept = list(figures)
    for words in excluded:
        key = name_key(_LEFT_OUT.sub("", words))
        rest = [f for f in kept if key not in name_key("".join(f.row_path)) and f.row_code != key]
        if len(rest) == len(kept):
            return []
        kept = rest
    return kept


def _set(asked: Rank, report: Report, solver: Solver) -> _Pool:
    """The lines to choose from."""
    if asked.among == "projects":
        return _Pool(_projects(report, solver), "项目")
    if asked.among == "units":
        return _of_units(asked, report, solver)
    if asked.digits and asked.by_function:
        return _of_level(asked, report, solver)
    if asked.within is not None:
        return _inside(asked.within, asked.digits, report, solver)
    for table in _tables(report, solver, by_function=asked.by_function):
        for size in _sizes(asked, table):
            pool = _lines(table.figures, report, solver, size)
            if len(pool) >= _FEWEST:
                return _Pool(pool, table.title)
    return _Pool()


def _inside(within: Measure, digits: int, report: Report, solver: Solver) -> _Pool:
    """The lines that something is made up of."""
    resolved = solver.resolved(within, report)
    whole = resolved.best
    if whole is None or resolved.chance < _LIKELY:
        return _Pool()
    report = whole.report
    label = whole.thing.label if whole.thing else ""
    lines: Sequence[Figure] = ()
    if digits:
        lines = _of_basic(whole, digits, report, solver)
    elif whole.figure.concept in _ALL_SPENT:
        lines = _classes(whole.figure, report, solver)
    lines = lines or _lines_of(whole, report, solver)
    # Lines that do not make up the whole are not all of it: none is known to be largest.
    if len(lines) < _FEWEST or not adds_up(whole.figure, lines):
        return _Pool()
    return _Pool(lines, label, resolved.chance, report)


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
    told: dict[tuple[str, str], list[Figure]] = {}
    for thing in things_told(report, solver.library).all:
        if thing.key.startswith("project_amount="):
            for figure in _of_year(thing.figures, report, solver):
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
    return [figure for figure in largest if name_key(figure.row_label) not in above] or largest


def _of_year(figures: Iterable[Figure], report: Report, solver: Solver) -> list[Figure]:
    """The amounts of money of the year asked, at the report's own stage, that are printed."""
    return [one for one in _cells_of_year(figures, report, solver) if one.value is not None]


def _cells_of_year(figures: Iterable[Figure], report: Report, solver: Solver) -> list[Figure]:
    """As ``_of_year``, with those printed blank."""
    year = solver.year(report)
    return [
        figure
        for figure in figures
        if figure.stage in _OWN_STAGES[report.kind]
        and is_money(figure.unit)
        and (figure.year == year or (figure.year == 0 and year == report.fiscal_year))
    ]


def _of_units(asked: Rank, report: Report, solver: Solver) -> _Pool:
    """What is measured, of each unit of a department: the one column that tells it of all units
    that take part, of the thing that is likeliest meant; of the totals where none was named."""
    told = things_told(report, solver.library)
    keys = _units_of(asked, report, solver)
    if asked.within is None:
        likely = [(thing, 1.0) for thing in map(told.by_key, _TOTALS) if thing]
    else:
        link = solver.resolved(asked.within, report).link
        named = [c for c in link.candidates if c.thing.key in _TOTALS and c.found.whole]
        likely = [(c.thing, 1.0) for c in named[:1]] or [
            (c.thing, c.chance) for c in link.candidates[:1] if c.chance >= _LIKELY
        ]
        # Of a department's income and spending the totals are one; tables list units by either.
        totals = [(told.by_key(key), c) for thing, c in likely for key in _SAME.get(thing.key, ())]
        likely += [(thing, chance) for thing, chance in totals if thing]
    for thing, chance in likely:
        columns: dict[object, dict[str, Figure]] = {}
        for figure in _cells_of_year(thing.figures, report, solver):
            if figure.table_id and level_key(figure.body) in keys:
                kind = (figure.table_id, figure.column_path, figure.fund, figure.nature)
                columns.setdefault(kind, {}).setdefault(level_key(figure.body), figure)
        full = next((column for column in columns.values() if len(column) == len(keys)), None)
        if full and len(keys) >= _FEWEST:
            return _Pool(tuple(full.values()), "单位", chance)
    return _Pool()


def _units_of(asked: Rank, report: Report, solver: Solver) -> frozenset[str]:
    """The keys of the units of which amounts are told and that take part, the department's own
    offices among them."""
    bodies = [b for b in solver.library.bodies(report.id) if b.role in ("subordinate", "own")]
    out = [_LEFT_OUT.sub("", fold(words)) for words in asked.excluded]
    named = [word for words in out for word in re.split("[和与、,，及跟]", words) if word]
    kept = frozenset(
        level_key(body.name)
        for body in bodies
        if not (asked.without_offices and body.role == "own")
        and not any(is_called(word, body.name) or body.name.endswith(word) for word in named)
    )
    telling = {
        level_key(f.body)
        for table in solver.library.tables(report.id)
        if table.form in _OF_UNITS
        for f in table.figures
        if f.value is not None
    }
    return kept & telling


def _of_level(asked: Rank, report: Report, solver: Solver) -> _Pool:
    """The lines of one level of the functional classification, of the money that was named; below
    a line of it where one was."""
    measure = asked.within or Measure(TOTAL_SPENDING)
    resolved = solver.resolved(measure, report)
    if resolved.best is None or resolved.chance < _LIKELY:
        return _Pool()
    first, concept = resolved.best.figure, resolved.best.figure.concept
    report = resolved.best.report
    above = concept if concept.startswith(_FUNCTIONAL) else _FUNCTIONAL
    if above == _FUNCTIONAL and concept not in _ALL_SPENT:
        return _Pool()
    told = things_told(report, solver.library).all
    for size in (asked.digits,) if asked.digits < INNERMOST else (7, 5, 3):
        length = len(_FUNCTIONAL) + size
        of_size = [t for t in told if t.key.startswith(above) and len(t.key) == length]
        lines = _amounts(of_size, first, report, solver)
        if len(lines) >= _FEWEST and adds_up(first, lines):
            return _Pool(lines, "功能分类科目", resolved.chance, report)
    return _Pool()


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
            pool = _lines(table.figures, report, solver, 5)
            if lines := [figure for figure in pool if figure.row_code[:3] in classes]:
                return lines
    return []


def _of_basic(whole: Chosen, size: int, report: Report, solver: Solver) -> list[Figure]:
    """The lines of one level of the economic classification that basic expenditure is made of."""
    if whole.figure.concept == _NATURES[0]:
        for table in solver.library.tables(report.id):
            pool = _lines(table.figures, report, solver, size) if table.form == _BASIC else []
            if len(pool) >= _FEWEST:
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
        if one.column_path == figure.column_path
        and one.value
        and one.row != figure.row
        and level_key(one.body) == level_key(figure.body)
    ]
    size = min((len(one.row_code) for one in same if one.row_code), default=0)
    if figure.row_code:
        same = [one for one in same if one.row_code.startswith(figure.row_code)]
        size = len(figure.row_code) + 2
    return [one for one in same if size and len(one.row_code) == size]


def _lines(figures: Iterable[Figure], report: Report, solver: Solver, size: int) -> list[Figure]:
    """The lines whose codes have that length, by the first column of amounts."""
    own = [
        figure
        for figure in solver.own(_of_year(figures, report, solver), report)
        if figure.row_code and len(figure.row_code) == size
    ]
    return [figure for figure in own if figure.column_path == own[0].column_path]


def _within(figure: Figure, bounds: Bounds) -> bool:
    unit = bounds.unit or ("万元" if is_money(figure.unit) else figure.unit)
    value = in_unit_of(figure, unit)
    if bounds.above is not None and value <= bounds.above:
        return False
    return bounds.below is None or value < bounds.below
