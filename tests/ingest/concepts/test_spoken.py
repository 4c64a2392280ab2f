"""How people speak of concepts."""

from __future__ import annotations

import pytest

from ingest.concepts.concept import concepts
from ingest.concepts.declaration import ConceptDataError, name_key
from ingest.concepts.spoken import spoken, spoken_in

_HEAD = "concept,chinese,english\n"


def test_words_of_both_languages_stand_with_their_concept() -> None:
    assert spoken_in(f"{_HEAD}abroad,公派出国|出境费用,overseas trips\n") == {
        "abroad": ("公派出国", "出境费用", "overseas trips")
    }


@pytest.mark.parametrize(
    "text",
    [
        f"{_HEAD}nowhere,甲,a\n",
        f"{_HEAD}abroad,出门,a\nreception,出门,b\n",
        "id,words\nabroad,出门\n",
    ],
)
def test_wrong_data_is_named(text: str) -> None:
    with pytest.raises(ConceptDataError):
        spoken_in(text)


def test_no_spoken_word_is_the_printed_name_of_another_concept() -> None:
    printed = {
        name_key(name): concept.id
        for concept in concepts().values()
        for name in (concept.name, *concept.printed)
    }
    wrong = [
        (ident, word)
        for ident, words in spoken().items()
        for word in words
        if printed.get(name_key(word), ident) != ident
    ]
    assert wrong == []
