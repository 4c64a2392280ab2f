"""Hostile files into a library: this process lives, each is told in words, nothing is left over.

``pytest -m hostile`` takes all thousand of them, with the limits of the settings.
"""

from __future__ import annotations

import multiprocessing
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from hostile import COUNT, KINDS, SAMPLES, hostile_file, write_all

from ingest.adding import Outcome, add_files
from ingest.library import Library
from ingest.settings import Settings

TIGHT = Settings(
    max_memory_mb=700,
    max_seconds=6,
    max_page_seconds=1.5,
    max_scanned_pages=0,
    max_inflated_mb=32,
    max_page_objects=20_000,
    max_page_cells=4000,
    max_pages=30,
)
SAMPLE = SAMPLES / "zhongshan-2022.pdf"


def _added(files: list[Path], library: Library, settings: Settings) -> list[Outcome]:
    """Adds files and a report after them; asserts what must hold whatever the files are."""
    with _watched() as peak_of_children:
        outcomes = list(add_files([*files, SAMPLE], library, settings, jobs=2))
    print(_told(outcomes, max(peak_of_children, default=0)))  # noqa: T201
    assert [outcome.path for outcome in outcomes] == [*files, SAMPLE]
    assert outcomes[-1].status == "added"
    for outcome in outcomes:
        assert outcome.reason.isprintable() and "程序出错" not in outcome.reason, outcome
        assert bool(outcome.reason) == (outcome.status == "refused"), outcome
    held = {report.id for report in library.reports()}
    assert held == {outcome.report.id for outcome in outcomes if outcome.report}
    kept = {path.stem for path in (library.folder / "files").iterdir()}
    assert kept == {report.sha256 for report in library.reports()}
    assert multiprocessing.active_children() == []
    assert not (library.folder / "incoming").exists()
    assert max(peak_of_children, default=0) < 2000
    return outcomes


def test_each_kind_once_within_narrow_limits(tmp_path: Path) -> None:
    files = write_all(tmp_path / "files", len(KINDS))
    with Library.open(tmp_path / "library") as library:
        outcomes = _added(files, library, TIGHT)
    assert sum(outcome.status == "refused" for outcome in outcomes) > len(KINDS) / 2


def test_a_seed_gives_the_same_file_again() -> None:
    assert [hostile_file(seed) for seed in range(20, 40)] == [
        hostile_file(seed) for seed in range(20, 40)
    ]


@pytest.mark.hostile
def test_a_thousand_within_the_limits_of_the_settings(tmp_path: Path) -> None:
    files = write_all(tmp_path / "files", COUNT)
    slowest: list[tuple[float, str]] = []
    try:
        with Library.open(tmp_path / "library") as library, _timed(slowest):
            _added(files, library, Settings())
    finally:
        print(sorted(slowest)[-20:])  # noqa: T201
    assert max(slowest)[0] < 90


def _told(outcomes: list[Outcome], peak: float) -> str:
    statuses = Counter(outcome.status for outcome in outcomes)
    words = Counter(_kind_of(outcome.reason) for outcome in outcomes if outcome.reason)
    lines = [f"{dict(statuses)}, largest child {peak:.0f} MB"]
    return "\n".join(lines + [f"{count:5} {reason}" for reason, count in words.most_common()])


def _kind_of(reason: str) -> str:
    """A refusal without its page, and without what it quotes of the file."""
    return "".join("#" if char.isdigit() else char for char in reason.partition("“")[0])[:90]


@contextmanager
def _timed(slowest: list[tuple[float, str]]) -> Iterator[None]:
    """Notes the wall time of each file, from taking in to its reading or refusal."""
    from ingest import adding

    real = adding._Readers._through

    def through(self: adding._Readers, path: Path) -> object:
        reader = self._free.get()
        self._free.put(reader)
        began = time.monotonic()
        try:
            return real(self, path)
        finally:
            slowest.append((time.monotonic() - began, path.name))

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(adding._Readers, "_through", through)
        yield


@contextmanager
def _watched() -> Iterator[list[float]]:
    """Looks, ten times a second, at the largest resident memory that each child has had (MB)."""
    peaks: list[float] = []
    done = threading.Event()

    def watch() -> None:
        while not done.wait(0.1):
            for child in multiprocessing.active_children():
                try:
                    status = Path(f"/proc/{child.pid}/status").read_text()
                except OSError:
                    continue
                for line in status.splitlines():
                    if line.startswith("VmHWM:"):
                        peaks.append(int(line.split()[1]) / 1024)

    watcher = threading.Thread(target=watch, daemon=True)
    watcher.start()
    try:
        yield peaks
    finally:
        done.set()
        watcher.join()
