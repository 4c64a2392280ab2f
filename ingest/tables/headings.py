"""Headings of a header without cells: wrapped ones joined, upper ones over what they span."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass

from ingest.nouns import BBox
from ingest.pages.page import Ruling
from ingest.tables.words import Word, around

_WRAPPED_GAP = 0.5
_SAME_MIDDLE = 0.4
LOWER = 0.3
"""A heading stands lower than another where they overlap by no more than this, in sizes."""
_RULE_BELOW = 4.0
_DEEP = 0.7


@dataclass(frozen=True, slots=True)
class Span:
    """A heading over columns ``start``..``end`` (end excluded)."""

    heading: Word
    start: int
    end: int


def stacked(header: Sequence[Sequence[Word]], rules: Sequence[Ruling]) -> list[Word]:
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
        or abs(last.box[0] - word.box[0]) <= LOWER * size
    )
    parted = any(
        last.height < rule.top < word.height and rule.x0 <= word.middle <= rule.x1 for rule in rules
    )
    return aligned and -size / 2 < gap <= _WRAPPED_GAP * size and not parted


def is_lower(word: Word, than: Word) -> bool:
    return word.box[1] >= than.box[3] - LOWER * than.size


def leaves_and_parents(
    headings: Sequence[Word], rules: Sequence[Ruling]
) -> tuple[list[Word], list[Word]]:
    """Headings over others are parents: others stand below, or below the rule under them."""
    leaves: list[Word] = []
    parents: list[Word] = []
    for word in headings:
        below = [other for other in headings if is_lower(other, word)]
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


def _lies_over(leaf: Word, left: float, right: float) -> bool:
    """Whether a heading belongs to the column between two edges."""
    inset = leaf.size / 2
    over = leaf.box[0] < right - inset and leaf.box[2] > left + inset
    return over or left <= leaf.middle < right


def leaf_spans(leaves: Sequence[Word], x_edges: Sequence[float]) -> list[Span]:
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


def parent_spans(
    parents: Sequence[Word],
    leaves: Sequence[Word],
    x_edges: Sequence[float],
    rules: Sequence[Ruling],
) -> list[Span]:
    """Parents share the columns of the run below them so that each is centred over its own."""
    runs: dict[tuple[int, int, int], list[Word]] = {}
    for parent in parents:
        start, end = _run(parent, leaves, x_edges, rules)
        level = sum(is_lower(parent, other) for other in parents)
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


def heading_cells(
    spans: Sequence[Span], x_edges: Sequence[float], top: float, bottom: float
) -> list[BBox]:
    """The cells of the header between two heights, stacked as the headings are."""
    cells = []
    for span in spans:
        upper = [s for s in spans if _over(s, span)]
        lower = [s for s in spans if _over(span, s)]
        y0 = max((_border(s, spans) for s in upper), default=top)
        y1 = _border(span, spans) if lower else bottom
        cells.append((x_edges[span.start], y0, x_edges[span.end], y1))
    return cells


def _over(upper: Span, lower: Span) -> bool:
    covers = upper.start < lower.end and lower.start < upper.end
    return covers and upper is not lower and is_lower(lower.heading, upper.heading)


def _border(span: Span, spans: Sequence[Span]) -> float:
    """The height between a heading and those below it."""
    tops = [s.heading.box[1] for s in spans if _over(span, s)]
    return (span.heading.box[3] + min(tops)) / 2
