"""Bodies of requests, read within a size and a time before anything is made of them."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping

from starlette.types import Message, Receive


class BodyRefused(Exception):
    """A body that is larger than its route takes (413), or did not come in time (408)."""

    def __init__(self, status: int) -> None:
        self.status = status
        super().__init__(status)


async def body_of(
    receive: Receive, headers: Mapping[str, str], largest: int, within: float
) -> bytes:
    """The whole body. Raises BodyRefused, at once where its announced length is too large."""
    _check_length(headers, largest)
    parts: list[bytes] = []
    try:
        async with asyncio.timeout(within):
            while True:
                message = await receive()
                if message["type"] == "http.disconnect":
                    raise BodyRefused(408)
                parts.append(message.get("body", b""))
                if sum(map(len, parts)) > largest:
                    raise BodyRefused(413)
                if not message.get("more_body", False):
                    return b"".join(parts)
    except TimeoutError:
        raise BodyRefused(408) from None


def replayed(body: bytes, receive: Receive) -> Receive:
    """A channel that gives the body once, then what goes on on the old one."""
    given = False

    async def again() -> Message:
        nonlocal given
        if given:
            return await receive()
        given = True
        return {"type": "http.request", "body": body, "more_body": False}

    return again


def bounded(receive: Receive, headers: Mapping[str, str], largest: int, within: float) -> Receive:
    """A channel for a body too large to be held: breaks off where it grows or lasts too much.

    Raises BodyRefused at once where its announced length is too large.
    """
    _check_length(headers, largest)
    until = asyncio.get_running_loop().time() + within
    taken = 0

    async def next_part() -> Message:
        nonlocal taken
        try:
            async with asyncio.timeout_at(until):
                message = await receive()
        except TimeoutError:
            return {"type": "http.disconnect"}
        taken += len(message.get("body", b""))
        return message if taken <= largest else {"type": "http.disconnect"}

    return next_part


def _check_length(headers: Mapping[str, str], largest: int) -> None:
    told = headers.get("content-length", "0")
    if not (told.isascii() and told.isdigit() and len(told) < 16) or int(told) > largest:
        raise BodyRefused(413)
