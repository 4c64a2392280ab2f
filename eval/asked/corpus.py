"""The corpus: questions as people ask them, each with what its stretches are and what it wants.

``questions/*.jsonl`` hold one question a line; docs/evaluation.md tells the format. They are made
from a writer's file, a line each ``number|wants|question with {X:stretches}``, and its sheets.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from importlib import resources
from pathlib import Path
from typing import Any, Literal

from assistant.reading.tags import TAGS, WANTS, Span, Tag, Want
from ingest.errors import MingzhangError

Split = Literal["train", "validation", "test"]

LETTERS: dict[str, Tag] = {
    "B": "body", "Y": "year", "M": "thing", "C": "amount", "T": "table", "W": "whole",
    "K": "condition", "O": "order", "S": "set", "U": "unit", "X": "excluded", "R": "reference",
}  # fmt: skip
"""The letters by which writers mark stretches."""

_FROM_PAGES = "pages-"
"""What stands in the names of briefs whose questions were written from pages."""
_MARKED = re.compile(r"\{([A-Z]):([^{}]*)\}")


@dataclass(frozen=True, slots=True)
class Asked:
    """A question of the corpus.

    ``earlier`` are the turns before it, the oldest first. ``kind`` is that of its sheet, ``brief``
    the file it was written in. ``measures`` are the figures meant as their sheet gives them,
    ``expect`` what a right answer holds.
    """

    id: str
    brief: str
    split: Split
    kind: str
    question: str
    spans: tuple[Span, ...]
    wants: tuple[Want, ...]
    earlier: tuple[str, ...] = ()
    reports: tuple[str, ...] = ()
    measures: tuple[dict[str, Any], ...] = ()
    expect: dict[str, Any] | None = None

    @property
    def natural(self) -> bool:
        """Whether it was written from the pages themselves, without a sheet."""
        return _FROM_PAGES in self.brief

    def words(self, tag: Tag) -> tuple[str, ...]:
        """The stretches of a tag, as written."""
        return tuple(self.question[s.start : s.end] for s in self.spans if s.tag == tag)


def folder() -> Path:
    """Where the questions lie."""
    return Path(str(resources.files("eval"))) / "asked" / "questions"


def load(split: Split | None = None, where: Path | None = None) -> tuple[Asked, ...]:
    """The questions of a split, or all, in the order of their files."""
    files = sorted((where or folder()).glob("*.jsonl"))
    found = (
        asked_of(json.loads(line)) for f in files for line in f.read_text("utf-8").splitlines()
    )
    return tuple(one for one in found if split in (None, one.split))


def asked_of(record: dict[str, Any]) -> Asked:
    """The question of a line."""
    return Asked(
        id=record["id"],
        brief=record["brief"],
        split=record["split"],
        kind=record["kind"],
        question=record["question"],
        spans=tuple(Span(a, b, tag) for a, b, tag in record["spans"]),
        wants=tuple(record["wants"]),
        earlier=tuple(record.get("earlier", ())),
        reports=tuple(record.get("reports", ())),
        measures=tuple(record.get("measures", ())),
        expect=record.get("expect"),
    )


def marked(text: str) -> tuple[str, tuple[Span, ...]]:
    """A marked text as plain text and its stretches. Raises MingzhangError for a wrong mark."""
    plain, spans, at = "", [], 0
    for found in _MARKED.finditer(text):
        plain += text[at : found.start()]
        if found[1] not in LETTERS or not found[2].strip():
            raise MingzhangError(f"标注有误 (wrong mark): {found[0]}")
        spans.append(Span(len(plain), len(plain) + len(found[2]), LETTERS[found[1]]))
        plain += found[2]
        at = found.end()
    plain += text[at:]
    if "{" in plain or "}" in plain:
        raise MingzhangError(f"标注有误 (wrong mark): {text}")
    return plain, tuple(spans)


def taken_in(
    lines: Iterable[str], sheets: Iterable[dict[str, Any]], brief: str
) -> Iterator[dict[str, Any]]:
    """The records of a writer's file; a turn of a dialogue has the turns before it as ``earlier``.

    Raises MingzhangError, naming the line.
    """
    by_number = {sheet["n"]: sheet for sheet in sheets}
    talk: dict[str, list[str]] = {}
    for line in lines:
        if not line.strip():
            continue
        number, wants, text = (part.strip() for part in line.split("|"))
        head, _, turn = number.lstrip("#").partition(".")
        sheet = by_number[int(head)]
        if unknown := set(wants.split("+")) - set(WANTS):
            raise MingzhangError(f"没有这样的要求 (no such want): {unknown} ({line})")
        question, spans = marked(text)
        record = {
            "id": f"{brief}-{head}{f'.{turn}' if turn else ''}",
            "brief": brief,
            "split": sheet["split"],
            "kind": sheet["kind"],
            "question": question,
            "spans": [[s.start, s.end, s.tag] for s in spans],
            "wants": sorted(set(wants.split("+")), key=WANTS.index),
        }
        if turn:
            record["earlier"] = list(talk.setdefault(head, []))
            talk[head].append(question)
        if not turn or turn == "1":
            record["reports"] = sheet["reports"]
            record["measures"] = sheet["measures"][:1] if turn else sheet["measures"]
        if not turn:
            record["expect"] = sheet["expect"]
        yield record


def split_of(publisher: str) -> Split:
    """The split of all reports of a publisher: a fifth is test, a tenth validation."""
    place = int(hashlib.sha256(publisher.encode()).hexdigest(), 16) % 100
    return "test" if place < 20 else "validation" if place < 30 else "train"


def tag_index() -> dict[str, int]:
    """The number of each label of a piece: 0 outside, then begin and inside of each tag."""
    labels = ["", *(f"{part}-{tag}" for tag in TAGS for part in "BI")]
    return {label: at for at, label in enumerate(labels)}
