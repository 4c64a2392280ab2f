"""The chat in a browser: ``python app.py [--library DIR] [--host H] [--port P]``.

Layout and events only: every answer comes from ``assistant.ask``, every picture from the Library.
"""

from __future__ import annotations

import os
import signal
import sys
from argparse import ArgumentParser
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import chain
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from assistant.answers import Answer, Question
from assistant.answers_html import (
    Place,
    address,
    answer_html,
    contents_html,
    masthead_html,
    page_html,
    page_style,
    place_of,
    sentence_html,
)
from assistant.ask import ask
from assistant.citations import title_in_words
from assistant.examples import example_questions
from ingest.errors import MingzhangError
from ingest.library import Library
from ingest.nouns import Report
from ingest.settings import Settings

# Read by gradio while it is imported: nothing may leave the machine.
os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"
os.environ["HF_HUB_OFFLINE"] = "1"
import gradio as gr

_History = list[dict[str, Any]]
_SCALE = 2.0
_AT_ONCE = 8
_KEPT_AS = (gr.skip(),) * 5
"""Nothing changes in the five outputs of the page's panel."""
_NO_BUTTONS = (gr.update(visible=False),) * 3

# A click on a place's address opens it, as does going back to one.
_OPEN_PLACES = """
document.documentElement.lang = 'zh-CN';
const open = () => location.hash.startsWith('#/') && trigger('open', {link: location.hash});
document.addEventListener('click', (event) => {
  const link = event.target.closest && event.target.closest('a[href^="#/"]');
  if (!link) return;
  event.preventDefault();
  if (location.hash === link.hash) open(); else location.hash = link.hash;
  if (innerWidth < 820) document.getElementById('panel').scrollIntoView({behavior: 'smooth'});
});
window.addEventListener('hashchange', open);
"""
# A page that has come: its close-up filled, and the sheet scrolled to its first mark.
_SHOW_PAGE = """
watch('value', () => {
  const frame = element.querySelector('.closeup'), sheet = element.querySelector('.sheet');
  if (!sheet) return;
  const leaf = sheet.querySelector('img'), [x, y] = sheet.dataset.at.split(' ');
  if (frame) frame.style.backgroundImage = `url(${leaf.src})`;
  const toMark = () => sheet.scrollTo(
    x * leaf.width - sheet.clientWidth / 2, y * leaf.height - sheet.clientHeight / 3);
  leaf.decode().then(toMark);
  sheet.querySelector('input').addEventListener('change', toMark);
});
"""


