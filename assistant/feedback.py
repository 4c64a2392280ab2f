"""What readers say about answers: a line of JSON each, in the library's folder.

Nothing about the reader is kept. Staff turn the lines into cases (``python -m eval feedback``).
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Literal

from assistant.answers import Answer
from assistant.answers_json import answer_to_json

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


def keep_feedback(
    folder: Path, verdict: Verdict, questions: Sequence[str], comment: str, answer: Answer
) -> bool:
    """Append a reader's word to the log; False where the log is full."""
    log = folder / LOG
    if log.exists() and log.stat().st_size > _LARGEST:
        return False
    said = Feedback(
        verdict,
        tuple(questions),
        comment.strip()[:_LONGEST],
        answer_to_json(answer),
        datetime.now(UTC).isoformat(timespec="seconds"),
    )
    line = json.dumps(asdict(said), ensure_ascii=False) + "\n"
    # One write at the end of the file: lines of several processes do not mix.
    descriptor = os.open(log, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
    try:
        os.write(descriptor, line.encode("utf-8"))
    finally:
        os.close(descriptor)
    return True


def kept_feedback(folder: Path) -> Iterator[Feedback]:
    """What has been kept, oldest first; a line that a crash cut off is left out."""
    log = folder / LOG
    if not log.exists():
        return
    for line in log.read_text(encoding="utf-8").splitlines():
        try:
            said = json.loads(line)
        except json.JSONDecodeError:
            continue
        yield Feedback(**{**said, "questions": tuple(said["questions"])})
