"""Printed names without what is around them: the words of ``dressing.yaml`` taken off."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

import yaml

from ingest.concepts.declaration import name_key
from ingest.language.glyphs import fold

_YEAR = re.compile(r"20\d\d年?度?")
_MOST_LAYERS = 4
_SHORTEST = 2


@cache
def _dressing() -> dict[str, Any]:
    text = files("ingest.concepts").joinpath("dressing.yaml").read_text(encoding="utf-8")
    data: dict[str, Any] = yaml.load(text, Loader=yaml.CSafeLoader)
    return data


def bare_names(words: str) -> Iterator[str]:
    """Keys of what may be the name in these words: all of them first, then ever less.

    What stands before the name is taken off before what stands behind it, up to four words each;
    a name of fewer than two characters is none.
    """
    key = name_key(words)
    ends = _ends(key)
    for start in _starts(key):
        for end in ends:
            if end - start >= _SHORTEST:
                yield key[start:end]


def _starts(key: str) -> tuple[int, ...]:
    """Where the name may begin, the leftmost first."""
    found, last = {0}, {0}
    for _ in range(_MOST_LAYERS):
        last = {at + n for at in last for n in _lengths_before(key, at)} - found
        found |= last
    return tuple(sorted(found))


def _lengths_before(key: str, at: int) -> Iterator[int]:
    for word in _dressing()["before"]:
        if key.startswith(word, at):
            yield len(word)
    if year := _YEAR.match(key, at):
        yield year.end() - at


def _ends(key: str) -> tuple[int, ...]:
    """Where the name may end, the rightmost first."""
    found, last = {len(key)}, {len(key)}
    for _ in range(_MOST_LAYERS):
        words = _dressing()["after"]
        last = {end - len(w) for end in last for w in words if key.endswith(w, 0, end)} - found
        found |= last
    return tuple(sorted(found, reverse=True))


@lru_cache(maxsize=4096)
def level_told(words: str) -> tuple[str, int]:
    """A line's name without the level behind it, and the length of its code: 行政运行（项） is 7.

    Without a level in brackets the words stay as they are and the length is 0.
    """
    for level, digits in _dressing()["line_levels"].items():
        for mark in (f"({level})", f"({level}级)"):
            if (folded := fold(words)).endswith(mark):
                return folded.removesuffix(mark), digits
    return words, 0


def line_names(words: str) -> Iterator[str]:
    """Keys of what may be the name of a line of a classification in these words.

    As ``bare_names``, then without 科目 behind it and with the 支出 that is often left out.
    """
    yield from bare_names(words)
    for name in bare_names(words):
        for word in _dressing()["line_after"]:
            if name.endswith(word):
                yield name.removesuffix(word)
    for word in _dressing()["line_left_out"]:
        yield name_key(words) + word
