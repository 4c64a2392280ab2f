"""Opening a library's SQL store: made where there is none, refused where it does not fit."""

from __future__ import annotations

from pathlib import Path

from ingest.errors import LibraryMismatch, MingzhangError
from ingest.settings import Settings
from ingest.store.database import EMBEDDING, Database, remembered
from ingest.store.embedding import embedding_name
from ingest.store.lock import WriteLock
from ingest.store.upgrade import bring_up_to_date


def opened_database(folder: Path, settings: Settings) -> Database:
    """The SQL store of a library folder: made where there is none, brought up to date.

    Raises LibraryMismatch where its schema is another version's, MingzhangError where folder or
    database cannot be used.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise MingzhangError(
            f"文库文件夹 {folder} 无法使用：{error.strerror} (unusable library folder)"
        ) from error
    database = Database(folder, settings.database_url)
    if not database.is_made():
        with WriteLock(folder, patience=30).held():
            database.make(embedding_name(settings.embedding))
    bring_up_to_date(database)
    database.check_schema(folder)
    return database


def check_embedding(database: Database, folder: Path, settings: Settings) -> None:
    """Raise LibraryMismatch where the vectors were made with another model than the settings'."""
    wanted = embedding_name(settings.embedding)
    with database.read() as connection:
        # Nothing is remembered where a program before this one was interrupted at embedding again.
        found = remembered(connection, EMBEDDING)
    if found != wanted:
        raise LibraryMismatch(
            f"文库 {folder} 的向量由 {found or '未完成的重建'} 生成，现在设置的是 {wanted} "
            f"(made with {found or 'an unfinished re-embedding'}, the settings say {wanted})",
            advice=f"请重建向量 (embed again): python -m ingest re-embed --library {folder}",
        )
