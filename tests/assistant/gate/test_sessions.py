from __future__ import annotations

from contextlib import ExitStack

import pytest

from assistant.gate import sessions as module
from assistant.gate.sessions import Sessions


class _Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> _Clock:
    return _Clock()


@pytest.fixture
def forgotten() -> list[str]:
    return []


@pytest.fixture
def sessions(clock: _Clock, forgotten: list[str]) -> Sessions:
    return Sessions(forgotten.append, clock)


def test_a_page_that_was_left_is_forgotten_and_one_that_is_open_is_not(
    sessions: Sessions, clock: _Clock, forgotten: list[str]
) -> None:
    sessions.admit("left", "a")
    sessions.admit("open", "a")
    with sessions.streaming("open"):
        clock.now = 100
        sessions.sweep()
        assert forgotten == ["left"]
    sessions.sweep()
    assert forgotten == ["left"]
    clock.now = 200
    sessions.sweep()
    assert forgotten == ["left", "open"]


def test_a_page_that_is_used_lasts(sessions: Sessions, clock: _Clock, forgotten: list[str]) -> None:
    for clock.now in range(0, 600, 50):
        sessions.admit("used", "a")
        sessions.sweep()
    assert not forgotten


def test_a_page_that_is_open_and_idle_for_long_is_forgotten(
    sessions: Sessions, clock: _Clock, forgotten: list[str]
) -> None:
    sessions.admit("idle", "a")
    with sessions.streaming("idle"):
        clock.now = 3601
        sessions.sweep()
    assert forgotten == ["idle"]
    sessions.admit("idle", "a")


def test_one_visitor_cannot_take_the_room_of_all(
    sessions: Sessions, clock: _Clock, forgotten: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "_MOST", 6)
    monkeypatch.setattr(module, "_MOST_EACH", 3)
    for at in range(10):
        clock.now = at
        sessions.admit(f"greedy{at}", "greedy")
    # His own go for his own.
    assert forgotten == [f"greedy{at}" for at in range(7)]
    clock.now = 20
    for at in range(3):
        sessions.admit(f"b{at}", "b")
    assert len(forgotten) == 7
    sessions.admit("c", "c")
    assert forgotten[-1] == "greedy7"
    assert sorted(sessions.of("greedy")) == ["greedy8", "greedy9"]


def test_nobody_shuts_others_out_by_holding_pages_open(
    sessions: Sessions, clock: _Clock, forgotten: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "_MOST", 4)
    with ExitStack() as stack:
        for at, visitor in enumerate(("greedy", "greedy", "greedy", "modest")):
            clock.now = at
            sessions.admit(f"s{at}", visitor)
            stack.enter_context(sessions.streaming(f"s{at}"))
        sessions.admit("late", "late")
        assert forgotten == ["s0"]
        sessions.admit("later", "later")
        # What holds no stream goes before what is open.
        assert forgotten == ["s0", "late"]
