"""A sentence cut into the clauses that each tell figures."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ingest.narrative.numbers import Number

_BRACKETS = re.compile(r"\([^()]*\)")
_QUOTED = re.compile(r"《[^》]*》|“[^”]*”|\"[^\"]*\"")
_STOPS = frozenset("，,；;：:。！？!?\n")


def clause_spans(text: str, numbers: Sequence[Number]) -> Iterator[tuple[int, int]]:
    """Start and end of every clause of a text of half width, its stop left out.

    Commas part clauses, but not inside numbers, quotation marks or brackets without figures; a
    bracket that holds figures is a clause of its own; 、 parts only after a figure.
    """
    solid = {i for number in numbers for i in range(number.start, number.stop)}
    stops: set[int] = set()
    for bracket in _BRACKETS.finditer(text):
        if any(bracket.start() < number.start < bracket.end() for number in numbers):
            stops.update({bracket.start(), bracket.end() - 1})
        else:
            solid.update(range(*bracket.span()))
    for quoted in _QUOTED.finditer(text):
        solid.update(range(*quoted.span()))
    ends = {number.stop for number in numbers}
    start = 0
    for position, char in enumerate(text):
        listed = char == "、" and _after_figure(text, position, ends)
        if position in stops or (position not in solid and (char in _STOPS or listed)):
            if text[start:position].strip():
                yield start, position
            start = position + 1
    if text[start:].strip():
        yield start, len(text)


def _after_figure(text: str, position: int, ends: set[int]) -> bool:
    if text[position - 1] == ")":
        position = text.rfind("(", 0, position)
    return position in ends
