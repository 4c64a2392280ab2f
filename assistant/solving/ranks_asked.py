"""The lines, projects or units that a turn asks to be put in order, and which of them."""

from __future__ import annotations

from assistant.query import Measure, Rank
from assistant.reading.order_words import bounds_asked, order_asked
from assistant.reading.set_words import (
    by_function,
    chosen_among,
    kind_of_body,
    left_out,
    level_asked,
    number_of_units,
    shared,
)
from assistant.reading.turn import Turn


def rank_asked(turn: Turn, within: Measure | None, whole: Measure | None = None) -> Rank:
    """The lines, projects or units to put in order, and which of them; ``within`` names what
    they are part of, or what is measured of units; ``whole`` what a share of is asked."""
    among = chosen_among(turn)
    excluded, offices = left_out(turn)
    return Rank(
        among,
        within,
        order_asked(turn),
        bounds_asked(turn),
        counted=turn.wanted("count"),
        digits=level_asked(turn),
        by_function=by_function(turn, any_lines=within is None),
        kind=kind_of_body(turn) if among == "units" else "",
        number=number_of_units(turn) if among == "units" else 0,
        without_offices=offices,
        excluded=excluded,
        share=shared(turn),
        share_of=whole,
        summed=turn.wanted("sum"),
    )
