"""What every panel works with: the library, the texts of its language, and who is there."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import gradio as gr
from fastapi import Request

from assistant.rendering.languages import Texts
from ingest.library import Library
from ingest.public_view import PublicView
from ingest.settings import Settings

Asker = gr.Request | Request | None
"""Whose request it is: of an event, of a route, or nobody's."""


def nobody(_request: Asker) -> str:
    """The user of a page without sign-in."""
    return ""


@dataclass(frozen=True, slots=True)
class Desk:
    """One language's page on one library.

    ``user`` gives the name of the signed-in member of staff whose request it is, "" for a visitor;
    ``public`` leaves out what only staff may do. ``staffed`` tells whether there is any staff: the
    first user may be added while the page is served.
    """

    library: Library
    settings: Settings
    say: Texts
    public: bool = True
    user: Callable[[Asker], str] = nobody
    staffed: Callable[[], bool] = lambda: True

    def masks(self, request: Asker) -> bool:
        """Whether private numbers are hidden from the one whose request it is."""
        return self.settings.public and not self.user(request)

    def seen(self, request: Asker) -> Library | PublicView:
        """The library as the one whose request it is may see it."""
        return PublicView(self.library) if self.masks(request) else self.library


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
