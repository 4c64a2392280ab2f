"""The page in a browser: ``python app.py [--library DIR] [--host H] [--port P] [--public]``.

``python app.py add-user NAME`` lets a member of staff sign in. The page puts the panels of
``assistant.panels`` together, one page a language, and serves them.
"""

from __future__ import annotations

import signal
import socket
import sys
from argparse import ArgumentParser
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from pathlib import Path

import gradio as gr
import uvicorn
from fastapi import FastAPI
from fastapi.responses import RedirectResponse

from assistant.panels import chat, checks, figures
from assistant.panels import library as library_panel
from assistant.panels.broadsheet import Build, build_page
from assistant.panels.desk import Desk
from assistant.panels.look import STYLE, theme
from assistant.panels.own_query import OwnQuery
from assistant.panels.routes import routes_of
from assistant.panels.staff_door import StaffDoor
from assistant.rendering.languages import LANGUAGES, Language, Texts
from assistant.staff import commands as staff_commands
from ingest.errors import MingzhangError
from ingest.library import Library
from ingest.settings import Settings

PANELS: dict[str, Build] = {
    "chat": chat.build,
    "figures": figures.build,
    "checks": checks.build,
    "library": library_panel.build,
}
"""The tabs in their order: the key of the name in the texts (``tabs.KEY``), and the panel."""
_PATHS: dict[Language, str] = {"en": "/en", "zh": "/"}
"""Where each language is served; the inner path first."""


def build_app(
    library: Library, settings: Settings, staff: StaffDoor, started: Callable[[], None]
) -> FastAPI:
    """Everything that is served; ``started`` is called when it can be asked."""

    @asynccontextmanager
    async def life(_app: FastAPI) -> AsyncIterator[None]:
        started()
        yield

    app = FastAPI(lifespan=life, openapi_url=None)
    staff.guard(app)
    app.add_middleware(OwnQuery, paths=("/", "/en/"))
    app.add_api_route(_PATHS["en"], lambda: RedirectResponse("en/"), include_in_schema=False)
    for language in sorted(LANGUAGES, key=lambda language: -len(_PATHS[language])):
        path = _PATHS[language]
        desk = Desk(
            library, settings, Texts(language), staff.closed, staff.user, lambda: staff.open
        )
        app.include_router(routes_of(desk), prefix=path.rstrip("/"))
        gr.mount_gradio_app(
            app,
            build_page(desk, PANELS),
            path,
            footer_links=[],
            run_history=False,
            max_file_size=f"{settings.max_file_mb}mb",
            theme=theme(),
            css=STYLE,
        )
    return app


def main(arguments: Sequence[str] | None = None) -> int:
    """Serve the page until interrupted; 1 where the library or the port cannot be had."""
    arguments = sys.argv[1:] if arguments is None else arguments
    if arguments and arguments[0] in staff_commands.COMMANDS:
        return staff_commands.run(arguments)
    parser = ArgumentParser(prog="python app.py", description="明账 (the page in a browser)")
    parser.add_argument("--library", type=Path, help="文库文件夹 (library folder)")
    parser.add_argument("--host", default="127.0.0.1", help="监听地址 (address to listen on)")
    parser.add_argument("--port", type=int, default=7860, help="端口 (port)")
    parser.add_argument("--public", action="store_true", help="不设登录 (no staff sign-in)")
    given = parser.parse_args(arguments)
    settings = Settings()
    folder = given.library or settings.library
    # A service manager stops us with SIGTERM: leave as after Ctrl-C, with everything closed.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    try:
        with (
            Library.open(folder, settings) as library,
            socket.create_server((given.host, given.port)) as door,
        ):
            staff = StaffDoor(staff_commands.users_of(settings, folder), closed=given.public)
            return _serve(library, settings, staff, door)
    except MingzhangError as error:
        sys.stderr.write(f"{error}\n")
    except OSError:
        sys.stderr.write(
            f"端口 {given.port} 已被占用，请换一个：--port {given.port + 1} "
            f"(port {given.port} is taken, choose another)\n"
        )
    return 1


def _serve(library: Library, settings: Settings, staff: StaffDoor, door: socket.socket) -> int:
    host, port = door.getsockname()[:2]

    def started() -> None:
        held = len(library.reports())
        sys.stdout.write(
            f"明账 http://{host}:{port}/ · 文库 {library.folder} · {held} 份报告 (reports)"
            + ("" if held else " · 先加入报告 (add some): python -m ingest add 文件")
            + "\n"
        )
        sys.stdout.flush()

    app = build_app(library, settings, staff, started)
    # A page that is open holds a connection: without a limit the app would wait for it to close.
    config = uvicorn.Config(app, log_level="warning", timeout_graceful_shutdown=3)
    uvicorn.Server(config).run(sockets=[door])
    return 0


if __name__ == "__main__":
    sys.exit(main())
