"""Files read in a process beside this one, that is watched and killed from outside.

It reads one file after the other while all goes well, since to start one takes half a second. It is
replaced after a file that was refused as damaged or too costly, or that killed it, and when its
memory has grown: what one file does to it, no other file meets.
"""

from __future__ import annotations

import pickle
import signal
import time
from collections.abc import Callable
from concurrent.futures import CancelledError, wait
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path
from threading import Event
from typing import Any, TypeVar

from pebble import ProcessExpired, ProcessPool

from ingest import reading_process
from ingest.errors import MingzhangError, NotAReport, TooCostly, UnreadableFile
from ingest.nouns import Reading
from ingest.reading_process import Told
from ingest.settings import Settings
from ingest.taking_in import Taken, take_in

_T = TypeVar("_T")

_GLANCE = 0.1
"""Seconds between two looks at a process."""
_TO_TELL = 2.0
"""Seconds within which the death of a process is told."""
_TO_START = 120.0
"""Seconds within which a process starts, on a machine that is very busy."""
_GRACE = 10.0
"""Seconds beyond all its limits after which a process is killed whatever it tells of itself."""
_MEBIBYTE = 1024 * 1024
_PAGE_BYTES = 4096
_PROC = Path("/proc")
_GROWN_MB = 600
"""Resident memory at which a process that did well is replaced all the same."""
_BEYOND = 1.2
"""How far resident memory may pass the limit that the process has set itself: its programs count
here, and not there."""
_FROM_OUTSIDE = "请确认文件来源；若确需读取，可调大 {} (check where it is from, or raise the limit)"


@dataclass(frozen=True, slots=True)
class Read:
    """A reading with the seconds that it took."""

    reading: Reading
    seconds: float


class Reader:
    """Reads files one at a time, each within the limits of the settings.

    ``folder`` is its own, for copies of the files; ``ending`` set elsewhere stops it in the midst
    of a file. All methods are for one thread at a time.
    """

    def __init__(self, folder: Path, settings: Settings, ending: Event) -> None:
        self._folder = folder
        self._settings = settings
        self._ending = ending
        self._context = get_context("spawn")
        self._told = self._context.RawArray("d", len(Told))
        self._pool: ProcessPool | None = None
        self._files = 0

    def take_in(self, path: Path) -> Taken:
        """The file, copied and hashed. Raises UnreadableFile."""
        self._files += 1
        own = self._folder / str(self._files)
        return self._run(self._settings.max_seconds, take_in, path, own, self._settings.max_file_mb)

    def read(self, taken: Taken) -> Read:
        """What the file says. Raises UnreadableFile (TooCostly among them) and NotAReport."""
        result = taken.copy.with_name(f"{taken.sha256}.pickle")
        longest = self._settings.max_seconds + self._settings.max_scan_seconds + _GRACE
        try:
            seconds = self._run(longest, reading_process.read, taken.copy, self._settings, result)
            return Read(pickle.loads(result.read_bytes()), seconds)
        except NotAReport:
            raise
        except Exception:
            self.end()
            raise
        finally:
            result.unlink(missing_ok=True)
            if self._resident_mb() > _GROWN_MB:
                self.end()

    def end(self) -> None:
        """Ends the process, whatever it does."""
        pool, self._pool = self._pool, None
        if pool is not None:
            pool.stop()  # type: ignore[no-untyped-call]
            pool.join()

    def _run(self, longest: float, function: Callable[..., _T], *given: Any) -> _T:
        future = self._running().schedule(function, given, timeout=longest)
        latest = time.monotonic() + longest + _TO_START
        try:
            while not wait([future], _GLANCE).done:
                self._check()
                # Its death is told by the future, but for one in the moment of taking the file up.
                gone = self._is_gone() and not wait([future], _TO_TELL).done
                if gone or time.monotonic() > latest:
                    raise BrokenProcessPool
            return future.result()
        except TimeoutError:
            self.end()
            raise _too_long(None, longest, "MINGZHANG_MAX_SECONDS") from None
        except ProcessExpired as death:
            self.end()
            raise self._died(-(death.exitcode or 0)) from None
        except (BrokenProcessPool, CancelledError):
            self.end()
            raise self._died(0) from None

    def _running(self) -> ProcessPool:
        if self._ending.is_set():
            raise CancelledError
        if self._pool is None:
            self._told[:] = [0.0] * len(Told)
            self._pool = ProcessPool(
                max_workers=1,
                initializer=reading_process.begin,
                initargs=(self._told, self._settings),
                # A fork would copy the open stores and their threads.
                context=self._context,
            )
        return self._pool

    def _check(self) -> None:
        """Raises TooCostly where the file that is being read passes a limit."""
        limits, told, now = self._settings, self._told, time.monotonic()
        if self._ending.is_set():
            raise CancelledError
        if self._resident_mb() > limits.max_memory_mb * _BEYOND:
            raise _too_large(limits)
        if not told[Told.BEGAN]:
            return
        page = int(told[Told.PAGE])
        if page and now - told[Told.PAGE_BEGAN] > limits.max_page_seconds:
            raise _too_long(page, limits.max_page_seconds, "MINGZHANG_MAX_PAGE_SECONDS")
        if now - told[Told.BEGAN] - told[Told.EARNED] > limits.max_seconds:
            raise _too_long(None, limits.max_seconds, "MINGZHANG_MAX_SECONDS")

    def _is_gone(self) -> bool:
        return bool(self._told[Told.PROCESS]) and _PROC.exists() and not self._resident_mb()

    def _resident_mb(self) -> float:
        """What the process holds in memory; 0 where it has ended, or the system does not tell."""
        try:
            told = (_PROC / str(int(self._told[Told.PROCESS])) / "statm").read_text("ascii")
        except OSError:
            return 0.0
        return int(told.split()[1]) * _PAGE_BYTES / _MEBIBYTE

    def _died(self, by: int) -> MingzhangError:
        limits = self._settings
        if by == signal.SIGXCPU:
            return TooCostly(
                f"用的处理器时间超过上限 {limits.max_cpu_seconds:g} 秒 (too much processor time)",
                advice=_FROM_OUTSIDE.format("MINGZHANG_MAX_CPU_SECONDS"),
            )
        how = f"（{signal.Signals(by).name}）" if by in set(signal.Signals) else ""
        return UnreadableFile(
            f"读取进程意外终止{how}：文件已损坏，或要用的内存超过上限 {limits.max_memory_mb} MB "
            "(the reading process died: the file is damaged, or needs more memory than allowed)",
            advice=_FROM_OUTSIDE.format("MINGZHANG_MAX_MEMORY_MB"),
        )


def _too_long(page: int | None, seconds: float, setting: str) -> TooCostly:
    what = "一页" if page else "整份文件"
    return TooCostly(
        f"{what}读了超过 {seconds:g} 秒，已停止 (reading it takes longer than allowed)",
        advice=_FROM_OUTSIDE.format(setting),
        page=page,
    )


def _too_large(limits: Settings) -> TooCostly:
    return TooCostly(
        f"读取要用的内存超过上限 {limits.max_memory_mb} MB (needs more memory than allowed)",
        advice=_FROM_OUTSIDE.format("MINGZHANG_MAX_MEMORY_MB"),
    )
