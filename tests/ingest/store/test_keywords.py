"""How texts become the tokens of keyword search."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.language.glyphs import fold
from ingest.store.keywords import tokens_of


@pytest.mark.parametrize(
    ("printed", "tokens"),
    [
        ("因公出国", ["因公", "公出", "出国"]),
        ("出国（境）费", ["出国", "境", "费"]),
        ("12,437.36万元", ["12437.36", "万元"]),
        ("２０２３年", ["2023", "年"]),
        ("Covid 防控", ["covid", "防控"]),
        ("⻔ 票", ["门票"]),
        ("1,2,3", ["1", "2", "3"]),
        ("", []),
        ("，。“”", []),
    ],
)
def test_tokens(printed, tokens):
    assert tokens_of(printed) == tokens


@given(st.text(max_size=40))
def test_tokens_never_hold_what_a_query_language_would_read(printed):
    for token in tokens_of(printed):
        assert token
        assert not set(token) & set(" \"'*()^:+-&|!\\")


@given(st.text(alphabet="因公出国境费维护12.,", max_size=12), st.text(max_size=12))
def test_any_text_can_be_asked(asked, anything):
    assert tokens_of(asked) == tokens_of(fold(asked))
    assert tokens_of(anything) == tokens_of(fold(anything))
