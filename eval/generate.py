"""Makes cases over reports with known truth: the wordings of templates.yaml, filled with facts."""

from __future__ import annotations

import itertools
import random
from collections.abc import Callable, Iterable, Iterator, Mapping
from decimal import Decimal
from importlib import resources
from typing import Any, cast

import yaml

from eval.facts import Fact, Facts, are_siblings, facts_of, is_part_of
from eval.truth import Truth
from ingest.language.amounts import in_unit
from ingest.language.numerals import ONE_TO_TEN
from ingest.language.rounding import half_up

Record = dict[str, Any]
"""A case as it stands in a question file (docs/evaluation.md)."""

_WIDE = str.maketrans("0123456789", "０１２３４５６７８９")
_CHINESE = str.maketrans("0123456789", f"〇{ONE_TO_TEN[:9]}")
_SHARE_TOLERANCE = "0.05"
_LARGE_TOLERANCE = "0.006"
_LEAST_LARGE = Decimal(5_000_000)
"""元; less than this is not asked in 亿元."""


def load_wording() -> Mapping[str, Any]:
    """What ``templates.yaml`` says."""
    text = resources.files("eval").joinpath("templates.yaml").read_text(encoding="utf-8")
    return cast(Mapping[str, Any], yaml.safe_load(text))


def generate(truths: Mapping[str, Truth]) -> list[Record]:
    """Cases over the reports that templates.yaml names and ``truths`` has; the same every time.

    Only what can be asked fairly is asked: words that mean one value of the report. Expected
    figures are printed cells, or Decimal results over them.
    """
    maker = _Maker(truths, load_wording())
    made = [*maker.lookups(), *maker.derived(), *maker.ranked(), *maker.compared()]
    numbers: dict[str, int] = {}
    for record in made:
        kind = record["kind"]
        numbers[kind] = numbers.get(kind, 0) + 1
        record["id"] = f"generated-{kind}-{numbers[kind]:03}"
    return made


