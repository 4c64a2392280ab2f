from __future__ import annotations

from pathlib import Path

from eval.load import Load, Visit, load_in_words, load_speed
from ingest.library import Library


def test_readers_are_answered_at_once_without_errors(tmp_path: Path) -> None:
    with Library.open(tmp_path / "library"):
        pass
    questions = ["公务接待费是多少？", "什么是三公经费？"]
    measured = load_speed(tmp_path / "library", questions, Visit(3, 2, pause=0.1))
    assert (measured.people, measured.questions, measured.errors) == (3, 2, 0)
    assert 0 < measured.p50 <= measured.p95 <= measured.wall


def test_readers_are_answered_with_hostile_visitors_beside_them(tmp_path: Path) -> None:
    with Library.open(tmp_path / "library"):
        pass
    visit = Visit(2, 4, pause=0.5, intruders=True)
    measured = load_speed(tmp_path / "library", ["公务接待费是多少？"], visit)
    assert measured.errors == 0


def test_the_measure_is_told_in_words() -> None:
    words = load_in_words(Load(20, 10, 0.4, 1.2, 0.3, 4.0, 0.1, 0, 30.0))
    assert "20 人" in words and "p95 1.20 s" in words and "errors 0" in words
