"""From a turn as it was read to the Query that it asks."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from assistant.linking.restrictions import restrictions
from assistant.linking.scope import Scope
from assistant.query import (
    INNERMOST,
    Among,
    Asked,
    Aspect,
    Bounds,
    Change,
    Check,
    Completion,
    Held,
    Help,
    Kind,
    Measure,
    Order,
    OverBodies,
    Parts,
    Query,
    Rank,
    Reckon,
    Said,
    Series,
    Value,
)
from assistant.reading.tags import Want
from assistant.reading.turn import Turn
from ingest.language.glyphs import fold
from ingest.language.numerals import numeral_value
from ingest.language.units import any_money_said, money_unit

_COUNT = re.compile(
    r"前([一二三四五六七八九十两\d]{1,3})|[Tt]op\s?(\d{1,2}|three|five|two|ten)|([两二三四五六七八九十\d]{1,2})[个项名大块样笔类家条位种]"
)
_PLACE = re.compile(r"第([一二三四五六七八九十\d]{1,3})|([Ss]econd|[Tt]hird)")
_LOWEST = re.compile(r"最少|最小|最低|倒数|末|least|smallest|lowest|垫底|少到多|低到高|小到大|升序")
_BOUND = re.compile(rf"(\d[\d,，]*(?:\.\d+)?)\s*({any_money_said()})?")
_NOT_NOTHING = re.compile(
    r"非零|为零的不|零的不要|非0|不为零|不为0|不是零|不是0|有发生|有数|non-?zero", re.I
)
_BELOW = re.compile(r"低于|少于|小于|不到|不足|以下|以内|未超|不超|under|below|less")
_TWO = 2
_KINDS: tuple[Kind, ...] = ("sum", "difference", "ratio", "share", "per")
_ANY_THING = frozenset(("项目", "经费", "资金", "金额", "钱", "费用", "支出项目", "预算", "数"))
_NUMBERS = {"three": 3, "five": 5, "two": 2, "ten": 10, "second": 2, "third": 3}
_BODIES = re.compile(r"单位|部门|局|家|机构|委办|bod|depart|bureau|unit|agenc", re.I)
_LEVELS = (
    ("类级", 3),
    ("款级", 5),
    ("项级", 7),
    ("类", 3),
    ("科目", INNERMOST),
    ("class", 3),
    ("item", 7),
)
_FUNCTION = re.compile(r"功能|支出(?:总|决算)?表|function", re.I)
_PROJECTS = re.compile(r"项目|project", re.I)


def query_of(turn: Turn, scope: Scope) -> Query:
    """What the turn asks."""
    measures = _restricted(tuple(_measure(words, turn) for words in _specific(turn.said("thing"))))
    wholes = tuple(_measure(words, turn) for words in dict.fromkeys(turn.said("whole")))
    return Query(
        asked=tuple(_asked(turn, measures, wholes, scope)),
        bodies=turn.said("body"),
        years=scope.years.named,
        kind=scope.kind,
        unit=_unit(turn),
        tables=turn.said("table"),
        places=turn.wanted("place"),
        compare=turn.wanted("compare"),
        yesno=turn.wanted("yesno"),
        counted=turn.wanted("count") and not turn.wanted("rank", "filter"),
    )


def _measure(words: str, turn: Turn) -> Measure:
    around = restrictions("|".join(turn.said("amount")))
    table = restrictions("|".join(turn.said("table")))
    return Measure(
        words, around.fund or table.fund, around.nature or table.nature, around.basis, around.last
    )


def _specific(said: Sequence[str]) -> tuple[str, ...]:
    """The things named, each once, without words for any thing where others say which."""
    things = tuple(dict.fromkeys(said))
    specific = tuple(words for words in things if fold(words) not in _ANY_THING)
    return specific or things


def _restricted(measures: tuple[Measure, ...]) -> tuple[Measure, ...]:
    """Several things of which one only says of which money or nature the others are."""
    said = {m.words: restrictions(m.words) for m in measures}
    things = tuple(m for m in measures if said[m.words].core)
    if len(measures) < _TWO or not things or len(things) == len(measures):
        return measures
    bare = [said[m.words] for m in measures if not said[m.words].core and said[m.words].fund]
    if not bare:
        return measures
    first = bare[0]
    return tuple(
        replace(m, fund=m.fund or first.fund, nature=m.nature or first.nature)
        for m in measures
        if m in things or not said[m.words].fund
    )


def _asked(
    turn: Turn, measures: tuple[Measure, ...], wholes: tuple[Measure, ...], scope: Scope
) -> list[Asked]:
    if turn.wanted("held"):
        return [Held()]
    if turn.wanted("help"):
        return [Help()]
    found: list[Asked] = []
    wants: set[Want] = {want for want, chance in turn.wants if chance >= 0.5} or {turn.first}
    both = (*measures, *wholes)
    if measures:
        found += _of_measures(turn, wants, measures, wholes, scope)
    elif wants & {"rank", "filter", "count", "over"}:
        found.append(_rank(turn, None))
    aspects: tuple[Aspect, ...] = ("reason", "define", "text")
    for want in aspects:
        if want in wants:
            found.append(Said(want, tuple(m.words for m in both), turn.besides("body", "year")))
    return found


def _of_measures(
    turn: Turn,
    wants: set[Want],
    measures: tuple[Measure, ...],
    wholes: tuple[Measure, ...],
    scope: Scope,
) -> list[Asked]:
    both = (*measures, *wholes)
    if "series" in wants or (scope.years.back is not None and "over" not in wants):
        return [Series(m, scope.years.back or 0) for m in measures]
    if wants & {"over", "rank", "filter", "count"} and _of_bodies(turn, scope, wants):
        return [OverBodies(m, _order(turn)) for m in measures[:1]]
    if wants & {"rank", "filter"} or ("count" in wants and turn.all("condition")):
        several = len(measures) > 1 and "rank" in wants
        return [Value(measures)] if several else [_rank(turn, measures[0])]
    found = _reckoned(turn, wants, measures, both, scope)
    if "change" in wants:
        found.append(Change(measures))
    if "completion" in wants:
        found.append(Completion(measures))
    if "parts" in wants:
        found.append(Parts(measures[0]))
    if "check" in wants:
        found.append(Check(both))
    if not found and wants & {"value", "count", "compare", "yesno", "place"}:
        return [Value(both)]
    if "value" in wants and not any(isinstance(one, Reckon | Parts | Value) for one in found):
        found.insert(0, Value(measures))
    return found


def _reckoned(
    turn: Turn,
    wants: set[Want],
    measures: tuple[Measure, ...],
    both: tuple[Measure, ...],
    scope: Scope,
) -> list[Asked]:
    """The calculations wanted; of one thing alone: its share of the total, its change, or the same
    thing of several bodies or years."""
    kinds = [kind for kind in _KINDS if kind in wants]
    if len(both) > 1:
        return [Reckon(kind, both) for kind in kinds]
    if "share" in wants:
        total = "收入总计" if "收入" in turn.text else "支出总计"
        return [Reckon("share", (measures[0], Measure(total)))]
    if wants & {"sum", "difference", "ratio"} and "per" not in wants:
        several = len(scope.groups) > 1 or len(scope.years.named) > 1
        alone = "difference" in wants and not several
        return [Change(measures) if alone else Value(measures)]
    return []


def _of_bodies(turn: Turn, scope: Scope, wants: set[Want]) -> bool:
    said = "".join(turn.said("set"))
    if "over" in wants:
        return True
    return (
        bool(said and _BODIES.search(said) and not _PROJECTS.search(said)) and len(scope.groups) < 2
    )


def _rank(turn: Turn, within: Measure | None) -> Rank:
    said = "".join((*turn.said("set"), *(turn.said("thing") if within else ())))
    among: Among = "projects" if _PROJECTS.search(said) else "lines"
    digits = next((size for word, size in _LEVELS if word in said), 0)
    return Rank(
        among,
        within,
        _order(turn),
        _bounds(turn),
        counted=turn.wanted("count"),
        digits=digits,
        by_function=bool(_FUNCTION.search("".join((*turn.said("set"), *turn.said("table"))))),
    )


def _order(turn: Turn) -> Order:
    words = "".join(turn.said("order"))
    if not words:
        return Order()
    lowest = bool(_LOWEST.search(words))
    if place := _PLACE.search(words):
        first = _number(place[1] or place[2])
        return Order(1, max(1, first), lowest)
    if count := _COUNT.search(words):
        return Order(_number(count[1] or count[2] or count[3]), 1, lowest)
    ordered = any(mark in words for mark in ("到", "排", "顺序", "依次", "order"))
    return Order(0 if ordered else 1, 1, lowest)


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


def _unit(turn: Turn) -> str:
    said = fold("".join(turn.said("unit")))
    for words, unit in (
        ("亿", "亿元"),
        ("万", "万元"),
        ("元", "元"),
        ("块", "元"),
        ("yuan", "元"),
        ("rmb", "元"),
    ):
        if words in said:
            return unit
    return ""
