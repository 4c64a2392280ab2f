"""The page panel at the side: a page of a report with its marks, else the reports that are held."""

from __future__ import annotations

from importlib.resources import files

import gradio as gr

from assistant.answers_html import sentence_html
from assistant.page_html import contents_html, page_html
from assistant.page_view import leaf_of
from assistant.panels.desk import Desk
from assistant.permalinks import Place, place_of
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

    def show(self, place: Place | None) -> str:
        """The page of a place; without one the reports that are held."""
        if place is None:
            return self.contents()
        try:
            return page_html(leaf_of(self._desk.library, place), self._desk.say)
        except MingzhangError as error:
            return sentence_html(str(error))

    def contents(self) -> str:
        """The reports that are held, or how to add some."""
        library = self._desk.library
        return contents_html(library.reports(), library.folder, self._desk.say)

    def reopen(self, link: str) -> str:
        """The page that an address names."""
        return self.show(place_of(link))

    def _opened(self, event: gr.EventData) -> str:
        return self.reopen(str(event.link))
