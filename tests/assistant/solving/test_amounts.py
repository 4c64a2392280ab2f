"""Which of the amounts of a thing is asked."""

from __future__ import annotations

from typing import Any

import pytest

from assistant.linking.things import Thing, things_of
from assistant.reading.restrictions import Restrictions
from assistant.solving.amounts import Chosen, Wanted, chosen
from ingest.nouns import Figure
from tests.assistant.solving.figures import REPORT, figure


def _of(*figures: Figure) -> Thing:
    (thing,) = things_of(figures)
    return thing


_BARE = Restrictions("培训费")


def _chosen(thing: Thing, said: Restrictions = _BARE, **more: Any) -> Chosen | None:
    return chosen(thing, Wanted(REPORT, said, **more))


def _ident(found: Chosen | None) -> str:
    assert found is not None
    return found.figure.id


def test_the_amount_of_all_money_goes_before_that_of_a_part() -> None:
    thing = _of(figure("part", "3", fund="general_public"), figure("all", "5"))
    assert _ident(_chosen(thing)) == "all"


def test_the_money_that_was_said_is_meant() -> None:
    thing = _of(figure("part", "3", fund="general_public"), figure("all", "5"))
    found = _chosen(thing, Restrictions("培训费", fund="general_public"))
    assert (_ident(found), found and found.fit) == ("part", 1.0)


def test_an_amount_of_other_money_than_was_said_hardly_fits() -> None:
    found = _chosen(_of(figure("all", "5")), Restrictions("培训费", fund="government_fund"))
    assert found is not None
    assert found.fit < 0.5


@pytest.mark.parametrize(
    ("said", "ident"),
    [
        (Restrictions("培训费"), "now"),
        (Restrictions("培训费", basis="budget"), "now"),
        (Restrictions("培训费", basis="budget", last=True), "before"),
        (Restrictions("培训费", last=True), "before"),
    ],
)
def test_the_stage_that_was_said_is_meant(said: Restrictions, ident: str) -> None:
    thing = _of(figure("now", "5"), figure("before", "4", year=2023, stage="last_budget"))
    year = 2023 if ident == "before" else 2024
    assert _ident(_chosen(thing, said, year=year)) == ident


def test_a_stage_that_is_not_told_is_not_answered_by_another() -> None:
    assert _chosen(_of(figure("now", "5")), Restrictions("培训费", basis="final")) is None


def test_a_budget_tells_in_its_stage_also_what_has_none() -> None:
    vehicles = figure("held", "7", stage="", unit="辆", concept="vehicles_held", fen=None)
    said = Restrictions("车辆", basis="budget")
    assert _ident(_chosen(_of(vehicles), said)) == "held"


def test_another_year_is_not_answered_by_this_one() -> None:
    assert _chosen(_of(figure("now", "5")), year=2023) is None


def test_a_limit_of_cost_is_meant_where_a_bound_is_asked_for() -> None:
    thing = _of(figure("limit", "5", stage="target"))
    fits = [_chosen(thing, Restrictions("培训费", basis=basis)) for basis in ("", "target")]
    assert [found and found.fit for found in fits] == [pytest.approx(0.6), 1.0]


def test_a_unit_is_not_answered_by_its_department() -> None:
    thing = _of(figure("all", "5"), figure("unit", "2", body="甲市财政局票据中心"))
    assert _ident(_chosen(thing)) == "all"
    assert _ident(_chosen(thing, unit="甲市财政局票据中心")) == "unit"


def test_the_table_that_was_named_is_meant() -> None:
    thing = _of(figure("one", "5"), figure("other", "6", table_id="u"))
    assert _ident(_chosen(thing, tables=("u",))) == "other"


def test_changes_and_rates_are_no_amounts_of_the_thing() -> None:
    assert _chosen(_of(figure("less", "1", stage="change"))) is None


def test_several_amounts_in_places_as_good_are_rivals() -> None:
    found = _chosen(_of(figure("one", "5"), figure("other", "6", row=1)))
    assert found is not None
    assert [rival.id for rival in found.rivals] == ["other"]


def test_the_row_under_a_line_that_was_named_too_is_meant() -> None:
    thing = _of(
        figure("one", "5", row_path=("行政运行", "培训费")),
        figure("other", "6", row=1, row_path=("事业运行", "培训费")),
    )
    found = _chosen(thing, words="事业运行下的培训费")
    assert found is not None
    assert (found.figure.id, found.rivals) == ("other", ())


def test_a_blank_is_told_as_blank() -> None:
    found = _chosen(_of(figure("blank", None)))
    assert found is not None
    assert not found.told
