"""Words of change, read from ``changes.yaml``: one list, with the direction of each."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Literal

import yaml

from ingest.language.alternatives import alternatives, longest_first

Direction = Literal["rise", "fall"]
Way = Literal["rise", "fall", "either"]
Group = Literal["words", "rates", "before_amounts", "savings", "letters", "english", "nouns"]
"""How sure a word is; see ``changes.yaml``."""

PRINTED: tuple[Group, ...] = ("words", "rates", "before_amounts", "savings")
"""The groups of the words that reports set before an amount."""


def change_words(way: Way, *groups: Group) -> tuple[str, ...]:
    """The words of these groups that go this way, the longest first."""
    return longest_first(word for group in groups for word in _changes()[way].get(group, ()))


@cache
def any_change(*groups: Group) -> str:
    """The words of these groups, whichever way they go, as alternatives of an expression."""
    return alternatives(word for way in _changes() for word in change_words(way, *groups))


@cache
def any_word_of(way: Way, *groups: Group) -> str:
    """The words of these groups that go this way, as alternatives of an expression."""
    return alternatives(change_words(way, *groups))


def direction_of(word: str) -> Direction | None:
    """Which way a word of change goes that was found before an amount, None for either."""
    return _directions().get(word)


def direction_in(words: str) -> Direction | None:
    """Which way the first word of change in some words goes, None where there is none."""
    found = _printed().search(words)
    return direction_of(found[0]) if found else None


def directions_in(words: str) -> tuple[Direction, ...]:
    """The ways, one or both, that words of change anywhere in some words go."""
    ways: tuple[Direction, ...] = ("rise", "fall")
    return tuple(
        way for way in ways if any(w in words for w in change_words(way, "words", "rates"))
    )


@cache
def _printed() -> re.Pattern[str]:
    return re.compile(any_change("words", "rates"))


@cache
def _directions() -> dict[str, Direction]:
    ways: tuple[Direction, ...] = ("rise", "fall")
    return {word: way for way in ways for word in change_words(way, *PRINTED)}


@cache
def _changes() -> Mapping[Way, Mapping[Group, list[str]]]:
    """All words. Raises ValueError where one stands twice."""
    text = files("ingest.language").joinpath("changes.yaml").read_text(encoding="utf-8")
    changes: Mapping[Way, Mapping[Group, list[str]]] = yaml.load(text, Loader=yaml.CSafeLoader)
    words = [word for groups in changes.values() for listed in groups.values() for word in listed]
    if twice := {word for word in words if words.count(word) > 1}:
        raise ValueError(f"words of change listed twice: {sorted(twice)}")
    return changes
