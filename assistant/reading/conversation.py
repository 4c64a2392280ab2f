"""A conversation: what a later turn leaves out is taken from those before it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from assistant.answers import Question
from assistant.reading.concepts_said import is_part_said
from assistant.reading.question_text import simplified
from assistant.reading.reader import Reader
from assistant.reading.tags import Tag, Want
from assistant.reading.turn import Turn, Words
from assistant.reading.words_asked import number_said, sense
from assistant.reading.years import years_named
from ingest.bodies.names import body_key, place_of_key

_KEPT: tuple[Tag, ...] = ("thing", "body", "year")
_JOINED: tuple[Want, ...] = ("sum", "difference", "ratio", "compare")
_SAYS_NOTHING: frozenset[Tag] = frozenset(("order", "amount"))
"""What a stretch alone may be where nothing was asked (好的)."""
_IN_ORDER: frozenset[Tag] = frozenset(("order", "condition", "year", "reference", "unit"))
_PAIR = 2


def read_conversation(
    question: Question, network: Reader, is_body: Callable[[str], bool] = lambda words: False
) -> Turn:
    """The last turn, with what it leaves out taken from those before it. ``is_body`` tells whether
    bodies that are held are called so."""
    turns: list[Turn] = []
    texts = [simplified(text) for text in (*question.earlier, question.text)]
    for at, text in enumerate(texts):
        turn = network.read(text, texts[:at])
        turns.append(after(_of_another_body(turn, is_body), turns[-1]) if turns else turn)
    return turns[-1]


def _of_another_body(turn: Turn, is_body: Callable[[str], bool]) -> Turn:
    """A turn that says no more than whose (那文化馆2024年的呢), where that was read as a thing."""
    things = turn.all("thing")
    said = sense("nothing_more").fullmatch(turn.besides(*turn.own))
    if turn.all("body") or len(things) != 1 or not said or not is_body(things[0].text):
        return turn
    stretches = dict(turn.stretches)
    stretches["body"] = stretches.pop("thing")
    return replace(turn, stretches=stretches, mentioned=stretches)


def after(turn: Turn, before: Turn) -> Turn:
    """The turn with what it leaves out taken from those before it.

    Whose report and which year are lent unless said anew; a year told by what it is before
    (上一年), or held against another (跟2025年比), stands beside the one said before. What was
    asked is lent where the turn names nothing itself; then, and where it is no more than another
    thing (那会议费呢), what was wanted holds too, unless the turn wants something else
    (为什么, 占多少). What is added, subtracted or compared is what the turns before differ in:
    things, bodies or years. A share is one of that within which the thing was looked for
    (其中…占几成).
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
    return turn.says("several") or turn.says("which")


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
    """The words for that within which the thing of a turn is looked for: where that is said, where
    its share of what was parted is asked, or where its name is that of a part."""
    things, last = turn.all("thing"), before.all("thing")[-1:]
    inside = sense("inside_it").search(turn.besides("thing", "body", "year"))
    parted = turn.wanted("share") and before.wanted("parts") and not turn.all("whole")
    is_part = last and all(is_part_said(words.text, last[0].text) for words in things)
    if things and (inside or parted or is_part):
        return last
    return () if turn.all("thing") and turn.all("body") else before.within


def _wants(turn: Turn, before: Turn) -> tuple[tuple[Want, float], ...]:
    """What is wanted: what was wanted before, where the turn says no more than of what else. What
    is put in order stays all bodies (那最低的呢), until one is named."""
    if before.wanted("over") and turn.first in ("rank", "filter") and turn.own.keys() <= _IN_ORDER:
        return (("over", 1.0), *((want, how) for want, how in turn.wants if want != "over"))
    if turn.first != "value" or turn.all("order") or turn.wanted("over"):
        return turn.wants
    if turn.all("thing") and not (
        before.all("thing") and sense("nothing_more").fullmatch(turn.besides(*turn.own))
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
    several = sense("several").search(turn.besides(*(turn.own.keys() - {"reference", "year"})))
    which = turn.says("which") and not turn.sure
    joins = turn.wanted(*_JOINED)
    moved = turn.wanted("change") and before.varied == {"year"}
    if not (several or which or joins or moved) or turn.wanted("over", "rank", "filter", "parts"):
        return wants
    number = _PAIR
    if several and not joins and not any(several.groups()):
        number = len(mentioned["thing"]) + len(mentioned["body"])
    elif several and (said := several[1] or several[2]):
        number = number_said(said)
    years = sum(len(years_named(words)) for words in turn.said("year"))
    own: list[Tag] = ["body"] if turn.all("body") else ["year"] if years == 1 else []
    told = {**mentioned, "year": [w for w in mentioned["year"] if years_named(w.text)]}
    named = [tag for tag in _KEPT if len(_last(told[tag], number)) > 1 and years < _PAIR]
    for tag in (own or [tag for tag in named if tag in before.varied] or named)[:1]:
        lent[tag] = _last(told[tag], number)
    if turn.first == "value" and turn.says("together") and not turn.wanted("sum"):
        return (("sum", 1.0),)
    return (("compare", 1.0),) if which else wants


def _lend_whose(lent: dict[Tag, tuple[Words, ...]], turn: Turn, before: Turn) -> None:
    if not turn.wanted("over"):
        _lend(lent, before, "body")
    elif "body" not in lent and turn.says("of_the_place"):
        places = [replace(w, text=place_of_key(body_key(w.text))) for w in before.all("body")]
        lent["body"] = tuple(place for place in places if place.text)
    if not turn.all("year"):
        _lend(lent, before, "year")
    elif turn.against_a_year or not any(map(years_named, turn.said("year"))):
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
