"""Sentences with their figures in place: what stands between two numbers says how they relate."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ingest.checks.rules import wording
from ingest.language.glyphs import half_width, squeeze
from ingest.nouns import Figure

_DIGITS = re.compile(r"[\d.,]")


@dataclass(frozen=True, slots=True)
class Placed:
    """A figure and its span in the sentence, unit included."""

    figure: Figure
    start: int
    stop: int


@dataclass(frozen=True, slots=True)
class Statement:
    """One sentence (half width, without white space) and its figures of one body, in order of
    print."""

    text: str
    placed: tuple[Placed, ...]

    @property
    def figures(self) -> tuple[Figure, ...]:
        """The figures alone."""
        return tuple(placed.figure for placed in self.placed)

    @property
    def body(self) -> str:
        """The body that the figures are of."""
        return self.placed[0].figure.body

    @property
    def headings(self) -> tuple[str, ...]:
        """The headings above the sentence."""
        return self.placed[0].figure.row_path[:-1]

    def before(self, position: int) -> str:
        """The words between the number before and this one."""
        start = self.placed[position - 1].stop if position else 0
        return self.text[start : self.placed[position].start]

    def name(self, position: int) -> str:
        """The words before a number, without separators, 其中 and verbs of being."""
        return wording("name_edges").sub("", self.before(position))

    @property
    def tail(self) -> str:
        """What follows the last number."""
        return self.text[self.placed[-1].stop :]


def statements_of(figures: Sequence[Figure]) -> tuple[Statement, ...]:
    """The sentences that tell figures, in order of print; one of several bodies once for each run.

    A sentence in which a figure cannot be found again is left out.
    """
    statements = []
    group: list[Placed] = []
    sentence = ""
    for figure in figures:
        text = half_width(squeeze(figure.sentence))
        placed = _place(figure, text, group[-1].stop if group and text == sentence else 0)
        if group and (text != sentence or placed is None):
            statements.append(Statement(sentence, tuple(group)))
            group = []
            # The same sentence again: printed twice.
            placed = _place(figure, text, 0)
        elif group and figure.body != group[-1].figure.body:
            statements.append(Statement(sentence, tuple(group)))
            group = []
        sentence = text
        if placed is not None:
            group.append(placed)
    if group:
        statements.append(Statement(sentence, tuple(group)))
    return tuple(statements)


def _place(figure: Figure, text: str, start: int) -> Placed | None:
    printed = half_width(squeeze(figure.printed))
    found = text.find(printed, start)
    while found >= 0:
        stop = found + len(printed)
        alone = not (found and _DIGITS.match(text[found - 1])) and not _DIGITS.match(
            text[stop : stop + 1] or "。"
        )
        if alone and text.startswith(figure.unit, stop):
            return Placed(figure, found, stop + len(figure.unit))
        found = text.find(printed, found + 1)
    return None


def is_plain(figure: Figure) -> bool:
    """Whether the figure is told for itself, not as a change, a base or a share."""
    return not figure.column_path
