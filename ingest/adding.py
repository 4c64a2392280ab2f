"""Files and folders into the Library: found, read over processes, added in their order."""

from __future__ import annotations

import multiprocessing
import os
import threading
import time
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Executor, Future, ProcessPoolExecutor, ThreadPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from ingest.errors import MingzhangError, UnreadableFile
from ingest.library import Added, Library
from ingest.nouns import Reading, Report
from ingest.pages.intake import page_count, sha256_of
from ingest.reading import read_report
from ingest.scans.recognition import can_recognise
from ingest.settings import Settings

_AHEAD = 2
"""Readings that wait, for each process: enough to keep all busy, few enough for the memory."""


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
class _Read:
    """A reading with the seconds that it took."""

    reading: Reading
    seconds: float


@dataclass(frozen=True, slots=True)
class _Waiting:
    """A file whose turn has not come: already known, refused, or being read."""

    path: Path
    known: Report | None = None
    refusal: MingzhangError | None = None
    reading: Future[_Read] | None = None


def pdf_files(paths: Iterable[Path]) -> tuple[Path, ...]:
    """The files named, and the PDFs in the folders named (at any depth), each once.

    A folder without a PDF stands for itself, so that it is refused by name.
    """
    found: dict[Path, Path] = {}
    for path in paths:
        inside = [path]
        if path.is_dir():
            inside = sorted(p for p in path.rglob("*") if p.suffix.lower() == ".pdf") or [path]
        for file in inside:
            found.setdefault(file.resolve(), file)
    return tuple(found.values())


def pages_of(path: Path) -> int:
    """The pages of a file for the progress bar; 0 where it cannot be opened."""
    try:
        return page_count(path) if path.is_file() else 0
    except UnreadableFile:
        return 0


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
    with library.writing(), _readers(jobs) as readers:
        waiting: deque[_Waiting] = deque()
        for path in files:
            waiting.append(_begun(path, library, settings, readers, replace=replace))
            if len(waiting) > jobs * _AHEAD:
                yield _ended(waiting.popleft(), library, settings, replace)
        while waiting:
            yield _ended(waiting.popleft(), library, settings, replace)


def _readers(jobs: int) -> Executor:
    return _processes(jobs) if jobs > 1 else ThreadPoolExecutor(1)


def _processes(jobs: int) -> ProcessPoolExecutor:
    # "spawn": a fork would copy the open stores and their threads.
    return ProcessPoolExecutor(
        jobs, mp_context=multiprocessing.get_context("spawn"), initializer=_end_with_parent
    )


def _end_with_parent() -> None:
    """In a reading process: end when the process that started it ends, even if it was killed."""
    parent = multiprocessing.parent_process()

    def wait() -> None:
        if parent is not None:
            parent.join()
            os._exit(1)

    threading.Thread(target=wait, daemon=True).start()


def _read(path: Path, settings: Settings) -> _Read:
    began = time.perf_counter()
    return _Read(read_report(path, settings), time.perf_counter() - began)


def _begun(
    path: Path, library: Library, settings: Settings, readers: Executor, *, replace: str
) -> _Waiting:
    try:
        if path.is_dir():
            raise UnreadableFile("文件夹里没有 PDF (no PDF in the folder)", file=path.name)
        known = library.holding(sha256_of(path))
    except UnreadableFile as refusal:
        return _Waiting(path, refusal=refusal)
    if known is not None and replace in ("", known.id) and not _read_more(known, library):
        return _Waiting(path, known=known)
    try:
        return _Waiting(path, reading=readers.submit(_read, path, settings))
    except BrokenProcessPool as broken:
        failed: Future[_Read] = Future()
        failed.set_exception(broken)
        return _Waiting(path, reading=failed)


def _read_more(known: Report, library: Library) -> bool:
    """Whether pages that are pictures were left out, and could be read now."""
    return bool(library.summary(known.id).unread_pages) and can_recognise()


def _ended(waiting: _Waiting, library: Library, settings: Settings, replace: str) -> Outcome:
    if waiting.known is not None:
        return _unchanged(waiting.path, waiting.known, library)
    if waiting.reading is None:
        return _refused(waiting.path, waiting.refusal)
    failure = waiting.reading.exception()
    if isinstance(failure, BrokenProcessPool):
        # Some file killed its process and took the others' work along: each is tried alone.
        with _processes(1) as alone:
            reading = alone.submit(_read, waiting.path, settings)
            failure = reading.exception()
    else:
        reading = waiting.reading
    if failure is not None:
        return _refused(waiting.path, failure)
    return _added(waiting.path, reading.result(), library, replace)


def _refused(path: Path, failure: BaseException | None) -> Outcome:
    if isinstance(failure, MingzhangError):
        parts = [failure.reason, failure.advice]
        if failure.page is not None:
            parts.insert(0, f"第{failure.page}页")
        reason = " · ".join(part for part in parts if part)
    elif isinstance(failure, BrokenProcessPool):
        reason = "读取进程意外终止，可能是内存不足 (the reading process died)"
    elif isinstance(failure, Exception):
        reason = (
            f"读取时程序出错 {type(failure).__name__}: {failure} · "
            "请把文件报告给开发者 (a fault of the program; please report the file)"
        )
    else:
        raise failure or RuntimeError("a refusal without reason")
    return Outcome(path, "refused", 0.0, " ".join(reason.split()))


def _unchanged(path: Path, report: Report, library: Library) -> Outcome:
    reading = Reading(
        report,
        library.tables(report.id),
        library.prose_figures(report.id),
        library.passages(report.id),
        library.discrepancies(report.id),
    )
    return _counted(path, "unchanged", reading, report, 0.0)


def _added(path: Path, read: _Read, library: Library, replace: str) -> Outcome:
    began = time.perf_counter()
    status = library.add(read.reading, path, replace=replace)
    seconds = read.seconds + time.perf_counter() - began
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
