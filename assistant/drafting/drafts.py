"""A model's draft as it comes in: pieces of text to whole sentences with their marks."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain

from ingest.language.numerals import ONE_TO_TEN

_MARK = re.compile(
    r"\s{0,9}+[\[【［]\s*+\^?(?:证据|资料|(?i:evidence))?\s*+"
    r"(\d++(?:(?:\s*+[,，、;；和]\s*+|\s++)\d++)*+)\s*+[\]】］]"
)
_STOP = r"\.(?=\s+[^a-z\s]|\s*\Z|\s*[\[【［])"
"""A full stop in Latin script: not that of 6.20 or e.g."""
_SENTENCE = re.compile(
    rf"(?:[^。！？!?\n.]|(?!{_STOP})\.)*"
    rf"(?:[。！？!?]+[”’」』）)]*|{_STOP})?(?:{_MARK.pattern})*[。.]?"
)
_MARK_TO_COME = re.compile(r"\s*+(?:[\[【［][^\]】］]*)?")
_THOUGHT = re.compile(r"<think>.*?(?:</think>|\Z)", re.DOTALL)
_THINKS = ("<think>", "</think>")
_BULLET = re.compile(rf"^\s*(?:[-*•·#>]+\s+|(?:\d{{1,2}}|[{ONE_TO_TEN}])[.、．)）]\s*(?!\d))")
_ENUMERATOR = re.compile(rf"^\s*[（(](?:\d{{1,2}}|[{ONE_TO_TEN}]{{1,3}})[)）]\s*")
_EMPHASIS = re.compile(r"\*\*|__|`")


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of a draft, its marks read.

    ``words`` has one part more than ``marks``; the mark stands between. A mark holds the numbers
    given in it. ``opens`` is True where a line begins with the sentence.
    """

    words: tuple[str, ...]
    marks: tuple[tuple[int, ...], ...]
    opens: bool

    @property
    def text(self) -> str:
        """The sentence without its marks."""
        return "".join(self.words).strip()


def sentences_of(pieces: Iterable[str]) -> Iterator[Sentence]:
    """The sentences of a draft, each as soon as it is whole with the marks behind it.

    A model's thoughts (``<think>…</think>``) and its markup are no part of the draft.
    """
    draft, done, opens = "", 0, True
    for piece in chain(pieces, [None]):
        ended = piece is None
        draft += piece or ""
        shown = _without_thoughts(draft) if not ended else _THOUGHT.sub("", draft)
        while found := _next(shown, done, whole=ended):
            sentence = _sentence(found, opens)
            if sentence:
                yield sentence
            opens = found.endswith("\n") or (opens and sentence is None)
            done += len(found)


def _without_thoughts(draft: str) -> str:
    """The draft as far as it is known to be no thought."""
    shown = _THOUGHT.sub("", draft)
    for tag in _THINKS:
        for size in range(len(tag) - 1, 0, -1):
            if shown.endswith(tag[:size]):
                return shown[:-size]
    return shown


def _next(shown: str, start: int, *, whole: bool) -> str:
    """The next sentence with what belongs to it, "" where it is not whole yet."""
    found = _SENTENCE.match(shown, start)
    end = found.end() if found else start
    to_come = _MARK_TO_COME.match(shown, end)
    if not whole and (to_come is None or to_come.end() == len(shown)):
        line = shown.find("\n", end)
        if line < 0 or _MARK_TO_COME.fullmatch(shown, line + 1, len(shown)) is None:
            return ""
        end = line
    if end < len(shown) and shown[end] == "\n":
        end += 1
    return shown[start:end]


def _sentence(found: str, opens: bool) -> Sentence | None:
    """The sentence without markup; None where it has no words."""
    line = _EMPHASIS.sub("", found).strip()
    if opens:
        line = _BULLET.sub("", line)
    line = _ENUMERATOR.sub("", line)
    parts = _MARK.split(line)
    marks = tuple(tuple(map(int, re.findall(r"\d+", mark))) for mark in parts[1::2])
    sentence = Sentence(tuple(parts[::2]), marks, opens)
    return sentence if re.search(r"\w", sentence.text) else None
