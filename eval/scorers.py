"""Scores one answer against its case: status, figures, phrases, evidence, measure.

The rules are those of docs/evaluation.md. Every part keeps its reason; a part that the rules do
not ask for is "not checked". Refusal is a verdict of its own.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from assistant.answers import Answer
from assistant.reading.question_text import simplified
from eval.cases import Case, ExpectedFigure, report_key
from eval.evidence import Places
from eval.numbers import (
    StatedNumber,
    number_of,
    numbers_in,
    plain_text,
    says_nothing_there,
    states,
    wording,
)
from ingest.language.glyphs import fold
from ingest.nouns import Report

Verdict = Literal["correct", "wrong", "declined"]
PartName = Literal["status", "figures", "phrases", "evidence", "measure"]

LONGEST_TEXT = 800
MOST_CITATIONS = 8

_CONTENT: tuple[PartName, ...] = ("figures", "phrases", "evidence")
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")


@dataclass(frozen=True, slots=True)
class Part:
    """One rule: ``passed`` is None where it is not checked; ``why`` says what was found."""

    name: PartName
    passed: bool | None
    why: str = ""


@dataclass(frozen=True, slots=True)
class Score:
    """The verdict on one answer with its parts.

    ``wrong_figure`` is the wrong figure that the answer states as what was asked, "" for none.
    """

    verdict: Verdict
    parts: tuple[Part, ...]
    wrong_figure: str = ""

    @property
    def explanation(self) -> str:
        """What failed and why, in words; "" for a right answer."""
        failed = [f"{part.name}: {part.why}" for part in self.parts if part.passed is False]
        if self.wrong_figure:
            failed.insert(0, f"wrong figure stated: {self.wrong_figure}")
        return "; ".join(failed)


def score(case: Case, answer: Answer, places: Places, reports: Sequence[Report]) -> Score:
    """The score of an answer.

    ``places`` are the pages of the case's evidence (``eval.evidence.places_of``), ``reports``
    those of the library, by whose publishers an answer for several units is known to name them.
    """
    parts = _parts(case, answer, places, reports)
    if all(part.passed is not False for part in parts):
        return Score("correct", parts)
    return Score(_failed_verdict(case, answer), parts, _wrong_figure(case, answer))


def _parts(
    case: Case, answer: Answer, places: Places, reports: Sequence[Report]
) -> tuple[Part, ...]:
    status = status_part(case, answer, reports)
    if answer.outcome != "answered" or case.status == "not_found":
        measured = answer.outcome == case.status == "not_found"
        measure = measure_part(case, answer) if measured else Part("measure", None)
        return (status, *(Part(name, None) for name in _CONTENT), measure)
    return (
        status,
        figures_part(case, answer),
        phrases_part(case, answer),
        evidence_part(case, answer, places),
        measure_part(case, answer),
    )


def status_part(case: Case, answer: Answer, reports: Sequence[Report]) -> Part:
    """Whether the outcome is the expected one; for ``clarify`` also an answer for all units."""
    if case.status == "clarify" and answer.outcome == "answered":
        return _answered_for_all(case, answer, reports)
    if answer.outcome != case.status:
        return Part("status", False, f"{answer.outcome}, expected {case.status}")
    if case.status == "not_found":
        return _said_not_told(answer)
    return Part("status", True)


def _said_not_told(answer: Answer) -> Part:
    if not answer.text.strip():
        return Part("status", False, "says nothing")
    if stated := [f for f in answer.figures if f.role == "answer"]:
        return Part("status", False, f"not_found, but states {stated[0].value}{stated[0].unit}")
    return Part("status", True)


def _answered_for_all(case: Case, answer: Answer, reports: Sequence[Report]) -> Part:
    keys = sorted({report_key(figure.report) for figure in case.figures if figure.report})
    if not keys:
        return Part("status", False, "answered, but only asking back is right")
    if unnamed := [key for key in keys if not _is_named(key, keys, answer.text, reports)]:
        return Part("status", False, f"answered without naming {', '.join(unnamed)}")
    return Part("status", True)


def _is_named(key: str, keys: Sequence[str], text: str, reports: Sequence[Report]) -> bool:
    """Whether the text names the report among the others: its publisher, or its year if that is
    what tells it apart. The publisher's first characters do where no other has them."""
    held = {report_key(report.file): report for report in reports}
    report = held.get(key)
    if report is None:
        return False
    others = [held[other] for other in keys if other != key and other in held]
    folded = fold(simplified(text))
    if any(fold(other.publisher) == fold(report.publisher) for other in others):
        return str(report.fiscal_year) in folded
    return _short_name(report, others) in folded


