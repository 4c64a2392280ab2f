"""Decides from chances whether to answer, to ask back, or to say that it is not told.

The bounds are chosen on the validation part of the corpus (docs/evaluation.md).
"""

from __future__ import annotations

from assistant.solving.amounts import Chosen
from assistant.solving.chances import odds
from assistant.solving.resolve import Resolved

ANSWERED_FROM = 0.6
"""The least chance of an answer."""
OFFERED_FROM = 0.2
"""The least chance of a reading to be offered."""
_CLEAR = 1.0
"""By how much the log odds of the first must be above those of the second."""
_MOST = 4


def settled(resolved: Resolved) -> bool:
    """Whether the first reading is likely enough, and clearly likelier than any other."""
    if not resolved.options or resolved.chance < ANSWERED_FROM:
        return False
    if resolved.options[0][0].rivals:
        return False
    others = [chance for one, chance in resolved.options[1:] if one.told]
    return not others or odds(resolved.chance) - odds(max(others)) >= _CLEAR


def offered(resolved: Resolved) -> tuple[Chosen, ...]:
    """The readings to ask back with, none where none is likely."""
    likely = [one for one, chance in resolved.options if chance >= OFFERED_FROM and one.told]
    if not likely:
        return ()
    first = likely[0]
    rivals = [Chosen(first.report, figure, thing=first.thing) for figure in first.rivals]
    return tuple([first, *rivals, *likely[1:]][: _MOST + 2])
