"""Where a question names a publisher: in full, by a name that people use, by words of its name."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from assistant.words.publisher_names import Span, in_words, is_distinct, names_of, with_aliases
from ingest.bodies.names import bare_place, body_name, place_of_key, places_in
from ingest.bodies.short_names import is_called, short_endings
from ingest.language.bodies import Use, any_ending
from ingest.language.years import YEAR_NAMED
from ingest.nouns import Report

_YEAR = re.compile(YEAR_NAMED)
_TWO = 2
_TEXTS = 32
_OFFICES = frozenset("局委厅办部院室会")
"""Last letters of names of bodies that have units, which are named after them."""


def best_bodies(text: str, local: tuple[Report, ...]) -> tuple[tuple[Report, ...], list[Span]]:
    """The reports whose publisher is written, in full or shortened, and where."""
    found: dict[str, tuple[Span, int]] = {}
    for report in local:
        if named := _named(text, report.publisher):
            found[report.id] = named
    if not found:
        return (), []
    kept = {
        report_id: span
        for report_id, (span, surely) in found.items()
        if not any(
            inside(span, other) or (surer > surely and overlap(span, other))
            for other, surer in found.values()
        )
    }
    reports = tuple(r for r in local if r.id in kept)
    return reports, sorted(set(kept.values()))


def _named(text: str, publisher: str) -> tuple[Span, int] | None:
    """Where a publisher is named at the longest, and how surely: in full (2), by a name that people
    use (1), by words of its name (0)."""
    best: tuple[Span, int] | None = None
    fits: dict[str, int | None] = {}
    for begin, end, phrase in _phrases(text):
        if best is not None and end - begin <= best[0][1] - best[0][0]:
            continue
        if text[begin].isdecimal():
            # 126001 某某局本级 is a row of a table: what its code tells is no name.
            continue
        if phrase not in fits:
            fits[phrase] = _surely(text[begin:end], phrase, publisher)
        surely = fits[phrase]
        if surely is not None and not _in_another_place(text, begin, publisher):
            best = ((begin, end), surely)
    return best


def _surely(said: str, phrase: str, publisher: str) -> int | None:
    name = body_name(publisher)
    if body_name(said).key in (name.key, *name.second):
        return 2
    if is_called(said, publisher):
        return 1
    # 政局 is the end of 民政局, not a word for 财政局.
    whole = len(said) > _TWO and any(in_words(phrase, known) for known in names_of(publisher))
    return 0 if whole and _may_be_short(body_name(said).key, name.key) else None


def _may_be_short(said: str, key: str) -> bool:
    """Whether words of a name may mean the body: a name with its place is that of a whole body, so
    it must be of the same place and kind. 福州市公安局 is none of its units, 上海市财政局 no bureau
    of a district, 深圳市委 none of its departments."""
    place, own = place_of_key(said), place_of_key(key)
    *outer, last = map(bare_place, ("", *places_in(own)))
    if any(name and said.startswith(name) for name in outer) and last not in said:
        return False
    if not place or not said or not key:
        return said[-1:] not in _OFFICES or said[-1:] == key[-1:]
    inner = bare_place(places_in(own)[-1]) if own else ""
    return said[-1] == key[-1] and inner in place and bare_place(places_in(place)[-1]) in own


def _in_another_place(text: str, begin: int, publisher: str) -> bool:
    """Whether a name begins in or right behind a city, where the body is of one of its districts
    that the question does not name: 上海市财政局 is none of 普陀区."""
    *outer, inner = map(bare_place, ("", *places_in(place_of_key(body_name(publisher).key))))
    if not inner or inner in text:
        return False
    starts = [(text.find(name), len(name)) for name in outer if name]
    return any(at >= 0 and at < begin <= at + length + 1 for at, length in starts)


@lru_cache(maxsize=_TEXTS)
def _phrases(text: str) -> tuple[tuple[int, int, str], ...]:
    """What may be the name of a body: (start, end, words), the longest of one end first."""
    spans = (
        (begin, end)
        for end in sorted({*body_ends(text), *_short_ends(text)})
        for begin in range(_phrase_start(text, end), end - 1)
    )
    phrases = ((begin, end, with_aliases(text[begin:end])) for begin, end in spans)
    return tuple(found for found in phrases if is_distinct(found[2]))


def _phrase_start(text: str, end: int) -> int:
    window = max(0, end - 30)
    return max((m.end() for m in _YEAR.finditer(text, window, end)), default=window)


def body_ends(text: str, use: Use = "question") -> list[int]:
    return sorted({m.end() for m in re.finditer(any_ending(use), text)})


def _short_ends(text: str) -> Iterator[int]:
    """Where short names may end that names in full do not end with (交警, 管委会)."""
    return (found.end() for found in re.finditer("|".join(short_endings()), text))


def overlap(one: Span, other: Span) -> bool:
    """Whether two spans share a letter."""
    return one[0] < other[1] and other[0] < one[1]


def inside(span: Span, other: Span) -> bool:
    """Whether a span lies within another, longer one."""
    return span != other and other[0] <= span[0] and span[1] <= other[1]
