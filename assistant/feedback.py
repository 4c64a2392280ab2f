"""What readers say about answers: a line of JSON each, in the library's folder.

Nothing about the reader is kept. Staff turn the lines into cases (``python -m eval feedback``). The
questions and the comment are a stranger's: whatever they hold, the lines stay lines, and one that
is damaged or of another shape is passed over.
"""

from __future__ import annotations

import json
import os
import stat
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from assistant.answers import Answer
from assistant.answers_json import answer_to_json
from ingest.errors import MingzhangError

Verdict = Literal["useful", "useless", "error"]
LOG = "feedback.jsonl"
_LONGEST = 1000
_LARGEST = 50_000_000
"""Bytes after which nothing more is kept, so that nobody can fill the disk."""


@dataclass(frozen=True, slots=True)
class Feedback:
    """One reader's word on one answer. ``questions`` are the turns, the last one answered.

    ``answer`` is the answer's JSON (docs/answers.md), ``at`` the time in UTC (ISO 8601).
    """

    verdict: Verdict
    questions: tuple[str, ...]
    comment: str
    answer: dict[str, Any]
    at: str


class _Part(BaseModel):
    model_config = ConfigDict(strict=True, extra="allow")


class _Figure(_Part):
    value: Annotated[str, Field(pattern=r"^-?[0-9]{1,40}(\.[0-9]{1,40})?$")]
    unit: str
    role: str


class _Citation(_Part):
    file: str
    page: int | None


class _Answer(_Part):
    outcome: str
    text: str
    figures: list[_Figure]
    citations: list[_Citation]


class _Line(BaseModel):
    """The shape of a line, as far as it is relied on."""

    model_config = ConfigDict(strict=True, extra="ignore")

    verdict: Verdict
    questions: list[str] = Field(min_length=1)
    comment: str
    answer: _Answer
    at: str


def keep_feedback(
    folder: Path, verdict: Verdict, questions: Sequence[str], comment: str, answer: Answer
) -> bool:
    """Append a reader's word to the log; False where the log is full.

    Raises MingzhangError where the log is no file of its own (a link, say).
    """
    said = Feedback(
        verdict,
        tuple(questions),
        comment.strip()[:_LONGEST],
        answer_to_json(answer),
        datetime.now(UTC).isoformat(timespec="seconds"),
    )
    # Half of a surrogate pair, which UTF-8 has no bytes for, becomes a question mark.
    line = json.dumps(asdict(said), ensure_ascii=False).encode("utf-8", "replace") + b"\n"
    descriptor = _opened(folder / LOG, os.O_RDWR | os.O_APPEND | os.O_CREAT)
    try:
        size = os.fstat(descriptor).st_size
        if size > _LARGEST:
            return False
        if size and os.pread(descriptor, 1, size - 1) != b"\n":
            # A line that a crash cut off does not take this one along.
            line = b"\n" + line
        # One write at the end of the file: lines of several processes do not mix.
        os.write(descriptor, line)
    finally:
        os.close(descriptor)
    return True


def kept_feedback(folder: Path) -> Iterator[Feedback]:
    """What has been kept, oldest first; a line that is cut off or no feedback is left out.

    Raises MingzhangError where the log is no file of its own.
    """
    if not (folder / LOG).exists():
        return
    # Lines end at line feeds alone: a text may hold other signs that break lines.
    with os.fdopen(_opened(folder / LOG, os.O_RDONLY), "rb") as log:
        for line in log:
            try:
                said = _Line.model_validate_json(line)
            except ValidationError:
                continue
            yield Feedback(
                said.verdict,
                tuple(said.questions),
                said.comment,
                said.answer.model_dump(),
                said.at,
            )


def _opened(log: Path, flags: int) -> int:
    """The log's descriptor: made for its owner alone, reached over no link, a file."""
    try:
        # Without waiting: what is no file (a pipe, say) would let one wait for its other end.
        descriptor = os.open(log, flags | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC, 0o600)
    except OSError as error:
        raise MingzhangError(
            f"评价文件 {log} 打不开：{error.strerror} (the log of feedback cannot be opened)"
        ) from error
    if not stat.S_ISREG(os.fstat(descriptor).st_mode):
        os.close(descriptor)
        raise MingzhangError(f"评价文件 {log} 不是普通文件 (the log of feedback is no file)")
    return descriptor
