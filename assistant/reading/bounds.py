"""What may be asked at all: plain letters, within bounds that are declared beside ``Question``.

Nothing is cut silently: what is too long is declined, with the bound and what to do instead.
"""

from __future__ import annotations

import unicodedata
from dataclasses import replace

from assistant.answers import (
    MOST_EARLIER,
    MOST_LETTERS,
    MOST_LETTERS_OF_ALL,
    Answer,
    Question,
)
from assistant.reading.question_text import is_english

_INSTEAD = {"Cs": "\ufffd", "Cc": " ", "Cf": ""}
"""What stands for letters of these categories: half surrogates, control characters, marks."""
_WHITE_SPACE = "\t\n\r"
_SHOWN = 100
"""Letters of a question too long to answer that its answer repeats."""


def in_plain_letters(question: Question) -> Question:
    """The question without what is no letter of a text, so that it can always be written down:
    half surrogates become the replacement character, control characters a space; marks of
    direction and of no width, which are not seen, are left out."""
    earlier = tuple(plain_letters(turn) for turn in question.earlier)
    return replace(
        question,
        text=plain_letters(question.text),
        earlier=earlier,
        id=plain_letters(question.id),
    )


def plain_letters(text: str) -> str:
    """A text in letters that can be encoded, white space kept as it is."""
    return text if text.isprintable() else "".join(map(_plain, text))


def _plain(letter: str) -> str:
    if letter in _WHITE_SPACE:
        return letter
    return _INSTEAD.get(unicodedata.category(letter), letter)


def beyond_bounds(question: Question) -> Answer | None:
    """The answer that declines a question too long, or a conversation; None for any other."""
    words = _too_long(question)
    if words is None:
        return None
    chinese, english = words
    text = question.text
    said = f"{english} {chinese}" if is_english(text[:MOST_LETTERS]) else chinese
    if len(text) > MOST_LETTERS:
        text = f"{text[:_SHOWN]}……（共{len(text)}字）"
    return Answer(Question(text, id=question.id[:MOST_LETTERS]), "not_found", said, "")


def _too_long(question: Question) -> tuple[str, str] | None:
    """What is too long, in Chinese and in English."""
    letters = _letters(question.text)
    if letters > MOST_LETTERS:
        return (
            f"一个问题最多{MOST_LETTERS}字，这个问题有{letters}字，没有作答。请分成几个短的问题来问。",
            f"A question may have {MOST_LETTERS} letters at most; this one has {letters} and was "
            "not answered. Please ask it in parts.",
        )
    turns = len(question.earlier)
    if turns > MOST_EARLIER:
        return (
            f"一个问题前面最多可有{MOST_EARLIER}轮提问，这里已有{turns}轮，没有作答。"
            "请新开一个对话，把问题完整地问一遍。",
            f"A question may stand on {MOST_EARLIER} earlier turns at most; here are {turns}, and "
            "it was not answered. Please begin a new conversation and ask it in full.",
        )
    together = letters + sum(map(_letters, question.earlier))
    if together > MOST_LETTERS_OF_ALL:
        return (
            f"一个对话里的提问合起来最多{MOST_LETTERS_OF_ALL}字，这里共{together}字，没有作答。"
            "请新开一个对话，把问题完整地问一遍。",
            f"The questions of a conversation may have {MOST_LETTERS_OF_ALL} letters together; "
            f"here are {together}, and this one was not answered. Please begin a new conversation "
            "and ask it in full.",
        )
    return None


def _letters(text: str) -> int:
    """How long a text is, written out: some letters (㍿, ﷺ) stand for several."""
    if len(text) > MOST_LETTERS:
        return len(text)
    return max(len(text), len(unicodedata.normalize("NFKC", text)))
