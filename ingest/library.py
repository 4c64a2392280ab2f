"""The Library: the door to everything that has been read.

SQL is the truth, the vectors are an index of it, the originals lie beside them. A report becomes
visible by one SQL commit after its vectors are in; killed at any moment, the library holds the
old state or the new one, and the next writer tidies what was left over.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Literal

from ingest.errors import MingzhangError
from ingest.nouns import (
    BBox,
    Correction,
    Discrepancy,
    Figure,
    Passage,
    Reading,
    ReadingSummary,
    Report,
    Table,
)
from ingest.pages.picture import marked_picture, page_size
from ingest.pages.raw_text import raw_text
from ingest.selection import Catalogue, FigureFilter, FoundPassage
from ingest.settings import Settings
from ingest.store import corrections, keywords, queries, records, upkeep
from ingest.store.changes import Changes
from ingest.store.database import Database, generation_of, remembered
from ingest.store.embedding import embedder_of, embedding_name
from ingest.store.fusion import fused
from ingest.store.opening import check_embedding, opened_database
from ingest.store.originals import Originals
from ingest.store.recent import Recent
from ingest.store.vectors import VectorIndex
from ingest.version import READER_VERSION

Added = Literal["added", "unchanged", "replaced"]
SearchedBy = Literal["fused", "keywords", "vectors"]

_RECENT = 64
"""Results kept: tables, passages and figures of some 20 reports."""
_SMALL = 512
"""Small results kept beside those: single figures, discrepancies of a report."""
_LEAST_POOL = 50
_POOL_FACTOR = 5
"""Either ranking gives five times what is wanted, so that the fusion has something to choose."""
_WORTH_OF_VECTORS = 2.5
"""Against 1 for keywords: what the trained vectors are worth in the fusion (``eval retrieval``)."""


def _as_read_before(known: records.Row, reading: Reading) -> bool:
    """Whether a stored report comes of the same reader, which read the same pages."""
    unread = records.summary_of_text(known["summary"]).unread_pages
    same_pages = unread == reading.summary.unread_pages
    return bool(known["reader_version"] == READER_VERSION and same_pages)


class Library:
    """One library folder, open. Threads may share it; many processes read while one writes."""

    def __init__(self, folder: Path, settings: Settings, database: Database) -> None:
        """Use ``Library.open``."""
        self.folder = folder
        self._database = database
        self._originals = Originals(folder / "files")
        with database.read() as connection:
            collection = remembered(connection, "collection")
            generation = generation_of(connection)
        self._embedder = embedder_of(settings.embedding)
        chroma = folder / "vectors"
        self._vectors = VectorIndex(chroma, collection, self._embedder, url=settings.chroma_url)
        self._changes = Changes(folder, database, self._vectors, self._originals, generation)
        self._catalogue: tuple[int, Catalogue] | None = None
        self._recent = Recent(_RECENT)
        self._small = Recent(_SMALL)

    @classmethod
    def open(cls, folder: Path, settings: Settings | None = None) -> Library:
        """Open a library, making it where there is none.

        Raises LibraryMismatch where it was made with another schema or embedding model, and
        MingzhangError where its stores cannot be reached.
        """
        settings = settings or Settings()
        database = opened_database(folder, settings)
        try:
            check_embedding(database, folder, settings)
            return cls(folder, settings, database)
        except MingzhangError:
            database.close()
            raise

    @classmethod
    def re_embed(cls, folder: Path, settings: Settings | None = None) -> int:
        """Embed all passages anew with the model of the settings; returns how many there are.

        Interrupted, the library refuses to open until this has been done again.
        """
        settings = settings or Settings()
        name = embedding_name(settings.embedding)
        library = cls(folder, settings, opened_database(folder, settings))
        with library, library._changes.held():
            return upkeep.embed_all(library._database, library._vectors, name)

    def __enter__(self) -> Library:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let go of both stores."""
        self._vectors.close()
        self._database.close()

    @property
    def generation(self) -> int:
        """How many times the contents have changed, by whichever process."""
        with self._database.read() as connection:
            return generation_of(connection)

    # Writing

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Hold the write lock over several changes. Raises LibraryBusy, naming the holder."""
        with self._changes.held():
            self._changes.tidy_what_was_left_over()
            yield

    def holding(self, sha256: str) -> Report | None:
        """The report of that very file, if this version of the reader has read it."""
        with self._database.read() as connection:
            row = queries.row_of_file(connection, sha256)
        if row is None or row["reader_version"] != READER_VERSION:
            return None
        return records.report_of_row(row)

    def add(self, reading: Reading, original: Path, *, replace: str = "") -> Added:
        """Make a reading visible, whole; keep a copy of its file.

        ``unchanged`` where this version of the reader has read that file before. ``replaced``
        where another version had, or where ``replace`` names the report that goes. Any other
        file of the same publisher, year, kind and level is kept beside it as another edition.
        Raises NoSuchReport (of ``replace``) and LibraryBusy.
        """
        with self._changes.held():
            with self._database.read() as connection:
                known = queries.row_of_file(connection, reading.report.sha256)
                going = {known["id"]: known} if known else {}
                if replace:
                    going[replace] = queries.report_row(connection, replace)
            if known and len(going) == 1 and _as_read_before(known, reading):
                return "unchanged"
            self._changes.put(reading, original, going.values(), reader_version=READER_VERSION)
            return "replaced" if going else "added"

    def remove(self, report_id: str) -> Report:
        """Take a report out, with its file. Raises NoSuchReport and LibraryBusy."""
        with self._changes.held():
            with self._database.read() as connection:
                row = queries.report_row(connection, report_id)
            self._changes.take_out(row)
            return records.report_of_row(row)

    def correct(self, figure_id: str, printed: str, *, author: str, reason: str) -> Correction:
        """Say what a misread cell prints in truth (``-`` for a blank one); the reading stays.

        From now on the figure comes as corrected, also after the file is read anew. Raises
        MingzhangError where there is no such figure, the print is no number, or nothing changes.
        """
        with self._changes.held(), self._changes.in_one_commit() as connection:
            figure = queries.figure_by_id(connection, figure_id)
            if figure is None:
                raise MingzhangError(f"没有编号为“{figure_id}”的数 (no such figure)")
            sha256 = queries.report_row(connection, figure.report_id)["sha256"]
            made = corrections.correction_of(figure, sha256, printed, author=author, reason=reason)
            corrections.keep(connection, made)
            return made

    def withdraw(self, correction_id: str, *, author: str) -> None:
        """Take a correction back: the figure is again what was read. It stays on record.

        Raises MingzhangError where there is none of that id, or it is not in force.
        """
        with self._changes.held(), self._changes.in_one_commit() as connection:
            found = corrections.one(connection, correction_id)
            if found.state not in ("in_force", "unplaced"):
                raise MingzhangError("这条更正已不再采用 (the correction is no longer in force)")
            corrections.end(connection, found, "withdrawn", by=author)

    # Reading

    def corrections(self, report_id: str = "") -> tuple[Correction, ...]:
        """The corrections of one report, or all, in the order of correcting; ended ones too.

        All include those of files that the library holds no longer. Raises NoSuchReport.
        """
        with self._database.read() as connection:
            row = queries.report_row(connection, report_id) if report_id else None
            return corrections.all_corrections(connection, row["sha256"] if row else "")

    def reports(self) -> tuple[Report, ...]:
        """All reports, in the order of adding."""
        with self._database.read() as connection:
            return queries.all_reports(connection)

    def report(self, report_id: str) -> Report:
        """The report of that id. Raises NoSuchReport."""
        with self._database.read() as connection:
            return records.report_of_row(queries.report_row(connection, report_id))

    def tables(self, report_id: str) -> tuple[Table, ...]:
        """The tables of a report with their figures, in order of print. Raises NoSuchReport."""
        with self._database.read() as connection:
            queries.report_row(connection, report_id)
            return self._recent.get(
                generation_of(connection),
                ("tables", report_id),
                lambda: queries.tables_of(connection, report_id),
            )

    def prose_figures(self, report_id: str) -> tuple[Figure, ...]:
        """The figures told in a report's sentences, in order of print. Raises NoSuchReport."""
        self.report(report_id)
        return self.figures(FigureFilter(report_ids=(report_id,), in_prose=True))

    def passages(self, report_id: str) -> tuple[Passage, ...]:
        """The passages of a report, in order of print. Raises NoSuchReport."""
        with self._database.read() as connection:
            queries.report_row(connection, report_id)
            return self._recent.get(
                generation_of(connection),
                ("passages", report_id),
                lambda: queries.passages_of(connection, report_id),
            )

    def discrepancies(self, report_id: str) -> tuple[Discrepancy, ...]:
        """What does not add up in a report. Raises NoSuchReport."""
        with self._database.read() as connection:
            queries.report_row(connection, report_id)
            return self._small.get(
                generation_of(connection),
                ("discrepancies", report_id),
                lambda: queries.discrepancies_of(connection, report_id),
            )

    def summary(self, report_id: str) -> ReadingSummary:
        """How well a report was read. Raises NoSuchReport."""
        with self._database.read() as connection:
            return records.summary_of_text(queries.report_row(connection, report_id)["summary"])

    def figure(self, figure_id: str) -> Figure | None:
        """The figure of that id, or None."""
        with self._database.read() as connection:
            return self._small.get(
                generation_of(connection),
                ("figure", figure_id),
                lambda: queries.figure_by_id(connection, figure_id),
            )

    def figures(self, wanted: FigureFilter) -> tuple[Figure, ...]:
        """The figures that meet the filter: those of tables in order of print, then of prose."""
        with self._database.read() as connection:
            return self._recent.get(
                generation_of(connection),
                wanted,
                lambda: queries.figures_like(connection, wanted),
            )

    def catalogue(self) -> Catalogue:
        """The distinct printed names of all reports; kept until the contents change."""
        with self._database.read() as connection:
            generation = generation_of(connection)
            kept = self._catalogue
            if kept is None or kept[0] != generation:
                kept = (generation, queries.catalogue(connection))
                self._catalogue = kept
            return kept[1]

    def titles(self, report_id: str) -> Mapping[str, str]:
        """The printed titles of a report's tables by their id, without their figures."""
        with self._database.read() as connection:
            return queries.titles_of(connection, report_id)

    def years(self) -> Mapping[str, tuple[int, ...]]:
        """The years that the figures of tables are about, newest first, by report id."""
        with self._database.read() as connection:
            return self._recent.get(
                generation_of(connection), "years", lambda: queries.years_told(connection)
            )

    def search(
        self,
        query: str,
        *,
        report_ids: tuple[str, ...] = (),
        limit: int = 10,
        by: SearchedBy = "fused",
    ) -> tuple[FoundPassage, ...]:
        """Passages for a question, best first: keywords and vectors, fused by reciprocal rank.

        ``report_ids`` restricts to those reports; empty means all. ``by`` asks for the ranking of
        the ``keywords`` or of the ``vectors`` alone.
        """
        pool = max(_LEAST_POOL, _POOL_FACTOR * limit)
        with self._database.read() as connection:
            if not queries.passage_count(connection):
                return ()
            self._changes.see(generation_of(connection))
            rankings = []
            if by != "vectors":
                rankings.append((keywords.find(connection, query, report_ids, pool), 1.0))
            if by != "keywords":
                found_alike = self._vectors.find(query, report_ids, pool)
                rankings.append((found_alike, _WORTH_OF_VECTORS))
            ranked = fused(rankings)
            passages = queries.passages_by_id(connection, [found for found, _ in ranked])
        known = [
            FoundPassage(passages[found], score) for found, score in ranked if found in passages
        ]
        return tuple(known[:limit])

    @property
    def embedding(self) -> str:
        """The name of the embedding model that the library is made with."""
        return self._embedder.name

    def likeness(self, asked: str, texts: Sequence[str]) -> tuple[float, ...]:
        """How alike in meaning each text is to what is asked: cosines, 1 for the same."""
        vectors = self._embedder.embed_passages(texts) @ self._embedder.embed_query(asked)
        return tuple(float(likeness) for likeness in vectors)

    def original(self, report_id: str) -> Path:
        """Where the report's file lies. Raises NoSuchReport."""
        report = self.report(report_id)
        return self._originals.path(report.sha256, report.file)

    def page_size(self, report_id: str, page: int) -> tuple[float, float]:
        """Width and height of a page (1-based) in points. Raises NoSuchReport."""
        return page_size(self.original(report_id), page)

    def page_picture(
        self,
        report_id: str,
        page: int,
        marks: tuple[BBox, ...] = (),
        *,
        scale: float = 2.0,
        hidden: tuple[BBox, ...] = (),
    ) -> bytes:
        """A page (1-based) as PNG, ``scale`` pixels a point: marks drawn on it, places hidden."""
        return marked_picture(self.original(report_id), page, marks, scale=scale, hidden=hidden)

    def page_text(self, report_id: str, page: int) -> str:
        """The text of a page (1-based) as its file has it, whatever was made of it in reading;
        "" for a picture without text. Raises NoSuchReport."""
        return raw_text(self.original(report_id), page)
