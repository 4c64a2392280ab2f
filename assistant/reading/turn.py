"""One turn of a conversation as it was read: its stretches by what they are, and what it wants."""

from __future__ import annotations

import re
from bisect import bisect
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal

from assistant.reading.tags import Span, Tag, Want
from assistant.reading.words_asked import Sense, sense
from ingest.language.glyphs import fold
from ingest.language.units import PERCENT, any_money_said, money_unit

_SURE = 0.5
_JOINING = ("和", "与", "及")
_BESIDE = 5
_CLAUSE = re.compile(r"[，,。；;？?！!]")
_END = re.compile(r"[。；;？?！!]|\.(?= )")
_QUESTION = ("？", "?")
_GOES_ON = re.compile(r"\.?\d|,\d{3}(?!\d)|万|亿")
_MONEY, _ANYTHING = "元", "个"
_OF_MONEY = ("块", "元")
_AMOUNT = re.compile(
    rf"(?<![\d,.])(\d[\d,]{{0,20}}(?:\.\d{{1,10}})?) ?({any_money_said()}|{PERCENT})"
)
_LINE = re.compile(
    r"行次[号为是:： ]{0,3}第?(?P<behind>\d{1,3})(?!\d)|第(?P<nth>\d{1,3})行次?(?![业政动程])"
    r"|(?<!\d)(?P<before>\d{1,3})行次"
)


