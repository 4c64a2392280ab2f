"""Which provinces and cities words name."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from assistant.reading.words_asked import sense
from ingest.bodies.english import places
from ingest.language.alternatives import alternatives
from ingest.language.glyphs import fold


@lru_cache(maxsize=4096)
def places_named(text: str) -> frozenset[str]:
    """The provinces and cities that a text names, in the Chinese short form."""
    chinese = _chinese().findall(fold(text))
    english = (_by_english()[found.lower()] for found in _english().findall(text))
    return frozenset((*chinese, *english))


def place_alone(words: str) -> str:
    """Folded words without what is said behind a place that is named alone (深圳市级, 深圳那边)."""
    return sense("behind_place").sub("", words)


@cache
def _chinese() -> re.Pattern[str]:
    return re.compile(alternatives(places()))


@cache
def _english() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{alternatives(_by_english())})\b", re.IGNORECASE)


@cache
def _by_english() -> dict[str, str]:
    return {english: chinese for chinese, english in places().items()}
