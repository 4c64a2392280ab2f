"""The things that a report tells amounts of, by the names under which they can be asked.

A thing is a concept, or a printed line that is none: all figures of it in the report. Things are
found by the letters that they share with the words of a question; what those words mean is decided
elsewhere.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from ingest.concepts.concept import concepts, everyday, name_key
from ingest.concepts.spoken import spoken
from ingest.language.glosses import glossed, is_latin, stems
from ingest.language.glyphs import bare_label, fold
from ingest.nouns import Figure

_MOST = 24
_NAMES = 12
_WHOLE = 0.62
_AROUND = 0.5


@dataclass(frozen=True, slots=True)
class Thing:
    """What amounts are told of. ``names`` are keys, the official one first; ``above`` the labels
    of the lines and headings that it stands under; ``told`` says in words what it is."""

    key: str
    names: tuple[str, ...]
    codes: tuple[str, ...]
    above: tuple[str, ...]
    figures: tuple[Figure, ...]
    told: str

    @property
    def concept(self) -> str:
        """Its concept, "" where it has none."""
        return self.figures[0].concept

    @property
    def label(self) -> str:
        """Its official name, else the one printed first."""
        if self.concept in _OF_MANY or not self.concept:
            return self.figures[0].row_label or self.names[0]
        return concepts()[self.concept].name


def things_of(figures: Iterable[Figure]) -> tuple[Thing, ...]:
    """The things that figures tell of, in the order of print."""
    groups: dict[str, list[Figure]] = {}
    for figure in figures:
        groups.setdefault(_key(figure), []).append(figure)
    return tuple(_thing(key, told) for key, told in groups.items() if key)


_OF_MANY = frozenset(("project_amount", "procurement_item"))
"""Concepts that tell of many things: each is meant by its own name."""


def _key(figure: Figure) -> str:
    if figure.concept in _OF_MANY:
        return f"{figure.concept}={_own_name(figure)}"
    if figure.concept:
        return figure.concept
    return f"={_printed_key(figure)}" if _printed_key(figure) else ""


def _own_name(figure: Figure) -> str:
    """The name of one of many: its label, or where that is a class of them, what stands above."""
    named = [label for label in figure.row_path if name_key(label) not in _class_names()]
    return name_key(named[-1]) if named else _printed_key(figure)


@lru_cache(maxsize=1)
def _class_names() -> frozenset[str]:
    """Names under which projects are grouped, and of totals."""
    classes = [c for c in concepts().values() if c.id.endswith("_class") or c.id in _OF_MANY]
    names = (name for c in classes for name in (c.name, *c.printed))
    return frozenset(map(name_key, (*names, *_TOTALS, *_PROJECT_CLASSES)))


_TOTALS = ("合计", "总计", "小计", "本年支出合计", "本年收入合计", "本年合计")
_PROJECT_CLASSES = ("其他运转类", "特定目标类", "人员类", "公用经费类", "项目支出", "部门项目")


def _printed_key(figure: Figure) -> str:
    return name_key(figure.row_label or (figure.column_path[-1] if figure.column_path else ""))


def _thing(key: str, told: Sequence[Figure]) -> Thing:
    labels = [
        label for label, _ in Counter(f.row_label for f in told if f.row_label).most_common(6)
    ]
    first = told[0]
    names: dict[str, None] = {}
    if first.concept in _OF_MANY:
        names.setdefault(_own_name(first))
        labels = [label for label in labels if name_key(label) not in _class_names()]
    elif first.concept:
        for name in _names_of(first.concept):
            names.setdefault(name)
        labels = [label for label in labels if not is_total(label) and _names_it(label, first)]
    for label in labels:
        names.setdefault(name_key(bare_label(label)))
    if not first.concept:
        names.setdefault(_printed_key(first))
    above = dict.fromkeys(fold(part) for f in told[:8] for part in f.row_path[:-1])
    codes = dict.fromkeys(f.row_code for f in told if f.row_code and not is_total(f.row_label))
    return Thing(
        key,
        tuple(name for name in names if name),
        tuple(codes)[:3],
        tuple(above)[:6],
        tuple(told),
        _in_words(first, labels, tuple(codes)),
    )


def _names_it(label: str, figure: Figure) -> bool:
    """Whether a row's label is a name of what its amounts measure: of a line of the economic
    classification in the row of a function (行政运行) it is not."""
    if not figure.concept.startswith("economic."):
        return True
    key = name_key(bare_label(label))
    own = name_key(concepts()[figure.concept].name)
    return key == own or (
        bool(set(key) & set(own)) and len(set(key) & set(own)) * 2 >= len(set(own))
    )


def is_total(label: str) -> bool:
    """Whether a row's label says no more than that it is a total."""
    return fold(label) in ("", *_TOTALS)