class _Maker:
    """Fills the wordings, one kind after another, from one seeded source of chance."""

    def __init__(self, truths: Mapping[str, Truth], wording: Mapping[str, Any]) -> None:
        self._wording = wording
        self._reports: Mapping[str, Any] = {
            key: about for key, about in wording["reports"].items() if key in truths
        }
        found = [
            facts_of(truths[key], about["year"], about["told"], wording)
            for key, about in self._reports.items()
        ]
        bodies = {about["names"][0] for about in self._reports.values()}
        known = (fact for facts in found for fact in facts if fact.line not in bodies)
        self._facts = Facts(known, wording["bare_totals"], wording["only_with_form"])
        self._chance = random.Random(wording["seed"])
        self._names = {key: itertools.cycle(a["names"]) for key, a in self._reports.items()}

    def lookups(self) -> Iterator[Record]:
        """Single figures: every form of every report in turn, every wording in turn."""
        wordings = list(self._wording["lookup"])
        zeros = self._wording["most_zeros"]
        made = 0
        for fact in self._in_turn():
            if made == self._wording["lookups"]:
                return
            if not fact.value and zeros == 0:
                continue
            chosen = next((w for w in wordings if self._suits(w, fact)), None)
            if chosen is None:
                continue
            wordings.remove(chosen)
            wordings.append(chosen)
            zeros -= not fact.value
            made += 1
            yield self._lookup(chosen, fact)

    def derived(self) -> Iterator[Record]:
        """Differences and sums of lines of one level, shares of a line in what it is part of."""
        for is_part, group in itertools.groupby(
            self._wording["derived"], key=lambda wording: bool(wording["does"] == "share")
        ):
            pairs = self._pairs(is_part_of if is_part else are_siblings)
            for wording in group:
                for first, second, clear in itertools.islice(pairs, wording["count"]):
                    yield self._derived(wording, first, second, clear)

    def ranked(self) -> Iterator[Record]:
        """The largest line of a group of lines, where one line alone is the largest."""
        for wording, key in itertools.product(self._wording["rank"], self._reports):
            known = {f.line: f for f in self._facts.of(key) if _in_group(f, wording)}
            lines = sorted(known.values(), key=lambda fact: fact.value, reverse=True)
            if len(lines) > 1 and lines[0].value > lines[1].value:
                first = lines[0]
                asked = wording["text"].format(**self._words(first))
                record = _record("rank", asked, [_stated(first.value, first.unit)])
                record["expect"]["phrases"] = [[first.label]]
                yield self._proved(record, [first], ("rank",))

    def compared(self) -> Iterator[Record]:
        """One line in two reports."""
        for wording in self._wording["compare"]:
            pairs = self._across(wording["same"])
            for one, other in itertools.islice(pairs, wording["count"]):
                yield self._compared(wording, one, other)

    def _in_turn(self) -> Iterator[Fact]:
        """The facts, one of each form of each report, then the next of each."""
        heaps: dict[tuple[str, str], list[Fact]] = {}
        for fact in self._facts.all:
            heaps.setdefault((fact.report, fact.title), []).append(fact)
        for heap in heaps.values():
            self._chance.shuffle(heap)
        for turn in itertools.zip_longest(*heaps.values()):
            yield from (fact for fact in turn if fact is not None)

    def _suits(self, wording: Mapping[str, Any], fact: Fact) -> bool:
        """Whether a wording can ask for the fact, and means it alone."""
        told = self._reports[fact.report]["told"]
        return (
            fact.measure in wording.get("measures", (fact.measure,))
            and told == wording.get("told", told)
            and not (wording.get("unit") == "亿元" and abs(fact.yuan) < _LEAST_LARGE)
            and self._facts.is_fair(fact, wording["naming"], form=wording.get("form", False))
        )

    def _lookup(self, wording: Mapping[str, Any], fact: Fact) -> Record:
        asked = wording["text"].format(**self._words(fact, wording.get("digits", "")))
        if wording.get("digits") == "wide":
            asked = asked.translate(_WIDE)
        unit = wording.get("unit", fact.unit)
        figure = _stated(in_unit(fact.value, fact.unit, unit), unit)
        if unit == "亿元":
            figure["tolerance"] = _LARGE_TOLERANCE
        traps = [*self._facts.traps(fact), wording["naming"], wording.get("digits", "")]
        if unit != fact.unit:
            traps.append("unit")
        record = _record("lookup", asked, [figure], wording.get("lang", "zh"))
        return self._proved(record, [fact], traps)

    def _pairs(self, belong: Callable[[Fact, Fact], bool]) -> Iterator[tuple[Fact, Fact, bool]]:
        """Two lines of one table, the larger first, and whether they are clear without it."""
        waiting: dict[tuple[str, str, str], list[Fact]] = {}
        for fact in self._in_turn():
            if fact.measure != "spent" or fact.value <= 0:
                continue
            others = waiting.setdefault((fact.report, fact.title, fact.unit), [])
            for other in others:
                first, second = (fact, other) if fact.value > other.value else (other, fact)
                if belong(first, second) and self._fair_pair(first, second, form=True):
                    others.remove(other)
                    yield first, second, self._fair_pair(first, second, form=False)
                    break
            else:
                others.append(fact)

    def _fair_pair(self, one: Fact, other: Fact, *, form: bool) -> bool:
        return all(self._facts.is_fair(fact, "label", form=form) for fact in (one, other))

    def _derived(
        self, wording: Mapping[str, Any], first: Fact, second: Fact, clear: bool
    ) -> Record:
        words = self._words(first)
        words["first"] = words["line"] + words["aspect"]
        words["second"] = second.label + _aspect_after(second)
        words["within"] = "" if clear else self._wording["within"].format(**words)
        figure = _worked_out(wording["does"], first, second)
        if unit := wording.get("unit"):
            figure["value"] = f"{in_unit(Decimal(figure['value']), figure['unit'], unit):f}"
            figure["unit"] = unit
        record = _record("derived", wording["text"].format(**words), [figure])
        return self._proved(record, [first, second], (wording["does"],))

    def _across(self, same: str) -> Iterator[tuple[Fact, Fact]]:
        """Pairs of reports that are alike in the year, the body or nothing, line by line."""
        keys = [
            pair for pair in itertools.combinations(self._reports, 2) if self._alike(pair) == same
        ]
        streams = [self._shared_lines(*pair) for pair in keys]
        for turn in itertools.zip_longest(*streams):
            yield from (pair for pair in turn if pair is not None)

    def _alike(self, keys: tuple[str, str]) -> str:
        one, other = (self._reports[key] for key in keys)
        if one["names"][0] == other["names"][0]:
            return "body"
        return "year" if one["year"] == other["year"] else "nothing"

    def _shared_lines(self, one: str, other: str) -> Iterator[tuple[Fact, Fact]]:
        there = {
            (fact.line, fact.code): fact for fact in self._facts.of(other) if self._compares(fact)
        }
        here = {(f.line, f.code): f for f in self._facts.of(one) if self._compares(f)}
        shared = [line for line in here if line in there and here[line].yuan != there[line].yuan]
        self._chance.shuffle(shared)
        yield from ((here[line], there[line]) for line in shared)

    def _compares(self, fact: Fact) -> bool:
        return (
            fact.measure == "spent"
            and fact.value > 0
            and self._facts.is_fair(fact, "label", form=False)
        )

    def _compared(self, wording: Mapping[str, Any], one: Fact, other: Fact) -> Record:
        words, others = self._words(one), self._words(other)
        words |= {
            "other": others["who"],
            "other_year": others["year"],
            "other_told": others["told"],
        }
        difference = in_unit(abs(one.yuan - other.yuan), "元", one.unit)
        figures = [
            _stated(one.value, one.unit),
            _stated(other.value, other.unit),
            _stated(difference, one.unit) | {"calc": f"{one.value:f}-{other.value:f}"},
        ]
        record = _record("compare", wording["text"].format(**words), figures)
        if wording["same"] == "body":
            record["expect"]["evidence_mode"] = "any"
        return self._proved(record, [one, other], (f"same_{wording['same']}",))

    def _words(self, fact: Fact, digits: str = "") -> dict[str, str]:
        about = self._reports[fact.report]
        year = str(about["year"])
        total = fact.line in ("合计", "总计", "小计")
        return {
            "who": next(self._names[fact.report]),
            "year": year.translate(_CHINESE) if digits == "chinese" else year,
            "told": about["told"] if fact.told else "",
            "line": self._wording["total_line"] if total else fact.label,
            "code": fact.code,
            "line_no": fact.line_no,
            "form": fact.title,
            "aspect": _aspect_after(fact),
        }

    def _proved(self, record: Record, facts: Iterable[Fact], traps: Iterable[str]) -> Record:
        """The record with the pages of its facts and what makes it hard."""
        places = {(fact.report, page): None for fact in facts for page in self._facts.pages(fact)}
        record["expect"]["evidence"] = [{"report": key, "page": page} for key, page in places]
        record["traps"] = [trap for trap in dict.fromkeys(traps) if trap]
        return record


