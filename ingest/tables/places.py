"""Where tables without ruled cells stand: between rules of one extent, below a title, or at the
head of a page as what goes on from the page before."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass

from ingest.language.glyphs import fold
from ingest.pages.page import Page, Ruling, TextLine
from ingest.tables.caption import is_title, unit_in
from ingest.tables.words import Word, is_numbering

_SAME_EXTENT = 4.0
_HEAD_SHARE = 0.1
_MAX_GAP = 3.5
_WIDER = 4.0
_MAX_HEADER_LINES = 9
_MIN_AMOUNTS = 2
_MIN_HEADINGS = 3
_SENTENCE = 0.55


@dataclass(frozen=True, slots=True)
class Line:
    source: TextLine
    words: tuple[Word, ...]

    @property
    def y(self) -> float:
        return (self.source.bbox[1] + self.source.bbox[3]) / 2

    @property
    def has_amount(self) -> bool:
        """Whether it tells an amount; a row that numbers the columns does not."""
        return any(word.is_amount for word in self.words) and not is_numbering(self.words)

    @property
    def begins_body(self) -> bool:
        """Whether the line stands below the header."""
        return is_numbering(self.words) or any(w.begins_body for w in self.words)

    @property
    def is_between_tables(self) -> bool:
        """A title, a unit line, a note or a sentence: no part of a table."""
        if len(self.words) > 2:
            return False
        text = self.source.text
        return is_title(text) or bool(unit_in(text)) or fold(text).startswith("注") or "。" in text


@dataclass(frozen=True, slots=True)
class Place:
    """Where a table stands; rules within it, uppermost first."""

    frame: tuple[float, float]
    top: float
    bottom: float
    rules: tuple[Ruling, ...]


def places(
    lines: Sequence[Line], rules: Sequence[Ruling], page: Page, known: Sequence[float]
) -> list[Place]:
    found: list[Place] = []
    for group in _groups(rules, lines):
        place = _between_rules(group, lines, known)
        if place is not None:
            found.append(place)
    if known:
        found.extend(_going_on(lines, found, rules, page, known))
    found.extend(_below_titles(lines, found))
    return found


def _groups(rules: Sequence[Ruling], lines: Sequence[Line]) -> list[list[Ruling]]:
    """Rules of one extent; a line that stands between tables parts them."""
    groups: list[list[Ruling]] = []
    for rule in rules:
        for group in reversed(groups):
            last = group[-1]
            same = abs(last.x0 - rule.x0) <= _SAME_EXTENT and abs(last.x1 - rule.x1) <= _SAME_EXTENT
            between = [line for line in lines if last.top < line.y < rule.top]
            if same and not any(line.is_between_tables for line in between):
                group.append(rule)
                break
        else:
            groups.append([rule])
    return [group for group in groups if not _is_part_of_other(group, groups)]


def _is_part_of_other(group: Sequence[Ruling], groups: Sequence[Sequence[Ruling]]) -> bool:
    """Rules under a heading, shorter than the rules above and below them."""
    return any(
        other[0].top < group[0].top
        and group[-1].top < other[-1].top
        and other[0].x0 <= group[0].x0 + _SAME_EXTENT
        and group[0].x1 <= other[0].x1 + _SAME_EXTENT
        for other in groups
        if other is not group
    )


def _between_rules(
    group: Sequence[Ruling], lines: Sequence[Line], known: Sequence[float]
) -> Place | None:
    """From the first rule to the last; on to the last line of the body where no rule closes it."""
    top, bottom = group[0].top, group[-1].top
    inside = [line for line in lines if top < line.y < bottom]
    frame = (group[0].x0, group[0].x1)
    if len(group) > 1 and any(line.has_amount for line in inside):
        return Place(frame, top, bottom, tuple(group))
    header = [line for line in inside if len(line.words) >= _MIN_HEADINGS]
    if not header:
        return None
    following = _body_run([line for line in lines if line.y > bottom], frame)
    if not any(line.has_amount for line in following):
        above = [line for line in lines if line.y < top][-1:]
        empty = len(group) > 1 and any(line.is_between_tables for line in above)
        return Place(frame, top, bottom, tuple(group)) if empty else None
    return Place(frame, top, following[-1].source.bbox[3] + 1, tuple(group))


def _body_run(lines: Sequence[Line], frame: tuple[float, float]) -> list[Line]:
    """The first lines, as far as they may be rows of one table."""
    run: list[Line] = []
    usual = 0.0
    for line in lines:
        gap = line.source.bbox[1] - run[-1].source.bbox[3] if run else 0.0
        if line.is_between_tables or gap > max(_MAX_GAP * line.source.size, _WIDER * usual):
            break
        usual = max(usual, gap)
        width = line.words[0].box[2] - line.words[0].box[0]
        if len(line.words) == 1 and width > _SENTENCE * (frame[1] - frame[0]):
            break
        run.append(line)
    while run and not run[-1].begins_body and len(run[-1].words) == 1:
        run.pop()
    return run


def _going_on(
    lines: Sequence[Line],
    others: Sequence[Place],
    rules: Sequence[Ruling],
    page: Page,
    known: Sequence[float],
) -> list[Place]:
    """What goes on at the head of the page from the page before."""
    starts = [place.top for place in others] + [table.bbox[1] for table in page.tables]
    first = min(starts, default=page.height)
    upper = [line for line in lines if line.y < first]
    while upper and upper[0].y < page.height * _HEAD_SHARE and not upper[0].begins_body:
        upper = upper[1:]
    run = _body_run(upper, (known[0], known[-1]))
    header = list(itertools.takewhile(lambda line: not line.begins_body, run))
    body = run[len(header) :]
    while body and not _lies_between(body[-1], known):
        body.pop()
    run = header + body
    if not any(line.has_amount for line in run) or not all(_lies_between(r, known) for r in body):
        return []
    top, bottom = run[0].source.bbox[1] - 1, run[-1].source.bbox[3] + 1
    inner = tuple(rule for rule in rules if top < rule.top <= bottom + 20)
    return [Place((known[0], known[-1]), top, bottom, inner)]


def _lies_between(line: Line, known: Sequence[float]) -> bool:
    inside = all(known[0] - 3 <= w.box[0] and w.box[2] <= known[-1] + 3 for w in line.words)
    crossing = [
        word
        for word in line.words
        if not word.is_total and any(word.box[0] + 1 < e < word.box[2] - 1 for e in known[1:-1])
    ]
    return inside and not crossing


def _below_titles(lines: Sequence[Line], others: Sequence[Place]) -> list[Place]:
    """Below a title or unit line: a header of several words, then rows with amounts."""
    found: list[Place] = []
    for n, line in enumerate(lines[:-1]):
        following = lines[n + 1 :]
        starts = line.is_between_tables and not following[0].is_between_tables
        if not starts or "。" in line.source.text:
            continue
        run = _body_run(following, _extent(following[:20]))
        header = list(itertools.takewhile(lambda item: not item.begins_body, run))
        body = run[len(header) :]
        told = sum(word.is_amount for item in body for word in item.words)
        wide = any(len(item.words) > 1 for item in header)
        if not wide or len(header) > _MAX_HEADER_LINES or told < max(_MIN_AMOUNTS, len(body) // 2):
            continue
        top, bottom = run[0].source.bbox[1] - 1, run[-1].source.bbox[3] + 1
        if not any(place.top < bottom and top < place.bottom for place in (*others, *found)):
            found.append(Place(_extent(run), top, bottom, ()))
    return found


def _extent(lines: Sequence[Line]) -> tuple[float, float]:
    boxes = [line.source.bbox for line in lines]
    return (min(box[0] for box in boxes) - 2, max(box[2] for box in boxes) + 2)
