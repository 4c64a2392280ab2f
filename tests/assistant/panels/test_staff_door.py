"""The door of the staff, over HTTP: what a visitor may not do is refused by the server."""

from __future__ import annotations

from pathlib import Path

import pytest
from fastapi import FastAPI, Request
from fastapi.testclient import TestClient

from assistant.panels.staff_door import StaffDoor
from assistant.staff import users as staff_users
from assistant.staff.users import Users

SECRET = "correct horse"
HERE = "https://testserver"


def _client(door: StaffDoor) -> TestClient:
    app = FastAPI()
    app.include_router(door.routes())

    @app.get("/who")
    def who(request: Request) -> str:
        return door.user(request)

    return TestClient(app, base_url=HERE)


@pytest.fixture
def users(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Users:
    monkeypatch.setitem(staff_users._COST, "n", 2**4)
    users = Users(tmp_path / "users.json")
    users.add("小李", SECRET)
    return users


def test_one_is_known_from_signing_in_to_signing_out(users: Users) -> None:
    client = _client(StaffDoor(users))
    refused = client.post("/staff/sign-in", json={"name": "小李", "password": "wrong-one"})
    assert refused.status_code == 200 and not refused.cookies
    assert "不对" in refused.json()["reason"]
    assert client.get("/who").json() == ""
    entered = client.post("/staff/sign-in", json={"name": "小李", "password": SECRET})
    assert entered.status_code == 204
    assert client.get("/who").json() == "小李"
    client.post("/staff/sign-out")
    assert client.get("/who").json() == ""


def test_the_cookie_is_kept_from_scripts_and_other_sites(users: Users) -> None:
    client = _client(StaffDoor(users))
    entered = client.post("/staff/sign-in", json={"name": "小李", "password": SECRET})
    cookie = entered.headers["set-cookie"].lower()
    assert "httponly" in cookie and "samesite=strict" in cookie and "; secure" in cookie
    assert SECRET not in cookie


def test_a_browser_that_signed_in_is_known_when_others_have_guessed(users: Users) -> None:
    door = StaffDoor(users)
    client = _client(door)
    entered = client.post("/staff/sign-in", json={"name": "小李", "password": SECRET})
    kept = next(c for c in entered.headers.get_list("set-cookie") if "mingzhang_device" in c)
    assert "httponly" in kept.lower() and "samesite=strict" in kept.lower()
    assert "; secure" in kept.lower() and "max-age=15552000" in kept.lower()
    client.post("/staff/sign-out")
    assert client.cookies.get("mingzhang_device")
    # It alone opens nothing.
    assert client.get("/who").json() == ""
    stranger = _client(door)
    for _ in range(5):
        stranger.post("/staff/sign-in", json={"name": "小李", "password": "wrong-one"})
    right = {"name": "小李", "password": SECRET}
    assert "too many failed tries" in stranger.post("/staff/sign-in", json=right).json()["reason"]
    assert client.post("/staff/sign-in", json=right).status_code == 204


def test_a_token_stays_worthless_after_signing_out(users: Users) -> None:
    client = _client(StaffDoor(users))
    client.post("/staff/sign-in", json={"name": "小李", "password": SECRET})
    token = f"mingzhang_staff={client.cookies['mingzhang_staff']}"
    client.post("/staff/sign-out")
    assert client.get("/who", headers={"Cookie": token}).json() == ""


def test_the_first_user_may_be_added_while_the_page_is_served(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(staff_users._COST, "n", 2**4)
    users = Users(tmp_path / "users.json")
    door = StaffDoor(users)
    client = _client(door)
    assert not door.open
    users.add("小李", SECRET)
    assert door.open
    entered = client.post("/staff/sign-in", json={"name": "小李", "password": SECRET})
    assert entered.status_code == 204
    assert client.get("/who").json() == "小李"


@pytest.mark.parametrize("closed", [True, False])
def test_a_public_page_has_no_staff(tmp_path: Path, users: Users, *, closed: bool) -> None:
    door = StaffDoor(users if closed else Users(tmp_path / "none.json"), closed=closed)
    assert not door.open
    client = _client(door)
    answer = client.post("/staff/sign-in", json={"name": "小李", "password": SECRET})
    assert answer.status_code == 200 and not answer.cookies and answer.json()["reason"]


@pytest.mark.parametrize(
    "body",
    [
        r'{"name": "\ud800", "password": "correct horse"}',
        r'{"name": "小李", "password": "\udfff"}',
        r'{"name": "小李", "password": "correct horse\ud83d"}',
        r'{"name": "\ud800", "password": "\ud800"}',
    ],
)
def test_a_text_that_is_no_unicode_is_a_failed_sign_in(users: Users, body: str) -> None:
    client = _client(StaffDoor(users))
    headers = {"Content-Type": "application/json"}
    wrong = client.post("/staff/sign-in", json={"name": "小李", "password": "wrong-one"})
    answer = client.post("/staff/sign-in", content=body.encode(), headers=headers)
    assert (answer.status_code, answer.json()) == (200, wrong.json())
    assert not answer.cookies
    for _ in range(5):
        answer = client.post("/staff/sign-in", content=body.encode(), headers=headers)
    assert "too many failed tries" in answer.json()["reason"]


@pytest.mark.parametrize(
    "body",
    [
        "[]",
        "1",
        "{",
        r'{"\ud800": 1}',
        r'{"name": ["\ud800"], "password": "x"}',
        '{"name": "小李"}',
        '{"name": "' + "x" * 201 + '", "password": "x"}',
        '{"name": "小李", "password": "' + "x" * 501 + '"}',
    ],
)
def test_what_is_no_sign_in_is_refused(users: Users, body: str) -> None:
    client = _client(StaffDoor(users))
    headers = {"Content-Type": "application/json"}
    answer = client.post("/staff/sign-in", content=body.encode(), headers=headers)
    assert answer.status_code == 422 and not answer.cookies


def test_json_under_another_type_cannot_sign_in(users: Users) -> None:
    client = _client(StaffDoor(users))
    body = f'{{"name": "小李", "password": "{SECRET}"}}'.encode()
    for kind in ("text/plain", "application/x-www-form-urlencoded", ""):
        answer = client.post("/staff/sign-in", content=body, headers={"Content-Type": kind})
        assert answer.status_code == 422 and not answer.cookies


def test_a_form_of_another_site_cannot_sign_in(users: Users) -> None:
    client = _client(StaffDoor(users))
    answer = client.post("/staff/sign-in", data={"name": "小李", "password": SECRET})
    assert answer.status_code == 422
