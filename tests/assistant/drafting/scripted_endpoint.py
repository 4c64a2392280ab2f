"""An OpenAI-compatible endpoint on this machine that replies from a script and keeps what came."""

from __future__ import annotations

import json
import threading
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from pydantic import SecretStr

from ingest.settings import Settings

KEY = "sk-secret-of-the-test"


@dataclass(frozen=True)
class Reply:
    """One scripted reply: pieces of a streamed text, or a raw body.

    ``waits`` are the seconds before each piece: the reply ends early when the test is over.
    """

    pieces: tuple[str, ...] = ()
    status: int = 200
    body: bytes | None = None
    waits: float = 0.0


@dataclass
class Endpoint:
    """The script (``replies``, first in first out) and the requests that came, oldest first."""

    url: str = ""
    replies: deque[Reply] = field(default_factory=deque)
    requests: list[dict[str, Any]] = field(default_factory=list)
    keys: list[str] = field(default_factory=list)
    over: threading.Event = field(default_factory=threading.Event)

    def says(self, *pieces: str) -> None:
        """The next reply is these pieces of text."""
        self.replies.append(Reply(pieces))

    @property
    def told(self) -> str:
        """What the model was told last, instruction and request."""
        return "\n".join(message["content"] for message in self.requests[-1]["messages"])

    def settings(self, **changes: Any) -> Settings:
        """Settings that name this endpoint."""
        values: dict[str, Any] = {
            "llm_url": self.url,
            "llm_model": "scripted",
            "llm_key": SecretStr(KEY),
            "llm_timeout": 10.0,
        }
        return Settings(**(values | changes), _env_file=None)


@contextmanager
def serving() -> Iterator[Endpoint]:
    """The endpoint, on a free port of the loopback."""
    endpoint = Endpoint()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            length = int(self.headers["Content-Length"])
            endpoint.requests.append(json.loads(self.rfile.read(length)))
            endpoint.keys.append(self.headers["Authorization"])
            self._reply(endpoint.replies.popleft())

        def _reply(self, reply: Reply) -> None:
            self.send_response(reply.status)
            kind = "text/event-stream" if reply.body is None else "application/json"
            self.send_header("Content-Type", kind)
            self.end_headers()
            if reply.body is not None:
                self.wfile.write(reply.body)
                return
            for piece in reply.pieces:
                if reply.waits and endpoint.over.wait(reply.waits):
                    return
                try:
                    self.wfile.write(f"data: {json.dumps(_chunk(piece))}\n\n".encode())
                    self.wfile.flush()
                except OSError:
                    return
            self.wfile.write(b"data: [DONE]\n\n")

        def log_message(self, *_: object) -> None:
            """Nothing: tests are quiet."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, args=(0.05,))
    thread.start()
    endpoint.url = f"http://127.0.0.1:{server.server_port}/v1"
    try:
        yield endpoint
    finally:
        endpoint.over.set()
        server.shutdown()
        server.server_close()
        thread.join()


def _chunk(piece: str) -> dict[str, Any]:
    return {
        "id": "scripted",
        "object": "chat.completion.chunk",
        "created": 0,
        "model": "scripted",
        "choices": [{"index": 0, "delta": {"content": piece}, "finish_reason": None}],
    }
