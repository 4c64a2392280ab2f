"""Many readers at once: starts the app on 127.0.0.1 and asks it as their browsers would.

Every reader has a loopback address of his own, opens the page, and asks one question after the
other, with pauses where wanted; hostile visitors may be beside them. Nothing but the loopback
range is asked.
"""

from __future__ import annotations

import http.client
import json
import random
import re
import socket
import subprocess
import sys
import threading
import time
import uuid
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from html import unescape
from pathlib import Path
from typing import Any

from eval.bench import kind_speed

_HOST = "127.0.0.1"
_ROOT = Path(__file__).parent.parent
_TIME_OUT = 120
_AT_ONCE = 60
"""Readers at the same time; of more, one comes as another leaves."""
_EVENT = "/gradio_api/queue"
_PICTURE = re.compile(r"src='(pictures/[^']+)'")
_HEARTBEAT_BUFFER = 4096
_STATUS = re.compile(r"VmRSS:\s+(\d+) kB")
_PARENT = re.compile(r"PPid:\s+(\d+)")


@dataclass(frozen=True, slots=True)
class Visit:
    """How the readers of a run behave: how many (60 at once), how many questions each asks,
    how many seconds on average they think between two, whether hostile visitors are beside them."""

    people: int
    each: int
    pause: float = 0.0
    intruders: bool = False


@dataclass(frozen=True, slots=True)
class Load:
    """What a run came to, in seconds.

    ``p50`` and ``p95`` count from a question's sending to its whole answer, ``picture_p95`` to a
    page's picture besides. ``started`` is how long the app took to be reachable, ``first`` its
    first page after that, with all that it needs to be asked. ``errors`` are failed questions.
    ``memory`` is what app and workers hold in MB before the run, after each third of its questions
    and at its end; 0 where the system does not tell.
    """

    people: int
    questions: int
    p50: float
    p95: float
    picture_p95: float
    started: float
    first: float
    errors: int
    wall: float
    memory: tuple[int, ...] = ()


