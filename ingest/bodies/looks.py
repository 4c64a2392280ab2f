"""Whether a printed name is that of a public body: by the place it begins with and how it ends."""

from __future__ import annotations

import re
from functools import lru_cache

from ingest.bodies.names import bare_place, body_name, place_of_key, places_in
from ingest.language.bodies import any_ending
from ingest.language.glyphs import fold

_SHORTEST = 4
_LONGEST = 45
_KEPT = 16384

_ENDS = re.compile(rf"(?:{any_ending('row')})$")
# Systems and stores of data are projects; 气象台 is a body, 服务平台 is none.
_THING = re.compile(r"(?:平台|公司|集团|[数据信息题仓冷]库)$")
# 审计业务会 is a meeting; only some words before 会 make it a body.
_MEETING = re.compile(r"(?<![协学员合工商金究进总字谊事联])会$")
# Words that stand in the names of projects, goods and sentences, never in that of a body.
_NO_BODY = re.compile(
    r"[、，。；：“”《》<>%+/…]|经费|资金|专项|预算|决算|支出|收入|购置|费用|补助|补贴|运维|改造"
    r"|情况|说明|工作会|一览|名单|职责|职能|等单位|以及"
)
_NUMBER = re.compile(r"\d{4,}|\d年|\d月")
# A unit under two masters is named after the province (江苏省无锡技师学院).
_PROVINCE = re.compile(r"[\u4e00-\u9fff]{2,3}省[\u4e00-\u9fff]{2}")
_SECOND = re.compile(r"[(][^()]{0,60}[)]")


@lru_cache(maxsize=_KEPT)
def looks_like_body(printed: str, publisher: str) -> bool:
    """Whether the whole text is the name of a body of the publisher's city or province.

    A body of another name (清风苑杂志社) is known by its unit code or by what the report tells
    of its units, not by its looks.
    """
    key = body_name(printed).key
    here = any(key.startswith(place) and key != place for place in _places_of(publisher))
    return (here or bool(_PROVINCE.match(key))) and _is_name(printed, key)


def _is_name(printed: str, key: str) -> bool:
    name = fold(printed).replace("12345", "")
    if not _SHORTEST <= len(name) <= _LONGEST or _NUMBER.search(name):
        return False
    return not _NO_BODY.search(_SECOND.sub("", name)) and is_named_as_body(key)


def is_named_as_body(key: str) -> bool:
    """Whether a name ends as those of bodies do; brackets at its end aside."""
    bare = _SECOND.sub("", key)
    return bool(_ENDS.search(bare)) and not (_MEETING.search(bare) or _THING.search(bare))


@lru_cache(maxsize=1024)
def _places_of(publisher: str) -> tuple[str, ...]:
    """With what the names of a publisher's units begin: its places, with 市 or without."""
    names = places_in(place_of_key(body_name(publisher).key))
    return tuple(dict.fromkeys(p for name in names for p in (name, bare_place(name)) if p))
