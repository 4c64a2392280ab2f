"""English words for a body: they mean a name that says all that they say."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from assistant.reading.question_text import has_chinese
from assistant.reading.total_words import without_aside
from ingest.bodies.english import in_english
from ingest.bodies.names import body_key, body_name
from ingest.language.glosses import glossed, stems

_ANY_OFFICE = (
    "bureau office department dept administration authority service agency headquarters HQ "
    "system government gov't municipal city provincial"
)
"""Words for an office of any kind, which are said for one another or left out."""
_KINDS = (
    f"{_ANY_OFFICE} committee commission center institute academy school college university "
    "kindergarten hospital library museum court procuratorate corps detachment station bank"
)
"""Words for what a public body is."""


def told_in_english(words: str, names: Sequence[str]) -> tuple[str, ...]:
    """The names that the words are all about; where they say of which place, the ones of which
    they leave least unsaid. None where the words say what no name does."""
    if body_name(words).level:
        words = without_aside(words)
    if has_chinese(words) or is_any_office(words):
        return ()
    asked = stems(words) - stems(_ANY_OFFICE)
    if any(asked <= _place(name) for name in names):
        asked = stems(words)
    unsaid = {}
    for name in names:
        told = _stems(name)
        if asked <= told | glossed(name):
            unsaid[name] = len(told - asked - stems(_ANY_OFFICE))
    placed = [name for name in unsaid if _place(name) & asked]
    if len(asked) == 1 and placed:
        return tuple(placed)
    least = min((unsaid[name] for name in placed), default=0)
    return tuple(name for name in placed if unsaid[name] == least) or tuple(unsaid)


@lru_cache(maxsize=4096)
def _stems(name: str) -> frozenset[str]:
    return stems(in_english(body_key(name)))


def _place(name: str) -> frozenset[str]:
    return stems(in_english(body_key(name)).split(" ")[0])


def is_any_office(words: str) -> bool:
    """Whether English words say no more than that a body is meant."""
    return stems(words) <= stems(_ANY_OFFICE)


def is_named_as_office(words: str) -> bool:
    """Whether English words say that a public body is meant, by the word for its kind."""
    return bool(stems(words) & stems(_KINDS))
