"""Words that name several parts of one whole together (货物工程服务) come apart."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cache
from itertools import takewhile

from assistant.linking.scope import Scope
from assistant.reading.turn import Turn, Words
from ingest.concepts.concept import concepts
from ingest.concepts.spoken import spoken

_BETWEEN = frozenset("、,，和与及跟同以/里中的各类项等 ")
"""Letters that may stand between names, and say nothing there."""
_SHORTEST = 2
_SEVERAL = 2


def as_linked(turn: Turn, scope: Scope) -> Turn:
    """The turn as its stretches were linked: what names no body is part of a thing, and things
    named together are apart."""
    return parted(turn.taken_for_things(scope.things))


def parted(turn: Turn) -> Turn:
    """The turn with each part that its words for things name together as a thing of its own."""
    own = turn.own.get("thing", ())
    found = {words: _parts(words) for words in own}
    if not any(found.values()):
        return turn
    things = tuple(part for words in turn.all("thing") for part in (found.get(words) or (words,)))
    return replace(turn, stretches={**turn.stretches, "thing": things})


def _parts(words: Words) -> tuple[Words, ...]:
    for names in _names_by_whole():
        if spans := _named_in(words.text.lower(), names):
            return tuple(
                Words(words.text[start:end], words.start + start, words.start + end)
                for start, end in spans
            )
    return ()


def _named_in(text: str, names: Mapping[str, str]) -> list[tuple[int, int]]:
    """Where a text that holds nothing else names several parts; nothing where it does not."""
    spans: dict[str, tuple[int, int]] = {}
    at = 0
    while at < len(text):
        name = next((name for name in names if text.startswith(name, at)), "")
        if names.get(name):
            spans.setdefault(names[name], (at, at + len(name)))
        elif not name and text[at] not in _BETWEEN:
            return []
        at += len(name) or 1
    return list(spans.values()) if len(spans) >= _SEVERAL else []


@cache
def _names_by_whole() -> tuple[Mapping[str, str], ...]:
    """Of each whole the names of its parts, the longest first, each with its concept; "" stands
    with what may be said besides: names of the whole, and what the names of its parts share."""
    wholes = (concept for concept in concepts().values() if concept.sums)
    return tuple(filter(None, (_names(whole.id, whole.sums) for whole in wholes)))


def _names(whole: str, parts: Sequence[str]) -> Mapping[str, str]:
    official = [concepts()[part].name for part in parts]
    before = _begin_alike(official)
    behind = _begin_alike([name[::-1] for name in official])[::-1]
    cores = [name.removeprefix(before).removesuffix(behind) for name in official]
    # What is called by the names of its parts (公务用车购置及运行维护费) is meant by them.
    called_by_parts = sum(core in concepts()[whole].name for core in cores) >= _SEVERAL
    if called_by_parts or not (before or behind):
        return {}
    names = {name: part for part in parts for name in _names_of(part)}
    for part, core in zip(parts, cores, strict=True):
        names.setdefault(core, part)
    for name in (*_names_of(whole), before, behind):
        names.setdefault(name, "")
    names = {name: part for name, part in names.items() if len(name) >= _SHORTEST}
    return dict(sorted(names.items(), key=lambda named: -len(named[0])))


def _begin_alike(names: Sequence[str]) -> str:
    """The letters with which all names begin."""
    alike = takewhile(lambda letters: len(set(letters)) == 1, zip(*names, strict=False))
    return "".join(letters[0] for letters in alike)


def _names_of(ident: str) -> list[str]:
    known = concepts()[ident]
    names = (known.name, *known.printed, *known.everyday, *spoken().get(ident, ()))
    return [name.lower() for name in names]
