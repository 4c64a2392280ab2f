"""Links the words for a thing to what a report tells of, each candidate with its chance."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from assistant.linking.meaning import nearness
from assistant.linking.things import Found, Thing, Things, meant_by_everyday
from assistant.reading.question_text import acronyms_in, chinese_in
from assistant.reading.reader import Reader
from assistant.reading.restrictions import Restrictions, natures_in, restrictions
from ingest.concepts.cells import NATURE_CONCEPTS
from ingest.language.dimensions import words as dimension_words

_TRIED = 12
_NEAREST = 10
"""How many things are tried that share few letters with the words, and are nearest in meaning."""
_KEPT, _KEPT_NEAREST = 6, 4
_SPENT = "支出"
"""What may be said behind the name of any line of spending."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """What words may mean: a thing, how likely by the reader alone, and how it was found."""

    thing: Thing
    chance: float
    found: Found


@dataclass(frozen=True, slots=True)
class Link:
    """Words and what they may mean, the likeliest first. Nothing is meant where ``candidates`` are
    all unlikely."""

    words: str
    said: Restrictions
    candidates: tuple[Candidate, ...]

    @property
    def best(self) -> Candidate | None:
        """The likeliest, None where nothing shares a letter."""
        return self.candidates[0] if self.candidates else None


def linked(words: str, told: Things, reader: Reader, around: str = "") -> Link:
    """The things of a report that the words may mean, in the light of all that was said."""
    said = restrictions(words)
    tried: dict[str, Found] = {}
    bare = words.removesuffix(_SPENT)
    for text in dict.fromkeys((words, said.core, bare, *chinese_in(words))):
        for found in told.found(text, around=around) if text else ():
            if found.whole and text in (words, bare):
                found = replace(found, whole_words=True)
            elif acronyms_in(words):
                # Something else is said besides (KTV公务接待费).
                found = replace(found, whole=False)
            before = tried.get(found.thing.key)
            if before is None or found.score > before.score:
                tried[found.thing.key] = found
        for concept in meant_by_everyday(text):
            _take(concept, told, tried, all_words=text in (words, bare))
    if len(natures_in(words)) == 1 and _says_nothing(said.core):
        # 一般公共预算的项目支出, 全部项目支出 name the spending of that nature, of that money.
        _take(NATURE_CONCEPTS.get(said.nature, ""), told, tried)
    order = _with_nearest(tried, words, around, told)
    if not order:
        return Link(words, said, ())
    chances = _same(reader, words, around, tuple(found.thing.told for found in order))
    candidates = [
        Candidate(found.thing, chance, found) for chance, found in zip(chances, order, strict=True)
    ]
    candidates.sort(key=lambda one: -(one.chance + 0.5 * (one.found.whole or one.found.code)))
    nearest = sorted(candidates, key=lambda one: -one.found.near)[:_KEPT_NEAREST]
    near = {one.thing.key for one in nearest}
    others = (one for one in candidates[_KEPT:] if one.thing.key in near)
    return Link(words, said, (*candidates[:_KEPT], *others))


def _with_nearest(tried: dict[str, Found], words: str, around: str, told: Things) -> list[Found]:
    """Those of the things tried that share most letters, and those that are nearest in meaning."""
    near = dict(zip((thing.key for thing in told.all), nearness(words, around, told), strict=True))
    by_letters = sorted(tried.values(), key=lambda one: -one.score)[:_TRIED]
    known = {one.thing.key for one in by_letters}
    nearest = sorted(told.all, key=lambda thing: -near[thing.key])[:_NEAREST]
    by_meaning = [
        tried.get(thing.key) or Found(thing, 0.0, 0.0, whole=False, code=False)
        for thing in nearest
        if thing.key not in known
    ]
    return [replace(one, near=near[one.thing.key]) for one in (*by_letters, *by_meaning)]


def _says_nothing(core: str) -> bool:
    known = dimension_words().get(core)
    return not core or (known is not None and known.kind == "filler")


def _take(concept: str, told: Things, tried: dict[str, Found], *, all_words: bool = False) -> None:
    """Tries a concept that words are a name of; ``all_words`` that were said."""
    thing = told.by_key(concept)
    if thing is not None:
        before = tried.get(concept)
        said = all_words or (before is not None and before.whole_words)
        tried[concept] = Found(
            thing, 1.0, 1.0, whole=True, code=False, whole_words=said, around=1.0
        )


@lru_cache(maxsize=2048)
def _same(reader: Reader, words: str, around: str, names: Sequence[str]) -> tuple[float, ...]:
    return reader.same(words, names, around)
