"""Measures retrieval alone: at what rank a passage stands that holds what a case asks for.

Every case is read first, so that all ways of searching look into the same reports: those that
the question means. What is compared is only the order of their passages.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from assistant.answers import Question
from assistant.linking.scope import Scope, scope_of
from assistant.passages.finding import scored, words_of
from assistant.passages.letters import pairs
from assistant.query import Said
from assistant.reading.conversation import read_conversation
from assistant.reading.reader import reader
from assistant.solving.query_of import query_of, said_of
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
            said, scope = _asked(case, library)
            rankings = _rankings(said, scope, library)
            rank = {way: _rank(found, answers) for way, found in rankings.items()}
            yield Ranks(case, rank, _shared(words_of(said), answers, scope, library))


def _asked(case: Case, library: Library) -> tuple[Said, Scope]:
    """What a case asks of the words of reports, and of which reports."""
    network = reader()
    turn = read_conversation(Question(case.question, case.history), network)
    scope = scope_of(turn, library, network)
    said = (one for one in query_of(turn, scope).asked if isinstance(one, Said))
    return next(said, said_of("text", turn, scope)), scope


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


def _rankings(said: Said, scope: Scope, library: Library) -> dict[str, tuple[Passage, ...]]:
    """The passages in the order in which each way of searching gives them; ``reranked`` is that of
    the passages that an answer is written from."""
    reports = tuple(report.id for report in scope.reports)
    rankings: dict[str, tuple[Passage, ...]] = {
        way: tuple(
            found.passage
            for found in library.search(words_of(said), report_ids=reports, limit=_DEEPEST, by=way)
        )
        for way in _SEARCHES
    }
    chosen = tuple(found.passage for found in scored(said, scope.reports, library)[:_DEEPEST])
    known = {passage.id for passage in chosen}
    rest = (passage for passage in rankings["fused"] if passage.id not in known)
    return {**rankings, _RERANKED: (*chosen, *rest)}


def _shared(
    query: str, answers: Callable[[Passage], bool], scope: Scope, library: Library
) -> float:
    """The share of the pairs of letters of a question that stand in a passage that answers it."""
    wanted = pairs(query)
    told = [
        pairs(passage.embedded_text)
        for report in scope.reports or library.reports()
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
