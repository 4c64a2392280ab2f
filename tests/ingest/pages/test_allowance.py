"""What one file may cost: each limit refuses in words, with the page."""

from __future__ import annotations

import time
from typing import Any

import pytest

from ingest.errors import TooCostly, UnreadableFile
from ingest.pages.allowance import Allowance
from ingest.settings import Settings


def _edges(across: int, down: int) -> list[dict[str, Any]]:
    upright = [{"orientation": "v", "x0": float(x), "top": 0.0} for x in range(across)]
    level = [{"orientation": "h", "x0": 0.0, "top": float(y)} for y in range(down)]
    return [*upright, *level, {"orientation": None, "x0": 0.0, "top": 0.0}]


def test_objects_are_counted_for_each_page_by_itself() -> None:
    allowance = Allowance(Settings(max_page_objects=10))
    for page in (1, 2):
        allowance.turn_to(page)
        allowance.objects(6)
        allowance.objects(4)
    with pytest.raises(TooCostly, match="超过上限 10 个") as refused:
        allowance.objects(1)
    assert refused.value.page == 2
    assert "MINGZHANG_MAX_PAGE_OBJECTS" in refused.value.advice


def test_cells_are_bounded_before_and_after_they_are_sought() -> None:
    allowance = Allowance(Settings(max_page_cells=100))
    allowance.edges(_edges(20, 50))
    with pytest.raises(TooCostly, match="20 × 51"):
        allowance.edges(_edges(20, 51))
    allowance.cells(100)
    with pytest.raises(TooCostly, match="101 个单元格"):
        allowance.cells(101)


@pytest.mark.parametrize("side", [0.0, -5.0, float("nan"), float("inf"), 20_000.0])
def test_a_page_without_a_possible_size_is_refused(side: float) -> None:
    allowance = Allowance(Settings())
    allowance.size(595, 842)
    with pytest.raises(UnreadableFile, match="不合理"):
        allowance.size(595, side)


def test_pictures_with_new_print_earn_their_time_and_others_use_it_up() -> None:
    told: list[tuple[int, float]] = []
    settings = Settings(max_seconds=10, max_scanned_pages=4, max_scan_seconds=100)
    allowance = Allowance(settings, lambda page, earned: told.append((page, round(earned))))
    now = time.monotonic()
    allowance.recognised("澄浦市文化广电旅游局二〇二四年度部门决算公开", now - 30)
    allowance.turn_to(2)
    assert allowance.for_picture()
    allowance.recognised("澄浦市文化广电旅游局二〇二四年度部门决算公开", now - 3)
    allowance.turn_to(3)
    assert told == [(2, 30), (3, 30)]
    assert allowance.for_picture()
    allowance.recognised("", now - 2)
    assert not allowance.for_picture()


def test_no_more_pictures_are_recognised_than_allowed() -> None:
    allowance = Allowance(Settings(max_scanned_pages=1))
    assert allowance.for_picture()
    allowance.recognised("一" * 30, time.monotonic())
    assert not allowance.for_picture()
    assert not Allowance(Settings(max_scanned_pages=0)).for_picture()
