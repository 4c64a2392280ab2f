"""The page panel at the side: a page of a report with its marks, else the reports that are held."""

from __future__ import annotations

from importlib.resources import files

import gradio as gr

from assistant.panels.desk import Asker, Desk
from assistant.permalinks import Place, place_of
from assistant.rendering.answers_html import sentence_html
from assistant.rendering.page_html import Leaf, contents_html, page_html
from assistant.rendering.page_view import leaf_of
from ingest.errors import MingzhangError


class Sheet:
    """The page panel: ``show(place)`` gives what an event returns to ``output``."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self.output = gr.HTML(
            self.contents(),
            elem_id="sheet",
            js_on_load=files("assistant.panels").joinpath("page.js").read_text(encoding="utf-8"),
        )
        self.output.open(self._opened, None, [self.output], api_visibility="private")

    def show(self, place: Place | None, request: Asker = None) -> str:
        """The page of a place for one who asks; without a place the reports that are held."""
        if place is None:
            return self.contents()
        try:
            return page_html(self._leaf(place, request), self._desk.say)
        except MingzhangError as error:
            return sentence_html(str(error))

    def _leaf(self, place: Place, request: Asker) -> Leaf:
        return self._desk.call(request, leaf_of, place, self._desk.masks(request))

    def contents(self) -> str:
        """The reports that are held, or how to add some."""
        return contents_html(self._desk.library.reports(), self._desk.say)

    def reopen(self, link: str, request: gr.Request | None = None) -> str:
        """The page that an address names."""
        return self.show(place_of(link), request)

    def _opened(self, event: gr.EventData, request: gr.Request) -> str:
        return self.reopen(str(event.link), request)
