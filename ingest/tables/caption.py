"""What stands above a table: its title, unit of money and the body that compiled it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ingest.language.glyphs import fold, squeeze
from ingest.language.numerals import ONE_TO_TEN
from ingest.language.units import any_money
from ingest.nouns import BBox
from ingest.pages.page import Page, TextLine

_UNIT = re.compile(rf"(?:单位[:为]?|金额[(:]?)(?:人民币)?[(]?({any_money()})")
_BARE_UNIT = re.compile(rf"^[(]?(?:人民币)?({any_money()})[)]?$")
_BODY = re.compile(r"(?:编制|填报|预算|公开|填制)?(?:单位|部门)(?:名称)?: ?([^\s:]+)")
_TITLE = re.compile(r"表(?:[(].{1,30}[)])?(?:[(]?续表?[)]?)?$")
_FORM_NUMBER = re.compile(rf"^(?:附|公开|预算|决算|财决|批复)*\d*+表?[-\d{ONE_TO_TEN}]*表?[:]?$")
_DATE = re.compile(r"^[(]?20\d\d年(?:度|\d{1,2}月)?[)]?$")
_MAX_TITLE = 70
_MAX_FOOT = 12
_MAX_CAPTION_LINES = 3


@dataclass(frozen=True, slots=True)
class Caption:
    """Title as printed without white space, unit and body ("" where not printed), and the boxes
    of the lines they were read from."""

    title: str = ""
    unit: str = ""
    body: str = ""
    boxes: tuple[BBox, ...] = ()

    def over(self, other: Caption) -> Caption:
        """This caption, completed from another one where it is silent."""
        return Caption(
            self.title or other.title,
            self.unit or other.unit,
            self.body or other.body,
            self.boxes + other.boxes,
        )


def unit_in(text: str) -> str:
    """The unit of money that a line declares, or ""."""
    folded = fold(text)
    found = _UNIT.search(folded) or _BARE_UNIT.match(folded)
    return found[1] if found else ""


def body_in(text: str) -> str:
    """The body that a caption line names (``编制单位：…``), or ""."""
    spaced = " ".join(fold(part) for part in text.split())
    for found in _BODY.finditer(spaced):
        name = re.split(r"(?:金额)?单位$|20\d\d年", found[1])[0]
        if len(name) > 1 and not _BARE_UNIT.match(name):
            return name
    return ""


def is_title(text: str) -> bool:
    """Whether a line reads like the title of a table."""
    folded = fold(text)
    return (
        len(folded) <= _MAX_TITLE
        and bool(_TITLE.search(folded))
        and not _FORM_NUMBER.match(folded)
        and not folded.startswith(("注", "目录"))
        and "。" not in folded
        and ".." not in folded
        and "…" not in folded
    )


def is_caption_text(text: str) -> bool:
    """Whether a cell ruled above the header is title, unit, body, form number or year."""
    folded = fold(text)
    return (
        is_title(text)
        or bool(unit_in(text) or body_in(text))
        or bool(_FORM_NUMBER.match(folded))
        or bool(_DATE.match(folded))
    )


def lines_to_caption(lines: Sequence[TextLine]) -> Caption:
    """Reads the lines directly above a table, from the nearest upwards to its title.

    The line above the title is joined to it where the title is wrapped; lines above are left.
    """
    unit = body = ""
    boxes: list[BBox] = []
    for n in range(len(lines) - 1, -1, -1):
        line = lines[n]
        if is_title(line.text):
            title = squeeze(line.text)
            boxes.append(line.bbox)
            if n and _continues(lines[n - 1], line):
                title = squeeze(lines[n - 1].text) + title
                boxes.append(lines[n - 1].bbox)
            return Caption(title, unit, body, tuple(boxes))
        found_unit, found_body = unit_in(line.text), body_in(line.text)
        if not (found_unit or found_body or _is_small_print(line)):
            break
        unit, body = unit or found_unit, body or found_body
        boxes.append(line.bbox)
    return Caption("", unit, body, tuple(boxes))


def title_at_foot(page: Page, below: float) -> str:
    """The title that ends a page, whose table stands on the next one; "" where there is none.

    ``below`` is the lower end of the page's last table.
    """
    lines = [line for line in page.lines if line.bbox[1] > below - 1]
    if lines and page.printed_number and len(fold(lines[-1].text)) <= _MAX_FOOT:
        lines = lines[:-1]
    return lines_to_caption(lines[-_MAX_CAPTION_LINES:]).title


def _is_small_print(line: TextLine) -> bool:
    """A form number, a date or another short remark between title and table."""
    folded = fold(line.text)
    return len(folded) <= 12 and "。" not in folded


def _continues(above: TextLine, title: TextLine) -> bool:
    """Whether the line above is the first half of a wrapped title."""
    gap = title.bbox[1] - above.bbox[3]
    text = fold(above.text)
    return (
        abs(above.size - title.size) < 0.6
        and gap < title.size
        and len(text) > 6
        and not is_title(above.text)
        and not text.startswith("第")
        and not unit_in(text)
        and not body_in(text)
        and text[-1] not in "。:;"
    )
