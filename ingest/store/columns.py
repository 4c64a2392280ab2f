"""How values of the nouns stand in a column: exact, so that what is read back equals what was
stored."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from decimal import Decimal
from functools import lru_cache
from typing import Any

from ingest.nouns import Locator

Row = Mapping[Any, Any]
"""A row of the schema by column name; the one place where the types of columns are not checked."""

PATHS = 16384
"""Paths kept as read: the cells of a table share a few."""


def text_of_json(value: object) -> str:
    """A value as JSON without needless space."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def text_of_path(path: Sequence[str]) -> str:
    """A path of labels as the text under which it is stored."""
    return text_of_json(list(path))


@lru_cache(maxsize=PATHS)
def path_of_text(text: str) -> tuple[str, ...]:
    """The path of labels that ``text_of_path`` stored."""
    return tuple(json.loads(text))


def text_of_locators(locators: Sequence[Locator]) -> str:
    """Places as the text under which they are stored."""
    return text_of_json([[loc.page, list(loc.bbox), loc.printed_page] for loc in locators])


def locators_of_text(text: str) -> tuple[Locator, ...]:
    """The places that ``text_of_locators`` stored."""
    return locators_of(json.loads(text))


def locators_of(stored: list[Any]) -> tuple[Locator, ...]:
    """Places of their decoded text: page, box and printed page of each."""
    return tuple(
        Locator(page=page, bbox=(box[0], box[1], box[2], box[3]), printed_page=printed)
        for page, box, printed in stored
    )


def text_of_value(value: Decimal | None) -> str | None:
    """A value as the text under which it is stored; None for a blank cell."""
    return None if value is None else str(value)


def value_of_text(text: str | None) -> Decimal | None:
    """The value that ``text_of_value`` stored."""
    return None if text is None else Decimal(text)
