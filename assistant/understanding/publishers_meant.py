"""Which publishers a question names: in full, shortened, or by place and body.

People shorten names: 国资委 for 国有资产监督管理委员会. A name in full goes before one that people
use (``ingest.bodies.short_names``), and that before words of a name; the place before it decides
between bodies of one name.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache

from assistant.understanding.names_meant import best_bodies, body_ends, overlap
from assistant.understanding.strangers import joined_stranger, leading_stranger, names_another_place
from assistant.words.lexicon import filler_pattern, lexicon
from assistant.words.publisher_names import (
    BRACKETED,
    Span,
    alias_spans,
    alike,
    in_chunks,
    publisher_key,
    with_aliases,
)
from ingest.bodies.english import places
from ingest.bodies.names import body_key
from ingest.language.glyphs import fold
from ingest.language.years import YEAR_NAMED
from ingest.nouns import Report

_NO_LABELS: Mapping[str, tuple[str, ...]] = {}

_YEAR = re.compile(YEAR_NAMED)
_BOUNDARY = re.compile(r"[,，。?？!！;；:：、|年的和与跟及在对]")
_DISTRICT = re.compile(r"(?<=[省市])([\u3400-\u9fff]{2,3}?)[区县旗]")
_CITY = re.compile(r"([\u3400-\u9fff]{2,3}?)[市县区州盟]")
_ENOUGH_ALIKE = 0.5
_LONGEST_BODY = 16
_TWO = 2
_NAMES = 8192
_TEXTS = 32
_LEVEL_AFTER = re.compile(r"本级|机关本级|汇总")


@lru_cache(maxsize=_NAMES)
def place_of(publisher: str) -> tuple[str, ...]:
    """The places in a publisher's name, the widest first: city, then district."""
    folded = fold(publisher)
    found = [name for name in places() if name in folded]
    if not found and (first := _CITY.match(folded)):
        found.append(first[1])
    found += [district[1] for district in _DISTRICT.finditer(folded)]
    return tuple(dict.fromkeys(found))


@dataclass(frozen=True, slots=True)
class PublishersMeant:
    """The reports of the publishers that a question names, and where it names them.

    ``missing`` is the name of a body or place that is not held; then ``reports`` are those held
    of the same place. ``rivals``: one name of a body fits several publishers, no place decides.
    ``several`` is True where more than one body or city was named.
    """

    reports: tuple[Report, ...]
    named: bool
    missing: str
    spans: tuple[Span, ...]
    several: bool = False
    rivals: bool = False


def publishers_meant(
    text: str, held: tuple[Report, ...], labels: Mapping[str, tuple[str, ...]] = _NO_LABELS
) -> PublishersMeant:
    """The publishers that a normalised question names; all reports where it names none.

    A body that is no publisher may have rows in a department's tables: ``labels`` are the names
    that the reports print, with the ids of those reports. Where the question is (also) about a body
    or place that is not held, no other stands in for it.
    """
    found = _held_meant(text, held, labels)
    if found.missing:
        return found
    stranger = leading_stranger(text, held, labels, named=found.named)
    if found.named and not (stranger and any(overlap(stranger, span) for span in found.spans)):
        stranger = joined_stranger(text, found.spans, held)
    if stranger is None:
        return found
    return PublishersMeant(found.reports, True, text[slice(*stranger)], (stranger, *found.spans))


def _held_meant(
    text: str, held: tuple[Report, ...], labels: Mapping[str, tuple[str, ...]]
) -> PublishersMeant:
    place_spans, strangers = _places_in(text, held)
    local = _in_places(held, text, place_spans)
    if not place_spans and strangers:
        start, end = strangers[0]
        name = _whole_name(text, start, end)
        return PublishersMeant((), True, name, (*strangers, (start, start + len(name))))
    best, body_spans = best_bodies(text, local)
    district = _other_district(text, place_spans, body_spans)
    if district:
        return PublishersMeant(local, True, text[place_spans[0][0] : district], ())
    if best:
        body_spans += _other_names(text, best)
        body_spans += _again(text, best, body_spans)
        several = (len(best) > 1 and len(body_spans) > 1) or _places_apart(text, place_spans)
        spans = (*place_spans, *(_with_level(text, span) for span in body_spans))
        rivals = not several and len({body_key(report.publisher) for report in best}) > 1
        return PublishersMeant(best, True, "", spans, several, rivals)
    if place_spans:
        stranger = _stranger_body(text, place_spans[-1][1], local)
        name = text[place_spans[0][0] : stranger[1]] if stranger else ""
        if stranger and not _is_printed(text[slice(*stranger)], labels, local):
            return PublishersMeant(local, True, name, (stranger,))
        rest = _trailing_bodies(text, place_spans, local)
        several = _places_apart(text, place_spans)
        return PublishersMeant(local, True, "", (*place_spans, *rest), several)
    return PublishersMeant(held, False, "", alias_spans(text))


def _with_level(text: str, span: Span) -> Span:
    """The span with 本级 or 汇总 after it, which belong to the name."""
    level = _LEVEL_AFTER.match(text, span[1])
    return (span[0], level.end()) if level else span


def _other_district(text: str, place_spans: list[Span], body_spans: list[Span]) -> int | None:
    """浦东新区财政局 where another district's is held: where the stranger's name ends, or None."""
    for (_, place_end), (start, end) in zip(place_spans[-1:], body_spans[:1], strict=False):
        gap = text[place_end : start + 1]
        if start > place_end and re.search(r"[\u3400-\u9fff]{2}[区县]$|[区县].?$", gap):
            return end
    return None


