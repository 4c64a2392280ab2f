from __future__ import annotations

from typing import Any

import pytest

from assistant.gate.visitors import address_of, is_own_name, own_names, visitor_of

NAMES = own_names("https://budget.example.org:8443/site/", "0.0.0.0")


@pytest.mark.parametrize(
    ("host", "visitor"),
    [
        ("10.1.2.3", "10.1.2.3"),
        ("::ffff:10.1.2.3", "10.1.2.3"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::"),
        ("2001:db8:1:2:ffff::9", "2001:db8:1:2::"),
        ("testclient", "testclient"),
    ],
)
def test_one_visitor_is_an_address_or_a_household(host: str, visitor: str) -> None:
    assert visitor_of({"client": (host, 5)}) == address_of(host) == visitor


def test_a_connection_without_address_is_nobodys() -> None:
    assert visitor_of({"client": None}) == ""


def _scope(*hosts: bytes, server: tuple[str, int] = ("192.0.2.7", 80)) -> dict[str, Any]:
    return {"headers": [(b"host", host) for host in hosts], "server": server}


@pytest.mark.parametrize(
    "host",
    [b"localhost", b"LocalHost:7860", b"budget.example.org", b"192.0.2.7:7860", b"0.0.0.0"],
)
def test_the_page_is_served_under_its_own_names(host: bytes) -> None:
    assert is_own_name(_scope(host), NAMES)


@pytest.mark.parametrize(
    "host",
    [
        b"evil.example",
        b"budget.example.org.evil.example",
        b"192.0.2.8",
        b"",
        b"\xff",
        b"[",
        b"a@b",
        b"a@localhost",
        b"localhost/x",
        b"localhost#x",
        b"localhost:",
    ],
)
def test_under_no_other_name(host: bytes) -> None:
    assert not is_own_name(_scope(host), NAMES)


@pytest.mark.parametrize("host", [b"a@localhost", b"localhost/x", b"localhost#x", b"localhost:"])
def test_what_is_no_name_is_none_of_its_own(host: bytes) -> None:
    assert not is_own_name(_scope(host), NAMES)


def test_one_name_at_a_time() -> None:
    assert not is_own_name(_scope(), NAMES)
    assert not is_own_name(_scope(b"localhost", b"evil.example"), NAMES)
    assert is_own_name(_scope(b"[::1]:80", server=("::1", 80)), NAMES)
