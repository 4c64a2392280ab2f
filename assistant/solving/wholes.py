"""All that a body has on one side of its budget, where words name no line but the whole."""

from __future__ import annotations

from collections.abc import Mapping

from assistant.linking.things import Thing, Things
from assistant.query import Side
from assistant.solving.amounts import Chosen, Wanted, chosen
from ingest.bodies.names import level_key
from ingest.concepts.concept import concepts, name_key
from ingest.facts import agree
from ingest.nouns import Figure, Kind

_TOLD = 0.95
"""How likely the first of the concepts is meant that tell a whole."""
_CONTESTED = 0.7
"""How likely it is where the report tells several amounts of it."""
_OTHER = 0.3
"""How likely another of them is meant that tells another amount."""
_FITS = 0.8
_CONCEPTS: Mapping[tuple[Kind, Side], tuple[str, ...]] = {
    # A budget is what may be spent, with what was carried over; an account what was spent.
    ("budget", "income"): ("income_total", "balance_total", "income"),
    ("budget", "spending"): ("expenditure_total", "balance_total", "expenditure"),
    ("budget", "both"): ("expenditure_total", "income_total", "balance_total", "expenditure"),
    ("final_accounts", "income"): ("income", "income_total"),
    ("final_accounts", "spending"): ("expenditure", "expenditure_total"),
    ("final_accounts", "both"): ("expenditure_total", "income_total", "balance_total"),
}


def whole_told(side: Side, told: Things, wanted: Wanted) -> tuple[tuple[Chosen, float], ...]:
    """The amounts that may be meant by a whole, each once with its chance, the likeliest first;
    none where the report tells no whole of the money and year wanted."""
    found: list[tuple[Chosen, float]] = []
    # What is called by its own name (收入总计) is that.
    named = name_key(wanted.said.core)
    order = _CONCEPTS[wanted.report.kind, side]
    for concept in sorted(order, key=lambda one: name_key(concepts()[one].name) != named):
        thing = told.by_key(concept)
        one = chosen(thing, wanted) if thing else None
        if one is None or not one.told or one.fit < _FITS:
            continue
        if any(agree(one.figure, other.figure) for other, _ in found):
            continue
        likely = _CONTESTED if one.rivals else _TOLD
        found.append((one, likely if not found else _OTHER))
    # Of which side some money is meant must be said where its sides are not equal.
    unsaid = side == "both" and wanted.said.fund and len(found) > 1
    return () if unsaid else tuple(found)


def telling_the_same(side: Side, told: Things, whole: Chosen) -> tuple[Thing, ...]:
    """What tells a whole of a side in a report: the thing that it was found by, and any other whole
    of that side that tells the same amount (收入 where it equals 支出)."""
    own = whole.thing
    concepts_of_side = _CONCEPTS[whole.report.kind, side] if side else ()
    others = (told.by_key(c) for c in concepts_of_side if own and c != own.key)
    same = tuple(
        one for one in others if one and any(_agrees(f, whole.figure) for f in one.figures)
    )
    first = told.by_key(own.key) if own else None
    return (first, *same) if first else same


def _agrees(one: Figure, other: Figure) -> bool:
    """Whether two figures tell one amount, of one year, stage, money and body."""
    kinds = ((f.year, f.stage, f.fund, f.nature, level_key(f.body)) for f in (one, other))
    return len({*kinds}) == 1 and agree(one, other)
