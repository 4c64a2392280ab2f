"""Facts to rows of the schema and back."""

from __future__ import annotations

from collections.abc import Iterable

from ingest.body_key import body_key
from ingest.facts import Fact, real_number
from ingest.store.columns import Row, text_of_value, value_of_text


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
            "body_key": body_key(fact.body),
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


def fact_of_row(row: Row) -> Fact:
    """The fact of a row."""
    return Fact(
        concept=row["concept"],
        fund=row["fund"],
        nature=row["nature"],
        stage=row["stage"],
        year=row["year"],
        body=row["body"],
        own=bool(row["own"]),
        figure_id=row["figure_id"],
        amount=value_of_text(row["amount"]),
        fen=row["fen"],
        unit=row["unit"],
        in_table=bool(row["in_table"]),
        agreeing=row["agreeing"],
        rivals=row["rivals"],
        contested=bool(row["contested"]),
    )
