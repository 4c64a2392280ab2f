"""The places of a report that tell one amount."""

from __future__ import annotations

from typing import Any, cast

import pytest

from assistant.linking.link import Candidate, Link
from assistant.linking.things import Found, Thing, things_of
from assistant.query import Measure, Query
from assistant.reading.restrictions import restrictions
from assistant.solving.amounts import Chosen
from assistant.solving.places import Places, places_of
from assistant.solving.resolve import Resolved, Solver
from ingest.nouns import Figure, Report
from tests.assistant.solving.figures import REPORT, figure


class _Solver:
    """Knows the figures of one thing, of which each reading is one figure with its chance."""

    def __init__(
        self, figures: list[Figure], readings: dict[str, float], tables: tuple[str, ...]
    ) -> None:
        self.query = Query((), tables=tables)
        (thing,) = things_of(figures)
        by_id = {one.id: one for one in figures}
        options = tuple(
            (Chosen(REPORT, by_id[ident], thing=thing), chance)
            for ident, chance in readings.items()
        )
        found = Found(thing, 1.0, 1.0, whole=True, code=False)
        link = Link("培训费", restrictions("培训费"), (Candidate(thing, 0.9, found),))
        self._resolved = Resolved(REPORT, Measure("培训费"), options, link)

    def resolved(self, *_: Any) -> Resolved:
        return self._resolved

    def tables_called(self, words: tuple[str, ...], _: Report) -> tuple[str, ...]:
        return _CALLED.get(words[0], ())

    def amount_of(self, thing: Thing, _: Measure, report: Report, tables: object) -> Chosen:
        (told,) = (one for one in thing.figures if (one.table_id,) == tables)
        return Chosen(report, told, thing=thing)


_CALLED = {"总表": ("t",), "拨款表": ("u",)}


def _told(
    figures: list[Figure], readings: dict[str, float], tables: tuple[str, ...] = ()
) -> Places | None:
    solver = cast(Solver, _Solver(figures, readings, tables))
    found = places_of(Measure("培训费"), REPORT, solver, 0.7)
    return found if isinstance(found, Places) else None


def _in_text(ident: str, value: str, **more: Any) -> Figure:
    return figure(ident, value, **{"table_id": "", "form": "", **more})


_TABLE = figure("a", "10.00")


@pytest.mark.parametrize(
    ("others", "told"),
    [
        # What is told in 元 or rounded is told, whatever money it is said to be of.
        ([figure("b", "100000", unit="元", table_id="u", fund="fiscal_grant")], "ab"),
        # Money of which the same amount is told may be told otherwise too.
        (
            [
                figure("b", "10.00", table_id="u", fund="fiscal_grant"),
                _in_text("c", "12.00", fund="fiscal_grant"),
            ],
            "abc",
        ),
        ([_in_text("b", "4.00", fund="fiscal_grant")], "a"),
        # Another line of a table that tells the amount is another amount.
        ([figure("b", "12.00")], "a"),
        # So are the lines of a table that tells several.
        ([figure("b", "12.00", table_id="u"), figure("c", "9.00", table_id="u")], "a"),
        ([_in_text("b", "12.00", fund="", nature="project")], "a"),
        ([_in_text("b", "12.00", fund=""), _in_text("c", "10", fund="")], "acb"),
        ([_in_text("b", "0", fund="")], "ab"),
    ],
)
def test_places_that_must_tell_the_same(others: list[Figure], told: str) -> None:
    places = _told([_TABLE, *others], {"a": 0.9})
    assert places is not None
    assert "".join(one.id for one in places.figures) == told


def test_an_amount_of_unsaid_money_is_that_of_the_widest_told() -> None:
    unsaid = _in_text("a", "12.00", fund="")
    narrow = figure("c", "11.00", table_id="u", fund="general_public")
    places = _told([unsaid, figure("b", "10.00"), narrow], {"a": 0.9})
    assert places is not None
    assert [one.id for one in places.figures] == ["a", "b"]


def test_readings_that_say_otherwise_in_its_places_speak_for_it() -> None:
    figures = [_in_text("a", "10.00"), _in_text("b", "12.00")]
    places = _told(figures, {"a": 0.55, "b": 0.5})
    assert places is not None
    assert places.chance > 0.7
    # Not so the readings of another amount.
    other = _in_text("c", "12.00", nature="project")
    assert _told([*figures[:1], other], {"a": 0.75, "c": 0.7}) is None


def test_text_and_table_are_each_looked_into_where_both_are_named() -> None:
    figures = [_in_text("a", "0.3"), figure("b", "2961.68")]
    readings = {"a": 0.74, "b": 0.62}
    assert _told(figures, readings) is None
    places = _told(figures, readings, ("文字说明", "表"))
    assert places is not None
    assert {one.id for one in places.figures} == {"a", "b"}
    assert not places.missing
    # Each of several tables tells what it tells, of whatever money.
    money = [_TABLE, figure("b", "7.00", table_id="u", fund="fiscal_grant")]
    apart = _told(money, {"a": 0.9}, ("总表", "拨款表"))
    assert apart is not None
    assert [one.id for one in apart.figures] == ["a", "b"]
    alone = _told([_TABLE, figure("b", "10.00", table_id="u")], {"a": 0.9}, ("正文", "表"))
    assert alone is not None
    assert alone.missing == ("文字",)
