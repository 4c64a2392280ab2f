"""What a printed line goes by: its own name, and the names of the concept that it is."""

from __future__ import annotations

from functools import lru_cache

from ingest.concepts.concept import Concept, Scheme, lines_named, name_key, named
from ingest.concepts.phrases import phrase_of

_SCHEMES: tuple[Scheme, ...] = ("economic", "functional")


@lru_cache(maxsize=65536)
def names_of_line(label: str) -> frozenset[str]:
    """The keys (``name_key``) of all names under which reports print the line with this label."""
    meant = _meant(label)
    names = (name for concept in meant for name in (concept.name, *concept.printed))
    return frozenset(map(name_key, (label, *names)))


def english_of_line(label: str) -> str:
    """The English name of the line, "" where none is known or several are meant."""
    return next((concept.english for concept in _meant(label) if concept.english), "")


def _meant(label: str) -> tuple[Concept, ...]:
    if concept := named(label):
        return (concept,)
    found = (lines_named(label, scheme) for scheme in _SCHEMES)
    return tuple(line for lines in found if len(lines) == 1 for line in lines)


@lru_cache(maxsize=16384)
def is_usual_heading(heading: str) -> bool:
    """Whether a heading says no more than in total, how much and when (合计, 金额, 决算数)."""
    phrase = phrase_of(heading)
    return (
        phrase is not None
        and phrase.is_plain
        and not phrase.says("last_year", "change", "rate", "cumulated")
    )
