"""Which of a set are asked for, in which order and within what bounds, by the words for them."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal

from assistant.query import INNERMOST, Among, Bounds, Measure, Order, Rank, Shared
from assistant.reading.turn import Turn
from assistant.solving.bounds_said import bounds_said
from ingest.language.bodies import names_body
from ingest.language.glyphs import fold
from ingest.language.numerals import numeral_value

_TWO = 2
_COUNT = re.compile(
    r"(?:[前头]|[Tt][Oo][Pp]\s?)([一二三四五六七八九十两\d]{1,3})"
    r"|\b([Tt]wo|[Tt]hree|[Ff]our|[Ff]ive|[Ss]ix|[Tt]en|\d{1,2})\b(?!年)"
    r"|([两二三四五六七八九十\d]{1,2})[个项名大块样笔类家条位种件]"
)
_PLACE = re.compile(r"第([一二三四五六七八九十\d]{1,3})|([Ss]econd|[Tt]hird)")
_HIGHEST = re.compile(r"最(?![少小低])|大?头一?[个名]?|[Tt][Oo][Pp]|most|largest|biggest|highest")
_LOWEST = re.compile(r"最少|最小|最低|倒数|末|least|smallest|lowest|垫底|少到多|低到高|小到大|升序")
_NOT_NOTHING = re.compile(
    r"非零|为零的不|零的不要|非0|不为零|不为0|不是零|不是0|有发生|有数|non-?zero", re.I
)
_LINES = re.compile(
    r"哪|列|逐项|各项|各明细|都|最|所有|[\d一两三四五六七八九十]项|all|each|list|which", re.I
)
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
    ("item-level", 7),
)
_FUNCTION = re.compile(r"功能|大类|类级|支出(?:总|决算)?表|function", re.I)
_LEFT_OUT = re.compile(
    r"除了?|不算|不含|不包括|刨去|撇开|扣除|去掉|剔除|以外|之外|外$|excluding |except "
)
_HOW_MANY_UNITS = re.compile(r"([两三四五六七八九十\d]{1,3})[个家][^，,。？?]{0,6}$")
_OUT_OF = re.compile(r"[里中哪谁，,。]")
_EACH = re.compile(r"[各分]自?别?占|每[项个类家]占|each", re.I)
_ALL_OF_THEM = re.compile(
    r"(?:合计|一共|总共|加起来|合起来|[两三四五六七八九十\d][个项家者样]合?[计共]?)占"
)
_OFFICES = re.compile(
    r"本级|(?:局|委|厅|部|院|市|^)机关(?:本级|自己)?$|本部|自己|headquarter|\bproper\b|\bitself\b",
    re.I,
)
_KIND_OF_MEMBER = re.compile(
    r"[哪各每几个一二三四五六七八九十\d项样笔块类条种件大小的里中些头下面款级目子]+|支出|科目|功能|经济|分类|明细|"
    r"花销|开销|开支|钱|费用|方面|类别|which|what|items?|categor\w*|functional|economic|classes|"
    r"lines?|spending|expenditure|areas?|the|of|in|three|two|five|top|\s"
)
_PROJECTS = re.compile(r"项目|project", re.I)
_PROJECT_MONEY = re.compile(r"科目|功能|款级|项级|economic|functional", re.I)
_BODIES = re.compile(r"单位|部门|局|家|机构|委办|bod|depart|bureau|unit|agenc", re.I)
_ANY_UNIT = re.compile(r"单位|部门|机构|委办|^[局家]$")
_BEFORE_KIND = re.compile(
    r"^(?:下属|所属|直属|下面|底下|二级|[各几哪下个家区市县的里\d两三四五六七八九十])+"
)
_OF_UNITS = re.compile(r"(?:下属|所属|预算|各|基层|二级)单位|单位预算")
_WHICH_BODY = re.compile(
    r"[哪几两三四五六七八九十\d]家(?!医)|which (?:units?|bod|bureau|depart)", re.I
)


def rank_asked(turn: Turn, within: Measure | None, whole: Measure | None = None) -> Rank:
    """The lines, projects or units to put in order, and which of them; ``within`` names what
    they are part of, or what is measured of units; ``whole`` what a share of is asked."""
    sets = "".join(turn.said("set"))
    said = "".join((sets, *turn.said("thing")))
    among: Among = "lines"
    if of_bodies(turn):
        among = "units"
    elif _PROJECTS.search(said) and not _PROJECT_MONEY.search(said):
        among = "projects"
    digits = next((size for word, size in _LEVELS if word in said.lower()), 0)
    out, offices = _left_out(turn)
    function = _FUNCTION.search("".join((said, *turn.said("table"))))
    return Rank(
        among,
        within,
        order_asked(turn),
        _bounds(turn),
        counted=turn.wanted("count"),
        digits=digits,
        by_function=bool(function) or (digits > 0 and within is None and "经济" not in said),
        kind=_kind_of_body(sets) if among == "units" else "",
        number=_number_of_units(turn) if among == "units" else 0,
        without_offices=offices,
        excluded=out,
        share=_shared(turn),
        share_of=whole,
        summed=turn.wanted("sum"),
    )


def _shared(turn: Turn) -> Shared:
    if not turn.wanted("share"):
        return ""
    if _ALL_OF_THEM.search(turn.text):
        return "all"
    return "each" if _EACH.search(turn.text) else "first"


def _left_out(turn: Turn) -> tuple[tuple[str, ...], bool]:
    """The names that take no part, and whether a department's own offices take none."""
    words = [
        word
        for said in turn.said("excluded")
        for word in re.split("[和与、,，及跟]", _LEFT_OUT.sub("", fold(said)))
        if word
    ]
    named = tuple(word for word in words if not _OFFICES.search(word))
    return named, len(named) < len(words)


