from __future__ import annotations

import threading
import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from assistant.gate.turns import Shares, Turns
from ingest.errors import Overloaded


def test_places_are_given_out_in_turn_among_those_who_ask() -> None:
    turns, served = Turns(1), list[str]()
    go = threading.Event()

    def take(asker: str) -> None:
        with turns.taken(asker, 10):
            served.append(asker)

    with ThreadPoolExecutor(8) as pool, turns.taken("first", 10):
        for asker in ("greedy", "greedy", "greedy", "modest", "modest"):
            pool.submit(take, asker)
            time.sleep(0.05)
        go.set()
    assert served == ["greedy", "modest", "greedy", "modest", "greedy"]


def test_nobody_holds_the_last_place() -> None:
    turns = Turns(3)
    with turns.taken("greedy", 1), turns.taken("greedy", 1):
        with pytest.raises(Overloaded), turns.taken("greedy", 0.05):
            pass
        with turns.taken("modest", 1):
            pass


def test_what_one_has_had_is_forgotten_by_and_by() -> None:
    now = [0.0]
    shares = Shares(clock=lambda: now[0])
    for _ in range(10):
        shares.note("reader", 0.05)
        shares.note("greedy", 1.0)
        now[0] += 1
    assert shares.had_much("greedy")
    assert not shares.had_much("reader") and not shares.had_much("new")
    now[0] += 120
    assert not shares.had_much("greedy")
    now[0] += 1000
    shares.note("new", 0.05)
    assert len(shares._had) == 1


def test_one_place_is_for_all() -> None:
    turns = Turns(1)
    with turns.taken("a", 1), pytest.raises(Overloaded), turns.taken("b", 0.05):
        pass
    with turns.taken("b", 1):
        pass


def test_those_who_wait_are_few_and_the_rest_are_told() -> None:
    turns, refused = Turns(1), list[str]()

    def take() -> None:
        try:
            with turns.taken("greedy", 0.5):
                pass
        except Overloaded as error:
            refused.append(str(error))

    with turns.taken("greedy", 1), ThreadPoolExecutor(30) as pool:
        begun = time.monotonic()
        for _ in range(30):
            pool.submit(take)
        while len(refused) < 14:
            assert time.monotonic() - begun < 10
            time.sleep(0.01)
        with pytest.raises(Overloaded), turns.taken("modest", 0.01):
            pass
    assert "太多" in refused[0]
    # Nobody waits any more, and the place is free.
    with turns.taken("modest", 0.1):
        pass
