"""Decides from chances whether to answer, to ask back, or to say that it is not told.

The bounds are chosen on the validation part of the corpus (docs/evaluation.md).
"""

from __future__ import annotations

from assistant.solving.amounts import Chosen
from assistant.solving.resolve import Resolved

ANSWERED_FROM = 0.8
"""The least chance of an answer."""
OFFERED_FROM = 0.2
"""The least chance of a reading to be offered."""
_MOST = 4


def settled(resolved: Resolved) -> bool:
    """Whether the first reading is likely enough, and clearly likelier than any other."""
    return resolved.chance >= ANSWERED_FROM and resolved.clear


def offered(resolved: Resolved) -> tuple[Chosen, ...]:
    """The readings to ask back with, none where none is likely."""
    likely = [one for one, chance in resolved.options if chance >= OFFERED_FROM and one.told]
    return tuple(likely[:_MOST])
