"""All that a body has on one side of its budget, where words name no line but the whole."""

from __future__ import annotations

from collections.abc import Mapping

from assistant.linking.things import Things
from assistant.query import Side
from assistant.solving.amounts import Chosen, Wanted, chosen
from ingest.concepts.concept import concepts, name_key
from ingest.facts import agree
from ingest.nouns import Kind

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
    return tuple(found)
