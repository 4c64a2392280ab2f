import re

from hypothesis import given
from hypothesis import strategies as st

from ingest.language.alternatives import alternatives, longest_first


@given(st.lists(st.text(min_size=1, max_size=6), min_size=1, max_size=8))
def test_every_word_is_found_whole(words: list[str]) -> None:
    expression = re.compile(alternatives(words))
    for word in words:
        found = expression.match(word)
        assert found is not None and found[0] == word


def test_the_longest_goes_first() -> None:
    assert longest_first(["会", "委员会", "委"]) == ("委员会", "会", "委")
