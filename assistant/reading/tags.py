"""What a stretch of a question can be, and what a question can want: two closed lists."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, get_args

Tag = Literal[
    "body", "year", "thing", "amount", "table", "whole", "condition", "order", "set", "unit",
    "excluded", "reference",
]  # fmt: skip
"""body: whose report · year · thing: what is asked, with all that restricts it · amount: which
of a line's amounts (预算数, 决算, 上年执行数) · table: where it is to be looked for · whole: what a
share is of, what is counted per head · condition (超过100万) · order (最大, 前三) · set: from what
is chosen (项目, 部门) · unit: in which to tell it · excluded · reference: to earlier turns."""

Want = Literal[
    "value", "sum", "difference", "ratio", "share", "per", "change", "completion", "rank", "filter",
    "count", "parts", "series", "compare", "over", "check", "yesno", "reason", "define", "text",
    "place", "held", "help",
]  # fmt: skip
"""What is wanted; several at once. value: amounts · compare: of bodies or years with each other ·
over: of all bodies · check: whether places agree · define: what a term means · text: other words
of the report · place: on which page · held: which reports there are · help: about the product."""

TAGS: tuple[Tag, ...] = get_args(Tag)
WANTS: tuple[Want, ...] = get_args(Want)


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of a text, from ``start`` up to ``end`` in its letters, and what it is."""

    start: int
    end: int
    tag: Tag
