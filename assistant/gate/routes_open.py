"""The routes that are open. Whatever else the packages behind the page offer is not found."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

Kind = Literal[
    "page",
    "asset",
    "stream",
    "event",
    "cancel",
    "upload",
    "progress",
    "place",
    "file",
    "feedback",
    "sign_in",
]
"""A page; what it is made of; its streams; its events; the files that staff send, and how far they
are; a picture or an original; a file made of figures or answers; a reader's word; the staff's
door."""

_KIB, _MIB = 1024, 1024 * 1024
UPLOAD_AT_ONCE = 1024 * _MIB
"""Bytes of one upload."""

FRAMEWORK: frozenset[Kind] = frozenset(
    ("page", "asset", "stream", "event", "cancel", "upload", "progress")
)
"""Answered by gradio, whose words of failure are not for visitors."""


@dataclass(frozen=True, slots=True)
class OpenRoute:
    """Requests of one kind: their method and path, the largest body, the seconds for it to come,
    and how many an address may send in a minute. ``staff``: not for visitors."""

    kind: Kind
    methods: frozenset[str]
    path: re.Pattern[str]
    a_minute: int
    largest: int = 0
    within: float = 15.0
    staff: bool = False


def _route(
    kind: Kind, methods: str, path: str, a_minute: int, largest: int = 0, *, staff: bool = False
) -> OpenRoute:
    whole = re.compile(rf"(?:/en)?{path}")
    within = 900.0 if kind == "upload" else 15.0
    return OpenRoute(kind, frozenset(methods.split()), whole, a_minute, largest, within, staff)


_NAME = r"[\w@-][\w.@-]*+"
_SESSION = r"[a-zA-Z0-9]{1,40}"
_ID = r"[^/]{1,200}"

OPEN = (
    _route("page", "GET HEAD", "/?", 300),
    _route("asset", "GET HEAD", rf"/(?:assets|static)(?:/{_NAME})+", 6000),
    _route("asset", "GET HEAD", r"/(?:favicon\.ico|theme\.css|config)", 600),
    _route("stream", "GET", r"/gradio_api/queue/data", 1200),
    _route("stream", "GET", rf"/gradio_api/heartbeat/{_SESSION}", 600),
    _route("event", "POST", r"/gradio_api/queue/join", 1200, 64 * _KIB),
    _route("cancel", "POST", r"/gradio_api/cancel", 600, _KIB),
    _route("upload", "POST", r"/gradio_api/upload", 60, UPLOAD_AT_ONCE, staff=True),
    _route("progress", "GET", r"/gradio_api/upload_progress", 60, staff=True),
    _route("place", "GET", rf"/pictures/{_ID}/[0-9]{{1,5}}\.png", 600),
    _route("place", "GET", rf"/originals/{_ID}\.pdf", 120),
    _route("file", "GET", r"/answers/(?:rows\.(?:csv|xlsx)|chart\.svg)", 120),
    _route("file", "GET", r"/figures\.(?:csv|xlsx|json)", 60),
    _route("file", "GET", r"/checks/(?:rows\.(?:csv|xlsx)|sheet\.html)", 60),
    _route("feedback", "POST", r"/feedback", 12, 64 * _KIB),
    _route("sign_in", "POST", r"/staff/sign-(?:in|out)", 30, 4 * _KIB),
)


def open_route(method: str, path: str) -> OpenRoute | None:
    """The open route of a request, None where there is none. ``path`` is decoded."""
    return next(
        (
            route
            for route in OPEN
            if method in route.methods and route.path.fullmatch(path) and ".." not in path
        ),
        None,
    )
