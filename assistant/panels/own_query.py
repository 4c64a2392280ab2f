"""Keeps gradio from reading our addresses: ``?page=`` names a page of its own there."""

from __future__ import annotations

from collections.abc import Collection
from urllib.parse import unquote_to_bytes

from starlette.types import ASGIApp, Receive, Scope, Send

_TAKEN = (b"page",)


class OwnQuery:
    """Takes what gradio would misread out of the queries of our pages, given by their paths.

    Nothing is lost: scripts of the page read the address in the browser.
    """

    def __init__(self, app: ASGIApp, paths: Collection[str]) -> None:
        self._app = app
        self._paths = paths

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and scope["path"] in self._paths:
            parts = scope["query_string"].split(b"&")
            kept = [part for part in parts if _name(part) not in _TAKEN]
            scope = {**scope, "query_string": b"&".join(kept)}
        await self._app(scope, receive, send)


def _name(part: bytes) -> bytes:
    return unquote_to_bytes(part.partition(b"=")[0].replace(b"+", b" "))
