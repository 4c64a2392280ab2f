"""The words of a question that carry content, cut where the reports' own words end.

No dictionary knows the words of every office; the reports do. A stretch of the question that a
report prints is one word; what no report prints and is no filler is an unknown word, and an
answer that leaves an unknown word uncovered is no answer.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, lru_cache

from assistant.words.lexicon import filler_pattern, lexicon
from ingest.language.glyphs import fold
from ingest.library import Library
from ingest.nouns import Report

_SEPARATORS = re.compile(r"[\s,，。.?？!！;；:：、|/%_a-z\-—~]+")
_LONGEST = 40
_TORN = 3
_PAIRS = 4096
"""Texts whose pairs are kept: the words of a question are held against the same sentences."""
_NO_TAIL = "家条辆台个次人件名位项批元亿万发交付买拿涨跌_"
_FUNCTION = "的了是呢吗吧啊么啥那这该多少几和与及为比"


@dataclass(frozen=True, slots=True)
class Word:
    """A content word: ``weight`` grows with length and rarity; ``known``: some report has it."""

    text: str
    weight: float
    known: bool


class Corpus:
    """The words of some reports, for telling what is a word and how rare it is."""

    def __init__(self, texts: list[str]) -> None:
        self._text = "|".join(texts)

    def __contains__(self, words: str) -> bool:
        return words in self._text

    def count(self, words: str) -> int:
        """How often the words occur."""
        return self._text.count(words)


def content_words(masked: str, corpus: Corpus, names: Iterable[str] = ()) -> tuple[Word, ...]:
    """The content words of a masked question, in order; a name that was recognised is one word."""
    words: list[Word] = []
    for piece in _SEPARATORS.split(masked):
        for part in _named_parts(piece, names):
            if part in names:
                words.append(_known_word(part, corpus))
            else:
                words += _words_of(part, corpus)
    return tuple(words)


def _named_parts(piece: str, names: Iterable[str]) -> list[str]:
    known = sorted(map(re.escape, names), key=len, reverse=True)
    return re.split(f"({'|'.join(known)})", piece) if known else [piece]


def _known_word(words: str, corpus: Corpus) -> Word:
    rarity = 1 / (1 + math.log1p(corpus.count(words)))
    return Word(words, len(words) * rarity, True)


def _words_of(piece: str, corpus: Corpus) -> list[Word]:
    found: list[Word] = []
    unknown = ""
    at = 0
    while at < len(piece):
        end = _known_end(piece, at, corpus)
        if end and _is_torn(piece, at, end, corpus):
            end = 0
        if end:
            found += _unknown_words(unknown)
            unknown = ""
            found += _known_words(piece[at:end], corpus)
            at = end
        else:
            unknown += piece[at]
            at += 1
    return found + _unknown_words(unknown)


def _is_torn(piece: str, at: int, end: int, corpus: Corpus) -> bool:
    """Whether the stretch is a longer word of the question that the reports have only in part.

    话务量 where they say 话务服务: the letter left alone belongs to the word before it.
    """
    if end >= len(piece) or end - at > _TORN or filler_pattern().fullmatch(piece, at, end):
        return False
    letter = piece[end]
    if letter in _single_fillers() or letter in _NO_TAIL or filler_pattern().match(piece, end):
        return False
    return not _known_end(piece, end, corpus)


def _known_end(piece: str, at: int, corpus: Corpus) -> int:
    filler = filler_pattern().match(piece, at)
    known = at + 1
    longest = min(len(piece), at + _LONGEST)
    # What begins with something unknown is unknown: the first end that is ends the search.
    while known < longest and piece[at : known + 1] in corpus:
        known += 1
    return max(filler.end() if filler else 0, known if known > at + 1 else 0)


def _known_words(words: str, corpus: Corpus) -> list[Word]:
    if filler_pattern().fullmatch(words):
        return []
    bare = words.strip(_FUNCTION)
    if len(bare) < 2 or not filler_pattern().sub("", bare):
        return []
    return [_known_word(bare, corpus)]


def _unknown_words(letters: str) -> list[Word]:
    pieces = filler_pattern().split(letters)
    return [Word(p, float(len(p)), False) for piece in pieces if len(p := _strip(piece)) > 1]


def _strip(words: str) -> str:
    single = _single_fillers()
    start, end = 0, len(words)
    while start < end and words[start] in single:
        start += 1
    while end > start and words[end - 1] in single:
        end -= 1
    return words[start:end]


@cache
def _single_fillers() -> frozenset[str]:
    return frozenset(str(word) for word in lexicon()["edge_letters"])


@lru_cache(maxsize=_PAIRS)
def pairs(text: str) -> frozenset[str]:
    """The pairs of neighbouring letters of a text."""
    return frozenset(text[i : i + 2] for i in range(len(text) - 1))


def covered(word: str, text: str) -> float:
    """How much of a word a text covers, between 0 and 1, by pairs of letters.

    A text that is the word with some letters left out (国内接待 of 国内公务接待) nearly covers it.
    """
    if word in text:
        return 1.0
    if len(word) > len(text) >= max(3, len(word) // 2) and _is_subsequence(text, word):
        return 0.9
    wanted = pairs(word)
    if len(wanted) < 2:
        return 0.0
    return len(wanted & pairs(text)) / len(wanted)


def _is_subsequence(short: str, long: str) -> bool:
    rest = iter(long)
    return all(letter in rest for letter in short)


def corpus_of(report: Report, library: Library) -> Corpus:
    """The words of a report: its passages and the labels of its prose figures."""
    passages = library.passages(report.id)
    texts = [fold(p.text) for p in passages]
    texts += {fold(h) for p in passages for h in p.heading_path}
    return Corpus(texts)
