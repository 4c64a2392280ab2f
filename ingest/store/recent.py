"""What was read from the store of late, kept until the contents change."""

from __future__ import annotations

import gc
import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from typing import Any, TypeVar

_T = TypeVar("_T")


class Recent:
    """Keeps the last ``most`` results of one generation; several threads may ask at once."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._generation = -1
        self._results: OrderedDict[Hashable, Any] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, generation: int, key: Hashable, make: Callable[[], _T]) -> _T:
        """The result kept under ``key`` for this generation, else what ``make`` gives.

        ``make`` must return something immutable; what it raises is passed on, nothing kept.
        """
        with self._lock:
            if generation != self._generation:
                self._results.clear()
                self._generation = generation
            if key in self._results:
                self._results.move_to_end(key)
                kept: _T = self._results[key]
                return kept
        with _no_collection():
            made = make()
        with self._lock:
            if generation == self._generation:
                self._results[key] = made
                while len(self._results) > self._most:
                    self._results.popitem(last=False)
        return made


@contextmanager
def _no_collection() -> Iterator[None]:
    """Thousands of objects come at once and stay: looking among them for garbage is in vain.

    Each such look would go over all that is kept, and took half of the time of a first answer.
    """
    running = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if running:
            gc.enable()
