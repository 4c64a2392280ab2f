"""A library of an earlier schema is brought up to date when it is opened, and keeps all it held."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy.exc import SQLAlchemyError

from ingest import library as library_module
from ingest.across import Measure, Missing, Told
from ingest.library import Library
from ingest.store import upgrade
from ingest.store.database import SQLITE_FILE
from ingest.store.migrations import step_4
from ingest.store.schema import SCHEMA_VERSION, metadata
from tests.ingest.store.old_schemas import statements_back_to

MADE_BY_KEYWORDS = ("keyword", "alembic_version")
"""Tables that are not in the schema's own list: of the keyword search, and alembic's."""


def _made_old(folder: Path, version: str) -> None:
    with sqlite3.connect(folder / SQLITE_FILE) as connection:
        for statement in statements_back_to(version):
            connection.execute(statement)
    connection.close()


def _columns(folder: Path, table: str) -> list[tuple[object, ...]]:
    with sqlite3.connect(folder / SQLITE_FILE) as connection:
        found = connection.execute(f"PRAGMA table_info({table})").fetchall()
    connection.close()
    return found


def _differences(library: Library) -> list[object]:
    """What alembic would still change to come to the schema of this program."""

    def of_the_schema(obj: object, name: str | None, kind: str, *_: object) -> bool:
        return not (kind == "table" and name and name.startswith(MADE_BY_KEYWORDS))

    with library._database.read() as connection:
        options = {"include_object": of_the_schema, "compare_type": True}
        context = MigrationContext.configure(connection, opts=options)
        return list(compare_metadata(context, metadata))


@pytest.fixture
def held(library, make_reading, make_file):
    """A library of this version with two reports in it, closed; the first one's reading."""
    reading = make_reading()
    library.add(reading, make_file())
    library.add(make_reading(content="b", year=2022), make_file("b"))
    library.close()
    return reading


def test_the_steps_lead_to_the_schema_of_this_program():
    assert upgrade.steps().get_heads() == [SCHEMA_VERSION]


def test_a_new_library_is_of_the_schema(library):
    assert _differences(library) == []


@pytest.mark.parametrize("version", ["2", "3"])
def test_an_older_library_is_brought_up_to_date(held, library, settings, version):
    new = {t: _columns(library.folder, t) for t in ("reports", "figures", "corrections", "facts")}
    _made_old(library.folder, version)
    with Library.open(library.folder, settings) as again:
        assert _differences(again) == []
        assert again.tables(held.report.id) == held.tables
        assert again.years()[held.report.id] == (2023,)
        again.correct(held.figures[0].id, "1.00", author="李", reason="误读")
        assert again.figure(held.figures[0].id).printed == "1.00"
        again.remove(held.report.id)
        assert {f.passage.report_id for f in again.search("出国", by="keywords")} == {
            report.id for report in again.reports()
        }
    migrated = {table: _columns(library.folder, table) for table in new}
    assert {t: {c[1] for c in cs} for t, cs in migrated.items()} == {
        t: {c[1] for c in cs} for t, cs in new.items()
    }


def test_a_correction_lives_through_it(held, library, settings):
    with Library.open(library.folder, settings) as opened:
        made = opened.correct(held.figures[0].id, "1.00", author="李", reason="误读")
    _made_old(library.folder, "3")
    with Library.open(library.folder, settings) as again:
        assert again.corrections() == (made,)
        assert again.figure(held.figures[0].id).correction == made


def test_what_an_older_reader_read_is_told_as_such_until_it_is_read_again(
    library, settings, make_reading, make_file, monkeypatch
):
    reading = make_reading(concept="economic.30101")
    with monkeypatch.context() as before:
        before.setattr(library_module, "reader_version", lambda: "5")
        library.add(reading, make_file())
    library.close()
    _made_old(library.folder, "3")
    wages = Measure("economic.30101")
    with Library.open(library.folder, settings) as again:
        told = again.value(wages, report_id=reading.report.id)
        assert isinstance(told, Missing) and told.reason == "older_reader"
        assert again.add(reading, make_file()) == "replaced"
        told = again.value(wages, report_id=reading.report.id)
        assert isinstance(told, Told) and told.figure == reading.figures[0]


def test_a_migration_that_fails_half_way_leaves_the_old_library(
    held, library, settings, monkeypatch
):
    _made_old(library.folder, "2")
    before = _columns(library.folder, "figures")

    def fails(*_: object) -> None:
        raise SQLAlchemyError("no power")

    with monkeypatch.context() as broken:
        # Alembic loads the steps itself: what they call is broken instead.
        broken.setattr(step_4.op, "get_bind", fails)
        with pytest.raises(SQLAlchemyError, match="no power"):
            Library.open(library.folder, settings)
    assert _columns(library.folder, "figures") == before
    with Library.open(library.folder, settings) as again:
        assert again.tables(held.report.id) == held.tables
