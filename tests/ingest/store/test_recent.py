"""Results are kept within one generation, the latest ones, and never a failure."""

from __future__ import annotations

import pytest

from ingest.store.recent import Recent


def test_a_result_is_made_once_a_generation() -> None:
    recent = Recent(2)
    made: list[int] = []

    def make() -> int:
        made.append(1)
        return len(made)

    assert [recent.get(1, "a", make), recent.get(1, "a", make)] == [1, 1]
    assert recent.get(2, "a", make) == 2


def test_the_longest_unused_goes_first() -> None:
    recent = Recent(2)
    for key in "abac":
        recent.get(1, key, lambda key=key: key + "1")  # type: ignore[misc]
    assert recent.get(1, "a", lambda: "new") == "a1"
    assert recent.get(1, "b", lambda: "new") == "new"


def test_what_fails_is_asked_again() -> None:
    recent = Recent(2)

    def fail() -> str:
        raise ValueError

    with pytest.raises(ValueError):
        recent.get(1, "a", fail)
    assert recent.get(1, "a", lambda: "made") == "made"
