"""Says of an answer that the report contradicts what it states, with the other place."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from assistant.answers import Answer, StatedFigure
from assistant.composing.citations import MOST, Citations
from ingest.checks.discrepancy_words import difference_in_words, working_and_result
from ingest.checks.rules import rules
from ingest.language.amounts import grouped, parse_amount
from ingest.language.units import POINTS
from ingest.library import Library
from ingest.nouns import BBox, Discrepancy, Locator, Report

_MOST = 3
_OPERATOR = re.compile(r" [+−÷] ")
_AMOUNT = re.compile(r"(?:^| )(?P<value>-?\d[\d,]*+(?:\.\d++)?)(?P<unit>[^\s\d+=÷−（）]*)")


def with_discrepancies_told(answer: Answer, library: Library, *, english: bool = False) -> Answer:
    """The answer with a line for each contradiction that its figures or quotations are part of.

    The amounts of the contradiction are context: they are no answer.
    """
    if answer.outcome != "answered" or not answer.text:
        return answer
    reports = {cited.report_id: library.report(cited.report_id) for cited in answer.citations}
    met = list(_met(answer, library, reports))[:_MOST]
    if not met:
        return answer
    room = MOST if len(answer.citations) <= MOST else len(answer.citations) + 2 * _MOST
    citations = Citations(answer.citations, most=room)
    several = len({report.publisher for report in reports.values()}) > 1
    lines = [
        _line(found, reports[found.report_id], citations, english, named=several) for found in met
    ]
    figures = [figure for found in met for figure in _context(found, reports[found.report_id])]
    return replace(
        answer,
        text="\n".join((answer.text, *lines)),
        citations=citations.all(),
        figures=(*answer.figures, *figures),
        discrepancies=tuple(met),
    )


def _met(answer: Answer, library: Library, reports: dict[str, Report]) -> Iterator[Discrepancy]:
    """Contradictions one side of which is a place that the answer states or quotes."""
    stated = [library.figure(figure.figure_id) for figure in answer.figures if figure.figure_id]
    places = {(f.report_id, place) for f in stated if f is not None for place in f.locators}
    for report_id in reports:
        quoted = [c for c in answer.citations if c.report_id == report_id]
        for found in library.discrepancies(report_id):
            if found.severity != "discrepancy":
                continue
            sides = (*found.left_locators, *found.right_locators)
            stating = any((report_id, place) in places for place in sides)
            if stating or any(_quotes(answer.text, c.quote, c.locators, found) for c in quoted):
                yield found


def _quotes(text: str, quote: str, lines: tuple[Locator, ...], found: Discrepancy) -> bool:
    """Whether a quotation says what either side of the contradiction is about."""
    for words, places in ((found.left, found.left_locators), (found.right, found.right_locators)):
        printed = [match["value"] for match in _AMOUNT.finditer(words)]
        told = any(value in quote and value in text for value in printed)
        if told and any(_covers(line, place) for line in lines for place in places):
            return True
    return False


def _covers(line: Locator, place: Locator) -> bool:
    middle = _middle(place.bbox)
    x0, top, x1, bottom = line.bbox
    return line.page == place.page and x0 <= middle[0] <= x1 and top <= middle[1] <= bottom


def _middle(box: BBox) -> tuple[float, float]:
    return (box[0] + box[2]) / 2, (box[1] + box[3]) / 2


def _line(
    found: Discrepancy, report: Report, citations: Citations, english: bool, *, named: bool
) -> str:
    """The line of a contradiction; ``named`` tells whose report it is, where several speak."""
    left = _side(citations, report, found.left_locators, found.left)
    right = _side(citations, report, found.right_locators, found.right)
    value, unit = difference_in_words(found)
    rule = rules().get(found.rule)
    if english:
        unit = " percentage points" if unit == POINTS else unit
        apart = f", {grouped(abs(value))}{unit} apart" if found.difference else ""
        name = f" ({rule.english})" if rule else ""
        whose = f" of {report.publisher}" if named else ""
        return f"Note: the report{whose} contradicts itself{name}: {left} against {right}{apart}."
    apart = f"，相差 {grouped(abs(value))}{unit}" if found.difference else ""
    name = f"（{rule.name}）" if rule else ""
    whose = f"{report.publisher}的" if named else ""
    return f"注意：{whose}报告自身不一致{name}：{left} 与 {right}{apart}。"


def _side(citations: Citations, report: Report, places: tuple[Locator, ...], words: str) -> str:
    """A side with its mark, which stands behind what is printed: what comes out of it is not."""
    printed, result = working_and_result(words)
    mark = _mark(citations, report, places, printed)
    return f"{printed}{mark} = {result}" if result else f"{printed}{mark}"


def _mark(citations: Citations, report: Report, places: tuple[Locator, ...], words: str) -> str:
    """The mark of the side: that of the answer's own citation where it is the same place."""
    for known in citations.all():
        if (known.report_id, known.locators) == (report.id, places):
            return f"[{known.mark}]"
    return citations.cite(report, places, words)


def _context(found: Discrepancy, report: Report) -> Iterator[StatedFigure]:
    """The amounts of both sides and their difference, as figures that the text states besides."""
    for words, places in ((found.left, found.left_locators), (found.right, found.right_locators)):
        printed, result = working_and_result(words)
        page = places[0].page if places else None
        for name in _OPERATOR.split(printed):
            yield from _amounts(name, "", found.unit, report, page)
        # What is calculated stands on no page.
        yield from _amounts(result, printed, found.unit, report, None)
    if found.difference:
        value, unit = difference_in_words(found)
        yield StatedFigure(f"{abs(value):f}", unit, "context", "相差", report.file, None)


def _amounts(
    words: str, label: str, unit: str, report: Report, page: int | None
) -> Iterator[StatedFigure]:
    """The amounts of a text, named by ``label`` or by what stands before each."""
    for match in _AMOUNT.finditer(words):
        value = parse_amount(match["value"])
        told = match["unit"] or unit
        if value is not None and told:
            name = label or words[: match.start()].strip().lstrip("（")
            yield StatedFigure(f"{value:f}", told, "context", name, report.file, page)
