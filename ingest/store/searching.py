"""Passages for a question: those that keywords find and those alike in meaning, fused."""

from __future__ import annotations

from collections.abc import Callable

from sqlalchemy import Connection

from ingest.errors import MingzhangError
from ingest.selection import FoundPassage, SearchedBy
from ingest.store import keywords, queries
from ingest.store.database import Database, generation_of
from ingest.store.fusion import fused
from ingest.store.vectors import VectorIndex

_LEAST_POOL = 50
_POOL_FACTOR = 5
"""Either ranking gives five times what is wanted, so that the fusion has something to choose."""
_LOOKS = 10
_WORTH_OF_VECTORS = 2.0
"""Against 1 for keywords: what the trained vectors are worth in the fusion (``eval retrieval``)."""


def search(
    database: Database,
    vectors: VectorIndex,
    see: Callable[[Connection], int],
    query: str,
    report_ids: tuple[str, ...],
    *,
    limit: int,
    by: SearchedBy,
) -> tuple[FoundPassage, ...]:
    """The ``limit`` passages that stand first, best first; of all reports where none is named.

    ``see`` lets the vectors show what a connection sees and returns its generation. Where the
    contents change meanwhile, their vectors may have gone: then it looks again.
    """
    for look in range(1, _LOOKS + 1):
        with database.read() as connection:
            if not queries.has_passages(connection):
                return ()
            generation = see(connection)
            try:
                found = _found(connection, vectors, query, report_ids, limit=limit, by=by)
            except MingzhangError:
                if look == _LOOKS or _generation(database) == generation:
                    raise
                continue
        if _generation(database) == generation:
            break
    return found


def _generation(database: Database) -> int:
    with database.read() as connection:
        return generation_of(connection)


def _found(
    connection: Connection,
    vectors: VectorIndex,
    query: str,
    report_ids: tuple[str, ...],
    *,
    limit: int,
    by: SearchedBy,
) -> tuple[FoundPassage, ...]:
    """Those of one state of the library."""
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
