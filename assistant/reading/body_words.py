"""The ways in which words may name a body: without what says nothing, brackets in their place."""

from __future__ import annotations

import re

from assistant.reading.words_asked import sense
from ingest.language.glosses import is_latin
from ingest.language.glyphs import fold

_BRACKET = re.compile(r"[(]([^()]*)[)]?")
_CHINESE = re.compile(r"[0-9]{0,12}[㐀-鿿][㐀-鿿0-9]*")


def ways_said(words: str) -> tuple[str, ...]:
    """The words as they may name a body: as they stand, without what says nothing, with what
    stands in brackets before the rest (省委办公厅（江苏）), and each of the two alone; of words in
    Latin letters the Chinese among them."""
    said = fold(words)
    if is_latin(words):
        return tuple(_CHINESE.findall(said))
    plain = naming(said)
    inner = "".join(_BRACKET.findall(plain))
    outer = _BRACKET.sub("", plain)
    joined = (inner + outer,) if inner and outer else ()
    return tuple(dict.fromkeys((*joined, said, plain, *((outer, inner) if joined else ()))))


def naming(words: str) -> str:
    """Folded words without those that say nothing around the name of a body, and between it and
    that of a part of it (下属的)."""
    return sense("around_body").sub("", words)


def is_any_body(words: str) -> bool:
    """Whether folded words stand for a body and name none (本单位, 各部门)."""
    return bool(sense("nobody_named").fullmatch(words))


def is_between_names(words: str) -> bool:
    """Whether words between two stretches make one English name of them (of the)."""
    return bool(sense("between_names").fullmatch(words))
