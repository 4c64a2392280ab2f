"""What a Search looks for in passages: its content words and aspects, in the reports' own words."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from assistant.plan import Search
from assistant.words.aspects import (
    Aspect,
    aspects_asked,
    in_report_words,
    numbers_asked,
    without_asking,
)
from assistant.words.content_words import Corpus, Word, content_words, covered
from assistant.words.lexicon import key, lexicon, pattern
from ingest.language.glyphs import fold
from ingest.nouns import Passage

_HEADING_WORTH = 0.6
_NUMBER_OF_TEXT = re.compile(r"\d[\d,]*(?:\.\d+)?")
_LATIN = re.compile(r"[a-z][a-z0-9&+\-./]*[a-z0-9]")
_MOST_LATIN = 3
"""More Latin words than this make an English question, whose words no report prints."""
_LEAST_NAME = 3
_SUBJECT_LENGTH = 4
_HARDLY = 0.5


@dataclass(frozen=True, slots=True)
class Sought:
    """The content ``words`` of a question, the ``aspects`` it is after, the numbers it quotes."""

    search: Search
    words: tuple[Word, ...]
    aspects: tuple[Aspect, ...]
    numbers: frozenset[str]

    @property
    def direction(self) -> str:
        """Which way the question takes for granted that the line moved: rise, fall or ""."""
        return direction_asked(self.search)

    @property
    def empty(self) -> bool:
        """Whether nothing is looked for."""
        return not self.words and not self.aspects

    def coverage(self, text: str, headings: str = "") -> float:
        """How much of the words a folded text covers, 0 to 1; headings count less. 0.5 of none."""
        if not self.words:
            return 0.5
        total = sum(word.weight for word in self.words)
        if not total:
            return 0.5
        return sum(w.weight * _worth(w, text, headings) for w in self.words) / total

    def misses_subject(self, text: str) -> bool:
        """Whether a folded text (its headings included) says nothing of the longest word."""
        longest = max((word.text for word in self.words), key=len, default="")
        return len(longest) >= _SUBJECT_LENGTH and covered(longest, text) < _HARDLY

    def telling(self, sentence: str) -> float:
        """How much a folded sentence tells of the aspects, 0 to 2; 0 where none was asked."""
        if not self.aspects:
            return 0.0
        return sum(aspect.telling(sentence) for aspect in self.aspects) / len(self.aspects)

    def quotes_number(self, text: str) -> bool:
        """Whether a folded text has a number that the question quotes."""
        printed = {n.replace(",", "") for n in _NUMBER_OF_TEXT.findall(text)}
        return any(number.replace(",", "") in printed for number in self.numbers)

    def has_subject(self, text: str) -> bool:
        """Whether a folded text begins with a line that was asked about."""
        bare = key(text)
        return any(
            bare.startswith(variant)
            for name in self.search.names
            for meaning in name.meanings
            for variant in meaning
            if len(variant) >= _LEAST_NAME
        )

    def gives_reason(self, sentence: str) -> bool:
        """Whether a folded sentence gives a reason."""
        if self.telling(sentence):
            return True
        return any(cue in sentence for cue in lexicon()["reason_cues"] if len(cue) > 1)


def direction_asked(search: Search) -> str:
    """``rise`` or ``fall`` where a question for a reason takes one of them for granted."""
    if search.change is not None and search.change.direction:
        return search.change.direction
    if search.kind != "reason":
        return ""
    text = "|".join(search.content)
    rise, fall = (bool(pattern("intents", way).search(text)) for way in ("rise", "fall"))
    return "" if rise == fall else "rise" if rise else "fall"


def sought(search: Search, passages: Iterable[Passage]) -> Sought:
    """What is looked for, given the passages in which it is."""
    corpus = Corpus([fold(passage.embedded_text) for passage in passages])
    text = "|".join(search.content)
    reason = search.kind == "reason"
    aspects = aspects_asked(text, reason=reason)
    names = tuple(dict.fromkeys(name.words for name in search.names))
    bare = without_asking(text, aspects, names, reason=reason)
    told = in_report_words(bare, corpus, _nicknames(search))
    words = content_words(told, corpus, [n for n in names if n in corpus])
    return Sought(search, (*words, *_latin_words(bare, corpus)), aspects, numbers_asked(text))


def _nicknames(search: Search) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """What the everyday words in the question are called in print, the fullest name first."""
    return tuple(
        (name.words, tuple(sorted(meaning, key=lambda other: (-len(other), other))))
        for name in search.names
        if name.words in lexicon()["everyday"]
        for meaning in name.meanings[:1]
    )


def _latin_words(words: str, corpus: Corpus) -> tuple[Word, ...]:
    """Latin terms in a Chinese question (R&D, ppp) that the reports print."""
    found = list(dict.fromkeys(_LATIN.findall(words)))
    if len(found) > _MOST_LATIN:
        return ()
    return tuple(Word(term, float(len(term)), True) for term in found if term in corpus)


def _worth(word: Word, text: str, headings: str) -> float:
    return max(covered(word.text, text), _HEADING_WORTH * covered(word.text, headings))
