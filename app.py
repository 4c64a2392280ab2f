"""The page in a browser: ``python app.py [--library DIR] [--host H] [--port P] [--public]``.

``python app.py add-user NAME`` lets a member of staff sign in. The page puts the panels of
``assistant.panels`` together, one page a language, and serves them.
"""

from __future__ import annotations

import os
import resource
import signal
import socket
import sys
from argparse import ArgumentParser
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

import uvicorn

from assistant.gate.connections import PatientProtocol
from assistant.panels import chat, checks, figures
from assistant.panels import library as library_panel
from assistant.panels.broadsheet import Build
from assistant.panels.house import House, build_app
from assistant.panels.staff_door import StaffDoor
from assistant.staff import commands as staff_commands
from assistant.workers.crew import Crew
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
_CONNECTIONS = 2000


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
            TemporaryDirectory(prefix="mingzhang-") as uploads,
            Crew(folder, settings) as crew,
        ):
            # Where gradio puts what is sent to it.
            os.environ["GRADIO_TEMP_DIR"] = uploads
            staff = StaffDoor(staff_commands.users_of(settings, folder), closed=given.public)
            house = House(library, settings, staff, crew, PANELS, Path(uploads), given.host)
            return _serve(house, door)
    except MingzhangError as error:
        sys.stderr.write(f"{error}\n")
    except OSError:
        sys.stderr.write(
            f"端口 {given.port} 已被占用，请换一个：--port {given.port + 1} "
            f"(port {given.port} is taken, choose another)\n"
        )
    return 1


def _serve(house: House, door: socket.socket) -> int:
    host, port = door.getsockname()[:2]
    library = house.library

    def started() -> None:
        held = len(library.reports())
        sys.stdout.write(
            f"明账 http://{host}:{port}/ · 文库 {library.folder} · {held} 份报告 (reports)"
            + ("" if held else " · 先加入报告 (add some): python -m ingest add 文件")
            + "\n"
        )
        sys.stdout.flush()

    # A connection is an open file.
    most = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))
    if house.settings.site:
        trusted = os.environ.get("FORWARDED_ALLOW_IPS", "127.0.0.1")
        PatientProtocol.proxies = frozenset(trusted.split(","))
    config = uvicorn.Config(
        build_app(house, started),
        http=PatientProtocol,
        ws="none",
        limit_concurrency=_CONNECTIONS,
        server_header=False,
        log_level="warning",
        # A page that is open holds a connection: without a limit the app would wait for it.
        timeout_graceful_shutdown=3,
    )
    uvicorn.Server(config).run(sockets=[door])
    return 0


if __name__ == "__main__":
    sys.exit(main())
