"""The one function behind chat, command line, evaluation and API: a question in, an answer out."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import replace

from assistant.answers import Answer, Draft, Question
from assistant.asking import Read, answered
from assistant.composing.corrections_told import with_corrections_told
from assistant.composing.damage_told import with_damage_told
from assistant.composing.discrepancies_told import with_discrepancies_told
from assistant.composing.masked_answers import masked_answer, masked_draft, without_staff
from assistant.composing.scans_told import with_scans_told
from assistant.drafting.compose_with_model import write
from assistant.drafting.model import Model
from assistant.reading.bounds import beyond_bounds, in_plain_letters
from assistant.reading.question_text import is_english
from ingest.library import Library


def ask(
    question: Question,
    library: Library,
    llm: Model | None = None,
    *,
    public: bool = True,
    names: bool = False,
) -> Answer:
    """Answer a question from what the library holds. A refusal is an outcome, not an error.

    ``llm`` writes explanations in its own words, each sentence held to what it cites; it never
    supplies a figure. Where it fails, the reports' own words are quoted, as without it. ``public``
    masks the telephone numbers, e-mail addresses and ID numbers that the reports print, and who
    corrected them; ``names`` tells that all the same, to one at the command line.
    A question or conversation longer than the bounds of ``assistant.answers`` is declined in words.
    """
    pieces = ask_streaming(question, library, llm, public=public, names=names)
    return next(piece for piece in pieces if isinstance(piece, Answer))


def ask_streaming(
    question: Question,
    library: Library,
    llm: Model | None = None,
    *,
    public: bool = True,
    names: bool = False,
) -> Iterator[Draft | Answer]:
    """As ``ask``, piece by piece: any number of Drafts, each the whole checked text so far and
    longer than the one before, then the Answer, once and last.

    Without a model (or where none is called for) the Answer comes alone. Each Draft may be shown
    at once: nothing in it is unchecked. The Answer replaces what was shown.
    """
    started = time.perf_counter()
    question = in_plain_letters(question)
    if declined := beyond_bounds(question):
        yield declined
        return
    english = is_english(question.text)
    read = answered(question, library)
    for piece in _pieces(read, library, llm):
        if isinstance(piece, Answer):
            told = without_staff(piece) if public and not names else piece
            told = with_corrections_told(told, english=english)
            told = with_discrepancies_told(told, library, english=english)
            told = with_scans_told(told, library, english=english)
            told = with_damage_told(told, read.reports, library, english=english)
            told = masked_answer(told) if public else told
            yield replace(told, seconds=round(time.perf_counter() - started, 4))
        else:
            yield masked_draft(piece) if public else piece


def _pieces(read: Read, library: Library, llm: Model | None) -> Iterator[Draft | Answer]:
    """The answer, its quotations put into words of its own by a model where there is one."""
    if llm is None or read.to_explain is None:
        yield read.answer
    else:
        yield from write(read.to_explain, llm, library)
