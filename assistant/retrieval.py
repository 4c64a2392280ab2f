"""Executes a Search: finds passages by keyword and vector, and re-ranks them for the question.

A passage is judged by the words of the question it covers, by its headings, and by what kind of
question is asked: a reason stands after 主要变动情况, a term in the glossary, duties under their
heading.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from assistant.content_words import Corpus, Word, content_words, covered
from assistant.lexicon import key, lexicon, variants
from assistant.plan import Name, Search
from ingest.glyphs import fold
from ingest.library import Library
from ingest.nouns import Passage, Report

_READ_WHOLE = 8
_POOL = 40
_GLOSSARIES = 4
_DEFINES = re.compile("指|包括|包含|是为|即")
_ENOUGH = 0.45
_NEAR = 0.82
_MOST = 3
_TELLS = 0.7
_CHANGE_WORDS = re.compile(r"增加|增长|上升|提高|减少|下降|降低|增减|变动|超")


@dataclass(frozen=True, slots=True)
class Evidence:
    """A passage that answers, in the report it is from; ``score`` orders those of one search."""

    report: Report
    passage: Passage
    score: float


def retrieve(search: Search, reports: tuple[Report, ...], library: Library) -> tuple[Evidence, ...]:
    """The passages that answer, best first; empty where none covers the question."""
    pool = _pool(search, reports, library)
    if search.kind in ("duties", "structure"):
        listed = _under_headings(search, pool)
        if listed:
            return listed
    if search.kind == "identity":
        told = _of_the_body(pool)
        if told:
            return told
    if search.kind == "definition":
        defined = _definitions(search, pool)
        if defined:
            return defined
        telling = tuple((r, p) for r, p in pool if _DEFINES.search(p.text))
        return _ranked(search, telling) or _ranked(search, pool)
    return _ranked(search, pool)


def _pool(
    search: Search, reports: tuple[Report, ...], library: Library
) -> tuple[tuple[Report, Passage], ...]:
    """All passages of a few reports; of many, those that the hybrid search finds."""
    if search.kind == "definition":
        reports = _defining(search, reports, library) or reports
    if len(reports) <= _READ_WHOLE:
        return tuple((r, p) for r in reports for p in library.passages(r.id))
    by_id = {report.id: report for report in reports}
    found = library.search(search.query, report_ids=tuple(by_id), limit=_POOL)
    return tuple((by_id[f.passage.report_id], f.passage) for f in found)


def _defining(search: Search, reports: tuple[Report, ...], library: Library) -> tuple[Report, ...]:
    """The first few of the reports whose glossary has the term."""
    asked = [name.words for name in search.names] + [fold("".join(search.content))]
    has_term = {
        report_id
        for term, report_id in library.catalogue().terms
        if any(_term_score(term, name, words) for name, words in _pairs(search, asked))
    }
    return tuple(report for report in reports if report.id in has_term)[:_GLOSSARIES]


def _under_headings(
    search: Search, pool: tuple[tuple[Report, Passage], ...]
) -> tuple[Evidence, ...]:
    """Duties, or structure: all that stands under the heading, in order of print."""
    signs = lexicon()[f"{search.kind}_headings"]
    found = [
        Evidence(report, passage, 1.0)
        for report, passage in pool
        if passage.heading_path and any(sign in passage.heading_path[-1] for sign in signs)
    ]
    if found and search.kind == "duties":
        first = found[0].passage.heading_path
        return tuple(
            e for e in found if e.passage.heading_path == first or len(_reports(found)) > 1
        )
    return tuple(found)


def _of_the_body(pool: tuple[tuple[Report, Passage], ...]) -> tuple[Evidence, ...]:
    """What the overview says of whose the body is and of what kind, the fullest first."""
    signs = (*lexicon()["duties_headings"], *lexicon()["structure_headings"])
    found = []
    for report, passage in pool:
        if any(sign in heading for heading in passage.heading_path for sign in signs):
            cues = sum(cue in passage.text for cue in lexicon()["identity_cues"])
            if cues:
                found.append(Evidence(report, passage, float(cues)))
    return tuple(sorted(found, key=lambda e: -e.score)[:2])


def _reports(found: Iterable[Evidence]) -> set[str]:
    return {e.report.id for e in found}


def _definitions(search: Search, pool: tuple[tuple[Report, Passage], ...]) -> tuple[Evidence, ...]:
    """Glossary entries of the term asked, one a report; equal wordings count once more."""
    asked = [name.words for name in search.names] + [fold("".join(search.content))]
    best: dict[str, Evidence] = {}
    for report, passage in pool:
        if not passage.term:
            continue
        score = max(
            (_term_score(passage.term, name, words) for name, words in _pairs(search, asked))
        )
        if score and score > best.get(report.id, Evidence(report, passage, 0.0)).score:
            best[report.id] = Evidence(report, passage, score)
    top = max((e.score for e in best.values()), default=0.0)
    return tuple(e for e in best.values() if e.score >= top * 0.99)


def _pairs(search: Search, asked: list[str]) -> list[tuple[Name | None, str]]:
    return [*((name, name.words) for name in search.names), (None, asked[-1])]


def _term_score(term: str, name: Name | None, words: str) -> float:
    spoken = variants(term)
    whole = key(term)
    if name is not None:
        if words == whole:
            return 3.0 + len(whole) / 100
        if any(not keys.isdisjoint(spoken.strong) for keys in name.meanings):
            return 2.0 + len(words) / 100
        return 0.0
    if whole in words or any(v in words for v in spoken.strong if len(v) > 2):
        return 1.0 + len(whole) / 100
    return 0.0


def _ranked(search: Search, pool: tuple[tuple[Report, Passage], ...]) -> tuple[Evidence, ...]:
    corpus = Corpus([fold(p.embedded_text) for _, p in pool])
    text = "|".join(search.content)
    if search.kind == "reason":
        text = _CHANGE_WORDS.sub("|", text)
    words = content_words(text, corpus)
    if not words:
        return ()
    scored = [Evidence(r, p, _score(search, words, p)) for r, p in pool]
    good = sorted((e for e in scored if e.score >= _ENOUGH), key=lambda e: -e.score)
    if not good:
        return ()
    if not search.named:
        return _best_of_each(good)
    return tuple(e for e in good if e.score >= good[0].score * _NEAR)[:_MOST]


def _best_of_each(good: list[Evidence]) -> tuple[Evidence, ...]:
    """The best of every report that tells: which is meant is for the reader to say."""
    best: dict[str, Evidence] = {}
    for evidence in good:
        best.setdefault(evidence.report.id, evidence)
    return tuple(e for e in best.values() if e.score >= good[0].score * _TELLS)


def _score(search: Search, words: tuple[Word, ...], passage: Passage) -> float:
    text = fold(passage.text)
    headings = fold("".join(passage.heading_path[1:]))
    total = gained = 0.0
    for word in words:
        best = max(covered(word.text, text), 0.6 * covered(word.text, headings))
        total += word.weight
        gained += word.weight * best
    score = gained / total
    score += _name_bonus(search, text)
    if search.kind == "reason":
        score += _reason_bonus(search, text)
    if passage.term and search.kind != "definition":
        score -= 0.3
    if text.startswith("注") or headings.endswith("表"):
        score -= 0.3
    return score


def _name_bonus(search: Search, text: str) -> float:
    """The line asked about is the subject of a sentence, not a word in passing."""
    bare = key(text)
    for name in search.names:
        for meaning in name.meanings:
            if any(bare.startswith(variant) for variant in meaning if len(variant) > 2):
                return 0.25
    return 0.0


def _reason_bonus(search: Search, text: str) -> float:
    cues = any(cue in text for cue in lexicon()["reason_cues"] if len(cue) > 1)
    bonus = 0.2 if cues else -0.3
    change = search.change
    if change and change.direction:
        words = "增|上升|提高|大于|超" if change.direction == "rise" else "减|下降|降低|小于"
        bonus += 0.15 if re.search(words, text) else 0.0
    if change and change.base:
        bonus += 0.1 if change.base in text else 0.0
    if "持平" in text and not re.search("增加[1-9]|减少[1-9]|增长[1-9]|下降[1-9]", text):
        bonus -= 0.1
    return bonus
