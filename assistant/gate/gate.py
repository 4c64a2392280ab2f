"""The gate: every request passes it before anything else sees it, every reply on its way out."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Collection
from contextlib import ExitStack
from dataclasses import dataclass
from urllib.parse import parse_qs

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from assistant.gate.bodies import BodyRefused, body_of, bounded, replayed
from assistant.gate.events import NotAnEvent, event_of
from assistant.gate.headers import policy_of, with_headers
from assistant.gate.rates import Rates
from assistant.gate.routes_open import FRAMEWORK, OpenRoute, open_route
from assistant.gate.sessions import Sessions
from assistant.gate.visitors import is_own_name, visitor_of
from ingest.errors import Overloaded

_WORDS = {
    400: "这个请求看不懂 (this request means nothing here)",
    403: "请先登录 (sign in first)",
    404: "没有这个地址 (not found)",
    408: "请求没有及时送完 (the request did not come in time)",
    413: "内容太大 (too large)",
    421: "不认识这个网址的主机名；若经代理，请设置 MINGZHANG_SITE (unknown host name)",
    429: "请求太频繁，请过一分钟再来 (too many requests; come back in a minute)",
    500: "程序出错了，已记入日志 (this failed; it is in the log)",
    503: "现在人太多，请稍后再来 (too many visitors; come back shortly)",
    507: "上传的暂存空间已满，请稍后再传 (no room for uploads now)",
}
_SESSION = re.compile(r"[a-zA-Z0-9]{1,40}")
_MOST_OF_SESSION, _MOST_OF_VISITOR = 24, 150
"""Events that may be unfinished: a page that is opened sends seven at once."""
_OF_PROXIES = b"x-"
"""Headers that proxies set are read before the gate, from those that are trusted."""


@dataclass(frozen=True, slots=True)
class Guard:
    """What the gate asks: under which names the page is served, who is staff, whether there is room
    for an upload, whether an event (by its number) is one of the page's, how many events of a
    session are unfinished or have not been fetched."""

    names: Collection[str]
    is_staff: Callable[[Request], bool]
    has_room: Callable[[], bool]
    has_event: Callable[[int], bool]
    unfinished: Callable[[str], int]


class _Refused(Exception):
    """A request that goes no further, with the status that it is answered with."""

    def __init__(self, status: int) -> None:
        self.status = status
        super().__init__(status)


class Gate:
    """ASGI middleware around the whole app."""

    def __init__(self, app: ASGIApp, guard: Guard, rates: Rates, sessions: Sessions) -> None:
        self._app = app
        self._guard = guard
        self._rates = rates
        self._sessions = sessions

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
            return
        if scope["type"] != "http":
            # No WebSocket is open: the handshake is refused.
            await send({"type": "websocket.close", "code": 1008})
            return
        try:
            route = self._admitted(scope)
            visitor = visitor_of(scope)
            with self._rates.held(visitor), ExitStack() as stack:
                onward = await self._checked(route, visitor, scope, receive, stack)
                await self._app(_cleaned(scope), onward, _Reply(route, send))
        except (_Refused, BodyRefused) as refused:
            await _refuse(refused.status, scope, receive, send)
        except Overloaded:
            await _refuse(503, scope, receive, send)

    def _admitted(self, scope: Scope) -> OpenRoute:
        """The route of a request that may go on by its first line and headers."""
        route = open_route(scope["method"], scope["path"])
        if route is None:
            raise _Refused(404)
        if not is_own_name(scope, self._guard.names):
            raise _Refused(421)
        if not self._rates.allows(route.path.pattern, visitor_of(scope), route.a_minute):
            raise _Refused(429)
        if route.staff and not self._guard.is_staff(Request(scope)):
            raise _Refused(403)
        return route

    async def _checked(
        self, route: OpenRoute, visitor: str, scope: Scope, receive: Receive, stack: ExitStack
    ) -> Receive:
        """The channel of a request that may go on by its body and session, too."""
        headers = Headers(scope=scope)
        if route.kind == "upload":
            if not self._guard.has_room():
                raise _Refused(507)
            return bounded(receive, headers, route.largest, route.within)
        if route.kind == "stream":
            session = _session_of(scope)
            self._sessions.admit(session, visitor)
            stack.enter_context(self._sessions.streaming(session))
        if "POST" not in route.methods:
            if "transfer-encoding" in headers or headers.get("content-length", "0") != "0":
                raise BodyRefused(413)
            return receive
        body = await body_of(receive, headers, route.largest, route.within)
        if route.kind == "event":
            try:
                event = event_of(body, staff=self._guard.is_staff(Request(scope)))
            except NotAnEvent:
                raise _Refused(400) from None
            if not self._guard.has_event(event["fn_index"]):
                raise _Refused(400)
            self._sessions.admit(event["session_hash"], visitor)
            self._check_unfinished(event["session_hash"], visitor)
            body = json.dumps(event).encode("ascii")
            scope["headers"] = [
                *((name, value) for name, value in scope["headers"] if name != b"content-length"),
                (b"content-length", str(len(body)).encode("ascii")),
            ]
        return replayed(body, receive)

    def _check_unfinished(self, session: str, visitor: str) -> None:
        """What an event gives is kept until it is fetched, and events wait in one row for all."""
        if self._guard.unfinished(session) >= _MOST_OF_SESSION:
            raise _Refused(429)
        if sum(map(self._guard.unfinished, self._sessions.of(visitor))) >= _MOST_OF_VISITOR:
            raise _Refused(429)


class _Reply:
    """A reply on its way out: headers added, gradio's words of failure replaced by ours."""

    def __init__(self, route: OpenRoute, send: Send) -> None:
        self._route = route
        self._send = send
        self._begun: Message | None = None
        self._page = b""
        self._replaced = False

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            await self._start(message)
        elif self._replaced:
            return
        elif self._begun is None:
            await self._send(message)
        else:
            self._page += message.get("body", b"")
            if not message.get("more_body", False):
                await self._whole_page(self._begun)

    async def _start(self, message: Message) -> None:
        status = int(message["status"])
        kind = Headers(raw=list(message["headers"])).get("content-type", "")
        foreign = self._route.kind in FRAMEWORK or kind.startswith("text/plain")
        if status >= 400 and (foreign or status in (422, 500)):
            self._replaced = True
            await _say(400 if status == 422 else status, self._send)
            return
        headers = MutableHeaders(raw=list(message["headers"]))
        if self._route.kind == "page" and "text/html" in headers.get("content-type", ""):
            # Held until its scripts are known.
            self._begun = message
            return
        with_headers(headers)
        await self._send({**message, "headers": headers.raw})

    async def _whole_page(self, begun: Message) -> None:
        headers = MutableHeaders(raw=list(begun["headers"]))
        with_headers(headers, policy_of(self._page.decode("utf-8")))
        await self._send({**begun, "headers": headers.raw})
        await self._send({"type": "http.response.body", "body": self._page})


