"""The concepts of figures, and how one is found: by id, code, printed name or everyday word."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from difflib import SequenceMatcher
from functools import cache, lru_cache
from importlib.resources import files

from ingest import forms
from ingest.concepts import agreement, loading
from ingest.concepts.declaration import PERCENT, Concept, Scheme, UnitKind, name_key
from ingest.language import dimensions
from ingest.language.glyphs import fold

__all__ = [
    "Concept",
    "Scheme",
    "UnitKind",
    "concept_named",
    "concept_of_code",
    "concepts",
    "everyday",
    "in_unit",
    "lines_named",
    "name_key",
    "named",
]

_ALIKE = 0.5
_SHORTEST_PART = 3
_LEVEL = re.compile(r"\(([类款项])级?\)$")
_DIGITS = {"类": 3, "款": 5, "项": 7}
_TOP_LEVEL = _DIGITS["类"]


def _text(file: str) -> str:
    return files("ingest.concepts").joinpath(file).read_text(encoding="utf-8")


@cache
def concepts() -> Mapping[str, Concept]:
    """All concepts by id: the named ones first, then the classifications in the order of codes."""
    functional = _text("functional.csv")
    return agreement.together(
        (
            *loading.named_concepts(_text("named.yaml")),
            *loading.classified_concepts("functional", functional),
            *loading.classified_concepts("functional_income", functional),
            *loading.classified_concepts("economic", _text("economic.csv")),
            *loading.classified_concepts("government_economic", _text("government_economic.csv")),
        ),
        loading.words_of_several(_text("everyday.yaml")),
        forms.codes(),
    )


def concept_of_code(scheme: Scheme, code: str, label: str = "") -> Concept | None:
    """The line of a classification that bears this code, None where it is no code of it.

    ``label`` is what is printed beside the code, "" where nothing is: a code has meant another line
    in earlier years (30311 was 住房公积金), and units and projects bear codes that look like these.
    So where the label is the name of another line of the same level, that one is it; where it does
    not resemble the name of the line at all, none is.
    """
    line = concepts().get(f"{scheme}.{code}")
    key = name_key(label).removeprefix(code)
    if not key or (line and key in _keys(line)):
        return line
    if other := concept_named(label, scheme, digits=len(code)):
        return other
    return line if line and _resembles(key, line) else None


@lru_cache(maxsize=65536)
def _resembles(key: str, line: Concept) -> bool:
    return any(_alike(key, name) for name in _keys(line))


def _alike(one: str, other: str) -> bool:
    """Whether one holds the other, or at least half of both is the same: cut, marked, renamed."""
    if min(len(one), len(other)) >= _SHORTEST_PART and (one in other or other in one):
        return True
    return SequenceMatcher(None, one, other, autojunk=False).ratio() >= _ALIKE


@cache
def _named() -> Mapping[str, tuple[Concept, ...]]:
    """Named concepts by the key of a name."""
    found: dict[str, list[Concept]] = {}
    for concept in concepts().values():
        if concept.code:
            continue
        for name in (concept.name, *concept.printed):
            found.setdefault(name_key(name), []).append(concept)
    return {key: tuple(several) for key, several in found.items()}


def named(words: str, unit: str = "") -> Concept | None:
    """The named concept that these printed words are the whole name of.

    Enumerators, 其中, quotation marks, brackets and the unit behind the name do not count. ``unit``
    is that of the figure, "" where it is unknown: 购置车辆 is a number of vehicles or an amount of
    money; a percentage may be of anything. None where no name fits, or only the unit could decide.
    """
    found = _named().get(name_key(words), ())
    fitting = tuple(concept for concept in found if not unit or concept.measured_in(unit))
    if not fitting and unit in PERCENT:
        fitting = found
    return fitting[0] if len(fitting) == 1 else None


def in_unit(ident: str, unit: str) -> Concept | None:
    """The named concept itself where its amounts may have this unit, else the one that is printed
    under a name of it in that unit (购置车辆: 2辆, 36万元); None where there is none or several."""
    concept = concepts()[ident]
    if concept.measured_in(unit):
        return concept
    sharing = {
        other.id: other
        for name in (concept.name, *concept.printed)
        for other in _named().get(name_key(name), ())
        if other.measured_in(unit)
    }
    return next(iter(sharing.values())) if len(sharing) == 1 else None


@cache
def _lines(scheme: Scheme) -> Mapping[str, tuple[Concept, ...]]:
    lines: dict[str, list[Concept]] = {}
    for concept in concepts().values():
        if concept.scheme == scheme:
            for name in (concept.name, *concept.printed):
                lines.setdefault(name_key(name), []).append(concept)
    return {key: tuple(found) for key, found in lines.items()}


@cache
def _words_of_dimensions() -> frozenset[str]:
    return frozenset(map(name_key, dimensions.words()))


def lines_named(name: str, scheme: Scheme, digits: int = 0) -> tuple[Concept, ...]:
    """All lines of a classification printed under this name, in the order of codes.

    科目 behind the name is no part of it, and 支出 is often left out of that of a 类. The level is
    told by （类）, （款） or （项） or by ``digits`` (3, 5, 7), the length of the codes, where the
    place tells it.
    """
    told = _LEVEL.search(fold(name))
    digits = digits or (_DIGITS[told[1]] if told else 0)
    key = name_key(_LEVEL.sub("", fold(name)))
    for variant in (key, key.removesuffix("科目")):
        if found := _lines(scheme).get(variant, ()):
            return tuple(line for line in found if digits in (0, len(line.code)))
    # 国有资本经营预算 is a fund, and no short name of 国有资本经营预算支出.
    if digits in (0, _TOP_LEVEL) and key not in _words_of_dimensions():
        longer = _lines(scheme).get(key + "支出", ())
        return tuple(line for line in longer if len(line.code) == _TOP_LEVEL)
    return ()


def concept_named(
    name: str, scheme: Scheme, parents: Sequence[str] = (), digits: int = 0
) -> Concept | None:
    """The line of a classification printed under this name without its code.

    ``parents`` are the names of the rows it stands below, outermost first: 行政运行 is a line of
    many, and told apart by the nearest of them that is the name of a line above it. ``digits`` as
    in ``lines_named``. None where the name is unknown or still that of several.
    """
    found = lines_named(name, scheme, digits)
    for parent in reversed(parents):
        if len(found) < 2:
            break
        for depth in (1, 2):
            below = tuple(line for line in found if name_key(parent) in _above(line, depth))
            if below:
                found = below
                break
    return found[0] if len(found) == 1 else None


def _above(line: Concept, depth: int) -> frozenset[str]:
    """The keys of the names of the line so many levels above; none above the 类."""
    for _ in range(depth):
        if len(line.code) <= _TOP_LEVEL:
            return frozenset()
        line = concepts()[line.parent]
    return _keys(line)


def _keys(concept: Concept) -> frozenset[str]:
    return frozenset(name_key(name) for name in (concept.name, *concept.printed))


@cache
def everyday() -> Mapping[str, tuple[str, ...]]:
    """Everyday words, folded, each with the ids of what it may mean, the likeliest first."""
    words: dict[str, tuple[str, ...]] = {
        name_key(word): ids
        for word, ids in loading.words_of_several(_text("everyday.yaml")).items()
    }
    for concept in concepts().values():
        for word in concept.everyday:
            words.setdefault(name_key(word), (concept.id,))
    return words
