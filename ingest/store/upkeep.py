"""Keeping the vector index and the originals in step with SQL, which is the truth."""

from __future__ import annotations

from dataclasses import dataclass

from ingest.store import queries
from ingest.store.columns import Row
from ingest.store.database import Database, raise_generation, remember, remembered
from ingest.store.originals import Originals
from ingest.store.vectors import VectorIndex


@dataclass(frozen=True, slots=True)
class Tidied:
    """What was put right: vectors of no passage taken out, passages without vector put in."""

    interrupted: str
    vectors_dropped: int
    vectors_restored: int


def left_over(database: Database) -> str:
    """The id of the report whose change was begun and not ended, or ""."""
    with database.read() as connection:
        return remembered(connection, "pending")


def begin(database: Database, report_id: str) -> None:
    """Note that a change of this report begins."""
    with database.write() as connection:
        remember(connection, "pending", report_id)


def end(database: Database) -> None:
    """Note that the change has ended and nothing is left over."""
    begin(database, "")


def in_step(database: Database, vectors: VectorIndex) -> bool:
    """Whether nothing is left over and both stores hold as many passages."""
    with database.read() as connection:
        passages = queries.passage_count(connection)
        return not remembered(connection, "pending") and vectors.count() == passages


def tidy(database: Database, vectors: VectorIndex, originals: Originals) -> Tidied:
    """Bring vectors and originals in step with SQL; nothing that is visible changes."""
    with database.read() as connection:
        interrupted = remembered(connection, "pending")
        known = queries.passage_ids(connection)
        indexed = vectors.ids()
        missing = queries.passages_by_id(connection, sorted(known - indexed))
        hashes = queries.hashes(connection)
    vectors.delete(indexed - known)
    vectors.upsert(tuple(missing.values()))
    originals.drop_all_but(hashes)
    end(database)
    return Tidied(interrupted, len(indexed - known), len(missing))


def drop_gone(database: Database, vectors: VectorIndex, originals: Originals, gone: Row) -> None:
    """Drop the vectors and the file of a report row that SQL no longer holds as it was."""
    with database.read() as connection:
        known = {passage.id for passage in queries.passages_of(connection, gone["id"])}
        kept = queries.row_of_file(connection, gone["sha256"])
    vectors.delete(vectors.ids(gone["id"]) - known)
    if kept is None:
        originals.drop(gone["sha256"])


def embed_all(database: Database, vectors: VectorIndex, embedding: str) -> int:
    """Embed every passage anew; returns how many. Interrupted, the library stays unusable."""
    with database.write() as connection:
        remember(connection, "embedding", "")
    vectors.clear()
    count = 0
    with database.read() as connection:
        for report in queries.all_reports(connection):
            passages = queries.passages_of(connection, report.id)
            vectors.upsert(passages)
            count += len(passages)
    with database.write() as connection:
        remember(connection, "embedding", embedding)
        raise_generation(connection)
    return count
