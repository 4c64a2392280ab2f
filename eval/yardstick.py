"""The yardstick for reading speed: bare pdfplumber over the same files, nothing kept.

Run as ``python -m eval.yardstick FILE...`` in a process of its own, as the reading is; prints
``{"file", "pages", "seconds"}`` a line.
"""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path

import pdfplumber


def bare_extraction(path: Path) -> tuple[int, float]:
    """Pages of the file, and the seconds that ``extract_tables`` over all of them takes."""
    started = time.perf_counter()
    with pdfplumber.open(path) as document:
        pages = len(document.pages)
        for page in document.pages:
            page.extract_tables()
            page.close()
    return pages, time.perf_counter() - started


def main(arguments: list[str]) -> int:
    """Measures each file named."""
    for argument in arguments:
        pages, seconds = bare_extraction(Path(argument))
        line = {"file": Path(argument).name, "pages": pages, "seconds": round(seconds, 4)}
        sys.stdout.write(json.dumps(line, ensure_ascii=False) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
