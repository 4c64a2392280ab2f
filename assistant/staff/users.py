"""Staff: who may add, remove and correct. Names and hashed passwords in one file, sign-ins in
memory: they end with the process, after a while, or when the person is taken out of the file."""

from __future__ import annotations

import hashlib
import hmac
import json
import re
import secrets
import threading
import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ingest.errors import MingzhangError

_NAME = re.compile(r"[\w.@-]{1,40}")
_SHORTEST_PASSWORD = 8
_LONGEST_PASSWORD = 200
_COST = {"n": 2**15, "r": 8, "p": 1}
"""scrypt with 32 MiB: some 0.1 s a try."""
_MEMORY = 64 * 1024 * 1024
_MOST_FAILURES = 5
_FAILURES_COUNT_FOR = 300.0
"""Seconds: after five failures of a name or of an address it must wait until the first is older."""
_SIGNED_IN_FOR = 8 * 3600.0
_IDLE_FOR = 3600.0


class Users:
    """The file of users: made with mode 0600, written whole or not at all."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def names(self) -> tuple[str, ...]:
        """Who may sign in. Raises MingzhangError where the file cannot be read."""
        return tuple(self._read())

    def add(self, name: str, password: str) -> None:
        """Let a person sign in; one who may already gets the new password.

        Raises MingzhangError where name or password will not do, or the file cannot be written.
        """
        if not _NAME.fullmatch(name):
            raise MingzhangError(
                "用户名只能有 1 到 40 个文字、数字和 . @ - _ (letters, digits and . @ - _)"
            )
        if not _SHORTEST_PASSWORD <= len(password) <= _LONGEST_PASSWORD:
            raise MingzhangError(
                f"密码要有 {_SHORTEST_PASSWORD} 到 {_LONGEST_PASSWORD} 个字符 "
                f"(the password needs {_SHORTEST_PASSWORD} characters or more)"
            )
        salt = secrets.token_bytes(16)
        users = self._read()
        users[name] = {"salt": salt.hex(), "scrypt": _hash(password, salt), **_COST}
        self._write(users)

    def remove(self, name: str) -> None:
        """Let a person sign in no more. Raises MingzhangError where there is none of that name."""
        users = self._read()
        if users.pop(name, None) is None:
            raise MingzhangError(f"没有用户“{name}” (no such user)")
        self._write(users)

    def knows(self, name: str, password: str) -> bool:
        """Whether the password is that person's; takes as long for a name that is not there."""
        user = self._read().get(name, {"salt": "00" * 16, "scrypt": "", **_COST})
        cost = {part: int(user[part]) for part in _COST}
        given = _hash(password[:_LONGEST_PASSWORD], bytes.fromhex(user["salt"]), cost)
        return hmac.compare_digest(given, str(user["scrypt"]))

    def _read(self) -> dict[str, dict[str, Any]]:
        try:
            users: dict[str, dict[str, Any]] = json.loads(self._path.read_text(encoding="utf-8"))
        except FileNotFoundError:
            return {}
        except (OSError, ValueError) as error:
            raise MingzhangError(
                f"用户文件 {self._path} 读不了：{error} (the file of users cannot be read)"
            ) from error
        return users

    def _write(self, users: dict[str, dict[str, Any]]) -> None:
        new = self._path.with_name(f"{self._path.name}.{secrets.token_hex(4)}")
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            new.touch(mode=0o600, exist_ok=False)
            new.write_text(json.dumps(users, indent=1), encoding="utf-8")
            new.replace(self._path)
        except OSError as error:
            raise MingzhangError(
                f"用户文件 {self._path} 写不了：{error.strerror} (the file cannot be written)"
            ) from error


def _hash(password: str, salt: bytes, cost: dict[str, int] | None = None) -> str:
    cost = cost or _COST
    # Half of a surrogate pair, which no keyboard types, is a password like another: a wrong one.
    secret = password.encode("utf-8", "surrogatepass")
    return hashlib.scrypt(
        secret, salt=salt, n=cost["n"], r=cost["r"], p=cost["p"], maxmem=_MEMORY
    ).hex()


@dataclass(slots=True)
class _SignIn:
    """One sign-in: whose, until when at most, and when it was last used."""

    name: str
    until: float
    used: float


class SignIns:
    """Who is signed in, by a secret token that only their browser knows. Threads may share it."""

    def __init__(self, users: Users, clock: Callable[[], float] = time.monotonic) -> None:
        self._users = users
        self._clock = clock
        self._lock = threading.Lock()
        self._held: dict[str, _SignIn] = {}
        self._failures: dict[str, deque[float]] = {}

    def sign_in(self, name: str, password: str, address: str = "") -> str:
        """A new token. Raises MingzhangError where name and password do not fit, or too many tries
        failed of late for the name or from the address."""
        tried = (f"name:{name[:_LONGEST_PASSWORD]}", f"from:{address}")
        with self._lock:
            self._wait(tried)
            # Counted before the password is looked at: tries at the same time count too.
            for key in tried:
                self._failures.setdefault(key, deque()).append(self._clock())
        if not self._users.knows(name, password):
            raise MingzhangError("用户名或密码不对 (the name or the password is wrong)")
        token = secrets.token_urlsafe(32)
        now = self._clock()
        with self._lock:
            self._failures.pop(tried[0], None)
            if from_there := self._failures.get(tried[1]):
                from_there.pop()
            self._held = {t: held for t, held in self._held.items() if self._lasts(held)}
            self._held[_key(token)] = _SignIn(name, now + _SIGNED_IN_FOR, now)
        return token

    def _wait(self, tried: tuple[str, ...]) -> None:
        since = self._clock() - _FAILURES_COUNT_FOR
        for key in [k for k, times in self._failures.items() if not times or times[-1] <= since]:
            del self._failures[key]
        for key in tried:
            failures = self._failures.get(key, deque())
            while failures and failures[0] <= since:
                failures.popleft()
            if len(failures) >= _MOST_FAILURES:
                minutes = int((failures[0] - since) // 60) + 1
                raise MingzhangError(
                    f"失败次数太多，请 {minutes} 分钟后再试 "
                    f"(too many failed tries; try again in {minutes} min)"
                )

    def user(self, token: str) -> str:
        """Whose token it is, "" where it is nobody's or has expired."""
        with self._lock:
            held = self._held.get(_key(token))
            if held is None:
                return ""
            if not self._lasts(held):
                del self._held[_key(token)]
                return ""
            held.used = self._clock()
            name = held.name
        # One taken out of the file is out at once.
        return name if name in self._users.names() else ""

    def _lasts(self, held: _SignIn) -> bool:
        now = self._clock()
        return now < held.until and now < held.used + _IDLE_FOR

    def sign_out(self, token: str) -> None:
        """The token is nobody's from now on."""
        with self._lock:
            self._held.pop(_key(token), None)


def _key(token: str) -> str:
    """Tokens are kept hashed: what a look into the memory finds signs nobody in."""
    return hashlib.sha256(token.encode()).hexdigest()
