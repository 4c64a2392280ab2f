import re

import pytest

from ingest.language.years import YEAR_NAMED, any_last_year, any_this_year


@pytest.mark.parametrize(
    ("text", "word"),
    [("上年度决算数", "上年度"), ("上一年度", "上一年度"), ("上期金额", "上期"), ("去年", "去年")],
)
def test_words_for_the_year_before(text: str, word: str) -> None:
    found = re.match(any_last_year(), text)
    assert found is not None and found[0] == word


@pytest.mark.parametrize(
    ("text", "word"), [("本年度预算", "本年度"), ("本期金额", "本期"), ("当年", "当年")]
)
def test_words_for_the_year_told_of(text: str, word: str) -> None:
    found = re.match(any_this_year(), text)
    assert found is not None and found[0] == word
    assert re.match(any_last_year(), text) is None


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("2023年度支出", "2023年度"),
        ("2023 支出", "2023"),
        ("2023年末", "2023"),
        ("120231", ""),
        ("2010301", ""),
    ],
)
def test_a_year_is_named(text: str, named: str) -> None:
    found = re.search(YEAR_NAMED, text)
    assert (found[0] if found else "") == named
