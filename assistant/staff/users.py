"""Staff: who may add, remove and correct. Names and hashed passwords in one file, sign-ins in
memory: they end with the process, after a while, or when the person is taken out of the file."""

from __future__ import annotations

import hashlib
import hmac
import json
import logging
import os
import re
import secrets
import stat
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from assistant.gate.turns import Turns
from assistant.gate.visitors import address_of
from assistant.staff.devices import device_in, device_token
from assistant.staff.tries import Tries, Try
from ingest.errors import MingzhangError

_log = logging.getLogger(__name__)
_NAME = re.compile(r"[\w.@-]{1,40}")
_SHORTEST_PASSWORD = 8
_LONGEST_PASSWORD = 200
_COST = {"n": 2**15, "r": 8, "p": 1}
"""scrypt with 32 MiB: some 0.1 s a try."""
_MEMORY = 64 * 1024 * 1024
_SIGNED_IN_FOR = 8 * 3600.0
_IDLE_FOR = 3600.0
_PATIENCE = 10.0
"""Seconds that a sign-in waits for its turn."""


class Users:
    """The file of users: made with mode 0600, written whole or not at all."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._warned = False

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

    def secret(self, name: str) -> str:
        """The hash of a person's password; "" where there is none of that name."""
        user = self._read().get(name)
        return str(user["scrypt"]) if user else ""

    def _read(self) -> dict[str, dict[str, Any]]:
        try:
            with self._path.open("rb") as file:
                self._check_mode(os.fstat(file.fileno()))
                users = _users_of(json.loads(file.read()))
        except FileNotFoundError:
            return {}
        except (OSError, ValueError, RecursionError) as error:
            raise MingzhangError(
                f"用户文件 {self._path} 读不了：{error} (the file of users cannot be read)"
            ) from error
        return users

    def _check_mode(self, found: os.stat_result) -> None:
        """Raise MingzhangError where others may write the file; warn once where they may read it.

        One who can write it lets himself in; one who can read it can guess at leisure.
        """
        mode = stat.S_IMODE(found.st_mode)
        advice = f"chmod 600 {self._path}"
        if os.name == "posix" and mode & (stat.S_IWGRP | stat.S_IWOTH):
            raise MingzhangError(
                f"用户文件 {self._path} 别人也能改 (others may write the file of users)",
                advice=advice,
            )
        if os.name == "posix" and mode & (stat.S_IRGRP | stat.S_IROTH) and not self._warned:
            self._warned = True
            _log.warning(
                "用户文件 %s 别人也能读，请执行 %s (others may read the file of users)",
                self._path,
                advice,
            )

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


def _users_of(written: object) -> dict[str, dict[str, Any]]:
    """What a file of users says. Raises ValueError where it is none."""
    if not isinstance(written, dict):
        raise ValueError("not a list of users")
    for name, user in written.items():
        texts = isinstance(user, dict) and all(
            isinstance(user.get(part), str) for part in ("salt", "scrypt")
        )
        if not (texts and user["scrypt"] and all(type(user.get(part)) is int for part in _COST)):
            raise ValueError(f"user {name!r} is incomplete")
        bytes.fromhex(user["salt"])
    return written


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
        self._tries = Tries(clock)
        # A crowd of strangers does not keep those out who are known.
        self._turns_of_strangers = Turns(2, waiting=8)
        self._turns = Turns(1, waiting=8)

    def sign_in(self, name: str, password: str, address: str = "", device: str = "") -> str:
        """A new token. ``device`` is what the browser kept of an earlier sign-in, "" for nothing.

        Raises MingzhangError where name and password do not fit, too many tries failed of late
        (``assistant.staff.tries``), or too many are signing in at once.
        """
        known = device_in(device, name, self._users.secret(name))
        tried = Try(name, address, known)
        self._tries.check(tried)
        turns = self._turns if self._tries.knows(tried) else self._turns_of_strangers
        with turns.taken(address_of(address), _PATIENCE):
            # Counted before the password is looked at: tries at the same time count too.
            self._tries.begin(tried)
            right = self._users.knows(name, password)
        if not right:
            raise MingzhangError("用户名或密码不对 (the name or the password is wrong)")
        self._tries.succeeded(tried)
        token = secrets.token_urlsafe(32)
        now = self._clock()
        with self._lock:
            self._held = {t: held for t, held in self._held.items() if self._lasts(held)}
            self._held[_key(token)] = _SignIn(name, now + _SIGNED_IN_FOR, now)
        return token

    def device(self, name: str) -> str:
        """What the browser keeps with which that person has just signed in."""
        return device_token(name, self._users.secret(name))

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
