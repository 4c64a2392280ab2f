"""Files that staff send into the library, read by a process of their own: the page stays quick, and
what a file does to its reader it does not do to the page."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryFile
from threading import Timer
from typing import IO, Any

from ingest.errors import MingzhangError
from ingest.settings import Settings

MOST_FILES = 20
"""How many files may be sent at once."""
_NICENESS, _LOWEST = 5, 19
"""How far reading steps back behind what answers others: on a busy machine it gets a third as much.
More, and its limits of time would pass while it waits."""
_TO_START = 60.0
"""Seconds for what is no reading: to start, to store, to end."""


@dataclass(frozen=True, slots=True)
class Uploaded:
    """What became of a file: ``added``, ``unchanged``, ``replaced`` or ``refused`` and why."""

    file: str
    status: str
    reason: str = ""
    report_id: str = ""
    publisher: str = ""
    fiscal_year: int = 0
    tables: int = 0
    figures: int = 0
    passages: int = 0


def add_uploads(files: Sequence[Path], folder: Path, settings: Settings) -> Iterator[Uploaded]:
    """Read files into the library of that folder, one after the other; yields as each is through.

    Raises MingzhangError before anything is read where there are too many, and where the reading
    as a whole fails (another process writes, say) or takes longer than all its files may: what
    was added until then stays.
    """
    if len(files) > MOST_FILES:
        raise MingzhangError(
            f"一次最多 {MOST_FILES} 个文件 (at most {MOST_FILES} files at once)",
            advice="请分几次上传 (send them in several goes)",
        )
    command = [sys.executable, "-m", "ingest", "add", "--json", "--jobs", "1"]
    command += ["--library", str(folder.resolve()), "--", *map(str, files)]
    with (
        TemporaryFile("w+", encoding="utf-8") as complaints,
        subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=complaints,
            text=True,
            encoding="utf-8",
            env=_environment(settings),
            cwd=Path(__file__).parents[2],
        ) as reader,
    ):
        # What it starts itself inherits the priority.
        niceness = min(_LOWEST, os.getpriority(os.PRIO_PROCESS, 0) + _NICENESS)
        os.setpriority(os.PRIO_PROCESS, reader.pid, niceness)
        longest = _TO_START + len(files) * (settings.max_seconds + settings.max_scan_seconds)
        alarm = Timer(longest, reader.kill)
        alarm.start()
        try:
            yield from _outcomes(reader, complaints, len(files))
        finally:
            alarm.cancel()
            # A visitor who leaves ends the reading; a report is in the library whole or not at all.
            reader.terminate()


def _environment(settings: Settings) -> dict[str, str]:
    """That of this process, with the settings of this page; reading asks no language model."""
    values = settings.model_dump(mode="json").items()
    own = {
        f"MINGZHANG_{name.upper()}": str(value)
        for name, value in values
        if value is not None and not name.startswith("llm_")
    }
    return {**os.environ, **own, "PYTHONIOENCODING": "utf-8", "TERM": "dumb"}


def _outcomes(
    reader: subprocess.Popen[str], complaints: IO[str], wanted: int
) -> Iterator[Uploaded]:
    done = 0
    for line in reader.stdout or ():
        done += 1
        yield _uploaded(json.loads(line))
    ended = reader.wait()
    if done < wanted:
        if ended == -signal.SIGKILL:
            raise _cut_off("超过了时限，或被系统终止", "out of time, or ended by the system")
        complaints.seek(0)
        said = complaints.read().strip().rpartition("\n")[2]
        raise _cut_off(said[-300:] or "没有说明", "the reading ended early")


def _cut_off(why: str, in_english: str) -> MingzhangError:
    return MingzhangError(
        f"读取中断了：{why} ({in_english})",
        advice="已读完的留在文库里，其余请再传 (what was read is kept; send the rest again)",
    )


def _uploaded(fields: dict[str, Any]) -> Uploaded:
    report = fields["report"] or {}
    return Uploaded(
        file=fields["file"],
        status=fields["status"],
        reason=fields["reason"],
        report_id=report.get("id", ""),
        publisher=report.get("publisher", ""),
        fiscal_year=report.get("fiscal_year", 0),
        tables=len(fields["tables"]),
        figures=fields["figures"],
        passages=fields["passages"],
    )
