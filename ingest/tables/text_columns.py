"""The columns of a table without vertical rules, and what each heading of its header spans.

Columns are the runs of print that no gap parts, of the lowest headings and the body together: the
true edge of a column lies in the gap of either. Totals do not count, being centred over columns.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass, field

from ingest.nouns import BBox
from ingest.pages.page import Ruling
from ingest.tables.words import Word, around

_TOUCH = 1.0
_WRAPPED_GAP = 0.5
_SAME_MIDDLE = 0.4
_LOWER = 0.3
_RULE_BELOW = 4.0
_DEEP = 0.7


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
class Span:
    """A heading over columns ``start``..``end`` (end excluded)."""

    heading: Word
    start: int
    end: int


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
    headings = _stacked(header, rules)
    words = [word for line in body for word in line if not word.is_total]
    leaves, parents = _leaves_and_parents(headings, rules)
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
    spans = [*_parent_spans(parents, leaves, x_edges, rules), *_leaf_spans(leaves, x_edges)]
    return TextColumns(tuple(x_edges), tuple(spans))


def _stacked(header: Sequence[Sequence[Word]], rules: Sequence[Ruling]) -> list[Word]:
    """Headings wrapped over several lines as one word each."""
    stacks: list[list[Word]] = []
    for line in header:
        for word in line:
            stack = next((s for s in stacks if _goes_on(s, word, rules)), None)
            if stack is None:
                stacks.append([word])
            else:
                stack.append(word)
    return [
        Word(around(w.box for w in stack), "".join(w.text for w in stack), stack[0].size)
        for stack in stacks
    ]


def _goes_on(stack: Sequence[Word], word: Word, rules: Sequence[Ruling]) -> bool:
    last, size = stack[-1], word.size
    gap = word.box[1] - last.box[3]
    aligned = (
        abs(last.middle - word.middle) <= _SAME_MIDDLE * size
        or abs(last.box[0] - word.box[0]) <= _LOWER * size
    )
    parted = any(
        last.height < rule.top < word.height and rule.x0 <= word.middle <= rule.x1 for rule in rules
    )
    return aligned and -size / 2 < gap <= _WRAPPED_GAP * size and not parted


def _is_lower(word: Word, than: Word) -> bool:
    return word.box[1] >= than.box[3] - _LOWER * than.size


def _leaves_and_parents(
    headings: Sequence[Word], rules: Sequence[Ruling]
) -> tuple[list[Word], list[Word]]:
    """Headings over others are parents: others stand below, or below the rule under them."""
    leaves: list[Word] = []
    parents: list[Word] = []
    for word in headings:
        below = [other for other in headings if _is_lower(other, word)]
        rule = _rule_under(word, rules, headings)
        spans_others = any(
            (other.box[0] < word.box[2] and word.box[0] < other.box[2])
            or (rule and rule.x0 <= other.middle <= rule.x1 and other.box[1] > rule.top - 1)
            for other in below
        )
        (parents if spans_others else leaves).append(word)
    return leaves, sorted(parents, key=lambda word: word.box[1])


def _rule_under(word: Word, rules: Sequence[Ruling], others: Sequence[Word]) -> Ruling | None:
    """The rule below a heading, with no other heading between the two."""
    below = [
        rule
        for rule in rules
        if -1 <= rule.top - word.box[3] <= _RULE_BELOW * word.size
        and rule.x0 <= word.middle <= rule.x1
        and not any(
            word.box[3] - 1 < other.box[1] < rule.top
            and other.box[0] < word.box[2]
            and word.box[0] < other.box[2]
            for other in others
        )
    ]
    return min(below, key=lambda rule: rule.top, default=None)


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
            if any(_is_lower(other, word) for other in segment.headings) or (
                word.height < middle - _LOWER * word.size
                and any(_is_lower(other, word) for other in lower)
            ):
                found.append(word)
    return found


def _is_bare(segments: Sequence[_Segment], n: int) -> bool:
    """Whether a heading has no print below it, nor any beside it that lacks a heading."""
    beside = segments[max(n - 1, 0) : n] + segments[n + 1 : n + 2]
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


def _lies_over(leaf: Word, left: float, right: float) -> bool:
    """Whether a heading belongs to the column between two edges."""
    inset = leaf.size / 2
    over = leaf.box[0] < right - inset and leaf.box[2] > left + inset
    return over or left <= leaf.middle < right


def _leaf_spans(leaves: Sequence[Word], x_edges: Sequence[float]) -> list[Span]:
    """Each lowest heading with the columns it lies over, at least the one of its middle."""
    spans = []
    for leaf in leaves:
        over = [
            n
            for n, (left, right) in enumerate(itertools.pairwise(x_edges))
            if _lies_over(leaf, left, right)
        ]
        if over:
            spans.append(Span(leaf, over[0], over[-1] + 1))
    return spans


def _parent_spans(
    parents: Sequence[Word],
    leaves: Sequence[Word],
    x_edges: Sequence[float],
    rules: Sequence[Ruling],
) -> list[Span]:
    """Parents share the columns of the run below them so that each is centred over its own."""
    runs: dict[tuple[int, int, int], list[Word]] = {}
    for parent in parents:
        start, end = _run(parent, leaves, x_edges, rules)
        level = sum(_is_lower(parent, other) for other in parents)
        runs.setdefault((start, end, level), []).append(parent)
    spans = []
    for (start, end, _), sharing in runs.items():
        spans.extend(_shared(sorted(sharing, key=lambda w: w.box[0]), start, end, x_edges))
    return sorted(spans, key=lambda span: span.heading.box[1])


def _run(
    parent: Word, leaves: Sequence[Word], x_edges: Sequence[float], rules: Sequence[Ruling]
) -> tuple[int, int]:
    """The columns that this parent and its neighbours may span: those over the rule below it,
    or those around it whose own heading stands lower."""
    columns = list(itertools.pairwise(x_edges))
    at = next((n for n, (a, b) in enumerate(columns) if a <= parent.middle < b), 0)
    if rule := _rule_under(parent, rules, leaves):
        over = [n for n, (a, b) in enumerate(columns) if rule.x0 - 1 <= (a + b) / 2 <= rule.x1 + 1]
        if over:
            return over[0], over[-1] + 1
    lowest = max((leaf.height for leaf in leaves), default=parent.height)
    # A heading as high as the whole header is centred in it, one below the parent lies deeper.
    deep = parent.height + _DEEP * (lowest - parent.height)
    open_columns = {
        n
        for n, (a, b) in enumerate(columns)
        if all(leaf.height > deep for leaf in leaves if _lies_over(leaf, a, b))
    }
    start = end = at
    while start - 1 in open_columns:
        start -= 1
    while end + 1 in open_columns:
        end += 1
    return start, end + 1


def _shared(parents: list[Word], start: int, end: int, x_edges: Sequence[float]) -> list[Span]:
    """The way to divide the run among the parents that centres them best."""
    inner = range(start + 1, end)
    if len(parents) > end - start:
        return []
    best: tuple[float, list[Span]] = (float("inf"), [])
    for cuts in itertools.combinations(inner, len(parents) - 1):
        bounds = list(itertools.pairwise((start, *cuts, end)))
        off = sum(
            abs((x_edges[a] + x_edges[b]) / 2 - parent.middle)
            for parent, (a, b) in zip(parents, bounds, strict=True)
        )
        if off < best[0]:
            best = (off, [Span(p, a, b) for p, (a, b) in zip(parents, bounds, strict=True)])
    return best[1]


def heading_cells(columns: TextColumns, top: float, bottom: float) -> list[BBox]:
    """The cells of the header between two heights, stacked as the headings are."""
    cells = []
    for span in columns.spans:
        upper = [s for s in columns.spans if _over(s, span)]
        lower = [s for s in columns.spans if _over(span, s)]
        y0 = max((_border(s, columns) for s in upper), default=top)
        y1 = _border(span, columns) if lower else bottom
        cells.append((columns.x_edges[span.start], y0, columns.x_edges[span.end], y1))
    return cells


def _over(upper: Span, lower: Span) -> bool:
    covers = upper.start < lower.end and lower.start < upper.end
    return covers and upper is not lower and _is_lower(lower.heading, upper.heading)


def _border(span: Span, columns: TextColumns) -> float:
    """The height between a heading and those below it."""
    tops = [s.heading.box[1] for s in columns.spans if _over(span, s)]
    return (span.heading.box[3] + min(tops)) / 2
