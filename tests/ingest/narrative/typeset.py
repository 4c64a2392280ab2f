"""Sets lines of text as pages of characters, the way a printed report has them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from ingest.bodies.register import bodies_in
from ingest.narrative.narrate import narrative_of, paragraphs_of
from ingest.nouns import BBox, Figure, Passage, Report
from ingest.pages.lines import chars_to_lines
from ingest.pages.page import Char, Page, RuledTable

SIZE = 12.0
LEFT, TOP, PITCH = 90.0, 100.0, 20.0
COLUMNS = 34
"""Characters of full width on a line."""


def printed(text: str, x0: float, top: float, size: float = SIZE) -> list[Char]:
    """The characters of a line; ASCII is half as wide as the rest, spaces only leave room."""
    chars = []
    for letter in text:
        width = size / 2 if letter.isascii() else size
        if not letter.isspace():
            chars.append(Char(letter, x0, top, x0 + width, top + size, size, False))
        x0 += width
    return chars


def page_of(
    lines: Sequence[str | tuple[str, float]],
    number: int = 1,
    *,
    foot: str = "",
    head: str = "",
    tables: Sequence[RuledTable] = (),
    extra: Sequence[Char] = (),
) -> Page:
    """A page of lines from the left margin on; leading ideographic spaces indent a line.

    A tuple gives a line its own character size and centres it.
    """
    chars = list(extra)
    for position, line in enumerate(lines):
        text, size = line if isinstance(line, tuple) else (line, SIZE)
        x0 = LEFT
        if isinstance(line, tuple):
            x0 = LEFT + (COLUMNS * SIZE - len(text) * size) / 2
        chars += printed(text, x0, TOP + position * PITCH, size)
    if head:
        chars += printed(head, LEFT, 50.0)
    if foot:
        chars += printed(foot, 290.0, 790.0)
    return Page(number, 595.0, 842.0, tuple(chars), chars_to_lines(chars), tuple(tables), (), "")


def wrapped(text: str, *, indent: bool = True) -> list[str]:
    """A paragraph as justified lines of full width, the first indented by two characters."""
    room = 2 * COLUMNS
    lines, line, width = [], "　　" if indent else "", 4 if indent else 0
    for letter in text:
        step = 1 if letter.isascii() else 2
        if width + step > room:
            lines.append(line)
            line, width = "", 0
        line, width = line + letter, width + step
    return [*lines, line]


def report(**fields: object) -> Report:
    """A final account of an invented body."""
    values: dict[str, object] = {
        "id": "r",
        "publisher": "云溪市档案服务中心",
        "fiscal_year": 2023,
        "kind": "final_accounts",
        "level": "unit",
        "title": "2023年度决算",
        "file": "a.pdf",
        "sha256": "0" * 64,
        "pages": 3,
    }
    return Report(**{**values, **fields})  # type: ignore[arg-type]


def narrative(
    pages: Sequence[Page], consumed: Mapping[int, Sequence[BBox]], about: Report
) -> tuple[tuple[Passage, ...], tuple[Figure, ...]]:
    """The passages and figures in prose of pages, with the bodies that their text names."""
    paragraphs = paragraphs_of(pages, consumed)
    bodies, _ = bodies_in(about, (), paragraphs)
    return narrative_of(paragraphs, pages, consumed, about, bodies)
