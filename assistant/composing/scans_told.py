"""Says of an answer that it was read from a scan, and how surely its figures were recognised."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from assistant.answers import Answer, Citation, StatedFigure
from ingest.library import Library
from ingest.nouns import Discrepancy, Figure, Report

SURE = 0.95
"""A figure whose least sure digit was recognised with less than this is not stated as certain."""
_MOST = 3


def with_scans_told(answer: Answer, library: Library, *, english: bool = False) -> Answer:
    """The answer with what its reader must know where it rests on pages that are pictures.

    Each figure says how it was read. Below the text: which cited pages are scans; each figure of
    which a digit is unsure; and that a sum that fails may be a misread digit.
    """
    if answer.outcome != "answered" or not answer.text:
        return answer
    figures = tuple(_with_source(stated, library) for stated in answer.figures)
    pages = _scanned_pages(answer.citations, library)
    if not pages:
        return replace(answer, figures=figures)
    unsure = [f for f in figures if f.confidence is not None and f.confidence < SURE]
    lines = [_origin(pages, english)]
    unsure = list({f.figure_id: f for f in unsure}.values())[:_MOST]
    lines += [_unsure(figure, english) for figure in unsure]
    figures = (*figures, *map(_trust, unsure))
    if any(_on(pages, found) for found in answer.discrepancies):
        lines.append(
            "A sum above does not agree: a digit of the scan may have been misread. Check the page."
            if english
            else "上面有不一致之处，也可能是扫描件上的数字识别有误，请核对原页。"
        )
    return replace(answer, text="\n".join((answer.text, *lines)), figures=figures)


def _with_source(stated: StatedFigure, library: Library) -> StatedFigure:
    read: Figure | None = library.figure(stated.figure_id) if stated.figure_id else None
    if read is None or read.source == "text" or stated.correction is not None:
        return stated
    return replace(stated, source=read.source, confidence=read.confidence)


def _scanned_pages(
    citations: Sequence[Citation], library: Library
) -> dict[str, tuple[Report, frozenset[int]]]:
    """The cited pages that are scans, by the id of their report."""
    found: dict[str, tuple[Report, frozenset[int]]] = {}
    for report_id in dict.fromkeys(cited.report_id for cited in citations):
        scanned = set(library.summary(report_id).scanned_pages)
        cited = {place.page for c in citations if c.report_id == report_id for place in c.locators}
        if pages := frozenset(cited & scanned):
            found[report_id] = (library.report(report_id), pages)
    return found


def _on(pages: dict[str, tuple[Report, frozenset[int]]], found: Discrepancy) -> bool:
    sides = {place.page for place in (*found.left_locators, *found.right_locators)}
    return found.report_id in pages and bool(sides & pages[found.report_id][1])


def _origin(pages: dict[str, tuple[Report, frozenset[int]]], english: bool) -> str:
    places = list(_places(pages, english))
    if english:
        return f"Read from a scan ({'; '.join(places)}): the text was recognised from a picture."
    return f"读自扫描件（{'；'.join(places)}）：文字由图像识别得来，请以原页为准。"


def _places(pages: dict[str, tuple[Report, frozenset[int]]], english: bool) -> Iterator[str]:
    for report, numbers in pages.values():
        listed = sorted(numbers)
        told = (
            f"page {', '.join(map(str, listed))}"
            if english
            else f"第{'、'.join(map(str, listed))}页"
        )
        yield f"{report.publisher}{told}" if len(pages) > 1 else told


def _trust(figure: StatedFigure) -> StatedFigure:
    """The confidence as a figure that the text states besides."""
    percent = f"{100 * (figure.confidence or 0.0):.0f}"
    return replace(figure, value=percent, unit="%", role="context", figure_id="", correction=None)


def _unsure(figure: StatedFigure, english: bool) -> str:
    sure = f"{figure.confidence or 0.0:.0%}"
    if english:
        return (
            f"Uncertain: a digit of “{figure.label}” was recognised with a confidence of {sure} "
            "only. Check it on the page."
        )
    return f"注意：“{figure.label}”的数字识别把握不足（可信度{sure}），请核对原页后再用。"
