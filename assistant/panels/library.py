"""报告: what is held and how well it was read; staff add and remove reports here."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import gradio as gr

from assistant.composing.citations import title_in_words, titles_apart
from assistant.panels import sign_in
from assistant.panels.desk import Desk, Panel
from assistant.panels.sheet import Sheet
from assistant.rendering.answers_html import sentence_html
from assistant.rendering.library_html import cell_of, corrections_html, progress_html, shelf_html
from assistant.staff.uploads import MOST_FILES, Uploaded, add_uploads
from ingest.errors import MingzhangError
from ingest.privacy import masked_correction


class Shelf:
    """What the events of the panel do. Those of staff are refused to everybody else."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def held(self) -> str:
        """The reports with what was read of them."""
        library = self._desk.library
        reports = library.reports()
        return shelf_html(
            [(report, library.summary(report.id)) for report in reports],
            self._desk.say,
            staffed=not self._desk.public and self._desk.staffed(),
        )

    def corrected(self, request: gr.Request | None = None) -> str:
        """All corrections, to visitors without the names of staff."""
        reports = {report.sha256: report for report in self._desk.library.reports()}
        made = self._desk.library.corrections()
        if self._desk.masks(request):
            made = tuple(map(masked_correction, made))
        return corrections_html([(one, reports.get(one.sha256)) for one in made], self._desk.say)

    def shown(self, request: gr.Request | None = None) -> tuple[Any, ...]:
        """What changes with the contents: the lists and, to staff, what can be removed or
        withdrawn."""
        if not self._desk.user(request):
            return self.held(), self.corrected(request), gr.skip(), gr.skip()
        titles = titles_apart(self._desk.library.reports())
        withdrawable = [
            (f"{cell_of(one)}：{one.original_printed} → {one.printed}", one.id)
            for one in self._desk.library.corrections()
            if one.state in ("in_force", "unplaced")
        ]
        return (
            self.held(),
            self.corrected(request),
            gr.update(choices=[(title, key) for key, title in titles.items()], value=None),
            gr.update(choices=withdrawable, value=None),
        )

    def reopen(self, _link: str, request: gr.Request | None = None) -> tuple[Any, ...]:
        """What the panel shows to this visitor."""
        return gr.update(visible=bool(self._desk.user(request))), *self.shown(request)

    def add(
        self, files: list[str] | None, request: gr.Request | None = None
    ) -> Iterator[tuple[Any, ...]]:
        """Read uploaded files into the library; shows each as it is through."""
        say = self._desk.say
        waiting = (gr.skip(),) * 5
        if not self._desk.user(request):
            yield sentence_html(say("staff.first")), *waiting
            return
        if not files:
            yield sentence_html(say("library.nothing_chosen")), *waiting
            return
        done: list[Uploaded] = []
        paths = [Path(file) for file in files]
        try:
            yield progress_html(done, len(paths), say), *waiting
            for one in add_uploads(paths, self._desk.library.folder, self._desk.settings):
                done.append(one)
                yield progress_html(done, len(paths), say), *waiting
            said = progress_html(done, len(paths), say, ended=True)
        except MingzhangError as error:
            said = progress_html(done, len(paths), say, ended=True) + sentence_html(str(error))
        finally:
            for path in paths:
                path.unlink(missing_ok=True)
        yield said, None, *self.shown(request)

    def ask_removal(self, report_id: str | None, request: gr.Request | None = None) -> Any:
        """The question whether to remove a report, and whether to show the answers to it."""
        if not self._desk.user(request) or not report_id:
            return "", gr.update(visible=False)
        try:
            library = self._desk.library
            title = titles_apart(library.reports())[library.report(report_id).id]
        except MingzhangError as error:
            return sentence_html(str(error)), gr.update(visible=False)
        words = self._desk.say("library.really", title=title)
        return sentence_html(words), gr.update(visible=True)

    def remove(self, report_id: str | None, request: gr.Request | None = None) -> tuple[Any, ...]:
        """Take a report out."""
        say = self._desk.say
        hidden = gr.update(visible=False)
        if not self._desk.user(request) or not report_id:
            return sentence_html(say("staff.first")), hidden, *self.shown(request)
        try:
            gone = self._desk.library.remove(report_id)
            said = say("library.removed", title=title_in_words(gone))
        except MingzhangError as error:
            said = str(error)
        return sentence_html(said), hidden, *self.shown(request)

    def withdraw(
        self, correction_id: str | None, request: gr.Request | None = None
    ) -> tuple[Any, ...]:
        """Take a correction back."""
        name = self._desk.user(request)
        if not name or not correction_id:
            return sentence_html(self._desk.say("staff.first")), *self.shown(request)
        try:
            self._desk.library.withdraw(correction_id, author=name)
            said = self._desk.say("correction.taken_back")
        except MingzhangError as error:
            said = str(error)
        return sentence_html(said), *self.shown(request)


