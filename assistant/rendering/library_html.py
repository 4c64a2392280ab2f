"""The library as HTML: how well each report was read, what became of uploads, corrections."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from assistant.composing.citations import title_in_words
from assistant.permalinks import Place, link_of
from assistant.rendering.languages import Texts
from assistant.staff.uploads import Uploaded
from ingest.forms import OTHER, title_of
from ingest.nouns import Correction, ReadingSummary, Report
from ingest.page_ranges import page_ranges


def shelf_html(
    held: Sequence[tuple[Report, ReadingSummary]], say: Texts, *, staffed: bool = False
) -> str:
    """Each report with what was read of it, told as it is; a link to its first page.

    Where there is none yet, staff are told that they can add some here.
    """
    if not held:
        words = say("library.none") + (say("library.none_for_staff") if staffed else "")
        return f"<section class='shelf'><p>{escape(words)}</p></section>"
    items = "".join(_report(report, summary, say) for report, summary in held)
    words = escape(say("library.heading", count=len(held)))
    note = escape(say("library.note"))
    return f"<section class='shelf'><h2>{words}</h2><ul>{items}</ul><p>{note}</p></section>"


def _report(report: Report, summary: ReadingSummary, say: Texts) -> str:
    title = escape(title_in_words(report))
    link = escape(link_of(Place(report.id, 1)))
    edition = f" <em>{escape(say('library.edition'))}</em>" if report.edition_of else ""
    file = escape(say("library.file", file=report.file, pages=report.pages))
    return (
        f"<li><a href='{link}'>{title}</a>{edition}<span>{file}</span>"
        f"<p>{_summary(report, summary, say)}</p></li>"
    )


def _summary(report: Report, summary: ReadingSummary, say: Texts) -> str:
    """The forms found (their names on demand), amounts captured, sums by their result."""
    forms = [form for form in summary.forms if form != OTHER]
    names = "、".join(title_of(form, report.kind) for form in forms)
    amounts = say(
        "library.amounts", captured=summary.amounts_captured, printed=summary.amounts_printed
    )
    counts = {
        result: sum(getattr(count, result) for count in summary.checks)
        for result in ("held", "rounding", "failed")
    }
    failed = f" class='{'failed' if counts['failed'] else ''}'"
    return (
        f"<details><summary>{escape(say('library.forms', count=len(forms)))}</summary>"
        f"{escape(names)}</details>"
        f"<span>{escape(amounts)}</span>"
        f"<span{failed}>{escape(say('library.sums', **counts))}</span>{_damage(summary, say)}"
    )


def _damage(summary: ReadingSummary, say: Texts) -> str:
    """The pages that were not read since the file is damaged, if there are any."""
    if not summary.damaged_pages:
        return ""
    words = say("library.damaged", pages=page_ranges(summary.damaged_pages))
    return f"<span class='failed'>{escape(words)}</span>"


def progress_html(done: Sequence[Uploaded], wanted: int, say: Texts, *, ended: bool = False) -> str:
    """How far the reading of some uploads is, and what became of those that are through."""
    lines = "".join(_uploaded(one, say) for one in done)
    if ended:
        words = escape(say("library.read", done=len(done), count=wanted))
        new = any(one.status in ("added", "replaced") for one in done)
        ready = f" {escape(say('library.ready'))}" if new else ""
        head = f"<p role='status'>{words}{ready}</p>"
    else:
        words = escape(say("library.reading", done=len(done), count=wanted))
        head = (
            f"<p role='status'><label>{words} <progress max='{wanted}' value='{len(done)}'>"
            "</progress></label></p>"
        )
    return f"<div class='uploads'>{head}<ul>{lines}</ul></div>"


def _uploaded(one: Uploaded, say: Texts) -> str:
    file = f"<b>{escape(one.file)}</b>"
    status = escape(say(f"library.{one.status}"))
    if one.status == "refused":
        return f"<li class='refused'>{file} {status}：{escape(one.reason)}</li>"
    counts = say("library.counts", tables=one.tables, figures=one.figures, passages=one.passages)
    link = escape(link_of(Place(one.report_id, 1)))
    name = f"{escape(one.publisher)} {one.fiscal_year}"
    return f"<li>{file} {status}：<a href='{link}'>{name}</a> {escape(counts)}</li>"


def corrections_html(made: Sequence[tuple[Correction, Report | None]], say: Texts) -> str:
    """All corrections, the latest first: what was read, what it was made, who, when, why."""
    if not made:
        return ""
    items = "".join(_correction(one, report, say) for one, report in reversed(made))
    heading = escape(say("correction.list", count=len(made)))
    return f"<section class='shelf corrections'><h2>{heading}</h2><ul>{items}</ul></section>"


def _correction(made: Correction, report: Report | None, say: Texts) -> str:
    where = escape(
        f"{title_in_words(report) if report else say('correction.not_held')} · "
        f"{say('correction.page', page=made.page)} · {cell_of(made)}"
    )
    if report is not None:
        place = Place(report.id, made.page, made.figure_id, ((made.page, made.bbox),))
        where = f"<a href='{escape(link_of(place))}'>{where}</a>"
    blank = say("correction.blank")
    changed = say(
        "correction.changed",
        original=made.original_printed or blank,
        printed=made.printed or blank,
        unit=made.unit,
    )
    by = say("correction.by", author=made.author, at=made.at[:10], reason=made.reason)
    state = escape(say(f"correction.{made.state}"))
    return (
        f"<li class='{made.state}'>{where}<span>{escape(changed)}</span>"
        f"<p>{escape(by)} <em>{state}</em></p></li>"
    )


def cell_of(made: Correction) -> str:
    """The corrected cell by its names."""
    row = " ".join(part for part in (made.row_code, *made.row_path[-1:]) if part)
    return " › ".join(part for part in (row, *made.column_path) if part)