def load_speed(library: Path, questions: Sequence[str], visit: Visit) -> Load:
    """Serves the library and lets the readers ask the questions, in turn.

    Raises CalledProcessError where the app does not start.
    """
    begun = time.perf_counter()
    with _served(library) as (port, process):
        up = time.perf_counter()
        reader = _Reader(port, _address(0))
        first = time.perf_counter() - up
        # The first answer loads what all others share.
        reader.ask(questions[0])
        held = [_memory(process)]
        told: list[tuple[float, float | None] | None] = []
        rush = time.perf_counter()
        with _intruders(port, visit), ThreadPoolExecutor(min(visit.people, _AT_ONCE)) as pool:
            sessions = [
                pool.submit(_session, port, person, _own(questions, person, visit), visit.pause)
                for person in range(visit.people)
            ]
            for at, session in enumerate(sessions):
                told += session.result()
                if at + 1 in (len(sessions) // 3, 2 * len(sessions) // 3, len(sessions)):
                    held.append(_memory(process))
        wall = time.perf_counter() - rush
    answered = [taken for taken in told if taken is not None]
    speed = kind_speed("load", [answer for answer, _ in answered] or [0.0])
    pictures = kind_speed("pictures", [p for _, p in answered if p is not None] or [0.0])
    errors = len(told) - len(answered)
    return Load(
        visit.people,
        visit.each,
        speed.p50,
        speed.p95,
        pictures.p95,
        up - begun,
        first,
        errors,
        wall,
        tuple(held),
    )


def load_in_words(load: Load) -> str:
    """The run in three lines."""
    memory = " → ".join(map(str, load.memory))
    return (
        f"{load.people} 人同时各问 {load.questions} 题 people at once, questions each: "
        f"p50 {load.p50:.2f} s, p95 {load.p95:.2f} s, 页面图片 page pictures p95 "
        f"{load.picture_p95:.2f} s, 错误 errors {load.errors}, 共 in all {load.wall:.1f} s\n"
        f"启动 start-up {load.started:.1f} s, 首屏 first page {load.first:.2f} s\n"
        f"内存 memory of app and workers {memory} MB"
    )


def _own(questions: Sequence[str], person: int, visit: Visit) -> list[str]:
    first = person * visit.each
    return [questions[(first + at) % len(questions)] for at in range(visit.each)]


def _address(person: int) -> str:
    return f"127.{1 + person // 62_500}.{person // 250 % 250}.{1 + person % 250}"


@contextmanager
def _intruders(port: int, visit: Visit) -> Iterator[None]:
    """Hostile visitors, in a process of their own, until the block ends."""
    if not visit.intruders:
        yield
        return
    most = 60 + 2 * visit.each * max(visit.pause, 1.0)
    command = [sys.executable, "-m", "eval.intruders", str(port), str(most)]
    with subprocess.Popen(command, cwd=_ROOT) as attack:
        try:
            yield
        finally:
            attack.kill()


def _session(
    port: int, person: int, questions: Sequence[str], pause: float
) -> list[tuple[float, float | None] | None]:
    """One reader's seconds for each answer and picture; None where something failed."""
    thinking = random.Random(person)
    time.sleep(thinking.uniform(0, pause))
    taken: list[tuple[float, float | None] | None] = []
    try:
        reader = _Reader(port, _address(person))
    except (OSError, ValueError, http.client.HTTPException):
        return [None] * len(questions)
    with reader.page_open():
        for question in questions:
            try:
                taken.append(reader.ask(question))
            except (OSError, ValueError, KeyError, http.client.HTTPException):
                taken.append(None)
            time.sleep(thinking.uniform(0.5, 1.5) * pause)
    return taken


def _memory(process: int) -> int:
    """Megabytes that a process and its children hold."""
    held = 0
    for status in Path("/proc").glob("[0-9]*/status"):
        try:
            told = status.read_text(encoding="utf-8")
        except OSError:
            continue
        parent, size = _PARENT.search(told), _STATUS.search(told)
        if parent and size and process in (int(parent[1]), int(status.parent.name)):
            held += int(size[1])
    return held // 1024


class _Reader:
    """One browser's session: the page as it is opened, then question after question."""

    def __init__(self, port: int, address: str) -> None:
        self._port = port
        self._address = address
        self._session = uuid.uuid4().hex
        self._get("/")
        config = json.loads(self._get("/config"))
        kinds = {part["id"]: part for part in config["components"]}
        event = next(
            event
            for event in config["dependencies"]
            for target in event["targets"]
            if kinds[target[0]]["props"].get("elem_id") == "ask" and target[1] == "submit"
        )
        self._event = event["id"]
        self._box, self._asked, *_ = event["inputs"]
        self._empty = [None] * (len(event["inputs"]) - 2)
        self._kept = event["outputs"].index(self._asked)
        self._conversation = "[]"

    @contextmanager
    def page_open(self) -> Iterator[None]:
        """Holds the stream that a browser keeps open as long as the page is."""
        with socket.create_connection((_HOST, self._port), _TIME_OUT, (self._address, 0)) as beat:
            asked = f"GET /gradio_api/heartbeat/{self._session} HTTP/1.1\r\nHost: {_HOST}\r\n\r\n"
            beat.sendall(asked.encode())
            drain = threading.Thread(target=_drained, args=(beat,), daemon=True)
            drain.start()
            try:
                yield
            finally:
                beat.shutdown(socket.SHUT_RDWR)
                drain.join()

    def ask(self, question: str) -> tuple[float, float | None]:
        """Seconds to the whole answer, and to the picture of the page beside it, if there is one.

        Raises ValueError where the reply is no answer: a refusal for want of time or room is none.
        """
        begun = time.perf_counter()
        body = {
            "data": [question, self._conversation, *self._empty],
            "fn_index": self._event,
            "session_hash": self._session,
            "trigger_id": self._box,
        }
        self._get(f"{_EVENT}/join", json.dumps(body))
        done = next(self._told(), None)
        shown = json.dumps(done)
        if done is None or "class='answer " not in shown or "class='answer failed'" in shown:
            raise ValueError(question)
        answered = time.perf_counter() - begun
        self._conversation = done["output"]["data"][self._kept]
        picture = _PICTURE.search(str(done["output"]["data"][-1]))
        if picture is None:
            return answered, None
        seen = time.perf_counter()
        self._get("/" + unescape(picture[1]))
        return answered, time.perf_counter() - seen

    def _told(self) -> Iterator[dict[str, Any]]:
        """The last message about the question asked."""
        connection = self._connection()
        try:
            connection.request("GET", f"{_EVENT}/data?session_hash={self._session}")
            for line in connection.getresponse():
                message = json.loads(line[5:]) if line.startswith(b"data:") else {}
                if message.get("msg") == "process_completed":
                    yield message
        finally:
            connection.close()

    def _connection(self) -> http.client.HTTPConnection:
        return http.client.HTTPConnection(_HOST, self._port, _TIME_OUT, (self._address, 0))

    def _get(self, path: str, body: str | None = None) -> bytes:
        connection = self._connection()
        headers = {"Content-Type": "application/json"} if body else {}
        try:
            connection.request("POST" if body else "GET", path, body, headers)
            reply = connection.getresponse()
            content = reply.read()
        finally:
            connection.close()
        if reply.status >= http.client.BAD_REQUEST:
            raise ValueError(f"{reply.status} {path}")
        return content


def _drained(beat: socket.socket) -> None:
    while beat.recv(_HEARTBEAT_BUFFER):
        pass


@contextmanager
def _served(library: Path) -> Iterator[tuple[int, int]]:
    """Port and process of the app on a library, while it runs."""
    with socket.socket() as free:
        free.bind((_HOST, 0))
        port: int = free.getsockname()[1]
    command = [sys.executable, "app.py", "--library", str(library.resolve()), "--port", str(port)]
    with subprocess.Popen(
        command, cwd=_ROOT, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    ) as app:
        try:
            assert app.stdout is not None
            if str(port) not in app.stdout.readline():
                raise subprocess.CalledProcessError(app.poll() or 1, command)
            threading.Thread(target=app.stdout.read, daemon=True).start()
            yield port, app.pid
        finally:
            app.terminate()
