"""The passages to train an embedding model on: of report files, and of libraries that hold some."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from ingest.errors import MingzhangError
from ingest.nouns import Passage
from ingest.reading import read_report
from ingest.settings import Settings
from ingest.store import queries
from ingest.store.database import SQLITE_FILE
from ingest.store.opening import opened_database
from ingest.taking_in import pdf_files


def passages_to_train_on(paths: Sequence[Path], settings: Settings) -> tuple[Passage, ...]:
    """The passages of PDF files, of folders of these, and of library folders, each text once.

    A file that is no report is passed over, as libraries do. Raises MingzhangError where a path
    holds neither, or where no passages were found at all.
    """
    libraries = [path for path in paths if (path / SQLITE_FILE).is_file()]
    files = pdf_files([path for path in paths if path not in libraries])
    passages = [p for path in libraries for p in _of_library(path, settings)]
    for file in files:
        try:
            passages += read_report(file, settings).passages
        except MingzhangError:
            continue
    if not passages:
        raise MingzhangError("没有可供训练的文字 (no passages to train on)")
    return tuple({passage.text: passage for passage in reversed(passages)}.values())[::-1]


def _of_library(folder: Path, settings: Settings) -> list[Passage]:
    """All passages of a library, whatever model its vectors were made with."""
    database = opened_database(folder, settings)
    try:
        with database.read() as connection:
            reports = queries.all_reports(connection)
            return [p for report in reports for p in queries.passages_of(connection, report.id)]
    finally:
        database.close()
