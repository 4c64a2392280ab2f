"""查数: figures by publisher, year, kind, concept, form, line and column; as rows or beside."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from importlib.resources import files
from typing import Any
from urllib.parse import parse_qs

import gradio as gr

from assistant.panels.desk import Desk, Panel
from assistant.panels.sheet import Sheet
from assistant.rendering.answers_html import sentence_html
from assistant.rendering.figures_html import unclear_html
from assistant.rendering.looked_up import choices, looked_up
from assistant.selection.compared import BY
from assistant.selection.figure_completion import UnclearFilter, completed_selection
from assistant.selection.figure_selection import FIELDS, Field, Selection, selection_of
from ingest.errors import MingzhangError

_TYPED: tuple[Field, ...] = ("publishers", "concepts", "rows", "columns")

# What is looked for is kept in the address, so that it can be reopened and passed on.
_REMEMBER = """(...values) => {
  const names = ['publishers', 'years', 'kinds', 'concepts', 'funds', 'natures', 'forms', 'rows',
    'columns', 'compare'];
  mingzhang.remember(Object.fromEntries(
    names.map((name, at) => [name, [values[at]].flat().filter(Boolean).join('|')])));
}"""


class LookUp:
    """What the events of the panel do."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def found(self, values: Sequence[Any], request: gr.Request | None = None) -> tuple[Any, ...]:
        """The filters with what goes on from them, and what they find."""
        # What is compared is the reader's to set: given back, a late answer would undo it.
        *given, by = values
        written = {
            field: [str(each) for each in value or ()]
            for field, value in zip(FIELDS, given, strict=True)
        }
        try:
            selection = self._completed(written, request)
            filters, table = self._shown(selection, by, given, request)
        except UnclearFilter as unclear:
            return self._unclear(unclear)
        except MingzhangError as error:
            return *(gr.skip() for _ in values), sentence_html(str(error))
        return *filters, gr.skip(), table

    def opened(self, link: str, request: gr.Request | None = None) -> tuple[Any, ...]:
        """As ``reopened``, of a page that comes up: what a reader has chosen meanwhile to compare
        stays where the address says nothing of it."""
        *filters, by, table = self.reopened(link, request)
        return *filters, by if isinstance(by, dict) and by.get("value") else gr.skip(), table

    def reopened(self, link: str, request: gr.Request | None = None) -> tuple[Any, ...]:
        """The filters that an address holds, and what they find."""
        asked = parse_qs(link.partition("#")[0].lstrip("?"))
        by = asked.get("compare", [""])[0]
        by = by if by in BY else ""
        nothing = [()] * len(FIELDS)
        try:
            filters, table = self._shown(selection_of(link), by, nothing, request)
        except MingzhangError as error:
            return *(gr.skip() for _ in (*FIELDS, by)), sentence_html(str(error))
        return *filters, gr.update(value=by), table

    def _shown(
        self, selection: Selection, by: str, given: Sequence[Any], request: gr.Request | None
    ) -> tuple[list[dict[str, Any]], str]:
        desk = self._desk
        public = desk.masks(request)
        offered, table = desk.call(request, looked_up, selection, by, public, desk.say)
        filters = [
            {**gr.update(choices=list(choices)), **_changed(getattr(selection, field), was)}
            for field, choices, was in zip(FIELDS, offered, given, strict=True)
        ]
        return filters, table

    def _completed(self, written: dict[Field, list[str]], request: gr.Request | None) -> Selection:
        """What is meant; a name that was unclear gives way to the one chosen of those it fits."""
        try:
            return self._desk.call(request, completed_selection, written)
        except UnclearFilter as unclear:
            own = written[unclear.field]
            if not any(each.value in own for each in unclear.candidates):
                raise
            left = [text for text in own if text != unclear.text]
            return self._completed({**written, unclear.field: left}, request)

    def _unclear(self, unclear: UnclearFilter) -> tuple[Any, ...]:
        """The names that fit what was typed are told, and offered in its filter."""
        offered = gr.update(choices=choices(unclear.field, unclear.candidates, self._desk.say))
        filters = [offered if field == unclear.field else gr.skip() for field in FIELDS]
        return *filters, gr.skip(), unclear_html(unclear, self._desk.say)


def _changed(selected: Iterable[object], given: Iterable[str] | None) -> dict[str, Any]:
    """The value to set, none where the filter has it: to set it again would be a change again."""
    value = [str(each) for each in selected]
    return {} if value == list(given or ()) else {"value": value}


def build(desk: Desk, sheet: Sheet) -> Panel:
    """The filters, the choice of what to compare, and the table."""
    look_up = LookUp(desk)
    say = desk.say
    with gr.Row(elem_id="filters"):
        filters = [_filter(desk, field) for field in FIELDS]
        by = gr.Radio(
            [
                (say("figures.compare_none"), ""),
                *((say(f"figures.by_{each}"), each) for each in BY),
            ],
            value="",
            label=say("figures.compare"),
            elem_id="compare",
        )
    table = gr.HTML(
        elem_id="found",
        js_on_load=files("assistant.panels").joinpath("figures.js").read_text(encoding="utf-8"),
    )
    controls = [*filters, by]

    def found(request: gr.Request, *values: Any) -> tuple[Any, ...]:
        return look_up.found(values, request)

    gr.on(
        # A name that is typed and not in the list is a change without an input.
        [*(each.change for each in filters), by.change],
        found,
        controls,
        [*controls, table],
        show_progress="minimal",
        trigger_mode="always_last",
        api_visibility="private",
    ).then(None, controls, None, js=_REMEMBER)
    return Panel(look_up.opened, [*controls, table], renew=look_up.reopened)


def _filter(desk: Desk, field: Field) -> gr.Dropdown:
    return gr.Dropdown(
        [],
        multiselect=True,
        allow_custom_value=field in _TYPED,
        label=desk.say(f"figures.{field}"),
        elem_id=f"filter-{field}",
        elem_classes=["filter"],
        min_width=150,
    )
