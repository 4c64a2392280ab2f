"""A process that reads is watched and killed from outside: for its time, its memory, its death."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Iterator
from pathlib import Path
from threading import Event

import pytest
from hostile import SAMPLES

from ingest import reading_process
from ingest.confined import Reader
from ingest.errors import TooCostly, UnreadableFile
from ingest.reading import read_report
from ingest.reading_process import Told
from ingest.settings import Settings

SAMPLE = SAMPLES / "zhuhai-2023.pdf"
NARROW = Settings(max_memory_mb=500)
HASTY = Settings(max_page_seconds=2)


@pytest.fixture
def reader(tmp_path: Path) -> Iterator[Reader]:
    made = Reader(tmp_path / "own", NARROW, Event())
    yield made
    made.end()


def _process(reader: Reader) -> int:
    return int(reader._told[Told.PROCESS])


def test_a_reading_is_what_is_read_here_and_its_process_goes_on(reader: Reader) -> None:
    taken = reader.take_in(SAMPLE)
    first = _process(reader)
    read = reader.read(taken)
    assert read.reading == read_report(SAMPLE, Settings())
    assert read.seconds > 0
    assert reader.read(reader.take_in(SAMPLE)).reading == read.reading
    assert _process(reader) == first
    assert [path.name for path in taken.copy.parent.iterdir()] == [SAMPLE.name]


# Called in the process that reads, by its name.
def stuck_on_a_page() -> None:
    told, now = reading_process._told, time.monotonic()
    told[Told.BEGAN], told[Told.PAGE], told[Told.PAGE_BEGAN] = now, 1, now
    time.sleep(600)


def test_a_page_that_takes_too_long_is_stopped_by_name(tmp_path: Path) -> None:
    reader = Reader(tmp_path / "own", HASTY, Event())
    process = reader._run(60, os.getpid)
    with pytest.raises(TooCostly, match="一页读了超过 2 秒") as refused:
        reader._run(60, stuck_on_a_page)
    assert refused.value.page == 1
    reader.end()
    _gone(process)


def test_memory_is_bounded(reader: Reader) -> None:
    with pytest.raises(MemoryError):
        reader._run(60, bytearray, 3 * 1024**3)


def test_a_process_that_dies_is_told_with_its_signal(reader: Reader) -> None:
    with pytest.raises(UnreadableFile, match="SIGABRT"):
        reader._run(60, os.abort)
    with pytest.raises(TooCostly, match="处理器时间"):
        reader._run(60, signal.raise_signal, signal.SIGXCPU)
    assert reader._run(60, os.getpid) == _process(reader) != os.getpid()


def test_what_never_ends_is_killed_and_ending_does_not_wait(tmp_path: Path) -> None:
    ending = Event()
    reader = Reader(tmp_path / "own", NARROW, ending)
    with pytest.raises(TooCostly, match="整份文件读了超过 1 秒"):
        reader._run(1, time.sleep, 600)
    process = reader._run(60, os.getpid)
    reader.end()
    _gone(process)


def _gone(process: int) -> None:
    with pytest.raises(ProcessLookupError):
        os.kill(process, 0)
