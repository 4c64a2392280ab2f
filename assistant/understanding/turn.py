"""What one turn of the conversation says, before it is linked to what the reports print."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from assistant.plan import ANY_COUNT, Change
from assistant.understanding.question_text import QuestionText, normalise
from assistant.understanding.reports_meant import ReportsMeant, reports_meant
from assistant.words.lexicon import filler_pattern, lexicon, pattern
from assistant.words.publisher_names import Span
from ingest.forms import OTHER, form_of
from ingest.language.changes import any_change
from ingest.language.units import any_money, units
from ingest.language.years import any_last_year
from ingest.nouns import Basis, Report

_CODE = re.compile(
    r"(?<![\d.])([2-9]\d{2}|\d{5,7})(?!\d|[.%万亿元个次件名条辆台家批位块]|年(?![初末底])|人(?!员))"
)
_LINE_NO = re.compile(r"第(\d{1,2})(?:号)?行次?|(?<!\d)(\d{1,2})行次|行次(?:为|是|号)?(\d{1,2})")
_TITLE = re.compile(r"[\u3400-\u9fff]{2,30}?表(?![示明现达格演态述])")
_FUNDS = re.compile(
    r"一般公共预算|政府性基金预算|国有资本经营预算|(?:部门|单位|综合){1,3}预算|预算(?:单位|部门)"
)
_PUNCTUATION = re.compile(r"[\s,，。.?？!！;；:：、|/%_a-z\-—~]+")
_PREVIOUS = re.compile(rf"(?<![比较与跟和])(?>{any_last_year()})(?!结转|结余|末|实户)")
_RATE = re.compile(f"百分|%|几成|{any_change('rates')}|增长率|增速|同比")
_MONEY = re.compile(rf"(?<![\d.百千万亿])({any_money()})")
_AGAINST_YEAR = re.compile(f"{any_last_year()}|同比|[与比较]_")
_MASK = "_"


@dataclass(frozen=True, slots=True)
class Turn:
    """One question by itself.

    ``masked`` is its text with what is spoken for as ``_``; ``spoken`` still has its codes.
    ``body`` is a body without a report of its own, by the name that rows of others print.
    """

    question: QuestionText
    meant: ReportsMeant
    masked: str
    spoken: str
    intents: frozenset[str]
    calculation: str
    codes: tuple[str, ...]
    line_no: str
    forms: tuple[str, ...]
    bases: tuple[Basis, ...]
    unit: str
    previous_year: bool
    body: str = ""

    @property
    def content(self) -> tuple[str, ...]:
        """The runs of words that carry content."""
        return content_runs(self.masked)

    @property
    def change(self) -> Change | None:
        """The change asked for, if one is."""
        if "change" not in self.intents:
            return None
        text = self.masked
        base = "预算" if re.search(r"(?:[比较跟与]|超过|超出).{0,6}预算|超支|超出", text) else ""
        if not base and _AGAINST_YEAR.search(text):
            base = "上年"
        rise, fall = "rise" in self.intents, "fall" in self.intents
        direction = "" if rise == fall else "rise" if rise else "fall"
        percent = bool(_RATE.search(text))
        return Change(base, direction, percent)  # type: ignore[arg-type]


def read_turn(text: str, held: tuple[Report, ...], labels: Mapping[str, tuple[str, ...]]) -> Turn:
    """Everything that the words of one turn say by themselves; ``labels`` are names in print, with
    the ids of the reports that print them."""
    question = normalise(text)
    meant = reports_meant(question.text, held, labels)
    masked = masked_at(question.text, meant.spans)
    forms, title_spans = _forms_named(masked)
    masked_titles = masked_at(masked, title_spans)
    line_no, line_spans = _line_number(masked_titles)
    codes, code_spans = codes_in(masked_titles)
    masked_all = masked_at(masked_titles, (*line_spans, *code_spans))
    return Turn(
        question=question,
        meant=meant,
        masked=masked_all,
        spoken=masked_titles,
        intents=_intents(masked),
        calculation=calculation_in(masked_all),
        codes=codes,
        line_no=line_no if forms or "行次" in masked else "",
        forms=forms,
        bases=bases_in(masked_all),
        unit=unit_asked(masked_all),
        previous_year=_PREVIOUS.search(masked_all) is not None,
    )


def content_runs(masked: str) -> tuple[str, ...]:
    """The text without fillers, question words and marks, as runs of two letters or more."""
    edges = "".join(lexicon()["edge_letters"])
    runs: list[str] = []
    for piece in _PUNCTUATION.split(masked):
        stripped = (run.strip(edges) for run in filler_pattern().split(piece))
        runs += [run for run in stripped if len(run) > 1]
    return tuple(runs)


def masked_at(text: str, spans: tuple[Span, ...]) -> str:
    """The text with these stretches as ``_``."""
    letters = list(text)
    for start, end in spans:
        letters[start:end] = _MASK * (end - start)
    return "".join(letters)


def _intents(masked: str) -> frozenset[str]:
    return frozenset(
        name for name in lexicon()["intents"] if pattern("intents", name).search(masked)
    )


def calculation_in(masked: str) -> str:
    """Which kind of calculation the words speak of, "" for none."""
    for name in ("check", "compare", "rank", "combine", "share"):
        if pattern("calculations", name).search(masked):
            return name
    return ""


def _forms_named(masked: str) -> tuple[tuple[str, ...], tuple[Span, ...]]:
    forms, spans = [], []
    for found in _TITLE.finditer(masked):
        form = form_of(found[0])
        if form != OTHER:
            forms.append(form)
            spans.append(found.span())
    return tuple(dict.fromkeys(forms)), tuple(spans)


def _line_number(masked: str) -> tuple[str, tuple[Span, ...]]:
    found = _LINE_NO.search(masked)
    return ((found[1] or found[2] or found[3]), (found.span(),)) if found else ("", ())


def codes_in(masked: str) -> tuple[tuple[str, ...], tuple[Span, ...]]:
    """The classification codes in a text, and where."""
    found = list(_CODE.finditer(masked))
    codes = tuple(dict.fromkeys(m[1] for m in found))
    return codes, tuple(m.span() for m in found)


def bases_in(masked: str) -> tuple[Basis, ...]:
    """预算 and 决算 as far as a text speaks of them; the names of funds do not."""
    text = _FUNDS.sub("", masked)
    bases: list[Basis] = []
    if "预算" in text or "批了" in text:
        bases.append("预算")
    if re.search(r"决算|实际|执行", text):
        bases.append("决算")
    return tuple(bases)


def unit_asked(masked: str) -> str:
    """The unit that the words ask for, ``ANY_COUNT`` for a count of whatever, "" for none."""
    money: list[str] = _MONEY.findall(masked)
    if money:
        return max(money, key=lambda unit: units().money[unit])
    counts = [(word, unit) for unit, words in lexicon()["count_units"].items() for word in words]
    for word, unit in sorted(counts, key=lambda pair: len(pair[0]), reverse=True):
        if word in masked and unit != "个":
            return str(unit)
    return ANY_COUNT if re.search(lexicon()["any_count"], masked) else ""
