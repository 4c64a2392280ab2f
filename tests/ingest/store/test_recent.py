"""What is kept of late, and that garbage is looked for again after a big reading."""

from __future__ import annotations

import gc

import pytest

from ingest.store.recent import Recent


def test_a_result_is_made_once_a_generation() -> None:
    recent, made = Recent(2), []

    def make() -> str:
        made.append("made")
        return "result"

    assert [recent.get(1, "key", make), recent.get(1, "key", make)] == ["result"] * 2
    assert len(made) == 1
    recent.get(2, "key", make)
    assert len(made) == 2


def test_no_garbage_is_looked_for_while_a_result_is_made() -> None:
    assert gc.isenabled()
    assert Recent(1).get(1, "key", gc.isenabled) is False
    assert gc.isenabled()


def test_garbage_is_looked_for_again_after_a_failure() -> None:
    def fail() -> None:
        raise ValueError

    with pytest.raises(ValueError):
        Recent(1).get(1, "key", fail)
    assert gc.isenabled()


def test_a_process_that_looks_for_none_is_left_so() -> None:
    gc.disable()
    try:
        Recent(1).get(1, "key", str)
        assert not gc.isenabled()
    finally:
        gc.enable()
