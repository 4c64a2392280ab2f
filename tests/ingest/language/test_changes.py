import re

import pytest

from ingest.language.changes import (
    PRINTED,
    Direction,
    any_change,
    any_word_of,
    change_words,
    direction_in,
    direction_of,
)


@pytest.mark.parametrize(
    ("word", "direction"),
    [
        ("增加", "rise"),
        ("上升", "rise"),
        ("涨幅", "rise"),
        ("多", "rise"),
        ("减少", "fall"),
        ("下调", "fall"),
        ("跌幅", "fall"),
        ("节约", "fall"),
        ("增减", None),
        ("支出", None),
    ],
)
def test_a_word_of_change_has_a_direction(word: str, direction: Direction | None) -> None:
    assert direction_of(word) == direction


@pytest.mark.parametrize(
    ("words", "direction"),
    [
        ("比上年减少", "fall"),
        ("增加的主要原因是减少", "rise"),
        ("同比增长", "rise"),
        ("与上年持平", None),
        ("增减额", None),
        ("多少", None),
    ],
)
def test_the_first_word_of_change_tells(words: str, direction: Direction | None) -> None:
    assert direction_in(words) == direction


def test_no_word_goes_both_ways() -> None:
    groups = (*PRINTED, "letters", "english")
    assert not set(change_words("rise", *groups)) & set(change_words("fall", *groups))


@pytest.mark.parametrize("word", change_words("rise", *PRINTED) + change_words("fall", *PRINTED))
def test_every_word_is_found_whole(word: str) -> None:
    found = re.match(any_change(*PRINTED), f"{word}5万元")
    assert found is not None and found[0] == word
    way = direction_of(word)
    assert way is not None and re.fullmatch(any_word_of(way, *PRINTED), word)
