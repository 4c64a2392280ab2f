"""Whose reports the stretches of a turn name, and which of the stretches name no body at all."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from assistant.linking.bodies import BodyMeant, body_meant, called_so, holds_letters
from assistant.linking.catalogue import OWN_OFFICES, things_told, units_told
from assistant.linking.english_bodies import is_any_office, is_named_as_office, told_in_english
from assistant.linking.places import bodies_of_place
from assistant.reading.body_words import is_any_body, is_between_names
from assistant.reading.places_said import places_named
from assistant.reading.reader import Reader
from assistant.reading.tags import Want
from assistant.reading.turn import Turn, Words
from ingest.bodies.names import body_name, place_of_key
from ingest.language.bodies import endings, names_body
from ingest.language.glosses import is_latin
from ingest.language.glyphs import fold
from ingest.library import Library
from ingest.nouns import Report

_SURE = 0.95
_BESIDE = 0.9
"""How surely words are of a part of a body that is named beside."""
_WIDER = 4
_HELD_AGAINST: tuple[Want, ...] = ("compare", "difference", "ratio", "sum", "rank")
"""What is wanted where bodies are held against each other."""


@dataclass(frozen=True, slots=True)
class Whose:
    """The bodies that are named, in order; and what was taken for the name of a body and is (part
    of) the thing that is asked."""

    bodies: tuple[BodyMeant, ...]
    things: tuple[Words, ...] = ()


def whose(turn: Turn, library: Library, held: Sequence[Report], reader: Reader) -> Whose:
    """The bodies that a turn names."""
    naming = _Naming(turn, library, held, reader)
    found = naming.named(_once(_joined(turn, naming.everybody)))
    lent = "body" in turn.taken or turn.wanted("over")
    if not found.bodies and not found.things and not lent:
        # What was said in this turn names no body: the one of before is still meant.
        before = [w for w in turn.mentioned.get("body", ()) if w not in turn.all("body")]
        return replace(naming.named(before[-1:]), things=found.things) if before else found
    return found


def is_held(words: str, library: Library) -> bool:
    """Whether bodies or a place that are held are called so."""
    names = tuple(dict.fromkeys(report.publisher for report in library.reports()))
    return bool(called_so(words, names) or bodies_of_place(words, names))


class _Naming:
    """What the stretches of one turn name."""

    def __init__(
        self, turn: Turn, library: Library, held: Sequence[Report], reader: Reader
    ) -> None:
        self._turn, self._library, self._held, self._reader = turn, library, held, reader
        self._publishers = tuple(dict.fromkeys(report.publisher for report in held))
        self._owners = units_told(library)
        self.everybody = (*self._publishers, *self._owners)

    def named(self, stretches: Iterable[Words]) -> Whose:
        """The bodies that the stretches name."""
        said = [words for words in stretches if not is_no_name(words.text)]
        found = {words: self._meant(words.text) for words in said}
        beside = {name for one in found.values() if one.chance == 1 for name in one.names}
        found = {words: self._or_part(one, beside) for words, one in found.items()}
        sure = {name for one in found.values() if one.chance >= _SURE for name in one.names}
        things: list[Words] = []
        for words, one in found.items():
            if not one.names and not sure and (widened := self._whole(words)):
                found[words] = widened
                sure.update(widened.names)
        for words, one in list(found.items()):
            if not one.names:
                other = self._otherwise(words, sure)
                if other is None:
                    del found[words]
                    things += [words] if not self._is_dated(words) else []
                    continue
                found[words] = one = other
            if one.rest:
                things.append(Words(one.rest, words.end - len(one.rest), words.end))
        if any(body_name(fold(words)).level == "unit" for words in self._turn.said("body")):
            found = {words: _of_own_offices(one, words.text) for words, one in found.items()}
        return Whose(self._likewise(tuple(found.values())), self._own(things))

    def _likewise(self, bodies: tuple[BodyMeant, ...]) -> tuple[BodyMeant, ...]:
        """The bodies, where a place is held against a body of another place its body of the same
        function (北京应急局和苏州的)."""
        if not self._turn.wanted(*_HELD_AGAINST):
            return bodies
        functions = {_function(one.names[0]) for one in bodies if len(one.names) == 1}
        alike = (
            tuple(name for name in one.names if _function(name) in functions)
            if one.names == bodies_of_place(one.words, self._publishers)
            else ()
            for one in bodies
        )
        return tuple(
            replace(one, names=same) if len(same) == 1 else one
            for one, same in zip(bodies, alike, strict=True)
        )

    def _own(self, things: Sequence[Words]) -> tuple[Words, ...]:
        """Those that stand in the text of this turn."""
        return tuple(w for w in things if self._turn.text[w.start : w.end] == w.text)

    def _meant(self, words: str) -> BodyMeant:
        called = called_so(words, self.everybody)
        publishers = tuple(name for name in called if name in self._publishers)
        units = tuple(name for name in called if name in self._owners)
        if len(units) == 1:
            owners = (*publishers, self._owners[units[0]])
            return BodyMeant(words, tuple(dict.fromkeys(owners)), 1.0, units[0])
        return body_meant(words, self._publishers, self._reader)

    def _or_part(self, meant: BodyMeant, beside: set[str]) -> BodyMeant:
        """A unit that a report tells of, where the words are likelier for it than for a publisher;
        one of the publishers that were named beside it, if some were."""
        if meant.rest:
            return self._part(meant)
        if meant.chance == 1 or (is_latin(meant.words) and meant.names):
            return meant
        if not beside and not is_latin(meant.words):
            return meant
        units = self._units(beside or self._publishers)
        unit = body_meant(meant.words, units, self._reader)
        if len(unit.names) != 1 or unit.rest or (meant.names and unit.chance <= meant.chance):
            return meant
        return BodyMeant(meant.words, (self._owners[unit.names[0]],), unit.chance, unit.names[0])

    def _part(self, publisher: BodyMeant) -> BodyMeant:
        """A body and what is said behind its name: a part of it, nothing, or what is asked."""
        if is_no_name(publisher.rest):
            return replace(publisher, rest="")
        words = publisher.words
        units = self._units(publisher.names)
        unit = called_so(words, units) or called_so(publisher.rest, units)
        if len(unit := unit or _loosely(publisher.rest, units)) == 1:
            return BodyMeant(words, (self._owners[unit[0]],), publisher.chance, unit[0])
        if names_body(publisher.rest, "question") and not self._speak(
            publisher.names, publisher.rest
        ):
            return BodyMeant(words, (), publisher.chance)
        return publisher

    def _speak(self, publishers: Sequence[str], words: str) -> bool:
        """Whether the reports of bodies speak of something."""
        of_body = (report for report in self._held if report.publisher in publishers)
        passages = (passage for one in of_body for passage in self._library.passages(one.id))
        return any(fold(words) in fold(passage.text) for passage in passages)

    def _otherwise(self, words: Words, sure: set[str]) -> BodyMeant | None:
        """What words mean that are called as nobody is: a name of which the stretch is only a
        piece, a part of a body named beside, or a body that is not held; None where they name
        none."""
        nobody = BodyMeant(words.text, (), _SURE)
        if self._is_dated(words):
            return None
        if not sure:
            named = places_named(words.text) or self._names_body(words.text)
            return nobody if named or not self._touches(words) else None
        unit = _loosely(fold(words.text), self._units(sure))
        if len(unit) == 1:
            return BodyMeant(words.text, (self._owners[unit[0]],), _BESIDE, unit[0])
        return nobody if self._is_another(words, sure) else None

    def _whole(self, words: Words) -> BodyMeant | None:
        """The body of whose name the stretch is a piece, or a place with the beginning of what is
        asked of bodies there (深圳国四|老货车)."""
        if wider := self._wider(words):
            return BodyMeant(words.text, wider, _SURE)
        place = next((p for p in places_named(words.text) if words.text.startswith(p)), "")
        rest = words.text[len(place) :]
        local = bodies_of_place(place, self._publishers) if place else ()
        if not local or names_body(fold(rest), "after_place"):
            return None
        if not self._touches(words):
            local = tuple(name for name in local if self._speak((name,), rest))
        return BodyMeant(words.text, local, 1.0, rest=rest) if local else None

    def _names_body(self, words: str) -> bool:
        said = fold(words)
        return is_named_as_office(words) if is_latin(words) else names_body(said, "question")

    def _touches(self, words: Words) -> bool:
        """Whether what is asked begins right behind a stretch."""
        return any(w.start == words.end for w in self._turn.all("thing"))

    def _is_another(self, words: Words, sure: set[str]) -> bool:
        """Whether words beside the name of a held body name another one, and nothing that its
        reports tell of."""
        said = fold(words.text)
        is_body = self._names_body(words.text)
        joins = self._turn.wanted("compare", "difference", "ratio", "sum", "rank", "over")
        placed = bool(places_named(said)) and "的" not in said
        if not is_body or not (placed or joins):
            return False
        reports = [report for report in self._held if report.publisher in sure]
        told = (things_told(report, self._library).found(said, 1) for report in reports)
        return not any(one.whole for found in told for one in found)

    def _is_dated(self, words: Words) -> bool:
        """Whether words stand at a year (Dec 2025)."""
        text = words.text
        is_name = places_named(text) or is_named_as_office(text)
        if is_name or not (text[0].isdigit() or is_latin(text)):
            return False
        years = [w for w in self._turn.all("year") if w.start >= words.end]
        return any(not self._turn.text[words.end : w.start].strip() for w in years)

    def _wider(self, words: Words) -> tuple[str, ...]:
        """The bodies whose name a few letters before or behind the stretch make whole, or that
        are named without its first or last letter."""
        text = self._turn.text
        if text[words.start : words.end] != words.text or is_latin(words.text):
            return ()
        places = [
            (start, end)
            for start in range(max(0, words.start - _WIDER), words.start + 2)
            for end in range(words.end - 1, min(len(text), words.end + _WIDER) + 1)
            if end - start > 2
        ]
        for start, end in sorted(places, key=lambda place: place[0] - place[1]):
            if called := called_so(text[start:end], self._publishers):
                return called
        return ()

    def _units(self, publishers: Iterable[str]) -> tuple[str, ...]:
        among = frozenset(publishers)
        return tuple(unit for unit, owner in self._owners.items() if owner in among)


def is_no_name(words: str) -> bool:
    """Whether words name no body: a letter, a word for a level, or what any body is called."""
    said = fold(words)
    if is_latin(words):
        return is_any_office(words)
    return len(said) < 2 or is_any_body(said) or said in endings("title") or not _key(said)


def _function(name: str) -> str:
    """What a body is for: its name without its place."""
    key = _key(name)
    return key.removeprefix(place_of_key(key))


def _of_own_offices(body: BodyMeant, words: str) -> BodyMeant:
    """A body without its units, where its name, or (本级) beside it, says so."""
    says_level = body_name(fold(words)).level == "unit"
    return replace(body, unit=OWN_OFFICES) if body.names and not body.unit and says_level else body


def _loosely(said: str, units: Sequence[str]) -> tuple[str, ...]:
    """Of the parts of one body those that have all letters said in their order, their last ones
    the same."""
    return tuple(unit for unit in units if holds_letters(unit, said))


def _key(name: str) -> str:
    return body_name(name).key


def _once(stretches: Sequence[Words]) -> list[Words]:
    return list({words.text: words for words in reversed(stretches)}.values())[::-1]


def _joined(turn: Turn, names: tuple[str, ...]) -> list[Words]:
    """The stretches for bodies; two that make one name together are one."""
    found: list[Words] = []
    for words in turn.all("body"):
        if found and (both := _both(turn.text, found[-1], words, names)):
            found[-1] = both
        else:
            found.append(words)
    return found


def _both(text: str, first: Words, second: Words, names: tuple[str, ...]) -> Words | None:
    between = text[first.end : second.start]
    if second.start < first.end or not is_between_names(between):
        return None
    whole = Words(text[first.start : second.end], first.start, second.end)
    of_english = told_in_english if is_latin(whole.text) else called_so
    return whole if of_english(whole.text, names) or called_so(whole.text, names) else None
