"""Guessing is bounded, and nobody is locked out from elsewhere."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.gate.turns import Turns
from assistant.gate.visitors import address_of
from assistant.staff import tries as bounds
from assistant.staff import users as staff_users
from assistant.staff.devices import LASTS, device_in, device_token
from assistant.staff.tries import Tries, Try
from assistant.staff.users import SignIns, Users
from ingest.errors import MingzhangError

SECRET = "correct horse"
WAIT, WRONG = "too many failed tries", "the name or the password is wrong"


class _Clock:
    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> _Clock:
    return _Clock()


@pytest.fixture
def sign_ins(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, clock: _Clock) -> SignIns:
    monkeypatch.setitem(staff_users._COST, "n", 2**4)
    users = Users(tmp_path / "users.json")
    users.add("小李", SECRET)
    return SignIns(users, clock)


def _fail(sign_ins: SignIns, name: str, address: str, device: str = "") -> str:
    with pytest.raises(MingzhangError) as refused:
        sign_ins.sign_in(name, "wrong", address, device)
    return str(refused.value)


def _attacked(sign_ins: SignIns, clock: _Clock, name: str = "小李", most: int = 50) -> int:
    """Guesses from ever new addresses, until one must wait; how many passwords were looked at."""
    for at in range(most + 1):
        clock.now += 1
        if WAIT in _fail(sign_ins, name, f"10.{at // 5}.0.1"):
            return at
    return most + 1


def test_after_five_failures_the_pair_must_wait_and_nobody_else(
    sign_ins: SignIns, clock: _Clock
) -> None:
    for _ in range(5):
        clock.now += 10
        assert WRONG in _fail(sign_ins, "小李", "10.0.0.1")
    with pytest.raises(MingzhangError, match="5 分钟后再试"):
        sign_ins.sign_in("小李", SECRET, "10.0.0.1")
    assert sign_ins.user(sign_ins.sign_in("小李", SECRET, "10.0.0.2")) == "小李"
    clock.now += 300
    assert sign_ins.user(sign_ins.sign_in("小李", SECRET, "10.0.0.1")) == "小李"


def test_an_address_that_tries_many_names_must_wait(sign_ins: SignIns) -> None:
    for at in range(20):
        assert WRONG in _fail(sign_ins, f"name{at}", "10.0.0.1")
    assert "for this address" in _fail(sign_ins, "another", "10.0.0.1")
    assert sign_ins.sign_in("小李", SECRET, "10.0.0.2")


def test_the_64_of_an_address_is_one_address(sign_ins: SignIns) -> None:
    for at in range(5):
        assert WRONG in _fail(sign_ins, "小李", f"2001:db8:1:2::{at:x}")
    assert WAIT in _fail(sign_ins, "小李", "2001:db8:1:2:ffff::1")
    assert sign_ins.sign_in("小李", SECRET, "2001:db8:1:3::1")
    assert address_of("::ffff:10.0.0.1") == address_of("10.0.0.1") == "10.0.0.1"
    assert address_of("fe80::1%eth0") == "fe80::"
    assert address_of("testclient") == "testclient"


@pytest.mark.parametrize("name", ["小李", "nobody-of-that-name"])
def test_guesses_from_everywhere_are_slowed(sign_ins: SignIns, clock: _Clock, name: str) -> None:
    assert _attacked(sign_ins, clock, name) == 50
    # From then on one guess in six seconds, whoever makes it.
    looked_at = 0
    for at in range(600):
        clock.now += 0.1
        looked_at += WRONG in _fail(sign_ins, name, f"10.1.{at // 250}.{at % 250}")
    assert 9 <= looked_at <= 11


def test_one_who_is_known_is_not_slowed(sign_ins: SignIns, clock: _Clock) -> None:
    sign_ins.sign_in("小李", SECRET, "192.168.0.1")
    device = sign_ins.device("小李")
    _attacked(sign_ins, clock)
    assert WAIT in _fail(sign_ins, "小李", "10.200.0.1")
    # From the same address; with the same browser elsewhere.
    assert sign_ins.sign_in("小李", SECRET, "192.168.0.1")
    assert sign_ins.sign_in("小李", SECRET, "172.16.0.1", device)


def test_a_known_browser_signs_in_from_an_address_that_must_wait(
    sign_ins: SignIns, clock: _Clock
) -> None:
    device = sign_ins.device("小李")
    for at in range(20):
        _fail(sign_ins, "小李" if at < 5 else f"name{at}", "10.0.0.1")
    assert WAIT in _fail(sign_ins, "小李", "10.0.0.1")
    assert sign_ins.sign_in("小李", SECRET, "10.0.0.1", device)
    # But it guesses no more than others.
    for _ in range(5):
        assert WRONG in _fail(sign_ins, "小李", "10.0.0.9", device)
    assert WAIT in _fail(sign_ins, "小李", "10.0.0.9", device)
    assert WAIT in _fail(sign_ins, "小李", "10.0.0.10", device)


def test_a_right_password_takes_its_own_tries_back_and_no_others(
    sign_ins: SignIns, clock: _Clock
) -> None:
    for at in range(19):
        _fail(sign_ins, f"name{at}", "10.0.0.1")
    for _ in range(5):
        assert sign_ins.sign_in("小李", SECRET, "10.0.0.1")
    assert WRONG in _fail(sign_ins, "last", "10.0.0.1")
    assert WAIT in _fail(sign_ins, "beyond", "10.0.0.1")


def test_a_browser_is_known_by_what_was_signed_for_that_person_and_password() -> None:
    token = device_token("小李", "hash", now=1000)
    device = device_in(token, "小李", "hash", now=2000)
    assert len(device) == 32
    assert device_in(token, "小李", "hash", now=1000 + LASTS - 1) == device
    for wrong in (
        device_in(token, "小王", "hash", now=2000),
        device_in(token, "小李", "changed", now=2000),
        device_in(token, "小李", "", now=2000),
        device_in(token, "小李", "hash", now=1000 + LASTS),
        device_in(token[:-1], "小李", "hash", now=2000),
        device_in(
            "f" + token[1:] if token[0] != "f" else "0" + token[1:], "小李", "hash", now=2000
        ),
        device_in(token.replace(".1000.", ".9000."), "小李", "hash", now=2000),
        device_in("", "小李", "hash"),
        device_in("..", "小李", "hash", now=2000),
        device_in("a.१.é\udcff", "小李", "hash"),
        device_in("x" * 10_000, "小李", "hash"),
    ):
        assert wrong == ""


def test_a_name_that_is_not_there_costs_what_a_wrong_password_costs(
    sign_ins: SignIns, monkeypatch: pytest.MonkeyPatch
) -> None:
    hashed: list[tuple[int, int, int]] = []
    real = staff_users.hashlib.scrypt

    def counted(secret: bytes, **cost: object) -> bytes:
        hashed.append((cost["n"], cost["r"], cost["p"]))
        return real(secret, **cost)

    monkeypatch.setattr(staff_users.hashlib, "scrypt", counted)
    told = [_fail(sign_ins, name, "10.0.0.1") for name in ("小李", "nobody")]
    assert told[0] == told[1]
    assert len(hashed) == 2 and hashed[0] == hashed[1]


def test_an_attacker_of_100000_names_and_addresses_fills_no_memory(clock: _Clock) -> None:
    tries = Tries(clock)
    for at in range(100_000):
        clock.now += 0.001
        tries.begin(Try(f"name{at}", f"10.{at >> 16}.{(at >> 8) & 255}.{at & 255}"))
    assert tries.kept() <= 3 * bounds._MOST_KEPT
    clock.now += 301
    for _ in range(5):
        tries.begin(Try("小李", "10.0.0.1"))
    assert tries.kept() == 3
    tries.succeeded(Try("小李", "10.0.0.1"))
    assert tries.kept() <= 3


def test_a_crowd_of_strangers_keeps_no_known_one_out(
    sign_ins: SignIns, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(staff_users, "_PATIENCE", 0.05)
    device = sign_ins.device("小李")
    sign_ins._turns_of_strangers = Turns(1, waiting=1)
    with sign_ins._turns_of_strangers.taken("10.0.0.9", 1):
        assert "busy" in _fail(sign_ins, "小李", "10.0.0.1")
        assert sign_ins.sign_in("小李", SECRET, "10.0.0.1", device)
