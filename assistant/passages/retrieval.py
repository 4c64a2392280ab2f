"""Executes a Search: the passages of the reports meant that answer it.

Duties, structure and identity stand under headings of their own; a term stands in a glossary;
everything else is found by keyword and vector and ranked for the question.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from assistant.passages.closest import closest
from assistant.passages.ranking import Evidence, ranked
from assistant.passages.sought import sought
from assistant.plan import Name, Search
from assistant.words.aspects import sets_standards, without_asking
from assistant.words.lexicon import key, lexicon, pattern, variants
from ingest.language.glyphs import fold
from ingest.library import Library
from ingest.nouns import Passage, Report

_READ_WHOLE = 8
_POOL = 40
_GLOSSARIES = 8
_DEFINES = ".{0,10}(?:指|包括|包含|是为|即)"
_WORDINGS = 3
_ITEMS = 7
_LATER_NAME = 0.05
_SHORT = 2
_MOST_OF_RUN = 0.7
_BREAK = re.compile(r"[|_\s,，。?？!！;；:：]+")
_EDGES = "的了里中是在把看"
_LEVELS = re.compile(r"\((?:类|款|项)\)")
_OWN_WORDS = 0.5
"""A term is what is asked where it makes up this share of the question's content words."""


def retrieve(search: Search, reports: tuple[Report, ...], library: Library) -> tuple[Evidence, ...]:
    """The passages that answer, best first; empty where none covers the question."""
    pool = _pool(search, reports, library)
    found: tuple[Evidence, ...] = ()
    if search.kind in ("duties", "structure"):
        found = _under_headings(search, pool)
    elif search.kind == "identity":
        found = _of_the_body(pool)
    elif search.kind == "definition":
        found = _defined(search, pool)
    if not found and search.kind != "definition":
        found = _with_items(ranked(search, pool), pool)
    return found


def nearest(search: Search, reports: tuple[Report, ...], library: Library) -> tuple[Evidence, ...]:
    """The passages closest in meaning, for a question that ``retrieve`` finds nothing for."""
    return closest(search, _pool(search, reports, library), library)


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


def _with_items(
    found: tuple[Evidence, ...], pool: tuple[tuple[Report, Passage], ...]
) -> tuple[Evidence, ...]:
    """The passages found; one that only announces (具体如下：) with what it announces."""
    passages = [passage for _, passage in pool]
    told: dict[str, Evidence] = {}
    for evidence in found:
        told.setdefault(evidence.passage.id, evidence)
        if not evidence.passage.text.endswith(("：", ":")):
            continue
        at = passages.index(evidence.passage)
        for following in passages[at + 1 : at + 1 + _ITEMS]:
            if following.term or following.heading_path != evidence.passage.heading_path:
                break
            told.setdefault(following.id, replace(evidence, passage=following))
    return tuple(told.values())


def _reports(found: Iterable[Evidence]) -> set[str]:
    return {e.report.id for e in found}


def _defining(search: Search, reports: tuple[Report, ...], library: Library) -> tuple[Report, ...]:
    """The first few of the reports whose glossary has the term."""
    has_term = {
        report_id
        for term, report_id in library.catalogue().terms
        if _score_of_term(term, search) > 0
    }
    return tuple(report for report in reports if report.id in has_term)[:_GLOSSARIES]


def _defined(search: Search, pool: tuple[tuple[Report, Passage], ...]) -> tuple[Evidence, ...]:
    """Glossary entries of the term asked; else sentences that say what something includes."""
    defined = _definitions(search, pool)
    looked_for = sought(search, (passage for _, passage in pool))
    if defined and not looked_for.words:
        return defined
    if defined and looked_for.coverage(_term_in_words(defined[0])) >= _OWN_WORDS:
        return defined
    if looked_for.aspects:
        return ranked(replace(search, kind="open"), pool) or defined
    telling = tuple((r, p) for r, p in pool if _explains_in_passing(search, p))
    found = defined or ranked(search, telling)[:_WORDINGS]
    means = pattern("intents", "meaning").search("|".join(search.content))
    return found if found or means else ranked(replace(search, kind="open"), pool)


def _explains_in_passing(search: Search, passage: Passage) -> bool:
    """Whether a passage says what something asked about is, or what belongs to it."""
    if sets_standards("".join(passage.heading_path[-1:])):
        return False
    text = fold(passage.text)
    return any(
        re.search(re.escape(run) + _DEFINES, text)
        for run in (*_runs_asked(search), *(name.words for name in search.names))
    )


def _term_in_words(found: Evidence) -> str:
    """The term as questions may call it, other names of it included."""
    return "|".join(
        spoken
        for name in _names_of(found.passage.term)
        for spoken in (name, *variants(name).strong)
    )


def _definitions(search: Search, pool: tuple[tuple[Report, Passage], ...]) -> tuple[Evidence, ...]:
    """Glossary entries of the term asked, the best of each report; alike ones are one."""
    best: dict[str, Evidence] = {}
    for report, passage in pool:
        score = _score_of_term(passage.term, search) if passage.term else 0.0
        if score and score > best.get(report.id, Evidence(report, passage, 0.0)).score:
            best[report.id] = Evidence(report, passage, score)
    top = max((e.score for e in best.values()), default=0.0)
    return _alike_once(e for e in best.values() if e.score >= top * 0.99)


def _alike_once(found: Iterable[Evidence]) -> tuple[Evidence, ...]:
    """Every wording once, the one that most reports share first."""
    by_words: dict[str, Evidence] = {}
    for item in found:
        words = key(item.passage.text)
        first = by_words.get(words)
        if first is None:
            by_words[words] = item
        else:
            by_words[words] = replace(first, also=(*first.also, (item.report, item.passage)))
    return tuple(sorted(by_words.values(), key=lambda e: -len(e.also)))[:_WORDINGS]


def _score_of_term(term: str, search: Search) -> float:
    scores = [
        _named_score(term, name) - place * _LATER_NAME for place, name in enumerate(search.names)
    ]
    return max((*scores, _spoken_score(term, _runs_asked(search))))


def _named_score(term: str, name: Name) -> float:
    spoken = _names_of(term)
    if name.words in spoken:
        return 3.0 + len(name.words) / 100
    same = {variant for own in spoken for variant in variants(own).strong}
    if any(not keys.isdisjoint(same) for keys in name.meanings):
        return 2.0 + len(name.words) / 100
    return 0.0


def _spoken_score(term: str, asked: tuple[str, ...]) -> float:
    """A term that makes up most of a run of what is asked, and does not merely begin it."""
    spoken = _names_of(term)
    same = {v for own in spoken for v in variants(own).strong if len(v) > _SHORT} | set(spoken)
    fits = any(v in run and len(v) >= len(run) * _MOST_OF_RUN for v in same for run in asked)
    return 1.0 + len(key(term)) / 100 if fits else 0.0


def _runs_asked(search: Search) -> tuple[str, ...]:
    """What is asked besides the words that ask, in runs."""
    bare = without_asking("|".join(search.content), (), (), reason=False)
    return tuple(run for run in (r.strip(_EDGES) for r in _BREAK.split(bare)) if len(run) > 1)


def _names_of(term: str) -> tuple[str, ...]:
    """The keys of a term: 教育支出(类)进修及培训(款)培训支出(项) is also 培训支出."""
    last = [part for part in _LEVELS.split(fold(term)) if part]
    return tuple(dict.fromkeys([key(term), *(key(part) for part in last[-1:] if len(last) > 1)]))
