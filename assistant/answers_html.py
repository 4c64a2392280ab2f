"""What the chat shows, as HTML: answers with their citations, pages, the reports that are held.

A cited place has an address, ``#/REPORT/PAGE:x0,top,x1,bottom;…``: a link to it opens the page
again with the cell marked. All words from questions and reports are escaped.
"""

from __future__ import annotations

import re
import struct
from base64 import b64encode
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from html import escape
from importlib.resources import files
from pathlib import Path
from urllib.parse import quote, unquote

from assistant.answers import Answer, Citation
from assistant.citations import title_in_words
from ingest.amounts import grouped
from ingest.nouns import BBox, Locator, Report

_CONTENTS = "#/"
"""The address of the list of reports."""
_MOST_MARKS = 60
_MOST_AMOUNTS = 8
_CHIP_LENGTH = 34
_BOX = re.compile(r"(\d{1,5}):(-?\d+\.\d),(-?\d+\.\d),(-?\d+\.\d),(-?\d+\.\d)")
_CLOSE_WIDTH, _CLOSE_HEIGHT = 300.0, 66.0
"""What the close-up shows around a marked cell, in points."""


def page_style() -> str:
    """The style sheet of the page."""
    return files("assistant").joinpath("page.css").read_text(encoding="utf-8")


@dataclass(frozen=True, slots=True)
class Place:
    """A page (1-based) to look at, and the boxes marked in its report, as (page, box)."""

    report_id: str
    page: int
    boxes: tuple[tuple[int, BBox], ...] = ()

    @property
    def marks(self) -> tuple[BBox, ...]:
        """The boxes on the page."""
        return tuple(box for page, box in self.boxes if page == self.page)


def address(report_id: str, locators: Sequence[Locator]) -> str:
    """The address of a cited place, to be read by ``place_of``."""
    boxes = (f"{at.page}:{','.join(f'{edge:.1f}' for edge in at.bbox)}" for at in locators)
    return f"#/{quote(report_id, safe='')}/{';'.join(boxes)}"


def place_of(link: str) -> Place | None:
    """The place that an address names, at the page of its first box; None where it is none."""
    parts = link.split("/", 2)
    if len(parts) != 3 or parts[0] != "#" or not parts[1]:
        return None
    found = [
        (int(page), (float(x0), float(top), float(x1), float(bottom)))
        for page, x0, top, x1, bottom in _BOX.findall(parts[2])[:_MOST_MARKS]
    ]
    return Place(unquote(parts[1]), found[0][0] if found else 1, tuple(found))


def answer_html(answer: Answer) -> str:
    """An answer as one block of HTML.

    No blank line stands in it: Markdown would read what follows one as Markdown.
    """
    reading = f"<p class='reading'>{escape(answer.reading)}</p>" if answer.reading else ""
    notes = "".join(
        f"<p class='note'>报告自身不一致：{escape(found.left)} 与 {escape(found.right)}，"
        f"相差 {grouped(found.difference)}{escape(found.unit)}"
        f"{'（四舍五入之内）' if found.severity == 'rounding' else ''}</p>"
        for found in answer.discrepancies
    )
    chips = "".join(_chip(citation) for citation in answer.citations)
    sources = f"<div class='sources'><span>出处</span>{chips}</div>" if chips else ""
    return (
        f"<div class='answer {answer.outcome}'>{reading}{_amounts(answer)}"
        f"<p class='said'>{_said(answer)}</p>{notes}{sources}</div>"
    )


def sentence_html(words: str) -> str:
    """A plain sentence in the place of an answer."""
    return f"<div class='answer failed'><p class='said'>{escape(words)}</p></div>"


def _amounts(answer: Answer) -> str:
    """The figures asked for, large; one that is given in two units in the one asked for."""
    if answer.outcome != "answered":
        return ""
    shown: dict[tuple[str, int | None, str], str] = {}
    for figure in answer.figures:
        if figure.role == "answer":
            amount = f"{grouped(Decimal(figure.value))}<small>{escape(figure.unit)}</small>"
            shown[(figure.file, figure.page, figure.label)] = (
                f"<div class='amount'><span>{escape(figure.label)}</span>"
                f"<strong>{amount}</strong></div>"
            )
    blocks = "".join(list(shown.values())[:_MOST_AMOUNTS])
    return f"<div class='amounts'>{blocks}</div>" if blocks else ""


def _said(answer: Answer) -> str:
    """The text, its marks as links; lines that only repeat an offered choice are left out."""
    offered = {f"· {choice.label}" for choice in answer.choices}
    lines = [line for line in answer.text.splitlines() if line.strip() and line not in offered]
    text = "<br>".join(escape(line) for line in lines)
    for citation in answer.citations:
        mark = f"[{citation.mark}]"
        link = address(citation.report_id, citation.locators)
        text = text.replace(mark, f"<a class='mark' href='{link}'>{mark}</a>")
    return text


