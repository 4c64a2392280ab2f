"""Measures reading in a process of its own: bare pdfplumber (the yardstick) or our whole reading.

Run as ``python -m eval.yardstick bare|reading [--jobs N] FILE...``; prints a JSON line a file,
``{"file", "pages", "seconds"}`` (refused files without pages), and one for all,
``{"wall", "peak_mb"}``: seconds from the first file to the last, and the most memory that one
process held.
"""

from __future__ import annotations

import argparse
import json
import resource
import sys
import time
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import pdfplumber

from ingest.errors import MingzhangError
from ingest.reading import read_report
from ingest.settings import Settings


def bare_extraction(path: Path) -> tuple[int, float]:
    """Pages of the file, and the seconds that ``extract_tables`` over all of them takes."""
    started = time.perf_counter()
    with pdfplumber.open(path) as document:
        pages = len(document.pages)
        for page in document.pages:
            page.extract_tables()
            page.close()
    return pages, time.perf_counter() - started


def whole_reading(path: Path) -> tuple[int, float]:
    """Pages of the file, 0 where it is refused, and the seconds our reading of it takes."""
    started = time.perf_counter()
    try:
        pages = read_report(path, Settings()).report.pages
    except MingzhangError:
        pages = 0
    return pages, time.perf_counter() - started


_MEASURES = {"bare": bare_extraction, "reading": whole_reading}


def _measured(measure: str, path: Path) -> tuple[dict[str, Any], float]:
    pages, seconds = _MEASURES[measure](path)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return {"file": path.name, "pages": pages, "seconds": round(seconds, 4)}, peak


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
    for line, _ in measured:
        sys.stdout.write(json.dumps(line, ensure_ascii=False) + "\n")
    peak = max(peak for _, peak in measured)
    sys.stdout.write(json.dumps({"wall": round(wall, 4), "peak_mb": round(peak)}) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
