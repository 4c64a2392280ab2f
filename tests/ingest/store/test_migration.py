"""A library of an earlier schema is brought up to date when it is opened, and keeps all it held."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest
from sqlalchemy.exc import SQLAlchemyError

from ingest.library import Library
from ingest.store import migration
from ingest.store.database import SQLITE_FILE


def _made_old(folder: Path) -> None:
    """What version 3 added is taken out again."""
    with sqlite3.connect(folder / SQLITE_FILE) as connection:
        connection.executescript(
            "DROP TABLE corrections;"
            "ALTER TABLE figures DROP COLUMN source;"
            "ALTER TABLE figures DROP COLUMN confidence;"
            "UPDATE meta SET value = '2' WHERE key = 'schema'"
        )
    connection.close()


def _columns(folder: Path, table: str) -> list[tuple[object, ...]]:
    with sqlite3.connect(folder / SQLITE_FILE) as connection:
        found = connection.execute(f"PRAGMA table_info({table})").fetchall()
    connection.close()
    return found


@pytest.fixture
def held(library, make_reading, make_file):
    """A library of this version with a report in it, closed; its reading."""
    reading = make_reading()
    library.add(reading, make_file())
    library.close()
    return reading


def test_a_library_of_version_2_is_brought_to_3(held, library, settings):
    new = {name: _columns(library.folder, name) for name in ("figures", "corrections")}
    _made_old(library.folder)
    with Library.open(library.folder, settings) as again:
        assert again.tables(held.report.id) == held.tables
        again.correct(held.figures[0].id, "1.00", author="李", reason="误读")
        assert again.figure(held.figures[0].id).printed == "1.00"
    migrated = {name: _columns(library.folder, name) for name in new}
    assert [c[:4] for c in migrated["figures"]] == [c[:4] for c in new["figures"]]
    assert migrated["corrections"] == new["corrections"]


def test_a_migration_that_fails_half_way_leaves_the_old_library(
    held, library, settings, monkeypatch
):
    _made_old(library.folder)
    before = _columns(library.folder, "figures")

    def fails(*_: object) -> None:
        raise SQLAlchemyError("no power")

    with monkeypatch.context() as broken:
        broken.setattr(migration.corrections, "create", fails)
        with pytest.raises(SQLAlchemyError, match="no power"):
            Library.open(library.folder, settings)
    assert _columns(library.folder, "figures") == before
    with Library.open(library.folder, settings) as again:
        assert again.tables(held.report.id) == held.tables
