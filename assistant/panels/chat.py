"""对话: questions and their answers; the first page that an answer cites opens at the side.

The browser keeps the questions of its conversation as a text, and sends nothing else of it: answers
are made here, and made anew where they are no longer held.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import lru_cache
from html import escape
from importlib.resources import files
from typing import Any

import gradio as gr

from assistant.answers import MOST_LETTERS, Answer, Draft, Question
from assistant.panels.desk import Desk, Panel
from assistant.panels.sheet import Sheet
from assistant.permalinks import asked_of, within_bounds
from assistant.rendering.conversation import Asked, Conversation, Talk
from assistant.rendering.examples import example_questions
from assistant.rendering.languages import Texts
from assistant.workers.jobs import Workers
from ingest.errors import MingzhangError

_AT_ONCE = 60
"""Questions that are being answered or wait for a worker: whose turn it is, the workers say."""


@lru_cache(maxsize=4)
def _examples(workers: Workers, _generation: int, say: Texts) -> tuple[str, ...]:
    """Found once for each state of a library: every example is tried, which takes a while.

    Raises as ``Workers.call``.
    """
    return workers.call("", example_questions, say)


class Chat:
    """What the events of the chat do. They return box, chat, questions, conversation held, tools
    and page panel."""

    def __init__(self, desk: Desk, sheet: Sheet) -> None:
        self._desk = desk
        self._library = desk.library
        self._sheet = sheet
        self._conversation = Conversation(desk.library, desk.say)

    def beginning(self) -> dict[str, Any]:
        """What stands where nothing has been asked: a word of welcome, and questions to click."""
        say = self._desk.say
        begin = say("chat.begin" if self._library.reports() else "chat.empty")
        welcome = f"### {say('chat.welcome')}\n{begin}"
        return {"placeholder": welcome, "examples": self._examples()}

    def _examples(self) -> list[Any]:
        try:
            found = _examples(self._desk.workers, self._library.generation, self._desk.say)
        except MingzhangError:
            # A page without examples is a page all the same; the next one tries again.
            return []
        return [{"text": question} for question in found]

    def renew(self, _link: str, _request: gr.Request | None) -> tuple[Any, ...]:
        """Questions to click, of what the library holds now; the conversation stays."""
        return gr.update(**self.beginning()), gr.skip(), gr.skip(), gr.skip()

    def reopen(self, link: str, request: gr.Request | None = None) -> tuple[Any, ...]:
        """Questions to click; a conversation that the address asks."""
        talk = self._conversation.asked_again(asked_of(link), self._asked(request))
        beginning = self.beginning()
        return (
            gr.update(**beginning, value=list(talk.turns))
            if talk.turns
            else gr.update(**beginning),
            _text(talk),
            talk,
            gr.update(visible=bool(talk.turns)),
        )

    def reply(
        self, text: str, asked: str, held: Talk | None, request: gr.Request | None = None
    ) -> Iterator[tuple[Any, ...]]:
        """Show the question at once, then its answer and the page of its first citation."""
        before = self._resumed(asked, held, request)
        for talk, answer in self._conversation.reply(text, before, self._asked(request)):
            place = self._conversation.place_of(answer) if answer else None
            # A page of an earlier answer beside one without a source would look like its source.
            page = self._sheet.show(place, request) if answer else gr.skip()
            yield "", list(talk.turns), _text(talk), talk, gr.update(visible=True), page

    def again(
        self, asked: str, held: Talk | None, request: gr.Request | None = None
    ) -> Iterator[tuple[Any, ...]]:
        """Ask the last question once more."""
        question, before = self._resumed(asked, held, request).undone()
        yield from self.reply(question, _text(before), before, request)

    def undo(
        self, asked: str, held: Talk | None, request: gr.Request | None = None
    ) -> tuple[Any, ...]:
        """Take the last question back into the box."""
        question, before = self._resumed(asked, held, request).undone()
        going = gr.update(visible=bool(before.turns))
        return question, list(before.turns), _text(before), before, going, gr.skip()

    def clear(self) -> tuple[Any, ...]:
        """Begin anew."""
        going = gr.update(visible=False)
        return "", [], _text(Talk()), Talk(), going, self._sheet.contents()

    def _resumed(self, asked: str, held: Talk | None, request: gr.Request | None) -> Talk:
        """The conversation of these questions: as held, else asked again."""
        questions = _questions(asked)
        if held is not None and held.questions == questions:
            return held
        return self._conversation.asked_again(questions, self._asked(request))

    def _asked(self, request: gr.Request | None) -> Asked:
        def answered(question: Question) -> Iterator[Draft | Answer]:
            return self._desk.answer(question, request, with_model=True)

        return answered


def _text(talk: Talk) -> str:
    return json.dumps(talk.questions, ensure_ascii=False)


def _questions(text: str) -> tuple[str, ...]:
    """The questions in a text that a browser keeps; none where it is not such a text."""
    try:
        told = json.loads(text or "[]")
    except (ValueError, RecursionError):
        return ()
    if not isinstance(told, list) or not all(isinstance(question, str) for question in told):
        return ()
    return within_bounds(told)


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
    asked, held = gr.Textbox(_text(Talk()), visible=False), gr.State(None)
    with gr.Row(elem_id="going", visible=False) as going:
        again, undo, clear = (
            gr.Button(say(f"chat.{name}"), size="sm", min_width=70)
            for name in ("again", "undo", "clear")
        )
    script = files("assistant.panels").joinpath("chat.js").read_text(encoding="utf-8")
    gr.HTML(_dialogue(say), js_on_load=script, elem_id="judging")
    turns: dict[str, Any] = {
        "outputs": [box, chat, asked, held, going, sheet.output],
        "api_visibility": "private",
        "show_progress": "hidden",
        "concurrency_limit": _AT_ONCE,
        "concurrency_id": "asking",
    }

    def choose(
        asked: str, held: Talk | None, event: gr.SelectData, request: gr.Request
    ) -> Iterator[tuple[Any, ...]]:
        chosen = event.value["text"] if isinstance(event.value, dict) else event.value
        yield from doing.reply(str(chosen), asked, held, request)

    box.submit(doing.reply, [box, asked, held], **turns)
    chat.option_select(choose, [asked, held], **turns)
    chat.example_select(choose, [asked, held], **turns)
    again.click(doing.again, [asked, held], **turns)
    undo.click(doing.undo, [asked, held], **turns)
    clear.click(doing.clear, None, **turns)
    return Panel(doing.reopen, [chat, asked, held, going], renew=doing.renew)
