"""Names of publishers in one form, without brackets and aliases, and how alike they are."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from assistant.words.lexicon import lexicon
from ingest.language.glyphs import fold

Span = tuple[int, int]

BRACKETED = re.compile(r"[(（][^()（）]*[)）]")
_LONG_NAME = 4
_SHORTEST_PIECE = 2


@lru_cache(maxsize=8192)
def publisher_key(publisher: str) -> str:
    """A publisher's name folded, without （汇总） or （本级）, with its aliases marked."""
    return with_aliases(BRACKETED.sub("", fold(publisher)))


def with_aliases(name: str) -> str:
    """The name with other words for the same kind of body (12345, 热线) made one."""
    for alias, mark in _aliases():
        name = alias.sub(mark, name)
    return name


@cache
def _aliases() -> tuple[tuple[re.Pattern[str], str], ...]:
    """The words for one kind of body in a row, and what stands for them."""
    return tuple(
        (
            re.compile(f"(?:{'|'.join(sorted(map(re.escape, words), key=len, reverse=True))})++"),
            str(mark),
        )
        for mark, words in lexicon()["body_aliases"].items()
    )


@lru_cache(maxsize=8192)
def names_of(publisher: str) -> tuple[str, ...]:
    """The names of a publisher: the one before its brackets, and a second one in brackets."""
    second = [name[1:-1] for name in BRACKETED.findall(fold(publisher))]
    return (publisher_key(publisher), *(with_aliases(n) for n in second if len(n) > _LONG_NAME))


@lru_cache(maxsize=8192)
def is_distinct(phrase: str) -> bool:
    generic = lexicon()["generic_bodies"]
    return len(phrase) > 1 and not any(name.endswith(phrase) for name in generic)


def in_words(phrase: str, name: str) -> bool:
    """Whether the phrase is made of pieces of the name in their order, none a single letter."""
    marks = lexicon()["body_aliases"]

    @cache
    def fits(at: int, start: int) -> bool:
        if at == len(phrase):
            return True
        for end in range(len(phrase), at, -1):
            piece = phrase[at:end]
            if end - at < _SHORTEST_PIECE and piece not in marks:
                continue
            found = name.find(piece, start)
            if found >= 0 and fits(end, found + len(piece)):
                return True
        return False

    return is_subsequence(phrase, name) and fits(0, 0)


def is_subsequence(short: str, long: str) -> bool:
    rest = iter(long)
    return all(char in rest for char in short)


def alike(phrase: str, name: str) -> float:
    pairs = {phrase[i : i + 2] for i in range(len(phrase) - 1)}
    return sum(pair in name for pair in pairs) / len(pairs) if pairs else 1.0


def in_chunks(phrase: str, name: str) -> bool:
    """Whether the phrase is made of the name's words in their order, no single letters."""
    if phrase in name:
        return True
    return len(phrase) > 3 and any(
        phrase[:cut] in name and phrase[cut:] in name[name.find(phrase[:cut]) + cut :]
        for cut in range(2, len(phrase) - 1)
    )


def alias_spans(text: str) -> tuple[Span, ...]:
    spans: list[Span] = []
    for words in lexicon()["body_aliases"].values():
        expression = "|".join(sorted((w for w in words if w[0].isdigit()), key=len, reverse=True))
        spans += [m.span() for m in re.finditer(expression, text)] if expression else []
    return tuple(spans)
