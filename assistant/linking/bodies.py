"""Whose reports are meant: the words for a body linked to the bodies of which reports are held."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from assistant.reading.reader import Reader
from ingest.bodies.english import in_english, spelt
from ingest.bodies.names import bare_place, body_name, place_of_key, places_in
from ingest.bodies.short_names import is_called, names_of
from ingest.language.glosses import glossed, is_latin, stems
from ingest.language.glyphs import fold

_TRIED = 12
_SHORT = 2
_MEANT = 0.5
_BY_SOUND = 0.95
_UNCOVERED = 0.6
"""The chance at most where words hold letters that the name of the body has not."""
_ALONE = 0.1
"""The least chance at which words that begin with a place mean the one body held of it."""
_ANY_OFFICE = "bureau office department administration authority service agency headquarters HQ"
"""Words for an office of any kind, which are said for one another."""
_CLEAR = 0.25
"""How much likelier the first must be than the second."""
_WORD = re.compile(r"[a-z]{2,}")


@dataclass(frozen=True, slots=True)
class BodyMeant:
    """What words for a body mean: the ``names`` of held bodies, several where the words fit all of
    them (a city, a name without its place), none where no report of it is held; how surely. Where
    ``unit`` is named, it is meant as a part of the body that the name is of."""

    words: str
    names: tuple[str, ...]
    chance: float
    unit: str = ""


def body_meant(
    words: str, names: Sequence[str], reader: Reader, *, alone: bool = True
) -> BodyMeant:
    """The bodies among ``names`` that the words mean; the one held of a place may be meant by words
    that are little like its name (``alone``)."""
    said = fold(words)
    exact = [name for name in names if body_name(said).key == body_name(name).key]
    called = exact or [name for name in names if is_called(said, name)]
    if called:
        return BodyMeant(words, tuple(called), 1.0)
    if alike := [name for name in names if said and spelt(said) in _sounds(name)]:
        return BodyMeant(words, tuple(alike), _BY_SOUND)
    if local := _of_place(said, names):
        return BodyMeant(words, local, 1.0)
    likeliest = _likeliest(words, names, reader)
    if alone and not likeliest.names and (only := _alone_in_place(said, names)):
        how = reader.same(words, (asked_as(words, only),))[0]
        return BodyMeant(words, (only,), how) if how >= _ALONE else BodyMeant(words, (), 1 - how)
    return likeliest


def _alone_in_place(said: str, names: Sequence[str]) -> str:
    """The one body held of the place with which the words begin, "" where there are several."""
    here = [
        name
        for name in names
        for place in places_in(place_of_key(body_name(name).key))[:1]
        if said.startswith(bare_place(place))
        or (said.isascii() and in_english(name).split(" ")[0] in said.split(" ")[0].split())
    ]
    return here[0] if len(set(here)) == 1 else ""


def _of_place(said: str, names: Sequence[str]) -> tuple[str, ...]:
    """The bodies of a city, where the words name nothing else."""
    found = []
    for name in names:
        places = places_in(place_of_key(body_name(name).key))
        said_of = {p for place in places for p in (place, bare_place(place))}
        if said in said_of or said in {f"{p}市" for p in said_of}:
            found.append(name)
    return tuple(found)


def _all_told(words: str, names: Sequence[str]) -> list[str]:
    """The names that English words are all about; where they say of which place, the ones of
    which they leave least unsaid."""
    asked = stems(words)
    asked = asked - stems(_ANY_OFFICE) or asked
    unsaid = {}
    for name in names:
        told = _english_stems(name)
        if asked and asked <= told | glossed(name):
            unsaid[name] = len(told - asked)
    placed = [name for name in unsaid if stems(in_english(name).split(" ")[0]) & asked]
    if len(asked) == 1 and placed:
        return placed
    least = min((unsaid[name] for name in placed), default=0)
    return [name for name in placed if unsaid[name] == least] or list(unsaid)


@lru_cache(maxsize=4096)
def _english_stems(name: str) -> frozenset[str]:
    return stems(in_english(name))


def _likeliest(words: str, names: Sequence[str], reader: Reader) -> BodyMeant:
    if is_latin(words) and (meant := _all_told(words, names)):
        return BodyMeant(words, tuple(meant), _BY_SOUND)
    near = names_near(words, names)
    if not near:
        return BodyMeant(words, (), 0.0)
    told = tuple(asked_as(words, name) for name in near)
    chances = sorted(zip(_same(reader, words, told), near, strict=True), reverse=True)
    best = chances[0][0]
    if best < _MEANT:
        return BodyMeant(words, (), 1 - best)
    rivals = [name for chance, name in chances if best - chance < _CLEAR and chance >= _MEANT]
    foreign = set(fold(words)) - set(fold("".join(rivals)))
    if not is_latin(words) and len(foreign) > 1:
        best = min(best, _UNCOVERED)
    return BodyMeant(words, tuple(rivals), best)


@lru_cache(maxsize=4096)
def _sounds(name: str) -> frozenset[str]:
    """How the ways of calling a body sound."""
    return frozenset(spelt(form) for form in names_of(name) if len(form) > _SHORT)


@lru_cache(maxsize=4096)
def _same(reader: Reader, words: str, names: tuple[str, ...]) -> tuple[float, ...]:
    return reader.same(words, names)


def names_near(words: str, names: Sequence[str]) -> list[str]:
    """The names that share most letters with the words, or most words of English."""
    said = words.lower() if is_latin(words) else fold(words)
    counted = Counter({name: _shared(said, asked_as(words, name).lower()) for name in names})
    return [name for name, count in counted.most_common(_TRIED) if count > 0]


def asked_as(words: str, name: str) -> str:
    """The name of a body in the language in which it is asked for."""
    return in_english(name) if is_latin(words) else name


def _shared(said: str, name: str) -> float:
    if said.isascii():
        return len(set(_WORD.findall(said)) & set(_WORD.findall(name)))
    pairs = sum(said[at : at + 2] in name for at in range(len(said) - 1))
    return 2 * pairs + len(set(said) & set(name))
