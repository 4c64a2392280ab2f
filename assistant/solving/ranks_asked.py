"""Which of a set are asked for, in which order and within what bounds, by the words for them."""

from __future__ import annotations

import re
from decimal import Decimal

from assistant.query import INNERMOST, Among, Bounds, Measure, Order, Rank
from assistant.reading.turn import Turn
from ingest.language.glyphs import fold
from ingest.language.numerals import numeral_value
from ingest.language.units import any_money_said, money_unit

_TWO = 2
_COUNT = re.compile(
    r"[前头]([一二三四五六七八九十两\d]{1,3})"
    r"|\b([Tt]wo|[Tt]hree|[Ff]our|[Ff]ive|[Ss]ix|[Tt]en|\d{1,2})\b(?!年)"
    r"|([两二三四五六七八九十\d]{1,2})[个项名大块样笔类家条位种件]"
)
_PLACE = re.compile(r"第([一二三四五六七八九十\d]{1,3})|([Ss]econd|[Tt]hird)")
_LOWEST = re.compile(r"最少|最小|最低|倒数|末|least|smallest|lowest|垫底|少到多|低到高|小到大|升序")
_BOUND = re.compile(rf"(\d[\d,，]*(?:\.\d+)?)\s*({any_money_said()})?")
_NOT_NOTHING = re.compile(
    r"非零|为零的不|零的不要|非0|不为零|不为0|不是零|不是0|有发生|有数|non-?zero", re.I
)
_BELOW = re.compile(r"低于|少于|小于|不到|不足|以下|以内|未超|不超|under|below|less")
_NUMBERS = {
    "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "ten": 10, "second": 2, "third": 3
}  # fmt: skip
_NEAR = 5
"""How many letters beside a word of order may tell how many are meant."""
_LEVELS = (
    ("类级", 3),
    ("款级", 5),
    ("项级", 7),
    ("大类", 3),
    ("款", 5),
    ("类", 3),
    ("科目", INNERMOST),
    ("class", 3),
    ("categor", 3),
    ("item", 7),
)
_FUNCTION = re.compile(r"功能|大类|类级|支出(?:总|决算)?表|function", re.I)
_OFFICES = re.compile(
    r"本级|(?:局|委|厅|部|院|市|^)机关(?:本级|自己)?$|本部|自己|headquarter|\bproper\b|\bitself\b",
    re.I,
)
_KIND_OF_MEMBER = re.compile(
    r"[哪各每几个一二三四五六七八九十\d项样笔块类条种件大小的里中些头下面]+|支出|科目|功能|经济|分类|明细|"
    r"花销|开销|开支|钱|费用|方面|类别|which|what|items?|categor\w*|functional|economic|classes|"
    r"lines?|spending|expenditure|areas?|the|of|in|three|two|five|top|\s"
)
_PROJECTS = re.compile(r"项目|project", re.I)
_BODIES = re.compile(r"单位|部门|局|家|机构|委办|bod|depart|bureau|unit|agenc", re.I)


def rank_asked(turn: Turn, within: Measure | None) -> Rank:
    """The lines, projects or units to put in order, and which of them; ``within`` names what
    they are part of, or what is measured of units."""
    sets = "".join(turn.said("set"))
    said = "".join((sets, *(turn.said("thing") if within else ())))
    among: Among = "projects" if _PROJECTS.search(said) else "lines"
    if _BODIES.search(sets) and not _PROJECTS.search(sets):
        among = "units"
    digits = next((size for word, size in _LEVELS if word in said.lower()), 0)
    return Rank(
        among,
        within,
        order_asked(turn),
        _bounds(turn),
        counted=turn.wanted("count"),
        digits=digits,
        by_function=bool(_FUNCTION.search("".join((*turn.said("set"), *turn.said("table"))))),
        without_offices=bool(_OFFICES.search("".join(turn.said("excluded")))),
        excluded=turn.said("excluded"),
    )


def order_asked(turn: Turn) -> Order:
    """How many, from which place on, from which end."""
    words = "".join(turn.said("order"))
    if not words:
        return Order()
    lowest = bool(_LOWEST.search(words))
    if place := _PLACE.search(words):
        first = _number(place[1] or place[2])
        return Order(1, max(1, first), lowest)
    beside = (_beside(turn.text, o.start, o.end) for o in turn.own.get("order", ()))
    for told in (words, "".join(turn.said("set")), *beside):
        if count := _COUNT.search(told):
            return Order(_number(next(filter(None, count.groups()))), 1, lowest)
    ordered = any(mark in words for mark in ("到", "排", "顺序", "依次", "order"))
    return Order(0 if ordered else 1, 1, lowest)


def _beside(text: str, start: int, end: int) -> str:
    """A stretch with a few letters on either side; a number is not cut."""
    first, last = max(0, start - _NEAR), min(len(text), end + _NEAR)
    while first > 0 and text[first - 1].isalnum() and text[first].isdigit():
        first -= 1
    return text[first:last]


def _number(words: str) -> int:
    if words.lower() in _NUMBERS:
        return _NUMBERS[words.lower()]
    return int(words) if words.isdigit() else numeral_value(words)


def _bounds(turn: Turn) -> Bounds:
    words = "".join(turn.said("condition"))
    something = Decimal(0) if _NOT_NOTHING.search(words) else None
    found = _BOUND.search(words)
    if not found:
        return Bounds(above=something)
    value = Decimal(found[1].replace(",", "").replace("，", ""))
    unit = money_unit(found[2]) if found[2] else ""
    if _BELOW.search(words):
        return Bounds(above=something, below=value, unit=unit)
    return Bounds(above=value, unit=unit)


def of_a_kind(words: str) -> bool:
    """Whether words for a set say of what kind its members are, and no more."""
    bare = _KIND_OF_MEMBER.sub("", fold(words).lower())
    return len(bare) < _TWO or bool(_BODIES.search(words)) or bool(_PROJECTS.search(words))


def of_bodies(turn: Turn) -> bool:
    """Whether the words for the set speak of bodies, and of no projects."""
    said = "".join(turn.said("set"))
    return bool(_BODIES.search(said)) and not _PROJECTS.search(said)
