"""One visitor, whatever he sends, holds nobody else up. Over HTTP, before the whole app."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import urlencode, urlsplit

import httpx
import pytest

from tests.browsing import ROOT, filled, served

RANKING = "2023年商品和服务支出中金额最大的五项是什么？"
SECONDS = 20.0
"""An answer takes some hundredths of one; the machine may be busy."""


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    sample = ROOT / "samples" / "zhuhai-2023.pdf"
    with served(filled(tmp_path_factory.mktemp("one") / "library", [sample])) as address:
        yield address


def _visitor(address: str, number: int) -> httpx.Client:
    transport = httpx.HTTPTransport(local_address=f"127.0.0.{number}")
    return httpx.Client(base_url=address, timeout=3 * SECONDS, transport=transport)


@contextmanager
def _meanwhile(attack: object, times: int) -> Iterator[None]:
    threads = [threading.Thread(target=attack) for _ in range(times)]  # type: ignore[arg-type]
    for thread in threads:
        thread.start()
    try:
        yield
    finally:
        for thread in threads:
            thread.join()


def _answered(address: str) -> float:
    """Seconds in which another visitor has an answer's rows, and the page."""
    with _visitor(address, 90) as other:
        begun = time.monotonic()
        assert other.get("answers/rows.csv", params={"ask": RANKING}).status_code == 200
        assert other.get("").status_code == 200
        return time.monotonic() - begun


@pytest.mark.parametrize("letter", ["和", "合计和", "（", "1", "年比", "，"])
def test_questions_made_to_take_long(address: str, letter: str) -> None:
    turns = urlencode([("ask", (letter * 500)[:500])] * 4)
    codes: list[int] = []

    def attack() -> None:
        with _visitor(address, 91) as hostile:
            codes.append(hostile.get(f"answers/rows.csv?{turns}").status_code)

    with _meanwhile(attack, 6):
        time.sleep(0.2)
        assert _answered(address) < SECONDS
    assert set(codes) <= {200, 404, 422, 503}


def test_a_question_longer_than_any_is_refused_at_once(address: str) -> None:
    with _visitor(address, 92) as hostile:
        for asked in ([("ask", "和" * 5_000)], [("ask", "和")] * 400):
            begun = time.monotonic()
            reply = hostile.get(f"answers/rows.csv?{urlencode(asked)}")
            assert reply.status_code == 400 and time.monotonic() - begun < SECONDS


def test_requests_that_are_never_finished(address: str) -> None:
    port = urlsplit(address).port
    lines = []
    for begun in (b"GET / HTTP/1.1\r\nHo", b"", b"POST /feedback HTTP/1.1\r\nHost: 127.0.0.1\r\n"):
        for _ in range(60):
            line = socket.create_connection(("127.0.0.1", port), 60, ("127.0.0.93", 0))
            line.sendall(begun)
            lines.append(line)
    length = b"POST /feedback HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 50\r\n\r\n{"
    lines.append(socket.create_connection(("127.0.0.1", port), 60, ("127.0.0.93", 0)))
    lines[-1].sendall(length)
    assert _answered(address) < SECONDS
    # In the end each is told, or closed.
    for line in lines:
        while line.recv(1000):
            pass
        line.close()


def test_words_on_answers_and_sign_ins_without_end(address: str) -> None:
    codes: set[int] = set()

    def attack() -> None:
        with _visitor(address, 94) as hostile:
            told = {"verdict": "useless", "questions": ["甲"], "comment": "x" * 1000}
            for _ in range(20):
                codes.add(hostile.post("feedback", json=told).status_code)
                signed = hostile.post("staff/sign-in", json={"name": "a", "password": "b" * 8})
                codes.add(signed.status_code)

    with _meanwhile(attack, 3):
        assert _answered(address) < SECONDS
    assert 429 in codes


def test_what_visitors_may_take_is_given(address: str) -> None:
    with _visitor(address, 95) as other:
        for path in ("figures.json?rows=合计", "checks/rows.csv", "checks/sheet.html"):
            assert other.get(path).status_code == 200, path
