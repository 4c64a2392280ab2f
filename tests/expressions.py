"""Every regular expression of the project, and texts on which a careless one takes for ever.

Run as a program it records what the project compiles and matches: all modules are imported, two
sample reports are read, the sample questions are asked. What it saw goes to standard output as
JSON: a list of [expression, flags, file, line], the file relative to the project.
"""

from __future__ import annotations

import ast
import importlib
import json
import re
import sys
import tempfile
import warnings
from collections.abc import Iterator, Sequence
from itertools import product
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent.parent
SOURCES = (*sorted(p for d in ("ingest", "assistant", "eval") for p in (ROOT / d).rglob("*.py")),)
FUNCTIONS = frozenset(
    {"compile", "search", "match", "fullmatch", "split", "findall", "finditer", "sub", "subn"}
)
ASKED = ("samples", "generated", "paraphrases")


# What is compiled


class Recorder:
    """Notes every expression that the project's own code hands to ``re``."""

    def __init__(self) -> None:
        self.seen: set[tuple[str, int, str, int]] = set()
        self._compile = re._compile  # type: ignore[attr-defined]

    def __enter__(self) -> Recorder:
        re._compile = self._noted  # type: ignore[attr-defined]
        return self

    def __exit__(self, *_: object) -> None:
        re._compile = self._compile  # type: ignore[attr-defined]

    def _noted(self, pattern: Any, flags: Any) -> Any:
        frame = sys._getframe(2)
        file = Path(frame.f_code.co_filename)
        if (
            file.is_relative_to(ROOT)
            and ".venv" not in file.parts
            and isinstance(pattern, str | re.Pattern)
        ):
            text, own = (
                (pattern, int(flags))
                if isinstance(pattern, str)
                else (pattern.pattern, int(pattern.flags & ~re.UNICODE))
            )
            self.seen.add((text, own, str(file.relative_to(ROOT)), frame.f_lineno))
        return self._compile(pattern, flags)


def record() -> set[tuple[str, int, str, int]]:
    """Imports, reads and asks; what was compiled meanwhile."""
    with Recorder() as recorder:
        for file in (*SOURCES, ROOT / "app.py"):
            name = ".".join(file.relative_to(ROOT).with_suffix("").parts)
            if not name.endswith("__main__"):
                importlib.import_module(name.removesuffix(".__init__"))
        _read_and_ask()
        _use_the_rest()
    return recorder.seen


def _read_and_ask() -> None:
    from assistant.answers import Question
    from assistant.ask import ask
    from eval.cases import load_cases
    from ingest.library import Library
    from ingest.reading import read_report
    from ingest.settings import Settings

    with tempfile.TemporaryDirectory() as folder, Library.open(Path(folder)) as library:
        for path in sorted((ROOT / "samples").glob("*.pdf")):
            library.add(read_report(path, Settings()), path)
        for name in ASKED:
            for case in load_cases(ROOT / "eval" / "questions" / f"{name}.jsonl"):
                ask(Question(case.question, case.history), library)


def _use_the_rest() -> None:
    """What builds expressions elsewhere: for answers of a model, for scoring, for scans."""
    from assistant.drafting.numbers_told import numbers_told
    from assistant.drafting.prompts import declines
    from eval.evidence import _foot
    from eval.generate import generate
    from eval.numbers import numbers_in, says_nothing_there
    from eval.truth import load_truths
    from ingest.language.changes import direction_in
    from ingest.scans.misread import words_print

    numbers_told("RMB 1,000 million, twenty people, 二十人")
    declines("The reports do not say.")
    numbers_in("RMB 1,000 million, 二十人")
    says_nothing_there("没有")
    direction_in("增加")
    _foot(3)
    generate(load_truths([ROOT / "samples" / "truth"]))
    words_print("合计")


def call_sites() -> Iterator[tuple[str, range, ast.expr]]:
    """Each call of a function of ``re``: file, its lines, its expression as it is written."""
    for file in (*SOURCES, ROOT / "app.py"):
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if (
                isinstance(node, ast.Call)
                and isinstance(node.func, ast.Attribute)
                and isinstance(node.func.value, ast.Name)
                and node.func.value.id == "re"
                and node.func.attr in FUNCTIONS
            ):
                lines = range(node.lineno, (node.end_lineno or node.lineno) + 1)
                yield str(file.relative_to(ROOT)), lines, node.args[0]


# Texts that an expression may stumble over

_LETTERS = "和的1年 (（第、，.-aN_|占表N比,。:：\n单位零0%元x/“《"
_TAILS = ("", "\x00", "\n!")


