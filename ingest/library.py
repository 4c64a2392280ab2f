"""The Library: the door to everything that has been read.

SQL is the truth, the vectors are an index of it, the originals lie beside them. A report becomes
visible by one SQL commit after its vectors are in, and so do new vectors of all of them; killed
at any moment, the library holds the old state or the new one, and the next writer tidies what was
left over.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from types import TracebackType
from typing import Literal

from ingest.across_questions import AcrossQuestions
from ingest.errors import MingzhangError
from ingest.nouns import (
    BBox,
    Body,
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
from ingest.selection import Catalogue, FigureFilter, FoundPassage, SearchedBy
from ingest.settings import Settings
from ingest.store import corrections, queries, records, upkeep, writes
from ingest.store.catalogue import KeptCatalogue
from ingest.store.changes import Changes
from ingest.store.columns import Row
from ingest.store.database import (
    COLLECTION,
    EMBEDDING,
    Database,
    generation_of,
    new_collection,
    remembered,
)
from ingest.store.embedding import embedder_of
from ingest.store.lock import WriteLock
from ingest.store.opening import check_embedding, opened_database
from ingest.store.originals import Originals
from ingest.store.recall import Recall
from ingest.store.searching import search
from ingest.store.vectors import VectorIndex
from ingest.version import reader_version

Added = Literal["added", "unchanged", "replaced"]

_VECTORS = "vectors"
_RECENT = 64
"""Results kept: tables, passages and figures of some 20 reports."""
_SMALL = 512
"""Small results kept beside those: single figures, discrepancies of a report."""


def _as_read_before(known: Row, reading: Reading) -> bool:
    """Whether a stored report comes of the same reader, which read no fewer pages."""
    unread = records.summary_of_text(known["summary"]).unread_pages
    no_fewer = set(unread) <= set(reading.summary.unread_pages)
    return bool(known["reader_version"] == reader_version() and no_fewer)


class Library(AcrossQuestions):
    """One library folder, open. Threads may share it; many processes read while one writes."""

    def __init__(self, folder: Path, settings: Settings, database: Database) -> None:
        """Use ``Library.open``."""
        self.folder = folder
        self._database = database
        self._originals = Originals(folder / "files")
        with database.read() as connection:
            collection = remembered(connection, COLLECTION)
            made_with = remembered(connection, EMBEDDING)
            generation = generation_of(connection)
        self._embedder = embedder_of(settings.embedding)
        self._vectors = VectorIndex(
            folder / _VECTORS,
            collection,
            self._embedder,
            made_with=made_with,
            url=settings.chroma_url,
        )
        self._changes = Changes(folder, database, self._vectors, self._originals, generation)
        super().__init__(Recall(database, _RECENT), Recall(database, _SMALL))
        self._reports = Recall(database, 1)
        self._catalogue = KeptCatalogue(database)

    @classmethod
    def open(
        cls, folder: Path, settings: Settings | None = None, *, any_vectors: bool = False
    ) -> Library:
        """Open a library, making it where there is none.

        ``any_vectors`` opens one with vectors of another embedding model, too, to be read, with
        keywords alone: for a process of a page that was started before they were made.

        Raises LibraryMismatch where it was made with another schema or embedding model, and
        MingzhangError where its stores cannot be reached.
        """
        settings = settings or Settings()
        database = opened_database(folder, settings)
        try:
            if not any_vectors:
                check_embedding(database, folder, settings)
            return cls(folder, settings, database)
        except MingzhangError:
            database.close()
            raise

    @classmethod
    def re_embed(cls, folder: Path, settings: Settings | None = None) -> int:
        """Embed all passages anew with the model of the settings; returns how many there are.

        Whoever asks meanwhile, and after an interruption, is given what the former vectors find.
        Raises LibraryBusy.
        """
        settings = settings or Settings()
        embedder = embedder_of(settings.embedding)
        with (
            closing(opened_database(folder, settings)) as database,
            WriteLock(folder).held(),
            closing(
                VectorIndex(folder / _VECTORS, new_collection(), embedder, url=settings.chroma_url)
            ) as coming,
        ):
            return upkeep.embed_all(database, coming)

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
        if row is None or row["reader_version"] != reader_version():
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
            self._changes.put(reading, original, going.values(), reader_version=reader_version())
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
            writes.work_out_facts(connection, figure.report_id)
            return made

    def withdraw(self, correction_id: str, *, author: str) -> None:
        """Take a correction back: the figure is again what was read. It stays on record.

        Raises MingzhangError where there is none of that id, or it is not in force.
        """
        with self._changes.held(), self._changes.in_one_commit() as connection:
            taken = corrections.withdraw(connection, correction_id, by=author)
            row = queries.row_of_file(connection, taken.sha256)
            if row is not None:
                writes.work_out_facts(connection, row["id"])

    # Reading

    def corrections(self, report_id: str = "") -> tuple[Correction, ...]:
        """The corrections of one report, or all, in the order of correcting; ended ones too.

        All include those of files that the library holds no longer. Raises NoSuchReport.
        """
        with self._database.read() as connection:
            row = queries.report_row(connection, report_id) if report_id else None
            return corrections.all_corrections(connection, row["sha256"] if row else "")

    def reports(self) -> tuple[Report, ...]:
        """All reports, in the order of adding; kept until the contents change."""
        return self._reports.asked(queries.all_reports)

    def report(self, report_id: str) -> Report:
        """The report of that id. Raises NoSuchReport."""
        with self._database.read() as connection:
            return records.report_of_row(queries.report_row(connection, report_id))

    def tables(self, report_id: str) -> tuple[Table, ...]:
        """The tables of a report with their figures, in order of print. Raises NoSuchReport."""
        return self._recent.of_report(queries.tables_of, report_id)

    def prose_figures(self, report_id: str) -> tuple[Figure, ...]:
        """The figures told in a report's sentences, in order of print. Raises NoSuchReport."""
        self.report(report_id)
        return self.figures(FigureFilter(report_ids=(report_id,), in_prose=True))

    def passages(self, report_id: str) -> tuple[Passage, ...]:
        """The passages of a report, in order of print. Raises NoSuchReport."""
        return self._recent.of_report(queries.passages_of, report_id)

    def bodies(self, report_id: str = "") -> tuple[Body, ...]:
        """The bodies that a report speaks of, its publisher first: its units and whose unit it is;
        those of all reports where none is named."""
        return self._small.asked(queries.bodies_of, report_id)

    def discrepancies(self, report_id: str) -> tuple[Discrepancy, ...]:
        """What does not add up in a report. Raises NoSuchReport."""
        return self._small.of_report(queries.discrepancies_of, report_id)

    def summary(self, report_id: str) -> ReadingSummary:
        """How well a report was read. Raises NoSuchReport."""
        return records.summary_of_text(self._small.asked(queries.report_row, report_id)["summary"])

    def figure(self, figure_id: str) -> Figure | None:
        """The figure of that id, or None."""
        return self._small.asked(queries.figure_by_id, figure_id)

    def figures(self, wanted: FigureFilter) -> tuple[Figure, ...]:
        """The figures that meet the filter: those of tables in order of print, then of prose."""
        return self._recent.asked(queries.figures_like, wanted)

    def figures_by_id(self, ids: Sequence[str]) -> Mapping[str, Figure]:
        """Those of the figures that exist, by id."""
        with self._database.read() as connection:
            return queries.figures_by_id(connection, tuple(ids))

    def catalogue(self) -> Catalogue:
        """The distinct printed names of all reports: one object until the contents change."""
        return self._catalogue.current()

    def titles(self, report_id: str) -> Mapping[str, str]:
        """The printed titles of a report's tables by their id, without their figures."""
        with self._database.read() as connection:
            return queries.titles_of(connection, report_id)

    def years(self) -> Mapping[str, tuple[int, ...]]:
        """The years that the figures of tables are about, newest first, by report id."""
        return self._recent.asked(queries.years_told)

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
        the ``keywords`` or of the ``vectors`` alone. Where the library has been embedded again
        with another model than this one was opened with, keywords alone find.
        """
        return search(
            self._database, self._vectors, self._changes.see, query, report_ids, limit=limit, by=by
        )

    @property
    def embedding(self) -> str:
        """The name of the embedding model that the library was opened with."""
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
