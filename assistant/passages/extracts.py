"""Which sentences of a passage to quote: whole where it is short, else those that answer and what
stands around them; and the passages that belong to one: the items that it opens, its heading's."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from assistant.passages.finding import Found
from assistant.passages.letters import pairs, print_of, share
from assistant.query import Said
from ingest.language.changes import any_change
from ingest.library import Library
from ingest.nouns import Passage

_PIECE = re.compile(r"[^。！？；;]*[。！？；;]?")
_STOPPED = re.compile(r"[。！？]$")
_GAP = "……"
_WHOLE_LIST = 1.4
"""How far beyond the limit a list may run so that it is quoted whole."""
_HALF = 0.5
_SHORT = 420
"""The letters up to which all that stands under one heading is quoted together; where amounts are
told there, each passage is of a line of its own."""
AMOUNT = re.compile(r"\d\s*(?:万|亿)?元")
_OPENS_LIST = re.compile(r"^\s*(?:一是|首先|其一|[（(]?1[）).、．](?!\d))")
_FIRST_ITEM = re.compile(r"一是|首先|其一|一方面|第一[,，、]")
_LATER_ITEM = re.compile(
    r"^(?:[二三四五六七八九]是|其次|再次|最后|其[二三四]|另一方面|第[二三四五])"
)
_GOES_ON = re.compile(
    rf"^(?:主要(?:{any_change('words', 'nouns')})?(?:变动)?(?:情况|原因)|(?:主要)?原因"
    r"|[（(][二三四五六七八九2-9][)）])"
)
_OPEN_END = ("：", ":", "；", ";", "，", ",")
_OF_FORMS = " · "


def belonging(found: Found, said: Said, library: Library) -> tuple[Passage, ...]:
    """The passage with those that it cannot be read without: where the heading above is what was
    asked for, or little stands under it, all that does; else the items that it opens."""
    told = library.passages(found.report.id)
    at = next((n for n, one in enumerate(told) if one.id == found.passage.id), -1)
    if at < 0 or found.passage.term or _OF_FORMS in found.passage.text:
        return (found.passage,)
    path = found.passage.heading_path
    first = last = at
    while first > 0 and told[first - 1].heading_path == path:
        first -= 1
    while last + 1 < len(told) and told[last + 1].heading_path == path:
        last += 1
    block = tuple(one for one in told[first : last + 1] if _OF_FORMS not in one.text)
    short = said.aspect == "text" and sum(len(one.text) for one in block) <= _SHORT
    short = short and not any(AMOUNT.search(one.text) for one in block)
    if short or found.by_heading:
        return block
    return (found.passage, *items_of(found.passage, told))


def items_of(passage: Passage, told: Sequence[Passage]) -> tuple[Passage, ...]:
    """The passages that go on with one that ends in a colon or within a list."""
    at = next((n for n, one in enumerate(told) if one.id == passage.id), len(told))
    found: list[Passage] = []
    for before, one in pairwise(told[at:]):
        if not before.text.rstrip().endswith(_OPEN_END) or one.heading_path != passage.heading_path:
            break
        found.append(one)
    return tuple(found)


def excerpt(found: Found, said: Said, library: Library, limit: int) -> str:
    """The passage as printed, or its answering sentences and those around them, within about
    ``limit`` letters. A list (一是…；二是…) and what moved with its reason are never cut apart."""
    text = found.passage.text
    if len(text) <= limit:
        return text
    units = text_to_units(text)
    read = print_of(found.report, library)
    topics = read.weighed(said.topics, known=True)
    rest = read.weighed(said.rest.split("|"), known=True)
    weights = [share(topics, own) + _HALF * share(rest, own) for own in map(pairs, units)]
    best = max(range(len(units)), key=lambda at: (weights[at], -at))
    first, last, used = best, best + 1, len(units[best])
    while True:
        before = weights[first - 1] if first else -1.0
        after = weights[last] if last < len(units) else -1.0
        at = first - 1 if before > after else last
        if max(before, after) < 0 or used + len(units[at]) > limit:
            break
        used += len(units[at])
        first, last = min(first, at), max(last, at + 1)
    kept = "".join(units[first:last])
    return kept if len(kept) <= limit * _WHOLE_LIST else kept[: int(limit * _WHOLE_LIST)] + _GAP


def text_to_units(text: str) -> list[str]:
    """A text cut where a quotation may begin or end: at stops, but not inside a list."""
    pieces = [piece for piece in _PIECE.findall(text) if piece.strip()]
    last = _last_items(pieces)
    units: list[str] = []
    until = -1
    for at, piece in enumerate(pieces):
        open_list = at <= until
        goes_on = units and not _STOPPED.search(units[-1]) and _GOES_ON.match(piece)
        announced = units and _OPENS_LIST.match(piece)
        if open_list or goes_on or announced:
            units[-1] += piece
        else:
            units.append(piece)
        until = max(until, last.get(at, -1))
    return units


def _last_items(pieces: Sequence[str]) -> dict[int, int]:
    """For every piece that opens a list, the piece of its last item."""
    found: dict[int, int] = {}
    opened: int | None = None
    for at, piece in enumerate(pieces):
        if _LATER_ITEM.match(piece.strip()) and opened is not None:
            found[opened] = at
        elif _FIRST_ITEM.search(piece):
            opened = at
    return found
