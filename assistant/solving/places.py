"""The places of a report that tell one amount, and what each says of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from assistant.linking.catalogue import things_told
from assistant.linking.link import Link
from assistant.linking.things import Thing
from assistant.query import Measure, Query
from assistant.solving.amounts import Chosen
from assistant.solving.arithmetic import in_unit_of
from assistant.solving.coverage import holds_words
from assistant.solving.reckon import sure
from assistant.solving.resolve import Resolved, Solver, means_text
from assistant.solving.together import only
from ingest.bodies.names import level_key
from ingest.facts import agree, same_amount
from ingest.language.amounts import is_money
from ingest.nouns import Figure, Fund, Report

_WIDEST: tuple[Fund, ...] = ("all", "fiscal_grant", "general_public")
_LIKE = 0.5
"""How like words a thing must be, by the reader, that may be told under another name."""
_POSSIBLE = 0.2
"""How likely a reading must be that is looked for in the text, or in tables, alone."""
_STATED = 0.9
"""How likely places are meant that tell the very amount that the question states."""
_SURELY = 0.99


@dataclass(frozen=True, slots=True)
class Places:
    """``figures`` tell one amount, each place once: those that say what ``first`` says, then those
    that say otherwise. ``missing`` are the words for places that were named and tell nothing."""

    first: Chosen
    figures: tuple[Figure, ...]
    chance: float
    missing: tuple[str, ...] = ()


def places_of(measure: Measure, report: Report, solver: Solver, least: float) -> Places | Resolved:
    """The places that tell what a measure means; what it may mean, where none is so likely."""
    if stated := _stated(measure, report, solver):
        return stated
    resolved = solver.resolved(measure, report)
    found = _gathered(resolved, least)
    missing: list[str] = []
    kinds = _KINDS if _text_and_tables(solver.query) else {}
    if found is not None:
        # What another name tells that says the same is looked at where its place was named.
        same = [
            f for one, _ in resolved.options for f in one.agreeing if one.figure in found.figures
        ]
        unseen = [one for one in kinds.values() if not any(map(one, found.figures))]
        more = [figure for figure in same if any(is_one(figure) for is_one in unseen)]
        found = replace(found, figures=(*found.figures, *more))
    beside = {
        name: _gathered(_only_of(resolved, is_one), least)
        for name, is_one in kinds.items()
        if found is None or not any(map(is_one, found.figures))
    }
    if found is None:
        if not beside or None in beside.values():
            return resolved
    elif beside:
        missing += [name for name, one in beside.items() if one is None]
    several = [one for one in (found, *beside.values()) if one is not None]
    figures = [figure for one in several for figure in one.figures]
    for words, tables in _tables_named(report, solver):
        told = _told_in(tables, several[0].first, measure, solver)
        figures += told
        if not told and not any(figure.table_id in tables for figure in figures):
            missing.append(words)
    chance = min(one.chance for one in several)
    return Places(several[0].first, _each_once(figures), chance, tuple(missing))


def _tables_named(report: Report, solver: Solver) -> Iterator[tuple[str, tuple[str, ...]]]:
    """The words for tables, each with the tables that they may mean."""
    for words in solver.query.tables:
        tables = () if means_text(words) else solver.tables_called((words,), report)
        if tables:
            yield words, tables


def _told_in(
    tables: tuple[str, ...], first: Chosen, measure: Measure, solver: Solver
) -> list[Figure]:
    """The one amount that tables tell of a thing, of whatever money it is."""
    if first.thing is None:
        return []
    told = solver.amount_of(first.thing, measure, first.report, tables)
    alone = told is not None and told.told and not told.rivals and told.figure.table_id in tables
    return [told.figure] if told is not None and alone else []


def _in_text(figure: Figure) -> bool:
    return not figure.table_id


def _in_a_table(figure: Figure) -> bool:
    return bool(figure.table_id)


_KINDS: dict[str, Callable[[Figure], bool]] = {"表": _in_a_table, "文字": _in_text}


def _text_and_tables(query: Query) -> bool:
    """Whether what a text says is to be held against a table."""
    text = [means_text(words) for words in query.tables]
    return any(text) and not all(text)


def _only_of(resolved: Resolved, is_one: Callable[[Figure], bool]) -> Resolved:
    """The readings that the text, or that tables tell; none where none of them is possible."""

    def told(one: Chosen) -> bool:
        return any(map(is_one, (one.figure, *one.agreeing)))

    possible = any(chance >= _POSSIBLE and told(one) for one, chance in resolved.options)
    return only(resolved, told) if possible else replace(resolved, options=())


def _gathered(resolved: Resolved, least: float) -> Places | None:
    """The places of the likeliest reading. Readings that say otherwise in one of its places speak
    for it: None where it is not so likely with them, or another reading nearly is."""
    best = resolved.best
    if best is None or not best.told:
        return None
    figures = _each_once(_told(best, resolved.link))
    ids = {figure.id for figure in figures}
    of_it = [chance for one, chance in resolved.options if one.figure.id in ids]
    others = tuple(option for option in resolved.options if option[0].figure.id not in ids)
    chance = max(resolved.chance, min(_SURELY, sum(of_it)))
    pooled = replace(resolved, options=((best, chance), *others))
    return Places(best, figures, pooled.chance) if sure(pooled, least) else None


def _told(best: Chosen, link: Link) -> Iterator[Figure]:
    yield best.figure
    known = {figure.id for figure in (best.figure, *best.agreeing)}
    for thing in _things(best, link):
        own = best.figure if thing == best.thing else None
        own = own or next((figure for figure in thing.figures if figure.id in known), None)
        if own is not None:
            yield from _same_measure(own, thing.figures)


def _things(best: Chosen, link: Link) -> list[Thing]:
    """The thing, and others that the words are as well a name of (of two classifications)."""
    others = [one.thing for one in link.candidates if one.found.whole or one.chance >= _LIKE]
    return list(dict.fromkeys((*((best.thing,) if best.thing else ()), *others)))


def _same_measure(own: Figure, figures: Sequence[Figure]) -> list[Figure]:
    """The amounts of a thing that must be one with its own: of the same year, stage, nature and
    body; of its money, of such of which the same amount is told, or of unsaid money."""
    told = [
        one
        for one in figures
        if one.value is not None and _of_what(one) == _of_what(own) and _of_a_size(one, own)
    ]
    funds: set[Fund] = {one.fund for one in told if own.value and agree(one, own)} | {own.fund}
    if not own.fund:
        funds.update([fund for fund in _WIDEST if any(one.fund == fund for one in told)][:1])
    elif own.fund in _WIDEST:
        funds.add("")
    kept = [one for one in told if one.fund in funds]
    # A table tells an amount once: what its other rows and columns say is another one.
    by_table: dict[str, list[Figure]] = {}
    for one in kept:
        by_table.setdefault(one.table_id or one.id, []).append(one)
    same: list[Figure] = []
    for of_table in by_table.values():
        agreeing = [one for one in of_table if agree(one, own)]
        alike = len({(one.value, one.unit) for one in of_table}) == 1
        same += agreeing or (of_table[:1] if alike else [])
    return same


def _of_what(figure: Figure) -> tuple[object, ...]:
    return figure.year, figure.stage, figure.nature, level_key(figure.body)


def _of_a_size(one: Figure, other: Figure) -> bool:
    """Whether one amount may be the other told wrongly (or as nothing), not another one."""
    if is_money(one.unit) != is_money(other.unit):
        return False
    least, most = sorted((in_unit_of(one, other.unit), other.value or Decimal(0)))
    return not least or least * 2 >= most


def _each_once(figures: Iterable[Figure]) -> tuple[Figure, ...]:
    """The figures, each amount of a page's text or tables once; those that agree with the first
    before others."""
    shown: dict[object, Figure] = {}
    for one in figures:
        place = one.locators[0].page if one.locators else 0
        shown.setdefault((place, one.table_id, one.value, one.unit), one)
    first, *others = shown.values()
    return (first, *sorted(others, key=lambda one: not agree(first, one)))


def _stated(measure: Measure, report: Report, solver: Solver) -> Places | None:
    """The places that tell an amount which the question states, of what the measure names; None
    where there are not two amounts or places of that."""
    amounts = solver.query.stated
    if not amounts:
        return None
    figures = [
        figure
        for thing in things_told(report, solver.library).all
        for figure in solver.own(thing.figures, report)
        if figure.value is not None
        and any(same_amount(figure.value, figure.unit, *amount) for amount in amounts)
        and holds_words(measure.words, figure)
    ]
    if not figures:
        return None
    places = _each_once(figures)
    said = sum(any(same_amount(f.value, f.unit, *one) for f in places) for one in amounts)
    return Places(Chosen(report, places[0]), places, _STATED) if said == len(amounts) > 1 else None
