"""The halves of a question that wants a figure and words besides: 花了多少，接待的是谁？"""

from __future__ import annotations

import re

from assistant.words.aspects import aspects_asked
from assistant.words.lexicon import pattern

_CLAUSE = re.compile(r"[^,，?？。;；!！|]+")
_AMOUNT = re.compile(r"多少|(?<![好哪])几(?!乎)|百分|占比|多大|多高")
_MASK = "_"
_TURNS = "|"
"""Stands between what was said before and the last turn."""


def parted(masked: str) -> tuple[str, str]:
    """The masked question without the clauses that want words, and those clauses with the subject.

    The first keeps its length (clauses become ``_``), so that places in it still hold. Without
    two such halves it is the whole question, and the second is "".
    """
    clauses = [c for c in _CLAUSE.finditer(masked) if c[0].strip(_MASK + " ")]
    said_before = masked.rfind(_TURNS)
    wordy = [c for c in clauses if c.start() > said_before and _wants_words(c[0])]
    amounts = [c for c in clauses if _AMOUNT.search(c[0])]
    if not wordy or not amounts:
        return masked, ""
    letters = list(masked)
    for clause in wordy:
        letters[clause.start() : clause.end()] = _MASK * len(clause[0])
    subject = _AMOUNT.sub("|", clauses[0][0]) if clauses[0] not in wordy else ""
    return "".join(letters), "|".join([subject, *(c[0] for c in wordy)])


def _wants_words(clause: str) -> bool:
    if _AMOUNT.search(clause) or pattern("intents", "change").search(clause):
        return False
    return bool(aspects_asked(clause) or pattern("intents", "open").search(clause))
