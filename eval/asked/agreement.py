"""Two independent readings of one question: what stays in the corpus is what both understand alike.

The second reading saw the question alone. Its marks are kept, as all are marked by one rule there;
a question is dropped where the readings differ in what is wanted or name other things, or where the
second finds it unclear (``?``).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from assistant.reading.tags import Span
from eval.asked.corpus import marked

UNCLEAR = "?"
_BESIDE = frozenset({"yesno", "count", "value", "compare"})
"""Wants that stand beside others, so that readings may differ in them."""


@dataclass(frozen=True, slots=True)
class Agreed:
    """The lines that both readings agree on, and how many were dropped for what reason."""

    lines: tuple[str, ...]
    dropped: Counter[str]


def agreed(written: Iterable[str], read: Iterable[str]) -> Agreed:
    """The lines of the second reading that agree with the writer's (``number|wants|question``)."""
    second = {line[0]: line for line in map(_parts, read) if line}
    kept: dict[str, str] = {}
    dropped: Counter[str] = Counter()
    lost: set[str] = set()
    for first in filter(None, map(_parts, written)):
        number = first[0]
        why = _difference(first, second.get(number)) or _lost_before(number, lost)
        if why:
            dropped[why] += 1
            lost.add(number)
        else:
            kept[number] = "|".join(second[number])
    return Agreed(tuple(kept.values()), dropped)


def _parts(line: str) -> tuple[str, str, str] | None:
    parts = [part.strip() for part in line.split("|")]
    return (parts[0].lstrip("#"), parts[1], parts[2]) if len(parts) == 3 else None


def _difference(first: tuple[str, str, str], second: tuple[str, str, str] | None) -> str:
    if second is None:
        return "not read"
    wants, others = set(first[1].split("+")), set(second[1].split("+"))
    if UNCLEAR in others:
        return "unclear"
    text, spans = marked(first[2])
    other_text, other_spans = marked(second[2])
    if text != other_text:
        return "other letters"
    own, theirs = wants - _BESIDE, others - _BESIDE
    if (own - theirs and theirs - own) or (not wants & others and own != theirs):
        return "other wants"
    named = [span for span in other_spans if span.tag in ("thing", "whole")]
    if any(not _touched(span, named) for span in spans if span.tag == "thing"):
        return "other things"
    return ""


def _touched(span: Span, others: Iterable[Span]) -> bool:
    return any(span.start < other.end and other.start < span.end for other in others)


def _lost_before(number: str, lost: set[str]) -> str:
    """A later turn of a dialogue falls with an earlier one."""
    head, _, turn = number.partition(".")
    before = (f"{head}.{at}" for at in range(1, int(turn or 1)))
    return "earlier turn" if any(one in lost for one in before) else ""
