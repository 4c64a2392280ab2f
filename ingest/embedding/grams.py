"""Texts to the rows of a gram table: character n-grams that are known, hashed ones that are not.

One place for both training and serving: a text must fall on the same rows in both.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from zlib import crc32

from ingest.language.glyphs import fold

_RUN = re.compile(r"[a-z]+|[\u3400-\u9fff\U00020000-\U0003ffff]+")
_LONGEST = 3
_SEED = "mingzhang-grams-1:"
_UNSAID = frozenset("的了和与及在是对为等")
"""Letters without content: alone they are no gram."""


def grams_of(text: str) -> Iterator[str]:
    """The n-grams (1 to 3) of every run of Chinese, and Latin words whole; numbers say nothing."""
    for run in _RUN.findall(fold(text)):
        if run[0].isascii():
            yield run
            continue
        for size in range(1, _LONGEST + 1):
            for at in range(len(run) - size + 1):
                gram = run[at : at + size]
                if gram not in _UNSAID:
                    yield gram


def rows_of(text: str, known: Mapping[str, int], buckets: int) -> list[int]:
    """The rows of a text's distinct grams, in order.

    Known grams have the rows that ``known`` gives; any other gram falls on one of the ``buckets``
    rows behind them, so that a word never seen in training is still like itself.
    """
    return [
        known[gram] if gram in known else len(known) + crc32((_SEED + gram).encode()) % buckets
        for gram in dict.fromkeys(grams_of(text))
    ]
