"""Which bodies are of the places that words name."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from assistant.reading.places_said import place_alone, places_named
from ingest.bodies.english import in_english
from ingest.bodies.names import bare_place, body_name, place_of_key, places_in
from ingest.language.glosses import is_latin, stems
from ingest.language.glyphs import fold


def bodies_of_place(words: str, names: Sequence[str]) -> tuple[str, ...]:
    """The bodies of a place, where the words name nothing else."""
    if is_latin(words):
        said = stems(words)
        return tuple(name for name in names if said and said == _english_place(name))
    said_place = fold(words)
    bare = place_alone(said_place)
    return tuple(name for name in names if {said_place, bare} & _place_forms(name))


def of_places_said(words: str, names: Sequence[str]) -> tuple[str, ...]:
    """Of the bodies those of a place that the words name anywhere; none where they are all of
    other places; a body whose name tells no place may be of any."""
    said = places_named(words)
    here = [name for name in names if any(place in name for place in said)]
    anywhere = [name for name in names if not place_of_key(body_name(name).key)]
    return tuple(here or (anywhere if said else names))


def is_placed(words: str, names: Sequence[str]) -> bool:
    """Whether words for bodies say a place of one of them, or are English."""
    said = fold(words)
    return is_latin(words) or any(form in said for name in names for form in _place_forms(name))


@lru_cache(maxsize=4096)
def _place_forms(name: str) -> frozenset[str]:
    """How the first places of a body are said: 上海市, 上海."""
    said = places_in(place_of_key(body_name(name).key))
    return frozenset(form for place in said for form in (place, bare_place(place)))


@lru_cache(maxsize=4096)
def _english_place(name: str) -> frozenset[str]:
    return stems(in_english(body_name(name).key).split(" ")[0])
