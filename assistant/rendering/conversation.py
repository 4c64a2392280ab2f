"""The turns of a conversation as the chat shows them: questions, and answers as HTML."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from html import escape
from itertools import pairwise
from typing import Any

from assistant.answers import Answer, Draft, Question
from assistant.permalinks import Place, place_at, within_bounds
from assistant.rendering.answer_rows import answered_rows
from assistant.rendering.answers_html import answer_html, draft_html, one_line, sentence_html
from assistant.rendering.languages import Texts
from ingest.errors import MingzhangError
from ingest.library import Library

Turn = dict[str, Any]
"""A message of gradio's chat: role, content, options."""
Asked = Callable[[Question], Iterator[Draft | Answer]]
"""Answers a question for the one who asks: any number of Drafts, then the Answer."""
_MOST_SHOWN = 60
"""Turns that stay in sight; a follow-up goes less far back."""
_LINES_AT_ONCE = 4
_MOST_STEPS = 5


@dataclass(frozen=True, slots=True)
class Talk:
    """A conversation: what was asked, the oldest first, and the turns that show it."""

    questions: tuple[str, ...] = ()
    turns: tuple[Turn, ...] = ()

    def undone(self) -> tuple[str, Talk]:
        """The last question, and the conversation before it; "" where nothing was asked."""
        if not self.questions:
            return "", self
        before = max(at for at, turn in enumerate(self.turns) if turn["role"] == "user")
        return self.questions[-1], Talk(self.questions[:-1], self.turns[:before])


class Conversation:
    """Asks and shows; the conversation is the caller's, nothing is remembered here."""

    def __init__(self, library: Library, say: Texts) -> None:
        self._library = library
        self._say = say

    def reply(self, text: str, talk: Talk, answered: Asked) -> Iterator[tuple[Talk, Answer | None]]:
        """The conversation with the question, then with the answer as it grows; the Answer comes
        last. An empty question gives nothing."""
        question = text.strip()
        if not question:
            return
        questions = within_bounds((*talk.questions, question))
        asked = {"role": "user", "content": question_html(question)}
        talk = Talk(questions, (*talk.turns[-_MOST_SHOWN:], asked))
        yield talk, None
        try:
            for piece in answered(Question(question, questions[:-1])):
                if isinstance(piece, Draft):
                    yield _with(talk, {"role": "assistant", "content": draft_html(piece)}), None
                    continue
                for part in _growing(piece):
                    yield _with(talk, self._shown(part, whole=False)), None
                yield _with(talk, self._shown(piece)), piece
        except MingzhangError as error:
            yield _with(talk, {"role": "assistant", "content": sentence_html(str(error))}), None

    def asked_again(self, questions: Sequence[str], answered: Asked) -> Talk:
        """The conversation that these questions make."""
        talk = Talk()
        for question in within_bounds(questions):
            *_, (talk, _) = self.reply(question, talk, answered)
        return talk

    def place_of(self, answer: Answer) -> Place | None:
        """The page to open beside an answer: that of its first citation."""
        if not answer.citations:
            return None
        first = answer.citations[0]
        figure = self._figures(answer).get((first.report_id, first.locators), "")
        return place_at(first.report_id, first.locators, figure)

    def _shown(self, answer: Answer, *, whole: bool = True) -> Turn:
        rows = answered_rows(answer, self._library) if whole else ()
        content = answer_html(answer, self._say, self._figures(answer), rows)
        return {"role": "assistant", "content": content, "options": options_of(answer)}

    def _figures(self, answer: Answer) -> dict[Any, str]:
        found = (self._library.figure(s.figure_id) for s in answer.figures if s.figure_id)
        return {(f.report_id, f.locators): f.id for f in found if f is not None}


def _growing(answer: Answer) -> Iterator[Answer]:
    """A long answer's first lines, then more of them."""
    lines = answer.text.splitlines(keepends=True)
    step = max(_LINES_AT_ONCE, len(lines) // _MOST_STEPS)
    for end, _ in pairwise(range(step, len(lines) + step, step)):
        text = "".join(lines[:end])
        shown = tuple(c for c in answer.citations if f"[{c.mark}]" in text)
        yield replace(answer, text=text, citations=shown, choices=())


def _with(talk: Talk, turn: Turn) -> Talk:
    return replace(talk, turns=(*talk.turns, turn))


def question_html(question: str) -> str:
    """A question as it was typed: nothing in it is Markdown or HTML to the chat."""
    return one_line(f"<p class='asked'>{escape(question).replace(chr(10), '<br>')}</p>")


def options_of(answer: Answer) -> list[dict[str, str]]:
    """What to ask next, as buttons: the choices offered."""
    return [{"label": choice.label, "value": choice.question} for choice in answer.choices]
