"""What is measured, of each unit of a department: the one column that tells it of all of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assistant.linking.catalogue import things_told
from assistant.linking.things import Thing
from assistant.query import Rank
from assistant.reading.restrictions import Restrictions, restrictions
from assistant.reading.total_words import is_any_total, of_income, of_spending, without_aside
from assistant.solving.amounts import Wanted
from assistant.solving.resolve import Solver
from assistant.solving.table_lines import made_of
from ingest.bodies.names import level_key
from ingest.bodies.short_names import is_called
from ingest.concepts.cells import NATURE_CONCEPTS
from ingest.language.amounts import is_money
from ingest.language.bodies import names_body
from ingest.language.glyphs import fold
from ingest.nouns import Figure, Report

_FEWEST = 2
_LIKELY = 0.6
_INCOME = ("income_total", "income")
_SPENT = ("expenditure_total", "expenditure")
_TOTALS = (*_SPENT, *_INCOME)
_WIDEST = ("all", "fiscal_grant", "general_public")
_MANY_NAMES = ("医院", "学校", "院", "校")
"""Kinds of units that are not told by their names alone (妇女儿童医疗中心 is a hospital)."""


@dataclass(frozen=True, slots=True)
class Units:
    """An amount of each unit that takes part; ``whole`` the department's, which all of its units
    together come to."""

    figures: tuple[Figure, ...]
    chance: float
    whole: Figure | None = None


def of_units(asked: Rank, report: Report, solver: Solver) -> Units | None:
    """What is asked to be ranked of a department's units, None where no column tells it of all of
    them, or units of the kind named are not told."""
    if asked.kind in _MANY_NAMES:
        return None
    roles = {level_key(b.name): b.role for b in solver.library.bodies(report.id)}
    keys = frozenset(key for key, role in roles.items() if role in ("subordinate", "own"))
    for thing, said, chance in _measured(asked, report, solver):
        for whole, lines in _columns(thing, said, report, solver):
            known = keys & {level_key(one.body) for one in lines}
            functions = any(one.concept.startswith("functional.") for one in lines)
            if functions or len(known) * 2 < len(lines) or len(lines) < _FEWEST:
                continue
            own = next((f for f in lines if roles.get(level_key(f.body)) == "own"), None)
            kept = _kept(asked, lines, own)
            if kept is None or len(kept) < _FEWEST:
                return None
            return Units(tuple(kept), chance, whole)
    return None


def _measured(
    asked: Rank, report: Report, solver: Solver
) -> Iterator[tuple[Thing, Restrictions, float]]:
    """The things that may be measured, with what money is said: totals where no more was named."""
    told = things_told(report, solver.library)
    words = without_aside(asked.within.words) if asked.within else ""
    said = restrictions(words)
    if is_any_total(said.core):
        spent = of_spending(words)
        order: tuple[str, ...] = (*_SPENT, *_INCOME) if spent else (*_INCOME, *_SPENT)
        if said.nature:
            order = (NATURE_CONCEPTS.get(said.nature, ""), *_SPENT)
        elif of_income(words):
            order = _INCOME
        yield from ((thing, said, 1.0) for thing in map(told.by_key, order) if thing)
        return
    if asked.within is not None:
        resolved = solver.resolved(asked.within, report)
        for one, chance in resolved.options[:1]:
            if one.thing and chance >= _LIKELY and one.thing.concept not in _TOTALS:
                yield one.thing, said, chance


def _columns(
    thing: Thing, said: Restrictions, report: Report, solver: Solver
) -> Iterator[tuple[Figure, list[Figure]]]:
    """The columns of tables that tell a thing of units, each with what the department has and the
    units' amounts that add up to it: of the money said, else of the widest that there is."""
    year = solver.year(report)
    stages = Wanted(report, Restrictions("", basis=said.basis), year).stages
    tables = {table.id: table for table in solver.library.tables(report.id)}
    own = level_key(report.publisher)
    wholes = [
        one
        for one in thing.figures
        if one.table_id in tables
        and level_key(one.body) == own
        and (one.year, one.value is None) == (year, False)
        and one.stage in stages
        and is_money(one.unit)
        and one.nature in (said.nature, "")
    ]
    funds = (said.fund,) if said.fund else _WIDEST
    present = next((fund for fund in funds if any(one.fund == fund for one in wholes)), None)
    for whole in wholes:
        if whole.fund == present:
            rows: dict[int, Figure] = {}
            for one in tables[whole.table_id].figures:
                same = (one.column_path, one.side) == (whole.column_path, whole.side)
                if same and one.value is not None and one.stage == whole.stage:
                    rows.setdefault(one.row, one)
            if lines := made_of(whole, [rows[row] for row in sorted(rows)]):
                yield whole, lines


def _kept(asked: Rank, lines: Sequence[Figure], own: Figure | None) -> list[Figure] | None:
    """The units that take part: without those left out, of the kind named; None where one that is
    to be left out is not among them."""
    kept = [one for one in lines if not (asked.without_offices and one is own)]
    if asked.number and own in kept and len(kept) == asked.number + 1:
        kept.remove(own)
    for words in asked.excluded:
        rest = [one for one in kept if not _is_named(words, one)]
        if len(rest) == len(kept):
            return None
        kept = rest
    return [one for one in kept if asked.kind in fold(_name(one))]


def _name(figure: Figure) -> str:
    return figure.row_label if names_body(figure.row_label, "row") else figure.body


def _is_named(word: str, figure: Figure) -> bool:
    name = _name(figure)
    return is_called(word, name) or name.endswith(word)
