"""Libraries of readings made by hand, asked as the chat asks them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar

from assistant.answers import Answer, Draft, Question
from assistant.ask import ask, ask_streaming
from ingest.library import Library
from ingest.nouns import Reading

T = TypeVar("T")


class Here:
    """Does the jobs of workers in this process, at once and without a deadline."""

    def __init__(self, library: Library) -> None:
        self._library = library

    def answer(
        self, question: Question, *, public: bool, asker: str = "", with_model: bool = False
    ) -> Iterator[Draft | Answer]:
        """As ``Workers.answer``, without a model."""
        del asker, with_model
        yield from ask_streaming(question, self._library, public=public)

    def call(self, asker: str, function: Callable[..., T], *args: Any) -> T:
        """As ``Workers.call``."""
        del asker
        return function(self._library, *args)


@contextmanager
def holding(folder: Path, *readings: Reading) -> Iterator[Library]:
    """A library below the folder that holds the readings."""
    original = folder / "original.pdf"
    original.write_bytes(b"%PDF-1.4 made by hand")
    with Library.open(folder / "library") as library:
        for reading in readings:
            library.add(reading, original)
        yield library


def asked(library: Library, text: str, *earlier: str) -> Answer:
    """The answer to a question, after earlier turns."""
    return ask(Question(text, earlier), library)


def stated(answer: Answer) -> list[tuple[str, str]]:
    """Value and unit of the figures that are the answer."""
    return [(f.value, f.unit) for f in answer.figures if f.role == "answer"]
