"""Years as people write them."""

from __future__ import annotations

import pytest

from assistant.reading.years import Years, years_meant


@pytest.mark.parametrize(
    ("said", "named"),
    [
        (("2024年",), (2024,)),
        (("2024年度",), (2024,)),
        (("24年",), (2024,)),
        (("二〇二四年",), (2024,)),
        (("二四年",), (2024,)),
        (("FY2024",), (2024,)),
        (("2023", "2024年"), (2023, 2024)),
        (("2023和2024年",), (2023, 2024)),
        (("2026",), (2026,)),
        (("'24",), (2024,)),
        (("24和25年",), (2024, 2025)),
        (("二三年和二四年",), (2023, 2024)),
    ],
)
def test_a_year_named(said: tuple[str, ...], named: tuple[int, ...]) -> None:
    assert years_meant(said).named == named


@pytest.mark.parametrize("words", ["去年", "上年", "上一年", "头年", "last year"])
def test_the_year_before(words: str) -> None:
    assert years_meant((words,)) == Years(before=True)


def test_the_year_after_is_that_after_the_one_named_if_one_is() -> None:
    assert years_meant(("明年",)).after
    assert years_meant(("2023年", "下一年")).named == (2024,)


@pytest.mark.parametrize("words", ["今年", "本年", "this year"])
def test_the_year_of_the_report(words: str) -> None:
    assert years_meant((words,)).this


@pytest.mark.parametrize(
    ("words", "back"), [("近三年", 3), ("最近5年", 5), ("历年", 0), ("past five years", 5)]
)
def test_years_back(words: str, back: int) -> None:
    assert years_meant((words,)).back == back


def test_a_number_that_is_no_year_says_nothing() -> None:
    assert years_meant(("2120816",)) == Years()
