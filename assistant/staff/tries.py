"""How often one may try to sign in, so that guessing is bounded and nobody is locked out from
elsewhere.

Failures count for an account and an address together, for an address over all accounts, and for an
account over all addresses; the last slows down, and never those who are known: a browser from which
the person has signed in before (``assistant.staff.devices``), or an address. Names and addresses
stand in memory hashed, an IPv6 address for its /64, and never more than so many of them.
"""

from __future__ import annotations

import hashlib
import secrets
import threading
from collections import OrderedDict, deque
from collections.abc import Callable
from dataclasses import dataclass

from assistant.gate.visitors import address_of
from ingest.errors import MingzhangError

FAILURES_COUNT_FOR = 300.0
"""Seconds."""
MOST_OF_PAIR = 5
MOST_OF_ADDRESS = 20
MOST_OF_ACCOUNT = 50
"""Failures after which a try must wait until the first of them counts no more; for the account,
until the last is ``SLOWED_TO`` seconds old."""
SLOWED_TO = 6.0
_MOST_KEPT = 20_000
"""Keys of one kind. Each costs a hashed password: 300 s have no time for as many."""


@dataclass(frozen=True, slots=True)
class Try:
    """Who tries to sign in, and whence; ``device`` is "" for a browser that is not known."""

    name: str
    address: str
    device: str = ""


class Tries:
    """The tries that count. Threads may share it."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._secret = secrets.token_bytes(32)
        self._lock = threading.Lock()
        self._of_pair = _Counts(MOST_OF_PAIR)
        self._of_address = _Counts(MOST_OF_ADDRESS)
        self._of_account = _Counts(MOST_OF_ACCOUNT)
        self._known: OrderedDict[bytes, None] = OrderedDict()

    def check(self, tried: Try) -> None:
        """Raise MingzhangError where the try must wait."""
        with self._lock:
            self._check(tried)

    def begin(self, tried: Try) -> None:
        """Count a try before its password is looked at, as a failure until it has succeeded.

        Raises MingzhangError where it must wait.
        """
        with self._lock:
            self._check(tried)
            now = self._clock()
            for counts, key in self._counted(tried):
                counts.add(key, now)

    def succeeded(self, tried: Try) -> None:
        """The try was no failure: it counts no more, and its account is known at its address."""
        with self._lock:
            pair = self._pair(tried)
            for counts, key in self._counted(tried):
                if key == pair:
                    counts.forget(key)
                else:
                    counts.take_back(key)
            self._known[self._home(tried)] = None
            self._known.move_to_end(self._home(tried))
            while len(self._known) > _MOST_KEPT:
                self._known.popitem(last=False)

    def knows(self, tried: Try) -> bool:
        """Whether the person has signed in before with that browser or from that address."""
        with self._lock:
            return self._knows(tried)

    def _knows(self, tried: Try) -> bool:
        return bool(tried.device) or self._home(tried) in self._known

    def kept(self) -> int:
        """How many names and addresses, and pairs of them, stand in memory."""
        counts = (self._of_pair, self._of_address, self._of_account)
        return sum(map(len, counts)) + len(self._known)

    def _check(self, tried: Try) -> None:
        now = self._clock()
        pair = self._pair(tried)
        for counts, key in self._counted(tried):
            times = counts.recent(key, now - FAILURES_COUNT_FOR)
            if len(times) < counts.most:
                continue
            if counts is self._of_account:
                if not self._knows(tried) and now < times[-1] + SLOWED_TO:
                    raise _must_wait(f"{int(times[-1] + SLOWED_TO - now) + 1} 秒", "s")
            else:
                minutes = int((times[0] + FAILURES_COUNT_FOR - now) // 60) + 1
                raise _must_wait(
                    f"{minutes} 分钟", "min" if key == pair else "min for this address"
                )

    def _counted(self, tried: Try) -> list[tuple[_Counts, bytes]]:
        """What a try counts for. A known browser answers for itself alone: nobody else has it."""
        pair = (self._of_pair, self._pair(tried))
        if tried.device:
            return [pair]
        return [
            pair,
            (self._of_address, self._key("address", address_of(tried.address))),
            (self._of_account, self._key("account", tried.name)),
        ]

    def _pair(self, tried: Try) -> bytes:
        if tried.device:
            return self._key("device", tried.name, tried.device)
        return self._home(tried)

    def _home(self, tried: Try) -> bytes:
        return self._key("pair", tried.name, address_of(tried.address))

    def _key(self, *parts: str) -> bytes:
        whole = "\n".join(parts).encode("utf-8", "surrogatepass")
        return hashlib.blake2b(whole, digest_size=16, key=self._secret).digest()


class _Counts:
    """When something was tried of late, by key; of too many keys those last tried are kept."""

    def __init__(self, most: int) -> None:
        self.most = most
        self._times: OrderedDict[bytes, deque[float]] = OrderedDict()

    def __len__(self) -> int:
        return len(self._times)

    def recent(self, key: bytes, since: float) -> deque[float]:
        """The tries of a key after that moment, oldest first; what is older is forgotten."""
        while self._times and next(iter(self._times.values()))[-1] <= since:
            self._times.popitem(last=False)
        times = self._times.get(key, deque())
        while times and times[0] <= since:
            times.popleft()
        return times

    def add(self, key: bytes, now: float) -> None:
        """One more try."""
        self._times.setdefault(key, deque(maxlen=self.most)).append(now)
        self._times.move_to_end(key)
        while len(self._times) > _MOST_KEPT:
            self._times.popitem(last=False)

    def take_back(self, key: bytes) -> None:
        """The last try counts no more."""
        times = self._times.get(key, deque())
        if times:
            times.pop()
        if not times:
            self.forget(key)

    def forget(self, key: bytes) -> None:
        """Nothing of the key counts any more."""
        self._times.pop(key, None)


def _must_wait(chinese: str, english: str) -> MingzhangError:
    number = chinese.partition(" ")[0]
    return MingzhangError(
        f"失败次数太多，请 {chinese}后再试 (too many failed tries; try again in {number} {english})"
    )
