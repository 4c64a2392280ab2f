"""What people call a public body: its place, shortened or left out, and its function contracted.

深圳市人民政府口岸办公室 -> 深圳口岸办, 深圳市口岸办, 口岸办. The rule is one for all; the standard
contractions (发展和改革 -> 发改) are data in ``contractions.yaml``. Whether a short name is of one
body alone is seen only beside the other bodies that are held.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

import yaml

from ingest.bodies.names import bare_place, body_name, place_of_key, places_in

_SHORTEST = 2
_MOST = 48
_KEPT = 16384
_GOVERNMENT = "政府"


def is_called(phrase: str, publisher: str) -> bool:
    """Whether people may call the body so: its key, or a place of it (or none) and a short form.

    ``phrase`` is folded. A name without its place fits bodies of many cities.
    """
    name = body_name(publisher)
    said = body_name(phrase).key
    if said in (name.key, *name.second):
        return True
    return any(
        said.startswith(place) and _is_form(said[len(place) :], key)
        for key in (name.key, *name.second)
        for place in _places(key)
    )


def names_of(publisher: str) -> tuple[str, ...]:
    """Ways in which people may call a body: each place of it, or none, before each short form."""
    key = body_name(publisher).key
    return tuple(place + form for place in _places(key) for form in _functions(key))


def _is_form(said: str, key: str) -> bool:
    """Whether it is a form of the function of a body: one of the standard ones, or letters of it
    in their order, its first and its last among them (文旅局 of 文化广电旅游局)."""
    if said in _functions(key):
        return True
    whole = key.removeprefix(place_of_key(key))
    if len(said) <= _SHORTEST or not whole or (said[0], said[-1]) != (whole[0], whole[-1]):
        return False
    letters = iter(whole)
    return all(letter in letters for letter in said)


@cache
def short_endings() -> tuple[str, ...]:
    """What short names end with that names in full do not, the longest first."""
    ends = {short for shorts in _data()["ends"].values() for short in shorts}
    return tuple(sorted({*ends, *_data()["alone"]}, key=lambda end: (-len(end), end)))


@lru_cache(maxsize=_KEPT)
def _places(key: str) -> tuple[str, ...]:
    """How the place of a body is said, the fullest first; "" where it is left out.

    Of a city and its district the district is always said: 上海财政局 is none of 普陀区.
    """
    whole = place_of_key(key)
    if not whole:
        return ("",)
    *outer, inner = places_in(whole)
    said = [
        whole,
        *("".join((*map(bare_place, outer), last)) for last in (inner, bare_place(inner))),
    ]
    said += [inner, bare_place(inner), inner[-1]]
    return tuple(dict.fromkeys((*said, "")))


@lru_cache(maxsize=_KEPT)
def _functions(key: str) -> tuple[str, ...]:
    """The forms of what follows the place: 住房和城乡建设局, 住建局."""
    whole = key.removeprefix(place_of_key(key))
    found: dict[str, None] = {whole: None}
    for form in _without_masters(whole):
        for shortened in _shortened(form):
            found.setdefault(shortened)
            if len(found) >= _MOST:
                break
    return tuple(form for form in found if len(form) >= _SHORTEST)


def _without_masters(whole: str) -> Iterator[str]:
    """The function alone: without 政府 or 委 before it, and without the police before its units."""
    yield whole
    rest = whole
    for master in (_GOVERNMENT, "委", *_data()["inside"]):
        if rest.startswith(master) and len(rest) - len(master) >= _SHORTEST + 1:
            rest = rest.removeprefix(master)
            yield rest


def _shortened(form: str) -> Iterator[str]:
    words = list(_with_words(form))
    for name in words:
        yield name
        for end, shorts in _data()["ends"].items():
            if name.endswith(end):
                shorter = (name.removesuffix(end) + short for short in shorts)
                yield from (short for short in shorter if len(short) >= _SHORTEST)
    for size in _data()["sizes"]:
        for name in words:
            bare = name.removesuffix(size)
            if bare != name and bare.endswith(tuple(_data()["alone"])):
                yield bare


def _with_words(form: str) -> Iterator[str]:
    """The name with its words as they are and contracted; the longest word counts alone."""
    yield form
    for word in sorted(_data()["words"], key=len, reverse=True):
        if word in form:
            for short in _data()["words"][word]:
                yield form.replace(word, short, 1)
            return


@cache
def _data() -> dict[str, Any]:
    text = files("ingest.bodies").joinpath("contractions.yaml").read_text(encoding="utf-8")
    data: dict[str, Any] = yaml.load(text, Loader=yaml.CSafeLoader)
    return data
