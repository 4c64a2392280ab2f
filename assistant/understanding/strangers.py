"""Bodies and places that a question names and no held report is of: asked about, not held.

A figure of one body never answers for another. What may be a stranger stands where a question
says whom it is about: at its beginning, behind a year, or joined to a body that is held.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache

from assistant.words.lexicon import filler_pattern, lexicon
from assistant.words.publisher_names import Span, is_distinct, with_aliases
from ingest.bodies.english import places
from ingest.language.bodies import Use, any_ending
from ingest.language.glyphs import fold
from ingest.nouns import Report

_HAN = "[\u3400-\u9fff]"
_JOINTS = "和与跟同及比、"
_LONGEST = 20
_SHORTEST = 3
_TWO = 2
_YEAR = re.compile(r"20[0-4]\d年?度?")
_PLACE = re.compile(rf"({_HAN}{{2,4}}?)(?:自治[县州旗]|新区|[市县区旗])")
_WORDS_BEFORE = re.compile(r"[,，。?？!！;；:：、|的那在按据查问]")


def leading_stranger(
    text: str, held: tuple[Report, ...], labels: Mapping[str, tuple[str, ...]], *, named: bool
) -> Span | None:
    """Where a question begins with a place, or a body of a place, that is not held.

    Where no held body is ``named``, a body without its place is one, too (教育局).
    """
    for start in _beginnings(text):
        place = _place_at(text, start, held)
        end = _body_end(text, place[1]) if place else None
        if end is None and place and re.match(lexicon()["after_places"], text[place[1] :]):
            end = place[1]
        if end is None and not named:
            end = _body_alone(text, start, held)
        if end is not None and not _is_printed(text[start:end], labels):
            return start, end
    return None


def joined_stranger(text: str, spans: Iterable[Span], held: tuple[Report, ...]) -> Span | None:
    """Where a body of a place that is not held is named beside one that is: 甲和乙, 乙、甲."""
    spans = tuple(spans)
    for _, end in spans:
        if text[end : end + 1] and text[end] in _JOINTS:
            place = _place_at(text, end + 1, held)
            if place and (stop := _body_end(text, place[1])):
                return end + 1, stop
    starts = {start for start, _ in spans}
    for begin in _beginnings(text):
        place = _place_at(text, begin, held)
        stop = _body_end(text, place[1]) if place else None
        if stop and text[stop : stop + 1] and text[stop] in _JOINTS and stop + 1 in starts:
            return begin, stop
    return None


def names_another_place(words: str, held: tuple[Report, ...]) -> bool:
    """Whether words go on to a place that is not held: 热线和云溪区教育局 is no one body."""
    joints = (at for at, letter in enumerate(words) if letter in _JOINTS)
    return any(_place_at(words, at + 1, held) for at in joints)


def subject_before_year(masked: str) -> str:
    """The word right before the year with which a masked question begins (云溪2023年…), or ""."""
    found = re.match(rf"\A[|_那]*?({_HAN}{{2,6}})_{{4,}}", masked)
    words = found[1] if found else ""
    return "" if filler_pattern().search(words) or _common().search(words) else words


def _beginnings(text: str) -> Iterator[int]:
    """Where the name of whom a question is about may begin."""
    yield from sorted({_after_fillers(text, at) for at in (0, *_behind_years(text))})


def _behind_years(text: str) -> Iterator[int]:
    yield from (found.end() for found in _YEAR.finditer(text))


def _after_fillers(text: str, at: int) -> int:
    while found := _WORDS_BEFORE.match(text, at) or filler_pattern().match(text, at):
        at = found.end()
    return at


def _place_at(text: str, start: int, held: tuple[Report, ...]) -> Span | None:
    """A place that begins there and is in no name of a held publisher."""
    names = [fold(report.publisher) for report in held]
    known = next((name for name in places() if text.startswith(name, start)), "")
    if known:
        end = start + len(known)
        end += text[end : end + 1] in tuple("市省")
        return None if any(known in name for name in names) else (start, end)
    found = _PLACE.match(text, start)
    if found is None or _common().search(found[0]):
        return None
    # 同临江市…: what stands before the name of a place that is held is no part of it.
    if any(found[1][-_TWO:] in name for name in names):
        return None
    return found.span()


@cache
def _common() -> re.Pattern[str]:
    return re.compile(f"(?:{'|'.join(lexicon()['common_areas'])})$")


def _body_end(text: str, start: int) -> int | None:
    """Where the name of a body ends that goes on from a place."""
    return _ends(text, start, "after_place")


def _body_alone(text: str, start: int, held: tuple[Report, ...]) -> int | None:
    end = _ends(text, start, "alone")
    name = text[start:end]
    if end is None or len(name) < _SHORTEST or re.match(lexicon()["pointing_at_bodies"], name):
        return None
    known = any(name in fold(report.publisher) for report in held)
    follows = re.match(lexicon()["after_bodies"], text[end:])
    return end if is_distinct(name) and follows and not known else None


def _ends(text: str, start: int, use: Use) -> int | None:
    """Where a body's name ends that begins there: no line item or other clause before its end, and
    nothing after that makes it the doer of something (教育局下达的补助)."""
    found = re.search(f"(?:{any_ending(use)})+", text[start : start + _LONGEST])
    if found is None:
        return None
    end = start + found.end()
    between = re.search(lexicon()["not_in_bodies"], with_aliases(text[start:end]))
    acts = re.match(lexicon()["acts_of_bodies"], text[end:])
    return None if between or acts else end


def _is_printed(name: str, labels: Mapping[str, tuple[str, ...]]) -> bool:
    """Whether a line of some report is of it: then it is no stranger."""
    return any(name in label for label in labels)
