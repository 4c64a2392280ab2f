"""What an amount is made of: the lines below it in a table, else its declared parts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from assistant.linking.catalogue import things_told
from assistant.linking.things import Thing
from assistant.query import INNERMOST
from assistant.solving.amounts import Chosen
from assistant.solving.resolve import Solver
from assistant.solving.table_lines import (
    column_of,
    innermost,
    is_total,
    items_of,
    made_of,
    of_length,
)
from ingest.across import parts_of
from ingest.facts import adds_up, agree
from ingest.language.amounts import is_money
from ingest.nouns import Figure, Report, Table

FEWEST = 2
"""One line alone is no list."""
ALL_SPENT = ("expenditure", "expenditure_total")
"""The concepts of all spending, with and without what is carried over."""
_NATURES = ("basic_expenditure", "project_expenditure")
_FUNCTIONAL, _ECONOMIC = "functional.", "economic."
_LEVELS = (7, 5, 3)
_CLASS = 3
_PLACES = 12
"""Places of an amount that are looked into for what it is made of."""
_BOUGHT = "procurement"
_CLASSES_OF = {
    "personnel_expenditure": ("301", "303"),
    "public_expenditure": ("302", "307", "309", "310", "399"),
}
"""财政部《政府收支分类科目》: which classes of the economic classification are which."""
_BASIC = "general_public_basic_expenditure"


@dataclass(frozen=True, slots=True)
class Made:
    """What a whole is made of. ``title`` names the table or the kind of line."""

    whole: Figure
    lines: tuple[Figure, ...]
    title: str = ""


LineKind = Literal["function", "economic", "project", "income", ""]
"""Lines of the functional or the economic classification, projects, sources of income, or any."""


def kind_of(concept: str) -> LineKind:
    """Of which kind the lines are that what a concept measures is usually made of."""
    if concept in ALL_SPENT or concept.startswith(_FUNCTIONAL):
        return "function"
    if concept in (*_NATURES[:1], *_CLASSES_OF) or concept.startswith(_ECONOMIC):
        return "economic"
    if concept in ("income", "income_total"):
        return "income"
    return "project" if concept in _NATURES else ""


def made_up(
    whole: Chosen, digits: int, solver: Solver, kind: LineKind = "", *, items: bool = False
) -> Made | None:
    """The lines of a kind that add up to an amount: of the level with codes of that length where
    one is asked, else right below it; with ``items`` no classes of the economic classification,
    and of what is bought the innermost."""
    report = whole.report
    for place, table in _places(whole, report, solver):
        column = column_of(place, table)
        lines = _lines(place, column, digits, items=items)
        if place.value and _are_of(kind, lines):
            return Made(place, tuple(lines), table.title)
    sets = _otherwise(whole, digits, report, solver)
    for lines in sets:
        if _are_of(kind, lines) and adds_up(whole.figure, lines):
            return Made(whole.figure, tuple(lines))
    return None


def _lines(
    place: Figure, column: Sequence[Figure], digits: int, *, items: bool
) -> Sequence[Figure]:
    if digits:
        by_size = (of_length(place, column, size) for size in _sizes(digits))
        found = next(filter(None, by_size), [])
        return found or (innermost(place, column) if digits == INNERMOST else [])
    if items and place.concept.startswith(_BOUGHT):
        return innermost(place, column)
    lines = made_of(place, column)
    return items_of(lines, column) if items else lines


def _are_of(kind: LineKind, lines: Sequence[Figure]) -> bool:
    """Whether lines are several of a kind; of a classification each stands there once, as what is
    parted further (森林资源培育 by what is paid) are no lines of it."""
    scheme = {"function": _FUNCTIONAL, "economic": _ECONOMIC}.get(kind, "")
    codes = [
        one.concept if one.concept.startswith(scheme) else one.row_code
        for one in lines
        if one.row_code
    ]
    parted = bool(scheme) and len(codes) > len({*codes})
    return len(lines) >= FEWEST and not parted and all(_is_of(kind, one) for one in lines)


def _is_of(kind: LineKind, line: Figure) -> bool:
    if kind == "project":
        return line.concept.startswith("project_amount")
    if not kind:
        return True
    function = line.concept.startswith(_FUNCTIONAL) or line.row_code.startswith("2")
    return function == (kind == "function") and not (kind == "income" and line.row_code)


def parts_told(whole: Chosen, solver: Solver) -> Sequence[Figure]:
    """The parts of an amount that are told, whether they are all of it or not."""
    if whole.figure.concept in ALL_SPENT:
        of_nature = _of_nature(whole.figure, whole.report, solver)
        if made := made_up(whole, _CLASS, solver):
            return [*of_nature, *made.lines]
        return of_nature
    if made := made_up(whole, 0, solver):
        return made.lines
    return _declared(whole, whole.report, solver)


def _sizes(digits: int) -> Sequence[int]:
    return (digits,) if digits < INNERMOST else _LEVELS


def _places(whole: Chosen, report: Report, solver: Solver) -> Iterator[tuple[Figure, Table]]:
    """Where an amount stands in tables: the place chosen first, then those that tell the same of
    it, in other tables or as their total."""
    tables = {table.id: table for table in solver.library.tables(report.id)}
    first = whole.figure
    thing = whole.thing.figures if whole.thing else ()
    if first.concept in ALL_SPENT:
        told = things_told(report, solver.library)
        spent = [found for key in ALL_SPENT if (found := told.by_key(key))]
        thing = tuple(one for found in spent for one in found.figures)
    same = [
        one
        for one in (*whole.agreeing, *thing)
        if one.table_id and (one.year, one.stage) == (first.year, first.stage) and agree(one, first)
    ]
    seen: set[str] = set()
    for one in sorted(solver.own((first, *same), report), key=lambda f: not is_total(f)):
        if one.table_id in tables and one.id not in seen and len(seen) < _PLACES:
            seen.add(one.id)
            yield one, tables[one.table_id]


def _otherwise(
    whole: Chosen, digits: int, report: Report, solver: Solver
) -> Iterator[Sequence[Figure]]:
    """Sets of lines of other tables that may make up an amount, the likeliest first."""
    figure = whole.figure
    if figure.concept in ALL_SPENT or (digits and figure.concept.startswith(_FUNCTIONAL)):
        above = _FUNCTIONAL if figure.concept in ALL_SPENT else figure.concept
        for size in _sizes(digits or _CLASS):
            yield _functional(above, size, figure, report, solver)
    if not digits or digits > _CLASS:
        for table in solver.library.tables(report.id):
            if table.form == _BASIC:
                yield _of_classes(figure, table, report, solver)
    if not digits:
        yield _declared(whole, report, solver)


def _functional(
    above: str, size: int, total: Figure, report: Report, solver: Solver
) -> list[Figure]:
    """The lines of one level of the functional classification, of the money of a total."""
    length = len(_FUNCTIONAL) + size
    told = things_told(report, solver.library).all
    things = [t for t in told if t.key.startswith(above) and len(t.key) == length]
    return _amounts(things, total, report, solver)


def _of_classes(whole: Figure, table: Table, report: Report, solver: Solver) -> list[Figure]:
    """The items of 人员经费, 公用经费 or all basic expenditure in its table."""
    known = (*_NATURES[:1], *_CLASSES_OF)
    if whole.concept not in known:
        return []
    classes = _CLASSES_OF.get(whole.concept, ("3",))
    own = solver.own(table.figures, report)
    columns = dict.fromkeys(one.column_path for one in own)
    for path in columns:
        lines = [
            one
            for one in own
            if one.column_path == path
            and one.value is not None
            and len(one.row_code) > _CLASS
            and one.row_code.startswith(classes)
        ]
        if adds_up(whole, lines):
            return lines
    return []


def _of_nature(total: Figure, report: Report, solver: Solver) -> list[Figure]:
    told = things_told(report, solver.library)
    natures = [thing for key in _NATURES if (thing := told.by_key(key))]
    return _amounts(natures, total, report, solver)


def _amounts(
    things: Iterable[Thing], total: Figure, report: Report, solver: Solver
) -> list[Figure]:
    found = (solver.of_thing(thing, report, total) for thing in things)
    return [
        one.figure
        for one in found
        if one and one.figure.value and is_money(one.figure.unit) and one.fit == 1
    ]


def _declared(whole: Chosen, report: Report, solver: Solver) -> list[Figure]:
    """The parts that a concept is declared to have."""
    money, told = is_money(whole.figure.unit), things_told(report, solver.library)
    things = (told.by_key(part) for part in parts_of(whole.figure.concept))
    found = (solver.of_thing(thing, report, whole.figure) for thing in things if thing)
    return [one.figure for one in found if one and one.told and is_money(one.figure.unit) == money]
