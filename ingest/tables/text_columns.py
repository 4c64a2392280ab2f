"""The columns of a table without vertical rules, from its print.

Columns are the runs of print that no gap parts, of the lowest headings and the body together: the
true edge of a column lies in the gap of either. Totals do not count, being centred over columns.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass, field

from ingest.language.amounts import is_blank
from ingest.pages.page import Ruling
from ingest.tables.headings import (
    LOWER,
    Span,
    is_lower,
    leaf_spans,
    leaves_and_parents,
    parent_spans,
    stacked,
)
from ingest.tables.words import Word, around

_TOUCH = 1.0


@dataclass
class _Segment:
    """A run of print: the lowest headings and the body words in it."""

    x0: float
    x1: float
    headings: list[Word] = field(default_factory=list)
    body: list[Word] = field(default_factory=list)

    def joined(self, other: _Segment) -> _Segment:
        return _Segment(
            min(self.x0, other.x0),
            max(self.x1, other.x1),
            self.headings + other.headings,
            self.body + other.body,
        )


@dataclass(frozen=True, slots=True)
class TextColumns:
    """Column edges and the headings, upper ones first."""

    x_edges: tuple[float, ...]
    spans: tuple[Span, ...]


def text_columns(
    header: Sequence[Sequence[Word]],
    body: Sequence[Sequence[Word]],
    rules: Sequence[Ruling],
    frame: tuple[float, float],
    known: Sequence[float] = (),
) -> TextColumns:
    """Columns between the left and right end of ``frame``.

    ``header`` and ``body`` are lines; ``rules`` those within the header. ``known`` are the edges
    of the page before: they hold where everything fits between them.
    """
    headings = stacked(header, rules)
    words = [word for line in body for word in line if not (word.is_total or is_blank(word.text))]
    leaves, parents = leaves_and_parents(headings, rules)
    segments = _segments(leaves, words)
    whole = around(word.box for word in headings) if headings else (0.0, 0.0, 0.0, 0.0)
    # Where rules part the lines of the header they have told the parents already.
    while not rules and (stray := _stray_parents(segments, (whole[1] + whole[3]) / 2)):
        leaves = [leaf for leaf in leaves if leaf not in stray]
        parents = sorted([*parents, *stray], key=lambda word: word.box[1])
        segments = _segments(leaves, words)
    parted = [part for segment in _paired(segments) for part in _parted(segment)]
    x_edges = _edges(parted, frame)
    goes_on = not headings or len(known) >= len(x_edges)
    if known and goes_on and _fit(segments, known, bool(headings)):
        x_edges = list(known)
    spans = [*parent_spans(parents, leaves, x_edges, rules), *leaf_spans(leaves, x_edges)]
    return TextColumns(tuple(x_edges), tuple(spans))


def _segments(leaves: Sequence[Word], body: Sequence[Word]) -> list[_Segment]:
    tagged = [(word, True) for word in leaves] + [(word, False) for word in body]
    segments: list[_Segment] = []
    for word, is_heading in sorted(tagged, key=lambda pair: pair[0].box[0]):
        if not segments or word.box[0] > segments[-1].x1 + _TOUCH:
            segments.append(_Segment(word.box[0], word.box[2]))
        last = segments[-1]
        last.x1 = max(last.x1, word.box[2])
        (last.headings if is_heading else last.body).append(word)
    return segments


def _stray_parents(segments: Sequence[_Segment], middle: float) -> list[Word]:
    """Headings in an upper line that have others below them in their column, or beside columns of
    lower headings no print of their own; ``middle`` is the height of the header's centre."""
    found = []
    for n, segment in enumerate(segments):
        beside = [m for m in (n - 1, n + 1) if 0 <= m < len(segments)]
        if not _is_bare(segments, n):
            beside = [m for m in beside if _is_bare(segments, m)]
        lower = [word for m in beside for word in segments[m].headings]
        for word in segment.headings:
            if any(is_lower(other, word) for other in segment.headings) or (
                word.height < middle - LOWER * word.size
                and any(is_lower(other, word) for other in lower)
            ):
                found.append(word)
    return found


def _is_bare(segments: Sequence[_Segment], n: int) -> bool:
    """Whether a heading has no print below it, nor any beside it that lacks a heading."""
    beside = (*segments[max(n - 1, 0) : n], *segments[n + 1 : n + 2])
    alone = len(segments[n].headings) == 1 and not segments[n].body
    return alone and not any(other.body and not other.headings for other in beside)


def _fit(segments: Sequence[_Segment], known: Sequence[float], has_header: bool) -> bool:
    """Whether no print crosses the known edges, and with a header every column has one."""
    inner = known[1:-1]
    words = [word for segment in segments for word in (*segment.headings, *segment.body)]
    if any(word.box[0] + 1 < edge < word.box[2] - 1 for word in words for edge in inner):
        return False
    if not has_header:
        return True
    filled = [
        any(left <= word.middle <= right for word in words)
        for left, right in itertools.pairwise(known)
    ]
    return all(filled)


def _paired(segments: list[_Segment]) -> list[_Segment]:
    """A heading beside its column (centred over amounts set to the right) joined to it."""
    paired = list(segments)
    while True:
        gaps = [
            (right.x0 - left.x1, n)
            for n, (left, right) in enumerate(itertools.pairwise(paired))
            if _complement(left, right)
        ]
        if not gaps:
            return paired
        _, at = min(gaps)
        paired[at : at + 2] = [paired[at].joined(paired[at + 1])]


def _complement(left: _Segment, right: _Segment) -> bool:
    only_heading, only_body = (left, right) if left.headings else (right, left)
    return bool(
        only_heading.headings
        and not only_heading.body
        and only_body.body
        and not only_body.headings
    )


def _parted(segment: _Segment) -> list[_Segment]:
    """Codes and names under one heading, and columns that a long label runs into, apart again."""
    if len(segment.headings) > 1:
        ordered = sorted(segment.headings, key=lambda word: word.box[0])
        cuts = [(a.box[2] + b.box[0]) / 2 for a, b in itertools.pairwise(ordered)]
        return _cut(segment, cuts)
    runs = _segments([], segment.body)
    cuts = []
    for left, right in itertools.pairwise(runs):
        if all(word.is_code for word in left.body):
            cuts.append((left.x1 + right.x0) / 2)
    return _cut(segment, cuts) if segment.headings else [segment]


def _cut(segment: _Segment, cuts: Sequence[float]) -> list[_Segment]:
    parts = []
    for left, right in itertools.pairwise((segment.x0 - 1, *cuts, segment.x1 + 1)):
        headings = [word for word in segment.headings if left <= word.middle < right]
        body = [word for word in segment.body if left <= word.middle < right]
        parts.append(_Segment(max(left, segment.x0), min(right, segment.x1), headings, body))
    return parts


def _edges(segments: Sequence[_Segment], frame: tuple[float, float]) -> list[float]:
    """Edges in the gaps; where headings are centred, each edge mirrors the one before."""
    edges = [frame[0]]
    for left, right in itertools.pairwise(segments):
        edge = (left.x1 + right.x0) / 2
        if len(left.headings) == 1:
            mirrored = 2 * left.headings[0].middle - edges[-1]
            if left.x1 - 1 <= mirrored <= right.x0 + 1:
                edge = mirrored
        edges.append(edge)
    return [*edges, frame[1]]
