"""Varies the questions of the corpus, so that the reader learns the shape of what it marks and not
the names: other bodies, other years, other things stand in the same sentence.
"""

from __future__ import annotations

import random
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from assistant.reading.tags import Span, Tag
from eval.asked.corpus import Asked
from ingest.bodies.english import in_english, places
from ingest.bodies.short_names import names_of
from ingest.concepts.concept import concepts
from ingest.concepts.spoken import spoken
from ingest.language.glosses import is_latin

_BODY, _YEAR, _THING = 0.45, 0.25, 0.35
_BARE_PLACE = 0.3
_HAN = "〇一二三四五六七八九"
_FUNDS = ("一般公共预算的", "财政拨款的", "政府性基金", "财政拨款", "基本支出里的", "项目支出中的")


@dataclass(frozen=True, slots=True)
class Variation:
    """What may stand in a question: names of bodies, places, things in either language."""

    bodies: Sequence[str]
    places: Sequence[str]
    things: Sequence[str]
    english_things: Sequence[str]

    def varied(self, one: Asked, chance: random.Random) -> Asked:
        """The question with some of its stretches put otherwise, and marked the same."""
        text, spans, at = "", [], 0
        for span in sorted(one.spans, key=lambda span: span.start):
            if span.start < at:
                continue
            text += one.question[at : span.start]
            words = self._instead(one.question[span.start : span.end], span.tag, chance)
            spans.append(Span(len(text), len(text) + len(words), span.tag))
            text += words
            at = span.end
        return replace(one, question=text + one.question[at:], spans=tuple(spans))

    def _instead(self, words: str, tag: Tag, chance: random.Random) -> str:
        if tag == "body" and chance.random() < _BODY:
            return self._body(words, chance)
        if tag == "year" and chance.random() < _YEAR:
            return _year(words, chance)
        if tag == "thing" and len(words) < 16 and chance.random() < _THING:
            return self._thing(words, chance)
        return words

    def _body(self, words: str, chance: random.Random) -> str:
        name = chance.choice(self.bodies)
        if is_latin(words):
            parts = in_english(name).split()
            kept = [part for part in parts if chance.random() < 0.85] or parts
            return " ".join(part.title() for part in kept[:6])
        if chance.random() < _BARE_PLACE:
            place = chance.choice(self.places)
            ends = (
                "",
                "",
                "",
                "市",
                "热线",
                "12345",
                "12345中心",
                "局",
                "中心",
                "平台",
                "那边",
                "市里",
            )
            return place + chance.choice(ends)
        return chance.choice(names_of(name) or (name,))

    def _thing(self, words: str, chance: random.Random) -> str:
        if is_latin(words):
            return chance.choice(self.english_things)
        thing = chance.choice(self.things)
        before = chance.choice(_FUNDS) if chance.random() < 0.12 else ""
        return before + thing


def variation_of(asked: Iterable[Asked], bodies: Iterable[str]) -> Variation:
    """What can stand in the questions: the things asked anywhere, those of the concepts with their
    codes, and the bodies of the reports held."""
    things: dict[str, None] = {}
    english: dict[str, None] = {}
    for one in asked:
        for words in one.words("thing"):
            (english if is_latin(words) else things).setdefault(words)
    for concept in concepts().values():
        if concept.id.startswith(("functional_income", "government_economic")):
            continue
        things.setdefault(concept.name)
        if concept.code:
            things.setdefault(concept.code)
            things.setdefault(f"{concept.code}{concept.name}")
        for words in spoken().get(concept.id, ()):
            (english if is_latin(words) else things).setdefault(words)
    return Variation(tuple(bodies), tuple(places()), tuple(things), tuple(english))


def _year(words: str, chance: random.Random) -> str:
    digits = "".join(letter for letter in words if letter.isdigit())
    if len(digits) not in (2, 4) or is_latin(words.replace(digits, "")):
        return words
    year = f"20{chance.randint(12, 29)}"
    han = "".join(_HAN[int(digit)] for digit in year)
    forms = (year, f"{year}年", f"{year}年度", f"{year[2:]}年", f"{han}年", f"{year[2:]}年度")
    return chance.choice(forms)
