"""Bringing a library of an earlier schema to this program's, in place and in one transaction.

The steps are in ``ingest.store.migrations``; alembic finds those that are wanting and takes them.
It is imported where there is something to do: opening a library of today's schema needs none of it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import Connection

from ingest.store.database import Database, remember, remembered
from ingest.store.schema import SCHEMA_VERSION

if TYPE_CHECKING:
    from alembic.script import ScriptDirectory

_UNSTEPPED = "2"
"""The schema from which the first step leads on."""


def steps() -> ScriptDirectory:
    """The steps as alembic knows them."""
    from alembic.config import Config
    from alembic.script import ScriptDirectory

    config = Config()
    # A package, not a path: where the program is installed may have a name that means something
    # to alembic.
    config.set_main_option("script_location", "ingest.store:migrations")
    config.set_main_option("version_locations", "ingest.store:migrations")
    config.set_main_option("path_separator", "newline")
    return ScriptDirectory.from_config(config)


def bring_up_to_date(database: Database) -> None:
    """Take the steps that lead on from the library's version; none where none does."""
    with database.read() as connection:
        if remembered(connection, "schema") == SCHEMA_VERSION:
            return
    with database.write() as connection:
        # Read again: another process may have taken the steps meanwhile.
        found = remembered(connection, "schema")
        if found != SCHEMA_VERSION:
            _step_on(connection, found)


def _step_on(connection: Connection, found: str) -> None:
    from alembic.operations import Operations
    from alembic.runtime.migration import MigrationContext, RevisionStep

    script = steps()
    known = {step.revision for step in script.walk_revisions()}
    if found not in known | {_UNSTEPPED}:
        return

    def wanting(heads: tuple[str, ...], _: MigrationContext) -> list[RevisionStep]:
        return script._upgrade_revs(SCHEMA_VERSION, heads)  # type: ignore[arg-type]

    context = MigrationContext.configure(connection, opts={"fn": wanting})
    if found in known:
        context.stamp(script, found)
    with Operations.context(context):
        context.run_migrations()
    remember(connection, "schema", SCHEMA_VERSION)