def _aspect_after(fact: Fact) -> str:
    """The words for the amount, nothing said twice: 图书馆支出, but 住房保障支出."""
    for size in range(len(fact.aspect), 0, -1):
        if fact.label.endswith(fact.aspect[:size]):
            return fact.aspect[size:]
    return fact.aspect


def _in_group(fact: Fact, wording: Mapping[str, Any]) -> bool:
    digits = wording["digits"]
    return (
        fact.form == wording["form"]
        and fact.measure == "spent"
        and fact.code.startswith(wording["group"])
        and len(fact.code) == digits
        and (digits > 0 or fact.line != "合计")
    )


def _worked_out(does: str, first: Fact, second: Fact) -> Record:
    """The figure expected of a calculation, with its working; both facts in one unit."""
    if does == "share":
        share = half_up(second.value * 100 / first.value)
        working = f"{second.value:f}/{first.value:f}"
        return _stated(share, "%") | {"tolerance": _SHARE_TOLERANCE, "calc": working}
    sign = 1 if does == "sum" else -1
    working = f"{first.value:f}{'+' if does == 'sum' else '-'}{second.value:f}"
    return _stated(first.value + sign * second.value, first.unit) | {"calc": working}


def _stated(value: Decimal, unit: str) -> Record:
    return {"value": f"{abs(value):f}", "unit": unit}


def _record(kind: str, question: str, figures: list[Record], lang: str = "zh") -> Record:
    expect: Record = {"status": "answered", "figures": figures, "phrases": [], "evidence": []}
    return {"id": "", "kind": kind, "lang": lang, "question": question, "expect": expect}