def _other_names(text: str, reports: tuple[Report, ...]) -> list[Span]:
    """Where a publisher's second name stands, the one that it prints in brackets."""
    names = {name[1:-1] for r in reports for name in BRACKETED.findall(fold(r.publisher))}
    found = ((text.find(name), len(name)) for name in names if len(name) > _TWO)
    return [(start, start + length) for start, length in found if start >= 0]


def _again(text: str, reports: tuple[Report, ...], spans: list[Span]) -> list[Span]:
    """Where a publisher is named a second time, in full: behind its name in another language."""
    names = {BRACKETED.sub("", fold(report.publisher)) for report in reports}
    found = (m.span() for name in names for m in re.finditer(re.escape(name), text))
    return [span for span in found if not any(overlap(span, other) for other in spans)]


def _places_apart(text: str, place_spans: list[Span]) -> bool:
    """Whether two cities are named (and not a city with its district)."""
    cities = {text[start:end].rstrip("市省") for start, end in place_spans}
    return len(cities & set(places())) > 1


def _whole_name(text: str, start: int, end: int) -> str:
    tail = _body_end(text, end)
    return text[start : tail or end]


def _places_in(text: str, held: tuple[Report, ...]) -> tuple[list[Span], list[Span]]:
    """Spans of places that held publishers have in their names, and of other places."""
    own = {place for report in held for place in place_of(report.publisher)}
    known: list[Span] = []
    for name in sorted(own, key=len, reverse=True):
        for found in re.finditer(f"{re.escape(name)}[市省区县]?", text):
            span = _without_city_of_body(text, found.span(), held)
            if not any(overlap(span, other) for other in known):
                known.append(span)
    strangers = []
    for name in places():
        if name in own:
            continue
        at = text.find(name)
        end = at + len(name)
        if at >= 0 and (_may_begin(text[:at]) or text[end : end + 1] == "市"):
            strangers.append((at, end))
    return sorted(known), sorted(strangers)


def _may_begin(before: str) -> bool:
    """Whether a place may begin here: after a boundary, or after words of asking (请问)."""
    return (
        not before
        or before[-1].isascii()
        or bool(_BOUNDARY.match(before[-1]))
        or bool(_asking().search(before))
    )


@cache
def _asking() -> re.Pattern[str]:
    return re.compile(f"(?:{filler_pattern().pattern})$")


def _without_city_of_body(text: str, span: Span, held: tuple[Report, ...]) -> Span:
    """珠海市民热线: the 市 belongs to 市民 unless the publisher writes 珠海市市民."""
    start, end = span
    if text[start:end].endswith("市") and text[end : end + 1] == "民":
        return start, end - 1
    return start, end


def _in_places(held: tuple[Report, ...], text: str, place_spans: list[Span]) -> tuple[Report, ...]:
    named = [text[start:end].rstrip("市省区县") for start, end in place_spans]
    if not named:
        return held
    scores = {
        report.id: sum(name in place_of(report.publisher) for name in named) for report in held
    }
    best = max(scores.values(), default=0)
    several = len(set(named)) > 1 and best == 1
    return tuple(r for r in held if scores[r.id] == best or (several and scores[r.id]))


def _body_end(text: str, start: int) -> int | None:
    """Where a body's name ends that begins at ``start``: no boundary and no line item between."""
    ends = {*body_ends(text, "after_place"), *(m.end() for m in _short_stranger().finditer(text))}
    for end in sorted(ends):
        between = text[start:end]
        if end > start and len(between) <= _LONGEST_BODY:
            return None if re.search(r"[,，。?？年的了几\d]|支出|收入|经费|预算", between) else end
    return None


@cache
def _short_stranger() -> re.Pattern[str]:
    """How short names end: 办 is mostly a verb (承办, 办公), a body only before what is asked."""
    asked = f"(?={lexicon()['after_bodies']})"
    return re.compile(rf"(?:(?<![承主经协举督催交代包创])办|特警|交警|高院|中院|管委会){asked}")


def _stranger_body(text: str, start: int, local: tuple[Report, ...]) -> Span | None:
    """A body named right after the place that is none of those held there."""
    end = _body_end(text, start)
    if end is not None and names_another_place(text[start:end], local):
        return None
    if end is None:
        return None
    phrase = with_aliases(text[start:end].lstrip("市省区县"))
    # What ends otherwise is another body, however alike the rest: 退役军人局, 退役军人中心.
    likeness = max(
        (
            alike(phrase, name)
            for r in local
            if (name := publisher_key(r.publisher))[-1] == phrase[-1]
        ),
        default=0.0,
    )
    return (start, end) if likeness <= _ENOUGH_ALIKE else None


def _is_printed(
    body: str, labels: Mapping[str, tuple[str, ...]], local: tuple[Report, ...]
) -> bool:
    """Whether some line of the reports of that place is of the body."""
    bare = body.lstrip("市省区县")
    own = {report.id for report in local}
    return any(bare in label and not own.isdisjoint(ids) for label, ids in labels.items())


def _trailing_bodies(
    text: str, place_spans: Iterable[Span], local: tuple[Report, ...]
) -> list[Span]:
    """珠海热线的…: what follows the place and is part of the publisher's name."""
    spans = []
    for _, start in place_spans:
        longest = start
        for report in local:
            name = publisher_key(report.publisher)
            for end in range(start + 2, min(len(text), start + 14) + 1):
                phrase = with_aliases(text[start:end])
                marked = any(mark in phrase for mark in lexicon()["body_aliases"])
                if (marked or len(phrase) > _TWO) and in_chunks(phrase, name):
                    longest = max(longest, end)
        if longest > start:
            spans.append((start, longest))
    return spans or list(alias_spans(text))
