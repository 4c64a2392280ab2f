"""Facts to rows of the schema and back."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import fields
from typing import Any

from ingest.bodies.names import level_key
from ingest.facts import Fact, real_number
from ingest.store.columns import Row, text_of_value, value_of_text
from ingest.store.schema import facts


def rows_of_facts(told: Iterable[Fact], report_id: str) -> list[Row]:
    """The rows of a report's facts."""
    return [
        {
            "concept": fact.concept,
            "year": fact.year,
            "report_id": report_id,
            "nature": fact.nature,
            "stage": fact.stage,
            "fund": fact.fund,
            "body_key": level_key(fact.body),
            "body": fact.body,
            "own": fact.own,
            "figure_id": fact.figure_id,
            "fen": fact.fen,
            "amount": text_of_value(fact.amount),
            "number": _number(fact),
            "unit": fact.unit,
            "in_table": fact.in_table,
            "agreeing": fact.agreeing,
            "rivals": fact.rivals,
            "contested": fact.contested,
        }
        for fact in told
    ]


def _number(fact: Fact) -> float | None:
    """What sorts an amount that is no money."""
    if fact.amount is None or fact.fen is not None:
        return None
    return float(real_number(fact.amount, fact.unit))


COLUMNS = tuple(facts.c[field.name] for field in fields(Fact))
"""What a fact is made of, in the order of its fields: thousands come at once."""

_AMOUNT = COLUMNS.index(facts.c.amount)


def fact_of(columns: Sequence[Any]) -> Fact:
    """The fact of a row that begins with ``COLUMNS``."""
    told = list(columns[: len(COLUMNS)])
    told[_AMOUNT] = value_of_text(told[_AMOUNT])
    return Fact(*told)
