"""Below the page: staff correct the cell that is open, its picture before their eyes."""

from __future__ import annotations

from typing import Any

import gradio as gr

from assistant.panels.desk import Desk, Panel
from assistant.panels.sheet import Sheet
from assistant.permalinks import place_of
from assistant.rendering.answers_html import sentence_html
from assistant.rendering.page_view import figure_at
from ingest.errors import MingzhangError
from ingest.nouns import Figure


class Correcting:
    """What the events do; refused to everybody but staff."""

    def __init__(self, desk: Desk, sheet: Sheet) -> None:
        self._desk = desk
        self._sheet = sheet

    def begin(self, link: str, request: gr.Request | None = None) -> tuple[Any, ...]:
        """The cell of the address, as read: what it says, its figure, and boxes to correct it."""
        name = self._desk.user(request)
        figure = self._figure(link) if name else None
        if figure is None:
            key = "correction.no_figure" if name else "staff.first"
            return sentence_html(self._desk.say(key)), "", gr.update(visible=False), "", ""
        cell = " › ".join(part for part in (figure.row_label, *figure.column_path) if part)
        words = self._desk.say(
            "correction.reads", printed=self._print(figure.printed), unit=figure.unit, cell=cell
        )
        return sentence_html(words), link, gr.update(visible=True), figure.printed, ""

    def save(
        self, link: str, printed: str, reason: str, request: gr.Request | None = None
    ) -> tuple[Any, ...]:
        """Keep the correction; the page and the words anew."""
        say = self._desk.say
        name = self._desk.user(request)
        place, figure = place_of(link), self._figure(link) if name else None
        if figure is None:
            key = "correction.no_figure" if name else "staff.first"
            return sentence_html(say(key)), gr.update(visible=False), gr.skip()
        try:
            made = self._desk.library.correct(figure.id, printed, author=name, reason=reason)
        except MingzhangError as error:
            return sentence_html(str(error)), gr.update(visible=True), gr.skip()
        words = say(
            "correction.saved",
            original=self._print(made.original_printed),
            printed=self._print(made.printed),
        )
        return sentence_html(words), gr.update(visible=False), self._sheet.show(place)

    def _figure(self, link: str) -> Figure | None:
        place = place_of(link)
        return figure_at(self._desk.library, place) if place else None

    def _print(self, printed: str) -> str:
        return printed or self._desk.say("correction.blank")


def build(desk: Desk, sheet: Sheet) -> Panel:
    """The boxes, for staff only."""
    if desk.public:
        return Panel()
    say = desk.say
    correcting = Correcting(desk, sheet)
    with gr.Accordion(
        say("correction.heading"), open=False, visible=False, elem_id="correction"
    ) as whole:
        gr.HTML(sentence_html(say("correction.how")))
        begin = gr.Button(say("correction.begin"), size="sm")
        words = gr.HTML("", elem_id="reads")
        link = gr.State("")
        with gr.Column(visible=False) as boxes:
            printed = gr.Textbox(label=say("correction.printed"), max_length=40)
            reason = gr.Textbox(label=say("correction.reason"), max_length=500)
            save = gr.Button(say("correction.save"), variant="primary")
    address = gr.Textbox(visible=False)
    begin.click(
        correcting.begin,
        [address],
        [words, link, boxes, printed, reason],
        js="() => location.search",
        api_visibility="private",
    )
    save.click(
        correcting.save,
        [link, printed, reason],
        [words, boxes, sheet.output],
        api_visibility="private",
    )

    def reopen(_link: str, request: gr.Request | None = None) -> Any:
        return gr.update(visible=bool(desk.user(request)))

    return Panel(reopen, [whole])
