"""Draws fact sheets from a library: what a question is to ask, and what a right answer holds.

A sheet is the task of a writer, who puts it into a person's words from it and the report alone.
``tell`` says in Chinese what is to be asked, ``expect`` is the expectation of a case
(docs/evaluation.md), ``measures`` are the figures in question, for the training of the linker.
Drawing is seeded: the same library gives the same sheets.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from eval.asked import (
    derived_sheets,
    listed_sheets,
    single_sheets,
    talking_sheets,
    unanswerable_sheets,
    worded_sheets,
)
from eval.asked.drawing import Draw, Maker
from eval.asked.expecting import Sheet
from ingest.library import Library
from ingest.nouns import Report

SHARES: tuple[tuple[str, int], ...] = (
    ("value", 72), ("line_value", 50), ("code_value", 10), ("table_value", 16),
    ("project_value", 24), ("prose_value", 34), ("several", 18), ("sum", 14), ("difference", 14),
    ("ratio", 4), ("share", 18), ("per", 8), ("change", 24), ("completion", 8), ("rank", 16),
    ("filter", 8), ("parts", 14), ("two_bodies", 12), ("over_all", 14), ("reason", 18),
    ("value_and_reason", 12), ("define", 10), ("text", 22), ("place", 6), ("check", 8),
    ("no_body", 16), ("no_year", 10), ("no_line", 34), ("no_tell", 18), ("product", 24),
    ("dialogue", 24), ("series", 8), ("two_years", 8), ("yesno", 10),
)  # fmt: skip
"""How many sheets of each kind stand in a draw, in proportion to what people ask."""

MAKERS: Mapping[str, Maker] = {
    **single_sheets.MAKERS,
    **derived_sheets.MAKERS,
    **listed_sheets.MAKERS,
    **worded_sheets.MAKERS,
    **unanswerable_sheets.MAKERS,
    **talking_sheets.MAKERS,
}
"""What makes the sheets of a kind."""

_TRIES = 30
"""Reports drawn for each sheet wanted; a kind that few reports have may stay short of its share."""


class Drawer:
    """Draws sheets of every kind in the shares wanted, from the reports of one split."""

    def __init__(self, library: Library, reports: Sequence[Report], seed: int) -> None:
        self._draw = Draw(library, tuple(reports), random.Random(seed))

    def draw(self, shares: Sequence[tuple[str, int]], held_out: Sequence[str]) -> Iterator[Sheet]:
        """The sheets, kind by kind; ``held_out`` are names of bodies of which no report is held."""
        draw = replace(self._draw, strangers=tuple(held_out))
        for kind, count in shares:
            made = tried = 0
            while made < count and tried < count * _TRIES:
                tried += 1
                if sheet := MAKERS[kind](draw):
                    made += 1
                    yield {"kind": kind, **sheet}


def in_words(sheet: Sheet) -> str:
    """A sheet as a writer is given it."""
    return f"#{sheet['n']:05d} {sheet['kind']}\n   {sheet['tell']}"
