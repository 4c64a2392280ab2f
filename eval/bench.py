"""Measures speed as ratios within one run, so that figures of different machines compare.

Reading is measured against bare pdfplumber (``eval.yardstick``), the cold command line against
the bare interpreter; both run as processes of their own, one after the other.
"""

from __future__ import annotations

import json
import math
import os
import statistics
import subprocess
import sys
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
class ReadingSpeed:
    """The files on one core, and all of them over ``jobs`` processes.

    ``wall_…`` are seconds by the clock, ``used_…`` processor seconds: of the one process, and of
    the busiest of ``jobs``, which on an idle machine is the time that they take. ``peak_mb`` is the
    most memory that one process held.
    """

    files: tuple[FileSpeed, ...]
    jobs: int
    wall_one: float
    wall_jobs: float
    used_one: float
    used_jobs: float
    peak_mb: int


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


def ingest_speed(paths: Sequence[Path]) -> ReadingSpeed:
    """Reads the files on one core and over all cores, and runs the yardstick over the same files.

    Refused files are left out of the ratio. Raises CalledProcessError where a process fails.
    """
    names = [str(path.resolve()) for path in paths]
    jobs = os.cpu_count() or 1
    bare, _ = _yardstick("bare", names)
    one, of_one = _yardstick("reading", names)
    _, of_jobs = _yardstick("reading", ["--jobs", str(jobs), *names])
    files = tuple(
        FileSpeed(line["file"], line["pages"], line["seconds"], by["seconds"])
        for line, by in zip(one, bare, strict=True)
        if line["pages"]
    )
    return ReadingSpeed(
        files,
        jobs,
        of_one["wall"],
        of_jobs["wall"],
        of_one["busiest"],
        of_jobs["busiest"],
        of_one["peak_mb"],
    )


def _yardstick(measure: str, arguments: Sequence[str]) -> tuple[list[Any], dict[str, Any]]:
    """The lines of the files, and the line of all."""
    *files, whole = _json_lines(["eval.yardstick", measure, *arguments])
    return files, whole


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


def _json_lines(arguments: Sequence[str]) -> list[dict[str, Any]]:
    """What ``python -m`` prints, as objects. Raises CalledProcessError."""
    command = [sys.executable, "-m", *arguments]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    return [json.loads(line) for line in done.stdout.splitlines() if line.startswith("{")]


def ingest_in_words(measured: ReadingSpeed) -> str:
    """A table of the files, the ratio over all, all cores against one, and memory."""
    speeds = measured.files
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
    return (
        f"{as_markdown(header, rows)}\n\n"
        f"{measured.jobs} 个进程 processes: "
        f"{_gain(measured.wall_one, measured.wall_jobs)} 按钟表 by the clock, "
        f"{_gain(measured.used_one, measured.used_jobs)} 按处理器 by the processors · "
        f"峰值内存 peak memory {measured.peak_mb} MB"
    )


def _gain(one: float, jobs: float) -> str:
    gain = one / jobs if jobs else 0.0
    return f"{gain:.2f} × ({one:.2f} s → {jobs:.2f} s)"


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
