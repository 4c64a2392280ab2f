"""What a turn wants: a figure, and which kind of words."""

from __future__ import annotations

import re

from assistant.plan import Name, SearchKind
from assistant.understanding.turn import Turn, content_runs
from assistant.words.aspects import aspects_asked
from assistant.words.lexicon import pattern

AMOUNT = re.compile(r"多少|(?<![好哪])几(?!乎)|百分|占比")
_ASKING = re.compile(
    r"什么|哪些|哪个|怎么样|怎样|如何|情况|有没有|是否|有无|发生|支出|安排|是|吗|有"
)
_EXPLAINS: tuple[SearchKind, ...] = ("reason", "identity", "duties", "structure", "definition")


def wants_figure(turn: Turn, names: tuple[Name, ...]) -> bool:
    """Whether a turn wants a figure."""
    intents = turn.intents
    if "number" in intents:
        return not (
            "definition" in intents and "money" not in turn.unit and _only_term(turn, names)
        )
    if intents & set(_EXPLAINS):
        return False
    if "open" in intents:
        named = bool(names or turn.codes) and _only_names(turn, names)
        return named and not aspects_asked(turn.masked)
    return bool(names or turn.codes or turn.line_no or turn.content)


def _only_term(turn: Turn, names: tuple[Name, ...]) -> bool:
    return not re.search("多少|几", turn.masked)


def _only_names(turn: Turn, names: tuple[Name, ...]) -> bool:
    """Whether the question consists of names and little else."""
    letters = list(turn.masked)
    for name in names:
        letters[name.start : name.end] = "_" * (name.end - name.start)
    rest = "".join(letters)
    if content_runs(rest):
        return False
    return not re.search(r"[\u3400-\u9fff]{3,}", _ASKING.sub("_", rest))


def search_kind(turn: Turn) -> SearchKind | None:
    """Which kind of words a turn wants, None for none."""
    if _asks_amount(turn):
        return next((k for k in _EXPLAINS if k in turn.intents and k != "definition"), None)
    kind = words_wanted(turn.masked)
    if kind != "open" or "open" in turn.intents or aspects_asked(turn.masked):
        return kind
    return None


def words_wanted(words: str) -> SearchKind:
    """Which kind of words a question, or some clauses of one, wants."""
    for kind in _EXPLAINS:
        if pattern("intents", kind).search(words):
            means = kind != "definition" or pattern("intents", "meaning").search(words)
            return kind if means or not aspects_asked(words) else "open"
    return "open"


def _asks_amount(turn: Turn) -> bool:
    return "number" in turn.intents and bool(AMOUNT.search(turn.masked))
