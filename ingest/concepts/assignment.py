"""What every figure of a report is: concept, fund, nature, stage and year, each with its origin."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from ingest.nouns import Dimension, Figure, Origin


@dataclass(frozen=True, slots=True)
class Said:
    """A value of a dimension and where it was taken from; nothing said where both are ""."""

    value: str = ""
    origin: Origin | None = None

    def __bool__(self) -> bool:
        return bool(self.value)


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a figure is. A dimension of which nothing is said stays empty."""

    concept: Said = Said()
    fund: Said = Said()
    nature: Said = Said()
    stage: Said = Said()
    year: int = 0
    year_origin: Origin = "report"


def with_meaning(figure: Figure, meaning: Meaning) -> Figure:
    """The figure with what it is; its body stays as it was read."""
    said: tuple[tuple[Dimension, Said], ...] = (
        ("concept", meaning.concept),
        ("fund", meaning.fund),
        ("nature", meaning.nature),
        ("stage", meaning.stage),
        ("year", Said(str(meaning.year), meaning.year_origin)),
    )
    kept = tuple(entry for entry in figure.taken_from if entry[0] == "body")
    values: dict[str, Any] = {name: s.value for name, s in said if name != "year"}
    return replace(
        figure,
        **values,
        year=meaning.year,
        taken_from=(*((name, s.origin) for name, s in said if s.origin is not None), *kept),
    )
