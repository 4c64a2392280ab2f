"""No visitor gets a file of the server, in whatever spelling, by whatever event or route."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import quote

import httpx
import pytest

from assistant.staff.users import Users
from tests.browsing import ROOT, filled, served

SECRET = "a-secret-that-only-this-file-holds"
SESSION = "visitor1"
TIME = 30.0


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    library = filled(
        tmp_path_factory.mktemp("attacked") / "library", [ROOT / "samples" / "zhuhai-2023.pdf"]
    )
    (library / "secret.txt").write_text(SECRET)
    Users(library / "users.json").add("anna", "correct horse")
    return library


@pytest.fixture(scope="module")
def temporary(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("temporary")


@pytest.fixture(scope="module")
def address(folder: Path, temporary: Path) -> Iterator[str]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TMPDIR", str(temporary))
        with served(folder) as address:
            yield address


@pytest.fixture(scope="module")
def secret(folder: Path) -> Path:
    return folder / "secret.txt"


@contextmanager
def visiting(address: str, number: int) -> Iterator[httpx.Client]:
    """A visitor with an address of his own, so that one's haste is not another's."""
    transport = httpx.HTTPTransport(local_address=f"127.0.0.{number}")
    with httpx.Client(base_url=address, timeout=TIME, transport=transport) as visitor:
        yield visitor


def spellings(secret: Path) -> list[Any]:
    """Values that name the file, as gradio's own client or an attacker would write them."""
    path, meta = str(secret), {"_type": "gradio.FileData"}
    file = {"path": path, "meta": meta}
    doubled = "/" + path
    upwards = f"{ROOT}/{os.path.relpath(path, ROOT)}"
    url = f"file://{path}"
    return [
        file,
        [file],
        [[file]],
        {**file, "url": url},
        {**file, "orig_name": "a.pdf", "size": 5, "mime_type": "text/plain", "is_stream": True},
        {"path": doubled, "meta": meta},
        {"path": upwards, "meta": meta},
        {"path": path + "/.", "meta": meta},
        {"path": path, "url": None, "meta": meta},
        {"path": url, "meta": meta},
        {"url": url, "meta": meta},
        {"path": path},
        {"name": path, "is_file": True, "data": None},
        {"video": file, "subtitles": None},
        {"root": [file]},
        {"background": file, "layers": [file], "composite": file},
        {"text": "甲", "files": [file]},
        {"role": "user", "content": file},
        [{"role": "user", "content": [{"type": "file", "file": file}], "options": []}],
        [{"role": "user", "content": file, "metadata": None}],
        [{"role": "assistant", "content": {"component": "file", "value": file, "props": file}}],
        [[None, file]],
        {"__type__": "update", "value": file},
        {"headers": ["a"], "data": [[file]], "metadata": None},
    ]


def _dependencies(page: str) -> list[dict[str, Any]]:
    config = re.search(r"window\.gradio_config = (\{.*?\});\s*</script>", page, re.DOTALL)
    assert config
    found: list[dict[str, Any]] = json.loads(config[1])["dependencies"]
    return found


def _event(
    at: dict[str, Any], value: Any, detail: Any = None, session: str = SESSION
) -> dict[str, Any]:
    return {
        "data": [value for _ in at["inputs"]] or [value],
        "event_data": detail,
        "fn_index": at["id"],
        "trigger_id": None,
        "session_hash": session,
    }


def _copied(temporary: Path) -> list[Path]:
    files = [file for file in temporary.rglob("*") if file.is_file()]
    return [file for file in files if SECRET in file.read_text(encoding="utf-8", errors="ignore")]


@pytest.mark.parametrize("language", ["", "en/"])
def test_no_event_takes_a_file(address: str, language: str, secret: Path, temporary: Path) -> None:
    with visiting(address + language, 11 + len(language)) as visitor:
        events = _dependencies(visitor.get("").text)
        assert len(events) > 15
        for at in events:
            for value in spellings(secret):
                sent = visitor.post("gradio_api/queue/join", json=_event(at, value))
                assert sent.status_code == 400, (at["id"], value)
    assert not _copied(temporary)


