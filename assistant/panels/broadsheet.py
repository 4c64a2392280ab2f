"""The whole page: masthead, tabs on the left, a page of a report on the right."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any
from urllib.parse import parse_qs

import gradio as gr

from assistant.panels import correction
from assistant.panels.desk import Desk, Panel
from assistant.panels.sheet import Sheet
from assistant.rendering.page_html import masthead_html

Build = Callable[[Desk, Sheet], Panel]
_AT_ONCE = 16
_THREADS = 120
"""Events at work: most wait for a worker, in a thread each."""
_WAITING = 3000
_ADDRESS = "() => { window.addressRead = true; return location.search + location.hash; }"
_KEEP_TAB = "() => {{ if (window.addressRead) mingzhang.remember({{tab: '{tab}'}}); }}"
"""The first tab is selected by itself before the address is read, and must not wipe it."""


def build_page(desk: Desk, panels: Mapping[str, Build]) -> gr.Blocks:
    """One language's page; ``panels`` by the keys of their tabs' names (``tabs.KEY``)."""
    page: gr.Blocks = gr.Blocks(title=desk.say("title"), fill_width=True, analytics_enabled=False)
    first = next(iter(panels))
    with page:
        masthead = gr.HTML(masthead_html(desk.library.reports(), desk.say))
        with gr.Row(equal_height=False):
            with gr.Column(scale=6, min_width=340), gr.Tabs(elem_id="tabs") as tabs:
                places = {name: gr.Tab(desk.say(f"tabs.{name}"), id=name) for name in panels}
            with gr.Column(scale=5, min_width=340, elem_id="panel"):
                sheet = Sheet(desk)
                built = [Panel(sheet.reopen, [sheet.output]), correction.build(desk, sheet)]
        for name, build in panels.items():
            with places[name]:
                built.append(build(desk, sheet))
            kept = "" if name == first else name
            places[name].select(None, js=_KEEP_TAB.format(tab=kept))

        built.append(Panel(_opening(desk, panels), [masthead, tabs]))
        _reopen_with_page(page, masthead, built)
        _renew_after_changes(desk, sheet, masthead, built)
    page.max_threads = _THREADS
    page.queue(default_concurrency_limit=_AT_ONCE, max_size=_WAITING)
    # Gradio checks the files that it is sent only in pages that it has launched itself.
    page.has_launched = True
    return page


def _opening(desk: Desk, panels: Mapping[str, Build]) -> Callable[[str], tuple[Any, Any]]:
    """What masthead and tabs show when the page is opened: the tab that the address names."""

    def opening(link: str) -> tuple[Any, Any]:
        named = parse_qs(link.partition("#")[0].lstrip("?")).get("tab", [""])[0]
        head = masthead_html(desk.library.reports(), desk.say)
        return head, gr.update(selected=named) if named in panels else gr.skip()

    return opening


def _reopen_with_page(page: gr.Blocks, masthead: gr.HTML, built: Sequence[Panel]) -> None:
    """When the page is opened, every panel shows what the address says."""
    for panel in built:
        if panel.reopen:
            page.load(
                panel.reopen,
                [masthead],
                list(panel.outputs),
                js=_ADDRESS,
                api_visibility="private",
                show_progress="hidden",
            )


def _renew_after_changes(
    desk: Desk, sheet: Sheet, masthead: gr.HTML, built: Sequence[Panel]
) -> None:
    """When staff have changed the library, all that tells of it is shown anew."""
    renewed = [panel for panel in built if panel.renew]

    def changed(link: str, request: gr.Request) -> tuple[Any, ...]:
        shown: list[Any] = [masthead_html(desk.library.reports(), desk.say)]
        shown.append(sheet.reopen(link, request))
        for panel in renewed:
            shown += panel.renew(link, request) if panel.renew else ()
        return tuple(shown)

    for change in (change for panel in built for change in panel.changes):
        change.then(
            changed,
            [masthead],
            [masthead, sheet.output, *(out for panel in renewed for out in panel.outputs)],
            js=_ADDRESS,
            api_visibility="private",
            show_progress="hidden",
        )