@dataclass(frozen=True, slots=True)
class Words:
    """A stretch of the question as written, and where it stands."""

    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Turn:
    """What a question says. ``wants`` come with their chance, the likeliest first. Stretches that
    earlier turns lent stand before the text, at places below 0; ``taken`` names their tags.
    ``mentioned`` are the stretches of all turns so far, the last ones last; ``varied`` the tags in
    which this turn differs from the one before, or where it names nothing that one from the one
    before it; ``within`` the words for that within which its thing is looked for (其中)."""

    text: str
    stretches: Mapping[Tag, tuple[Words, ...]]
    wants: tuple[tuple[Want, float], ...]
    taken: frozenset[Tag] = field(default=frozenset())
    mentioned: Mapping[Tag, tuple[Words, ...]] = field(default_factory=dict)
    varied: frozenset[Tag] = field(default=frozenset())
    within: tuple[Words, ...] = ()

    def all(self, tag: Tag) -> tuple[Words, ...]:
        """The stretches of a tag, in the order of the question."""
        return self.stretches.get(tag, ())

    def said(self, tag: Tag) -> tuple[str, ...]:
        """Their words."""
        return tuple(words.text for words in self.all(tag))

    def around_others(self, words: Words) -> bool:
        """Whether words are said as that within which something is looked for (收入里的结转)."""
        rest = self.text[words.end :].lstrip(' ”"』」’')
        inside = sense("inside").match(rest.lstrip("，,"))
        return words in self.own.get("thing", ()) and bool(inside)

    def counted_in(self, words: Words) -> str:
        """The word in which what a stretch names is counted (几家, 多少人次), "元" for money, ""
        where none stands beside it in its clause; "个" where English words only say that it is."""
        if english := self._counted_in_english(words):
            return english
        # A thing said again (公务接待一共接待了多少人) is no other one.
        others = [
            w.start for w in self.all("thing") if w.start >= words.end and w.text not in words.text
        ]
        stop = min([len(self.text), *others])
        clause = _CLAUSE.split(self.text[words.end : stop])[0]
        before = _last_words(self.text, words)
        for counting in sense("how_many").finditer(before):
            if counting.end() == len(before) and not sense("money").search(counting[1]):
                # Right before its name stands what it is counted in (几台设备, 多少块牌子).
                return counting[1]
        for text in (self.text[words.start : words.end] + clause, before):
            if found := sense("how_many").search(text):
                return _unit(found[1])
            if sense("money").search(text):
                return _MONEY
        return ""

    def _counted_in_english(self, words: Words) -> str:
        """The same by English words, which stand before what they ask of (how many, how much)."""
        first = max((w.end for w in self.all("thing") if w.end <= words.start), default=0)
        clause = _CLAUSE.split(self.text[max(0, first) : words.end])[-1]
        counts = [found.start() for found in sense("how_many_english").finditer(clause)]
        amounts = [found.start() for found in sense("how_much_english").finditer(clause)]
        if not (counts or amounts):
            return ""
        return _MONEY if max(amounts, default=-1) >= max(counts, default=-1) else _ANYTHING

    def all_counted_in(self, words: Words, before: Sequence[Words]) -> tuple[str, ...]:
        """All words in which a stretch is counted (项目几个、多少钱), where one is asked at least:
        those that stand behind it, ``before`` the next of these."""
        first = self.counted_in(words)
        stop = min([len(self.text), *(w.start for w in before if w.start >= words.end)])
        rest = self.text[words.end : stop]
        found = [_unit(one[1]) for one in sense("how_many").finditer(rest)]
        found += [_MONEY for _ in sense("how_much_english").finditer(rest)]
        return tuple(dict.fromkeys((first, *found))) if first else ()

    def taken_for_things(self, some: Sequence[Words]) -> Turn:
        """The turn with stretches that were read as bodies and are part of what is asked; those
        that touch a thing are one with it."""
        if not some:
            return self
        things: list[Words] = []
        for words in sorted({*self.own.get("thing", ()), *some}, key=lambda w: w.start):
            if things and things[-1].end >= words.start:
                start = things[-1].start
                end = max(things[-1].end, words.end)
                things[-1] = Words(self.text[start:end], start, end)
            else:
                things.append(words)
        kept = tuple(
            w for w in self.all("body") if not any(w.start <= t.start < w.end for t in some)
        )
        stretches = {**self.stretches, "thing": tuple(things), "body": kept}
        return replace(self, stretches=stretches, taken=self.taken - {"thing"})

    def says(self, what: Sense) -> bool:
        """Whether words that say this stand anywhere in the text."""
        return bool(sense(what).search(self.text))

    def says_whose(self, words: str) -> bool:
        """Whether words for a body say whose part another one is (公安局底下那家)."""
        said = (one.end for one in self.all("body") if one.text == words)
        return any(sense("below_it").match(self.text, end) for end in said)

    @property
    def years_said(self) -> tuple[str, ...]:
        """The words for years; a number that goes on behind them (10,000 yuan, 2026.55万) is
        none."""
        own = "year" not in self.taken
        return tuple(
            w.text
            for w in self.all("year")
            if not (own and w.text[-1].isdigit() and _GOES_ON.match(self.text, w.end))
        )

    @property
    def alone_in_sentence(self) -> frozenset[str]:
        """The words for things that stand in a sentence without other things."""
        ends = [found.start() for found in _END.finditer(self.text)]
        by_sentence: dict[int, list[str]] = {}
        for words in self.own.get("thing", ()):
            by_sentence.setdefault(bisect(ends, words.start), []).append(words.text)
        return frozenset(one[0] for one in by_sentence.values() if len(one) == 1)

    @property
    def move(self) -> str:
        """How a change is asked for: as an "amount", in "percent", or "" for both."""
        percent, amount = self.says("percent"), self.says("amount")
        return "" if percent == amount else "percent" if percent else "amount"

    @property
    def backwards(self) -> bool:
        """Whether an amount is to be worked out from what was told later (倒推上年)."""
        return self.says("backwards")

    @property
    def amounts(self) -> tuple[tuple[Decimal, str], ...]:
        """The amounts of money and percentages that the question states itself, bounds apart."""
        text = fold(self.besides("year", "condition", "order"))
        found = (
            (Decimal(one[1].replace(",", "")), money_unit(one[2])) for one in _AMOUNT.finditer(text)
        )
        return tuple(dict.fromkeys(found))

    @property
    def lines(self) -> Mapping[str, str]:
        """The numbers of lines of a table that are named (第31行次), by their words."""
        return {found[0]: found[found.lastgroup or 0] for found in _LINE.finditer(self.text)}

    @property
    def asks_apart(self) -> bool:
        """Whether it is asked how far amounts are apart, not only which is more."""
        return self.says("apart")

    @property
    def leaves_out_unread(self) -> bool:
        """Whether something is said to be left out, of which it was not read what it is."""
        return self.says("left_away") and not self.said("excluded")

    def left_out(self, words: Words) -> bool:
        """Whether words are said as what is to be left out (扣掉会议费, 没有纳入绩效的)."""
        return words in self.own.get("thing", ()) and bool(
            sense("leaving_out").search(_CLAUSE.split(self.text[: words.start])[-1])
        )

    def asked_with(self, words: Words) -> bool:
        """Whether the sentence in which words stand asks something (…有多少？听说跟补助有关。)."""
        if words not in self.own.get("thing", ()):
            return True
        start = max((one.end() for one in _END.finditer(self.text, 0, words.start)), default=0)
        end = _END.search(self.text, words.end)
        sentence = self.text[start : end.end() if end else len(self.text)]
        return sentence.endswith(_QUESTION) or bool(sense("asks").search(sentence))

    def leads_up(self, first: str, second: str) -> bool:
        """Whether words for a thing stand before those for another, and are not joined to them
        (东郊宾馆自己的收入, not 会议费和收入)."""
        places = {words.text: words for words in reversed(self.own.get("thing", ()))}
        if first not in places or second not in places:
            return False
        between = self.text[places[first].end : places[second].start]
        return bool(between) and not any(word in between for word in (*_JOINING, "、"))

    @property
    def against_a_year(self) -> bool:
        """Whether a year is said as that against which another is held (比上年, 跟去年比)."""
        return any(map(self._is_against, self.own.get("year", ())))

    def _is_against(self, words: Words) -> bool:
        before, behind = self.text[: words.start], self.text[words.end :]
        beside = sense("beside").search(before) and sense("held_against").search(behind)
        return bool(beside or sense("against").search(before))

    @property
    def unit(self) -> str:
        """The words for the unit in which amounts are to be told, "" where none was said."""
        asked = sense("in_unit").search(self.text)
        return "".join(self.said("unit")) or (asked[1] if asked else "")

    def besides(self, *tags: Tag) -> str:
        """The text with the stretches of these tags left out; ``|`` stands in their place."""
        return besides(self.text, [w for tag in tags for w in self.own.get(tag, ())])

    @property
    def own(self) -> Mapping[Tag, tuple[Words, ...]]:
        """The stretches of this text itself."""
        own = {tag: tuple(w for w in said if w.start >= 0) for tag, said in self.stretches.items()}
        return {tag: words for tag, words in own.items() if words}

    def wanted(self, *wants: Want) -> bool:
        """Whether one of these is wanted."""
        return any(want in wants and chance >= _SURE for want, chance in self.wants)

    @property
    def sure(self) -> bool:
        """Whether anything is surely wanted."""
        return self.wants[0][1] >= _SURE

    @property
    def first(self) -> Want:
        """What is wanted above all."""
        return self.wants[0][0]


def _unit(counting: str) -> str:
    """The unit that a word for counting is of; 元 for words of money."""
    money = counting in _OF_MONEY or sense("money").search(counting)
    return _MONEY if money else counting


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
    for span in sorted(spans, key=lambda one: one.start):
        said = stretches.get(span.tag, ())
        start = span.start
        joins = span.tag == "thing" and said and said[-1].end == start
        tail = sense("name_of_line").fullmatch(text[start : span.end])
        if joins and (tail or said[-1].text.endswith(_JOINING)):
            # A stretch that ends in a joining word goes on (商品和|服务支出), and one that is but
            # the end of a name does not begin one (工资福利|支出).
            start, said = said[-1].start, said[:-1]
        stretches[span.tag] = (*said, Words(text[start : span.end], start, span.end))
    ordered = sorted(wants.items(), key=lambda one: -one[1])
    return Turn(text, stretches, tuple(ordered), mentioned=dict(stretches))
