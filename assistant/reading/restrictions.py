"""What words say besides the thing: of which money, of which nature, at which stage."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from assistant.reading.words_asked import words_of_dimensions
from ingest.language.alternatives import alternatives
from ingest.language.dimensions import Word
from ingest.language.dimensions import words as dimension_words
from ingest.language.glyphs import fold
from ingest.nouns import Fund, Nature

_FILLERS = re.compile(r"^[的里中内下和与、,，:：()（）]+|[的里中内下和与、,，:：()（）]+$")


@dataclass(frozen=True, slots=True)
class Restrictions:
    """``core`` is what is left of the words; the rest is "" where nothing was said of it.
    ``last`` says that the year before is meant (上年预算数)."""

    core: str
    fund: Fund = ""
    nature: Nature = ""
    basis: str = ""
    last: bool = False


@cache
def _expression() -> re.Pattern[str]:
    kinds = ("fund", "nature", "basis", "last_year")
    words = [w for w, told in dimension_words().items() if told.kind in kinds]
    return re.compile(alternatives((*words, *words_of_dimensions())))


def restrictions(words: str) -> Restrictions:
    """What the words say of money, nature and stage, and what they name besides."""
    text = fold(words)
    fund: Fund = ""
    nature: Nature = ""
    basis, last = "", False
    for found in _expression().finditer(text):
        told = _told(found[0])
        if told.kind == "fund":
            fund = fund or told.value  # type: ignore[assignment]
        elif told.kind == "nature":
            nature = nature or told.value  # type: ignore[assignment]
        elif told.kind == "basis":
            basis = basis or told.value
        else:
            last = True
    core = _expression().sub("", text)
    return Restrictions(_FILLERS.sub("", core), fund, nature, basis, last)


def natures_in(words: str) -> tuple[str, ...]:
    """The natures that words name, in the order of their words (基本支出里的公用经费: two)."""
    told = (_told(found[0]) for found in _expression().finditer(fold(words)))
    return tuple(dict.fromkeys(one.value for one in told if one.kind == "nature"))


def said_in(text: str) -> tuple[tuple[int, int], ...]:
    """Where a folded text speaks of money, nature or stage."""
    return tuple(found.span() for found in _expression().finditer(text))


def _told(words: str) -> Word:
    return words_of_dimensions().get(words) or dimension_words()[words]
