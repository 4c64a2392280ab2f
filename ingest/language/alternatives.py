"""Words as the alternatives of a regular expression."""

from __future__ import annotations

import re
from collections.abc import Iterable


def alternatives(words: Iterable[str]) -> str:
    """Any of the words, as they stand, the longest first: 委员会 is tried before 会."""
    return "|".join(map(re.escape, longest_first(words)))


def longest_first(words: Iterable[str]) -> tuple[str, ...]:
    """The words in the order in which they are to be tried."""
    return tuple(sorted(words, key=lambda word: (-len(word), word)))
