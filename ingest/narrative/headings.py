"""Which paragraphs are headings, and under which headings every other paragraph stands."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from ingest.language.enumerators import Enumerator, enumerator_of
from ingest.language.units import any_money
from ingest.narrative.paragraphs import Paragraph

_TITLE_RANK = 15
_ITEM_RANK = 30
_LARGER = 0.9
_MAX_TITLE = 60
_MAX_HEADING = 45
_MAX_WITH_COMMA = 30
_MAX_BEFORE_COLON = 25
_MAX_CLOSED = 16
_STOPS = re.compile(r"[。；;！？!?]")
_FIGURE = re.compile(rf"\d[\d.,，]{{0,30}}+\s{{0,9}}+(?:{any_money()}|%|％)")
_OPEN_END = re.compile(r"[，、,]$")


@dataclass(frozen=True, slots=True)
class _Heading:
    rank: int
    text: str


def with_heading_paths(paragraphs: Sequence[Paragraph]) -> tuple[Paragraph, ...]:
    """The paragraphs that are no headings, each with the path of the headings above it.

    A numbered line that looks like a heading but has nothing below it is an item and stays.
    """
    body_size = _body_size(paragraphs)
    stack: list[_Heading] = []
    placed: list[Paragraph] = []
    text_items: set[tuple[int, tuple[str, ...]]] = set()
    caption_done = ""
    for position, paragraph in enumerate(paragraphs):
        enumerator = enumerator_of(paragraph.text)
        rank = _heading_rank(paragraph, enumerator, body_size)
        follower = paragraphs[position + 1] if position + 1 < len(paragraphs) else None
        if enumerator is not None:
            _leave(stack, enumerator.rank, enumerator.ordinal)
        elif rank is not None:
            _leave(stack, rank, 0)
        path = tuple(heading.text for heading in stack)
        if rank is not None and enumerator is not None and rank >= _ITEM_RANK:
            is_item = (rank, path) in text_items and _STOPS.search(paragraph.text)
            if is_item or _has_nothing_below(paragraph, rank, follower, body_size):
                rank = None
        if rank is None:
            if enumerator is not None:
                text_items.add((enumerator.rank, path))
            if enumerator is None and paragraph.caption not in ("", caption_done):
                outer = (heading.text for heading in stack if heading.rank <= _TITLE_RANK)
                path = (*outer, paragraph.caption)
            placed.append(replace(paragraph, heading_path=path))
        else:
            caption_done = paragraph.caption
            stack.append(_Heading(rank, paragraph.text))
    return tuple(placed)


def _leave(stack: list[_Heading], rank: int, ordinal: int) -> None:
    """Takes off the headings that end where an enumerator of this rank begins.

    A list that begins anew (ordinal 1) in a style not yet open stands below what is open, even
    where the house style nests the other way round (1. above （一）).
    """
    if rank in (heading.rank for heading in stack):
        while stack and stack[-1].rank != rank:
            stack.pop()
        stack.pop()
    elif ordinal == 1 and rank > _TITLE_RANK and stack and stack[-1].rank > rank:
        return
    else:
        while stack and stack[-1].rank > rank:
            stack.pop()


def _has_nothing_below(
    paragraph: Paragraph, rank: int, follower: Paragraph | None, body_size: float
) -> bool:
    if follower is None or follower.caption != paragraph.caption:
        return True
    enumerator = enumerator_of(follower.text)
    if enumerator is not None:
        # A list that begins anew in another style stands below, whatever its usual rank.
        begins = enumerator.ordinal == 1 and enumerator.rank not in (10, 20, rank)
        return enumerator.rank <= rank and not begins
    return _heading_rank(follower, None, body_size) is not None


def _heading_rank(
    paragraph: Paragraph, enumerator: Enumerator | None, body_size: float
) -> int | None:
    """The rank of the paragraph as a heading, or None where it is text."""
    text = paragraph.text
    if enumerator is None:
        return _TITLE_RANK if _is_title(paragraph, body_size) else None
    rest = text[enumerator.length :]
    if enumerator.rank == 10:
        return 10 if len(rest) <= _MAX_TITLE and not _STOPS.search(rest) else None
    return enumerator.rank if _is_numbered_heading(rest) else None


def _is_numbered_heading(rest: str) -> bool:
    if not rest or len(rest) > _MAX_HEADING or _FIGURE.search(rest) or _OPEN_END.search(rest):
        return False
    if rest.endswith("。"):
        # "1.机关运行经费。" with its text in the next paragraph.
        told_on = rest.endswith(("说明。", "情况。"))
        limit = _MAX_HEADING if told_on else _MAX_CLOSED
        return len(rest) <= limit and not re.search(r"[，、：；。]", rest[:-1])
    if rest.endswith(("：", ":")):
        return len(rest) <= _MAX_BEFORE_COLON and not re.search(r"[，：；。]", rest[:-1])
    if _STOPS.search(rest) or re.search(r"[：:]", rest):
        return False
    return "，" not in rest or len(rest) <= _MAX_WITH_COMMA


def _is_title(paragraph: Paragraph, body_size: float) -> bool:
    text = paragraph.text
    if len(text) > _MAX_TITLE or len(text) < 2 or re.search(r"[。；：，:;]", text):
        return False
    larger = paragraph.size > body_size + _LARGER
    return larger or paragraph.centred


def _body_size(paragraphs: Sequence[Paragraph]) -> float:
    sizes: Counter[float] = Counter()
    for paragraph in paragraphs:
        sizes[paragraph.size] += len(paragraph.text)
    return sizes.most_common(1)[0][0] if sizes else 0.0
