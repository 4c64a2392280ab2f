"""Faces, line breaking and the small pieces of a page that ReportLab does not bring along."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.platypus import Flowable

FONT_FOLDER = Path("/usr/share/fonts/truetype/lxgw-wenkai")
PLAIN, BOLD = "Plain", "Bold"
NO_LINE_START = "，。；：！？、）》”’】％%"
NO_LINE_END = "（《“‘【"


def register_fonts() -> None:
    """Makes the two faces known. Raises SystemExit naming the package where they are missing."""
    faces = {PLAIN: "LXGWWenKai-Regular.ttf", BOLD: "LXGWWenKai-Bold.ttf"}
    for name, file in faces.items():
        path = FONT_FOLDER / file
        if not path.exists():
            raise SystemExit(f"font {path} is missing: apt-get install fonts-lxgw-wenkai")
        pdfmetrics.registerFont(TTFont(name, str(path)))


def pieces(text: str) -> list[str]:
    """The parts between which a line may break: single ideographs, whole numbers and words."""
    parts: list[str] = []
    for char in text:
        inside = parts and _is_word(char) and _is_word(parts[-1][-1])
        bound = parts and (char in NO_LINE_START or parts[-1][-1] in NO_LINE_END)
        if inside or bound:
            parts[-1] += char
        else:
            parts.append(char)
    return parts


def _is_word(char: str) -> bool:
    return char.isascii() and not char.isspace()


def broken(text: str, font: str, size: float, width: float, first: float = 0) -> list[str]:
    """``text`` as lines no wider than ``width``; ``first`` is the indent of the first line."""
    lines, line, room = [], "", width - first
    for piece in pieces(text):
        if line and pdfmetrics.stringWidth(line + piece, font, size) > room:
            lines.append(line)
            line, room = "", width
        line += piece
    return [*lines, line]


class Prose(Flowable):  # type: ignore[misc]
    """A paragraph as lines; a page end may cut it between any two lines."""

    def __init__(self, lines: list[str], font: str, size: float, **style: Any) -> None:
        super().__init__()
        self.lines, self.font, self.size = lines, font, size
        self.style = style
        self.leading = size * style.get("spacing", 1.75)

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        self.width = width
        return width, self.leading * len(self.lines)

    def split(self, width: float, height: float) -> list[Flowable]:
        fitting = int(height // self.leading)
        if fitting < 1 or self.style.get("whole"):
            return []
        rest = {**self.style, "first": 0}
        return [
            Prose(self.lines[:fitting], self.font, self.size, **self.style),
            Prose(self.lines[fitting:], self.font, self.size, **rest),
        ]

    def draw(self) -> None:
        self.canv.setFont(self.font, self.size)
        y = self.leading * len(self.lines) - self.size
        for number, line in enumerate(self.lines):
            x = self.style.get("first", 0) if number == 0 else 0
            if self.style.get("centred"):
                self.canv.drawCentredString(self.width / 2, y, line)
            else:
                self.canv.drawString(x, y, line)
            y -= self.leading


class Mark(Flowable):  # type: ignore[misc]
    """Takes no room; tells the page on which it is drawn."""

    def __init__(self, told: Callable[[int], None]) -> None:
        super().__init__()
        self.told = told

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        return 0, 0

    def draw(self) -> None:
        self.told(self.canv.getPageNumber())


class Caption(Flowable):  # type: ignore[misc]
    """The line above a table: the body that reports at the left, the unit at the right."""

    def __init__(self, left: str, right: str) -> None:
        super().__init__()
        self.left, self.right = left, right

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        self.width = width
        return width, 15

    def draw(self) -> None:
        self.canv.setFont(PLAIN, 9)
        self.canv.drawString(0, 4, self.left)
        self.canv.drawRightString(self.width, 4, self.right)


class ContentsLine(Flowable):  # type: ignore[misc]
    """A line of the table of contents; with a page number it ends in dots and that number."""

    def __init__(self, lines: list[str], font: str, indent: float, page: str) -> None:
        super().__init__()
        self.lines, self.font, self.indent, self.page = lines, font, indent, page

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        self.width = width
        return width, 23.0 * len(self.lines)

    def draw(self) -> None:
        self.canv.setFont(self.font, 13)
        y = 23.0 * len(self.lines) - 15
        for line in self.lines:
            self.canv.drawString(self.indent, y, line)
            y -= 23.0
        if self.page:
            start = self.indent + pdfmetrics.stringWidth(self.lines[-1], self.font, 13)
            stop = self.width - pdfmetrics.stringWidth(self.page, self.font, 13)
            dots = int((stop - start - 6) // pdfmetrics.stringWidth(".", self.font, 13))
            self.canv.drawRightString(self.width, y + 23.0, "." * dots + self.page)
