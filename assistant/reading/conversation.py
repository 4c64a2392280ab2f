"""A conversation: what a later turn leaves out is taken from those before it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from assistant.answers import Question
from assistant.reading.question_text import simplified
from assistant.reading.reader import Reader
from assistant.reading.tags import Tag, Want
from assistant.reading.turn import Turn, Words
from ingest.bodies.names import body_key, place_of_key

_OF_THE_PLACE = re.compile(r"[全本][市省区县]|[市省区县]里")
"""Words for the place of the body spoken of (全市哪个部门最高)."""
_INSIDE = re.compile(
    r"其中|[里内][面头边]|当中|之中|\b(?:of|in|within) (?:which|that|those|it|them)\b", re.I
)
_SEVERAL = re.compile(
    r"(?<!\d)([两二三四五六2-6])[者个项家样笔类年]|\b(two|three|four)\b|\bboth\b"
    r"|[这那](?:些|几)|它们|\bthese\b",
    re.I,
)
_WHICH = re.compile(r"哪[一]?[个项家样笔类年者]|谁|\bwhich\b", re.I)
_TOGETHER = re.compile(
    r"一共|合计|总共|共计|总和|[加合]起来|加(?:在|到)?一[起块]|\b(?:total|together|altogether|combined)\b",
    re.I,
)
_YEAR = re.compile(
    r"[\d〇零○]{2,4}|[二两][〇零○][〇零○一二三四五六七八九十]{2}|[一二三四][〇零○一二三四五六七八九](?=年)"
)
_NUMBERS = {"两": 2, "二": 2, "三": 3, "四": 4, "五": 5, "六": 6, "two": 2, "three": 3, "four": 4}
_ELLIPSIS = re.compile(
    r"(?:[|\s那就再还有和跟的呢吗啊呀么又也，,。？?、！!；;：:]"
    r"|\b(?:and|for|what|how|about|the|of|in|then|that)\b)*",
    re.I,
)
_KEPT: tuple[Tag, ...] = ("thing", "body", "year")
_JOINED: tuple[Want, ...] = ("sum", "difference", "ratio", "compare")
_SAYS_NOTHING: frozenset[Tag] = frozenset(("order", "amount"))
"""What a stretch alone may be where nothing was asked (好的)."""
_IN_ORDER: frozenset[Tag] = frozenset(("order", "condition", "year", "reference", "unit"))
_PAIR = 2


def read_conversation(question: Question, network: Reader) -> Turn:
    """The last turn, with what it leaves out taken from those before it."""
    turns: list[Turn] = []
    texts = [simplified(text) for text in (*question.earlier, question.text)]
    for at, text in enumerate(texts):
        turn = network.read(text, texts[:at])
        turns.append(after(turn, turns[-1]) if turns else turn)
    return turns[-1]


def after(turn: Turn, before: Turn) -> Turn:
    """The turn with what it leaves out taken from those before it.

    Whose report and which year are lent unless said anew; a year told by what it is before
    (上一年) stands beside the one that it is before. What was asked is lent where the turn names
    nothing itself; then, and where it is no more than another thing (那会议费呢), what was wanted
    holds too, unless the turn wants something else (为什么, 占多少). What is added, subtracted or
    compared is what the turns before differ in: things, bodies or years. A share is one of that
    within which the thing was looked for (其中…占几成).
    """
    if turn.wanted("held", "help"):
        return turn
    if not (turn.sure or turn.own.keys() - _SAYS_NOTHING or _asks(turn)):
        return turn
    before = _moved(before, len(before.text) + 1)
    mentioned = {tag: (*before.mentioned.get(tag, ()), *turn.all(tag)) for tag in _KEPT}
    lent = dict(turn.stretches)
    _lend_whose(lent, turn, before)
    within = _within(turn, before)
    wants = _wants(turn, before)
    if turn.all("thing"):
        if wants is not turn.wants:
            _lend(lent, before, "amount", "table", "unit", "order", "condition", "set", "whole")
    else:
        _lend_thing(lent, turn, before)
        if wants is not turn.wants:
            _lend(lent, before, "order", "condition", "unit")
        wants = _join(lent, wants, turn, before, mentioned)
    if turn.wanted("share") and within and not turn.all("whole"):
        lent["whole"] = within
    taken = frozenset(tag for tag, said in lent.items() if any(w.start < 0 for w in said))
    new = frozenset(t for t in _KEPT if turn.all(t) and turn.said(t) != before.said(t))
    return Turn(turn.text, lent, wants, taken, mentioned, new or before.varied, within)


def _asks(turn: Turn) -> bool:
    """Whether words that mark nothing speak of several, all the same."""
    return bool(_SEVERAL.search(turn.text) or _WHICH.search(turn.text))


def _moved(turn: Turn, back: int) -> Turn:
    """A turn with its words before the beginning of the next one."""

    def moved(said: Sequence[Words]) -> tuple[Words, ...]:
        return tuple(Words(w.text, w.start - back, w.end - back) for w in said)

    return replace(
        turn,
        stretches={tag: moved(said) for tag, said in turn.stretches.items()},
        mentioned={tag: moved(said) for tag, said in turn.mentioned.items()},
        within=moved(turn.within),
    )


def _within(turn: Turn, before: Turn) -> tuple[Words, ...]:
    """The words for that within which the thing of a turn is looked for."""
    if turn.all("thing") and _INSIDE.search(turn.besides("thing", "body", "year")):
        return before.all("thing")[-1:]
    return () if turn.all("thing") and turn.all("body") else before.within


def _wants(turn: Turn, before: Turn) -> tuple[tuple[Want, float], ...]:
    """What is wanted: what was wanted before, where the turn says no more than of what else. What
    is put in order stays all bodies (那最低的呢), until one is named."""
    if before.wanted("over") and turn.first in ("rank", "filter") and turn.own.keys() <= _IN_ORDER:
        return (("over", 1.0), *((want, how) for want, how in turn.wants if want != "over"))
    if turn.first != "value" or turn.all("order") or turn.wanted("over"):
        return turn.wants
    if turn.all("thing") and not (
        before.all("thing") and _ELLIPSIS.fullmatch(turn.besides(*turn.own))
    ):
        return turn.wants
    of_all = before.wanted("over") and bool(turn.all("body"))
    return turn.wants if of_all or before.wanted("held", "help") else before.wants


def _join(
    lent: dict[Tag, tuple[Words, ...]],
    wants: tuple[tuple[Want, float], ...],
    turn: Turn,
    before: Turn,
    mentioned: Mapping[Tag, tuple[Words, ...]],
) -> tuple[tuple[Want, float], ...]:
    """Lends several of what the turns before differ in, where they are to be held together; and
    tells what is wanted of them."""
    several = _SEVERAL.search(turn.besides(*(turn.own.keys() - {"reference", "year"})))
    which = _WHICH.search(turn.text) and not turn.sure
    joins = turn.wanted(*_JOINED)
    moved = turn.wanted("change") and before.varied == {"year"}
    if not (several or which or joins or moved) or turn.wanted("over", "rank", "filter", "parts"):
        return wants
    number = _PAIR
    if several and not joins and not any(several.groups()):
        number = len(mentioned["thing"]) + len(mentioned["body"])
    elif several and (said := several[1] or several[2]):
        number = _NUMBERS.get(said.lower()) or int(said)
    years = sum(map(_years_named, turn.said("year")))
    own: list[Tag] = ["body"] if turn.all("body") else ["year"] if years == 1 else []
    told = {**mentioned, "year": [w for w in mentioned["year"] if _years_named(w.text)]}
    named = [tag for tag in _KEPT if len(_last(told[tag], number)) > 1 and years < _PAIR]
    for tag in (own or [tag for tag in named if tag in before.varied] or named)[:1]:
        lent[tag] = _last(told[tag], number)
    if turn.first == "value" and _TOGETHER.search(turn.text) and not turn.wanted("sum"):
        return (("sum", 1.0),)
    return (("compare", 1.0),) if which else wants


def _lend_whose(lent: dict[Tag, tuple[Words, ...]], turn: Turn, before: Turn) -> None:
    if not turn.wanted("over"):
        _lend(lent, before, "body")
    elif "body" not in lent and _OF_THE_PLACE.search(turn.text):
        places = [replace(w, text=place_of_key(body_key(w.text))) for w in before.all("body")]
        lent["body"] = tuple(place for place in places if place.text)
    if not turn.all("year"):
        _lend(lent, before, "year")
    elif not any(map(_years_named, turn.said("year"))):
        lent["year"] = (*before.all("year"), *turn.all("year"))


def _lend_thing(lent: dict[Tag, tuple[Words, ...]], turn: Turn, before: Turn) -> None:
    _lend(lent, before, "thing", "amount", "table", "set")
    if not turn.wanted("share", "per"):
        _lend(lent, before, "whole")


def _lend(lent: dict[Tag, tuple[Words, ...]], before: Turn, *tags: Tag) -> None:
    for tag in tags:
        if tag not in lent and before.all(tag):
            lent[tag] = before.all(tag)


def _last(mentioned: Sequence[Words], number: int) -> tuple[Words, ...]:
    """Those said last, each once, in the order said."""
    last: dict[str, Words] = {}
    for words in reversed(mentioned):
        last.setdefault(words.text, words)
    return tuple(reversed(list(last.values())[:number]))


def _years_named(words: str) -> int:
    """How many years words name by their numbers."""
    return len(_YEAR.findall(words))
