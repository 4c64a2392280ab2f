"""The words of questions: lexicon.yaml and places.yaml, loaded once and asked by meaning.

Names are compared as *keys*: folded, without enumerator, brackets and quotation marks. A name
stands for every variant of it: the key itself, without bracketed additions, the other names of
its line (``same_names``), and, weaker, without the suffixes that people leave out.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

import yaml

from ingest.language.glyphs import bare_label, fold
from ingest.language.patterns import filled

_MARKS = re.compile(r"[“”\"'‘’「」『』《》〈〉()（）\[\]【】:：、,，。·]")
_BRACKETED = re.compile(r"\([^()]*\)")
_PLACE = re.compile(r"^[\u3400-\u9fff]{2,3}[省市区县](?=[\u3400-\u9fff]{3})")
_YEAR_BEFORE = re.compile(r"^20\d\d年度?(?=..)")
_BASIS_AFTER = re.compile(r"(?<=..)(预算|决算)数?$")
_SHORTEST_NAME = 2


@dataclass(frozen=True, slots=True)
class Variants:
    """What a printed name may be called: ``strong`` means the same, ``weak`` leaves words out."""

    strong: frozenset[str]
    weak: frozenset[str]


@cache
def lexicon() -> dict[str, Any]:
    """The whole of lexicon.yaml, its expressions filled with words of the ground floor."""
    words: dict[str, Any] = _filled(_load("lexicon.yaml"))
    return words


@cache
def fillers() -> tuple[str, ...]:
    """The words that carry no content of their own, of all classes, the longest first."""
    words = {str(word) for group in lexicon()["fillers"].values() for word in group}
    return tuple(sorted(words, key=lambda word: (-len(word), word)))


@cache
def filler_pattern() -> re.Pattern[str]:
    """One filler of two letters or more, the longest that fits."""
    return re.compile("|".join(re.escape(word) for word in fillers() if len(word) > 1))


def _filled(words: Any) -> Any:
    if isinstance(words, str):
        return filled(words)
    if isinstance(words, list):
        return [_filled(word) for word in words]
    if isinstance(words, dict):
        return {_filled(key): _filled(value) for key, value in words.items()}
    return words


def _load(name: str) -> dict[str, Any]:
    text = Path(__file__).with_name(name).read_text(encoding="utf-8")
    loaded: dict[str, Any] = yaml.load(text, Loader=yaml.CSafeLoader)
    return loaded


@lru_cache(maxsize=65536)
def key(name: str) -> str:
    """The form in which names are compared: folded, no enumerator, no brackets or quotes."""
    return _MARKS.sub("", bare_label(name))


@cache
def _groups() -> dict[str, frozenset[str]]:
    groups: dict[str, frozenset[str]] = {}
    for group in lexicon()["same_names"]:
        keys = frozenset(key(name) for name in group)
        for name in keys:
            groups[name] = groups.get(name, frozenset()) | keys
    return groups


def same_names(name_key: str) -> frozenset[str]:
    """All keys that mean the same line as this key, itself included."""
    return _groups().get(name_key, frozenset()) | {name_key}


@lru_cache(maxsize=65536)
def variants(name: str) -> Variants:
    """The keys under which a printed label or header word may be asked."""
    whole = key(name)
    without = key(_BRACKETED.sub("", fold(name)))
    strong = same_names(whole)
    if len(without) >= _SHORTEST_NAME:
        strong |= same_names(without)
    strong |= same_names(_YEAR_BEFORE.sub("", whole))
    weak: set[str] = set()
    for short in _shortened(whole) | _shortened(without):
        weak |= same_names(short)
    return Variants(strong, frozenset(weak) - strong)


def _shortened(name: str) -> set[str]:
    found = set()
    bases = {name}
    for prefix in lexicon()["label_prefixes"]:
        if name.startswith(prefix) and len(name) - len(prefix) > _SHORTEST_NAME:
            bases.add(name.removeprefix(prefix))
    for word in sorted((w for ws in lexicon()["body_aliases"].values() for w in ws), key=len)[::-1]:
        if name.startswith(word) and len(name) - len(word) > _SHORTEST_NAME:
            bases.add(name.removeprefix(word))
    if (tail := _PLACE.sub("", name)) != name and len(tail) > _SHORTEST_NAME:
        bases.add(tail)
    suffixes = sorted(lexicon()["label_suffixes"], key=len, reverse=True)
    for base in bases:
        found.add(base)
        suffix = next((s for s in suffixes if base.endswith(s)), "")
        if suffix and len(base) - len(suffix) >= _SHORTEST_NAME:
            found.add(base.removesuffix(suffix))
    return found - {name} - set(lexicon()["vague"])


@cache
def question_names() -> frozenset[str]:
    """Every key that the lexicon itself knows, printed in some report or not."""
    known = set(_groups())
    known.update(key(word) for word in lexicon()["everyday"])
    known.update(key(word) for names in lexicon()["subjects"].values() for word in names)
    known.update(key(word) for word in lexicon()["light"])
    return frozenset(known)


@lru_cache(maxsize=4096)
def meanings(name_key: str) -> tuple[frozenset[str], ...]:
    """What a word of a question may stand for, the likeliest first: sets of equal keys."""
    everyday = lexicon()["everyday"].get(name_key)
    if everyday is None:
        return (same_names(name_key) | same_names(_BASIS_AFTER.sub("", name_key)),)
    return tuple(same_names(key(name)) for name in everyday)


@cache
def is_light(name_key: str) -> bool:
    """Whether the word only colours another name."""
    return name_key in {key(word) for word in lexicon()["light"]}


@cache
def pattern(section: str, name: str) -> re.Pattern[str]:
    """A compiled expression of the sections ``intents`` and ``calculations``."""
    return re.compile(lexicon()[section][name])


@cache
def is_default_head(head: str) -> bool:
    """Whether a header word need not be asked for (合计, 决算数, 2026年预算数)."""
    words = fold(head)
    bare = _BRACKETED.sub("", words)
    return any(_whole("default_heads").match(w) for w in (words, bare) if w)


@cache
def is_fund_head(head: str) -> bool:
    """Whether a header word narrows to one fund and still need not be asked for."""
    return _whole("fund_heads").match(fold(head)) is not None


@cache
def is_special_fund(head: str) -> bool:
    """Whether a header word narrows to a fund that a question must name."""
    return _whole("special_funds").match(fold(head)) is not None


@cache
def _whole(section: str) -> re.Pattern[str]:
    """Fits a text that one of a section's expressions fits from its beginning to its end."""
    return re.compile(rf"\A(?:{'|'.join(lexicon()[section])})\Z")


@cache
def subject_keys(form: str) -> frozenset[str]:
    """The names by which the total of a form is asked."""
    names = lexicon()["subjects"].get(form, ())
    return frozenset(k for name in names for k in same_names(key(name)))


@cache
def form_rank(form: str) -> int:
    """Which form speaks first where several print the same line; smaller first."""
    return int(lexicon()["form_order"].get(form, 5))


@cache
def is_soft_head(head: str) -> bool:
    """Whether a header word repeats what its row says anyway (人员经费 over 基本工资)."""
    return key(head) in {key(word) for word in lexicon()["soft_heads"]}
