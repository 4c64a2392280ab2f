"""What stands around the answers, as HTML: the masthead, the reports that are held, a page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from html import escape
from urllib.parse import quote, urlencode

from assistant.composing.citations import title_in_words, titles_apart
from assistant.permalinks import Place, link_of
from assistant.rendering.languages import Texts
from ingest.nouns import BBox, Report

_CONTENTS = "?report="
"""The address of the list of reports."""
_CLOSE_WIDTH, _CLOSE_HEIGHT = 300.0, 66.0
"""What the close-up shows around a marked cell, in points."""
_SCALES = (2, 4)
"""Pixels a point of the pictures that the browser may choose from."""


@dataclass(frozen=True, slots=True)
class Leaf:
    """A page to show: its size in points, its printed number, what is marked on it, and the
    headers of the row and column of a marked cell."""

    report: Report
    place: Place
    size: tuple[float, float]
    printed: str = ""
    marks: tuple[BBox, ...] = ()
    heads: tuple[BBox, ...] = ()
    elsewhere: tuple[int, ...] = ()
    """Other pages on which the same thing goes on."""
    title: str = ""
    """What the report is called where another edition of it is held, "" for its usual title."""
    gone: bool = False
    """Whether the figure that the place names is no longer held."""
    hidden: int = 0
    """How many private places of the page are blacked out for this reader."""

    @property
    def name(self) -> str:
        """What the report is called."""
        return self.title or title_in_words(self.report)


def page_html(leaf: Leaf, say: Texts) -> str:
    """A page under its name, with its marks laid over the picture, the first one close up.

    ``data-link`` is the page's permalink, ``data-at`` where the first mark is, as shares of width
    and height.
    """
    width, height = leaf.size
    where = say("page.where", page=leaf.place.page, pages=leaf.report.pages)
    if leaf.printed:
        where += say("page.printed", printed=leaf.printed)
    x0, top, x1, bottom = leaf.marks[0] if leaf.marks else (0.0, 0.0, 0.0, 0.0)
    at = f"{(x0 + x1) / 2 / width:.4f} {(top + bottom) / 2 / height:.4f}"
    link = escape(link_of(leaf.place))
    return (
        f"<figure class='page' data-link='{link}' data-at='{at}'><figcaption>"
        f"<b>{escape(leaf.name)}</b>"
        f"<span>{escape(where)}{_elsewhere(leaf, say)}</span></figcaption>"
        f"{_turning(leaf, say)}{_notes(leaf, say)}{_close_up(leaf, say)}"
        f"<div class='sheet' tabindex='0' role='group' aria-label='{escape(say('page.sheet'))}'>"
        f"{_picture(leaf, where, say)}</div></figure>"
    )


def _picture(leaf: Leaf, where: str, say: Texts) -> str:
    """The picture and its marks, which are laid over it in shares of its size."""
    marked = say("page.marked", count=len(leaf.marks)) if leaf.marks else ""
    described = f"{leaf.name} {where}{marked}"
    width, _ = leaf.size
    sources = ", ".join(f"{_picture_link(leaf, s)} {round(width * s)}w" for s in _SCALES)
    return (
        f"<div class='leaf'><img alt='{escape(described)}' src='{_picture_link(leaf, _SCALES[0])}'"
        f" srcset='{sources}' sizes='(max-width: 820px) 100vw, 45vw'>"
        f"{_marks(leaf)}</div>"
    )


def _picture_link(leaf: Leaf, scale: int) -> str:
    query = urlencode({"scale": scale, "of": leaf.report.sha256[:8]})
    return escape(f"pictures/{quote(leaf.report.id, safe='')}/{leaf.place.page}.png?{query}")


def _marks(leaf: Leaf) -> str:
    heads = (_mark(box, leaf.size, "head") for box in leaf.heads)
    cells = (_mark(box, leaf.size, "cell") for box in leaf.marks)
    return "".join((*heads, *cells))


def _mark(box: BBox, size: tuple[float, float], kind: str) -> str:
    width, height = size
    x0, top, x1, bottom = box
    return (
        f"<span class='mark {kind}' style='left:{x0 / width:.3%};top:{top / height:.3%};"
        f"width:{(x1 - x0) / width:.3%};height:{(bottom - top) / height:.3%}'></span>"
    )


def _turning(leaf: Leaf, say: Texts) -> str:
    """The way to the pages around, the size, the original."""
    page, pages = leaf.place.page, leaf.report.pages
    before = _step(leaf.place, page - 1, say("page.before")) if page > 1 else ""
    after = _step(leaf.place, page + 1, say("page.after")) if page < pages else ""
    original = f"originals/{quote(leaf.report.id, safe='')}.pdf"
    return (
        f"<nav class='turning'>{before}{after}"
        f"<button type='button' data-zoom='1.3'>{escape(say('page.larger'))}</button>"
        f"<button type='button' data-zoom='0.77'>{escape(say('page.smaller'))}</button>"
        f"<a href='{escape(original)}' download>{escape(say('page.original'))}</a></nav>"
    )


def _notes(leaf: Leaf, say: Texts) -> str:
    """What a reader might otherwise take amiss: a mark that is missing, boxes that hide print."""
    told = [say("page.gone")] if leaf.gone else []
    if leaf.hidden:
        told.append(say("page.hidden", count=leaf.hidden))
    return "".join(f"<p class='note' role='note'>{escape(words)}</p>" for words in told)


def _elsewhere(leaf: Leaf, say: Texts) -> str:
    """What is marked goes on over a page end: the way to the rest."""
    steps = (_step(leaf.place, page, say("page.goes_on", page=page)) for page in leaf.elsewhere)
    return "".join(f" · {step}" for step in steps)


def _step(place: Place, page: int, words: str) -> str:
    return f"<a href='{escape(link_of(replace(place, page=page)))}'>{escape(words)}</a>"


def _close_up(leaf: Leaf, say: Texts) -> str:
    """The surroundings of a small mark, enlarged: the same picture in a narrow frame, the finest
    one only where the screen can show it."""
    width, height = leaf.size
    if not leaf.marks:
        return ""
    x0, top, x1, bottom = leaf.marks[0]
    if x1 - x0 > _CLOSE_WIDTH or width <= _CLOSE_WIDTH or height <= _CLOSE_HEIGHT:
        return ""
    sources = ", ".join(f"{_picture_link(leaf, s)} {s // _SCALES[0]}x" for s in _SCALES)
    left = min(max((x0 + x1 - _CLOSE_WIDTH) / 2, 0), width - _CLOSE_WIDTH)
    above = min(max((top + bottom - _CLOSE_HEIGHT) / 2, 0), height - _CLOSE_HEIGHT)
    return (
        f"<div class='closeup' role='img' aria-label='{escape(say('page.close_up'))}' style='"
        f"aspect-ratio:{_CLOSE_WIDTH:g}/{_CLOSE_HEIGHT:g}'><div class='leaf' style='"
        f"width:{width / _CLOSE_WIDTH:.2%};left:{-left / _CLOSE_WIDTH:.2%};"
        f"top:{-above / _CLOSE_HEIGHT:.2%}'>"
        f"<img alt='' src='{_picture_link(leaf, _SCALES[0])}' srcset='{sources}'>"
        f"{_marks(leaf)}</div></div>"
    )


def masthead_html(reports: Sequence[Report], say: Texts) -> str:
    """What this is and what is loaded, in two lines, and the other language."""
    held = escape(say("masthead.nothing"))
    if reports:
        years = sorted({report.fiscal_year for report in reports})
        span = "—".join(str(year) for year in dict.fromkeys((years[0], years[-1])))
        bodies = len({report.publisher for report in reports})
        held = (
            f"<a href='{_CONTENTS}'>{say('masthead.held', reports=len(reports))}</a>"
            f" · {escape(say('masthead.breadth', publishers=bodies, years=span))}"
        )
    other = "en/" if say.language == "zh" else "../"
    return (
        f"<header class='masthead'><h1>{escape(say('masthead.name'))}</h1>"
        f"<p>{escape(say('masthead.what'))}</p><p class='held'>{held}</p>"
        f"<a class='language' href='{other}' lang='{'en' if say.language == 'zh' else 'zh-CN'}'>"
        f"{escape(say('masthead.other_language'))}</a></header>"
    )


def contents_html(reports: Sequence[Report], say: Texts) -> str:
    """The reports that are loaded, each a link to its first page; or how to add some."""
    if not reports:
        return (
            f"<section class='contents'><h2>{escape(say('contents.how_to_add'))}</h2>"
            f"<p>{escape(say('contents.add'))}</p><pre>python -m ingest add "
            f"{escape(say('contents.file_or_folder'))} --library {escape(say('contents.folder'))}"
            "</pre>"
            "</section>"
        )
    titles = titles_apart(reports)
    items = "".join(_item(report, titles[report.id], say) for report in reports)
    return (
        f"<section class='contents'><h2>{escape(say('contents.heading'))}</h2><ul>{items}</ul>"
        f"<p>{escape(say('contents.later'))}</p></section>"
    )


def _item(report: Report, title: str, say: Texts) -> str:
    return (
        f"<li><a href='{escape(link_of(Place(report.id, 1)))}'>{escape(title)}</a>"
        f"<span>{escape(say('contents.pages', pages=report.pages))}</span></li>"
    )
