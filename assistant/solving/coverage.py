"""Which share of the words for a thing a reading accounts for."""

from __future__ import annotations

import re

from assistant.linking.restrictions import said_in
from assistant.linking.things import Thing, in_english
from ingest.concepts.concept import name_key
from ingest.language.glosses import glossed, is_latin, stems
from ingest.nouns import Figure

_PAIR = 2
_NEARLY_ALL = 0.75
_SENTENCE = re.compile(r"[。；;\n]")
_DIGIT = re.compile(r"\d")
_SAID_ANYWAY = frozenset("的里中内之费钱额数款项目那这个共总计合用花了上下和与及一有些")
"""Letters that say nothing by themselves."""


def covered_by(thing: Thing, figure: Figure, title: str, words: str) -> float:
    """The share, 0 to 1, of the letters of the words that the thing, the lines and heads it stands
    under, its table, its body, or what was said of money, nature and stage account for; of English
    words the share of their stems."""
    key = name_key(words)
    if not key:
        return 1.0
    if is_latin(words):
        return _stems_covered(thing, figure, title, words)
    second = [f"{other.row_code}{other.row_label}" for other in figure.also]
    printed = (*figure.row_path, *figure.column_path, title, figure.body, *second)
    told = "|".join((*thing.names, *map(name_key, printed), *thing.codes))
    covered = _covered(key, told)
    for start, end in said_in(key):
        covered[start:end] = [True] * (end - start)
    content = [
        is_covered
        for letter, is_covered in zip(key, covered, strict=True)
        if is_covered or letter not in _SAID_ANYWAY
    ]
    return sum(content) / len(content) if content else 1.0


def tells_amount_of(words: str, text: str) -> bool:
    """Whether a sentence of a text has a number and nearly all of the words for a thing."""
    key = name_key(words)
    for sentence in _SENTENCE.split(text):
        told = _covered(key, name_key(sentence)) if _DIGIT.search(sentence) else []
        if sum(told) >= _NEARLY_ALL * len(key) > 0:
            return True
    return False


def _covered(key: str, told: str) -> list[bool]:
    """Which letters of a key stand beside the same letter as in what is told."""
    covered = [False] * len(key)
    for at in range(len(key) - 1):
        if key[at : at + _PAIR] in told:
            covered[at] = covered[at + 1] = True
    return covered


def _stems_covered(thing: Thing, figure: Figure, title: str, words: str) -> float:
    asked = stems(words)
    told = in_english(thing).union(*map(glossed, (*figure.row_path, *figure.column_path, title)))
    return len(asked & told) / len(asked) if asked else 1.0
