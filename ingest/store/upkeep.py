"""Keeping the vector index and the originals in step with SQL, which is the truth."""

from __future__ import annotations

from dataclasses import dataclass

from ingest.store import queries
from ingest.store.columns import Row
from ingest.store.database import COLLECTION, EMBEDDING, Database, remember, remembered
from ingest.store.originals import Originals
from ingest.store.vectors import VectorIndex

_PENDING = "pending"
"""Remembers the report whose change was begun."""
_SPARE = "spare_collection"
"""Remembers the collection that is not shown: the one to come, then the one that was."""


@dataclass(frozen=True, slots=True)
class Tidied:
    """What was put right: vectors of no passage taken out, passages without vector put in."""

    interrupted: str
    vectors_dropped: int
    vectors_restored: int


def left_over(database: Database) -> str:
    """The id of the report whose change was begun and not ended, a collection not shown, or ""."""
    with database.read() as connection:
        return remembered(connection, _PENDING) or remembered(connection, _SPARE)


def begin(database: Database, report_id: str) -> None:
    """Note that a change of this report begins."""
    with database.write() as connection:
        remember(connection, _PENDING, report_id)


def end(database: Database) -> None:
    """Note that the change has ended and nothing is left over."""
    begin(database, "")


def in_step(database: Database, vectors: VectorIndex) -> bool:
    """Whether nothing is left over, and the index has what was written last.

    A change that was interrupted is noted; an index that was lost or exchanged lacks the last
    report. To count all passages would make each adding dearer than the one before.
    """
    if left_over(database):
        return False
    with database.read() as connection:
        last = queries.last_written(connection)
        return queries.passage_ids_of(connection, last) <= vectors.ids(last)


def tidy(database: Database, vectors: VectorIndex, originals: Originals) -> Tidied:
    """Bring vectors and originals in step with SQL; nothing that is visible changes."""
    interrupted = left_over(database)
    drop_spare(database, vectors)
    with database.read() as connection:
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
        known = queries.passage_ids_of(connection, gone["id"])
        kept = queries.row_of_file(connection, gone["sha256"])
    vectors.delete(vectors.ids(gone["id"]) - known)
    if kept is None:
        originals.drop(gone["sha256"])


def drop_spare(database: Database, vectors: VectorIndex) -> None:
    """Drop the collection that is not shown, if there is one."""
    with database.read() as connection:
        spare = remembered(connection, _SPARE)
    if spare:
        vectors.drop(spare)
        with database.write() as connection:
            remember(connection, _SPARE, "")


def embed_all(database: Database, coming: VectorIndex) -> int:
    """Embed every passage into the collection ``coming`` and show it in place of the former one.

    Returns how many passages there are. One commit makes the change: until then the former
    collection is shown, whatever happens; afterwards it is dropped.
    """
    drop_spare(database, coming)
    with database.write() as connection:
        remember(connection, _SPARE, coming.collection)
    count = 0
    with database.read() as connection:
        for report in queries.all_reports(connection):
            passages = queries.passages_of(connection, report.id)
            coming.upsert(passages)
            count += len(passages)
    with database.change() as connection:
        remember(connection, _SPARE, remembered(connection, COLLECTION))
        remember(connection, COLLECTION, coming.collection)
        remember(connection, EMBEDDING, coming.embedding)
    drop_spare(database, coming)
    return count
