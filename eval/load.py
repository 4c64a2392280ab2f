"""Many readers at once: starts the app on 127.0.0.1 and asks it as their browsers would.

Every reader asks one question after the other, the next as soon as the answer and the picture of
its page are there. Nothing but the loopback address is asked.
"""

from __future__ import annotations

import http.client
import json
import re
import socket
import subprocess
import sys
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
_APP = Path(__file__).parent.parent / "app.py"
_TIME_OUT = 120
_EVENT = "/gradio_api/queue"
_PICTURE = re.compile(r"src='(pictures/[^']+)'")


@dataclass(frozen=True, slots=True)
class Load:
    """What a run of ``people`` with ``questions`` each came to, in seconds.

    ``p50`` and ``p95`` count from a question's sending to its whole answer, ``picture_p95`` to a
    page's picture besides. ``started`` is how long the app took to be reachable, ``first`` its
    first page after that, with all that it needs to be asked. ``errors`` are failed questions.
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


def load_speed(library: Path, questions: Sequence[str], people: int, each: int) -> Load:
    """Serves the library and lets ``people`` ask ``each`` of the questions, in turn.

    Raises CalledProcessError where the app does not start.
    """
    begun = time.perf_counter()
    with _served(library) as port:
        up = time.perf_counter()
        reader = _Reader(port)
        first = time.perf_counter() - up
        # The first answer loads what all others share.
        reader.ask(questions[0])
        asked = [
            [questions[(person * each + at) % len(questions)] for at in range(each)]
            for person in range(people)
        ]
        rush = time.perf_counter()
        with ThreadPoolExecutor(people) as pool:
            told = [
                one for all_ in pool.map(lambda own: _session(port, own), asked) for one in all_
            ]
        wall = time.perf_counter() - rush
    answered = [taken for taken in told if taken is not None]
    speed = kind_speed("load", [answer for answer, _ in answered] or [0.0])
    pictures = kind_speed("pictures", [p for _, p in answered if p is not None] or [0.0])
    errors = len(told) - len(answered)
    return Load(people, each, speed.p50, speed.p95, pictures.p95, up - begun, first, errors, wall)


def load_in_words(load: Load) -> str:
    """The run in two lines."""
    return (
        f"{load.people} 人同时各问 {load.questions} 题 people at once, questions each: "
        f"p50 {load.p50:.2f} s, p95 {load.p95:.2f} s, 页面图片 page pictures p95 "
        f"{load.picture_p95:.2f} s, 错误 errors {load.errors}, 共 in all {load.wall:.1f} s\n"
        f"启动 start-up {load.started:.1f} s, 首屏 first page {load.first:.2f} s"
    )


def _session(port: int, questions: Sequence[str]) -> list[tuple[float, float | None] | None]:
    """One reader's seconds for each answer and picture; None where something failed."""
    taken: list[tuple[float, float | None] | None] = []
    try:
        reader = _Reader(port)
    except (OSError, ValueError, http.client.HTTPException):
        return [None] * len(questions)
    for question in questions:
        try:
            taken.append(reader.ask(question))
        except (OSError, ValueError, KeyError, http.client.HTTPException):
            taken.append(None)
    return taken


class _Reader:
    """One browser's session: the page as it is opened, then question after question."""

    def __init__(self, port: int) -> None:
        self._port = port
        self._session = uuid.uuid4().hex
        self._get("/")
        config = json.loads(self._get("/config"))
        boxes = {
            component["id"]
            for component in config["components"]
            if component.get("props", {}).get("elem_id") == "ask"
        }
        self._box, self._event = next(
            (target[0], event["id"])
            for event in config["dependencies"]
            for target in event["targets"]
            if target[0] in boxes and target[1] == "submit"
        )

    def ask(self, question: str) -> tuple[float, float | None]:
        """Seconds to the whole answer, and to the picture of the page beside it, if there is one.

        Raises ValueError where the reply is no answer.
        """
        begun = time.perf_counter()
        body = {
            "data": [question, []],
            "fn_index": self._event,
            "session_hash": self._session,
            "trigger_id": self._box,
        }
        self._get(f"{_EVENT}/join", json.dumps(body))
        done = next(self._told(), None)
        if done is None or not done["success"] or "class='answer" not in json.dumps(done):
            raise ValueError(question)
        answered = time.perf_counter() - begun
        sheet = str(done["output"]["data"][-1])
        picture = _PICTURE.search(sheet)
        if picture is None:
            return answered, None
        seen = time.perf_counter()
        self._get("/" + unescape(picture[1]))
        return answered, time.perf_counter() - seen

    def _told(self) -> Iterator[dict[str, Any]]:
        """The last message about the question asked."""
        connection = http.client.HTTPConnection(_HOST, self._port, timeout=_TIME_OUT)
        try:
            connection.request("GET", f"{_EVENT}/data?session_hash={self._session}")
            for line in connection.getresponse():
                message = json.loads(line[5:]) if line.startswith(b"data:") else {}
                if message.get("msg") == "process_completed":
                    yield message
        finally:
            connection.close()

    def _get(self, path: str, body: str | None = None) -> bytes:
        connection = http.client.HTTPConnection(_HOST, self._port, timeout=_TIME_OUT)
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


@contextmanager
def _served(library: Path) -> Iterator[int]:
    with socket.socket() as free:
        free.bind((_HOST, 0))
        port: int = free.getsockname()[1]
    command = [sys.executable, str(_APP), "--library", str(library), "--port", str(port)]
    with subprocess.Popen(
        command, cwd=_APP.parent, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    ) as app:
        try:
            assert app.stdout is not None
            if str(port) not in app.stdout.readline():
                raise subprocess.CalledProcessError(app.poll() or 1, command)
            yield port
        finally:
            app.terminate()
