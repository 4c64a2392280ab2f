"""对话: questions and their answers; the first page that an answer cites opens at the side."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from html import escape
from importlib.resources import files
from typing import Any

import gradio as gr

from assistant.answers import MOST_LETTERS
from assistant.drafting.model import model_of
from assistant.panels.desk import Desk, Panel
from assistant.panels.sheet import Sheet
from assistant.permalinks import asked_of
from assistant.rendering.conversation import Conversation, Turn, undone
from assistant.rendering.examples import example_questions
from assistant.rendering.languages import Texts
from ingest.library import Library

History = list[Turn]


@lru_cache(maxsize=4)
def _examples(library: Library, _generation: int, say: Texts) -> tuple[str, ...]:
    """Found once for each state of a library: every example is tried, which takes a while."""
    return example_questions(library, say)


class Chat:
    """What the events of the chat do."""

    def __init__(self, desk: Desk, sheet: Sheet) -> None:
        self._desk = desk
        self._library = desk.library
        self._sheet = sheet
        self._talk = Conversation(desk.library, desk.say, model_of(desk.settings))

    def beginning(self) -> dict[str, Any]:
        """What stands where nothing has been asked: a word of welcome, and questions to click."""
        say = self._desk.say
        begin = say("chat.begin" if self._library.reports() else "chat.empty")
        welcome = f"### {say('chat.welcome')}\n{begin}"
        return {"placeholder": welcome, "examples": self._examples()}

    def _examples(self) -> list[Any]:
        found = _examples(self._library, self._library.generation, self._desk.say)
        return [{"text": question} for question in found]

    def renew(self, _link: str, _request: gr.Request | None) -> tuple[Any, Any]:
        """Questions to click, of what the library holds now; the conversation stays."""
        return gr.update(**self.beginning()), gr.skip()

    def reopen(self, link: str, request: gr.Request | None = None) -> tuple[Any, Any]:
        """Questions to click; a conversation that the address asks."""
        beginning = self.beginning()
        public = self._desk.masks(request)
        asked = self._talk.asked_again(asked_of(link), public=public)
        shown = {**beginning, "value": asked} if asked else beginning
        return gr.update(**shown), gr.update(visible=bool(asked))

    def reply(
        self, text: str, history: History, request: gr.Request | None = None
    ) -> Iterator[tuple[Any, ...]]:
        """Show the question at once, then its answer and the page of its first citation."""
        public = self._desk.masks(request)
        for turns, answer in self._talk.reply(text, history, public=public):
            place = self._talk.place_of(answer) if answer else None
            # A page of an earlier answer beside one without a source would look like its source.
            page = self._sheet.show(place, request) if answer else gr.skip()
            yield "", turns, gr.update(visible=True), page

    def again(
        self, history: History, request: gr.Request | None = None
    ) -> Iterator[tuple[Any, ...]]:
        """Ask the last question once more."""
        yield from self.reply(*undone(history), request)

    def undo(self, history: History) -> tuple[Any, ...]:
        """Take the last question back into the box."""
        question, before = undone(history)
        return question, before, gr.update(visible=bool(before)), gr.skip()

    def clear(self) -> tuple[Any, ...]:
        """Begin anew."""
        return "", [], gr.update(visible=False), self._sheet.contents()


def _dialogue(say: Texts) -> str:
    """The box for what is wrong with an answer, and the words that the script needs."""
    words = "".join(
        f"<data value='{name}'>{escape(say(f'tools.{name}'))}</data>"
        for name in ("copied", "thanks", "failed", "sources")
    )
    return (
        f"<dialog class='wrong'><form method='dialog'><label>{escape(say('tools.what_is_wrong'))}"
        "<textarea maxlength='1000' rows='3'></textarea></label>"
        f"<button value='send'>{escape(say('tools.send'))}</button>"
        f"<button value=''>{escape(say('tools.cancel'))}</button></form></dialog>"
        f"<div hidden class='words'>{words}</div>"
    )


def _chatbot(say: Texts, beginning: dict[str, Any]) -> gr.Chatbot:
    return gr.Chatbot(
        elem_id="chat",
        show_label=False,
        label=say("chat.label"),
        buttons=[],
        layout="panel",
        latex_delimiters=[],
        feedback_options=None,
        autoscroll=False,
        **beginning,
    )


def _box(say: Texts) -> gr.Textbox:
    return gr.Textbox(
        elem_id="ask",
        label=say("chat.question"),
        show_label=False,
        placeholder=say("chat.example"),
        submit_btn=say("chat.ask"),
        max_length=MOST_LETTERS,
        max_lines=4,
        autofocus=True,
    )


def build(desk: Desk, sheet: Sheet) -> Panel:
    """The chat and the box to ask in."""
    say = desk.say
    doing = Chat(desk, sheet)
    chat, box = _chatbot(say, doing.beginning()), _box(say)
    with gr.Row(elem_id="going", visible=False) as going:
        again, undo, clear = (
            gr.Button(say(f"chat.{name}"), size="sm", min_width=70)
            for name in ("again", "undo", "clear")
        )
    script = files("assistant.panels").joinpath("chat.js").read_text(encoding="utf-8")
    gr.HTML(_dialogue(say), js_on_load=script, elem_id="judging")
    turns: dict[str, Any] = {
        "outputs": [box, chat, going, sheet.output],
        "api_visibility": "private",
        "show_progress": "hidden",
    }

    def choose(
        history: History, event: gr.SelectData, request: gr.Request
    ) -> Iterator[tuple[Any, ...]]:
        asked = event.value["text"] if isinstance(event.value, dict) else event.value
        yield from doing.reply(str(asked), history, request)

    box.submit(doing.reply, [box, chat], **turns)
    chat.option_select(choose, [chat], **turns)
    chat.example_select(choose, [chat], **turns)
    again.click(doing.again, [chat], **turns)
    undo.click(doing.undo, [chat], **turns)
    clear.click(doing.clear, None, **turns)
    return Panel(doing.reopen, [chat, going], renew=doing.renew)