def _short_name(report: Report, others: Sequence[Report]) -> str:
    """The shortest beginning (two characters or more) of the publisher that is in no other."""
    name = fold(report.publisher)
    rivals = [fold(other.publisher) for other in others]
    for length in range(2, len(name)):
        if not any(name[:length] in rival for rival in rivals):
            return name[:length]
    return name


def figures_part(case: Case, answer: Answer) -> Part:
    """Whether every expected figure is stated in the text."""
    if not case.figures:
        return Part("figures", None)
    numbers = numbers_in(answer.text)
    nothing = says_nothing_there(answer.text)
    missing = [f for f in case.figures if not _is_stated(f, numbers, nothing)]
    if missing:
        return Part("figures", False, "not stated: " + ", ".join(_words(f) for f in missing))
    return Part("figures", True)


def _is_stated(figure: ExpectedFigure, numbers: Sequence[StatedNumber], nothing: bool) -> bool:
    if any(states(figure, number) for number in numbers):
        return True
    return figure.value == 0 and nothing


def _words(figure: ExpectedFigure) -> str:
    return f"{figure.value:f}{figure.unit}"


def phrases_part(case: Case, answer: Answer) -> Part:
    """Whether one alternative of every group occurs; a comparison names its years too."""
    years = _YEAR.findall(fold(" ".join((*case.history, case.question))))
    groups = [*case.phrases, *((year,) for year in years if case.kind == "compare")]
    if not groups:
        return Part("phrases", None)
    text = fold(simplified(answer.text))
    missing = [g for g in groups if not any(fold(simplified(word)) in text for word in g)]
    if missing:
        return Part("phrases", False, "missing: " + ", ".join("/".join(group) for group in missing))
    return Part("phrases", True)


def evidence_part(case: Case, answer: Answer, places: Places) -> Part:
    """Whether each report (or any one) is cited on a page where a listed place stands."""
    if not places:
        return Part("evidence", None)
    cited = cited_pages(answer)
    unmet = [key for key, pages in places.items() if not pages & cited.get(key, frozenset())]
    passed = len(unmet) < len(places) if case.evidence_mode == "any" else not unmet
    if passed:
        return Part("evidence", True)
    wanted = ", ".join(f"{key} p. {_pages(places[key])}" for key in unmet)
    got = ", ".join(f"{key} p. {_pages(pages)}" for key, pages in cited.items()) or "nothing"
    return Part("evidence", False, f"expected {wanted}; cited {got}")


def cited_pages(answer: Answer) -> dict[str, frozenset[int]]:
    """The cited pages of each report, by report key."""
    cited: dict[str, frozenset[int]] = {}
    for citation in answer.citations:
        key = report_key(citation.file)
        pages = frozenset(locator.page for locator in citation.locators)
        cited[key] = cited.get(key, frozenset()) | pages
    return cited


def _pages(pages: frozenset[int]) -> str:
    return "/".join(map(str, sorted(pages))) or "?"


def measure_part(case: Case, answer: Answer) -> Part:
    """Whether the answer keeps to measure; not checked for lists, rankings and comparisons."""
    question = plain_text(case.question)
    if case.kind in ("rank", "compare") or any(
        word in question for word in wording()["asks_for_list"]
    ):
        return Part("measure", None)
    length, citations = len(answer.text.strip()), len(answer.citations)
    if length > LONGEST_TEXT or citations > MOST_CITATIONS:
        return Part("measure", False, f"{length} characters, {citations} citations")
    return Part("measure", True)


def _failed_verdict(case: Case, answer: Answer) -> Verdict:
    refused = answer.outcome in ("clarify", "not_found")
    return "declined" if refused and case.status != "not_found" else "wrong"


def _wrong_figure(case: Case, answer: Answer) -> str:
    """The wrong figure that an answer which is not right states, "" for none."""
    if answer.outcome != "answered" and case.status != "not_found":
        return ""
    for printed, number in _answer_figures(answer):
        if case.status == "not_found" or not any(states(f, number) for f in case.figures):
            return printed
    return ""


def _answer_figures(answer: Answer) -> list[tuple[str, StatedNumber]]:
    """What is stated as the answer; without any listed figure, every amount of the text."""
    if answer.figures:
        return [
            (f"{f.value}{f.unit}", number_of(f.value, f.unit))
            for f in answer.figures
            if f.role == "answer"
        ]
    if answer.outcome != "answered":
        return []
    amounts = [n for n in numbers_in(answer.text) if n.dimension in ("money", "percent")]
    return [(number.printed, number) for number in amounts]