@lru_cache(maxsize=4096)
def _names_of(concept: str) -> tuple[str, ...]:
    known = concepts()[concept]
    code = (known.code,) if known.code else ()
    names = (
        known.name,
        *known.printed,
        *known.everyday,
        known.english,
        *spoken().get(concept, ()),
        *code,
    )
    return tuple(map(name_key, names))


def _in_words(first: Figure, labels: Sequence[str], codes: Sequence[str]) -> str:
    """What the trained model reads of it: official name, print, what it stands under, unit."""
    many = first.concept in _OF_MANY or not first.concept
    name = "" if many else concepts()[first.concept].name
    printed = [label for label in labels if name_key(label) != name_key(name)][:2]
    if not name and not printed:
        printed = list(first.column_path[-1:])
    above = first.row_path[-2] if len(first.row_path) > 1 else ""
    parts = ["/".join((*filter(None, (name,)), *printed))[:60], above[-24:], first.unit]
    return "｜".join(part for part in (" ".join(codes[:1]), *parts) if part)


@dataclass(frozen=True, slots=True)
class Found:
    """A thing that shares letters with words: how much of the words its best name covers, how much
    of the name they cover, and whether they are a whole name of it, or its code. ``whole_words``:
    so are all the words that were said, not only what is left of them without money and stage.
    ``around`` is how much of its name, or of what it stands under, all that was said covers;
    ``near`` how near its meaning is to that of the words."""

    thing: Thing
    of_words: float
    of_name: float
    whole: bool
    code: bool
    whole_words: bool = False
    around: float = 0.0
    near: float = 0.0

    @property
    def score(self) -> float:
        """The order in which candidates are tried."""
        return (
            2.0 * self.whole
            + 2.0 * self.code
            + _WHOLE * self.of_words
            + (1 - _WHOLE) * self.of_name
            + _AROUND * self.around
        )


