"""The name of a public body put into English word by word, so that English words for it find it.

It is no official translation and never shown: 烟台市商务局 -> yantai municipal city commerce
bureau.
What no word is known for (the names of districts) stands as it is spelt: 普陀 -> putuo.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache, lru_cache
from importlib.resources import files

import yaml
from pypinyin import lazy_pinyin

from ingest.language.alternatives import alternatives
from ingest.language.glyphs import fold


@cache
def places() -> Mapping[str, str]:
    """Names of places, in the Chinese short form, with their English ones."""
    return _data("places.yaml")


@lru_cache(maxsize=8192)
def in_english(name: str) -> str:
    """What the words of a name are in English, in their order, each once."""
    found: list[str] = []
    text, at = fold(name), 0
    for one in _expression().finditer(text):
        found += [spelt(text[at : one.start()]), _words()[one[0]]]
        at = one.end()
    found.append(spelt(text[at:]))
    return " ".join(dict.fromkeys(" ".join(found).split()))


@lru_cache(maxsize=32768)
def spelt(letters: str) -> str:
    """Chinese letters by their sound, without tones: 普陀 -> putuo."""
    return "".join(lazy_pinyin(letters)) if letters else ""


@cache
def _words() -> Mapping[str, str]:
    return {**_data("english.yaml"), **places()}


@cache
def _expression() -> re.Pattern[str]:
    return re.compile(alternatives(_words()))


def _data(file: str) -> dict[str, str]:
    text = files("ingest.bodies").joinpath(file).read_text(encoding="utf-8")
    loaded: dict[str, str] = yaml.load(text, Loader=yaml.CSafeLoader)
    return {str(key): str(value).lower() for key, value in loaded.items()}
