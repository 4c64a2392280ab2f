"""What people call a public body: its place, shortened or left out, and its function contracted.

深圳市人民政府口岸办公室 -> 深圳口岸办, 深圳市口岸办, 口岸办. The rule is one for all; the standard
contractions (发展和改革 -> 发改) are data in ``contractions.yaml``. Whether a short name is of one
body alone is seen only beside the other bodies that are held.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

import yaml

from ingest.bodies.names import bare_place, body_name, place_of_key, places_in

_SHORTEST = 2
_LONG_END = 6
_MOST = 48
_KEPT = 16384
_GOVERNMENT = "政府"
_PART = re.compile(r"[\u4e00-\u9fff]{1,40}?(?:局|委员会|厅|法院|检察院)([\u4e00-\u9fff]{4,40})$")


def is_called(phrase: str, publisher: str) -> bool:
    """Whether people may call the body so: its key, or a place of it (or none) and a short form.

    ``phrase`` is folded. A name without its place fits bodies of many cities.
    """
    return how_called(phrase, publisher) > 0


@lru_cache(maxsize=_KEPT)
def how_called(phrase: str, publisher: str) -> int:
    """How well a phrase fits a body: 3 is its key, 2 a standard short form, 1 one that leaves out
    letters, 0 none of it."""
    name = body_name(publisher)
    said = body_name(phrase).key
    if said in (name.key, *name.second):
        return 3
    fits = (
        _fit(said[len(place) :], key)
        for key in (name.key, *name.second)
        for place in _places(key)
        if said.startswith(place)
    )
    best = max(fits, default=0)
    # A part is not called as the body is of which it is a part.
    return 0 if best == 1 and how_called(phrase, superior_of(publisher)) else best


def names_of(publisher: str) -> tuple[str, ...]:
    """Ways in which people may call a body: each place of it, or none, before each short form."""
    key = body_name(publisher).key
    return tuple(place + form for place in _places(key) for form in _functions(key))


def _fit(said: str, key: str) -> int:
    """Whether it is a form of the function of a body: 2 one of the standard ones, 1 letters of one
    in their order, its first and its last among them (文旅局 of 文化广电旅游局, 首绿办 of
    首都绿化委员会办公室), or most of its end (副中心工程建设管理办公室)."""
    forms = _functions(key)
    if said in forms:
        return 2
    return int(len(said) > _SHORTEST and any(_is_shortened(said, form) for form in forms))


def _is_shortened(said: str, form: str) -> bool:
    if (said[0], said[-1]) != (form[0], form[-1]):
        return len(said) >= _LONG_END and form.endswith(said)
    letters = iter(form)
    return all(letter in letters for letter in said)


def superior_of(publisher: str) -> str:
    """The body of which a body is named as a part (生态环境局海珠分局), as a key; "" for others."""
    key = body_name(publisher).key
    place = place_of_key(key)
    part = _PART.match(key.removeprefix(place))
    return key.removesuffix(part[1]) if part else ""


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
    """The function alone: without 政府 or 委 before it, and of a part of another body without that
    body (生态环境局海珠分局)."""
    yield whole
    rest = whole
    for master in (_GOVERNMENT, "委"):
        if rest.startswith(master) and len(rest) - len(master) >= _SHORTEST + 1:
            rest = rest.removeprefix(master)
            yield rest
    if inner := _PART.match(rest):
        yield inner[1]


def _shortened(form: str) -> Iterator[str]:
    words = list(_with_words(form))
    for name in words:
        yield name
        for end, shorts in _data()["ends"].items():
            if name.endswith(end):
                shorter = (name.removesuffix(end) + short for short in shorts)
                yield from (short for short in shorter if len(short) >= _SHORTEST)
    for kinds, left in (("sizes", "alone"), ("offices", "served")):
        for kind in _data()[kinds]:
            for name in words:
                bare = name.removesuffix(kind)
                if bare != name and bare.endswith(tuple(_data()[left])):
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
