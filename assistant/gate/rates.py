"""How often each visitor asks for what, within a minute. The home of limits."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager

from limits import RateLimitItemPerMinute
from limits.storage import MemoryStorage
from limits.strategies import SlidingWindowCounterRateLimiter

from ingest.errors import Overloaded

_AT_ONCE = 400
"""Requests of one visitor that may be open at the same time: an office of 100 people has two
streams each."""


class Rates:
    """Counts by visitor; what is counted is forgotten after a minute."""

    def __init__(self) -> None:
        self._limiter = SlidingWindowCounterRateLimiter(MemoryStorage())
        self._open: Counter[str] = Counter()

    def allows(self, what: str, visitor: str, a_minute: int) -> bool:
        """Counts a request; False where there were as many already."""
        return self._limiter.hit(RateLimitItemPerMinute(a_minute), what, visitor)

    @contextmanager
    def held(self, visitor: str) -> Iterator[None]:
        """An open request. Raises Overloaded where the visitor holds too many."""
        if self._open[visitor] >= _AT_ONCE:
            raise Overloaded.now()
        self._open[visitor] += 1
        try:
            yield
        finally:
            self._open[visitor] -= 1
            if not self._open[visitor]:
                del self._open[visitor]
