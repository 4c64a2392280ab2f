"""Questions to the SQL store whose answers are kept until the contents change."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar, TypeVarTuple

from sqlalchemy import Connection

from ingest.store import queries
from ingest.store.database import Database, generation_of
from ingest.store.recent import Recent

_T = TypeVar("_T")
_About = TypeVarTuple("_About")


class Recall:
    """Asks the store, and keeps the last ``most`` answers of one generation."""

    def __init__(self, database: Database, most: int) -> None:
        self._database = database
        self._recent = Recent(most)

    def asked(self, query: Callable[[Connection, *_About], _T], *about: *_About) -> _T:
        """What a query of ``queries`` answers; what it is about must be hashable."""
        with self._database.read() as connection:
            return self._kept(connection, query, *about)

    def of_report(self, query: Callable[[Connection, str], _T], report_id: str) -> _T:
        """What a query answers of a report. Raises NoSuchReport."""
        with self._database.read() as connection:
            queries.report_row(connection, report_id)
            return self._kept(connection, query, report_id)

    def _kept(
        self,
        connection: Connection,
        query: Callable[[Connection, *_About], _T],
        *about: *_About,
    ) -> _T:
        key = (query, *about)
        return self._recent.get(generation_of(connection), key, lambda: query(connection, *about))
