"""Measures retrieval alone: at what rank a passage stands that holds what a case asks for.

Every case is routed first, so that all ways of searching look into the same reports: those that
the question means. What is compared is only the order of their passages.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from assistant.answers import Question
from assistant.passages.retrieval import nearest, retrieve
from assistant.plan import Plan
from assistant.understanding.router import route
from assistant.words.content_words import pairs
from eval.cases import Case, SnippetEvidence, report_key
from eval.evidence import places_of
from eval.truth import Truth
from ingest.language.glyphs import fold
from ingest.library import Library
from ingest.nouns import Passage
from ingest.selection import SearchedBy

_SEARCHES: tuple[SearchedBy, ...] = ("keywords", "vectors", "fused")
_RERANKED = "reranked"
WAYS = (*_SEARCHES, _RERANKED)
"""The searches of the library; and ``fused`` with what an answer is written from put first."""
KINDS = ("explain", "glossary", "hybrid", "paraphrase")
DEPTHS = (1, 3, 5)
_DEEPEST = 50
_LEAST_SHARED = 8


@dataclass(frozen=True, slots=True)
class Ranks:
    """The rank (from 1) of the first passage that answers a case, by way; 0 where none does.

    ``shared``: how many of the pairs of letters of the question stand in such a passage, 0 to 1.
    """

    case: Case
    rank: Mapping[str, int]
    shared: float


@dataclass(frozen=True, slots=True)
class RetrievalScore:
    """Over some cases and one way: the share found by each depth, and the mean reciprocal rank.

    ``shared`` is the mean over the cases, the same for every way.
    """

    kind: str
    way: str
    cases: int
    hits: tuple[float, ...]
    reciprocal: float
    shared: float


def ranks_of(
    cases: Iterable[Case], library: Library, truths: Mapping[str, Truth]
) -> Iterator[Ranks]:
    """The ranks of the cases that ask for words and are answered, one case after the other."""
    for case in cases:
        if case.kind in KINDS and case.status == "answered" and case.evidence:
            answers = answering(case, library, truths)
            plan = route(Question(case.question, case.history), library)
            rankings = _rankings(plan, case, library)
            rank = {way: _rank(found, answers) for way, found in rankings.items()}
            yield Ranks(case, rank, _shared(_query(plan, case), answers, plan, library))


def scores_of(ranks: Sequence[Ranks]) -> tuple[RetrievalScore, ...]:
    """The scores by kind and way, all kinds together last."""
    kinds = [k for k in KINDS if any(r.case.kind == k for r in ranks)]
    groups = {kind: [r for r in ranks if r.case.kind == kind] for kind in kinds}
    groups["all"] = list(ranks)
    return tuple(_score(kind, way, own) for kind, own in groups.items() if own for way in WAYS)


def _score(kind: str, way: str, ranks: Sequence[Ranks]) -> RetrievalScore:
    found = [r.rank[way] for r in ranks]
    hits = tuple(sum(0 < rank <= depth for rank in found) / len(found) for depth in DEPTHS)
    reciprocal = sum(1 / rank for rank in found if rank) / len(found)
    shared = sum(r.shared for r in ranks) / len(ranks)
    return RetrievalScore(kind, way, len(found), hits, reciprocal, shared)


def _rankings(plan: Plan, case: Case, library: Library) -> dict[str, tuple[Passage, ...]]:
    """The passages in the order in which each way of searching gives them."""
    query = _query(plan, case)
    reports = tuple(report.id for report in plan.reports)
    rankings: dict[str, tuple[Passage, ...]] = {
        way: tuple(
            found.passage
            for found in library.search(query, report_ids=reports, limit=_DEEPEST, by=way)
        )
        for way in _SEARCHES
    }
    chosen = _chosen(plan, library)
    known = {passage.id for passage in chosen}
    rest = (passage for passage in rankings["fused"] if passage.id not in known)
    return {**rankings, _RERANKED: (*chosen, *rest)}


def _chosen(plan: Plan, library: Library) -> tuple[Passage, ...]:
    """The passages that an answer is written from, or that a refusal shows as the closest."""
    if plan.search is None:
        return ()
    found = retrieve(plan.search, plan.reports, library)
    found = found or nearest(plan.search, plan.reports, library)
    return tuple(evidence.passage for evidence in found)


def _query(plan: Plan, case: Case) -> str:
    """What is searched for: the question without the names of publishers."""
    if plan.search is not None:
        return plan.search.query
    return "".join(plan.asked).replace("_", "") or case.question


def _shared(query: str, answers: Callable[[Passage], bool], plan: Plan, library: Library) -> float:
    """The share of the pairs of letters of a question that stand in a passage that answers it."""
    wanted = pairs(fold(query))
    told = [
        pairs(fold(passage.embedded_text))
        for report in plan.reports or library.reports()
        for passage in library.passages(report.id)
        if answers(passage)
    ]
    return max((len(wanted & own) / len(wanted) for own in told), default=0.0) if wanted else 0.0


def _rank(ranked: Sequence[Passage], answers: Callable[[Passage], bool]) -> int:
    return next((rank for rank, p in enumerate(ranked, start=1) if answers(p)), 0)


def answering(
    case: Case, library: Library, truths: Mapping[str, Truth] | None = None
) -> Callable[[Passage], bool]:
    """What tells whether a passage holds what a case asks for.

    Where the case quotes the words, these; else a phrase that it expects, on a page it names.
    """
    keys = {report.id: report_key(report.file) for report in library.reports()}
    words = {
        (report_key(e.report), fold(e.text))
        for e in case.evidence
        if isinstance(e, SnippetEvidence)
    }
    quoted = {
        passage.id
        for report_id, key in keys.items()
        if any(report == key for report, _ in words)
        for passage in library.passages(report_id)
        if any(report == key and _share(text, passage) for report, text in words)
    }
    places, _ = places_of(case, truths or {})
    phrases = [fold(phrase) for group in case.phrases for phrase in group]

    def answers(passage: Passage) -> bool:
        if quoted:
            return passage.id in quoted
        pages = places.get(keys[passage.report_id], frozenset())
        if pages.isdisjoint(locator.page for locator in passage.locators):
            return False
        text = fold(passage.text)
        return not phrases or any(phrase in text for phrase in phrases)

    return answers


def _share(words: str, passage: Passage) -> bool:
    text = fold(passage.text)
    return words in text or (len(text) >= _LEAST_SHARED and text in words)


def as_rows(scores: Iterable[RetrievalScore]) -> list[tuple[str, ...]]:
    """The scores as rows of a table, under ``HEADER``."""
    return [
        (
            score.kind,
            score.way,
            str(score.cases),
            *(f"{hit:.1%}" for hit in score.hits),
            f"{score.reciprocal:.3f}",
            f"{score.shared:.0%}",
        )
        for score in scores
    ]


HEADER = ("kind", "way", "cases", *(f"hit@{depth}" for depth in DEPTHS), "MRR", "shared letters")


def misses_in_words(ranks: Iterable[Ranks]) -> str:
    """The cases that some way does not find among its first five, with the rank of each way."""
    return "\n".join(
        f"{r.case.id} {r.case.question}  " + " ".join(f"{way} {r.rank[way] or '-'}" for way in WAYS)
        for r in ranks
        if any(not 0 < r.rank[way] <= DEPTHS[-1] for way in WAYS)
    )