def _session_of(scope: Scope) -> str:
    """The session that a stream is of. Raises _Refused where it names none."""
    named = parse_qs(scope["query_string"].decode("latin-1"), keep_blank_values=True).get(
        "session_hash", []
    )
    if "/heartbeat/" in scope["path"]:
        named = [scope["path"].rpartition("/")[2]]
    if len(named) != 1 or not _SESSION.fullmatch(named[0]):
        raise _Refused(400)
    return str(named[0])


def _cleaned(scope: Scope) -> Scope:
    headers = [pair for pair in scope["headers"] if not pair[0].startswith(_OF_PROXIES)]
    return {**scope, "headers": headers}


async def _refuse(status: int, scope: Scope, receive: Receive, send: Send) -> None:
    reply = _reply(status)
    # What is left of the request is not waited for.
    reply.headers["Connection"] = "close"
    await reply(scope, receive, send)


async def _say(status: int, send: Send) -> None:
    reply = _reply(status)
    await send({"type": "http.response.start", "status": status, "headers": reply.raw_headers})
    await send({"type": "http.response.body", "body": reply.body})


def _reply(status: int) -> JSONResponse:
    words = _WORDS.get(status, _WORDS[500 if status >= 500 else 400])
    reply = JSONResponse({"error": words}, status_code=status)
    with_headers(reply.headers)
    if status in (429, 503):
        reply.headers["Retry-After"] = "60"
    return reply
