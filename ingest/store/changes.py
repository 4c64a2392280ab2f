"""Changes of a library, one writer at a time: seen whole or not at all, by whoever asks.

A report becomes visible by one SQL commit after its vectors are in. A change is noted while it
lasts: what one that was interrupted left over is tidied up before the next.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Connection

from ingest.nouns import Correction, Reading
from ingest.store import corrections, records, upkeep, writes
from ingest.store.columns import Row
from ingest.store.database import COLLECTION, EMBEDDING, Database, generation_of, remembered
from ingest.store.lock import WriteLock
from ingest.store.originals import Originals
from ingest.store.vectors import VectorIndex

_log = logging.getLogger(__name__)


class Changes:
    """What changes the stores of one library; every change is made while ``held``."""

    def __init__(
        self,
        folder: Path,
        database: Database,
        vectors: VectorIndex,
        originals: Originals,
        generation: int,
    ) -> None:
        """``generation`` is that of the contents that the vector index shows."""
        self._folder = folder
        self._database = database
        self._vectors = vectors
        self._originals = originals
        self._lock = WriteLock(folder)
        self._in_step = False
        self._indexed_generation = generation
        self._seeing = threading.Lock()

    @contextmanager
    def held(self) -> Iterator[None]:
        """Hold the write lock for a block. Raises LibraryBusy, naming the holder."""
        with self._lock.held():
            with self._database.read() as connection:
                self.see(connection)
            yield

    def see(self, connection: Connection) -> int:
        """Show the vectors of what the connection sees, where another process has written since.

        Returns its generation. One that another thread has gone beyond is not gone back to.
        """
        generation = generation_of(connection)
        with self._seeing:
            if generation > self._indexed_generation:
                self._vectors.turn_to(
                    remembered(connection, COLLECTION), remembered(connection, EMBEDDING)
                )
                self._indexed_generation = generation
        return generation

    def tidy_what_was_left_over(self) -> None:
        """Bring the stores in step where a change was begun and not ended.

        Raises LibraryMismatch where the vectors have become another model's.
        """
        self._vectors.check_fit()
        if upkeep.left_over(self._database):
            self._bring_in_step()

    def put(
        self,
        reading: Reading,
        original: Path,
        going: Collection[Row],
        *,
        reader_version: str,
    ) -> None:
        """Make a reading visible in place of the reports that go; keep a copy of its file.

        Raises LibraryMismatch where the vectors have become another model's; so does ``take_out``.
        """
        with self._change(reading.report.id, going):
            self._originals.keep(original, reading.report.sha256)
            self._vectors.upsert(reading.passages)
            self._put(reading, going, reader_version)

    def take_out(self, row: Row) -> None:
        """Take a report out, with its file."""
        with self._change(row["id"], [row]), self.in_one_commit() as connection:
            writes.delete_report(connection, row["id"])
            writes.link_editions(connection, records.report_of_row(row))

    @contextmanager
    def in_one_commit(self) -> Iterator[Connection]:
        """A transaction that changes what the library tells: seen by all at its end, or not at all.

        What this process wrote itself its index already shows.
        """
        with self._database.read() as connection:
            before = generation_of(connection)
        with self._database.change() as connection:
            yield connection
        if self._indexed_generation == before:
            self._indexed_generation = before + 1

    @contextmanager
    def _change(self, report_id: str, going: Collection[Row]) -> Iterator[None]:
        """A change of one report: noted while it lasts; what has gone is dropped at its end."""
        self._vectors.check_fit()
        # Asked each time: what another process left over would be forgotten with our own note.
        if not self._in_step or upkeep.left_over(self._database):
            self._bring_in_step()
        self._in_step = False
        upkeep.begin(self._database, report_id)
        yield
        for row in going:
            upkeep.drop_gone(self._database, self._vectors, self._originals, row)
        upkeep.end(self._database)
        self._in_step = True

    def _bring_in_step(self) -> None:
        if not upkeep.in_step(self._database, self._vectors):
            tidied = upkeep.tidy(self._database, self._vectors, self._originals)
            _log.warning(
                "文库 %s 上次的写入中断了（%s），已整理：去掉 %d 个多余向量，补上 %d 个 "
                "(an interrupted change was tidied up)",
                self._folder,
                tidied.interrupted or "向量索引不全",
                tidied.vectors_dropped,
                tidied.vectors_restored,
            )
        self._in_step = True

    def _put(self, reading: Reading, going: Collection[Row], reader_version: str) -> None:
        """The one moment at which the new is there and the old is gone."""
        with self.in_one_commit() as connection:
            last = writes.next_position(connection)
            for row in going:
                writes.delete_report(connection, row["id"])
            position = min((row["position"] for row in going), default=last)
            writes.insert_reading(
                connection, reading, position=position, reader_version=reader_version
            )
            writes.link_editions(connection, reading.report)
            for row in going:
                writes.link_editions(connection, records.report_of_row(row))
            sha256 = reading.report.sha256
            unplaced = corrections.place_anew(connection, sha256, reading.figures)
            writes.work_out_facts(connection, reading.report.id)
        for lost in unplaced:
            _warn_of(lost)


def _warn_of(lost: Correction) -> None:
    _log.warning(
        "%s 第%d页“%s”的更正 %s 在新的读取结果里找不到对应的格，未采用 "
        "(a correction has no cell in the new reading and is not applied)",
        lost.sha256[:8],
        lost.page,
        " › ".join((*lost.row_path[-1:], *lost.column_path)),
        lost.printed,
    )
