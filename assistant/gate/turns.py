"""Whose turn it is: places are given out in turn among those who ask, however much one asks."""

from __future__ import annotations

import threading
import time
from collections import Counter, OrderedDict, deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from ingest.errors import Overloaded

_WAIT_EACH = 16
"""How many requests of one asker may wait at once."""
_WAIT_ALL = 200
_MUCH = 1.5
"""Seconds, halved every ``_HALVED``, from which on an asker has had much: a question and its page
take some hundredths."""
_HALVED = 30.0


class Turns:
    """A number of places, taken for the length of a block; so many may wait. Threads share it.

    Askers are served one after the other, and none holds the last place while another could want
    it: one who asks without end slows himself, not the others.
    """

    def __init__(self, places: int, waiting: int = _WAIT_ALL) -> None:
        self._free = places
        self._each = max(1, places - 1)
        self._most = waiting
        self._held: Counter[str] = Counter()
        self._waiting: OrderedDict[str, deque[object]] = OrderedDict()
        self._served: set[object] = set()
        self._changed = threading.Condition()

    @contextmanager
    def taken(self, asker: str, seconds: float) -> Iterator[None]:
        """Wait for a place and hold it. Raises Overloaded where too many wait already, or none
        has come free for so many ``seconds``."""
        self._wait(asker, seconds)
        try:
            yield
        finally:
            with self._changed:
                self._free += 1
                self._held -= Counter({asker: 1})
                self._serve()

    def _wait(self, asker: str, seconds: float) -> None:
        until = time.monotonic() + seconds
        ticket = object()
        with self._changed:
            own = self._waiting.get(asker, ())
            if len(own) >= _WAIT_EACH or sum(map(len, self._waiting.values())) >= self._most:
                raise Overloaded.now()
            self._waiting.setdefault(asker, deque()).append(ticket)
            self._serve()
            while ticket not in self._served:
                if not self._changed.wait(max(0.0, until - time.monotonic())):
                    break
            if ticket in self._served:
                self._served.remove(ticket)
                return
            self._waiting[asker].remove(ticket)
            if not self._waiting[asker]:
                del self._waiting[asker]
        raise Overloaded.now()

    def _serve(self) -> None:
        """Give the free places to those whose turn it is."""
        while self._free and (asker := self._next()) is not None:
            self._served.add(self._waiting[asker].popleft())
            # Behind the others, or out where nothing more of theirs waits.
            self._waiting.move_to_end(asker)
            if not self._waiting[asker]:
                del self._waiting[asker]
            self._held[asker] += 1
            self._free -= 1
        self._changed.notify_all()

    def _next(self) -> str | None:
        return next((asker for asker in self._waiting if self._held[asker] < self._each), None)


class Shares:
    """What each asker has had of late. Threads share it."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._lock = threading.Lock()
        self._had: OrderedDict[str, tuple[float, float]] = OrderedDict()
        """By asker, the seconds, and when they were reckoned."""

    def had_much(self, asker: str) -> bool:
        """Whether it was more than what one has who reads the answers that he asks for."""
        with self._lock:
            return self._of_late(asker) >= _MUCH

    def note(self, asker: str, seconds: float) -> None:
        """He has had so many seconds more."""
        with self._lock:
            self._had[asker] = (self._of_late(asker) + seconds, self._clock())
            self._had.move_to_end(asker)
            # Those who had something last stand last; of the others little is left.
            while self._clock() - next(iter(self._had.values()))[1] > 8 * _HALVED:
                self._had.popitem(last=False)

    def _of_late(self, asker: str) -> float:
        seconds, when = self._had.get(asker, (0.0, 0.0))
        return float(seconds * 0.5 ** ((self._clock() - when) / _HALVED))
