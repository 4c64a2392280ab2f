"""A reading in words, as the judge reads it beside what was asked."""

from __future__ import annotations

from functools import cache

from assistant.linking.things import Thing
from ingest.language.dimensions import Word, WordKind
from ingest.language.dimensions import words as dimension_words
from ingest.language.glyphs import fold
from ingest.nouns import Figure

_ABOVE = 2
_BEFORE = 44
_BEHIND = 14
_TITLE = 30
_HEADS = 36
_NONE_PRINTED = "空白"
_NOTHING = "零"
_STAGES = {
    "last_budget": "上年预算",
    "last_final": "上年决算",
    "last_execution": "上年执行",
    "change": "增减",
    "rate": "百分比",
    "target": "目标值",
    "cumulated": "累计",
}


def in_words(thing: Thing, figure: Figure, title: str, *, own: bool = True) -> str:
    """What a figure is: the thing, what it stands under, its column or sentence, its table, money,
    nature and stage, and whether it is blank or nothing. ``own`` is whether it is the publisher's;
    of another body the name is told."""
    above = "/".join(fold(part) for part in figure.row_path[-1 - _ABOVE : -1])
    heads = "/".join(fold(head) for head in figure.column_path)
    said = [first_word("fund", figure.fund), first_word("nature", figure.nature), _stage(figure)]
    amount = _NONE_PRINTED if figure.value is None else _NOTHING if not figure.value else ""
    parts = (
        thing.told,
        fold(figure.row_label) if fold(figure.row_label) not in thing.told else "",
        above[-_TITLE:],
        _sentence(figure) if figure.sentence else heads[-_HEADS:],
        fold(title)[:_TITLE],
        "" if own else fold(figure.body),
        " ".join(filter(None, said)),
        amount,
    )
    return "｜".join(part for part in parts if part)


def _sentence(figure: Figure) -> str:
    """What is said around the number."""
    at = figure.sentence.find(figure.printed)
    start = max(0, at - _BEFORE)
    return fold(figure.sentence[start : max(0, at) + len(figure.printed) + _BEHIND])


def _stage(figure: Figure) -> str:
    return _STAGES.get(figure.stage) or first_word("basis", figure.stage)


@cache
def first_word(kind: WordKind, value: str) -> str:
    """The first word of the language for a value of a kind, "" for none."""
    known = (text for text, told in dimension_words().items() if told == Word(kind, value))
    return next(known, "") if value else ""