def _chip(citation: Citation) -> str:
    page = f"第{citation.locators[0].page}页" if citation.locators else ""
    start = citation.quote
    if len(start) > _CHIP_LENGTH:
        start = start[: _CHIP_LENGTH - 1] + "…"
    return (
        f"<a class='chip' href='{address(citation.report_id, citation.locators)}' "
        f"title='{escape(f'{citation.report}：{citation.quote}')}'>"
        f"<b>[{citation.mark}]</b> {page} <span>{escape(start)}</span></a>"
    )


def page_html(title: str, where: str, picture: bytes, marks: Sequence[BBox], scale: float) -> str:
    """A page's picture (PNG, ``scale`` pixels a point) under its name, the first mark close up.

    The sheet's ``data-at`` says where the first mark is, as shares of width and height.
    """
    width, height = (pixels / scale for pixels in struct.unpack(">II", picture[16:24]))
    marked = f"，标出 {len(marks)} 处" if marks else ""
    x0, top, x1, bottom = marks[0] if marks else (0.0, 0.0, 0.0, 0.0)
    at = f"{(x0 + x1) / 2 / width:.4f} {(top + bottom) / 2 / height:.4f}"
    close_up = _close_up((width, height), marks[0]) if marks else ""
    data = b64encode(picture).decode("ascii")
    return (
        f"<figure class='page'><figcaption><b>{escape(title)}</b><span>{escape(where)}</span>"
        f"</figcaption>{close_up}<label class='sheet' data-at='{at}' title='点击放大或缩小'>"
        "<input type='checkbox' aria-label='放大这一页'>"
        f"<img alt='{escape(f'{title} {where}{marked}')}' src='data:image/png;base64,{data}'>"
        "</label></figure>"
    )


def _close_up(page: tuple[float, float], mark: BBox) -> str:
    """A frame for the surroundings of a small mark; the page's script puts the picture into it."""
    width, height = page
    x0, top, x1, bottom = mark
    if x1 - x0 > _CLOSE_WIDTH or width <= _CLOSE_WIDTH or height <= _CLOSE_HEIGHT:
        return ""
    left = min(max((x0 + x1 - _CLOSE_WIDTH) / 2, 0), width - _CLOSE_WIDTH)
    above = min(max((top + bottom - _CLOSE_HEIGHT) / 2, 0), height - _CLOSE_HEIGHT)
    return (
        "<div class='closeup' role='img' aria-label='标出之处的放大' style='"
        f"aspect-ratio:{_CLOSE_WIDTH:g}/{_CLOSE_HEIGHT:g};"
        f"background-size:{width / _CLOSE_WIDTH:.2%};"
        f"background-position:{left / (width - _CLOSE_WIDTH):.2%} "
        f"{above / (height - _CLOSE_HEIGHT):.2%}'></div>"
    )


def masthead_html(reports: Sequence[Report]) -> str:
    """What this is and what is loaded, in two lines."""
    held = "文库里还没有报告"
    if reports:
        years = sorted({report.fiscal_year for report in reports})
        span = "—".join(str(year) for year in dict.fromkeys((years[0], years[-1])))
        bodies = len({report.publisher for report in reports})
        held = (
            f"<a href='{_CONTENTS}'>已载入 <b>{len(reports)}</b> 份报告</a>"
            f" · {bodies} 个单位 · {span} 年度"
        )
    return (
        "<header class='masthead'><h1>明账</h1><p>问公开的预算和决算：数字照报告原样，"
        f"并标出在哪一页、哪一格。</p><p class='held'>{held}</p></header>"
    )


def contents_html(reports: Sequence[Report], folder: Path) -> str:
    """The reports that are loaded, each a link to its first page; or how to add some."""
    if not reports:
        return (
            "<section class='contents'><h2>怎样加入报告</h2><p>把部门预算或决算的 PDF 读进"
            "文库，再刷新本页：</p><pre>python -m ingest add 文件或文件夹 --library "
            f"{escape(str(folder))}</pre></section>"
        )
    items = "".join(
        f"<li><a href='{address(report.id, ())}'>{escape(title_in_words(report))}</a>"
        f"<span>{report.pages} 页</span></li>"
        for report in reports
    )
    return (
        f"<section class='contents'><h2>已载入的报告</h2><ul>{items}</ul>"
        "<p>提问之后，这里打开被引用的那一页，并标出那一格或那一句。</p></section>"
    )
