"""How likely a reading is right: boosted trees over what speaks for it.

The trees (``chances.json``) are grown on the validation part of the corpus and on questions that
nothing learnt from, by ``python -m eval fit-chances``; docs/evaluation.md has the calibration.
"""

from __future__ import annotations

import json
import math
from collections.abc import Sequence
from dataclasses import dataclass, fields
from functools import cache
from importlib.resources import files
from typing import Any

_MOST = 6.0
LEAD = 1.0
"""By how much, in log odds, the likeliest must be above the next to be clear."""


@dataclass(frozen=True, slots=True)
class Signs:
    """What speaks for a reading: all that tells one amount. Each is 0 to 1 but the first four.

    ``judged`` is what the judge says of it, ``likeness`` the reader's chance that the words mean
    the thing, both as log odds; ``judged_lead`` and ``lead`` how far each is before the same of the
    next amount. ``of_words`` and ``of_name``: which share of each the other covers;
    ``whole``: the words are a name of the thing; ``code``: they hold its code; ``exact``: so are
    all of them. ``fit``: whether the amount is of the money, nature and table that were said;
    ``contested``: another amount of the thing fits as well; ``second``: it is that other one;
    ``prose``: it stands in a sentence; ``latin``: asked in
    English; ``printed``: the thing is no concept but a printed line; ``covered``: which share of
    the words its names, what it stands under, its table and what was said of money and stage
    account for; ``around`` how much of its name all that was said covers;
    ``near`` how near its meaning is to that of the words;
    ``counted`` 1 where the amount is in the unit that was asked for, -1 where it is in another;
    ``joined``: the words are several stretches, read as one; ``length`` of the words, as a
    logarithm.
    """

    judged: float
    judged_lead: float
    likeness: float
    lead: float
    of_words: float
    of_name: float
    whole: float
    code: float
    exact: float
    fit: float
    contested: float
    second: float
    prose: float
    latin: float
    printed: float
    covered: float
    around: float
    near: float
    counted: float
    joined: float
    length: float


@dataclass(frozen=True, slots=True)
class Tree:
    """A tree by its nodes: the number of the sign it asks for (-1: a leaf), the bound, the nodes
    to the left and right, and what a leaf says, in log odds."""

    sign: tuple[int, ...]
    bound: tuple[float, ...]
    left: tuple[int, ...]
    right: tuple[int, ...]
    value: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class _Grown:
    signs: tuple[str, ...]
    bias: float
    trees: tuple[Tree, ...]


def odds(chance: float) -> float:
    """Log odds of a chance, within bounds."""
    kept = min(max(chance, 1e-4), 1 - 1e-4)
    return max(-_MOST, min(_MOST, math.log(kept / (1 - kept))))


def chance_at(log_odds: float) -> float:
    """The chance that has these log odds."""
    return 1 / (1 + math.exp(-log_odds))


def chance_of(signs: Signs) -> float:
    """The chance that a reading with these signs is what was asked."""
    grown = _grown()
    told = values(signs)
    row = [told[name] for name in grown.signs]
    return chance_at(grown.bias + sum(leaf(tree, row) for tree in grown.trees))


def leaf(tree: Tree, row: Sequence[float]) -> float:
    """What a tree says of a row of signs: from its first node on to the left where a sign is at
    most the bound of the node, else to the right, until a node has no sign."""
    at = 0
    while (sign := tree.sign[at]) >= 0:
        at = tree.left[at] if row[sign] <= tree.bound[at] else tree.right[at]
    return tree.value[at]


def values(signs: Signs) -> dict[str, float]:
    """The signs by name."""
    return {field.name: float(getattr(signs, field.name)) for field in fields(Signs)}


@cache
def _grown() -> _Grown:
    text = files("assistant.solving").joinpath("chances.json").read_text(encoding="utf-8")
    told: dict[str, Any] = json.loads(text)
    trees = tuple(Tree(*map(tuple, tree)) for tree in told["trees"])
    return _Grown(tuple(told["signs"]), told["bias"], trees)
