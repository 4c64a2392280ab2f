"""Who may sign in, how often they may fail, and for how long they stay."""

from __future__ import annotations

import io
import json
import stat
from pathlib import Path

import pytest

import app
from assistant.staff import users as staff_users
from assistant.staff.users import SignIns, Users
from ingest.errors import MingzhangError

SECRET = "correct horse"


@pytest.fixture(autouse=True)
def _cheap(monkeypatch: pytest.MonkeyPatch) -> None:
    """Hashing as in life takes 0.1 s a try."""
    monkeypatch.setitem(staff_users._COST, "n", 2**4)


@pytest.fixture
def users(tmp_path: Path) -> Users:
    users = Users(tmp_path / "users.json")
    users.add("小李", SECRET)
    return users


class _Clock:
    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


def test_the_file_holds_no_password_and_is_for_its_owner_alone(
    users: Users, tmp_path: Path
) -> None:
    path = tmp_path / "users.json"
    assert SECRET not in path.read_text(encoding="utf-8")
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert [p.name for p in tmp_path.iterdir()] == ["users.json"]


def test_the_same_password_is_hashed_differently_for_each(users: Users, tmp_path: Path) -> None:
    users.add("小王", SECRET)
    kept = json.loads((tmp_path / "users.json").read_text(encoding="utf-8"))
    assert kept["小李"]["scrypt"] != kept["小王"]["scrypt"]


def test_a_password_is_known_and_can_be_changed(users: Users) -> None:
    assert users.knows("小李", SECRET)
    assert not users.knows("小李", SECRET + "!")
    assert not users.knows("小王", SECRET)
    assert not users.knows("小王", "")
    users.add("小李", "another one")
    assert not users.knows("小李", SECRET)
    assert users.knows("小李", "another one")


@pytest.mark.parametrize(
    ("name", "password"), [("", SECRET), ("a b", SECRET), ("../x", SECRET), ("li", "short")]
)
def test_a_name_or_password_that_will_not_do_is_refused(
    users: Users, name: str, password: str
) -> None:
    with pytest.raises(MingzhangError):
        users.add(name, password)
    assert users.names() == ("小李",)


def test_a_damaged_file_is_said_to_be_so(tmp_path: Path) -> None:
    path = tmp_path / "users.json"
    path.write_text("{", encoding="utf-8")
    with pytest.raises(MingzhangError, match="读不了"):
        Users(path).names()


@pytest.mark.parametrize(
    "written",
    [
        "[]",
        "1",
        '{"小李": []}',
        '{"小李": {"salt": "", "scrypt": "", "n": 2, "r": 8, "p": 1}}',
        '{"小李": {"salt": "zz", "scrypt": "a", "n": 2, "r": 8, "p": 1}}',
        '{"小李": {"salt": "00", "scrypt": "a", "n": "2", "r": 8, "p": 1}}',
        "[" * 100_000,
        "\udc80",
    ],
)
def test_a_file_of_something_else_is_said_to_be_so(tmp_path: Path, written: str) -> None:
    path = tmp_path / "users.json"
    path.write_bytes(written.encode("utf-8", "surrogateescape"))
    path.chmod(0o600)
    with pytest.raises(MingzhangError, match="读不了"):
        Users(path).knows("小李", SECRET)


@pytest.mark.parametrize("mode", [0o620, 0o602, 0o666])
def test_a_file_that_others_may_write_lets_nobody_in(
    users: Users, tmp_path: Path, mode: int
) -> None:
    (tmp_path / "users.json").chmod(mode)
    with pytest.raises(MingzhangError, match="chmod 600"):
        users.knows("小李", SECRET)


def test_a_file_that_others_may_read_is_warned_of_once(
    users: Users, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "users.json").chmod(0o644)
    assert users.knows("小李", SECRET)
    assert users.names() == ("小李",)
    assert caplog.text.count("chmod 600") == 1


def test_a_token_is_its_owners_until_signed_out(users: Users) -> None:
    sign_ins = SignIns(users)
    token = sign_ins.sign_in("小李", SECRET)
    assert sign_ins.user(token) == "小李"
    assert sign_ins.user(token[:-1]) == ""
    assert sign_ins.user("") == ""
    sign_ins.sign_out(token)
    assert sign_ins.user(token) == ""


def test_a_sign_in_expires_when_idle_and_after_a_working_day(users: Users) -> None:
    clock = _Clock()
    sign_ins = SignIns(users, clock)
    token = sign_ins.sign_in("小李", SECRET)
    for _ in range(9):
        clock.now += 3000
        assert sign_ins.user(token) == "小李"
    clock.now += 3000
    assert sign_ins.user(token) == ""
    token = sign_ins.sign_in("小李", SECRET)
    clock.now += 3601
    assert sign_ins.user(token) == ""


def test_one_taken_out_of_the_file_is_out_at_once(users: Users) -> None:
    sign_ins = SignIns(users)
    token = sign_ins.sign_in("小李", SECRET)
    users.remove("小李")
    assert sign_ins.user(token) == ""
    with pytest.raises(MingzhangError, match="no such user"):
        users.remove("小李")


def test_users_are_added_and_removed_from_the_command_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO(f"{SECRET}\n"))
    folder = ["--library", str(tmp_path / "library")]
    assert app.main(["add-user", "小李", "--password-stdin", *folder]) == 0
    users = Users(tmp_path / "library" / "users.json")
    assert users.knows("小李", SECRET)
    assert app.main(["remove-user", "小李", *folder]) == 0
    assert users.names() == ()
    assert app.main(["remove-user", "小李", *folder]) == 1
    assert "没有用户" in capsys.readouterr().err


def test_a_password_typed_differently_the_second_time_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    typed = iter([SECRET, SECRET + "x", SECRET, SECRET])
    monkeypatch.setattr("assistant.staff.commands.getpass", lambda _prompt: next(typed))
    arguments = ["add-user", "小李", "--library", str(tmp_path)]
    assert app.main(arguments) == 1
    assert "不一样" in capsys.readouterr().err
    assert app.main(arguments) == 0
    assert Users(tmp_path / "users.json").knows("小李", SECRET)
