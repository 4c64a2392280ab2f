"""How a year is told: 2023年度, 上年, 本期. The relative words stand in ``dimensions.yaml``."""

from __future__ import annotations

from functools import cache

from ingest.language.alternatives import alternatives
from ingest.language.dimensions import WordKind, words

YEAR_NAMED = r"(?<!\d)(20[0-4]\d)(?:年度?(?![初末底])|(?!\d))"
"""A year in a question, with its 年度; of 2023年末 only the number, of a longer number nothing."""


@cache
def any_last_year() -> str:
    """The words for the year before, as alternatives of an expression, the longest first."""
    return _any_of("last_year")


@cache
def any_this_year() -> str:
    """The words for the year that is told of, as alternatives, the longest first."""
    return _any_of("own_year", "this_year")


def _any_of(*kinds: WordKind) -> str:
    return alternatives(text for text, word in words().items() if word.kind in kinds)
