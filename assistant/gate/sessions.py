"""The pages that are open: how many there may be, and which have been left."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

_MOST = 400
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

    def admits(self, session: str, visitor: str) -> bool:
        """Whether a session may ask for something now; a new one where there is room, or where
        the one that has been idle longest and holds no stream can go."""
        known = self._held.get(session)
        if known is not None:
            known.used = self._clock()
            return True
        if self._each[visitor] >= _MOST_EACH and not self._make_room(visitor):
            return False
        if len(self._held) >= _MOST and not self._make_room():
            return False
        self._held[session] = _Session(visitor, self._clock())
        self._each[visitor] += 1
        return True

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

    def _make_room(self, visitor: str = "") -> bool:
        """Drop the session without a stream that was used longest ago; False where none is."""
        idle = [
            (held.used, session)
            for session, held in self._held.items()
            if not held.streams and visitor in ("", held.visitor)
        ]
        if not idle:
            return False
        self._drop(min(idle)[1])
        return True

    def _drop(self, session: str) -> None:
        held = self._held.pop(session)
        self._each -= Counter({held.visitor: 1})
        self._forget(session)