class Desk:
    """What the events of the page do, on one library."""

    def __init__(self, library: Library, downloads: Path) -> None:
        self._library = library
        self._downloads = downloads
        self._examples: tuple[int, tuple[str, ...]] = (-1, ())

    def masthead(self) -> str:
        """What this is and what is loaded."""
        return masthead_html(self._library.reports())

    def contents(self) -> str:
        """The reports that are loaded, or how to add some."""
        return contents_html(self._library.reports(), self._library.folder)

    def opening(self, link: str) -> tuple[Any, ...]:
        """What a visitor finds: the masthead, questions to click, and the page of the address."""
        generation = self._library.generation
        if self._examples[0] != generation:
            self._examples = (generation, example_questions(self._library))
        examples = [{"text": question} for question in self._examples[1]]
        return self.masthead(), gr.update(examples=examples), *self.open(link)

    def reply(self, text: str, history: _History) -> Iterator[tuple[Any, ...]]:
        """Show the question at once, then its answer and the page of its first citation."""
        asked = text.strip()
        if not asked:
            yield "", history, *_KEPT_AS
            return
        earlier = tuple(_words(turn) for turn in history if turn["role"] == "user")
        history = [*history, {"role": "user", "content": asked}]
        yield "", history, *_KEPT_AS
        try:
            answer = ask(Question(asked, earlier), self._library)
        except MingzhangError as error:
            sorry = {"role": "assistant", "content": sentence_html(str(error))}
            yield "", [*history, sorry], *_KEPT_AS
            return
        content = {"content": answer_html(answer), "options": _options(answer)}
        shown: tuple[Any, ...] = _KEPT_AS
        if answer.citations:
            first = answer.citations[0]
            shown = self.open(address(first.report_id, first.locators))
        yield "", [*history, {"role": "assistant", **content}], *shown

    def open(self, link: str) -> tuple[Any, ...]:
        """The page that an address names, with its marks; else the list of reports."""
        place = place_of(link)
        return self.page(place) if place else (self.contents(), None, *_NO_BUTTONS)

    def turn(self, place: Place | None, step: int) -> tuple[Any, ...]:
        """The page after (1) or before (-1) the open one."""
        return self.page(replace(place, page=place.page + step)) if place else _KEPT_AS

    def page(self, place: Place) -> tuple[Any, ...]:
        """The page as a picture, the place, and the buttons that go with it."""
        try:
            report = self._library.report(place.report_id)
            picture = self._library.page_picture(
                place.report_id, place.page, place.marks, scale=_SCALE
            )
            printed = self._printed_page(place)
            original = self._named(report)
        except MingzhangError as error:
            return sentence_html(str(error)), None, *_NO_BUTTONS
        where = f"第{place.page}页" + (f"（印刷页码 {printed}）" if printed else "")
        shown = page_html(title_in_words(report), where, picture, place.marks, _SCALE)
        return (
            shown,
            place,
            gr.update(visible=True, interactive=place.page > 1),
            gr.update(visible=True, interactive=place.page < report.pages),
            gr.update(visible=True, value=original),
        )

    def _printed_page(self, place: Place) -> str:
        tables = self._library.tables(place.report_id)
        places = [p.locators for p in self._library.passages(place.report_id)]
        places += [figure.locators for table in tables for figure in table.figures]
        located = chain.from_iterable(places)
        return next((at.printed_page for at in located if at.page == place.page), "")

    def _named(self, report: Report) -> str:
        """The original under the name of its report, to be downloaded as that."""
        named = self._downloads / report.id / f"{title_in_words(report)}.pdf"
        if not named.exists():
            named.parent.mkdir(exist_ok=True)
            named.symlink_to(self._library.original(report.id).resolve())
        return str(named)


def _words(turn: dict[str, Any]) -> str:
    """The text of a turn of the visible history."""
    content = turn["content"]
    return content if isinstance(content, str) else "".join(part["text"] for part in content)


def _options(answer: Answer) -> list[dict[str, str]]:
    """What to ask next, as buttons: the choices offered, else the suggestions."""
    offered = [(choice.label, choice.question) for choice in answer.choices]
    offered = offered or [(question, question) for question in answer.suggestions]
    return [{"label": label, "value": question} for label, question in offered]