def pumps(expression: str, flags: int, length: int) -> Iterator[str]:
    """Texts of about ``length`` letters made from an expression: for every repeat in it what leads
    to it, its inside again and again, an end that does not fit."""
    seen: set[tuple[str, str]] = set()
    for start, unit in _repeats(re._parser.parse(expression, flags)):  # type: ignore[attr-defined]
        if not unit or (start, unit) in seen:
            continue
        seen.add((start, unit))
        for tail in _TAILS:
            yield start + unit * (length // len(unit)) + tail


def general(length: int) -> Iterator[str]:
    """Letters and pairs of letters that Chinese reports and questions are full of, repeated."""
    for letter in dict.fromkeys(_LETTERS):
        yield letter * length
    for one, two in (("1", ","), ("1", "."), ("和", "、"), ("的", "，"), ("a", " "), ("(", "1")):
        yield (one + two) * (length // 2)


def _repeats(parsed: Any) -> Iterator[tuple[str, str]]:
    """(what leads there, what is repeated) for every repeat, and for what comes before it."""
    yield from _walk(list(parsed), "")


_REPEATS = {"MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT"}
_OFTEN = 4
"""What is repeated less often than this at most cannot take long."""


def repeats(items: Any) -> bool:
    """Whether anything in a parsed expression may be repeated often."""
    return any(
        (str(kind) in _REPEATS and value[1] >= _OFTEN)
        or any(repeats(part) for part in _parts(str(kind), value))
        for kind, value in items
    )


def _parts(name: str, value: Any) -> list[Any]:
    """The parsed expressions inside one item."""
    if name in _REPEATS:
        return [value[2]]
    if name == "SUBPATTERN":
        return [value[3]]
    if name == "ATOMIC_GROUP":
        return [value]
    if name == "BRANCH":
        return list(value[1])
    return [value[1]] if name in ("ASSERT", "ASSERT_NOT") else []


def _walk(items: Sequence[tuple[Any, Any]], before: str) -> Iterator[tuple[str, str]]:
    shown = [_examples([item]) for item in items]
    lead = ""
    for at, (kind, value) in enumerate(items):
        if str(kind) in _REPEATS and value[1] >= _OFTEN:
            after = next((e[0] for e in shown[at + 1 :] if e[0]), "")
            yield from _pumped(before, lead, _examples(value[2]), after)
        for part in _parts(str(kind), value):
            yield from _walk(list(part), before + lead)
        lead += shown[at][0]
    if lead:
        yield "", lead


def _pumped(before: str, lead: str, bodies: list[str], after: str) -> Iterator[tuple[str, str]]:
    for unit in (*bodies, lead, after, lead[-1:], lead + bodies[0], bodies[0] + after):
        yield before + lead, unit
        yield "", unit
    for one, two in product(bodies[:6], bodies[:6]):
        if one != two:
            yield before + lead, one + two


def _examples(items: Any, most: int = 8) -> list[str]:
    """Some texts that fit; [""] where nothing need stand."""
    texts = [""]
    for kind, value in items:
        texts = [a + b for a, b in product(texts, _of_one(str(kind), value))][:most]
    return texts


def _of_one(name: str, value: Any) -> list[str]:
    if name == "LITERAL":
        return [chr(value)]
    if name in ("ANY", "NOT_LITERAL"):
        return ["和", "1"]
    if name == "IN":
        return _of_class(value)
    if name in _REPEATS:
        least, most, inside = value
        return [e * max(least, 1) for e in _examples(inside, 4)] if most else [""]
    if name == "SUBPATTERN":
        return _examples(value[3])
    if name == "ATOMIC_GROUP":
        return _examples(value)
    if name == "BRANCH":
        return [e for branch in value[1] for e in _examples(branch, 2)][:12] or [""]
    if name == "CATEGORY":
        return _of_class([("CATEGORY", value)])
    return [""]


_CANDIDATES = "和的1年 一市局0a元.,、，第表(（-_%N\n:/"


def _of_class(items: Any) -> list[str]:
    fitting = [c for c in _CANDIDATES if _fits(c, items)]
    named = [chr(v) for k, v in items if str(k) == "LITERAL"]
    ranges = [chr(v[0]) for k, v in items if str(k) == "RANGE"]
    negated = any(str(k) == "NEGATE" for k, _ in items)
    return (fitting[:4] if negated else [*fitting[:3], *named[:2], *ranges[:1]]) or ["\u3400"]


def _fits(letter: str, items: Any) -> bool:
    code, found, negated = ord(letter), False, False
    for kind, value in items:
        name = str(kind)
        if name == "NEGATE":
            negated = True
        elif name == "LITERAL":
            found |= code == value
        elif name == "RANGE":
            found |= value[0] <= code <= value[1]
        elif name == "CATEGORY":
            category = str(value).removeprefix("CATEGORY_")
            said = {
                "DIGIT": letter.isdigit(),
                "SPACE": letter.isspace(),
                "WORD": letter.isalnum() or letter == "_",
            }
            fits = said[category.removeprefix("NOT_")]
            found |= fits != category.startswith("NOT_")
    return found != negated


if __name__ == "__main__":
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        json.dump(sorted(record()), sys.stdout, ensure_ascii=False)
