"""Questions made of passages, for training: what a passage says, asked in other words.

Headings, glossary entries and clauses of the reports give what is asked about, ``thesaurus.yaml``
the other words, ``questions.yaml`` the ways of asking. Nothing of any question set goes in.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from random import Random

import yaml

from ingest.language.enumerators import without_enumerator
from ingest.language.glyphs import fold
from ingest.nouns import Passage
from ingest.thesaurus import groups

_CLAUSE = re.compile(r"[^，。；：！？,;:!?、()（）\s]+")
_NUMBER = re.compile(r"\d[\d,.]*(?:亿|万)?[元%人次个项家辆台套条名批年月日]*|[a-z0-9]{8,}")
_LEAST, _MOST = 4, 18
_CHANCE_OF_OTHER_WORD = 0.7
_CLAUSES_ASKED = 2
_WORDS_ASKED = 4
_LONGEST_WORD = 10


@dataclass(frozen=True, slots=True)
class Pair:
    """A question and the passage that answers it; ``about`` is shared by passages alike."""

    question: str
    passage: str
    report_id: str
    about: str


def pairs_of(passages: Iterable[Passage], chance: Random) -> Iterator[Pair]:
    """The pairs of passages, anew at every call: other clauses, other words."""
    for passage in passages:
        about = passage.term or _NUMBER.sub("", fold(passage.text))[:40]
        for question in _questions(passage, chance):
            yield Pair(question, passage.embedded_text, passage.report_id, about)


def word_pairs(chance: Random) -> Iterator[Pair]:
    """Two words of one group of the thesaurus, each for the other, asked in passing."""
    for at, group in enumerate(groups()):
        for word in group:
            other = chance.choice([w for w in group if w != word])
            yield Pair(_asked("open", word, chance), other, "", f"group {at}")


def _questions(passage: Passage, chance: Random) -> Iterator[str]:
    text = fold(passage.text)
    if passage.term:
        yield _asked("definition", in_other_words(fold(passage.term), chance), chance)
        told = text.partition(":")[2] or text
        for clause in _some(_clauses(told), chance):
            yield _asked("described", in_other_words(clause, chance), chance)
        return
    words = _words_in(text)
    if len(words) > 1:
        some = chance.sample(words, min(len(words), chance.randint(2, _WORDS_ASKED)))
        yield _asked("open", "".join(chance.choice(_others()[word]) for word in some), chance)
    headings = [bare for h in passage.heading_path[-2:] if (bare := _bare_heading(h))]
    kind = "reason" if any(sign in text for sign in _ways()["reason_signs"]) else "open"
    clauses = _clauses(text)
    for clause in _some(clauses, chance):
        asked = in_other_words(clause, chance)
        if headings and chance.random() < 1 / 3:
            asked = in_other_words(headings[-1], chance) + asked
        yield _asked(kind, asked, chance)
    if headings and chance.random() < 1 / 2:
        yield _asked("open", in_other_words(headings[-1], chance), chance)


def _some(clauses: Sequence[str], chance: Random) -> list[str]:
    return chance.sample(clauses, min(_CLAUSES_ASKED, len(clauses)))


def _clauses(folded: str) -> list[str]:
    """The clauses of a text without their numbers, long ones cut at random no further than that."""
    bare = (_NUMBER.sub("", clause) for clause in _CLAUSE.findall(folded))
    return [clause[:_MOST] for clause in bare if len(clause) >= _LEAST]


def _bare_heading(heading: str) -> str:
    bare = _NUMBER.sub("", without_enumerator(fold(heading)))
    return bare if _LEAST <= len(bare) <= _MOST + _LEAST else ""


def in_other_words(text: str, chance: Random) -> str:
    """A text with words of the thesaurus put for others of their group, most of the time."""
    told: list[str] = []
    at = 0
    while at < len(text):
        word = _word_at(text, at)
        if not word:
            told.append(text[at])
            at += 1
            continue
        at += len(word)
        swap = chance.random() < _CHANCE_OF_OTHER_WORD
        told.append(chance.choice(_others()[word]) if swap else word)
    return "".join(told)


def _words_in(text: str) -> list[str]:
    """The words of the thesaurus that a text has, each once."""
    found: list[str] = []
    at = 0
    while at < len(text):
        word = _word_at(text, at)
        found += [word] if word else []
        at += len(word) or 1
    return list(dict.fromkeys(found))


def _word_at(text: str, at: int) -> str:
    for size in range(min(_LONGEST_WORD, len(text) - at), 1, -1):
        if text[at : at + size] in _others():
            return text[at : at + size]
    return ""


def _asked(kind: str, about: str, chance: Random) -> str:
    return str(chance.choice(_ways()[kind])).replace("{x}", about)


@cache
def _others() -> dict[str, list[str]]:
    others: dict[str, list[str]] = {}
    for group in groups():
        for word in group:
            others.setdefault(word, []).extend(w for w in group if w != word)
    return others


@cache
def _ways() -> dict[str, list[str]]:
    text = Path(__file__).with_name("questions.yaml").read_text(encoding="utf-8")
    loaded: dict[str, list[str]] = yaml.safe_load(text)
    return loaded
