"""How likely a reading is right: a logistic model over what speaks for it.

The weights (``chances.yaml``) are fitted on the validation part of the corpus by
``python -m eval fit-chances``; docs/evaluation.md has the calibration.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, fields
from functools import cache
from importlib.resources import files

import yaml

_MOST = 6.0
_ENOUGH = 3.0
"""From which log odds on it matters no more by how much a reading is judged right, or ahead."""


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


def odds(chance: float) -> float:
    """Log odds of a chance, within bounds."""
    kept = min(max(chance, 1e-4), 1 - 1e-4)
    return max(-_MOST, min(_MOST, math.log(kept / (1 - kept))))


def chance_at(log_odds: float) -> float:
    """The chance that has these log odds."""
    return 1 / (1 + math.exp(-log_odds))


def chance_of(signs: Signs) -> float:
    """The chance that a reading with these signs is what was asked."""
    bias, weights = _weights()
    total = bias + sum(weights.get(name, 0.0) * sign for name, sign in values(signs).items())
    return chance_at(total)


def values(signs: Signs) -> dict[str, float]:
    """The signs by name, with those that matter together."""
    own = {field.name: float(getattr(signs, field.name)) for field in fields(Signs)}
    affirmed, ahead = max(signs.judged, 0.0), max(signs.judged_lead, 0.0)
    together = {
        "likeness of a whole name": signs.likeness * signs.whole,
        "likeness of all words": signs.likeness * signs.of_words,
        "affirmed": min(affirmed, _ENOUGH),
        "ahead": min(signs.judged_lead, _ENOUGH),
        "first": float(signs.judged_lead > 0),
        "affirmed and ahead": affirmed * ahead / _MOST,
        "denied though covered": min(signs.judged, 0.0) * signs.covered,
        "judged of joined": signs.judged * signs.joined,
        "judged in prose": signs.judged * signs.prose,
        "judged in latin": signs.judged * signs.latin,
        "ahead in latin": signs.judged_lead * signs.latin,
        "judged of print": signs.judged * signs.printed,
        "near of print": signs.near * signs.printed,
        "covered both ways": signs.covered * signs.of_words,
    }
    return own | together


@cache
def _weights() -> tuple[float, dict[str, float]]:
    text = files("assistant.solving").joinpath("chances.yaml").read_text(encoding="utf-8")
    loaded = yaml.safe_load(text)
    return float(loaded["bias"]), {name: float(w) for name, w in loaded["weights"].items()}
