"""A large library for measuring, made by copying the records of a small one.

The copies are written straight into its SQLite file: each of another publisher, of one year, with
ids of their own. They have no vectors and no files; everything else is as if it had been read.
"""

from __future__ import annotations

import hashlib
import shutil
import sqlite3
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path

from ingest.bodies.names import body_key
from ingest.library import Library
from ingest.nouns import Report

_FILE = "library.sqlite"
_TABLES = (
    "report_years",
    "report_tables",
    "figures",
    "facts",
    "classifications",
    "passages",
    "row_names",
    "column_names",
)
"""What a report's records are in, reports themselves and keywords aside."""
_IDS = {"id", "report_id", "table_id", "figure_id", "passage_id"}
_YEARS = {"year", "fiscal_year"}
_AT_ONCE = 100
"""Copies written in one transaction."""


def alike(library: Library) -> tuple[Report, ...]:
    """The reports to copy: those of the kind and level of which there are most."""
    reports = library.reports()
    counts = Counter((report.kind, report.level) for report in reports)
    kind, level = counts.most_common(1)[0][0]
    return tuple(r for r in reports if (r.kind, r.level) == (kind, level))


def library_of_copies(source: Library, folder: Path, count: int) -> None:
    """Make a library of ``count`` reports in ``folder``: those of ``source`` and copies of them.

    All copies are of the latest year among the reports that are copied.
    """
    shutil.copytree(source.folder, folder, dirs_exist_ok=True)
    models = alike(source)
    year = max(report.fiscal_year for report in models)
    with _opened(folder / _FILE) as connection:
        for first in range(len(source.reports()), count, _AT_ONCE):
            some = range(first, min(first + _AT_ONCE, count))
            with connection:
                connection.execute("BEGIN")
                for at in some:
                    _copy(connection, models[at % len(models)], at, year)
                # The last report written must be one with vectors.
                connection.execute(
                    "UPDATE meta SET value = value + ? WHERE key = 'generation'", (len(some),)
                )


@contextmanager
def _opened(file: Path) -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(file, isolation_level=None)) as connection:
        connection.execute("PRAGMA synchronous=OFF")
        connection.execute("PRAGMA cache_size=-400000")
        connection.create_function("copied", 2, _copied, deterministic=True)
        connection.create_function("key_of", 1, body_key, deterministic=True)
        yield connection


def _copied(identifier: str, copy: int) -> str:
    """The id of a copy: as scattered as ids of content are."""
    return hashlib.sha256(f"{identifier}{copy}".encode()).hexdigest()[:24] if identifier else ""


def _copy(connection: sqlite3.Connection, model: Report, copy: int, year: int) -> None:
    """Copies one report as that of another publisher, its years moved to ``year``."""
    told = {
        "model": model.id,
        "copy": copy,
        "moved": year - model.fiscal_year,
        "publisher": model.publisher,
        "name": f"{model.publisher}{copy}",
    }
    position = "(SELECT max(position) + 1 FROM reports)"
    _insert(connection, "reports", {"position": position, "written": "0"}, "id", told)
    for table in _TABLES:
        _insert(connection, table, {}, "report_id", told)
    last = connection.execute("SELECT max(rowid) FROM keywords").fetchone()[0] or 0
    connection.execute(
        "INSERT INTO keywords (tokens, passage_id, report_id)"
        " SELECT tokens, copied(passage_id, :copy), copied(report_id, :copy) FROM keywords"
        " WHERE rowid BETWEEN (SELECT first FROM keyword_rows WHERE report_id = :model)"
        " AND (SELECT last FROM keyword_rows WHERE report_id = :model)",
        told,
    )
    connection.execute(
        "INSERT INTO keyword_rows (report_id, first, last)"
        f" SELECT copied(:model, :copy), {last + 1}, max(rowid) FROM keywords"
        f" HAVING max(rowid) > {last}",
        told,
    )


def _insert(
    connection: sqlite3.Connection,
    table: str,
    values: dict[str, str],
    of: str,
    told: dict[str, object],
) -> None:
    columns = _columns(connection, table)
    taken = ", ".join(values.get(column, _value(column)) for column in columns)
    names = ", ".join(f'"{column}"' for column in columns)
    connection.execute(
        f"INSERT INTO {table} ({names}) SELECT {taken} FROM {table} WHERE {of} = :model", told
    )


def _columns(connection: sqlite3.Connection, table: str) -> Sequence[str]:
    return [row[1] for row in connection.execute(f"PRAGMA table_info({table})")]


def _value(column: str) -> str:
    """What a copy has in a column; the publisher's name stands in several."""
    if column in _IDS or column == "sha256":
        return f'copied("{column}", :copy)'
    if column in _YEARS:
        return f'"{column}" + :moved'
    if column in ("publisher", "body"):
        return f'CASE WHEN "{column}" = :publisher THEN :name ELSE "{column}" || :copy END'
    if column == "publisher_key":
        return "key_of(:name)"
    if column == "body_key":
        return "CASE WHEN own THEN key_of(:name) ELSE body_key || :copy END"
    return f'"{column}"'
