"""The windows of a long passage: runs of whole sentences that are searched beside the whole.

A passage that tells many things is like none of them as a whole; each window tells one or two.
"""

from __future__ import annotations

import re
from dataclasses import replace

from ingest.nouns import Passage

_SENTENCE = re.compile(r"[^。；;]*[。；;]|[^。；;]+$")
_LEAST = 40
"""Letters of a window before the next one begins. Of 0, 20 and 40 chosen by ``eval retrieval``."""


def parts(passage: Passage) -> tuple[Passage, ...]:
    """A passage for each of its windows, under the same headings and id."""
    return tuple(replace(passage, text=text) for text in windows(passage.text))


def windows(text: str) -> tuple[str, ...]:
    """The windows in order, together the whole text; empty where one window would be the whole."""
    found: list[str] = []
    for sentence in _SENTENCE.findall(text):
        if found and len(found[-1]) < _LEAST:
            found[-1] += sentence
        else:
            found.append(sentence)
    return tuple(found) if len(found) > 1 else ()
