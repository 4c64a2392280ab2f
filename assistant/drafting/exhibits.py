"""Numbered evidence: what a model may rest its sentences on, and what each piece tells."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from assistant.answers import Answer, Citation
from assistant.drafting.numbers_told import ToldNumber, normal, numbers_told
from ingest.language.glyphs import fold
from ingest.language.years import any_last_year
from ingest.library import Library
from ingest.nouns import Figure, Locator, Passage, Report

_ROOM = 4000
"""Letters of evidence that a model is given: small models have little room."""
YEAR_BEFORE = re.compile(f"{any_last_year()}|同期|同比")
"""Words for the year before."""
_MARK = re.compile(r"\[\d+\]")


@dataclass(frozen=True, slots=True)
class Exhibit:
    """A piece of evidence under its number.

    ``text`` is what the model is shown and what is quoted. ``told`` is all that a sentence citing
    it may draw on: headings and report besides. ``figures`` are the figures in its sentences.
    """

    number: int
    report: Report
    locators: tuple[Locator, ...]
    text: str
    told: str
    figures: tuple[Figure, ...] = ()

    @property
    def numbers(self) -> tuple[ToldNumber, ...]:
        """The numbers that may be repeated from it."""
        return numbers_told(self.told)


def exhibits_of(
    looked_up: Answer, passages: Iterable[tuple[Report, Passage]], library: Library
) -> tuple[Exhibit, ...]:
    """The figures looked up (under the marks they have already), then the passages found."""
    found = [_of_citation(citation, looked_up, library) for citation in looked_up.citations]
    room = _ROOM
    for report, passage in passages:
        if room < len(passage.text) and len(found) > len(looked_up.citations):
            break
        room -= len(passage.text)
        found.append(_of_passage(len(found) + 1, report, passage, library))
    return tuple(found)


def _of_citation(citation: Citation, looked_up: Answer, library: Library) -> Exhibit:
    report = library.report(citation.report_id)
    told = f"{citation.quote}\n{_MARK.sub('', looked_up.text)}"
    known = (library.figure(stated.figure_id) for stated in looked_up.figures if stated.figure_id)
    figures = tuple(f for f in known if f is not None and f.locators == citation.locators)
    return Exhibit(citation.mark, report, citation.locators, citation.quote, told, figures)


def _of_passage(number: int, report: Report, passage: Passage, library: Library) -> Exhibit:
    whole = fold(passage.text)
    figures = tuple(
        figure
        for figure in library.prose_figures(report.id)
        if figure.sentence and fold(figure.sentence) in whole
    )
    # 上年 is the year before the report's, so a draft may name it.
    named = [report.fiscal_year, report.fiscal_year - 1][: 1 + bool(YEAR_BEFORE.search(whole))]
    years = "，".join(f"{year}年度，{year}年" for year in named)
    told = "\n".join((report.publisher, years, passage.embedded_text))
    return Exhibit(number, report, passage.locators, passage.text, told, figures)


def plain(exhibits: Iterable[Exhibit]) -> str:
    """All that some exhibits tell, folded."""
    return fold(normal("\n".join(exhibit.told for exhibit in exhibits)))