def build_app(library: Library, downloads: Path) -> gr.Blocks:
    """The page on a library: the chat on the left, the cited page on the right.

    ``downloads`` is an empty folder of this process, for links to the originals.
    """
    desk = Desk(library, downloads)
    page: gr.Blocks = gr.Blocks(title="明账 Mingzhang", fill_width=True, analytics_enabled=False)
    with page:
        masthead = gr.HTML(desk.masthead(), js_on_load=_OPEN_PLACES)
        place = gr.State(None)
        with gr.Row(equal_height=False):
            with gr.Column(scale=6, min_width=340):
                chat = gr.Chatbot(
                    elem_id="chat",
                    show_label=False,
                    label="问答",
                    buttons=[],
                    layout="panel",
                    latex_delimiters=[],
                    placeholder="### 想查哪一笔？\n直接问，或点一个问题试试。",
                )
                box = gr.Textbox(
                    elem_id="ask",
                    label="您的问题",
                    show_label=False,
                    placeholder="例如：某单位某年的公务接待费是多少？",
                    submit_btn="提问",
                    max_length=500,
                    max_lines=4,
                    autofocus=True,
                )
            with gr.Column(scale=5, min_width=340, elem_id="panel"):
                sheet = gr.HTML(desk.contents(), js_on_load=_SHOW_PAGE)
                with gr.Row(elem_id="turning"):
                    before = gr.Button("上一页", size="sm", min_width=80, visible=False)
                    after = gr.Button("下一页", size="sm", min_width=80, visible=False)
                    original = gr.DownloadButton("下载原文", size="sm", min_width=80, visible=False)
        panel = [sheet, place, before, after, original]
        turns: dict[str, Any] = {"outputs": [box, chat, *panel], "api_visibility": "private"}
        pages: dict[str, Any] = {"outputs": panel, "api_visibility": "private"}

        def choose(history: _History, event: gr.SelectData) -> Iterator[tuple[Any, ...]]:
            asked = event.value["text"] if isinstance(event.value, dict) else event.value
            yield from desk.reply(str(asked), history)

        def open_link(event: gr.EventData) -> tuple[Any, ...]:
            return desk.open(str(event.link))

        box.submit(desk.reply, [box, chat], **turns)
        chat.option_select(choose, [chat], **turns)
        chat.example_select(choose, [chat], **turns)
        masthead.open(open_link, None, **pages)
        before.click(lambda at: desk.turn(at, -1), [place], **pages)
        after.click(lambda at: desk.turn(at, 1), [place], **pages)
        page.load(
            desk.opening,
            [masthead],
            [masthead, chat, *panel],
            js="() => location.hash",
            api_visibility="private",
        )
    page.queue(default_concurrency_limit=_AT_ONCE)
    return page


def _theme() -> gr.themes.Base:
    """Paper and ink, system fonts, by day and by night."""
    sans = ("PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", "system-ui", "sans-serif")
    theme = gr.themes.Base(neutral_hue="stone", primary_hue="stone", radius_size="sm", font=sans)
    for name in [name for name in vars(theme) if name.endswith("_dark")]:
        setattr(theme, name, getattr(theme, name.removesuffix("_dark"), None))
    return theme


def main(arguments: Sequence[str] | None = None) -> int:
    """Serve the page until interrupted; 1 where the library or the port cannot be had."""
    parser = ArgumentParser(prog="python app.py", description="明账 (the chat in a browser)")
    parser.add_argument("--library", type=Path, help="文库文件夹 (library folder)")
    parser.add_argument("--host", default="127.0.0.1", help="监听地址 (address to listen on)")
    parser.add_argument("--port", type=int, default=7860, help="端口 (port)")
    given = parser.parse_args(arguments)
    settings = Settings()
    # A service manager stops us with SIGTERM: leave as after Ctrl-C, with everything closed.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    try:
        with (
            Library.open(given.library or settings.library, settings) as library,
            TemporaryDirectory(prefix="mingzhang-") as downloads,
        ):
            return _serve(library, build_app(library, Path(downloads)), given.host, given.port)
    except MingzhangError as error:
        sys.stderr.write(f"{error}\n")
        return 1


def _serve(library: Library, page: gr.Blocks, host: str, port: int) -> int:
    try:
        page.launch(
            server_name=host,
            server_port=port,
            prevent_thread_lock=True,
            quiet=True,
            share=False,
            inbrowser=False,
            footer_links=[],
            run_history=False,
            max_file_size=0,
            theme=_theme(),
            css=page_style(),
        )
    except OSError:
        sys.stderr.write(
            f"端口 {port} 已被占用，请换一个：--port {port + 1} "
            f"(port {port} is taken, choose another)\n"
        )
        return 1
    held = len(library.reports())
    sys.stdout.write(
        f"明账 {page.local_url} · 文库 {library.folder} · {held} 份报告 (reports)"
        + ("" if held else " · 先加入报告 (add some): python -m ingest add 文件")
        + "\n"
    )
    sys.stdout.flush()
    page.block_thread()
    return 0


if __name__ == "__main__":
    sys.exit(main())
