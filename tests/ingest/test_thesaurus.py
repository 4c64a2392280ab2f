"""The thesaurus: groups of folded words, no word alone."""

from __future__ import annotations

from ingest.language.glyphs import fold
from ingest.thesaurus import groups


def test_every_group_has_two_words_and_none_twice():
    for group in groups():
        assert len(group) >= 2
        assert len(group) == len(set(group))
        assert all(word == fold(word) for word in group)
