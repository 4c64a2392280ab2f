"""Several rankings into one, by reciprocal rank: what stands high in either comes first."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

_DAMPING = 60
"""The usual constant of reciprocal rank fusion: how little the first place is worth alone."""


def fused(rankings: Iterable[Sequence[str]]) -> list[tuple[str, float]]:
    """Ids with their scores, best first; equal scores keep the order of the first ranking."""
    scores: dict[str, float] = {}
    for ranking in rankings:
        for rank, found in enumerate(ranking, start=1):
            scores[found] = scores.get(found, 0.0) + 1 / (_DAMPING + rank)
    return sorted(scores.items(), key=lambda item: -item[1])
