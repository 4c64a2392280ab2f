"""The turns of a conversation as the chat shows them: questions, and answers as HTML."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from html import escape, unescape
from itertools import pairwise
from typing import Any

from assistant.answers import Answer, Draft, Question
from assistant.ask import ask_streaming
from assistant.drafting.model import Model
from assistant.permalinks import Place, place_at
from assistant.rendering.answer_rows import answered_rows
from assistant.rendering.answers_html import answer_html, draft_html, sentence_html
from assistant.rendering.languages import Texts
from ingest.errors import MingzhangError
from ingest.library import Library

Turn = dict[str, Any]
"""A message of gradio's chat: role, content, options."""
_LINES_AT_ONCE = 4
_MOST_STEPS = 5


class Conversation:
    """Asks and shows; the history is the caller's, nothing is remembered here."""

    def __init__(self, library: Library, say: Texts, model: Model | None = None) -> None:
        self._library = library
        self._say = say
        self._model = model

    def reply(
        self, text: str, history: Sequence[Turn], *, public: bool = True
    ) -> Iterator[tuple[list[Turn], Answer | None]]:
        """The history with the question, then with the answer as it grows; the Answer comes last.

        An empty question gives nothing. ``public`` masks private numbers.
        """
        asked = text.strip()
        if not asked:
            return
        earlier = tuple(words_of(turn) for turn in history if turn["role"] == "user")
        turns = [*history, {"role": "user", "content": escape(asked, quote=False)}]
        yield turns, None
        try:
            question = Question(asked, earlier)
            for piece in ask_streaming(question, self._library, self._model, public=public):
                if isinstance(piece, Draft):
                    yield [*turns, {"role": "assistant", "content": draft_html(piece)}], None
                    continue
                for part in _growing(piece):
                    yield [*turns, self._shown(part, whole=False)], None
                yield [*turns, self._shown(piece)], piece
        except MingzhangError as error:
            yield [*turns, {"role": "assistant", "content": sentence_html(str(error))}], None

    def asked_again(self, questions: Sequence[str], *, public: bool = True) -> list[Turn]:
        """The conversation that these questions make; ``public`` masks private numbers."""
        history: list[Turn] = []
        for question in questions:
            for turns, _ in self.reply(question, history, public=public):
                history = turns
        return history

    def place_of(self, answer: Answer) -> Place | None:
        """The page to open beside an answer: that of its first citation."""
        if not answer.citations:
            return None
        first = answer.citations[0]
        figure = self._figures(answer).get(first.locators, "")
        return place_at(first.report_id, first.locators, figure)

    def _shown(self, answer: Answer, *, whole: bool = True) -> Turn:
        rows = answered_rows(answer, self._library) if whole else ()
        content = answer_html(answer, self._say, self._figures(answer), rows)
        return {"role": "assistant", "content": content, "options": options_of(answer)}

    def _figures(self, answer: Answer) -> dict[Any, str]:
        found = (self._library.figure(s.figure_id) for s in answer.figures if s.figure_id)
        return {figure.locators: figure.id for figure in found if figure is not None}


def _growing(answer: Answer) -> Iterator[Answer]:
    """A long answer's first lines, then more of them."""
    lines = answer.text.splitlines(keepends=True)
    step = max(_LINES_AT_ONCE, len(lines) // _MOST_STEPS)
    for end, _ in pairwise(range(step, len(lines) + step, step)):
        text = "".join(lines[:end])
        shown = tuple(c for c in answer.citations if f"[{c.mark}]" in text)
        yield replace(answer, text=text, citations=shown, choices=(), suggestions=())


def words_of(turn: Turn) -> str:
    """The text of a turn of the visible history; the chat is given questions escaped, since it
    reads what it shows as Markdown."""
    content = turn["content"]
    whole = content if isinstance(content, str) else "".join(part["text"] for part in content)
    return unescape(whole) if turn["role"] == "user" else whole


def undone(history: Sequence[Turn]) -> tuple[str, list[Turn]]:
    """The last question, and the history before it; "" where nothing was asked."""
    for at in range(len(history) - 1, -1, -1):
        if history[at]["role"] == "user":
            return words_of(history[at]), list(history[:at])
    return "", []


def options_of(answer: Answer) -> list[dict[str, str]]:
    """What to ask next, as buttons: the choices offered, else the suggestions."""
    offered = [(choice.label, choice.question) for choice in answer.choices]
    offered = offered or [(question, question) for question in answer.suggestions]
    return [{"label": label, "value": question} for label, question in offered]
