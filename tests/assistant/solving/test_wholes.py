"""All that a body has: which of its totals tells it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from assistant.linking.things import Things
from assistant.query import Side
from assistant.reading.restrictions import Restrictions
from assistant.solving.amounts import Wanted
from assistant.solving.wholes import whole_told
from ingest.nouns import Figure, Kind
from tests.assistant.solving.figures import REPORT, figure


def _total(concept: str, value: str, **more: str) -> Figure:
    return figure(concept, value, concept=concept, row_label=concept, **more)


_APART = (
    _total("income", "90"),
    _total("income_total", "100"),
    _total("expenditure", "95"),
    _total("expenditure_total", "100.00"),
    _total("expenditure", "40", fund="general_public"),
)


def _told(
    side: Side, kind: Kind = "budget", core: str = "", fund: str = "", told: tuple[Figure, ...] = ()
) -> list[tuple[str, str, float]]:
    stage = "budget" if kind == "budget" else "final"
    figures = [replace(one, stage=stage) for one in told or _APART]
    said = Restrictions(core, fund=fund)  # type: ignore[arg-type]
    wanted = Wanted(replace(REPORT, kind=kind), said)
    found = whole_told(side, Things(figures), wanted)
    return [(one.figure.concept, str(one.figure.value), chance) for one, chance in found]


@pytest.mark.parametrize(
    ("side", "kind", "first"),
    [
        ("spending", "budget", ("expenditure_total", "100.00")),
        ("income", "budget", ("income_total", "100")),
        ("both", "budget", ("expenditure_total", "100.00")),
        ("spending", "final_accounts", ("expenditure", "95")),
        ("income", "final_accounts", ("income", "90")),
    ],
)
def test_a_budget_tells_what_may_be_spent_and_an_account_what_was(
    side: Side, kind: Kind, first: tuple[str, str]
) -> None:
    told = _told(side, kind)
    assert told[0][:2] == first
    assert told[0][2] > 0.8 > told[1][2]


def test_what_has_the_name_of_a_total_is_that() -> None:
    assert _told("spending", "final_accounts", "支出总计")[0][0] == "expenditure_total"


def test_amounts_that_agree_are_one() -> None:
    told = (_total("income_total", "100"), _total("expenditure_total", "100.00"))
    assert len(_told("both", told=told)) == 1


def test_of_other_money_only_its_own_whole_is_told() -> None:
    assert [one[:2] for one in _told("spending", fund="general_public")] == [("expenditure", "40")]
    assert _told("income", fund="government_fund") == []