class Things:
    """The things of one report, found by letters."""

    def __init__(self, figures: Iterable[Figure]) -> None:
        self.all = things_of(figures)
        self._by_key = {thing.key: thing for thing in self.all}
        self._holding: dict[str, set[int]] = defaultdict(set)
        self._names: list[tuple[str, int]] = []
        for at, thing in enumerate(self.all):
            for name in thing.names[: _NAMES + 40]:
                number = len(self._names)
                self._names.append((name, at))
                for part in _parts(name):
                    self._holding[part].add(number)
        self._in_english: tuple[tuple[frozenset[str], frozenset[str]], ...] = ()
        self._codes = {code: at for at, thing in enumerate(self.all) for code in thing.codes}

    def by_key(self, key: str) -> Thing | None:
        """The thing of that key."""
        return self._by_key.get(key)

    def found(self, words: str, most: int = _MOST, around: str = "") -> tuple[Found, ...]:
        """The things whose names share most letters with the words, the likeliest first; among
        those that share as many, the ones that all that was said (``around``) speaks of."""
        if is_latin(words):
            return self._glossed(words, most, around)
        key = name_key(words)
        asked = _parts(key)
        shared: Counter[int] = Counter()
        for part in asked:
            for number in self._holding.get(part, ()):
                shared[number] += 1
        best: dict[int, Found] = {}
        codes = {code for code in self._codes if code in key and len(code) > 2}
        codes = {code for code in codes if not any(code != o and code in o for o in codes)}
        for number, count in shared.items():
            name, at = self._names[number]
            found = Found(
                self.all[at],
                count / max(1, len(asked)),
                count / max(1, len(_parts(name))),
                name == key,
                code=not codes.isdisjoint(self.all[at].codes),
            )
            if at not in best or found.score > best[at].score:
                best[at] = found
        for code in codes:
            at = self._codes[code]
            best.setdefault(at, Found(self.all[at], 0.0, 0.0, whole=False, code=True))
        said = _parts(name_key(around)) if around else frozenset()
        placed = [replace(one, around=_spoken_of(one.thing, said)) for one in best.values()]
        order = sorted(placed, key=lambda one: (-one.score, one.thing.key))
        return tuple(order[:most])

    def _glossed(self, words: str, most: int, around: str) -> tuple[Found, ...]:
        """The things that English words speak of: by their English names, and by what the words of
        their Chinese ones are in English, the rarer the more."""
        glosses = self._glosses()
        asked, beside = stems(words), stems(around)
        held = [of_name | of_above for of_name, of_above in glosses]
        seen = Counter(stem for stem_set in held for stem in stem_set & (asked | beside))
        weight = {stem: 1 / (1 + seen[stem]) ** 0.5 for stem in asked | beside}
        whole = sum(weight[stem] for stem in asked)
        key = name_key(words)
        found = []
        for thing, (of_name, of_above) in zip(self.all, glosses, strict=True):
            shared = sum(weight[stem] for stem in asked & of_name)
            placed = sum(weight[stem] for stem in (beside - asked) & (of_name | of_above))
            named = key in thing.names
            if not named and not shared:
                continue
            of_words = 1.0 if named else shared / whole
            of_name_ = 1.0 if named else min(1.0, len(asked & of_name) / _words_of(thing))
            found.append(
                Found(thing, of_words, of_name_, named, code=False, around=min(1.0, placed))
            )
        order = sorted(found, key=lambda one: (-one.score, len(one.thing.told), one.thing.key))
        return tuple(order[:most])

    def _glosses(self) -> tuple[tuple[frozenset[str], frozenset[str]], ...]:
        """Of each thing what its names are in English, and what it stands under."""
        if not self._in_english:
            self._in_english = tuple(
                (in_english(thing), frozenset().union(*map(glossed, thing.above)))
                for thing in self.all
            )
        return self._in_english


def _words_of(thing: Thing) -> float:
    """About how many words the name of a thing has: two letters make one."""
    return max(1.0, len(thing.names[0]) / 2)


def in_english(thing: Thing) -> frozenset[str]:
    """The stems of its English names, and of what its Chinese ones are in English."""
    own = (name for name in thing.names[:_NAMES] if not is_latin(name))
    known = concepts().get(thing.concept) if thing.concept not in _OF_MANY else None
    said = (known.english, *filter(is_latin, spoken().get(known.id, ()))) if known else ()
    return frozenset().union(*map(glossed, own), *map(stems, said))


def _spoken_of(thing: Thing, said: frozenset[str]) -> float:
    """Which share of its name, or of what it stands under, is among what was said."""
    named = (*thing.names[:_NAMES], *map(name_key, thing.above))
    shares = (len(parts & said) / len(parts) for name in named if (parts := _parts(name)))
    return max(shares, default=0.0) if said else 0.0


@lru_cache(maxsize=65536)
def _parts(key: str) -> frozenset[str]:
    """The pairs of neighbouring letters, and the letters themselves of very short names."""
    pairs = {key[at : at + 2] for at in range(len(key) - 1)}
    return frozenset(pairs | set(key)) if len(key) <= 4 else frozenset(pairs)


def meant_by_everyday(words: str) -> tuple[str, ...]:
    """The concepts that an everyday word may mean, the likeliest first."""
    return tuple(everyday().get(name_key(words), ()))
