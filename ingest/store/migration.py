"""Bringing a library of an earlier schema to this program's, in place and in one transaction."""

from __future__ import annotations

from collections.abc import Callable

from sqlalchemy import Connection, text

from ingest.store.database import Database, remember, remembered
from ingest.store.schema import corrections


def _to_3(connection: Connection) -> None:
    """Figures say how they were read; corrections are kept."""
    for column in ("source VARCHAR(16) DEFAULT 'text' NOT NULL", "confidence FLOAT"):
        connection.execute(text(f"ALTER TABLE figures ADD COLUMN {column}"))
    corrections.create(connection)


_STEPS: dict[str, tuple[str, Callable[[Connection], None]]] = {"2": ("3", _to_3)}
"""What follows on a version, and how to come there."""


def bring_up_to_date(database: Database) -> None:
    """Take the steps that lead on from the library's version; none where none does."""
    with database.read() as connection:
        if remembered(connection, "schema") not in _STEPS:
            return
    with database.write() as connection:
        # Read again: another process may have taken the steps meanwhile.
        while (found := remembered(connection, "schema")) in _STEPS:
            following, step = _STEPS[found]
            step(connection)
            remember(connection, "schema", following)
