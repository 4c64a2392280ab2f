"""What a question was understood to ask: the Plan, of which one object is executed and told.

A Plan holds a Lookup (a figure is wanted), a Search (words are wanted), both ("how much and
why"), or neither: then ``ask_back`` or ``refusal`` says what to tell the reader instead.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from ingest.across import Measure
from ingest.nouns import Basis, Level, Report, Stage

OperationKind = Literal[
    "sum",
    "difference",
    "ratio",
    "share",
    "per",
    "remaining",
    "implied",
    "change",
    "completion",
    "excluding",
    "remainder",
    "lines",
    "check",
    "places",
]
Across = Literal["", "each", "difference", "ratio", "sum", "ranking"]
SearchKind = Literal["reason", "definition", "duties", "structure", "identity", "open"]
Refusal = Literal["not_held", "calculation", "empty", "nothing_asked"]


ANY_COUNT = "个数"
"""As the unit asked for: a count of whatever, neither money nor percent."""


@dataclass(frozen=True, slots=True)
class Name:
    """A name in a question. ``meanings``: sets of equal keys, the likeliest meaning first."""

    words: str
    meanings: tuple[frozenset[str], ...]
    light: bool
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Change:
    """A change is asked: against which base, in which direction ("" = either), in percent."""

    base: Literal["上年", "预算", ""]
    direction: Literal["rise", "fall", ""]
    percent: bool


@dataclass(frozen=True, slots=True)
class Lookup:
    """Which figures are wanted; an empty field does not restrict.

    ``years`` are those a figure may be about; ``bases`` 预算 and/or 决算 where that was said.
    ``unit`` is the unit asked for, ``content`` the words of the question that are neither
    publisher, year nor filler, in runs. ``change`` is set where a change is asked, ``companion``
    where the change is asked besides the figure itself; ``spent`` where it is asked on which
    lines a total is spent. ``unknown`` are words of another language that nothing translates.
    """

    report_ids: tuple[str, ...]
    names: tuple[Name, ...] = ()
    codes: tuple[str, ...] = ()
    line_no: str = ""
    forms: tuple[str, ...] = ()
    years: tuple[int, ...] = ()
    bases: tuple[Basis, ...] = ()
    unit: str = ""
    content: tuple[str, ...] = ()
    change: Change | None = None
    companion: bool = False
    share: bool = False
    spent: bool = False
    unknown: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Order:
    """Which of several are wanted: the ``count`` first (0 = all) from place ``first`` on.

    ``lowest`` turns the order round. ``above`` and ``below`` are amounts in 元 that the lines must
    exceed or stay under. ``digits`` is the length of the codes wanted (类 3, 款 5, 项 7), 0 for
    the innermost lines.
    """

    count: int = 0
    first: int = 1
    lowest: bool = False
    above: Decimal | None = None
    below: Decimal | None = None
    digits: int = 0


@dataclass(frozen=True, slots=True)
class Operation:
    """A calculation over figures: every term is a look-up of its own.

    ``terms``: summands; minuend and subtrahend; part and whole; the lines of a class; the parts
    of a check with the whole last; a rest, its whole and its part. ``number`` and ``counted`` are
    a denominator that the question itself states (每214名); for ``places``, ``number`` holds the
    figures that it states, parted by "|". ``across``: the same is wanted of each report, to be
    ``compared`` by difference, ratio, sum, order or not at all. ``base`` is what a stated change
    is against.
    """

    kind: OperationKind | Literal["value"]
    terms: tuple[Lookup, ...]
    unit: str = ""
    number: str = ""
    counted: str = ""
    base: Literal["上年", "预算", ""] = ""
    order: Order | None = None
    among: Literal["lines", "projects", "bodies", "told"] = "lines"
    across: Across = ""


@dataclass(frozen=True, slots=True)
class ByConcept:
    """One concept is asked, by ``words`` that are a name of it and leave nothing else unsaid.

    ``ranking``: of all bodies of one year and stage, or of the ``publishers`` alone where some or
    a place were named; ``series``: of one body over years, the last ``back`` of them (0 = all);
    ``total``: the whole income or expenditure of the reports meant; ``value``: of them, where
    nothing is printed under the words. ``total``: all income or expenditure is measured.
    ``stage``, ``year``, ``level`` and ``unit`` (of money) are empty where unsaid; ``newest``: of
    the newest year held; ``anywhere``: of a place that nothing names, so of all held; ``body``: of
    a body in the reports meant that is not their publisher.
    """

    kind: Literal["ranking", "series", "total", "value"]
    measure: Measure
    words: str
    stage: Stage = ""
    year: int = 0
    level: Level | Literal[""] = ""
    order: Order = Order()
    publishers: tuple[str, ...] = ()
    back: int = 0
    total: bool = False
    newest: bool = False
    anywhere: bool = False
    body: str = ""
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Search:
    """Which words are wanted: of which kind, about which names, in which reports.

    ``named`` is False where the question named no report, so that all that tell are offered.
    """

    report_ids: tuple[str, ...]
    kind: SearchKind
    query: str
    content: tuple[str, ...]
    names: tuple[Name, ...] = ()
    change: Change | None = None
    named: bool = True


@dataclass(frozen=True, slots=True)
class Plan:
    """The reading of a question. ``reports`` are the reports it will look into.

    ``each`` is True where several publishers or years were named, so that all are answered.
    ``guess`` is a printed name that the question may have misspelt, tried where all else fails;
    ``otherwise`` a calculation that stands in where nothing printed answers the look-up.
    ``two_years`` is True where the figures of two years are to be compared, so that it goes first.
    ``rivals`` is True where one name of a body fits several publishers. ``more`` are the further
    things asked of the same reports, each a look-up of its own beside ``lookup``; ``concept`` what
    is asked by concept.
    ``missing`` names what is not held, ``near`` the reports held of the publisher named. ``whom``
    says in words which body and year were asked, whatever is held.
    """

    text: str
    english: bool
    reports: tuple[Report, ...]
    named: bool
    lookup: Lookup | None = None
    operation: Operation | None = None
    search: Search | None = None
    refusal: Refusal | None = None
    missing: str = ""
    near: tuple[Report, ...] = ()
    whom: str = ""
    each: bool = False
    guess: Name | None = None
    otherwise: Operation | None = None
    two_years: bool = False
    rivals: bool = False
    more: tuple[Lookup, ...] = ()
    concept: ByConcept | None = None

    @property
    def asked(self) -> tuple[str, ...]:
        """The words of the whole question, as the look-up has them."""
        return self.lookup.content if self.lookup else ()

    @property
    def reading(self) -> str:
        """The plan in words, before any figure is found."""
        return self._reading(words_of_reports(self.reports) if self.reports else "")

    @property
    def reading_of_asked(self) -> str:
        """The same for an answer that finds nothing: whom the question named, not what is held."""
        if self.english:
            return f"我的理解：{self.whom} · {self.text}".replace("： · ", "：")
        return self._reading(self.whom)

    def _reading(self, whom: str) -> str:
        parts = [whom]
        if self.lookup:
            parts.append(words_of_lookup(self.lookup))
        if self.operation:
            parts.append(words_of_operation(self.operation))
        if self.search:
            parts.append(words_of_search(self.search))
        words = " · ".join(part for part in parts if part)
        return f"我的理解：{words}" if words else ""


_SHOWN_REPORTS = 2
_KIND_WORDS: dict[SearchKind, str] = {
    "reason": "原因说明",
    "definition": "名词解释",
    "duties": "职责",
    "structure": "机构与单位构成",
    "identity": "隶属与性质",
    "open": "文字说明",
}


def words_of_report(report: Report) -> str:
    """A report in words: ``2023年度 · 某某中心``."""
    return f"{report.fiscal_year}年度 · {report.publisher}"


def words_of_reports(reports: tuple[Report, ...]) -> str:
    """Some reports in words; the first two, and how many there are."""
    shown = "，".join(words_of_report(r) for r in reports[:_SHOWN_REPORTS])
    more = len(reports) - _SHOWN_REPORTS
    return f"{shown}等{len(reports)}份报告" if more > 0 else shown


def words_of_lookup(lookup: Lookup) -> str:
    """What is looked up, in words."""
    names = [name.words for name in lookup.names] or [_plain("".join(lookup.content))]
    parts = [*lookup.codes, *dict.fromkeys(names)]
    if lookup.line_no:
        parts.append(f"行次{lookup.line_no}")
    if lookup.bases:
        parts.append("、".join(f"{basis}数" for basis in lookup.bases))
    if lookup.change:
        parts.append({"上年": "比上年增减", "预算": "比预算增减", "": "增减"}[lookup.change.base])
    return " · ".join(part for part in parts if part)


_OPERATION_WORDS = {
    "value": "",
    "sum": "求和",
    "difference": "求差",
    "ratio": "倍数",
    "share": "占比",
    "per": "平均",
    "remaining": "预算减决算",
    "implied": "按增减额推算",
    "change": "增减",
    "completion": "预算完成率",
    "excluding": "求差",
    "remainder": "求差",
    "lines": "逐项排列",
    "check": "核对加总",
    "places": "核对各处",
}


def words_of_operation(operation: Operation) -> str:
    """A calculation in words."""
    terms = "、".join(words_of_lookup(term) for term in operation.terms)
    compared = {"ranking": "各报告排序", "": ""}.get(operation.across, "各报告比较")
    words = (terms, _OPERATION_WORDS[operation.kind], compared)
    return " · ".join(word for word in words if word)


def _plain(words: str) -> str:
    """A masked text without its masks."""
    return re.sub(r"[_|?？!！]+", "", words)


def words_of_search(search: Search) -> str:
    """What is searched, in words."""
    about = "、".join(dict.fromkeys(name.words for name in search.names))
    return f"{about or _plain(''.join(search.content))}（{_KIND_WORDS[search.kind]}）"
