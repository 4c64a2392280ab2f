"""A query in words, for 我的理解: whose, when, what, and what is to be done with it."""

from __future__ import annotations

from collections.abc import Iterator

from assistant.composing.citations import KINDS
from assistant.composing.workings import WORKINGS
from assistant.query import (
    Asked,
    Change,
    Check,
    Completion,
    Held,
    Measure,
    OverBodies,
    Parts,
    Query,
    Rank,
    Reckon,
    Said,
    Series,
    Value,
)

_DONE: dict[type, str] = {
    Change: "比上年增减",
    Completion: "预算完成率",
    Check: "核对",
    Parts: "构成",
    Series: "各年度",
}
_ASPECTS = {"reason": "原因", "define": "含义", "text": "原文"}
_SETS = {"lines": "明细", "projects": "项目", "units": "单位"}


def in_words(query: Query) -> str:
    """The whole query, "" where it names nothing and asks for nothing."""
    years = "、".join(f"{year}年" for year in query.years)
    what = "；".join(dict.fromkeys(filter(None, map(_of, query.asked))))
    compared = "比较" if query.compare and what and len(query.bodies) > 1 else ""
    unit = f"以{query.unit}计" if query.unit else ""
    whose = "、".join(query.bodies)
    kind = KINDS[query.kind] if query.kind else ""
    return " · ".join(filter(None, (whose, years, kind, what, compared, unit)))


def is_whole(asked: Asked) -> bool:
    """Whether what is told of this says by itself what was asked."""
    return isinstance(asked, Value | Said | Series | Check | Held)


def _of(asked: Asked) -> str:
    match asked:
        case Value(measures):
            return _names(measures)
        case Change(measures) | Completion(measures) | Check(measures):
            return f"{_names(measures)}（{_DONE[type(asked)]}）"
        case Reckon(kind, measures):
            return f"{_names(measures)}（{WORKINGS[kind]}）"
        case Parts(measure) | Series(measure):
            return f"{measure.words}（{_DONE[type(asked)]}）"
        case OverBodies(measure):
            return f"{measure.words}（各单位从{_way(asked.order.lowest)}）"
        case Said(aspect, topics):
            return f"{'、'.join(topics)}（{_ASPECTS[aspect]}）" if topics else _ASPECTS[aspect]
        case Rank():
            return "".join(_ranked(asked))
        case _:
            return ""


def _ranked(asked: Rank) -> Iterator[str]:
    yield f"{asked.within.words}中的" if asked.within else ""
    yield _SETS[asked.among]
    if asked.counted:
        yield "个数"
    elif asked.order.count == 1:
        place = f"第{asked.order.first}" if asked.order.first > 1 else "最"
        yield f"（{place}{'小' if asked.order.lowest else '大'}的）"
    else:
        first = f"，前{asked.order.count}个" if asked.order.count else ""
        yield f"（从{_way(asked.order.lowest)}{first}）"


def _way(lowest: bool) -> str:
    return "低到高" if lowest else "高到低"


def _names(measures: tuple[Measure, ...]) -> str:
    return "、".join(measure.words for measure in measures)
