"""One turn of a conversation as it was read: its stretches by what they are, and what it wants."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from assistant.reading.tags import Span, Tag, Want

_SURE = 0.5
_PERCENT = re.compile(r"百分|[幅%％]|几成|[几多]少?个?点|percent|\brate\b", re.I)
_AMOUNT = re.compile(
    r"[多几]少?(?:个|百|千)*[钱万元亿块]|金额|[增减差]额|how much|amount"
    r"|[增减涨降缩少多砍压]了?(?:多少|几)(?!个?点|成|百分)",
    re.I,
)
_HOW_MANY = re.compile(
    r"(?:多少|几)[个十百千万]*(人次|批次|家次|平方米|平米|公里|[辆台人名家场次批份件亩吨所座套期篇户头棵张条门箱道种天块部项处元钱]|个)"
)
_OF_MONEY = ("块", "元", "钱")
_BESIDE = 5
_CLAUSE = re.compile(r"[，,。；;？?！!]")
_MONEY = re.compile(
    r"钱|元|经费|费用|金额|预算数|万(?!人|户|亩|吨|辆|次|平)|yuan|budget|money|cost|spend", re.I
)
_WITHIN = ("里", "中的", "中，", "当中", "之中", "其中", "，其中", "内，")
_REFERS: tuple[Want, ...] = ("value",)


@dataclass(frozen=True, slots=True)
class Words:
    """A stretch of the question as written, and where it stands."""

    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Turn:
    """What a question says. ``wants`` come with their chance, the likeliest first; ``taken`` names
    the tags whose stretches earlier turns lent; ``mentioned`` are the stretches of all turns so
    far, the last ones last."""

    text: str
    stretches: Mapping[Tag, tuple[Words, ...]]
    wants: tuple[tuple[Want, float], ...]
    taken: frozenset[Tag] = field(default=frozenset())
    mentioned: Mapping[Tag, tuple[Words, ...]] = field(default_factory=dict)

    def all(self, tag: Tag) -> tuple[Words, ...]:
        """The stretches of a tag, in the order of the question."""
        return self.stretches.get(tag, ())

    def said(self, tag: Tag) -> tuple[str, ...]:
        """Their words."""
        return tuple(words.text for words in self.all(tag))

    def around_others(self, words: Words) -> bool:
        """Whether words are said as that within which something is looked for (收入里的结转)."""
        rest = self.text[words.end :].lstrip(' ”"』」’')
        return words in self.own.get("thing", ()) and rest.startswith(_WITHIN)

    def counted_in(self, words: Words) -> str:
        """The word in which what a stretch names is counted (几家, 多少人次), "元" for money, ""
        where none stands beside it in its clause."""
        others = [w.start for w in self.all("thing") if w.start >= words.end]
        stop = min([len(self.text), *others])
        clause = _CLAUSE.split(self.text[words.end : stop])[0]
        for text in (self.text[words.start : words.end] + clause, _last_words(self.text, words)):
            if found := _HOW_MANY.search(text):
                return "元" if found[1] in _OF_MONEY else found[1]
            if _MONEY.search(text):
                return "元"
        return ""

    @property
    def move(self) -> str:
        """How a change is asked for: as an "amount", in "percent", or "" for both."""
        percent, amount = bool(_PERCENT.search(self.text)), bool(_AMOUNT.search(self.text))
        return "" if percent == amount else "percent" if percent else "amount"

    def besides(self, *tags: Tag) -> str:
        """The text with the stretches of these tags left out; ``|`` stands in their place."""
        return besides(self.text, [w for tag in tags for w in self.own.get(tag, ())])

    @property
    def own(self) -> Mapping[Tag, tuple[Words, ...]]:
        """The stretches of this text itself."""
        return {tag: words for tag, words in self.stretches.items() if tag not in self.taken}

    def wanted(self, *wants: Want) -> bool:
        """Whether one of these is wanted."""
        return any(want in wants and chance >= _SURE for want, chance in self.wants)

    @property
    def first(self) -> Want:
        """What is wanted above all."""
        return self.wants[0][0]


def besides(text: str, left_out: Iterable[Words | Span]) -> str:
    """A text without some stretches; ``|`` stands in the place of each of their letters."""
    letters = list(text)
    for words in left_out:
        letters[words.start : words.end] = "|" * (words.end - words.start)
    return "".join(letters)


def _last_words(text: str, words: Words) -> str:
    """The few letters right before a stretch, within its clause."""
    return _CLAUSE.split(text[max(0, words.start - _BESIDE) : words.start])[-1]


def turn_of(text: str, spans: Sequence[Span], wants: Mapping[Want, float]) -> Turn:
    """The turn that a reading of the text gives."""
    stretches: dict[Tag, tuple[Words, ...]] = {}
    for span in spans:
        words = Words(text[span.start : span.end], span.start, span.end)
        stretches[span.tag] = (*stretches.get(span.tag, ()), words)
    ordered = sorted(wants.items(), key=lambda one: -one[1])
    return Turn(text, stretches, tuple(ordered), mentioned=dict(stretches))


def after(turn: Turn, before: Turn) -> Turn:
    """The turn with what it leaves out taken from those before it.

    Whose report and which year are lent unless said anew; a year told by what it is before
    (上一年) stands beside the one that it is before. What was asked is lent where the turn names
    nothing itself; then what was wanted of it holds too, unless the turn wants something else
    (为什么, 占多少). What is added, subtracted or compared may stand in several earlier turns.
    """
    if turn.wanted("held", "help"):
        return turn
    lent = dict(turn.stretches)
    mentioned = {tag: (*before.mentioned.get(tag, ()), *turn.all(tag)) for tag in _KEPT}
    joins = turn.wanted("sum", "difference", "ratio", "compare")
    _lend_whose(lent, turn, before)
    if joins and turn.all("body") and not turn.all("thing"):
        lent["body"] = _last_two(mentioned["body"])
    wants = turn.wants
    if not turn.all("thing"):
        _lend_thing(lent, turn, before)
        if joins and not turn.all("body"):
            lent["thing"] = _last_two(mentioned["thing"])
            if len(lent["thing"]) < _PAIR:
                lent["body"] = _last_two(mentioned["body"])
        if turn.first in _REFERS and not turn.all("order") and not turn.wanted("over"):
            _lend(lent, before, "order", "condition", "unit")
            wants = before.wants
    taken = frozenset(tag for tag in lent if lent[tag] != turn.stretches.get(tag))
    return Turn(turn.text, lent, wants, taken, mentioned)


def _lend_whose(lent: dict[Tag, tuple[Words, ...]], turn: Turn, before: Turn) -> None:
    if not turn.wanted("over"):
        _lend(lent, before, "body")
    if not turn.all("year"):
        _lend(lent, before, "year")
    elif not _names_a_year(turn.said("year")):
        lent["year"] = (*before.all("year"), *turn.all("year"))


def _lend_thing(lent: dict[Tag, tuple[Words, ...]], turn: Turn, before: Turn) -> None:
    _lend(lent, before, "thing", "amount", "table", "set")
    if not turn.wanted("share", "per"):
        _lend(lent, before, "whole")


_KEPT: tuple[Tag, ...] = ("thing", "body")
_PAIR = 2


def _lend(lent: dict[Tag, tuple[Words, ...]], before: Turn, *tags: Tag) -> None:
    for tag in tags:
        if tag not in lent and before.all(tag):
            lent[tag] = before.all(tag)


def _last_two(mentioned: Sequence[Words]) -> tuple[Words, ...]:
    """The two said last, each once, in the order said."""
    last: dict[str, Words] = {}
    for words in reversed(mentioned):
        last.setdefault(words.text, words)
    return tuple(reversed(list(last.values())[:_PAIR]))


def _names_a_year(said: Sequence[str]) -> bool:
    return any(letter.isdigit() or letter in "〇零二三四" for words in said for letter in words)
