"""What every panel works with: the library, the texts of its language, and who is there."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, TypeVar

import gradio as gr
from fastapi import HTTPException, Request

from assistant.answers import Answer, Draft, Question
from assistant.gate.rates import Rates
from assistant.gate.visitors import address_of
from assistant.rendering.languages import Texts
from assistant.workers.jobs import Workers
from ingest.errors import MingzhangError, OutOfTime, Overloaded
from ingest.library import Library
from ingest.settings import Settings

T = TypeVar("T")

Asker = gr.Request | Request | None
"""Whose request it is: of an event, of a route, or nobody's."""


def nobody(_request: Asker) -> str:
    """The user of a page without sign-in."""
    return ""


@dataclass(frozen=True, slots=True)
class Desk:
    """One language's page on one library.

    ``workers`` do what may take long, ``rates`` count who asks. ``user`` gives the name of the
    signed-in member of staff whose request it is, "" for a visitor; ``public`` leaves out what only
    staff may do. ``staffed`` tells whether there is any staff: the first user may be added while
    the page is served.
    """

    library: Library
    settings: Settings
    say: Texts
    workers: Workers
    rates: Rates = field(default_factory=Rates)
    public: bool = True
    user: Callable[[Asker], str] = nobody
    staffed: Callable[[], bool] = lambda: True

    def masks(self, request: Asker) -> bool:
        """Whether private numbers are hidden from the one whose request it is."""
        return self.settings.public and not self.user(request)

    def visitor(self, request: Asker) -> str:
        """Whose turn it is when the workers are asked: one address, one visitor."""
        return address_of(request.client.host) if request and request.client else ""

    def answer(
        self, question: Question, request: Asker, *, with_model: bool = False
    ) -> Iterator[Draft | Answer]:
        """The pieces of an answer for the one whose request it is, as ``Workers.answer``.

        Raises Overloaded where that one has asked too much within the last minute.
        """
        if not self.rates.allows("asks", self.visitor(request), self.settings.asks_a_minute):
            raise Overloaded.too_fast()
        return self.workers.answer(
            question,
            public=self.masks(request),
            asker=self.visitor(request),
            with_model=with_model,
        )

    def call(self, request: Asker, function: Callable[..., T], *args: Any) -> T:
        """What ``function(library, *args)`` gives, done by a worker, as ``Workers.call``."""
        return self.workers.call(self.visitor(request), function, *args)

    def done(self, request: Request, function: Callable[..., T], *args: Any) -> T:
        """The same for a route, where what is refused is told over HTTP."""
        with told_over_http():
            return self.call(request, function, *args)


@contextmanager
def told_over_http() -> Iterator[None]:
    """What is refused within the block in HTTP's words: 503 where the machine has too much to do,
    404 where something is not held."""
    try:
        yield
    except (Overloaded, OutOfTime) as error:
        raise HTTPException(503, str(error)) from error
    except MingzhangError as error:
        raise HTTPException(404, str(error)) from error


@dataclass(frozen=True, slots=True)
class Panel:
    """What a panel gives to the page that it stands on.

    ``reopen`` takes the query of the page's address ("?tab=figures&year=2023", "" without one)
    and returns the values of ``outputs``; so does ``renew``, when the library has changed.
    ``changes`` are events that change what the library holds: after them masthead and page panel
    are shown anew, and every panel is renewed.
    """

    reopen: Callable[[str], Any] | None = None
    outputs: Sequence[gr.components.Component] = ()
    changes: Sequence[gr.events.Dependency] = ()
    renew: Callable[[str, gr.Request | None], tuple[Any, ...]] | None = None
