"""Says of an answer that pages of a report it speaks of were not read, its file being damaged."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from assistant.answers import Answer
from ingest.library import Library
from ingest.nouns import Report
from ingest.page_ranges import page_ranges

_MOST = 3


def with_damage_told(
    answer: Answer, meant: Iterable[Report], library: Library, *, english: bool = False
) -> Answer:
    """The answer with a line for each damaged report that it rests on or was sought in: ``meant``.

    What was asked may stand on the pages that were not read: nothing found, a total or a ranking
    is not the whole truth about such a report.
    """
    if answer.outcome == "clarify" or not answer.text:
        return answer
    lines = [
        _line(report, pages, english=english)
        for report in _spoken_of(answer, meant, library)
        if (pages := library.summary(report.id).damaged_pages)
    ]
    more = len(lines) - _MOST
    if more > 0:
        rest = f"{more} more reports are damaged." if english else f"另有{more}份报告的文件已损坏。"
        lines = [*lines[:_MOST], rest]
    return replace(answer, text="\n".join((answer.text, *lines))) if lines else answer


def _spoken_of(answer: Answer, meant: Iterable[Report], library: Library) -> tuple[Report, ...]:
    """The reports cited or meant; where the question means none, all."""
    held = library.reports()
    spoken_of = {report.id for report in meant} | {one.report_id for one in answer.citations}
    return tuple(report for report in held if report.id in spoken_of) if spoken_of else held


def _line(report: Report, pages: tuple[int, ...], *, english: bool) -> str:
    if english:
        return (
            f"Note: the file of {report.publisher} {report.fiscal_year} is damaged; "
            f"page {page_ranges(pages)} was not read, and what stands there is not in this answer."
        )
    return (
        f"注意：{report.publisher}{report.fiscal_year}年报告的文件已损坏，"
        f"第{page_ranges(pages, '、')}页未读，那里的内容不在本答案之内，请重新下载该文件。"
    )
