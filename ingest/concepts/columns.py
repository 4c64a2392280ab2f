"""What the headings of a column say together: the innermost word of each kind counts."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from ingest.concepts.phrases import Phrase, part_named, phrase_of
from ingest.nouns import Fund, Nature


@dataclass(frozen=True, slots=True)
class ColumnSays:
    """``unknown`` where a heading says something that no word of the language covers."""

    concept: str = ""
    fund: Fund = ""
    nature: Nature = ""
    side: str = ""
    total: str = ""
    basis: str = ""
    year: int = 0
    kinds: frozenset[str] = frozenset()
    unknown: bool = False

    @property
    def carried_over(self) -> bool:
        """Whether the money was carried over from the year before."""
        return "carried_over" in self.kinds


@lru_cache(maxsize=16384)
def column_says(path: tuple[str, ...], names: frozenset[str]) -> ColumnSays:
    """``names`` are words that may stand above a column and say nothing: the publisher's name."""
    phrases: list[Phrase] = []
    unknown = False
    for heading in path:
        if heading in names:
            continue
        phrase = phrase_of(heading) or _part_named(heading, phrases)
        if phrase is None:
            unknown = True
        else:
            phrases.append(phrase)
    return ColumnSays(
        concept=_innermost([p.concept for p in phrases]),
        fund=_innermost([p.funds[-1] if p.funds else "" for p in phrases]),  # type: ignore[arg-type]
        nature=_innermost([p.natures[-1] if p.natures else "" for p in phrases]),  # type: ignore[arg-type]
        side=_innermost([p.side for p in phrases]),
        total=_innermost([p.total for p in phrases]),
        basis=_innermost([p.basis for p in phrases]),
        year=max((year for p in phrases for year in p.years), default=0),
        kinds=frozenset(kind for p in phrases for kind in p.kinds),
        unknown=unknown,
    )


def _part_named(heading: str, above: list[Phrase]) -> Phrase | None:
    whole = next((phrase.concept for phrase in reversed(above) if phrase.concept), "")
    part = part_named(heading, whole)
    return Phrase(concept=part) if part else None


def _innermost(values: list[str]) -> str:
    return next((value for value in reversed(values) if value), "")
