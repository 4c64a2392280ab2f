"""What is marked on a page, on the sample of a hotline centre."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from assistant.permalinks import Place, place_at
from assistant.rendering.page_view import leaf_of
from ingest.errors import MingzhangError
from ingest.library import Library
from ingest.nouns import Figure, Reading
from ingest.reading import read_report
from ingest.settings import Settings

SAMPLE = Path(__file__).parents[3] / "samples" / "zhuhai-2023.pdf"


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    with Library.open(tmp_path_factory.mktemp("view") / "library") as library:
        library.add(read_report(SAMPLE, Settings()), SAMPLE)
        yield library


def reception(library: Library) -> Figure:
    tables = library.tables(library.reports()[0].id)
    return next(
        figure
        for table in tables
        if table.form == "three_public"
        for figure in table.figures
        if figure.column_path[-1:] == ("公务接待费",) and figure.column_path[0] == "决算数"
    )


def test_a_figure_is_marked_with_its_headings(library: Library) -> None:
    figure = reception(library)
    at = figure.locators[0]
    leaf = leaf_of(library, Place(figure.report_id, at.page, figure.id))
    assert leaf.marks == (at.bbox,)
    assert len(leaf.heads) == 2  # 决算数 over 公务接待费; the form has no labels of rows
    assert all(box[3] <= at.bbox[1] + 1 for box in leaf.heads)
    assert leaf.printed == str(at.page) and leaf.elsewhere == ()


def test_a_figure_named_by_its_box_is_marked_alike(library: Library) -> None:
    figure = reception(library)
    boxed = place_at(figure.report_id, figure.locators)
    box = boxed.boxes[0][1]
    rounded = Place(
        boxed.report_id,
        boxed.page,
        "",
        ((boxed.page, (round(box[0], 1), round(box[1], 1), round(box[2], 1), round(box[3], 1))),),
    )
    assert len(leaf_of(library, rounded).heads) == 2


def test_a_quotation_over_a_page_end_is_marked_on_either_page(library: Library) -> None:
    report = library.reports()[0]
    over = next(
        passage
        for passage in library.passages(report.id)
        if len({at.page for at in passage.locators}) == 2
    )
    place = place_at(report.id, over.locators)
    first = leaf_of(library, place)
    second = leaf_of(library, Place(report.id, first.elsewhere[0], "", place.boxes))
    assert first.marks and second.marks
    assert len(first.marks) + len(second.marks) == len(over.locators)
    assert second.elsewhere == (first.place.page,)


def test_a_figure_that_is_gone_leaves_its_page_unmarked(library: Library) -> None:
    leaf = leaf_of(library, Place(library.reports()[0].id, 3, "gone"))
    assert leaf.marks == () and leaf.heads == () and leaf.gone


def test_two_editions_of_a_report_are_told_apart(tmp_path: Path) -> None:
    reading = read_report(SAMPLE, Settings())
    scan = replace(reading.report, id="scan", sha256="1" * 64, file="扫描版.pdf")
    with Library.open(tmp_path / "library") as both:
        both.add(reading, SAMPLE)
        assert leaf_of(both, Place(reading.report.id, 1)).name.endswith("年度部门决算")
        both.add(Reading(scan, (), (), ()), SAMPLE)
        names = [leaf_of(both, Place(report.id, 1)).name for report in both.reports()]
    assert sorted(name.rpartition("决算")[2] for name in names) == [
        "（zhuhai-2023.pdf）",
        "（扫描版.pdf）",
    ]


@pytest.mark.parametrize("page", [0, 999])
def test_a_page_that_is_not_there_is_an_error(library: Library, page: int) -> None:
    with pytest.raises(MingzhangError):
        leaf_of(library, Place(library.reports()[0].id, page))
