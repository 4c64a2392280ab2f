"""Measures speed as ratios within one run, so that figures of different machines compare.

Reading is measured against bare pdfplumber (``eval.yardstick``), the cold command line against
the bare interpreter; both run as processes of their own, one after the other.
"""

from __future__ import annotations

import json
import math
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from assistant.answers import Answer, Question
from eval.cases import Case
from eval.summaries import as_markdown
from ingest.library import Library

_COLD_STARTS = 3


@dataclass(frozen=True, slots=True)
class FileSpeed:
    """Seconds to read one file and to run the yardstick over it."""

    file: str
    pages: int
    reading: float
    yardstick: float


@dataclass(frozen=True, slots=True)
class KindSpeed:
    """Seconds an answer takes, median and 95th percentile, over the questions of one kind."""

    kind: str
    asked: int
    p50: float
    p95: float


@dataclass(frozen=True, slots=True)
class ColdStart:
    """Median seconds of one question on a fresh command line, and of the bare interpreter."""

    asking: float
    interpreter: float


def ingest_speed(paths: Sequence[Path]) -> tuple[FileSpeed, ...]:
    """Reads each file into a passing library and runs the yardstick over the same file.

    Refused files are left out. Raises CalledProcessError where a process fails otherwise.
    """
    names = [str(path.resolve()) for path in paths]
    with tempfile.TemporaryDirectory() as folder:
        # Exit code 1 says that some file was refused; its line tells which.
        read = _json_lines(
            ["ingest", "add", *names, "--library", folder, "--jobs", "1", "--json"], (0, 1)
        )
    bare = {line["file"]: line for line in _json_lines(["eval.yardstick", *names])}
    return tuple(
        FileSpeed(name, bare[name]["pages"], float(line["seconds"]), bare[name]["seconds"])
        for line in read
        if line["status"] == "added" and (name := Path(line["file"]).name) in bare
    )


def ask_speed(
    cases: Sequence[Case], library: Library, ask: Callable[[Question, Library], Answer]
) -> tuple[KindSpeed, ...]:
    """Asks every case once, after one to warm up; one speed a kind and one over all, first."""
    ask(Question(cases[0].question, cases[0].history), library)
    seconds: dict[str, list[float]] = {"全部 all": []}
    for case in cases:
        started = time.perf_counter()
        ask(Question(case.question, case.history), library)
        taken = time.perf_counter() - started
        seconds["全部 all"].append(taken)
        seconds.setdefault(case.kind, []).append(taken)
    return tuple(kind_speed(kind, taken) for kind, taken in seconds.items())


def kind_speed(kind: str, seconds: Sequence[float]) -> KindSpeed:
    """Median and 95th percentile (the nearest one measured)."""
    ordered = sorted(seconds)
    p95 = ordered[math.ceil(0.95 * len(ordered)) - 1]
    return KindSpeed(kind, len(ordered), statistics.median(ordered), p95)


def cold_start(question: str, folder: Path) -> ColdStart:
    """Starts the command line anew for one question, a few times."""
    asking = ["-m", "assistant", "ask", question, "--library", str(folder), "--json"]
    return ColdStart(_median_start(asking), _median_start(["-c", "pass"]))


def _median_start(arguments: Sequence[str]) -> float:
    seconds = []
    for _ in range(_COLD_STARTS):
        started = time.perf_counter()
        subprocess.run([sys.executable, *arguments], check=True, capture_output=True, text=True)
        seconds.append(time.perf_counter() - started)
    return statistics.median(seconds)


def _json_lines(arguments: Sequence[str], fine: Sequence[int] = (0,)) -> list[dict[str, Any]]:
    """What ``python -m`` prints, as objects. Raises CalledProcessError."""
    command = [sys.executable, "-m", *arguments]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode not in fine:
        done.check_returncode()
    return [json.loads(line) for line in done.stdout.splitlines() if line.startswith("{")]


def ingest_in_words(speeds: Sequence[FileSpeed]) -> str:
    """A table of the files, and the ratio over all."""
    pages = sum(speed.pages for speed in speeds)
    reading = sum(speed.reading for speed in speeds)
    bare = sum(speed.yardstick for speed in speeds)
    rows = [_speed_row(s.file, s.pages, s.reading, s.yardstick) for s in speeds]
    rows.append(_speed_row("全部 all", pages, reading, bare))
    header = (
        "文件 file",
        "页 pages",
        "读取 reading s",
        "pdfplumber s",
        "比 ratio",
        "页/秒 pages/s",
    )
    return as_markdown(header, rows)


def _speed_row(name: str, pages: int, reading: float, bare: float) -> list[str]:
    ratio = f"{reading / bare:.2f}" if bare else "–"
    rate = f"{pages / reading:.1f}" if reading else "–"
    return [name, str(pages), f"{reading:.2f}", f"{bare:.2f}", ratio, rate]


def ask_in_words(speeds: Sequence[KindSpeed], cold: ColdStart | None) -> str:
    """A table by kind in milliseconds, and the cold start."""
    rows = [[s.kind, str(s.asked), f"{1000 * s.p50:.0f}", f"{1000 * s.p95:.0f}"] for s in speeds]
    table = as_markdown(("类别 kind", "题数 asked", "p50 ms", "p95 ms"), rows)
    if cold is None:
        return table
    ratio = cold.asking / cold.interpreter
    words = f"冷启动 cold command line: {cold.asking:.2f} s ({ratio:.1f} × python -c pass)"
    return f"{table}\n\n{words}"
