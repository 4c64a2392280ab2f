"""The SQL store: connections, transactions, and what the library remembers about itself."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any
from uuid import uuid4

from sqlalchemy import Connection, Engine, create_engine, event, inspect, select, text
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError, OperationalError

from ingest.errors import LibraryMismatch, MingzhangError
from ingest.store import keywords
from ingest.store.schema import SCHEMA_VERSION, meta, metadata

SQLITE_FILE = "library.sqlite"
_WRITER_KEY = 0x6D696E67  # any fixed number: one advisory lock for the writers of a database
_WRITES = "mingzhang_writes"

COLLECTION, EMBEDDING = "collection", "embedding"
"""What is remembered of the vectors: the collection that is shown, and the model it is of."""


def database_url(folder: Path, configured: str) -> str:
    """The configured URL, or that of the SQLite file inside the folder."""
    return configured or f"sqlite:///{(folder / SQLITE_FILE).resolve()}"


def _made_private(file: Path) -> None:
    """Make the file for its owner alone: it names staff. SQLite makes those beside it alike."""
    with suppress(OSError):
        # What cannot be made is told when the database is opened.
        os.close(os.open(file, os.O_CREAT | os.O_RDWR, 0o600))


def _set_up_sqlite(dbapi_connection: Any, _record: object) -> None:
    # The driver's own transaction handling is off, so that a reader's SELECTs share a snapshot.
    dbapi_connection.isolation_level = None
    for pragma in ("journal_mode=WAL", "synchronous=NORMAL", "foreign_keys=ON"):
        dbapi_connection.execute(f"PRAGMA {pragma}")


def _begin_sqlite(connection: Connection) -> None:
    writes = connection.get_execution_options().get(_WRITES, False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def _engine_of(url: str) -> Engine:
    try:
        dialect = make_url(url).get_backend_name()
        if dialect == "sqlite":
            engine = create_engine(url, connect_args={"timeout": 30})
            event.listen(engine, "connect", _set_up_sqlite)
            event.listen(engine, "begin", _begin_sqlite)
            return engine
        if dialect == "postgresql":
            return create_engine(url, isolation_level="REPEATABLE READ", pool_pre_ping=True)
    except (ArgumentError, NoSuchModuleError, ModuleNotFoundError) as error:
        raise MingzhangError(
            f"数据库地址无法使用：{error} (unusable database URL)",
            advice="请检查 MINGZHANG_DATABASE_URL 与所装驱动 (check the URL and its driver)",
        ) from error
    raise MingzhangError(
        f"不支持的数据库 {dialect} (unsupported database)",
        advice="请用 sqlite 或 postgresql+psycopg (use SQLite or PostgreSQL)",
    )


def new_collection() -> str:
    """A name that no collection of vectors has, on whichever server."""
    return f"passages-{uuid4().hex}"


class Database:
    """One open SQL store. Reads are snapshots; a write is one transaction, all or nothing."""

    def __init__(self, folder: Path, configured_url: str = "") -> None:
        if not configured_url:
            _made_private(folder / SQLITE_FILE)
        self._engine = _engine_of(database_url(folder, configured_url))
        self._writer = self._engine.execution_options(**{_WRITES: True})
        if self._engine.dialect.name == "postgresql":
            # A writer that waited for its turn must see what the one before it wrote.
            self._writer = self._engine.execution_options(isolation_level="READ COMMITTED")

    def close(self) -> None:
        """Give back all connections."""
        self._engine.dispose()

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """A connection whose SELECTs all see the same committed state."""
        with self._engine.connect() as connection:
            yield connection

    @contextmanager
    def write(self) -> Iterator[Connection]:
        """A connection whose changes become visible together when the block ends without error.

        Raises MingzhangError where the store cannot take them (disk full, read only).
        """
        try:
            with self._writer.begin() as connection:
                if connection.dialect.name == "postgresql":
                    connection.execute(text(f"SELECT pg_advisory_xact_lock({_WRITER_KEY})"))
                yield connection
        except OperationalError as error:
            raise MingzhangError(
                f"数据库写不进去：{error.orig} (the database cannot be written)",
                advice="请检查磁盘空间与权限 (check disk space and permissions)",
            ) from error

    @contextmanager
    def change(self) -> Iterator[Connection]:
        """A write that changes what the library holds: its generation rises."""
        with self.write() as connection:
            yield connection
            raise_generation(connection)

    def is_made(self) -> bool:
        """Whether the tables exist. Raises MingzhangError where the store cannot be reached."""
        try:
            with self.read() as connection:
                return inspect(connection).has_table(meta.name)
        except DBAPIError as error:
            raise MingzhangError(
                f"数据库打不开：{error.orig} (the database cannot be opened)"
            ) from error

    def make(self, embedding: str) -> None:
        """Create the tables, in one transaction, and remember what they are made with."""
        with self.write() as connection:
            if inspect(connection).has_table(meta.name):
                return
            metadata.create_all(connection)
            keywords.create(connection)
            facts = {
                "schema": SCHEMA_VERSION,
                EMBEDDING: embedding,
                "generation": "0",
                COLLECTION: new_collection(),
            }
            connection.execute(
                meta.insert(), [{"key": key, "value": value} for key, value in facts.items()]
            )

    def check_schema(self, folder: Path) -> None:
        """Raise LibraryMismatch where the tables are of another version than this program's."""
        with self.read() as connection:
            found = remembered(connection, "schema")
        if found != SCHEMA_VERSION:
            raise LibraryMismatch(
                f"文库 {folder} 的结构版本是 {found or '未知'}，本程序是 {SCHEMA_VERSION} "
                f"(library schema {found or 'unknown'}, program {SCHEMA_VERSION})",
                advice="请读入新的文库 (read the reports into a new library): "
                f"python -m ingest add {folder / 'files'} --library NEW_DIR",
            )


def remembered(connection: Connection, key: str) -> str:
    """What the library remembers under a key, or "" where it remembers nothing."""
    found = connection.execute(select(meta.c.value).where(meta.c.key == key)).scalar()
    return str(found) if found is not None else ""


def remember(connection: Connection, key: str, value: str) -> None:
    """Remember a value under a key; "" forgets it."""
    connection.execute(meta.delete().where(meta.c.key == key))
    if value:
        connection.execute(meta.insert(), {"key": key, "value": value})


def generation_of(connection: Connection) -> int:
    """How many times the library's contents have changed."""
    return int(remembered(connection, "generation") or 0)


def raise_generation(connection: Connection) -> None:
    """Say that the contents change with this transaction."""
    remember(connection, "generation", str(generation_of(connection) + 1))
