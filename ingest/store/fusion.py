"""Several rankings into one, by reciprocal rank: what stands high in either comes first."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

_DAMPING = 2
"""How little the first place is worth alone. Of 0 to 60 chosen by ``eval retrieval``."""


def fused(rankings: Iterable[tuple[Sequence[str], float]]) -> list[tuple[str, float]]:
    """Ids with their scores, best first, of rankings with their weights.

    Equal scores keep the order of the first ranking.
    """
    scores: dict[str, float] = {}
    for ranking, weight in rankings:
        for rank, found in enumerate(ranking, start=1):
            scores[found] = scores.get(found, 0.0) + weight / (_DAMPING + rank)
    return sorted(scores.items(), key=lambda item: -item[1])
