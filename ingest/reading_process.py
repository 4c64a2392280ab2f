"""Inside a process that reads files: limits set, where it stands told, the result left in a file.

Only ``ingest/confined.py`` calls this, in a process that it started and may kill at any moment.
"""

from __future__ import annotations

import logging
import math
import multiprocessing
import os
import pickle
import resource
import signal
import threading
import time
from enum import IntEnum
from pathlib import Path
from typing import Any

from ingest.errors import TooCostly
from ingest.nouns import Reading
from ingest.pages.allowance import Allowance
from ingest.reading import read_report
from ingest.settings import Settings

_MEBIBYTE = 1024 * 1024
_MOST_PICKLED = 256 * _MEBIBYTE


class Told(IntEnum):
    """The places of what a process tells of itself: numbers in memory that it shares."""

    PROCESS = 0
    """Its id."""
    BEGAN = 1
    """When the file was begun (``time.monotonic``), 0 between files."""
    PAGE = 2
    """The page (1-based) that is being read, 0 before the first and after the last."""
    PAGE_BEGAN = 3
    """When that page, or what follows the last, was begun."""
    EARNED = 4
    """The seconds that scanned pages earned the file."""


_told: Any = None
"""The numbers shared with the process that started this one."""


def begin(told: Any, settings: Settings) -> None:
    """Once, before the first file: end with the parent, die at once, take no more memory."""
    global _told
    _told = told
    _told[Told.PROCESS] = os.getpid()
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    most = settings.max_memory_mb * _MEBIBYTE
    resource.setrlimit(resource.RLIMIT_DATA, (most, most))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    for parser in ("pdfminer", "pikepdf"):
        # They complain of each damaged object, in words from the file, by the million.
        logging.getLogger(parser).setLevel(logging.CRITICAL)
    _end_with_parent()


def _end_with_parent() -> None:
    """End when the process that started this one ends, even if it was killed."""
    parent = multiprocessing.parent_process()

    def wait() -> None:
        if parent is not None:
            parent.join()
            os._exit(1)

    threading.Thread(target=wait, daemon=True).start()


def read(copy: Path, settings: Settings, result: Path) -> float:
    """Reads a file and leaves the pickled Reading in ``result``; returns the seconds it took.

    Raises what ``read_report`` raises, and TooCostly.
    """

    def tell(page: int, earned: float) -> None:
        _told[Told.EARNED] = earned
        _told[Told.PAGE] = page
        _told[Told.PAGE_BEGAN] = time.monotonic()
        _allow_seconds_of_cpu(settings.max_cpu_seconds)

    began = time.monotonic()
    tell(0, 0.0)
    _told[Told.BEGAN] = began
    try:
        _leave(read_report(copy, settings, Allowance(settings, tell)), result)
    except MemoryError:
        raise TooCostly(
            f"读取要用的内存超过上限 {settings.max_memory_mb} MB (needs more memory than allowed)",
            advice="请确认文件来源；若确需读取，可调大 MINGZHANG_MAX_MEMORY_MB "
            "(check where it is from, or raise the limit)",
        ) from None
    finally:
        _told[Told.BEGAN] = 0.0
    return time.monotonic() - began


def _allow_seconds_of_cpu(seconds: float) -> None:
    """From now on; the system then ends this process (SIGXCPU), even if nobody watches it."""
    _, most = resource.getrlimit(resource.RLIMIT_CPU)
    resource.setrlimit(resource.RLIMIT_CPU, (math.ceil(time.process_time() + seconds), most))


def _leave(reading: Reading, result: Path) -> None:
    """In a file, not through the pipe: who dies in the midst of sending would leave its reader
    waiting."""
    pickled = pickle.dumps(reading, pickle.HIGHEST_PROTOCOL)
    if len(pickled) > _MOST_PICKLED:
        raise TooCostly(
            f"读出的内容超过上限 {_MOST_PICKLED // _MEBIBYTE} MB (too much was read from it)"
        )
    result.write_bytes(pickled)
