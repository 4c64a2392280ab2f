"""How likely a passage is what was asked for: a logistic model over what speaks for it.

The weights (``weights.yaml``) are fitted on questions written from pages, each with the passage
that answers it, by ``python -m eval fit-passages``; docs/evaluation.md tells how well.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields
from functools import cache
from importlib.resources import files

import yaml


@dataclass(frozen=True, slots=True)
class Signs:
    """What speaks for a passage, each 0 to 1, the rarer words weighing the more.

    Of the words named: which share its text tells (``told``), the headings right above it
    (``headed``), either or what it goes on from (``around``), its first clause (``begun``).
    ``besides``: the share of the other words of the question that its text or headings tell.
    ``term``: how far it is the glossary's entry of what was named. ``alike``: how like its meaning
    is to the question. ``reason``, ``meaning``: a reason, or a meaning, was asked and it gives one;
    ``cells``: it is a row of a form; ``long``: its length; ``goal``: it stands under a heading of
    goals; ``aside``: how far it is the glossary's entry of something else, where no meaning was
    asked.
    """

    told: float
    headed: float
    around: float
    begun: float
    besides: float
    term: float
    alike: float
    reason: float
    meaning: float
    cells: float
    long: float
    goal: float
    aside: float


def values(signs: Signs) -> Sequence[float]:
    """The signs in the order of the weights, with those that matter together."""
    own = [float(getattr(signs, field.name)) for field in fields(Signs)]
    return [*own, signs.around * signs.reason]


@dataclass(frozen=True, slots=True)
class Weights:
    """The fitted model: which embedding model ``alike`` is of, and what it is on average."""

    model: str
    alike: float
    bias: float
    weights: tuple[float, ...]


@cache
def fitted() -> Weights:
    """The model as it ships."""
    text = files("assistant.passages").joinpath("weights.yaml").read_text(encoding="utf-8")
    loaded = yaml.safe_load(text)
    return Weights(
        str(loaded["model"]),
        float(loaded["alike"]),
        float(loaded["bias"]),
        tuple(map(float, loaded["weights"])),
    )


def odds_of(signs: Signs) -> float:
    """The log odds that the passage is what was asked for."""
    known = fitted()
    told = zip(known.weights, values(signs), strict=True)
    return known.bias + sum(weight * sign for weight, sign in told)