def test_what_is_told_besides_an_event_is_no_file(
    address: str, secret: Path, temporary: Path
) -> None:
    with visiting(address, 12) as visitor:
        for at in _dependencies(visitor.get("").text):
            for value in spellings(secret)[:4]:
                # What is told is not fetched: a session each, or no more would be taken of one.
                told_besides = _event(at, "", value, f"s{at['id']}")
                joined = visitor.post("gradio_api/queue/join", json=told_besides)
                assert joined.status_code in (200, 400)
        with visitor.stream("GET", "gradio_api/queue/data?session_hash=s4") as stream:
            told = ""
            for line in stream.iter_lines():
                told += line
                if "close_stream" in line:
                    break
    assert SECRET not in told and not _copied(temporary)


def test_not_even_staff_name_a_file_that_they_have_not_sent(
    address: str, secret: Path, temporary: Path
) -> None:
    with visiting(address, 13) as staff:
        entered = staff.post("staff/sign-in", json={"name": "anna", "password": "correct horse"})
        assert entered.status_code == 204
        for at in _dependencies(staff.get("").text):
            for value in spellings(secret):
                staff.post("gradio_api/queue/join", json=_event(at, value))
        with staff.stream("GET", f"gradio_api/queue/data?session_hash={SESSION}") as stream:
            told = ""
            for line in stream.iter_lines():
                told += line
                if "close_stream" in line:
                    break
    assert SECRET not in told and not _copied(temporary)


@pytest.mark.parametrize("language", ["", "en/"])
def test_no_route_gives_a_file(address: str, language: str, secret: Path) -> None:
    path = str(secret)
    climbing = "../" * 12 + path.lstrip("/")
    routes = [
        *(f"gradio_api/file={spelt}" for spelt in (path, quote(path, safe=""), climbing)),
        *(f"file={spelt}" for spelt in (path, quote(path, safe=""), climbing)),
        f"gradio_api/file/{path}",
        f"gradio_api/proxy=file://{path}",
        f"gradio_api/custom_component/x/client/y/{climbing}",
        f"gradio_api/stream/{SESSION}/1/1/{climbing}",
        *(f"{place}/{climbing}" for place in ("assets", "static", "originals", "pictures")),
        *(f"{place}/{quote(climbing, safe='')}" for place in ("assets", "static", "originals")),
        *(f"{place}/..%2f..%2f..%2fapp.py" for place in ("assets", "static", "originals")),
        f"originals/{quote(path, safe='')}.pdf",
        f"originals/..%2f..%2f{secret.name}%00.pdf",
        f"svelte/{climbing}",
        "gradio_api/deep_link?session_hash=" + SESSION,
        "gradio_api/info",
        "monitoring",
        "monitoring/summary",
        "users.json",
        "library.sqlite",
    ]
    with visiting(address + language, 14) as visitor:
        for route in routes:
            reply = visitor.get(route)
            assert reply.status_code in (400, 404), (route, reply.status_code)
            assert SECRET not in reply.text


def test_visitors_store_nothing(address: str, temporary: Path) -> None:
    before = sorted(temporary.rglob("*"))
    large = b"x" * 2_000_000
    with visiting(address, 15) as visitor:
        stored = {
            "gradio_api/upload": {"files": {"files": ("a.pdf", large)}},
            "gradio_api/process_recording": {"files": {"video": ("a.mp4", large)}},
            "gradio_api/queue/join": {"content": large},
            "feedback": {"content": large},
            "staff/sign-in": {"content": large},
            "gradio_api/run/reply": {"content": large},
            "gradio_api/component_server": {"content": large},
        }
        for route, sent in stored.items():
            assert visitor.post(route, **sent).status_code in (403, 404, 413), route  # type: ignore[arg-type]
    assert sorted(temporary.rglob("*")) == before
