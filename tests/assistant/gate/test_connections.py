"""Half-sent requests, over real connections to a real server."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import suppress

import pytest
import uvicorn
from fastapi import FastAPI

from assistant.gate import connections
from assistant.gate.connections import PatientProtocol

SECONDS = 0.5


@pytest.fixture
def port(monkeypatch: pytest.MonkeyPatch) -> Iterator[int]:
    monkeypatch.setattr(connections, "_HEAD_WITHIN", SECONDS)
    app = FastAPI(openapi_url=None)

    @app.get("/slow")
    def slow() -> str:
        time.sleep(3 * SECONDS)
        return "done"

    @app.get("/")
    def quick() -> str:
        return "done"

    config = uvicorn.Config(app, http=PatientProtocol, ws="none", log_level="critical")
    server = uvicorn.Server(config)
    with socket.create_server(("127.0.0.1", 0)) as door:
        serving = threading.Thread(target=server.run, kwargs={"sockets": [door]})
        serving.start()
        yield door.getsockname()[1]
        server.should_exit = True
        serving.join()


def _sent(port: int, *parts: bytes, pause: float = 0.0) -> bytes:
    with socket.create_connection(("127.0.0.1", port), timeout=10 * SECONDS) as line:
        for part in parts:
            try:
                line.sendall(part)
            except OSError:
                break
            time.sleep(pause)
        return line.recv(1000)


@pytest.mark.parametrize("begun", [b"", b"GET / HT", b"GET / HTTP/1.1\r\nHost: x\r\n"])
def test_half_a_head_is_not_waited_for(port: int, begun: bytes) -> None:
    assert _sent(port, begun) == b""


def test_a_head_that_comes_in_drops_is_not_waited_for(port: int) -> None:
    begun = time.monotonic()
    drops = [b"GET / HTTP/1.1\r\n", *([b"X-A: 1\r\n"] * 30)]
    with suppress(ConnectionResetError):
        assert _sent(port, *drops, pause=SECONDS / 5) == b""
    assert time.monotonic() - begun < 20 * SECONDS


@pytest.mark.parametrize("path", [b"/", b"/slow"])
def test_a_whole_request_is_answered_however_long_it_takes(port: int, path: bytes) -> None:
    asked = b"GET " + path + b" HTTP/1.1\r\nHost: x\r\n\r\n"
    assert b"200 OK" in _sent(port, asked[:9], asked[9:], pause=SECONDS / 5)


def test_a_second_request_on_a_connection_has_its_own_time(port: int) -> None:
    whole = b"GET / HTTP/1.1\r\nHost: x\r\n\r\n"
    with socket.create_connection(("127.0.0.1", port), timeout=10 * SECONDS) as line:
        for _ in range(3):
            time.sleep(0.8 * SECONDS)
            line.sendall(whole)
            assert b"200 OK" in line.recv(1000)
        line.sendall(whole[:10])
        assert line.recv(1000) == b""


def test_one_address_has_so_many_connections_and_no_more(
    port: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(connections, "_MOST_EACH", 5)
    whole = b"GET / HTTP/1.1\r\nHost: x\r\n\r\n"
    held = [_connected(port, "127.0.0.50") for _ in range(5)]
    with suppress(ConnectionResetError), _connected(port, "127.0.0.50") as refused:
        assert refused.recv(100) == b""
    other = _connected(port, "127.0.0.51")
    other.sendall(whole)
    assert b"200 OK" in other.recv(1000)
    monkeypatch.setattr(PatientProtocol, "proxies", {"127.0.0.50"})
    through = _connected(port, "127.0.0.50")
    through.sendall(whole)
    assert b"200 OK" in through.recv(1000)
    for line in (*held, other, through):
        line.close()


def _connected(port: int, address: str) -> socket.socket:
    return socket.create_connection(("127.0.0.1", port), 10 * SECONDS, (address, 0))
