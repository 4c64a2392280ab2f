from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.permalinks import Place, link_of, place_at, place_of
from ingest.nouns import Locator

edges = st.integers(-100, 20_000).map(lambda tenths: tenths / 10)
locators = st.builds(Locator, st.integers(1, 999), st.tuples(edges, edges, edges, edges))
ids = st.text(min_size=1, alphabet=st.characters(exclude_categories=("Cs",)))


@given(ids, st.lists(locators, min_size=1, max_size=20))
def test_a_link_names_its_place(report_id: str, places: list[Locator]) -> None:
    boxes = tuple((at.page, at.bbox) for at in places)
    place = place_at(report_id, places)
    assert place == Place(report_id, places[0].page, "", boxes)
    assert place_of(link_of(place)) == place


@given(ids, ids, st.integers(1, 999))
def test_a_figure_is_named_instead_of_its_boxes(report_id: str, figure: str, page: int) -> None:
    place = place_at(report_id, [Locator(page, (1.0, 2.0, 3.0, 4.0))], figure)
    assert "at=" not in link_of(place)
    assert place_of(link_of(place)) == Place(report_id, page, figure)


def test_links_of_former_versions_are_read() -> None:
    assert place_of("#/a%20b/7:1.0,2.0,3.0,4.5;8:1.0,2.0,3.0,4.0") == Place(
        "a b", 7, "", ((7, (1.0, 2.0, 3.0, 4.5)), (8, (1.0, 2.0, 3.0, 4.0)))
    )


def test_a_place_stands_among_what_panels_remember() -> None:
    assert place_of("?tab=figures&year=2023&report=r&page=3") == Place("r", 3)


@pytest.mark.parametrize(
    "link",
    ["", "#", "#/", "#//", "#section", "javascript:x/y/1:1,2,3,4", "?report=", "?report=r&page=x"],
)
def test_what_is_no_place_names_none(link: str) -> None:
    assert place_of(link) is None


def test_the_marks_of_a_place_are_those_on_its_page() -> None:
    boxes = ((1, (0.0, 0.0, 1.0, 1.0)), (2, (2.0, 2.0, 3.0, 3.0)))
    assert Place("r", 2, "", boxes).marks == ((2.0, 2.0, 3.0, 3.0),)
