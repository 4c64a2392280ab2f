"""What the names of public bodies end with: one list, and how much each use may take of it.

Source: the names of publishers and of their units in published reports. ``bodies.yaml`` says what
each use needs.
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import Any, Literal, get_args

import yaml

from ingest.language.alternatives import alternatives, longest_first

Use = Literal["title", "row", "placed_row", "question", "after_place", "alone"]
"""Where an ending is looked for, from the place that leaves least doubt to the most doubtful."""


@cache
def endings(use: Use) -> tuple[str, ...]:
    """The endings that are sure enough for a use, the longest first (委员会 before 会)."""
    return longest_first(word for word, uses in _endings().items() if use in uses)


@cache
def any_ending(use: Use) -> str:
    """The endings of a use as alternatives of a regular expression, the longest first."""
    return alternatives(endings(use))


def names_body(name: str, use: Use) -> bool:
    """Whether a name ends as those of bodies do, as surely as the use needs."""
    return name.endswith(endings(use))


@cache
def _endings() -> dict[str, frozenset[str]]:
    """Every ending with its uses. Raises ValueError where one is listed twice or a use unknown."""
    text = files("ingest.language").joinpath("bodies.yaml").read_text(encoding="utf-8")
    groups: list[dict[str, Any]] = yaml.load(text, Loader=yaml.CSafeLoader)
    known: dict[str, frozenset[str]] = {}
    for group in groups:
        uses = frozenset(group["serve"])
        if unknown := uses - frozenset(get_args(Use)):
            raise ValueError(f"unknown uses of endings: {sorted(unknown)}")
        for word in group["endings"]:
            if word in known:
                raise ValueError(f"an ending is listed twice: {word}")
            known[word] = uses
    return known
