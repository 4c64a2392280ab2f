"""First sight: a set counts once, and the log tells it."""

from __future__ import annotations

from pathlib import Path

import pytest

from eval.cases import Case
from eval.first_sight import LOG, SeenBefore, Sight, check_fresh, digest_of, kinds_in_words, logged

_SIGHT = Sight(40, 30, 1, 6, (("lookup", 20, 1, 25), ("rank", 10, 0, 15)))


def _log(folder: Path) -> Path:
    path = folder / "log.md"
    text = LOG.read_text(encoding="utf-8")
    path.write_text(text, encoding="utf-8")
    return path


def _case(question: str, history: tuple[str, ...] = ()) -> Case:
    return Case("a", "lookup", "zh", question, "answered", history=history)


def test_a_set_is_known_by_its_questions_whatever_their_order() -> None:
    one, other = _case("三公经费多少"), _case("为什么", ("三公经费多少",))
    assert digest_of([one, other]) == digest_of([other, one])
    assert digest_of([one]) != digest_of([other])


def test_what_came_of_a_set_stands_in_the_table_after_the_others(tmp_path: Path) -> None:
    log = _log(tmp_path)
    before = log.read_text(encoding="utf-8")
    line = logged(_SIGHT, "0123456789ab", "a writer | of reports", "2026-01-02", log)
    after = log.read_text(encoding="utf-8")
    assert line == (
        "| 2026-01-02 | a writer / of reports | 40 | 30 (75.0 %) | 1 (2.5 %) | 6 | `0123456789ab` |"
    )
    assert after.replace(f"{line}\n", "", 1) == before
    rows = after[: after.index(line)].rstrip("\n").split("\n")
    assert rows[-1].startswith("|")


def test_the_same_set_is_not_logged_twice(tmp_path: Path) -> None:
    log = _log(tmp_path)
    logged(_SIGHT, "0123456789ab", "a", "2026-01-02", log)
    told = log.read_text(encoding="utf-8")
    with pytest.raises(SeenBefore):
        logged(_SIGHT, "0123456789ab", "b", "2026-01-03", log)
    with pytest.raises(SeenBefore):
        check_fresh("0123456789ab", log)
    assert log.read_text(encoding="utf-8") == told


def test_kinds_are_told_with_their_wrong_figures() -> None:
    assert kinds_in_words(_SIGHT) == "lookup 20/25 (1 wrong), rank 10/15"
