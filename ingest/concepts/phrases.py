"""A heading, a row label or the label of a sentence, read word by word.

A label is a row of known words: names of concepts, funds, natures, sides, totals, stages, years,
and words that add nothing (``ingest/language/dimensions.yaml``). What is not covered whole by
such words says something else too, and is no phrase.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import chain

from ingest.concepts.concept import concepts, name_key
from ingest.language.dimensions import WordKind, words
from ingest.nouns import Fund, Nature

_YEAR = re.compile(r"20\d\d(?:年度?)?")
_LONGEST_LABEL = 60
_LONGEST_WORD = 40
_CONCEPT = "concept"
_Said = tuple[tuple[str, str], ...]
"""What one word says: kinds with their values."""
_Words = dict[str, _Said]


@dataclass(frozen=True, slots=True)
class Phrase:
    """What a label says. Empty where it does not say it.

    ``concept`` is the id of a named concept; ``side``, ``total`` and ``basis`` are the values of
    ``dimensions.yaml``. ``years`` are those named.
    """

    concept: str = ""
    funds: tuple[Fund, ...] = ()
    natures: tuple[Nature, ...] = ()
    side: str = ""
    total: str = ""
    basis: str = ""
    years: tuple[int, ...] = ()
    kinds: frozenset[str] = frozenset()

    def says(self, *kinds: WordKind) -> bool:
        """Whether a word of one of these kinds stands in it."""
        return not self.kinds.isdisjoint(kinds)

    @property
    def is_plain(self) -> bool:
        """Whether it says no more than 合计, 金额 or when: nothing of what is measured."""
        return not (self.concept or self.funds or self.natures or self.says("carried_over"))


NOTHING_SAID = Phrase()
_LETTERED = re.compile(r"^[a-z\d]{1,3}[-—、]?|[-—]?[a-z]$|类$|类项目$")


@cache
def _dimensions() -> _Words:
    """The words of dimensions by their keys: kind and value."""
    said: _Words = {name_key(text): ((word.kind, word.value),) for text, word in words().items()}
    said.pop("", None)
    return said


@cache
def _vocabulary() -> _Words:
    """Every word by its key: its kind, and its value or the id of the concept. A name that has a
    fund in it (使用非财政拨款结余) says both."""
    said = _dimensions()
    known: _Words = {}
    for concept in concepts().values():
        if concept.code:
            continue
        for name in map(name_key, (concept.name, *concept.printed)):
            if _cover(name, said) is None:
                known.setdefault(name, ((_CONCEPT, concept.id), *_fund_in(name, said)))
    return known | said


def _fund_in(name: str, said: _Words) -> _Said:
    """The first fund named within a name, the longest that begins there."""
    for start in range(len(name)):
        for end in range(len(name), start, -1):
            for word in said.get(name[start:end], ()):
                if word[0] == "fund":
                    return (word,)
    return ()


@lru_cache(maxsize=65536)
def phrase_of(label: str) -> Phrase | None:
    """What the label says; None where words of it are unknown, or it names two concepts."""
    text = name_key(label)
    if len(text) > _LONGEST_LABEL:
        return None
    found = _cover(text, _vocabulary())
    return None if found is None else _phrase(tuple(chain.from_iterable(found)))


def _cover(text: str, known: _Words) -> tuple[_Said, ...] | None:
    """The words that cover the text whole: the fewest, and of equally few the longest first."""
    best: list[tuple[_Said, ...] | None] = [None] * len(text) + [()]
    for start in range(len(text) - 1, -1, -1):
        for length in range(min(_LONGEST_WORD, len(text) - start), 0, -1):
            rest = best[start + length]
            if rest is None or (word := _word(text[start : start + length], known)) is None:
                continue
            before = best[start]
            if before is None or len(rest) + 1 < len(before):
                best[start] = (word, *rest)
    return best[0]


def _word(text: str, known: _Words) -> _Said | None:
    if _YEAR.fullmatch(text):
        return (("year", text[:4]),)
    return known.get(text)


def _phrase(found: _Said) -> Phrase | None:
    def values(kind: str) -> tuple[str, ...]:
        return tuple(dict.fromkeys(value for k, value in found if k == kind))

    concept, total, basis = values(_CONCEPT), values("total"), values("basis")
    sides = values("side")
    if len(concept) > 1 or len(basis) > 1:
        return None
    return Phrase(
        concept="".join(concept),
        funds=values("fund"),  # type: ignore[arg-type]
        natures=values("nature"),  # type: ignore[arg-type]
        side="both" if len(sides) > 1 else "".join(sides),
        total="grand" if "grand" in total else "".join(total),
        basis="".join(basis),
        years=tuple(int(year) for year in values("year")),
        kinds=frozenset(kind for kind, _ in found),
    )


@lru_cache(maxsize=4096)
def words_in(text: str) -> Phrase:
    """The concept, funds, natures and side that are named anywhere in a title or heading.

    Words are read from the left, the longest first; what else stands there does not matter. No
    concept where several are named.
    """
    found = _scanned(name_key(text), _vocabulary())
    told = ("fund", "nature", "side", "carried_over")
    kept = [word for word in found if word[0] in told]
    named = {word for word in found if word[0] == _CONCEPT}
    return _phrase((*kept, *named) if len(named) == 1 else tuple(kept)) or Phrase()


@lru_cache(maxsize=16384)
def basis_in(text: str) -> str:
    """The basis that is named anywhere in a text, "" where none or several are; 预算 in the name
    of a fund (一般公共预算) is none."""
    found = {value for kind, value in _scanned(name_key(text), _dimensions()) if kind == "basis"}
    return found.pop() if len(found) == 1 else ""


def _scanned(key: str, known: _Words) -> list[tuple[str, str]]:
    """The words in a text from the left, the longest first; what is none is passed over."""
    found: list[tuple[str, str]] = []
    at = 0
    while at < len(key):
        for length in range(min(_LONGEST_WORD, len(key) - at), 0, -1):
            word = _word(key[at : at + length], known)
            if word is not None:
                found.extend(word)
                at += length
                break
        else:
            at += 1
    return found


@lru_cache(maxsize=16384)
def part_named(label: str, whole: str) -> str:
    """The part of a concept whose name ends with the label: 购置费 of 公务用车购置及运行费, 货物 or
    A-货物 of 政府采购. "" where none or several do."""
    key = _LETTERED.sub("", name_key(label))
    parts = {
        concept.id
        for concept in concepts().values()
        if whole and concept.parent == whole
        for name in (concept.name, *concept.printed)
        if name_key(name).endswith(key)
    }
    return parts.pop() if len(key) > 1 and len(parts) == 1 else ""
