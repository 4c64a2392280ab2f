"""Of all figures that say one thing, which is answered with, and what is said of the others."""

from __future__ import annotations

import dataclasses
from decimal import Decimal

import pytest

from ingest.facts import Fact, adds_up, agree, facts_of, real_number
from ingest.nouns import Figure
from tests.ingest.measured import figure, reading

PUBLISHER = "青浦区体育局"


def _facts(*figures: Figure, order: tuple[str, ...] = ("three_public", "prose")) -> list[Fact]:
    placed = reading(PUBLISHER, *figures).figures
    return list(facts_of(placed, PUBLISHER, lambda _: order))


def _fact(*figures: Figure, order: tuple[str, ...] = ("three_public", "prose")) -> Fact:
    (fact,) = _facts(*figures, order=order)
    return fact


def test_a_figure_that_measures_nothing_known_is_no_fact():
    assert _facts(figure("1.00", concept="")) == []


def test_each_combination_is_a_fact_of_its_own():
    facts = _facts(
        figure("1.00"),
        figure("2.00", fund="fiscal_grant"),
        figure("3.00", nature="basic"),
        figure("4.00", stage="last_budget", year=2025),
        figure("5.00", body="青浦区游泳馆"),
        figure("6.00", concept="reception"),
    )
    assert [str(fact.amount) for fact in facts] == ["1.00", "2.00", "3.00", "4.00", "5.00", "6.00"]
    assert [fact.own for fact in facts] == [True, True, True, True, False, True]


def test_the_table_goes_before_the_sentence_and_the_preferred_form_before_others():
    prose, other = figure("9.00", form=""), figure("8.00", form="other")
    fact = _fact(prose, other, figure("7.00"))
    assert (str(fact.amount), fact.rivals, fact.agreeing, fact.contested) == ("7.00", 2, 0, False)
    assert str(_fact(prose, other).amount) == "9.00"
    assert str(_fact(prose, other, order=("three_public",)).amount) == "8.00"


def test_where_a_concept_is_answered_from_is_declared():
    placed = reading(PUBLISHER, figure("8.00", form="other"), figure("7.00")).figures
    assert [str(fact.amount) for fact in facts_of(placed, PUBLISHER)] == ["7.00"]
    unknown = [dataclasses.replace(one, concept="unheard_of") for one in placed]
    assert [str(fact.amount) for fact in facts_of(unknown, PUBLISHER)] == ["7.00"]


def test_two_that_differ_in_places_as_good_are_contested():
    fact = _fact(figure("7.00"), figure("7.00"), figure("7.01"))
    assert (str(fact.amount), fact.agreeing, fact.rivals, fact.contested) == ("7.00", 1, 1, True)


def test_of_two_in_places_as_good_the_one_also_told_elsewhere_is_meant():
    own, whole = figure("7.00"), figure("70.00")
    fact = _fact(own, whole, figure("70.0", form=""))
    assert (str(fact.amount), fact.agreeing, fact.rivals, fact.contested) == ("70.00", 1, 1, False)
    both = _fact(own, whole, figure("70.00", form=""), figure("7.00", form="other"))
    assert both.contested
    neither = _fact(own, whole, figure("71.00", form=""))
    assert neither.contested


def test_a_list_of_many_amounts_is_contested_whatever_is_told_elsewhere():
    many = [figure(f"{at}.00") for at in range(1, 2000)]
    fact = _fact(*many, figure("7.00", form=""))
    assert (fact.contested, fact.rivals) == (True, 1999)


def test_blanks_say_nothing_beside_amounts_and_are_told_alone():
    fact = _fact(figure(""), figure("7.00", form="other"))
    assert (str(fact.amount), fact.agreeing, fact.rivals) == ("7.00", 0, 0)
    assert _fact(figure("")).amount is None


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        (figure("12.35"), figure("123456", unit="元"), True),
        (figure("12.35"), figure("123500", unit="元"), True),
        (figure("12.34"), figure("123456", unit="元"), False),
        (figure("12.3456"), figure("12.35", form=""), True),
        (figure("0.1", unit="亿元"), figure("999.9"), True),
        (figure("12.35"), figure("12.36"), False),
        (figure("-12.345"), figure("-12.35"), True),
        (figure("3", unit="辆"), figure("3", unit="台"), True),
        (figure("3", unit="辆"), figure("3.00"), False),
        (figure("1.2", unit="万平方米"), figure("12034", unit="平方米"), True),
        (figure(""), figure("0.00"), False),
        (figure(""), figure(""), True),
    ],
)
def test_amounts_are_one_where_the_print_of_the_coarser_allows(one, other, same):
    assert agree(one, other) == agree(other, one) == same


def test_the_bracketed_name_of_the_publisher_is_its_own_but_its_offices_are_not():
    facts = _facts(
        figure("1.00", body=f"{PUBLISHER}（汇总）"), figure("2.00", body="青浦区体育局本级")
    )
    assert [fact.own for fact in facts] == [True, False]


def test_a_count_in_multiples_is_the_real_number():
    assert real_number(Decimal("1.2"), "万平方米") == Decimal(12000)
    assert real_number(Decimal("1.2"), "千") == Decimal("1.2")
    assert real_number(Decimal("12"), "辆") == Decimal(12)


def test_parts_add_up_within_their_print():
    whole = figure("10.00")
    assert adds_up(whole, [figure("3.33"), figure("3.33"), figure("3.33")])
    assert adds_up(whole, [figure("4.00"), figure("60000", unit="元")])
    assert not adds_up(whole, [figure("4.00"), figure("5.90")])
    assert not adds_up(whole, [])
    assert not adds_up(whole, [figure("10.00"), figure("")])
