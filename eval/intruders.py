"""Hostile visitors beside the readers of a load test: ``python -m eval.intruders PORT SECONDS``.

One of each kind, each from a loopback address of its own, for so many seconds at most; they attack
an app that the load test itself has started on 127.0.0.1, and nothing else.
"""

from __future__ import annotations

import http.client
import itertools
import json
import random
import socket
import sys
import threading
import time
import uuid
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from urllib.parse import quote, urlencode

_HOST = "127.0.0.1"
_BREATH = 0.02
"""Seconds between two attacks of one kind: fifty a second."""
_LONG_WORDS = ("和", "合计", "三公经费和", "（", "１", "年", "比", "其中", " ", "a")
_FILE = {"path": "/etc/passwd", "meta": {"_type": "gradio.FileData"}}
_MANY = 100


@dataclass(frozen=True, slots=True)
class _Intruder:
    """One hostile visitor: the port that he attacks, from which address, and until when."""

    port: int
    address: str
    until: float

    def send(self, method: str, path: str, body: bytes | None = None, kind: str = "") -> None:
        """A request; whatever comes of it."""
        line = http.client.HTTPConnection(_HOST, self.port, 30, (self.address, 0))
        headers = {"Content-Type": kind or "application/json"} if body else {}
        with suppress(OSError, http.client.HTTPException):
            line.request(method, path, body, headers)
            line.getresponse().read()
        line.close()

    def line(self) -> socket.socket:
        """A bare connection."""
        return socket.create_connection((_HOST, self.port), 30, (self.address, 0))

    def event(self, value: object, session: str, index: int = 0) -> None:
        """An event of the page with a value in every place."""
        told = {"data": [value] * 3, "fn_index": index, "session_hash": session}
        self.send("POST", "/gradio_api/queue/join", json.dumps(told).encode())


def _asks_what_takes_long(by: _Intruder, turn: int) -> None:
    word = _LONG_WORDS[turn % len(_LONG_WORDS)]
    turns = [("ask", (word * 500)[:500])] * 4
    by.send("GET", "/answers/rows.csv?" + urlencode(turns))


def _asks_without_waiting(by: _Intruder, turn: int) -> None:
    by.event("和" * 400, f"flood{turn % 50}", turn % 30)


def _names_files(by: _Intruder, turn: int) -> None:
    by.event([_FILE] if turn % 2 else _FILE, "files", turn % 30)
    by.send("GET", "/gradio_api/file=/etc/passwd")


def _opens_pages(by: _Intruder, _turn: int) -> None:
    session = uuid.uuid4().hex
    by.send("GET", "/")
    with suppress(OSError), by.line() as line:
        line.sendall(
            f"GET /gradio_api/heartbeat/{session} HTTP/1.1\r\nHost: {_HOST}\r\n\r\n".encode()
        )
        line.recv(100)


def _sends_halves(by: _Intruder, _turn: int) -> None:
    begun = [b"GET / HTTP/1.1\r\nHo", b"POST /feedback HTTP/1.1\r\nHost: 127.0.0.1\r\n"]
    begun[1] += b"Content-Length: 1000\r\n\r\n{"
    lines: list[socket.socket] = []
    with suppress(OSError):
        for at in range(_MANY):
            lines.append(by.line())
            lines[-1].sendall(begun[at % 2])
    while time.monotonic() < by.until and any(_is_open(line) for line in lines):
        time.sleep(1)
    for line in lines:
        line.close()


def _is_open(line: socket.socket) -> bool:
    try:
        line.setblocking(False)
        return line.recv(1) != b""
    except BlockingIOError:
        return True
    except OSError:
        return False


def _sends_much(by: _Intruder, turn: int) -> None:
    path = ("/gradio_api/queue/join", "/gradio_api/process_recording", "/gradio_api/upload")
    by.send("POST", path[turn % 3], b"x" * 20_000_000, "application/octet-stream")


def _takes_files(by: _Intruder, turn: int) -> None:
    path = ("/figures.xlsx?rows=合计", "/figures.json?years=2023", "/checks/rows.xlsx?severity=all")
    by.send("GET", quote(path[turn % 3], safe="/?=&"))


def _guesses_passwords(by: _Intruder, turn: int) -> None:
    told = {"name": "anna", "password": f"guess number {turn}"}
    by.send("POST", "/staff/sign-in", json.dumps(told).encode())


def _judges(by: _Intruder, turn: int) -> None:
    told = {"verdict": "useless", "questions": [f"和{turn}" * 40], "comment": "x" * 900}
    by.send("POST", "/feedback", json.dumps(told).encode())


def _takes_and_does_not_read(by: _Intruder, _turn: int) -> None:
    lines: list[socket.socket] = []
    with suppress(OSError):
        for _ in range(_MANY // 5):
            lines.append(by.line())
            lines[-1].setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 1024)
            lines[-1].sendall(f"GET / HTTP/1.1\r\nHost: {_HOST}\r\n\r\n".encode())
    time.sleep(min(20.0, max(0.0, by.until - time.monotonic())))
    for line in lines:
        line.close()


def _sends_rubbish(by: _Intruder, turn: int) -> None:
    with suppress(OSError), by.line() as line:
        line.sendall(random.Random(turn).randbytes(2000))
        line.recv(100)


KINDS: tuple[Callable[[_Intruder, int], None], ...] = (
    _asks_what_takes_long,
    _asks_without_waiting,
    _names_files,
    _opens_pages,
    _sends_halves,
    _sends_much,
    _takes_files,
    _guesses_passwords,
    _judges,
    _takes_and_does_not_read,
    _sends_rubbish,
)
"""One hostile visitor each."""


def _intrude(port: int, number: int, until: float) -> None:
    intruder = _Intruder(port, f"127.0.9.{number + 1}", until)
    for turn in itertools.count():
        if time.monotonic() > until:
            return
        KINDS[number](intruder, turn)
        time.sleep(_BREATH)


def main(port: int, seconds: float) -> None:
    """Attack the app on that port of 127.0.0.1 until the time is over."""
    until = time.monotonic() + seconds
    threads = [
        threading.Thread(target=_intrude, args=(port, number, until))
        for number in range(len(KINDS))
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


if __name__ == "__main__":
    main(int(sys.argv[1]), float(sys.argv[2]))
