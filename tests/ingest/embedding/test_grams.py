"""Texts to rows: known grams, unknown ones, and what is left out."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from ingest.embedding.grams import grams_of, rows_of


def test_grams_are_letters_pairs_and_triples_within_a_run():
    assert list(grams_of("出国费")) == ["出", "国", "费", "出国", "国费", "出国费"]
    assert list(grams_of("出国，接待")) == ["出", "国", "出国", "接", "待", "接待"]


def test_numbers_and_empty_words_say_nothing_and_latin_words_stay_whole():
    assert list(grams_of("2023年的PPP")) == ["年", "年的", "ppp"]
    assert list(grams_of("12,437.36")) == []


def test_a_known_gram_has_its_row_and_any_other_one_a_bucket():
    known = {"出": 0, "出国": 1}
    rows = rows_of("出国", known, 8)
    assert rows[0] == 0
    assert rows[2] == 1
    assert 2 <= rows[1] < 10


@given(st.text(max_size=60))
def test_every_row_is_within_the_table_and_none_comes_twice_for_a_gram(text):
    known = {"出": 0}
    rows = rows_of(text, known, 16)
    assert all(0 <= row < 17 for row in rows)
    assert len(rows) == len(set(grams_of(text)))
