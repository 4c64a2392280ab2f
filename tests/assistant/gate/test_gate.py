"""The gate before a small app: what goes through, what does not, and what replies carry."""

from __future__ import annotations

import asyncio
import json
from dataclasses import replace
from typing import Any

import pytest
from fastapi import FastAPI, HTTPException, Request
from fastapi.responses import HTMLResponse, PlainTextResponse
from fastapi.testclient import TestClient

from assistant.gate import gate as module
from assistant.gate.gate import Gate, Guard
from assistant.gate.rates import Rates
from assistant.gate.routes_open import OPEN, open_route
from assistant.gate.sessions import Sessions

STAFF = {"Cookie": "staff=yes"}
EVENT = {"data": ["甲"], "event_data": None, "fn_index": 1, "trigger_id": 2, "session_hash": "s1"}


def _app() -> FastAPI:
    app = FastAPI(openapi_url=None)

    @app.get("/")
    def page() -> HTMLResponse:
        return HTMLResponse("<script>own()</script><script src='a.js'></script>")

    @app.post("/gradio_api/queue/join")
    async def event(request: Request) -> Any:
        return {"got": await request.json(), "headers": dict(request.headers)}

    @app.post("/gradio_api/upload")
    async def upload(request: Request) -> Any:
        return len(await request.body())

    @app.get("/gradio_api/queue/data")
    def stream() -> PlainTextResponse:
        raise HTTPException(500, "Traceback: /home/someone/secret.py")

    @app.get("/pictures/{report}/{page}.png")
    def picture(report: str) -> str:
        if report == "gone":
            raise HTTPException(404, "文库里没有这份报告 (no such report)")
        return report

    @app.post("/feedback")
    def feedback(verdict: int) -> int:
        return verdict

    @app.get("/gradio_api/file={path:path}")
    def file(path: str) -> str:
        return "the file " + path

    return app


@pytest.fixture
def client() -> TestClient:
    app = _app()
    room, waiting = {"left": True}, dict[str, int]()
    guard = Guard(
        frozenset({"localhost"}),
        lambda r: r.cookies.get("staff") == "yes",
        lambda: room["left"],
        lambda event: event < 100,
        lambda session: waiting.get(session, 0),
    )
    app.add_middleware(Gate, guard=guard, rates=Rates(), sessions=Sessions(lambda _: None))
    client = TestClient(app, base_url="http://localhost")
    client.app.state.room, client.app.state.waiting = room, waiting  # type: ignore[attr-defined]
    return client


def test_only_what_is_open_is_found(client: TestClient) -> None:
    assert client.get("/").status_code == 200
    for path in ("gradio_api/file=/etc/passwd", "gradio_api/info", "docs", "pictures/a/b/1.png"):
        refused = client.get("/" + path)
        assert refused.status_code == 404 and "没有这个地址" in refused.json()["error"]
    assert client.delete("/").status_code == 404


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("GET", "/gradio_api/file=/etc/passwd"),
        ("POST", "/gradio_api/process_recording"),
        ("GET", "/monitoring/summary"),
        ("POST", "/gradio_api/run/predict"),
        ("POST", "/gradio_api/call/reply"),
        ("POST", "/gradio_api/component_server"),
        ("GET", "/gradio_api/proxy=http://example.org"),
        ("GET", "/assets/../app.py"),
        ("GET", "/assets/..%2fapp.py"),
        ("GET", "/static/.env"),
        ("GET", "//gradio_api/queue/data"),
        ("GET", "/en/en/"),
        ("GET", "/openapi.json"),
        ("POST", "/login"),
    ],
)
def test_what_gradio_offers_besides_is_closed(method: str, path: str) -> None:
    assert open_route(method, path) is None


def test_every_open_route_takes_what_it_needs_and_no_more() -> None:
    assert all(route.largest == 0 for route in OPEN if "POST" not in route.methods)
    large = {route.kind for route in OPEN if route.largest > 64 * 1024}
    assert large == {"upload"} and all(r.staff for r in OPEN if r.kind == "upload")


def test_the_host_must_be_one_of_the_pages_own(client: TestClient) -> None:
    assert client.get("/", headers={"Host": "evil.example"}).status_code == 421


def test_an_event_goes_on_as_an_event_alone(client: TestClient) -> None:
    sent = {**EVENT, "batched": True}
    got = client.post(
        "/gradio_api/queue/join", json=sent, headers={"X-Forwarded-Host": "evil.example"}
    ).json()
    assert got["got"] == EVENT and "x-forwarded-host" not in got["headers"]
    assert int(got["headers"]["content-length"]) == len(json.dumps(EVENT))


def test_an_event_that_the_page_does_not_have_goes_no_further(client: TestClient) -> None:
    assert client.post("/gradio_api/queue/join", json={**EVENT, "fn_index": 100}).status_code == 400


