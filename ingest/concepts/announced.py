"""What a paragraph announces of those after it: 财政拨款支出主要内容如下."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from ingest.language.glyphs import squeeze
from ingest.nouns import Figure, Passage

_ANNOUNCES = re.compile(r"如下[:：。]?$")
_LAST_SENTENCE = re.compile(r"[^。；;]{2,40}$")


def announcements(figures: Sequence[Figure], passages: Sequence[Passage]) -> Mapping[str, str]:
    """For figures told after an announcement under the same heading its words, by figure id.

    Figures and passages come in the order of print.
    """
    found: dict[str, str] = {}
    at = 0
    texts = [squeeze(passage.text) for passage in passages]
    announced = _announced(passages, texts)
    for figure in figures:
        sentence = squeeze(figure.sentence)
        here = next(
            (n for n in (*range(at, len(texts)), *range(at)) if sentence and sentence in texts[n]),
            None,
        )
        if here is not None:
            at = here
            if announced[here]:
                found[figure.id] = announced[here]
    return found


def _announced(passages: Sequence[Passage], texts: Sequence[str]) -> list[str]:
    """For each passage the last announcement before it under its heading."""
    said = ""
    headings: tuple[str, ...] = ()
    found = []
    for passage, text in zip(passages, texts, strict=True):
        if passage.heading_path != headings:
            headings, said = passage.heading_path, ""
        found.append(said)
        if _ANNOUNCES.search(text):
            words = _LAST_SENTENCE.search(_ANNOUNCES.sub("", text))
            said = words[0] if words else ""
    return found
