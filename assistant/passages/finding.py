"""The passages of the reports meant that say what was asked, the likeliest first."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from assistant.passages.letters import Place, Print, english_of, pairs, print_of, share
from assistant.passages.signs import Signs, fitted, odds_of
from assistant.query import Aspect, Said
from assistant.solving.chances import chance_at
from ingest.language.changes import any_change
from ingest.language.glosses import stems
from ingest.language.glyphs import fold
from ingest.library import Library
from ingest.nouns import Passage, Report

_ANSWERS = 0.2
"""The least chance of a passage that is quoted."""
_READ_WHOLE = 8
"""So many reports are read from beginning to end; of more, those that a search finds."""
_SEARCHED = 40
_TRIED = 30
_NEAR_IN_MEANING = 15
_MOST = 3
_AS_LIKELY = 0.35
"""How much less likely than the first, in log odds, another may be that is quoted beside it."""
_LONG = 200
_HARDLY = 0.3
_OWN = 0.5
_MOSTLY = 0.6
GIVES_REASON = (
    "原因|由于|因为|主要是|主要系|主要为|所致|导致"
    rf"|主要(?:{any_change('words', 'nouns')})情况"
)
"""What marks a reason in the text of a report, as an expression."""
_REASON = re.compile(GIVES_REASON)
_MEANING = re.compile(r"指|反映|包括|即|为")
_GOAL = "目标"
_OF_ITSELF: Mapping[Aspect, tuple[str, ...]] = {
    "text": ("主要职责", "主要职能"),
    "reason": ("预算收支总体情况",),
}
"""What reports call what they say of a body itself."""
_OF_FORMS = " · "
_LEVELS = re.compile(r"\((?:类|款|项)\)")


@dataclass(frozen=True, slots=True)
class Found:
    """A passage and the chance that it is what was asked for. ``near``: hardly any of the words
    named stand in it or above it; ``by_heading``: it is by its headings, not by its own words, that
    it is about what was named."""

    report: Report
    passage: Passage
    odds: float
    near: bool = False
    by_heading: bool = False

    @property
    def chance(self) -> float:
        """How surely it answers."""
        return chance_at(self.odds)


def found(said: Said, reports: Sequence[Report], library: Library) -> tuple[Found, ...]:
    """The passages that answer; empty where none is likely to. Where nothing was named, those that
    say all the question says, else what is said of the body itself."""
    if not said.topics:
        alone = replace(said, topics=tuple(filter(None, said.rest.split("|"))), rest="")
        itself = replace(said, topics=_of_itself(said, reports, library))
        return _likely(alone, reports, library) or _likely(itself, reports, library)
    return _likely(said, reports, library)


def _of_itself(said: Said, reports: Sequence[Report], library: Library) -> tuple[str, ...]:
    """What a few reports call what they say of a body, as far as they print it."""
    read = [print_of(report, library) for report in reports[:_READ_WHOLE]]
    words = (*_OF_ITSELF.get(said.aspect, ()), said.unit)
    return tuple(word for word in words if word and any(one.has(word) for one in read))


def _likely(said: Said, reports: Sequence[Report], library: Library) -> tuple[Found, ...]:
    ranked = scored(said, reports, library) if any(said.topics) else []
    if not ranked or ranked[0].chance < _ANSWERS:
        return ()
    likely = [one for one in ranked if one.odds >= ranked[0].odds - _AS_LIKELY]
    return tuple(likely[:_MOST])


def scored(said: Said, reports: Sequence[Report], library: Library) -> list[Found]:
    """The passages that may answer, the likeliest first, whatever their chance."""
    if len(reports) > _READ_WHOLE:
        reports = _speaking(said, reports, library)
    ranked = [one for report in reports for one, _ in candidates(said, report, library)]
    return sorted(ranked, key=lambda one: -one.odds)


def _speaking(said: Said, reports: Sequence[Report], library: Library) -> list[Report]:
    """Of many reports a few: those whose glossary has the term asked, else those found first."""
    by_id = {report.id: report for report in reports}
    ids: list[str] = []
    if said.aspect == "define":
        terms = [pairs(topic) for topic in said.topics]
        ids = [
            ident
            for term, ident in library.catalogue().terms
            if ident in by_id
            and any(_likeness(name, own) > _OWN for name in _names_of(term) for own in terms)
        ]
    if not ids:
        hits = library.search(words_of(said), report_ids=tuple(by_id), limit=_SEARCHED)
        ids = [hit.passage.report_id for hit in hits]
    return [by_id[ident] for ident in dict.fromkeys(ids)][:_READ_WHOLE]


def candidates(said: Said, report: Report, library: Library) -> list[tuple[Found, Signs]]:
    """The passages of a report that share most words or most meaning with what is asked."""
    read = print_of(report, library)
    weigh = _Weigh(said, read)
    order = sorted(read.places, key=lambda place: -weigh.first(place))[:_TRIED]
    tried = {place.passage.id: place for place in order}
    query = words_of(said)
    by_id = {place.passage.id: place for place in read.places}
    by_meaning = library.search(
        query, report_ids=(report.id,), limit=_NEAR_IN_MEANING, by="vectors"
    )
    for hit in by_meaning:
        if place := by_id.get(hit.passage.id):
            tried.setdefault(hit.passage.id, place)
    if not tried:
        return []
    texts = [place.passage.embedded_text for place in tried.values()]
    known = fitted()
    same = library.embedding == known.model
    alike = library.likeness(query, texts) if same else [known.alike] * len(texts)
    rows = []
    for place, likeness in zip(tried.values(), alike, strict=True):
        signs = weigh.signs(place, likeness)
        headed = signs.headed >= _MOSTLY and signs.told < _OWN
        near = signs.around < _HARDLY
        rows.append((Found(report, place.passage, odds_of(signs), near, headed), signs))
    return rows


def words_of(said: Said) -> str:
    """What is searched for in meaning."""
    return "".join((*said.topics, said.rest.replace("|", "")))


class _Weigh:
    """What is asked, held against the passages of one report."""

    def __init__(self, said: Said, read: Print) -> None:
        self._said = said
        self._topics = read.weighed(said.topics, known=False)
        self._rest = read.weighed(said.rest.split("|"), known=True)
        self._named = [own for own in map(pairs, said.topics) if own]
        self._english = english_of(said.topics)
        self._around = stems(said.rest) - self._english if self._english else frozenset()

    def first(self, place: Place) -> float:
        """By what passages are looked at before their meaning is."""
        if self._english:
            told = place.begun_in_english | place.headings_in_english
            return _part(self._english, told) + _OWN * _part(self._around, told)
        of_topics = share(self._topics, place.around) + _OWN * share(self._topics, place.text)
        return of_topics + _OWN * share(self._rest, place.text | place.headings)

    def signs(self, place: Place, alike: float) -> Signs:
        """What speaks for a passage."""
        text, path = place.passage.text, place.passage.heading_path
        asked, term = self._said.aspect, place.passage.term
        entry = max(
            (_likeness(own, one) for own in _names_of(term) for one in self._named), default=0
        )
        of_words = Signs(
            told=share(self._topics, place.text),
            headed=share(self._topics, place.heading),
            around=share(self._topics, place.around),
            begun=share(self._topics, place.begun),
            besides=share(self._rest, place.text | place.headings),
            term=entry,
            alike=alike,
            reason=float(asked == "reason" and bool(_REASON.search(text))),
            meaning=float(asked == "define" and bool(_MEANING.search(text))),
            cells=float(_OF_FORMS in text),
            long=min(1.0, len(text) / _LONG),
            goal=float(bool(path) and _GOAL in path[-1]),
            aside=1.0 - entry if term and asked != "define" else 0.0,
        )
        return self._of_english(of_words, place) if self._english else of_words

    def _of_english(self, signs: Signs, place: Place) -> Signs:
        """The same, where what is named is named in English."""
        text, heads = place.in_english, place.headings_in_english
        return replace(
            signs,
            told=max(signs.told, _part(self._english, text)),
            headed=max(signs.headed, _part(self._english, heads)),
            around=max(signs.around, _part(self._english, text | heads)),
            begun=max(signs.begun, _part(self._english, place.begun_in_english)),
            besides=max(signs.besides, _part(self._around, text | heads)),
        )


def _part(asked: frozenset[str], told: frozenset[str]) -> float:
    return len(asked & told) / len(asked) if asked else 0.0


def _names_of(term: str) -> list[frozenset[str]]:
    """What an entry may be called: whole, and 教育支出(类)培训支出(项) also 培训支出."""
    parts = [part for part in _LEVELS.split(fold(term)) if len(part) > 1]
    return [pairs(name) for name in dict.fromkeys((term, *parts[-1:])) if name]


def _likeness(one: frozenset[str], other: frozenset[str]) -> float:
    """How many of their pairs two names share, 0 to 1."""
    return len(one & other) / max(1, len(one | other))