def _kind_of_body(sets: str) -> str:
    """What the names of the units meant have in common (各区分局: 分局), "" where any is meant."""
    kind = _BEFORE_KIND.sub("", fold(sets))
    return kind if names_body(kind, "row") and not _ANY_UNIT.search(kind) else ""


def _number_of_units(turn: Turn) -> int:
    """How many units there are said to be (三个下属单位), 0 where it is not said."""
    for words in turn.all("set"):
        if found := _HOW_MANY_UNITS.search(turn.text[: words.end]):
            return _number(found[1])
    return 0


def order_asked(turn: Turn) -> Order:
    """How many, from which place on, from which end."""
    words = "".join(turn.said("order"))
    if not words:
        return Order()
    lowest, highest = bool(_LOWEST.search(words)), bool(_HIGHEST.search(words))
    beside = (_beside(turn.text, o.start, o.end) for o in turn.own.get("order", ()))
    places = [max(1, _number(found[1] or found[2])) for found in _PLACE.finditer(words)]
    for told in (words, _set_behind(turn), *beside):
        if count := _COUNT.search(_PLACE.sub("", told)):
            return Order(_number(next(filter(None, count.groups()))), 1, lowest)
    if places:
        first = 1 if highest or lowest else min(places)
        return Order(max(places) - first + 1, first, lowest)
    ordered = any(mark in words for mark in ("到", "排", "顺序", "依次", "order"))
    # Words that say of neither end which is meant ask for all.
    return Order(1 if highest != lowest and not ordered else 0, 1, lowest and not highest)


def _set_behind(turn: Turn) -> str:
    """The words for the set, without those out of which one is chosen (三个中心里哪家最多)."""
    orders, sets = turn.own.get("order", ()), turn.own.get("set", ())
    first = min((words.start for words in orders), default=len(turn.text))
    return "".join(
        words.text
        for words in sets
        if words.start > first or not _OUT_OF.search(turn.text[words.end : first])
    )


def _beside(text: str, start: int, end: int) -> str:
    """A stretch with a few letters on either side; a number is not cut."""
    first, last = max(0, start - _NEAR), min(len(text), end + _NEAR)
    while first > 0 and text[first - 1].isalnum() and text[first].isdigit():
        first -= 1
    return _OUT_OF.split(text[first:start])[-1] + text[start:last]


def _number(words: str) -> int:
    if words.lower() in _NUMBERS:
        return _NUMBERS[words.lower()]
    return int(words) if words.isdigit() else numeral_value(words)


def _bounds(turn: Turn) -> Bounds | None:
    words = _NOT_NOTHING.sub("", "".join(map(fold, turn.said("condition"))))
    something = Bounds(above=Decimal(0)) if not_nothing(turn) else None
    told = bounds_said(words) if words else Bounds()
    if told is None or something is None or told.above is not None:
        return told or something
    return replace(told, above=something.above, reached=False)


def not_nothing(turn: Turn) -> bool:
    """Whether lines are asked for of which those that are nothing take no part (哪些科目不为零)."""
    return bool(_NOT_NOTHING.search(fold(turn.text)) and _LINES.search(turn.text))


def of_a_kind(words: str) -> bool:
    """Whether words for a set say of what kind its members are, and no more."""
    bare = _KIND_OF_MEMBER.sub("", fold(words).lower())
    return len(bare) < _TWO or bool(_BODIES.search(words)) or bool(_PROJECTS.search(words))


def of_bodies(turn: Turn) -> bool:
    """Whether what is chosen from are bodies, by the words for the set, or where there are none by
    those of the order (最多的三家, 哪家) or of the thing (各预算单位收入)."""
    said = fold("".join(turn.said("set")))
    if _PROJECTS.search(said):
        return False
    if said:
        return bool(_BODIES.search(said)) or names_body(said, "row")
    named = any(_OF_UNITS.search(words) for words in turn.said("thing"))
    return named or bool(_WHICH_BODY.search(turn.text))
