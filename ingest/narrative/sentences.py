"""Cutting Chinese text at its sentence ends, never inside a number."""

from __future__ import annotations

import re
from collections.abc import Iterator

_SENTENCE = re.compile(r"[^。！？!?]*(?:[。！？!?]+[”’」』）)]*|$)")
_CLAUSE = re.compile(r"[^；;]*(?:[；;]+|$)")


def sentence_spans(text: str) -> Iterator[tuple[int, int]]:
    """Start and end of every sentence, its stop included."""
    for found in _SENTENCE.finditer(text):
        if found[0].strip():
            yield found.span()


def spans_up_to(text: str, limit: int) -> Iterator[tuple[int, int]]:
    """Spans of whole sentences of at most ``limit`` characters each.

    A sentence longer than that is cut at its semicolons; a part without any stays whole.
    """
    start = end = 0
    for piece_start, piece_end in _pieces(text, limit):
        if end > start and piece_end - start > limit:
            yield start, end
            start = piece_start
        end = piece_end
    if end > start:
        yield start, end


def _pieces(text: str, limit: int) -> Iterator[tuple[int, int]]:
    for start, end in sentence_spans(text):
        if end - start <= limit:
            yield start, end
            continue
        for part in _CLAUSE.finditer(text, start, end):
            if part[0]:
                yield part.span()
