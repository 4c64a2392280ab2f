"""Pages that damage of the file touches are left out, and those that hang on them.

A table or a chapter goes on from page to page: what a page says is sure only where it begins anew,
and the last row of a page may end on the next.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path

from ingest.damage.inspect import Damage, refusal
from ingest.language.enumerators import PART, begins
from ingest.nouns import Locator, Reading
from ingest.pages.page import Page, empty_page
from ingest.scans.scan import is_picture

FOUND_ON_PAGES = "许多页面的内容不完整 the content of many pages is broken"
_LEADER = re.compile(r"[.…·]{3}")
_MOST_LEFT_OUT = 0.5
_COVER = 1
_STRAY = 10
_MOST_OUTSIDE = 0.1
"""Of 157 published files no page has more than 6 of its 982 characters beyond its edges."""


def undamaged(path: Path, pages: Sequence[Page], damage: Damage) -> tuple[Page, ...]:
    """The pages, of the damaged ones and those that hang on them nothing but their numbers.

    Raises UnreadableFile where these are the cover or more than half of the file, or where two
    pages stand in each other's place.
    """
    broken = {page.number for page in pages if _is_broken(page, damage)} | _exchanged(pages)
    if not broken:
        return tuple(pages)
    left_out = _hanging_on(broken, pages)
    # What ends on the page before may go on; it is read, since the one before it ends on it.
    told = left_out | {number - 1 for number in left_out}
    if len(told) > _MOST_LEFT_OUT * len(pages) or _COVER in told:
        raise refusal(path, FOUND_ON_PAGES)
    return tuple(
        empty_page(page.number)
        if page.number in left_out
        else replace(page, damaged=page.number in told)
        for page in pages
    )


def without_damaged(reading: Reading) -> Reading:
    """The reading without all that stands, in part or whole, on pages told as damaged."""
    damaged = frozenset(reading.summary.damaged_pages)
    if not damaged:
        return reading

    def is_whole(locators: Iterable[Locator]) -> bool:
        return all(place.page not in damaged for place in locators)

    tables = (
        replace(table, figures=tuple(f for f in table.figures if is_whole(f.locators)))
        for table in reading.tables
    )
    passages = tuple(p for p in reading.passages if is_whole(p.locators))
    told_by = {passage.id for passage in passages}
    return replace(
        reading,
        bodies=tuple(
            body if body.passage_id in told_by else replace(body, passage_id="")
            for body in reading.bodies
        ),
        tables=tuple(table for table in tables if table.figures),
        prose_figures=tuple(f for f in reading.prose_figures if is_whole(f.locators)),
        passages=passages,
        discrepancies=tuple(
            found
            for found in reading.discrepancies
            if is_whole((*found.left_locators, *found.right_locators))
        ),
    )


def _is_broken(page: Page, damage: Damage) -> bool:
    if page.number in damage.pages or _is_cut(page):
        return True
    return page.number in damage.pictures and is_picture(page)


def _is_cut(page: Page) -> bool:
    """Whether much print stands beyond the edges: no producer draws so, but a damaged box does."""
    whole = page.outside + len(page.chars)
    return page.outside > _STRAY and page.outside > _MOST_OUTSIDE * whole


def _exchanged(pages: Sequence[Page]) -> set[int]:
    """Pages of which each has the printed number of the other, while others are numbered in
    order."""
    offsets = {
        page.number: int(page.printed_number) - page.number for page in pages if page.printed_number
    }
    usual = max(set(offsets.values()), key=list(offsets.values()).count, default=0)
    in_order = sum(offset == usual for offset in offsets.values())
    odd = {number: offset - usual for number, offset in offsets.items() if offset != usual}
    if in_order <= len(odd):
        return set()
    return {number for number, by in odd.items() if odd.get(number + by) == -by}


def _hanging_on(broken: set[int], pages: Sequence[Page]) -> set[int]:
    left_out: set[int] = set()
    lost = False
    for page in pages:
        lost = page.number in broken or (lost and not _begins_a_part(page))
        if lost:
            left_out.add(page.number)
    return left_out


def _begins_a_part(page: Page) -> bool:
    text = page.lines[0].text.replace(" ", "") if page.lines else ""
    return begins(text, PART) and not _LEADER.search(text)
