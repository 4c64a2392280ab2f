"""Addresses of places: ``?report=ID&page=3&figure=ID`` reopens a page with its marks.

Places without a figure of their own carry boxes instead, ``at=3:x0,top,x1,bottom;…``. The former
address ``#/REPORT/3:x0,top,x1,bottom;…`` is read too.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import parse_qs, quote, unquote, urlencode

from assistant.answers import MOST_EARLIER, MOST_LETTERS_OF_ALL
from ingest.nouns import BBox, Locator

_MOST_MARKS = 60
_BOX = re.compile(r"(\d{1,5}):(-?\d+\.\d),(-?\d+\.\d),(-?\d+\.\d),(-?\d+\.\d)")
_PAGE = re.compile(r"\d{1,5}")


@dataclass(frozen=True, slots=True)
class Place:
    """A page (1-based) to look at; what is marked on it: a figure, or boxes as (page, box)."""

    report_id: str
    page: int
    figure_id: str = ""
    boxes: tuple[tuple[int, BBox], ...] = ()

    @property
    def marks(self) -> tuple[BBox, ...]:
        """The boxes on the page."""
        return tuple(box for page, box in self.boxes if page == self.page)


def place_at(report_id: str, locators: Sequence[Locator], figure_id: str = "") -> Place:
    """The place of a citation or a figure, at the page of its first box."""
    page = locators[0].page if locators else 1
    boxes = () if figure_id else tuple((at.page, at.bbox) for at in locators[:_MOST_MARKS])
    return Place(report_id, page, figure_id, boxes)


def link_of(place: Place) -> str:
    """The address of a place, relative to the page that it is shown on."""
    parts = {"report": place.report_id, "page": str(place.page)}
    if place.figure_id:
        parts["figure"] = place.figure_id
    elif place.boxes:
        parts["at"] = ";".join(
            f"{page}:{','.join(f'{edge:.1f}' for edge in box)}" for page, box in place.boxes
        )
    return "?" + urlencode(parts, safe=":,;", quote_via=quote)


def place_of(link: str) -> Place | None:
    """The place that an address names (``?…``, ``#/…`` or both in a row), else None."""
    query, _, former = link.partition("#/")
    if former:
        report_id, _, boxes = former.partition("/")
        found = _boxes(boxes)
        return Place(unquote(report_id), found[0][0] if found else 1, "", found) if boxes else None
    fields = parse_qs(query.lstrip("?").rstrip("#"))
    report_id = fields.get("report", [""])[0]
    page = fields.get("page", ["1"])[0]
    if not report_id or not _PAGE.fullmatch(page):
        return None
    found = _boxes(fields.get("at", [""])[0])
    return Place(report_id, int(page), fields.get("figure", [""])[0], found)


def _boxes(text: str) -> tuple[tuple[int, BBox], ...]:
    return tuple(
        (int(page), (float(x0), float(top), float(x1), float(bottom)))
        for page, x0, top, x1, bottom in _BOX.findall(text)[:_MOST_MARKS]
    )


def asking_link(questions: Sequence[str]) -> str:
    """The address that asks these questions again, the oldest first: a link to an answer."""
    return "?" + urlencode([("ask", question) for question in questions], quote_via=quote)


def asked_of(link: str) -> tuple[str, ...]:
    """The questions that an address asks, the oldest first, as many as a conversation may have."""
    return within_bounds(parse_qs(link.partition("#")[0].lstrip("?")).get("ask", []))


def within_bounds(questions: Sequence[str]) -> tuple[str, ...]:
    """The last questions of a conversation that may be asked together, the oldest first."""
    kept: list[str] = []
    letters = 0
    for question in reversed([question for question in questions if question.strip()]):
        letters += len(question)
        if len(kept) > MOST_EARLIER or (kept and letters > MOST_LETTERS_OF_ALL):
            break
        kept.append(question)
    return tuple(reversed(kept))
