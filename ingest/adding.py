"""Files into the Library: taken in and read by processes beside this one, added in their order."""

from __future__ import annotations

import os
import shutil
import time
from collections import deque
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from queue import SimpleQueue
from threading import Event
from typing import Literal, Self

from ingest.confined import Read, Reader
from ingest.errors import MingzhangError
from ingest.file_names import one_line
from ingest.library import Added, Library
from ingest.nouns import Reading, Report
from ingest.scans.recognition import can_recognise
from ingest.settings import Settings
from ingest.taking_in import Taken

_AHEAD = 2
"""Readings that wait, for each process: enough to keep all busy, few enough for the disk."""
_COMING = "incoming"
"""The folder in the library's for copies of what is being read; emptied by the next writer."""


@dataclass(frozen=True, slots=True)
class TableCount:
    """A table that was read, and how many figures it has."""

    form: str
    title: str
    pages: tuple[int, ...]
    unit: str
    figures: int


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one file; ``reason`` says why where it was refused."""

    path: Path
    status: Added | Literal["refused"]
    seconds: float
    reason: str = ""
    report: Report | None = None
    tables: tuple[TableCount, ...] = ()
    figures: int = 0
    passages: int = 0
    discrepancies: int = 0


@dataclass(frozen=True, slots=True)
class _Through:
    """A file that was taken in: as a report that is known, or as what was read from it."""

    taken: Taken
    found: Report | Read


def usual_jobs(files: int) -> int:
    """As many processes as there are cores, but no more than files."""
    return max(1, min(os.cpu_count() or 1, files))


def add_files(
    files: Sequence[Path],
    library: Library,
    settings: Settings,
    *,
    jobs: int = 1,
    replace: str = "",
) -> Iterator[Outcome]:
    """Read files and add them, in their order; a file that is refused stops nothing.

    Holds the library's write lock meanwhile. Raises LibraryBusy, and NoSuchReport (of
    ``replace``), before anything is read.
    """
    if replace:
        library.report(replace)
    with library.writing(), _Readers(library, settings, jobs, replace) as readers:
        waiting: deque[tuple[Path, Future[_Through]]] = deque()
        for path in files:
            waiting.append((path, readers.begin(path)))
            if len(waiting) > jobs * _AHEAD:
                yield _ended(*waiting.popleft(), library, replace)
        while waiting:
            yield _ended(*waiting.popleft(), library, replace)


class _Readers:
    """As many readers as there are jobs, each with a thread that waits for its process."""

    def __init__(self, library: Library, settings: Settings, jobs: int, replace: str) -> None:
        self._library = library
        self._replace = replace
        self._folder = library.folder / _COMING
        self._ending = Event()
        self._readers = [
            Reader(self._folder / str(job), settings, self._ending) for job in range(jobs)
        ]
        self._free: SimpleQueue[Reader] = SimpleQueue()
        for reader in self._readers:
            self._free.put(reader)
        self._threads = ThreadPoolExecutor(jobs)

    def __enter__(self) -> Self:
        shutil.rmtree(self._folder, ignore_errors=True)
        return self

    def __exit__(self, *failure: object) -> None:
        self._ending.set()
        self._threads.shutdown(cancel_futures=True)
        for reader in self._readers:
            reader.end()
        shutil.rmtree(self._folder, ignore_errors=True)

    def begin(self, path: Path) -> Future[_Through]:
        """Have a file read, as soon as a reader is free."""
        return self._threads.submit(self._through, path)

    def _through(self, path: Path) -> _Through:
        reader = self._free.get()
        try:
            taken = reader.take_in(path)
            try:
                known = self._library.holding(taken.sha256)
                if known is not None and self._may_stay(known):
                    return _Through(taken, known)
                return _Through(taken, reader.read(taken))
            except Exception:
                _drop(taken)
                raise
        finally:
            self._free.put(reader)

    def _may_stay(self, known: Report) -> bool:
        return self._replace in ("", known.id) and not _read_more(known, self._library)


def _read_more(known: Report, library: Library) -> bool:
    """Whether pages that are pictures were left out, and could be read now."""
    return bool(library.summary(known.id).unread_pages) and can_recognise()


def _ended(path: Path, coming: Future[_Through], library: Library, replace: str) -> Outcome:
    failure = coming.exception()
    if failure is not None:
        return _refused(path, failure)
    through = coming.result()
    try:
        if isinstance(through.found, Report):
            return _unchanged(path, through.found, library)
        return _added(path, through.taken, through.found, library, replace)
    finally:
        _drop(through.taken)


def _drop(taken: Taken) -> None:
    """Deletes the copy; what is in the library is a copy of its own."""
    shutil.rmtree(taken.copy.parent, ignore_errors=True)


def _refused(path: Path, failure: BaseException) -> Outcome:
    if isinstance(failure, MingzhangError):
        parts = [failure.reason, failure.advice]
        if failure.page is not None:
            parts.insert(0, f"第{failure.page}页")
        reason = " · ".join(part for part in parts if part)
    elif isinstance(failure, Exception):
        reason = (
            f"读取时程序出错 {type(failure).__name__}: {failure} · "
            "请把文件报告给开发者 (a fault of the program; please report the file)"
        )
    else:
        raise failure
    return Outcome(path, "refused", 0.0, one_line(" ".join(reason.split())))


def _unchanged(path: Path, report: Report, library: Library) -> Outcome:
    reading = Reading(
        report,
        library.tables(report.id),
        library.prose_figures(report.id),
        library.passages(report.id),
        library.discrepancies(report.id),
    )
    return _counted(path, "unchanged", reading, report, 0.0)


def _added(path: Path, taken: Taken, read: Read, library: Library, replace: str) -> Outcome:
    began = time.monotonic()
    status = library.add(read.reading, taken.copy, replace=replace)
    seconds = read.seconds + time.monotonic() - began
    return _counted(path, status, read.reading, library.report(read.reading.report.id), seconds)


def _counted(
    path: Path, status: Added, reading: Reading, report: Report, seconds: float
) -> Outcome:
    return Outcome(
        path=path,
        status=status,
        seconds=seconds,
        report=report,
        tables=tuple(
            TableCount(t.form, t.title, t.pages, t.unit, len(t.figures)) for t in reading.tables
        ),
        figures=len(reading.figures),
        passages=len(reading.passages),
        discrepancies=len(reading.discrepancies),
    )
