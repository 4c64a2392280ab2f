"""Pairs for the linker: what people call a thing beside what the reports call it."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

from assistant.linking.bodies import asked_as, names_near
from assistant.linking.things import Thing, Things
from assistant.reading.pieces import Vocabulary
from assistant.reading.reader import LONGEST_NAME, asked_pieces
from assistant.reading.turn import besides
from eval.asked.corpus import Asked
from eval.reader.training import Pair
from ingest.concepts.concept import concepts, name_key
from ingest.concepts.spoken import spoken

_WRONG = 4
_NEAR = 8
_ONE = ("value", "change", "completion", "dialogue", "lookup", "text_figure", "hybrid")
"""Kinds of question whose one thing is that of the first figure."""
_LIKE = 0.5
_IN_CONTEXT = 0.85
"""How often words are learnt among what was said with them."""


def groups_of(
    asked: Iterable[Asked],
    things: Callable[[str], Things | None],
    vocabulary: Vocabulary,
    chance: random.Random,
) -> Iterator[Sequence[Pair]]:
    """Of each stretch that names a thing: the thing meant first, then others that look like it; of
    a stretch that names nothing told only others."""
    for one in asked:
        if one.kind == "no_line":
            yield from _nothing(one, things, vocabulary, chance)
            continue
        around = around_of(one)
        for words, right, told in meant_in(one, things):
            yield _group(words, around, right, told, vocabulary, chance)


def meant_in(
    one: Asked, things: Callable[[str], Things | None]
) -> Iterator[tuple[str, Thing, Things]]:
    """Each stretch that names a thing with the thing meant and those of its report, where it is
    known which is which: one figure a stretch, or the figure whose name the stretch is likest."""
    words = [one.question[s.start : s.end] for s in one.spans if s.tag in ("thing", "whole")]
    words = list(dict.fromkeys(words))
    meant: list[tuple[Thing, Things]] = []
    for measure in one.measures:
        told = things(measure["report"]) if "report" in measure else None
        right = right_thing(told, measure) if told else None
        if told and right:
            meant.append((right, told))
    if len(words) == len(meant) and not one.earlier:
        for said, (right, told) in zip(words, meant, strict=True):
            yield said, right, told
    elif len(words) == 1 and meant and one.kind in _ONE:
        yield words[0], *meant[0]
    elif not one.earlier:
        yield from _alike_in_letters(words, meant)


def _alike_in_letters(
    words: Iterable[str], meant: Sequence[tuple[Thing, Things]]
) -> Iterator[tuple[str, Thing, Things]]:
    for said in words:
        best = max(meant, key=lambda one: _shared(said, one[0]), default=None)
        if best and _shared(said, best[0]) >= _LIKE:
            yield said, *best


def _shared(words: str, thing: Thing) -> float:
    """Which share of the letters of the words the likest name of a thing has."""
    key = name_key(words)
    return max(sum(letter in name for letter in key) / len(key) for name in thing.names[:12])


def around_of(one: Asked) -> str:
    """All that was said besides whose and when."""
    return besides(one.question, [s for s in one.spans if s.tag in ("body", "year")])


def right_thing(told: Things, measure: dict[str, Any]) -> Thing | None:
    """The thing among those of the report that the figure is told of."""
    for thing in told.all:
        for f in thing.figures:
            same = f.row_label == measure["label"] and f.concept == measure["concept"]
            if same and str(f.value) == measure["value"] and f.locators[0].page == measure["page"]:
                return thing
    return None


def everyday_groups(vocabulary: Vocabulary, chance: random.Random) -> Iterator[Sequence[Pair]]:
    """Every name of every concept beside the concept, and beside others of its kind."""
    known = list(concepts().values())
    for concept in known:
        others = [o for o in known if o.scheme == concept.scheme and o.name != concept.name]
        for name in dict.fromkeys(
            (*concept.everyday, *spoken().get(concept.id, ()), concept.english)
        ):
            if not name or name == concept.name or concept.id.startswith("functional_income"):
                continue
            wrong = chance.sample(others, 2)
            pairs = [(concept, 1.0), *((o, 0.0) for o in wrong)]
            yield [
                Pair(_ids(name, vocabulary), _ids(_declared(o.name, o.code), vocabulary), same)
                for o, same in pairs
            ]


def body_groups(
    asked: Iterable[Asked],
    publishers: dict[str, str],
    vocabulary: Vocabulary,
    chance: random.Random,
) -> Iterator[Sequence[Pair]]:
    """What people call a body beside the name of the body, and beside others; of a body that is not
    held only others. ``publishers`` are the names by file."""
    names = sorted(set(publishers.values()))
    for one in asked:
        said = dict.fromkeys(one.words("body"))
        meant = {publishers[file] for file in one.reports if file in publishers}
        if one.kind == "no_body":
            for words in said:
                near = names_near(words, names)[:_WRONG]
                yield [_named(words, name, 0.0, vocabulary) for name in near]
        elif len(said) == len(meant) == 1 and one.kind != "dialogue":
            (words,), (right,) = said, meant
            near = [name for name in names_near(words, names) if name != right]
            wrong = near[:3] + chance.sample([name for name in names if name != right], 1)
            yield [
                _named(words, right, 1.0, vocabulary),
                *(_named(words, name, 0.0, vocabulary) for name in wrong),
            ]


def _named(words: str, name: str, same: float, vocabulary: Vocabulary) -> Pair:
    return Pair(_ids(words, vocabulary), _ids(asked_as(words, name), vocabulary), same)


def _declared(name: str, code: str) -> str:
    return f"{code}｜{name}" if code else name


def _nothing(
    one: Asked,
    things: Callable[[str], Things | None],
    vocabulary: Vocabulary,
    chance: random.Random,
) -> Iterator[Sequence[Pair]]:
    reports = {m["report"] for m in one.measures} or set(one.reports)
    around = around_of(one)
    for report in reports:
        told = things(report)
        for words in one.words("thing") if told else ():
            near = [f.thing for f in told.found(words, around=around)][:_NEAR] if told else []
            if near:
                picked = chance.sample(near, min(_WRONG + 1, len(near)))
                yield [_pair(words, around, thing, 0.0, vocabulary) for thing in picked]


def _group(
    words: str,
    around: str,
    right: Thing,
    told: Things,
    vocabulary: Vocabulary,
    chance: random.Random,
) -> Sequence[Pair]:
    around = around if chance.random() < _IN_CONTEXT else ""
    near = [f.thing for f in told.found(words, around=around) if not _alike(f.thing, right)]
    picked = near[:2] + chance.sample(near[2:], min(_WRONG - 2, len(near[2:])))
    return [
        _pair(words, around, right, 1.0, vocabulary),
        *(_pair(words, around, thing, 0.0, vocabulary) for thing in picked),
    ]


def _alike(one: Thing, other: Thing) -> bool:
    return one.key == other.key or one.names[:1] == other.names[:1] or one.told == other.told


def _pair(words: str, around: str, thing: Thing, same: float, vocabulary: Vocabulary) -> Pair:
    return Pair(asked_pieces(words, around, vocabulary), _ids(thing.told, vocabulary), same)


def _ids(text: str, vocabulary: Vocabulary) -> tuple[int, ...]:
    return vocabulary.parted(text).ids[:LONGEST_NAME]
