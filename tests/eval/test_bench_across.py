"""Libraries of copies are as good as read ones, and the measures over them are told."""

from __future__ import annotations

from pathlib import Path

import pytest

from eval import bench_across
from eval.bench_across import AcrossSpeed, Taken, across_in_words, across_speed
from eval.copies import library_of_copies
from ingest.across import Measure
from ingest.library import Library
from ingest.selection import FigureFilter
from tests.ingest.measured import figure, reading

THREE_PUBLIC = Measure("three_public")


@pytest.fixture
def source(tmp_path: Path):
    """Two budgets of two years, and a unit's account that is not copied."""
    unit = figure("9.00", body="第一中学")
    with Library.open(tmp_path / "source") as library:
        for made in (
            reading("教育局", figure("5.00"), unit),
            reading("民政局", figure("6.00", year=2025), year=2025),
            reading("第一中学", figure("1.00"), level="unit"),
        ):
            original = tmp_path / made.report.file
            original.write_bytes(b"%PDF")
            library.add(made, original)
        yield library


def test_copies_are_of_other_publishers_and_of_one_year(source, tmp_path):
    library_of_copies(source, tmp_path / "many", 9)
    with Library.open(tmp_path / "many") as many:
        reports = many.reports()
        assert len(reports) == len({report.id for report in reports}) == 9
        assert len({report.publisher for report in reports}) == 9
        ranked = many.ranking(THREE_PUBLIC, 2026, "budget")
        assert [str(s.fact.amount) for s in ranked.standings] == ["6.00"] * 3 + ["5.00"] * 4
        assert ranked.missing == ()
        copy = ranked.standings[0]
        cited = many.figure(copy.fact.figure_id)
        assert (cited.report_id, cited.body) == (copy.report.id, copy.report.publisher)
        figures = many.figures(FigureFilter(report_ids=(reports[-1].id,)))
        assert {f.year for f in figures} == {2026} and {f.report_id for f in figures} == {
            reports[-1].id
        }


def test_a_report_can_be_added_to_the_copies_and_taken_out(source, tmp_path):
    library_of_copies(source, tmp_path / "many", 9)
    more = reading("财政局", figure("7.00"))
    original = tmp_path / "more.pdf"
    original.write_bytes(b"%PDF")
    with Library.open(tmp_path / "many") as many:
        assert many.add(more, original) == "added"
        assert many.ranking(THREE_PUBLIC, 2026, "budget").standings[0].report == more.report
        many.remove(many.reports()[5].id)
        assert len(many.reports()) == 9


def test_all_measures_are_taken_and_told(source, tmp_path, monkeypatch):
    monkeypatch.setattr(bench_across, "SMALL", 4)
    measured = across_speed(source, tmp_path / "made", 8)
    assert measured.ranked == 6
    assert len(measured.ranking) == len(bench_across._RANKED)
    assert len(measured.adding_small) == len(measured.adding_large) == 6
    words = across_in_words(measured)
    assert "adding at 8" in words and "(6 行 rows)" in words


def _taken(*seconds: float) -> tuple[Taken, ...]:
    return tuple(Taken(wall, wall / 10) for wall in seconds)


def test_the_ratio_is_that_of_the_medians():
    ranking, small, large = _taken(0.1, 0.3), _taken(0.2, 0.2, 9.0), _taken(0.3, 0.3, 0.1)
    words = across_in_words(AcrossSpeed(8, 7, ranking, _taken(1), _taken(1), small, large))
    assert "1.50 × 按钟表" in words and "1.50 × 按处理器" in words
    assert "| 全年排名 ranking (7 行 rows) | 2 | 200.0 | 300.0 | 20.0 |" in words
