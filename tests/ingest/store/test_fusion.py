"""Fusion of rankings: weights, order, and what both rankings have."""

from __future__ import annotations

from ingest.store.fusion import fused


def test_what_stands_in_both_rankings_comes_first():
    ranked = fused([(("a", "b", "c"), 1.0), (("d", "b"), 1.0)])
    assert ranked[0][0] == "b"


def test_the_weightier_ranking_decides_between_two_firsts():
    assert fused([(("a",), 1.0), (("b",), 2.0)])[0][0] == "b"
    assert fused([(("a",), 2.0), (("b",), 1.0)])[0][0] == "a"


def test_equal_scores_keep_the_order_of_the_first_ranking():
    assert [found for found, _ in fused([(("a",), 1.0), (("b",), 1.0)])] == ["a", "b"]


def test_nothing_gives_nothing():
    assert fused([((), 1.0), ((), 2.0)]) == []
