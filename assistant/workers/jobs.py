"""What a worker is given to do with the library: a question to answer, or a function to call."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, Literal, Protocol, TypeVar

from assistant.answers import Answer, Draft, Question
from assistant.ask import ask_streaming
from assistant.drafting.model import Model
from ingest.library import Library

T = TypeVar("T")


class Workers(Protocol):
    """Who does jobs; ``asker`` is whose request it is ("" for the page's own)."""

    def __hash__(self) -> int:
        """One is told from another: what they give may be kept."""

    def answer(
        self, question: Question, *, public: bool, asker: str = "", with_model: bool = False
    ) -> Iterator[Draft | Answer]:
        """The pieces of ``ask_streaming``: any number of Drafts, then the Answer. Raises OutOfTime
        past the deadline, Overloaded where too many ask, and what asking raises."""

    def call(self, asker: str, function: Callable[..., T], *args: Any) -> T:
        """What ``function(library, *args)`` gives. Raises as ``answer`` does."""


@dataclass(frozen=True, slots=True)
class Asking:
    """A question; its pieces are Drafts, then the Answer. ``public`` masks private numbers."""

    question: Question
    public: bool
    with_model: bool = False


@dataclass(frozen=True, slots=True)
class Calling:
    """``function(library, *args)``, of a module that knows no gradio; its one piece is the result.

    Function, arguments and result are pickled.
    """

    function: Callable[..., Any]
    args: tuple[Any, ...]


Job = Asking | Calling


@dataclass(frozen=True, slots=True)
class Word:
    """What a worker says: that it is ``ready``, a ``piece`` of what a job gives, or how it ended
    (``refused`` with the error, ``failed`` with the name of one that nobody expected) and the bytes
    of memory that the worker holds now."""

    kind: Literal["ready", "piece", "end", "refused", "failed"]
    payload: Any = None
    memory: int = 0


def pieces_of(job: Job, library: Library, model: Model | None) -> Iterator[Any]:
    """What a job gives, piece by piece. Raises what the job raises."""
    if isinstance(job, Asking):
        llm = model if job.with_model else None
        yield from ask_streaming(job.question, library, llm, public=job.public)
    else:
        yield job.function(library, *job.args)
