"""Measures reading in a process of its own: bare pdfplumber (the yardstick) or our whole reading.

Run as ``python -m eval.yardstick bare|reading [--jobs N] FILE...``; prints a JSON line a file,
``{"file", "pages", "seconds"}`` (seconds of one processor, so that what else runs on the machine
does not count; refused files have no pages), and one for all, ``{"wall", "busiest", "peak_mb"}``:
seconds by the clock from the first file to the last, processor seconds of the process that had most
to do (its start included), and the most memory that one process held.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import sys
import time
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import pdfplumber

from ingest.errors import MingzhangError
from ingest.reading import read_report
from ingest.settings import Settings


def bare_extraction(path: Path) -> tuple[int, float]:
    """Pages of the file, and the processor seconds of ``extract_tables`` over all of them."""
    started = time.process_time()
    with pdfplumber.open(path) as document:
        pages = len(document.pages)
        for page in document.pages:
            page.extract_tables()
            page.close()
    return pages, time.process_time() - started


def whole_reading(path: Path) -> tuple[int, float]:
    """Pages of the file, 0 where it is refused, and the processor seconds of our reading."""
    started = time.process_time()
    try:
        pages = read_report(path, Settings()).report.pages
    except MingzhangError:
        pages = 0
    return pages, time.process_time() - started


_MEASURES = {"bare": bare_extraction, "reading": whole_reading}


@dataclass(frozen=True, slots=True)
class _Measured:
    """What one file took, and what its process had used by then: processor seconds and MB."""

    line: dict[str, Any]
    process: int
    used: float
    peak_mb: float


def _measured(measure: str, path: Path) -> _Measured:
    pages, seconds = _MEASURES[measure](path)
    return _Measured(
        {"file": path.name, "pages": pages, "seconds": round(seconds, 4)},
        os.getpid(),
        time.process_time(),
        resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
    )


def main(arguments: Sequence[str] | None = None) -> int:
    """Measures each file named, one after the other or over ``--jobs`` processes."""
    parser = argparse.ArgumentParser(prog="python -m eval.yardstick", description=__doc__)
    parser.add_argument("measure", choices=sorted(_MEASURES))
    parser.add_argument("files", nargs="+", type=Path)
    parser.add_argument("--jobs", type=int, default=1)
    given = parser.parse_args(arguments)
    started = time.perf_counter()
    if given.jobs > 1:
        # The largest first, or the last process would work alone on it.
        files = sorted(given.files, key=lambda path: path.stat().st_size, reverse=True)
        with ProcessPoolExecutor(given.jobs, mp_context=get_context("spawn")) as pool:
            measured = list(pool.map(_measured, [given.measure] * len(files), files))
    else:
        measured = [_measured(given.measure, path) for path in given.files]
    wall = time.perf_counter() - started
    for one in measured:
        sys.stdout.write(json.dumps(one.line, ensure_ascii=False) + "\n")
    used = {one.process: 0.0 for one in measured}
    for one in measured:
        used[one.process] = max(used[one.process], one.used)
    whole = {
        "wall": round(wall, 4),
        "busiest": round(max(used.values()), 4),
        "peak_mb": round(max(one.peak_mb for one in measured)),
    }
    sys.stdout.write(json.dumps(whole) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
