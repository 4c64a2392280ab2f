"""The lines, projects or units that a turn asks to be put in order, and which of them."""

from __future__ import annotations

from assistant.query import Bounds, Measure, Rank
from assistant.reading.order_words import bounds_asked, order_asked
from assistant.reading.set_words import (
    chosen_among,
    kind_of_body,
    left_out,
    level_asked,
    number_of_units,
    scheme_asked,
    shared,
)
from assistant.reading.turn import Turn


def rank_asked(turn: Turn, within: Measure | None, whole: Measure | None = None) -> Rank:
    """The lines, projects or units to put in order, and which of them; ``within`` names what
    they are part of, or what is measured of units; ``whole`` what a share of is asked."""
    among = chosen_among(turn)
    excluded, offices = left_out(turn)
    share = shared(turn)
    # A bound that is none of an amount is one of the share asked (占了一半以上).
    bounds = bounds_asked(turn) or (Bounds() if share else None)
    if turn.leaves_out_unread:
        bounds = None
    return Rank(
        among,
        within,
        order_asked(turn),
        bounds,
        counted=turn.wanted("count"),
        digits=level_asked(turn),
        scheme=scheme_asked(turn, any_lines=within is None),
        kind=kind_of_body(turn) if among == "units" else "",
        number=number_of_units(turn) if among == "units" else 0,
        without_offices=offices,
        excluded=excluded,
        share=share,
        share_of=whole,
        summed=turn.wanted("sum"),
    )
