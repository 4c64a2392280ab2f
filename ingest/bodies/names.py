"""Names of public bodies: the key by which one is known, its level, its place, its second names.

Two names are of one body where their keys are equal. A key leaves out what printing varies:
white space and width, who leads it (中国共产党…委员会, 中共), 人民 before 政府, brackets that tell
the level (（汇总）, （本级）) or a second name. Place and function always stand in a key: what only
part of a name says is no name.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from ingest.language.glyphs import fold
from ingest.nouns import Level

_KEPT = 32768
_ROUND = str.maketrans("【】[]〔〕", "()()()")

_DEPARTMENT = re.compile(r"[(](?:部门)?(?:汇总|合并|含下属单位)[)]|[(]部门[)]")
_UNIT = re.compile(
    r"[(](?:(?:局|委|厅|部|办|院|部门)?(?:本级|机关|本部)(?:[)(](?:机关|本级))?|单位)[)]"
    r"|(?:部门|单位)?本级(?:[(]机关[)])?$"
    r"|(?<=[局委厅部办院会室])(?:[局委厅部办院])?机关$"
)
_BRACKETED = re.compile(r"[(]([^()]{5,60}|公?章|盖章|签章)[)]")
_PARTY = re.compile(r"^中国共产党([\u4e00-\u9fff]{2,14}?)委员会")
_CONFERENCE = re.compile(r"^中国人民政治协商会议([\u4e00-\u9fff]{2,14}?)委员会")
_CODE = re.compile(r"^\d{3,9}[-—:：]?(?=[\u4e00-\u9fff])")
# What ends like the name of a county and is none (城市管理, 市场): never part of a place.
_NO_COUNTY = (
    r"(?!城市|都市|超市|市区|市民|市场|社区|地区|小区|城区|校区|园区|景区|山区"
    r"|辖区|灾区|区域|区县|县域)"
)
_PLACE = re.compile(
    r"(?:[\u4e00-\u9fff]{2,3}省|[\u4e00-\u9fff]{2,5}自治区)?"
    # 北京城市副中心: 城市 is a word there, and no part of the name of the place.
    rf"(?:(?:北京|上海|天津|重庆)(?=城市)|{_NO_COUNTY}(?:[\u4e00-\u9fff]{{2,4}}?市|[\u4e00-\u9fff]{{2,9}}?自治州))?"
    rf"(?:{_NO_COUNTY}[\u4e00-\u9fff]{{1,5}}?(?:自治县|自治旗|新区|(?<![社地校小辖片])区|县|旗))?"
)

_PARTS = re.compile(r"[\u4e00-\u9fff]{1,9}?(?:省|自治[区州县旗]|市|新区|(?<!市)[区县旗])(?![市区])")


@dataclass(frozen=True, slots=True)
class BodyName:
    """A printed name taken apart: its key, the level its brackets tell ("" where none), and the
    keys of second names in brackets (上海市水务局（上海市海洋局）).
    What short brackets tell apart (（行政）, （事业）) stays in the key."""

    key: str
    level: Level | None
    second: tuple[str, ...]


@lru_cache(maxsize=_KEPT)
def body_name(printed: str) -> BodyName:
    """Take a name apart. A unit code printed before it (117001-) is no part of it."""
    name = _CODE.sub("", fold(printed).translate(_ROUND))
    bare = _UNIT.sub("", name)
    level: Level | None = "unit" if bare != name else None
    whole = _DEPARTMENT.sub("", bare)
    if whole != bare:
        level = "department"
    second = tuple(_plain(inner) for inner in _BRACKETED.findall(whole) if "章" not in inner)
    return BodyName(_plain(_BRACKETED.sub("", whole)), level, second)


def body_key(printed: str) -> str:
    """The key of a name: equal for one body, however its name is printed."""
    return body_name(printed).key


def level_key(printed: str) -> str:
    """The key of a body at its level: a department and its own offices (本级) are two, since their
    amounts differ."""
    name = body_name(printed)
    return f"{name.key}本级" if name.level == "unit" else name.key


def _plain(name: str) -> str:
    """Without who leads it, and with the short forms that print uses side by side."""
    name = _PARTY.sub(r"\1委", name)
    name = _CONFERENCE.sub(r"\1政协", name)
    name = name.removeprefix("中共")
    name = name.replace("人民代表大会常务委员会", "人大常委会").replace("人民代表大会", "人大")
    return name.replace("人民政府", "政府")


@lru_cache(maxsize=_KEPT)
def place_of_key(key: str) -> str:
    """The place with which a key begins (上海市普陀区), or ""."""
    found = _PLACE.match(key)
    return found[0] if found and found.end() < len(key) else ""


def bare_place(place: str) -> str:
    """A place without the word for what it is: 上海市 -> 上海, 普陀区 -> 普陀, 雄安新区 -> 雄安."""
    bare = re.sub(r"(?:自治[区州县旗]|新区|[省市区县旗])$", "", place)
    return bare if len(bare) > 1 else place


def places_in(place: str) -> tuple[str, ...]:
    """The places that a place is made of, the widest first: 上海市普陀区 -> 上海市, 普陀区."""
    return tuple(found[0] for found in _PARTS.finditer(place)) or ((place,) if place else ())
