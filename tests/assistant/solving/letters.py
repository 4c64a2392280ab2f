"""A reader that judges names by the letters they share, for tests of linking and solving."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.reading.reader import Reader
from ingest.concepts.concept import name_key


class Letters(Reader):
    """Says that words mean a name as surely as they share its letters."""

    def __init__(self) -> None:
        """Loads nothing."""

    def same(self, words: str, names: Sequence[str], around: str = "") -> tuple[float, ...]:
        """The share of letters that words and the likest part of a name have in common."""
        del around
        return tuple(max(_alike(words, part) for part in re.split("[｜/]", name)) for name in names)


def _alike(words: str, name: str) -> float:
    asked, told = set(name_key(words)), set(name_key(name))
    return 2 * len(asked & told) / max(1, len(asked) + len(told))
