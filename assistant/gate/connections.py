"""Connections that send half a request are closed after a while; an address has so many of them.

Uvicorn times only the pause between two requests. The home of uvicorn's protocol.
"""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Collection
from typing import Any, ClassVar

from uvicorn.protocols.http.h11_impl import H11Protocol

from assistant.gate.visitors import address_of

_HEAD_WITHIN = 15.0
"""Seconds in which a request's first line and headers must have come."""

_MOST_EACH = 500
"""Connections of one address at the same time: an office of 100 people has two streams each."""


class PatientProtocol(H11Protocol):
    """HTTP/1.1 with a time-out for the head of a request. Its body is the gate's to time.

    ``proxies`` are addresses that bring everybody's requests, and may have any number.
    """

    proxies: ClassVar[Collection[str]] = ()
    _open: ClassVar[Counter[str]] = Counter()
    _waiting: asyncio.TimerHandle | None = None
    _peer = ""

    def connection_made(self, transport: Any) -> None:
        """A connection: its first request has to come in time."""
        super().connection_made(transport)
        self._peer = address_of(self.client[0]) if self.client else ""
        self._open[self._peer] += 1
        if self._open[self._peer] > _MOST_EACH and self._peer not in self.proxies:
            transport.abort()
            return
        self._wait()

    def data_received(self, data: bytes) -> None:
        """More of a request; the time begins with the first part of its head."""
        super().data_received(data)
        if self.cycle is not None and not self.cycle.response_complete:
            self._wait_no_more()
        else:
            self._wait()

    def on_response_complete(self) -> None:
        """Uvicorn times the pause until the next request begins."""
        self._wait_no_more()
        super().on_response_complete()

    def connection_lost(self, exc: Exception | None) -> None:
        """Nothing is waited for any more."""
        self._wait_no_more()
        self._open[self._peer] -= 1
        if not self._open[self._peer]:
            del self._open[self._peer]
        super().connection_lost(exc)

    def _wait(self) -> None:
        if self._waiting is None:
            self._waiting = self.loop.call_later(_HEAD_WITHIN, self.transport.close)

    def _wait_no_more(self) -> None:
        if self._waiting is not None:
            self._waiting.cancel()
            self._waiting = None
