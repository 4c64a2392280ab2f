"""Whose reports are meant: the words for a body linked to the bodies of which reports are held."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from assistant.linking.english_bodies import told_in_english
from assistant.linking.places import bodies_of_place, of_places_said
from assistant.reading.body_words import naming, ways_said
from assistant.reading.question_text import latin_in, numbers_in
from assistant.reading.reader import Reader
from ingest.bodies.english import in_english, spelt
from ingest.bodies.names import bare_place, body_name, place_of_key, places_in
from ingest.bodies.short_names import how_called, names_of, superior_of
from ingest.language.bodies import names_body
from ingest.language.glosses import is_latin, is_word
from ingest.language.glyphs import fold

_TRIED = 12
_SHORT = 2
_SHORTEST_HEAD = 3
_MEANT = 0.5
_NEARLY = 0.95
_CLEAR = 0.25
"""How much likelier the first must be than the second."""
_END = 4
_LEVELS = "省市区县"


@dataclass(frozen=True, slots=True)
class BodyMeant:
    """What words for a body mean: the ``names`` of held bodies, several where the words fit all of
    them (a city, a name without its place), none where no report of it is held; how surely. Where
    ``unit`` is named, it is meant as a part of the body that the name is of. ``rest`` are the words
    behind the name of a body that are none of it."""

    words: str
    names: tuple[str, ...]
    chance: float
    unit: str = ""
    rest: str = ""


def body_meant(words: str, names: tuple[str, ...], reader: Reader) -> BodyMeant:
    """The bodies among ``names`` that the words mean."""
    if called := called_so(words, names):
        return BodyMeant(words, called, 1.0)
    ways = ways_said(words)
    here = of_places_said(words, names)
    for said in ways:
        if alike := [name for name in here if said and _is_slip_of(said, name)]:
            return BodyMeant(words, tuple(alike), _NEARLY)
    if local := bodies_of_place(words, names):
        return BodyMeant(words, local, 1.0)
    if is_latin(words) and (told := told_in_english(words, names)):
        return BodyMeant(words, told, _NEARLY)
    for said in ways:
        if (likely := _likeliest(said, here, reader)).names:
            return replace(likely, words=words)
    return _parted(words, names) or BodyMeant(words, (), 0.0)


@lru_cache(maxsize=4096)
def called_so(words: str, names: tuple[str, ...]) -> tuple[str, ...]:
    """The bodies that are called so, of the places that the words tell; the ones of which it is
    said best."""
    for said in ways_said(words):
        how = {name: fit for name in names if (fit := how_called(said, name))}
        best = [name for name, fit in how.items() if fit == max(how.values())]
        if here := of_places_said(words, best):
            return here
    return ()


def holds_letters(name: str, said: str) -> bool:
    """Whether a name has all letters said in their order, the last of them at its end."""
    letters = iter(name)
    long = len(said) > _SHORT and said[-1] == name[-1]
    return long and all(letter in letters for letter in said)


def _parted(words: str, names: tuple[str, ...]) -> BodyMeant | None:
    """A body with something behind its name that is none of it: a part of it, or what it does."""
    said = fold(words)
    for end in range(len(said) - 1, _SHORTEST_HEAD - 1, -1):
        head = said[:end]
        called = of_places_said(words, called_so(head, names))
        if called and (names_body(head, "placed_row") or is_standard(head, called)):
            return BodyMeant(words, called, _NEARLY, rest=naming(said[end:]))
    return None


def is_standard(said: str, names: Sequence[str]) -> bool:
    """Whether words for bodies are a name of them or a standard short form."""
    return all(how_called(said, name) > 1 for name in names)


def _likeliest(words: str, names: Sequence[str], reader: Reader) -> BodyMeant:
    near = names_near(words, names)
    said = fold(words)
    if names_body(said, "title"):
        near = [name for name in near if said[-1] in fold(name)[-_END:]]
        near = [name for name in near if not how_called(said, superior_of(name))]
    near = [name for name in near if not _of_district_unsaid(said, name)]
    if not near or len(said) < _SHORT:
        return BodyMeant(words, (), 0.0)
    told = tuple(asked_as(words, name) for name in near)
    chances = sorted(zip(_same(reader, words, told), near, strict=True), reverse=True)
    best = chances[0][0]
    rivals = [name for chance, name in chances if best - chance < _CLEAR and chance >= _MEANT]
    rivals = [name for name in rivals if all(number in name for number in numbers_in(said))]
    # Words with a letter that no such name has are of another body; 区 and 市 may be left out.
    if not rivals or set(said) - set(fold("".join(rivals))) - set(_LEVELS):
        return BodyMeant(words, (), 1 - best)
    return BodyMeant(words, tuple(rivals), best)


def _of_district_unsaid(said: str, name: str) -> bool:
    """Whether a body is of a district of the city said, and nothing of the district is said: the
    city has a body of that name itself."""
    *wider, district = places_in(place_of_key(body_name(name).key)) or ("",)
    rest = said
    for place in wider:
        rest = rest.removeprefix(place).removeprefix(bare_place(place))
    return rest != said and not set(bare_place(district)) & set(rest)


def _is_slip_of(said: str, name: str) -> bool:
    """Whether words sound as a way of calling a body, and say no other word (成管局 is a slip for
    城管局, 税务局 none for 水务局)."""
    for form in _by_sound(name).get(spelt(said), ()):
        other = [at for at in range(min(len(said), len(form))) if said[at] != form[at]]
        pairs = (said[max(0, start) : start + 2] for at in other for start in (at - 1, at))
        if not any(is_word(pair) for pair in pairs):
            return True
    return False


@lru_cache(maxsize=4096)
def _by_sound(name: str) -> dict[str, tuple[str, ...]]:
    """The ways of calling a body by how they sound."""
    found: dict[str, tuple[str, ...]] = {}
    for form in names_of(name):
        if len(form) > _SHORT:
            found[spelt(form)] = (*found.get(spelt(form), ()), form)
    return found


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
        return len(set(latin_in(said)) & set(latin_in(name)))
    pairs = sum(said[at : at + 2] in name for at in range(len(said) - 1))
    return 2 * pairs + len(set(said) & set(name))
