"""Every regular expression of the project takes time that grows as its text does, no faster."""

from __future__ import annotations

import ast
import json
import re
import subprocess
import sys
import time

import pytest

from tests.expressions import ROOT, call_sites, general, pumps, repeats

LONGEST = 0.05
"""Seconds of CPU time on a text of 5,000 letters."""
LENGTHS = (24, 30, 36, 42, 48, 64, 96, 400, 1250, 5000)
WORTH_MORE = 0.0003
"""What takes less on 400 letters is not tried on more: as the square it would stay below."""

# Built from plain words of the language or of a report, joined by "|" or followed by a choice, or a
# part of an expression that is recorded whole.
OF_PLAIN_WORDS = frozenset(
    {
        "f'(?:{wording().definition})'",
        "wording().unit",
        "known['pattern']",
    }
)


@pytest.fixture(scope="module")
def recorded() -> list[tuple[str, int, str, int]]:
    """What a process of its own compiled: expression, flags, file and line."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.expressions"],
        cwd=ROOT,
        check=True,
        capture_output=True,
        encoding="utf-8",
        timeout=300,
    )
    return [tuple(entry) for entry in json.loads(done.stdout)]


def test_every_place_that_builds_an_expression_was_seen(
    recorded: list[tuple[str, int, str, int]],
) -> None:
    seen = {(file, line) for _, _, file, line in recorded}
    unseen = {
        f"{file}:{lines[0]} {ast.unparse(written)}"
        for file, lines, written in call_sites()
        if not any((file, line) in seen for line in lines)
        and not isinstance(written, ast.Constant | ast.Subscript)
        and ast.unparse(written) not in OF_PLAIN_WORDS
    }
    assert not unseen


def test_every_expression_is_linear(recorded: list[tuple[str, int, str, int]]) -> None:
    found = {(text, flags): f"{file}:{line}" for text, flags, file, line in recorded}
    for file, lines, written in call_sites():
        if isinstance(written, ast.Constant):
            value = written.value
            # Bytes are matched as their letters would be.
            text = value.decode("latin-1") if isinstance(value, bytes) else str(value)
            found.setdefault((text, 0), f"{file}:{lines[0]}")
    assert len(found) > 700
    slow = []
    for (text, flags), place in found.items():
        if worst := worst_of(text, flags):
            slow.append(f"{worst[0] * 1000:.0f} ms {place} {worst[1][:40]!r} {text[:200]}")
    assert not slow


def worst_of(text: str, flags: int = 0) -> tuple[float, str] | None:
    """A text on which an expression takes too long, and how long; None where there is none."""
    if not repeats(re._parser.parse(text, flags)):  # type: ignore[attr-defined]
        return None
    compiled = re.compile(text, flags)
    tried = zip(*(texts(text, flags, length) for length in LENGTHS), strict=True)
    for letters in tried:
        for length, pumped in zip(LENGTHS, letters, strict=True):
            taken = seconds(compiled, pumped)
            if LONGEST < taken < 4 * LONGEST:  # once more: the machine may have been busy
                taken = min(taken, *(seconds(compiled, pumped) for _ in range(2)))
            if taken > LONGEST:
                return taken, pumped
            if length == 400 and taken < WORTH_MORE:
                break
    return None


def texts(text: str, flags: int, length: int) -> list[str]:
    return [*pumps(text, flags, length), *general(length)]


def seconds(compiled: re.Pattern[str], text: str) -> float:
    """CPU time of finding all places where the expression fits, and of fitting the whole."""
    started = time.thread_time()
    for _ in compiled.finditer(text):
        pass
    compiled.fullmatch(text)
    return time.thread_time() - started


@pytest.mark.parametrize(
    "expression",
    [
        r"\d[\d,]*(?:\.\d+)?(?:元|万元)",
        "占.*(?:比|百分|多少)",
        "(?:ab|a|b)+$",
        r"\s*[-—]*\s*，",
        r".{2,}?(?:预算)?决算$",
    ],
)
def test_a_careless_expression_is_found(expression: str) -> None:
    assert worst_of(expression)


@pytest.mark.parametrize(
    "expression", [r"(?<!\d)\d++年", "占.{0,60}比", r"(?:a|b)++$", r"\s{0,9}，", r"^.*决算$"]
)
def test_a_careful_expression_is_let_pass(expression: str) -> None:
    assert worst_of(expression) is None
