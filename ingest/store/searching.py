"""Passages for a question: those that keywords find and those alike in meaning, fused."""

from __future__ import annotations

from sqlalchemy import Connection

from ingest.selection import FoundPassage, SearchedBy
from ingest.store import keywords, queries
from ingest.store.fusion import fused
from ingest.store.vectors import VectorIndex

_LEAST_POOL = 50
_POOL_FACTOR = 5
"""Either ranking gives five times what is wanted, so that the fusion has something to choose."""
_WORTH_OF_VECTORS = 2.0
"""Against 1 for keywords: what the trained vectors are worth in the fusion (``eval retrieval``)."""


def passages_found(
    connection: Connection,
    vectors: VectorIndex,
    query: str,
    report_ids: tuple[str, ...],
    *,
    limit: int,
    by: SearchedBy,
) -> tuple[FoundPassage, ...]:
    """The ``limit`` passages that stand first, best first; of all reports where none is named."""
    pool = max(_LEAST_POOL, _POOL_FACTOR * limit)
    rankings = []
    if by != "vectors":
        rankings.append((keywords.find(connection, query, report_ids, pool), 1.0))
    if by != "keywords":
        rankings.append((vectors.find(query, report_ids, pool), _WORTH_OF_VECTORS))
    ranked = fused(rankings)
    passages = queries.passages_by_id(connection, [found for found, _ in ranked])
    known = [FoundPassage(passages[found], score) for found, score in ranked if found in passages]
    return tuple(known[:limit])
