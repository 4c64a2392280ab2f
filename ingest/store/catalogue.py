"""The catalogue of printed names, kept up to date: a change costs what the reports changed have.

Every report has a stamp: the generation that it was written with. What the catalogue knows of a
report is let go and asked for anew where its stamp is another one.
"""

from __future__ import annotations

import threading
from bisect import insort
from collections.abc import Callable, Collection, Hashable, Iterable, Iterator
from itertools import groupby
from typing import Any, Generic, TypeVar

from sqlalchemy import Connection, Select, select

from ingest.selection import Catalogue, CatalogueColumn, CatalogueRow
from ingest.store.columns import path_of_text
from ingest.store.database import Database, generation_of
from ingest.store.schema import column_names, passages, reports, row_names

_Name = TypeVar("_Name", bound=Hashable)
_Entry = TypeVar("_Entry")
_Stamp = tuple[int, int]
"""Position and generation of a report."""

_AT_ONCE = 500
"""Reports asked for in one query: SQLite bounds how many can be named."""
_MOST_NAMES = 1 << 24
"""More names than a report can have."""


class _Names(Generic[_Name, _Entry]):
    """Distinct names with the reports that have them, both in the order of adding and of print."""

    def __init__(self, make: Callable[[_Name, tuple[str, ...]], _Entry]) -> None:
        self._make = make
        self._places: dict[_Name, list[int]] = {}
        self._names: dict[int, list[_Name]] = {}
        self._reports: dict[int, str] = {}
        self._entries: dict[_Name, _Entry] = {}

    def add(self, report_id: str, position: int, names: Iterable[_Name]) -> None:
        """Take in the names of a report, in their order."""
        kept = self._names[position] = list(names)
        self._reports[position] = report_id
        for at, name in enumerate(kept):
            insort(self._places.setdefault(name, []), position * _MOST_NAMES + at)
            self._entries.pop(name, None)

    def drop(self, position: int) -> None:
        """Let go of the names of a report."""
        self._reports.pop(position, None)
        for name in self._names.pop(position, ()):
            places = [at for at in self._places[name] if at // _MOST_NAMES != position]
            self._entries.pop(name, None)
            if places:
                self._places[name] = places
            else:
                del self._places[name]

    def entries(self) -> tuple[_Entry, ...]:
        """An entry a name, in the order in which each first appears."""
        for name in self._places.keys() - self._entries.keys():
            ids = dict.fromkeys(self._reports[at // _MOST_NAMES] for at in self._places[name])
            self._entries[name] = self._make(name, tuple(ids))
        ordered = sorted(self._places, key=lambda name: self._places[name][0])
        return tuple(self._entries[name] for name in ordered)


class KeptCatalogue:
    """The catalogue of one library as it stands; several threads may ask for it."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._lock = threading.Lock()
        self._generation = -1
        self._stamps: dict[str, _Stamp] = {}
        self._rows = _Names[tuple[str, str, str], CatalogueRow](
            lambda name, ids: CatalogueRow(*name, ids)
        )
        self._columns = _Names[tuple[str, str], CatalogueColumn](
            lambda name, ids: CatalogueColumn(name[0], path_of_text(name[1]), ids)
        )
        self._terms: dict[int, tuple[tuple[str, str], ...]] = {}
        self._catalogue: Catalogue | None = None

    def current(self) -> Catalogue:
        """The catalogue of the contents as they are now: one object until they change."""
        with self._lock, self._database.read() as connection:
            generation = generation_of(connection)
            if self._catalogue is None or generation != self._generation:
                self._bring_up_to_date(connection)
                self._catalogue = Catalogue(
                    rows=self._rows.entries(),
                    columns=self._columns.entries(),
                    terms=tuple(term for at in sorted(self._terms) for term in self._terms[at]),
                )
                self._generation = generation
            return self._catalogue

    def _bring_up_to_date(self, connection: Connection) -> None:
        now = _stamps(connection)
        for report_id, stamp in list(self._stamps.items()):
            if now.get(report_id) != stamp:
                self._drop(report_id)
        coming = [report_id for report_id in now if report_id not in self._stamps]
        for at in range(0, len(coming), _AT_ONCE):
            some = coming[at : at + _AT_ONCE]
            self._add(connection, {report_id: now[report_id] for report_id in some})

    def _drop(self, report_id: str) -> None:
        position, _ = self._stamps.pop(report_id)
        self._rows.drop(position)
        self._columns.drop(position)
        self._terms.pop(position, None)

    def _add(self, connection: Connection, some: dict[str, _Stamp]) -> None:
        for report_id, told in _told(connection, _rows_of(some)):
            self._rows.add(report_id, some[report_id][0], told)
        for report_id, told in _told(connection, _columns_of(some)):
            self._columns.add(report_id, some[report_id][0], told)
        for report_id, told in _told(connection, _terms_of(some)):
            distinct = tuple(term for (term,), _ in groupby(told))
            self._terms[some[report_id][0]] = tuple((term, report_id) for term in distinct)
        self._stamps.update(some)


def _stamps(connection: Connection) -> dict[str, _Stamp]:
    """The reports held, in the order of adding."""
    found = connection.execute(
        select(reports.c.id, reports.c.position, reports.c.written).order_by(reports.c.position)
    )
    return {report_id: (position, written) for report_id, position, written in found}


def _told(
    connection: Connection, asked: Select[*tuple[Any, ...]]
) -> Iterator[tuple[str, list[Any]]]:
    """The names of each report that has some, as tuples of what is asked behind its id."""
    found = connection.execute(asked)
    for report_id, rows in groupby(found, key=lambda row: str(row[0])):
        yield report_id, [tuple(row[1:]) for row in rows]


def _rows_of(report_ids: Collection[str]) -> Select[*tuple[Any, ...]]:
    return (
        select(row_names.c.report_id, row_names.c.form, row_names.c.row_code, row_names.c.row_label)
        .where(row_names.c.report_id.in_(report_ids))
        .order_by(row_names.c.report_id, row_names.c.position)
    )


def _columns_of(report_ids: Collection[str]) -> Select[*tuple[Any, ...]]:
    return (
        select(column_names.c.report_id, column_names.c.form, column_names.c.column_path)
        .where(column_names.c.report_id.in_(report_ids))
        .order_by(column_names.c.report_id, column_names.c.position)
    )


def _terms_of(report_ids: Collection[str]) -> Select[*tuple[Any, ...]]:
    return (
        select(passages.c.report_id, passages.c.term)
        .where(passages.c.report_id.in_(report_ids), passages.c.term != "")
        .order_by(passages.c.report_id, passages.c.position)
    )
