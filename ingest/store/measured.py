"""What reports measure: which concepts, funds and natures they tell, and how many tell each."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import Connection, distinct, func, select

from ingest.across import MeasurePart
from ingest.nouns import Stage
from ingest.store.schema import facts

_NO_AMOUNTS: tuple[Stage, ...] = ("change", "rate", "target")
"""Stages at which no amount of a measure itself is told."""

Among = tuple[tuple[str, tuple[str | int, ...]], ...]
"""Columns of facts, each with the values that count; without values it does not restrict."""


def measured(
    connection: Connection, parts: tuple[MeasurePart, ...], among: Among
) -> Mapping[tuple[str, ...], int]:
    """How many reports tell each combination of the parts, among the facts that count."""
    columns = [facts.c[part] for part in parts]
    wanted = (
        select(*columns, func.count(distinct(facts.c.report_id)))
        .where(facts.c.stage.not_in(_NO_AMOUNTS))
        .where(*(facts.c[column].in_(values) for column, values in among if values))
        .group_by(*columns)
    )
    return {tuple(row[:-1]): row[-1] for row in connection.execute(wanted)}
