"""The print of a report's passages, by pairs of letters: what few passages have tells the most."""

from __future__ import annotations

import math
import re
from collections import Counter, OrderedDict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from threading import Lock

from ingest.language.glosses import glossed, is_latin, stems
from ingest.language.glyphs import fold
from ingest.library import Library
from ingest.nouns import Passage, Report

_NO_LETTERS = re.compile(r"[\W_]+")
_NUMBERED = re.compile(r"\A[\W\d一二三四五六七八九十]{1,8}")
_FIRST_CLAUSE = re.compile(r"[，,。：:；;\d]")
_BEGINS = 40
_OPENS = re.compile(r"\A[^。；;：:]{0,60}[：:]")
_BEFORE = 2
_ABOVE = 2
_READ = 240
"""So many letters of a passage are put into English."""
_KEPT = 48
_lock = Lock()
_read: OrderedDict[tuple[int, str], Print] = OrderedDict()


def letters(text: str) -> str:
    """A text without signs and spaces, in one form of its letters."""
    return _NO_LETTERS.sub("", fold(text))


@lru_cache(maxsize=65536)
def pairs(text: str) -> frozenset[str]:
    """The pairs of neighbouring letters of a text."""
    plain = letters(text)
    return frozenset(plain[at : at + 2] for at in range(len(plain) - 1))


@dataclass(frozen=True, slots=True)
class Place:
    """A passage with the pairs of its ``text``, of its first clause (``begun``), of the headings
    right above it (``heading``), of all headings below the part, and of what it goes on from
    (``before``): what opened the paragraph it belongs to, and the passages right before it."""

    passage: Passage
    text: frozenset[str]
    begun: frozenset[str]
    heading: frozenset[str]
    headings: frozenset[str]
    before: frozenset[str]

    @property
    def around(self) -> frozenset[str]:
        """The pairs of the text and of all that says what it is about."""
        return self.text | self.headings | self.before

    @property
    def begun_in_english(self) -> frozenset[str]:
        """What the words of its first clause are in English."""
        return glossed(begin_of(self.passage.text))

    @property
    def headings_in_english(self) -> frozenset[str]:
        """What the words of the headings right above it are in English."""
        return frozenset().union(*map(glossed, self.passage.heading_path[-_ABOVE:]))

    @property
    def in_english(self) -> frozenset[str]:
        """What the words of its text are in English."""
        return glossed(self.passage.text[:_READ])


def begin_of(text: str) -> str:
    """The first clause of a text, without its number."""
    return _FIRST_CLAUSE.split(_NUMBERED.sub("", text)[:_BEGINS])[0]


class Print:
    """The passages of a report in the order of print."""

    def __init__(self, passages: Sequence[Passage]) -> None:
        self.places = tuple(_places(passages))
        self._times = Counter(pair for place in self.places for pair in place.text | place.headings)

    def has(self, words: str) -> bool:
        """Whether all pairs of some words are printed."""
        return all(self._times[pair] for pair in pairs(words))

    def weighed(self, words: Iterable[str], *, known: bool) -> Mapping[str, float]:
        """How much each pair of some words tells; ``known``: those alone that are printed."""
        wanted = frozenset().union(*map(pairs, words))
        count = len(self.places) + 1
        return {
            pair: math.log(count / (self._times[pair] + 0.5) if self._times[pair] else count)
            for pair in wanted
            if self._times[pair] or not known
        }


def share(weighed: Mapping[str, float], told: frozenset[str]) -> float:
    """The share of what is weighed that is told, 0 to 1; 0 of nothing."""
    whole = sum(weighed.values())
    return sum(weighed[pair] for pair in weighed if pair in told) / whole if whole > 0 else 0.0


def print_of(report: Report, library: Library) -> Print:
    """The print of a report, kept while the library stays as it is."""
    key = (id(library), f"{report.id}@{library.generation}")
    with _lock:
        if key in _read:
            _read.move_to_end(key)
            return _read[key]
    found = Print(library.passages(report.id))
    with _lock:
        _read[key] = found
        while len(_read) > _KEPT:
            _read.popitem(last=False)
    return found


def english_of(words: Iterable[str]) -> frozenset[str]:
    """The stems of the words among some that are English."""
    return frozenset().union(*(stems(one) for one in words if is_latin(one)))


def _places(passages: Sequence[Passage]) -> Iterable[Place]:
    here: tuple[str, ...] | None = None
    opened: frozenset[str] = frozenset()
    before: list[frozenset[str]] = []
    for passage in passages:
        if passage.heading_path != here:
            here, opened, before = passage.heading_path, frozenset(), []
        text = pairs(passage.text)
        path = passage.heading_path
        below = path[1:] or path
        yield Place(
            passage,
            text,
            pairs(begin_of(passage.text)),
            frozenset().union(*map(pairs, path[-_ABOVE:])),
            frozenset().union(*map(pairs, below)),
            opened.union(*before[-_BEFORE:]),
        )
        if opens := _OPENS.match(passage.text):
            opened = pairs(opens[0])
        before.append(text)
