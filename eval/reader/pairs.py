"""Pairs for the linker: what people call a thing beside what the reports call it."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

from assistant.linking.bodies import asked_as, names_near
from assistant.linking.things import Thing, Things
from assistant.reading.pieces import Vocabulary
from eval.asked.corpus import Asked
from eval.reader.training import Pair
from ingest.concepts.concept import concepts
from ingest.concepts.spoken import spoken

_WRONG = 4
_NEAR = 8
_ONE = ("value", "change", "completion", "dialogue", "lookup", "text_figure", "hybrid")
"""Kinds of question whose one thing is that of the first figure."""
_LONGEST = 40


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
        for words, measure in meant_in(one):
            told = things(measure["report"])
            right = told and right_thing(told, measure)
            if told and right:
                yield _group(words, right, told, vocabulary, chance)


def meant_in(one: Asked) -> Iterator[tuple[str, dict[str, Any]]]:
    """Each stretch that names a thing with the figure meant, where it is known which is which."""
    words = [one.question[s.start : s.end] for s in one.spans if s.tag in ("thing", "whole")]
    measures = [m for m in one.measures if "report" in m]
    if len(words) == len(measures) and not one.earlier:
        yield from zip(words, measures, strict=True)
    elif len(words) == 1 and measures and one.kind in _ONE:
        yield words[0], measures[0]


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
    for report in reports:
        told = things(report)
        for words in one.words("thing") if told else ():
            near = [found.thing for found in told.found(words)][:_NEAR] if told else []
            if near:
                picked = chance.sample(near, min(_WRONG + 1, len(near)))
                yield [_pair(words, thing, 0.0, vocabulary) for thing in picked]


def _group(
    words: str, right: Thing, told: Things, vocabulary: Vocabulary, chance: random.Random
) -> Sequence[Pair]:
    near = [f.thing for f in told.found(words) if not _alike(f.thing, right)]
    picked = near[:2] + chance.sample(near[2:], min(_WRONG - 2, len(near[2:])))
    return [
        _pair(words, right, 1.0, vocabulary),
        *(_pair(words, thing, 0.0, vocabulary) for thing in picked),
    ]


def _alike(one: Thing, other: Thing) -> bool:
    return one.key == other.key or one.names[:1] == other.names[:1] or one.told == other.told


def _pair(words: str, thing: Thing, same: float, vocabulary: Vocabulary) -> Pair:
    return Pair(_ids(words, vocabulary), _ids(thing.told, vocabulary), same)


def _ids(text: str, vocabulary: Vocabulary) -> tuple[int, ...]:
    return vocabulary.parted(text).ids[:_LONGEST]
