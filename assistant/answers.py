"""What a question is and what an answer is made of: the contract of chat, command line and eval."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from ingest.nouns import Correction, Discrepancy, Locator, Source

Outcome = Literal["answered", "clarify", "not_found"]
Role = Literal["answer", "operand", "context"]

MOST_LETTERS = 500
"""Letters of a question, at most; a longer one is declined in words, never cut."""
MOST_EARLIER = 12
"""Earlier turns of a conversation that a question may stand on, at most."""
MOST_LETTERS_OF_ALL = 2000
"""Letters of a question and its earlier turns together, at most."""


@dataclass(frozen=True, slots=True)
class Question:
    """What was asked. ``earlier`` holds the user's former turns, oldest first: no hidden memory."""

    text: str
    earlier: tuple[str, ...] = ()
    id: str = ""


@dataclass(frozen=True, slots=True)
class StatedFigure:
    """A figure that the answer's text states.

    ``value`` is a plain decimal in ``unit`` ("3398.46", "万元"); ``role`` says whether it is what
    was asked, an operand of the working, or context. ``file`` and ``page`` say where it stands.
    ``figure_id`` is the id of the ingest Figure it was read from, "" for computed ones.
    ``correction`` is given where a person corrected what was read. ``source`` says how it was
    read, ``confidence`` (0 to 1) how surely where that was from the picture of a page.
    """

    value: str
    unit: str
    role: Role
    label: str
    file: str
    page: int | None
    figure_id: str = ""
    correction: Correction | None = None
    source: Source = "text"
    confidence: float | None = None


@dataclass(frozen=True, slots=True)
class Citation:
    """A place that carries a statement of the answer; ``mark`` is the [n] in the text.

    ``locators`` holds every marked box (a passage over a page end has some on two pages); the
    first one is the place that opens.
    """

    mark: int
    report_id: str
    report: str
    file: str
    locators: tuple[Locator, ...]
    quote: str


@dataclass(frozen=True, slots=True)
class Choice:
    """One reading of an unclear question: what to show, and the question to ask for it."""

    label: str
    question: str


@dataclass(frozen=True, slots=True)
class Answer:
    """The whole answer. ``reading`` says in words how the question was read (the executed plan)."""

    question: Question
    outcome: Outcome
    text: str
    reading: str
    figures: tuple[StatedFigure, ...] = ()
    citations: tuple[Citation, ...] = ()
    choices: tuple[Choice, ...] = ()
    discrepancies: tuple[Discrepancy, ...] = ()
    seconds: float = 0.0


@dataclass(frozen=True, slots=True)
class Draft:
    """An answer that is being written: its checked text so far, marks as they will stay.

    Every sentence in it has been held to what it cites before it is shown. The Answer that comes
    last replaces it, and may differ from it where the writing failed half-way.
    """

    text: str
