"""Libraries of readings made by hand, asked as the chat asks them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from assistant.answers import Answer, Question
from assistant.ask import ask
from ingest.library import Library
from ingest.nouns import Reading


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