def test_one_who_does_not_fetch_what_he_asks_for_is_given_no_more(client: TestClient) -> None:
    waiting = client.app.state.waiting  # type: ignore[attr-defined]
    waiting["s1"] = module._MOST_OF_SESSION
    assert client.post("/gradio_api/queue/join", json=EVENT).status_code == 429
    waiting["s1"] = 0
    for at in range(7):
        event = {**EVENT, "session_hash": f"t{at}"}
        assert client.post("/gradio_api/queue/join", json=event).status_code == 200
        waiting[f"t{at}"] = module._MOST_OF_SESSION - 1
    assert client.post("/gradio_api/queue/join", json=EVENT).status_code == 429


def test_a_file_goes_on_from_staff_alone(client: TestClient) -> None:
    sent = {**EVENT, "data": [[{"path": "/etc/passwd", "meta": {"_type": "gradio.FileData"}}]]}
    assert client.post("/gradio_api/queue/join", json=sent).status_code == 400
    assert client.post("/gradio_api/queue/join", json=sent, headers=STAFF).status_code == 200


def test_uploads_are_for_staff_within_the_room_there_is(client: TestClient) -> None:
    assert client.post("/gradio_api/upload", content=b"1234").status_code == 403
    assert client.post("/gradio_api/upload", content=b"1234", headers=STAFF).json() == 4
    client.app.state.room["left"] = False  # type: ignore[attr-defined]
    assert client.post("/gradio_api/upload", content=b"1", headers=STAFF).status_code == 507


def test_a_body_that_is_too_large_is_not_read(client: TestClient) -> None:
    large = json.dumps({**EVENT, "data": ["甲" * 70_000]})
    assert client.post("/gradio_api/queue/join", content=large).status_code == 413

    def endless() -> Any:
        for _ in range(1000):
            yield b"x" * 1024

    refused = client.post("/gradio_api/queue/join", content=endless())
    assert refused.status_code == 413 and refused.headers["connection"] == "close"
    assert client.request("GET", "/", content=b"body").status_code == 413


def test_a_body_that_does_not_come_is_not_waited_for() -> None:
    async def asked() -> list[Any]:
        sent: list[Any] = []
        scope = {
            "type": "http",
            "method": "POST",
            "path": "/feedback",
            "headers": [(b"host", b"localhost"), (b"content-length", b"10")],
            "client": ("192.0.2.1", 1),
            "server": ("localhost", 80),
            "query_string": b"",
        }

        async def never() -> Any:
            await asyncio.sleep(3600)

        async def send(message: Any) -> None:
            sent.append(message)

        guard = Guard(frozenset(), lambda _: False, lambda: True, lambda _: True, lambda _: 0)
        gate = Gate(_app(), guard, Rates(), Sessions(lambda _: None))
        await gate(scope, never, send)
        return sent

    quick = tuple(replace(route, within=0.05) for route in OPEN)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("assistant.gate.routes_open.OPEN", quick)
        start, *_ = asyncio.run(asked())
    assert start["status"] == 408


def test_too_much_within_a_minute_is_refused(client: TestClient) -> None:
    codes = [client.post("/feedback?verdict=1", content=b"").status_code for _ in range(20)]
    assert codes[0] != 429 and codes[-1] == 429
    # What else there is goes on.
    assert client.get("/").status_code == 200


def test_words_of_failure_are_ours(client: TestClient) -> None:
    failed = client.get("/gradio_api/queue/data?session_hash=s1")
    assert failed.status_code == 500 and "Traceback" not in failed.text
    assert client.post("/feedback?verdict=x").json() == {"error": module._WORDS[400]}
    # What is meant for readers stays.
    assert "没有这份报告" in client.get("/pictures/gone/1.png").text


@pytest.mark.parametrize("query", ["", "?session_hash=", "?session_hash=a&session_hash=b"])
def test_a_stream_is_of_one_session(client: TestClient, query: str) -> None:
    assert client.get("/gradio_api/queue/data" + query).status_code == 400


def test_a_page_runs_its_own_scripts_alone(client: TestClient) -> None:
    page = client.get("/")
    policy = page.headers["content-security-policy"]
    assert policy.count("'sha256-") == 1 and "'unsafe-inline'" not in policy.split("style-src")[0]
    assert "frame-ancestors 'none'" in policy and "img-src 'self'" in policy
    other = client.get("/pictures/a/1.png").headers
    assert "sandbox" in other["content-security-policy"]
    for reply in (page.headers, other, client.get("/nowhere").headers):
        assert reply["x-content-type-options"] == "nosniff"
        assert reply["referrer-policy"] == "same-origin" and "server" not in reply
