"""Orders passages by how well they answer: words covered, aspect told, line asked as subject."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.passages.sought import Sought, sought
from assistant.plan import Search
from assistant.words.aspects import sets_standards
from ingest.language.changes import any_change, any_word_of
from ingest.language.glyphs import fold
from ingest.nouns import Passage, Report

_ENOUGH = 0.45
_NEAR = 0.82
_MOST = 3
_TELLS = 0.7
_ASIDE = 0.3
_OTHER_SUBJECT = 0.3
_AS_FITTING = 0.7
_LEAST_COVERED = 0.2
_UNIT = re.compile(r"[^。！？；;]+")
_TOPIC = re.compile(r"\A[^。；;：:]{0,60}(?:项目|工程|专项|课题|资金|行动)[^。；;：:]{0,20}[：:]")
_AROUND = 3
_BEFORE = 2
_RISES = re.compile(f"增|{any_word_of('rise', 'words')}|大于|超")
_FALLS = re.compile(f"减|{any_word_of('fall', 'words')}|小于")
_MOVES = re.compile(f"(?:{any_change('words')})[1-9]")


@dataclass(frozen=True, slots=True)
class Evidence:
    """A passage that answers, in the report it is from; ``score`` orders those of one search.

    ``also``: passages of other reports that say the same word for word. ``near``: it has not the
    words of the question, only their meaning.
    """

    report: Report
    passage: Passage
    score: float
    also: tuple[tuple[Report, Passage], ...] = ()
    near: bool = False


def ranked(search: Search, pool: Sequence[tuple[Report, Passage]]) -> tuple[Evidence, ...]:
    """The passages that answer, best first; empty where none covers the question."""
    looked_for = sought(search, (passage for _, passage in pool))
    if looked_for.empty:
        return ()
    topics = _topics([passage for _, passage in pool])
    scored = [
        Evidence(r, p, _score(looked_for, p, topic))
        for (r, p), topic in zip(pool, topics, strict=True)
    ]
    good = sorted((e for e in scored if e.score >= _ENOUGH), key=lambda e: -e.score)
    about = {p.id: topic for (_, p), topic in zip(pool, topics, strict=True)}
    good = _most_telling(looked_for, _of_the_subject(looked_for, good, about))
    if not good:
        return ()
    if not search.named:
        return _best_of_each(good)
    near = [e for e in good if e.score >= good[0].score * _NEAR]
    places = Counter[str]()
    kept = []
    for evidence in near:
        places[evidence.report.id] += 1
        if places[evidence.report.id] <= _MOST:
            kept.append(evidence)
    return tuple(kept)


def _topics(passages: Sequence[Passage]) -> list[str]:
    """What each passage goes on about, folded: the project that a passage before it opened with.

    Where none did, the passages just before it under the same heading stand for that.
    """
    topics: list[str] = []
    place: tuple[str, tuple[str, ...]] | None = None
    topic, before = "", list[str]()
    for passage in passages:
        here = (passage.report_id, passage.heading_path)
        if here != place:
            topic, before = "", []
        opened = _TOPIC.match(passage.text)
        if opened:
            topic = fold(opened[0])
        topics.append("" if opened else topic or "".join(before[-_BEFORE:]))
        before.append(fold(passage.text))
        place = here
    return topics


def _of_the_subject(
    looked_for: Sought, good: list[Evidence], about: dict[str, str]
) -> list[Evidence]:
    """Where an aspect of something was asked, what is about another thing falls out."""
    if not looked_for.aspects:
        return good
    own = [
        e
        for e in good
        if not looked_for.misses_subject(_whole(e.passage) + about.get(e.passage.id, ""))
    ]
    return own or good


def _most_telling(looked_for: Sought, good: list[Evidence]) -> list[Evidence]:
    """Where an aspect was asked: those that tell of it, unless another as fitting tells it better.

    What is about another project tells nothing, however plainly it tells it.
    """
    if not looked_for.aspects:
        return good
    told = [
        (e, _telling(looked_for, e.passage), looked_for.coverage(_whole(e.passage))) for e in good
    ]
    if not any(telling for _, telling, _ in told):
        return [] if any(aspect.needed for aspect in looked_for.aspects) else good
    return [
        e
        for e, telling, covered in told
        if telling and not any(t > telling and c >= covered * _AS_FITTING for _, t, c in told)
    ]


def _whole(passage: Passage) -> str:
    return fold("".join((*passage.heading_path[1:], passage.text)))


def _best_of_each(good: list[Evidence]) -> tuple[Evidence, ...]:
    """The best of every report that tells: which is meant is for the reader to say."""
    best: dict[str, Evidence] = {}
    for evidence in good:
        best.setdefault(evidence.report.id, evidence)
    return tuple(e for e in best.values() if e.score >= good[0].score * _TELLS)


def _score(looked_for: Sought, passage: Passage, topic: str) -> float:
    text = fold(passage.text)
    headings = fold("".join(passage.heading_path[1:]))
    score = looked_for.coverage(text, headings + topic)
    if score < _LEAST_COVERED:
        return 0.0
    if looked_for.has_subject(text):
        score += 0.25
    if looked_for.quotes_number(text):
        score += 0.2
    if looked_for.aspects:
        told = _telling(looked_for, passage)
        score += 0.15 * told if told else -0.25
    if looked_for.search.kind == "reason":
        score += _reason_bonus(looked_for, text)
    if looked_for.misses_subject(text + headings + topic):
        score -= _OTHER_SUBJECT
    if passage.term and looked_for.search.kind != "definition":
        score -= _ASIDE
    if sets_standards("".join(passage.heading_path[-1:])):
        score -= _ASIDE
    if text.startswith("注") or headings.endswith("表"):
        score -= _ASIDE
    return score


def _telling(looked_for: Sought, passage: Passage) -> float:
    """How plainly a passage, or the heading it stands under, tells of the aspects asked."""
    units = [*_UNIT.findall(fold(passage.text)), *map(fold, passage.heading_path[-1:])]
    return max(map(looked_for.telling, units), default=0.0)


def _reason_bonus(looked_for: Sought, text: str) -> float:
    """A reason near the words asked about lifts a passage, one of something else does not."""
    bonus = 0.2 if _reason_given(looked_for, text) else -0.25
    bonus += _change_bonus(looked_for, text)
    if "持平" in text and not _MOVES.search(text):
        bonus -= 0.1
    return bonus


def _reason_given(looked_for: Sought, text: str) -> bool:
    units = _UNIT.findall(text)
    if not units:
        return False
    nearest = max(range(len(units)), key=lambda at: looked_for.coverage(units[at]))
    return any(looked_for.gives_reason(unit) for unit in units[nearest : nearest + _AROUND])


def _change_bonus(looked_for: Sought, text: str) -> float:
    bonus = 0.0
    if looked_for.direction:
        moves = _RISES if looked_for.direction == "rise" else _FALLS
        bonus += 0.15 if moves.search(text) else 0.0
    change = looked_for.search.change
    if change is not None and change.base:
        bonus += 0.1 if change.base in text else 0.0
    return bonus
