"""Which share of the words for a thing a reading accounts for."""

from __future__ import annotations

import re
from itertools import pairwise

from assistant.linking.things import Thing, in_english
from assistant.reading.question_text import acronyms_in, codes_in
from assistant.reading.restrictions import said_in
from assistant.reading.words_asked import sense
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
    if not name_key(words):
        return 1.0
    if is_latin(words):
        return _stems_covered(thing, figure, title, words)
    content = [covered for covered in _content(thing, figure, title, words) if covered is not None]
    return sum(content) / len(content) if content else 1.0


def has_another_code(thing: Thing, figure: Figure, title: str, words: str) -> bool:
    """Whether words have a code, or a word in capitals, that is not that of the thing."""
    codes = {*thing.codes, figure.row_code, *(other.row_code for other in figure.also)}
    if any(code not in codes for code in codes_in(words)):
        return True
    told = "".join((*thing.names, *figure.row_path, *figure.column_path, title)).upper()
    return not is_latin(words) and any(short not in told for short in acronyms_in(words))


def names_another(thing: Thing, figure: Figure, title: str, words: str) -> bool:
    """Whether words have the form of a name and hold two letters beside each other that the thing
    does not account for: 因私出国费 is no 因公出国费."""
    if is_latin(words) or not sense("name_of_line").search(name_key(words)):
        return False
    content = _content(thing, figure, title, words)
    return any(one is False and other is False for one, other in pairwise(content))


def _content(thing: Thing, figure: Figure, title: str, words: str) -> list[bool | None]:
    """Of each letter of the words whether it is accounted for, None where it says nothing."""
    key = name_key(words)
    second = [f"{other.row_code}{other.row_label}" for other in figure.also]
    printed = (*figure.row_path, *figure.column_path, title, figure.body, *second)
    told = "|".join((*thing.names, *map(name_key, printed), *thing.codes))
    covered = _covered(key, told)
    for start, end in said_in(key):
        covered[start:end] = [True] * (end - start)
    return [
        is_covered or (None if letter in _SAID_ANYWAY else False)
        for letter, is_covered in zip(key, covered, strict=True)
    ]


def holds_words(words: str, figure: Figure) -> bool:
    """Whether the lines, heads and sentence of a figure hold nearly all letters of words."""
    key = name_key(words)
    told = (*figure.row_path, *figure.column_path, figure.sentence)
    return sum(_covered(key, "|".join(map(name_key, told)))) >= _NEARLY_ALL * len(key) > 0


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
