from __future__ import annotations

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
    assert sessions.admits("left", "a") and sessions.admits("open", "a")
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
        assert sessions.admits("used", "a")
        sessions.sweep()
    assert not forgotten


def test_a_page_that_is_open_and_idle_for_long_is_forgotten(
    sessions: Sessions, clock: _Clock, forgotten: list[str]
) -> None:
    sessions.admits("idle", "a")
    with sessions.streaming("idle"):
        clock.now = 3601
        sessions.sweep()
    assert forgotten == ["idle"]
    assert sessions.admits("idle", "a")


def test_one_visitor_cannot_take_the_room_of_all(
    sessions: Sessions, clock: _Clock, forgotten: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "_MOST", 6)
    monkeypatch.setattr(module, "_MOST_EACH", 3)
    for at in range(10):
        clock.now = at
        assert sessions.admits(f"greedy{at}", "greedy")
    # His own go for his own.
    assert forgotten == [f"greedy{at}" for at in range(7)]
    clock.now = 20
    assert all(sessions.admits(f"b{at}", "b") for at in range(3))
    assert len(forgotten) == 7
    assert sessions.admits("c", "c") and forgotten[-1] == "greedy7"


def test_where_all_are_open_there_is_no_room(
    sessions: Sessions, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "_MOST", 1)
    sessions.admits("open", "a")
    with sessions.streaming("open"):
        assert not sessions.admits("late", "b")
        assert sessions.admits("open", "a")
    assert sessions.admits("late", "b")
