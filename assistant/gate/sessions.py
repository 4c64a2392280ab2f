"""The pages that are open: how many there may be, and which have been left."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

_MOST = 600
_MOST_EACH = 200
_LEFT_FOR = 60.0
"""Seconds after which a page without a stream has been left: a browser keeps its heartbeat open."""
_IDLE_FOR = 3600.0


@dataclass(slots=True)
class _Session:
    """Whose page it is, when it last asked for something, and how many streams it holds open."""

    visitor: str
    used: float
    streams: int = 0


class Sessions:
    """Used by the one thread of the server's loop. ``forget`` drops what is kept of a session."""

    def __init__(
        self, forget: Callable[[str], None], clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._forget = forget
        self._clock = clock
        self._held: dict[str, _Session] = {}
        self._each: Counter[str] = Counter()

    def admit(self, session: str, visitor: str) -> None:
        """A session asks for something. A new one takes the place of another where
        there is no room: of one without a stream, else of one of those who hold most."""
        known = self._held.get(session)
        if known is not None:
            known.used = self._clock()
            return
        if self._each[visitor] >= _MOST_EACH:
            self._make_room(visitor)
        elif len(self._held) >= _MOST and not self._make_room_of_idle():
            # Nobody shuts others out by holding pages open.
            self._make_room(max(self._each, key=self._each.__getitem__))
        self._held[session] = _Session(visitor, self._clock())
        self._each[visitor] += 1

    @contextmanager
    def streaming(self, session: str) -> Iterator[None]:
        """While a stream of the session is open."""
        held = self._held[session]
        held.streams += 1
        try:
            yield
        finally:
            held.streams -= 1
            held.used = self._clock()

    def sweep(self) -> None:
        """Forget the sessions that have been left, or idle for an hour."""
        now = self._clock()
        for session, held in list(self._held.items()):
            left = not held.streams and now - held.used > _LEFT_FOR
            if left or now - held.used > _IDLE_FOR:
                self._drop(session)

    def of(self, visitor: str) -> list[str]:
        """The sessions of a visitor."""
        if not self._each[visitor]:
            return []
        return [session for session, held in self._held.items() if held.visitor == visitor]

    def _make_room(self, visitor: str) -> None:
        """Drop the session of a visitor that was used longest ago, one without a stream first."""
        own = self.of(visitor)
        self._drop(min(own, key=lambda s: (self._held[s].streams > 0, self._held[s].used)))

    def _make_room_of_idle(self) -> bool:
        """Drop the session without a stream that was used longest ago; False where none is."""
        idle = [(held.used, session) for session, held in self._held.items() if not held.streams]
        if idle:
            self._drop(min(idle)[1])
        return bool(idle)

    def _drop(self, session: str) -> None:
        held = self._held.pop(session)
        self._each -= Counter({held.visitor: 1})
        self._forget(session)
