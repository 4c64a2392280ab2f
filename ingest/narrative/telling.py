"""What each number of a paragraph tells: its name, the qualifier, the year.

A paragraph is read clause by clause; what a clause leaves unsaid (增长12.5%, 完成预算的95.7%) is
taken from what was named before.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from ingest.language.amounts import is_money
from ingest.language.enumerators import without_enumerator
from ingest.language.glyphs import half_width
from ingest.language.units import units
from ingest.narrative.clauses import clause_spans
from ingest.narrative.labels import Name, is_generic, name_from, noun_after, stem_of
from ingest.narrative.numbers import Number, numbers_in
from ingest.narrative.phrases import phrases
from ingest.narrative.sentences import sentence_spans
from ingest.narrative.wording import wording

# A year in a range (2022至2023年) names something; 截至2025年12月31日 says of when an amount is.
_YEAR = re.compile(r"(?:(?<![\d至到\-—~、])|(?<=截至)|(?<=截止)|(?<=截止到))(20\d\d)年")
_AS_OF = re.compile(r"截[至止]到?20\d\d年")
_PLANNED = re.compile(r"预算|安排|计划|拟|购置")
_REASON = "原因"
_RATIOS = units().ratios
_MAX_LEAD = 60
_NO_LEAD = re.compile(r"原因|如下|其中|包括|情况说明$|主要是|说明$|^注$|备注")
_AND = re.compile(r"[、和与及]")


@dataclass(frozen=True, slots=True)
class Told:
    """One figure told: ``sentence`` is its span in the paragraph, ``lead`` the item it is told of.

    ``is_change`` is set where the number is a difference or share and no amount of its own.
    """

    number: Number
    name: Name
    qualifier: tuple[str, ...]
    year: int
    sentence: tuple[int, int]
    lead: str
    is_change: bool


@dataclass(frozen=True, slots=True)
class _Reading:
    name: Name
    qualifier: tuple[str, ...] = ()
    year: int | None = None
    is_change: bool = False


class Teller:
    """Reads one paragraph; remembers what it has named so far."""

    def __init__(self, text: str, *, heading: str, publisher: str, fiscal_year: int) -> None:
        self._text = half_width(text)
        self._publisher = half_width(publisher)
        self._fiscal_year = fiscal_year
        self._year = fiscal_year
        self._as_of: int | None = None
        self._numbers = tuple(numbers_in(self._text, bounds=True))
        self._lead = self._find_lead()
        self._item = self._item_name(heading)
        self._holder = self._subject = self._item
        self._reference = ""
        self._pending = ""
        self._purpose = False
        self._group: list[Name] = []

    def tell(self) -> tuple[Told, ...]:
        """Every figure of the paragraph, in order."""
        told: list[Told] = []
        for sentence in sentence_spans(self._text):
            text = self._text[slice(*sentence)]
            self._begin_sentence(text)
            numbers = [_moved(n, -sentence[0]) for n in self._within(*sentence)]
            for start, end in clause_spans(text, numbers):
                inside = [n for n in numbers if start <= n.start and n.stop <= end]
                if not inside:
                    clause = text[start:end]
                    self._hear(without_enumerator(clause) if sentence[0] + start == 0 else clause)
                    continue
                for reading, number in self._clause(text, start, end, inside):
                    told.append(
                        Told(
                            number=_moved(number, sentence[0]),
                            name=reading.name,
                            qualifier=(*reading.qualifier, *filter(None, (number.bound,))),
                            year=self._year if reading.year is None else reading.year,
                            sentence=sentence,
                            lead=self._lead,
                            is_change=reading.is_change,
                        )
                    )
        return tuple(told)

    def _begin_sentence(self, text: str) -> None:
        self._reference = self._pending = ""
        # What is held as of a day is told on in the next sentence; what is planned is not.
        held = self._as_of is not None and not _PLANNED.search(text)
        self._year = self._as_of if held and self._as_of else self._fiscal_year
        self._purpose, self._group = False, []

    def _within(self, start: int, end: int) -> list[Number]:
        return [n for n in self._numbers if start <= n.start and n.stop <= end]

    def _find_lead(self) -> str:
        """The item that the paragraph is about: its run-in heading, or what stands before ：."""
        text = without_enumerator(self._text)
        found = re.match(r"(?P<lead>[^：:。，；]{2,60}?)(?P<stop>[：:。])", text)
        if not found or next(numbers_in(found["lead"]), None) or _NO_LEAD.search(found["lead"]):
            return ""
        is_whole = found["stop"] == "。" and found.end() == len(text)
        return "" if is_whole or len(found["lead"]) > _MAX_LEAD else found["lead"]

    def _item_name(self, heading: str) -> Name:
        if not self._lead:
            return Name(heading)
        name = name_from(self._lead, self._publisher)
        return replace(name, label=wording().heading_tail.sub("", name.label))

    def _hear(self, clause: str) -> None:
        """A clause without figures may name a reference (与上年相比), a year or a topic."""
        self._purpose = self._purpose or bool(wording().no_topic.match(clause.strip()))
        if self._purpose:
            return
        if found := phrases().reference.match(clause.strip()):
            self._reference = found["ref"]
            self._name(found["subject"])
            return
        if _REASON not in clause:
            self._note_year(clause)
        name = name_from(clause, self._publisher)
        if 2 <= len(name.label) <= 24 and wording().noun_ending.search(name.label):
            self._holder = self._subject = name

    def _name(self, text: str) -> None:
        name = name_from(text, self._publisher)
        if name.label and not is_generic(name.label):
            self._holder, self._subject = replace(name, label=stem_of(name.label)), name

    def _clause(
        self, text: str, start: int, end: int, numbers: Sequence[Number]
    ) -> list[tuple[_Reading, Number]]:
        readings = []
        before = start
        if before == 0:
            before = len(text) - len(without_enumerator(text))
            before = min(before, numbers[0].start)
        for position, number in enumerate(numbers):
            following = numbers[position + 1].start if position + 1 < len(numbers) else end
            front, back = text[before : number.start], text[number.stop : following]
            front = front.removesuffix(number.bound)
            year = self._year
            reading = self._read(front, number, back)
            if text.rfind("(", 0, number.start) > text.rfind(")", 0, number.start):
                # A remark in brackets (上年预算数为0万元) has a year of its own.
                told = self._year if reading.year is None else reading.year
                reading, self._year = replace(reading, year=told), year
            readings.append((reading, number))
            # The noun counted by this number is no part of the next one's name.
            before = number.stop + len(_counted_noun(number, back))
        return readings

    def _note_year(self, text: str) -> None:
        years = _YEAR.findall(phrases().compared.sub("", text))
        if years:
            self._year = int(years[-1])
            if _AS_OF.search(text):
                self._as_of = self._year
        elif wording().last_year.search(phrases().compared.sub("", text)):
            self._year = self._fiscal_year - 1

    def _read(self, front: str, number: Number, back: str) -> _Reading:
        front = front.strip()
        if number.unit in _RATIOS and self._pending and front in ("", "的"):
            return _Reading(self._subject, (self._pending,), is_change=True)
        for reader in (
            self._listed,
            self._change,
            self._base_value,
            self._completion,
            self._share,
        ):
            reading = reader(front, number)
            if reading is not None:
                return reading
        return self._plain(front, number, back)

    def _change(self, front: str, number: Number) -> _Reading | None:
        found = phrases().change.match(front)
        if not found:
            return None
        self._note_year(found["subject"])
        self._name(found["subject"])
        self._name(found["middle"] or "")
        direction = found["direction"] + (found["to"] or "")
        if found["ref"]:
            self._reference = found["ref"]
        inherits = not direction.startswith(("同比", "环比"))
        qualifier = (self._reference if inherits else "") + direction
        return _Reading(self._subject, (qualifier,), is_change=True)

    def _base_value(self, front: str, number: Number) -> _Reading | None:
        """比上年决算数100万元(增加…): the amount compared with."""
        found = phrases().base_value.match(front)
        if not found or not is_money(number.unit):
            return None
        self._name(found["subject"])
        self._reference = found["compare"] + found["base"]
        return _Reading(self._holder, (found["base"],), self._year_of(found["base"]))

    def _year_of(self, words: str) -> int | None:
        if years := _YEAR.findall(words):
            return int(years[-1])
        return self._fiscal_year - 1 if wording().last_year.search(words) else None

    def _completion(self, front: str, number: Number) -> _Reading | None:
        found = phrases().completion.match(front)
        if not found:
            return None
        self._name(found["subject"])
        base = found["base"] or "预算"
        if number.unit in _RATIOS:
            return _Reading(self._subject, (f"完成{base}",), is_change=True)
        self._pending = f"完成{base}"
        return _Reading(self._holder, (base,))

    def _share(self, front: str, number: Number) -> _Reading | None:
        found = phrases().share.match(front)
        if not found:
            return None
        whole = found["whole"].strip("了")
        if number.unit in _RATIOS:
            self._name(found["subject"])
            return _Reading(self._subject, (f"占{whole}" if whole else "占比",), is_change=True)
        if not whole:
            return None
        self._name(found["subject"])
        self._pending = f"占{whole}"
        return _Reading(name_from(whole, self._publisher))

    def _listed(self, front: str, number: Number) -> _Reading | None:
        """甲和乙分别为9.6%、19.2%: the names first, then the numbers in the same order."""
        if self._group and front in ("", "、", "和", "与", "及"):
            self._subject = self._group.pop(0)
            return _Reading(self._subject)
        self._group = []
        found = phrases().respectively.match(front)
        if not found:
            return None
        names = [name_from(item, self._publisher) for item in _AND.split(found["items"])]
        if len(names) < 2 or not all(name.label for name in names):
            return None
        self._note_year(found["items"])
        self._subject, *self._group = names
        return _Reading(self._subject)

    def _plain(self, front: str, number: Number, back: str) -> _Reading:
        self._note_year(front)
        name = name_from(front, self._publisher)
        name = replace(name, label=name.label + _counted_noun(number, back))
        if not name.label:
            return _Reading(self._subject)
        if is_generic(name.label):
            self._subject = self._holder
            return _Reading(self._holder, (name.label,), self._year_of(front))
        self._subject = name
        stem = stem_of(name.label)
        if stem != name.label or is_money(number.unit):
            # A stem as bare as 项目 names nothing: the item of the paragraph does.
            self._holder = (
                self._item if len(stem) <= 2 and self._lead else replace(name, label=stem)
            )
        return _Reading(name)


def _counted_noun(number: Number, back: str) -> str:
    """The noun after a counting unit (83家企事业单位); money and ratios have none."""
    if is_money(number.unit) or number.unit in _RATIOS:
        return ""
    return noun_after(back)


def _moved(number: Number, by: int) -> Number:
    return replace(number, start=number.start + by, end=number.end + by, stop=number.stop + by)