def build(desk: Desk, sheet: Sheet) -> Panel:
    """The reports; below them, for staff, what adds, removes and takes back."""
    del sheet  # its links open by themselves
    shelf = Shelf(desk)
    held = gr.HTML(shelf.held(), elem_id="shelf")
    corrected = gr.HTML(shelf.corrected(), elem_id="corrections")
    if desk.public:
        return Panel(lambda _link: (shelf.held(), shelf.corrected()), [held, corrected])
    signed = sign_in.build(desk)
    with gr.Column(visible=False, elem_id="staff") as tools:
        changing, changes = _tools(desk, shelf, held, corrected)

    def reopen(link: str, request: gr.Request | None = None) -> tuple[Any, ...]:
        return *sign_in.shown(desk, request), *shelf.reopen(link, request)

    return Panel(reopen, [*signed, tools, *changing], changes)


def _tools(
    desk: Desk, shelf: Shelf, held: gr.HTML, corrected: gr.HTML
) -> tuple[list[Any], list[gr.events.Dependency]]:
    """The tools of staff; returns the outputs of ``Shelf.shown`` and what changes the reports."""
    say = desk.say
    with gr.Accordion(say("library.adding"), open=True):
        gr.HTML(sentence_html(_limits(desk)))
        files = gr.File(
            label=say("library.upload"),
            file_count="multiple",
            file_types=[".pdf"],
            elem_id="upload",
        )
        add = gr.Button(say("library.add"), variant="primary")
        progress = gr.HTML("", elem_id="progress")
    with gr.Accordion(say("library.removing"), open=False):
        going = gr.Dropdown(label=say("library.report"), choices=[], elem_id="going")
        remove = gr.Button(say("library.remove"))
        question = gr.HTML("", elem_id="removal")
        with gr.Row(visible=False) as answers:
            confirm = gr.Button(say("library.confirm"), variant="stop")
            keep = gr.Button(say("library.keep"))
    with gr.Accordion(say("correction.withdrawing"), open=False):
        mistaken = gr.Dropdown(label=say("correction.withdrawing"), choices=[])
        withdraw = gr.Button(say("correction.withdraw"))
        taken_back = gr.HTML("")
    changing = [held, corrected, going, mistaken]
    private: dict[str, Any] = {"api_visibility": "private"}
    added = add.click(
        shelf.add, [files], [progress, files, *changing], concurrency_limit=1, **private
    )
    remove.click(shelf.ask_removal, [going], [question, answers], **private)
    removed = confirm.click(shelf.remove, [going], [question, answers, *changing], **private)
    keep.click(lambda: ("", gr.update(visible=False)), None, [question, answers], **private)
    withdraw.click(shelf.withdraw, [mistaken], [taken_back, *changing], **private)
    return changing, [added, removed]


def _limits(desk: Desk) -> str:
    settings = desk.settings
    return desk.say(
        "library.limits",
        megabytes=settings.max_file_mb,
        pages=settings.max_pages,
        files=MOST_FILES,
    )
