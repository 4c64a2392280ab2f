"""The whole house as one app: the gate, the door of the staff, a page a language, its routes."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import anyio.to_thread
import gradio as gr
from fastapi import FastAPI
from fastapi.responses import RedirectResponse

from assistant.gate.gate import Gate, Guard
from assistant.gate.rates import Rates
from assistant.gate.sessions import Sessions
from assistant.gate.visitors import own_names
from assistant.panels.broadsheet import Build, build_page
from assistant.panels.desk import Desk
from assistant.panels.housekeeping import (
    Uploads,
    forget_session,
    keep_house,
    unfinished_events,
)
from assistant.panels.look import STYLE, theme
from assistant.panels.own_query import OwnQuery
from assistant.panels.routes import routes_of
from assistant.panels.staff_door import StaffDoor
from assistant.rendering.languages import LANGUAGES, Language, Texts
from assistant.workers.jobs import Workers
from ingest.library import Library
from ingest.settings import Settings

_PATHS: dict[Language, str] = {"en": "/en", "zh": "/"}
"""Where each language is served; the inner path first."""


_THREADS = 200
"""Requests that may wait for a worker; few work in this process."""


@dataclass(frozen=True, slots=True)
class House:
    """What one served page is made of: its ``panels`` by their names, the folder of ``uploads``;
    ``host`` is the name that it listens under."""

    library: Library
    settings: Settings
    staff: StaffDoor
    workers: Workers
    panels: Mapping[str, Build]
    uploads: Path
    host: str = "127.0.0.1"


def build_app(house: House, started: Callable[[], None]) -> FastAPI:
    """Everything that is served; ``started`` is called when it can be asked."""
    settings, staff, rates = house.settings, house.staff, Rates()
    pages: list[gr.Blocks] = []
    sessions = Sessions(lambda session: forget_session(pages, session))
    uploads = Uploads(house.uploads)

    @asynccontextmanager
    async def life(_app: FastAPI) -> AsyncIterator[None]:
        anyio.to_thread.current_default_thread_limiter().total_tokens = _THREADS
        keeping = asyncio.create_task(keep_house(pages, sessions, uploads))
        started()
        yield
        keeping.cancel()
        with suppress(asyncio.CancelledError):
            await keeping

    app = FastAPI(lifespan=life, openapi_url=None)
    app.include_router(staff.routes())
    app.add_middleware(OwnQuery, paths=("/", "/en/"))
    guard = Guard(
        own_names(settings.site, house.host),
        lambda request: bool(staff.user(request)),
        uploads.have_room,
        lambda event: any(_has_event(page, event) for page in pages),
        lambda session: unfinished_events(pages, session),
    )
    app.add_middleware(Gate, guard=guard, rates=rates, sessions=sessions)
    app.add_api_route(_PATHS["en"], lambda: RedirectResponse("en/"), include_in_schema=False)
    for language in sorted(LANGUAGES, key=lambda language: -len(_PATHS[language])):
        path = _PATHS[language]
        desk = Desk(
            house.library,
            settings,
            Texts(language),
            house.workers,
            rates,
            staff.closed,
            staff.user,
            lambda: staff.open,
        )
        app.include_router(routes_of(desk), prefix=path.rstrip("/"))
        pages.append(build_page(desk, house.panels))
        gr.mount_gradio_app(
            app,
            pages[-1],
            path,
            footer_links=[],
            run_history=False,
            max_file_size=f"{settings.max_file_mb}mb",
            theme=theme(),
            css=STYLE,
            show_error=False,
        )
    return app


def _has_event(page: gr.Blocks, event: int) -> bool:
    """Whether a page has an event of that number that is done here, not in the browser."""
    return event in page.fns and page.fns[event].fn is not None
