"""Which sentences of a passage to quote: whole where it is short, else those that answer."""

from __future__ import annotations

import re

from assistant.passages.sought import Sought, sought
from assistant.plan import Plan
from ingest.language.changes import any_change
from ingest.language.glyphs import fold
from ingest.nouns import Passage

_PIECE = re.compile(r"[^。！？；;]*[。！？；;]?")
_STOPPED = re.compile(r"[。！？]$")
_GAP = "……"
_WORTH = 0.3
_WORTH_OF_ASPECT = 0.5
_NAMED = 0.4
_WHOLE_LIST = 1.4
"""How far beyond the limit a list may run so that it is quoted whole."""
_FIRST_ITEM = re.compile(r"一是|首先|其一|一方面|第一[,，、]")
_LATER_ITEM = re.compile(
    r"^(?:[二三四五六七八九]是|其次|再次|最后|其[二三四]|另一方面|第[二三四五])"
)
_GOES_ON = re.compile(
    rf"^(?:主要(?:{any_change('words', 'nouns')})?(?:变动)?(?:情况|原因)|(?:主要)?原因"
    r"|[（(][二三四五六七八九2-9][)）])"
)


def excerpt(passage: Passage, plan: Plan, limit: int) -> str:
    """The passage as printed, or its answering sentences in order, within about ``limit`` letters.

    A list (一是…；二是…) and what moved with its reason are never cut apart.
    """
    text = passage.text
    if len(text) <= limit or plan.search is None:
        return text
    units = text_to_units(text)
    looked_for = sought(plan.search, (passage,))
    weights = [_weight(units, at, looked_for) for at in range(len(units))]
    enough = max(weights) * (_WORTH_OF_ASPECT if looked_for.aspects else _WORTH)
    chosen: set[int] = set()
    used = 0
    for at in sorted(range(len(units)), key=lambda i: -weights[i]):
        room = limit if chosen else limit * _WHOLE_LIST
        if weights[at] < enough or used + len(units[at]) > room:
            continue
        chosen.add(at)
        used += len(units[at]) + len(_GAP)
    return _joined(units, chosen | _subject(units, chosen, looked_for, limit - used))


def _subject(units: list[str], chosen: set[int], looked_for: Sought, room: int) -> set[int]:
    """The sentence that names what was asked about, where the chosen ones do not."""
    if not looked_for.words or not chosen:
        return set()
    covered = [looked_for.coverage(fold(unit)) for unit in units]
    best = max(range(len(units)), key=lambda at: covered[at])
    unnamed = max(covered[at] for at in chosen) < _NAMED <= covered[best]
    return {best} if unnamed and len(units[best]) <= room else set()


def text_to_units(text: str) -> list[str]:
    """A text cut where a quotation may begin or end: at stops, but not inside a list."""
    pieces = [piece for piece in _PIECE.findall(text) if piece.strip()]
    last = _last_items(pieces)
    units: list[str] = []
    until = -1
    for at, piece in enumerate(pieces):
        open_list = at <= until
        goes_on = units and not _STOPPED.search(units[-1]) and _GOES_ON.match(piece)
        if open_list or goes_on:
            units[-1] += piece
        else:
            units.append(piece)
        until = max(until, last.get(at, -1))
    return units


def _last_items(pieces: list[str]) -> dict[int, int]:
    """For every piece that opens a list, the piece of its last item."""
    found: dict[int, int] = {}
    opened: int | None = None
    for at, piece in enumerate(pieces):
        if _LATER_ITEM.match(piece.strip()) and opened is not None:
            found[opened] = at
        elif _FIRST_ITEM.search(piece):
            opened = at
    return found


def _weight(units: list[str], at: int, looked_for: Sought) -> float:
    unit = fold(units[at])
    weight = looked_for.coverage(unit) if looked_for.words else 0.1
    weight += looked_for.telling(unit)
    if looked_for.search.kind == "reason" and looked_for.gives_reason(unit):
        before = fold(units[at - 1]) if at else ""
        weight += 0.5 + 0.8 * looked_for.coverage(before)
    return weight - at * 1e-6


def _joined(units: list[str], chosen: set[int]) -> str:
    parts: list[str] = []
    last = -1
    for at in sorted(chosen):
        if last >= 0 and at > last + 1:
            parts.append(_GAP)
        parts.append(units[at])
        last = at
    return "".join(parts)
