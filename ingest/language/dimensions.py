"""The words of funds, natures, sides, totals and stages, read from ``dimensions.yaml``."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Literal, get_args

import yaml

from ingest.nouns import Fund, Nature

WordKind = Literal[
    "fund",
    "carried_over",
    "nature",
    "side",
    "total",
    "own_year",
    "basis",
    "last_year",
    "this_year",
    "change",
    "rate",
    "cumulated",
    "filler",
]


@dataclass(frozen=True, slots=True)
class Word:
    """What a word says: ``value`` is the fund, nature, side, total or basis, else ""."""

    kind: WordKind
    value: str = ""


@cache
def words() -> dict[str, Word]:
    """All words. Raises ValueError for a word given twice or a value that is no dimension's."""
    data: dict[str, Any] = yaml.load(
        Path(__file__).with_name("dimensions.yaml").read_text("utf-8"), Loader=yaml.CSafeLoader
    )
    found: dict[str, Word] = {}
    for kind, section in _SECTIONS.items():
        listed = data.pop(section)
        groups = listed.items() if isinstance(listed, dict) else [("", listed)]
        for value, texts in groups:
            _check(kind, value)
            for text in texts:
                if text in found:
                    raise ValueError(f"{text} stands twice in dimensions.yaml")
                found[text] = Word(kind, value)
    if data:
        raise ValueError(f"unknown sections of dimensions.yaml: {', '.join(data)}")
    return found


_SECTIONS: dict[WordKind, str] = {
    "fund": "funds",
    "carried_over": "carried_over",
    "nature": "natures",
    "side": "sides",
    "total": "totals",
    "own_year": "own_year",
    "basis": "stages",
    "last_year": "last_year",
    "this_year": "this_year",
    "change": "change",
    "rate": "rate",
    "cumulated": "cumulated",
    "filler": "fillers",
}
_VALUES: dict[str, tuple[str, ...]] = {
    "fund": get_args(Fund),
    "nature": get_args(Nature),
    "side": ("income", "expenditure", "both"),
    "total": ("plain", "grand"),
    "basis": ("budget", "final", "execution"),
}


def _check(kind: WordKind, value: str) -> None:
    if value not in _VALUES.get(kind, ("",)):
        raise ValueError(f"dimensions.yaml: {value} is no {kind}")


@cache
def longest() -> int:
    """The length of the longest word."""
    return max(map(len, words()))
