"""What is chosen from, by the words for it: lines, projects or bodies, of which kind."""

from __future__ import annotations

import re

from assistant.query import Among, Scheme, Shared
from assistant.reading.restrictions import restrictions
from assistant.reading.turn import Turn
from assistant.reading.words_asked import digits_of_level, number_said, sense
from ingest.language.bodies import names_body
from ingest.language.glyphs import fold

_JOINED = re.compile("[和与、,，及跟]")
_TWO = 2


def chosen_among(turn: Turn) -> Among:
    """What is put in order; the things say it only where no set is named, as 项目支出 is what
    projects come to and 某某那个项目 one of them."""
    if of_bodies(turn):
        return "units"
    said = "".join(turn.said("set"))
    if sense("classified").search(said) or sense("economic").search(said):
        return "lines"
    things = "" if said else "|".join(map(pointed_at, turn.said("thing")))
    named = sense("project").search(said) or sense("projects").search(things)
    return "projects" if named else "lines"


def level_asked(turn: Turn) -> int:
    """The length of the codes of the level of lines that is asked for, 0 where none is said."""
    said = "|".join(filter(names_nothing, _set_and_things(turn)))
    return digits_of_level(said.replace("分类", ""))


def scheme_asked(turn: Turn, *, any_lines: bool) -> Scheme:
    """The classification whose lines are asked for: the one that is said, else that by function
    where ``any_lines`` of a level are."""
    kinds = filter(names_nothing, turn.said("thing"))
    said = "|".join((*turn.said("set"), *kinds, *turn.said("table")))
    if sense("function").search(said):
        return "function"
    if sense("economic").search(said):
        return "economic"
    return "function" if any_lines and level_asked(turn) > 0 else ""


def names_nothing(words: str) -> bool:
    """Whether words say only of which money, or of what kind or level, something is (花的钱)."""
    return not sense("kind_of_member").sub("", restrictions(words).core)


def pointed_at(words: str) -> str:
    """Words for something without those that point at it or say how much it is (绿色创新那笔专项,
    五十多亿的采购, 工资福利类); as they are where no more would be left."""
    bare = sense("pointing").sub("", words)
    return bare if len(bare) >= _TWO else words


def _set_and_things(turn: Turn) -> tuple[str, ...]:
    return (*turn.said("set"), *turn.said("thing"))


def shared(turn: Turn) -> Shared:
    """Of which of those chosen a share is asked."""
    if not turn.wanted("share"):
        return ""
    if turn.says("share_of_all"):
        return "all"
    return "each" if turn.says("share_of_each") else "first"


def left_out(turn: Turn) -> tuple[tuple[str, ...], bool]:
    """The names that take no part, and whether a department's own offices take none."""
    around = sense("around_excluded")
    words = [
        pointed_at(word)
        for said in turn.said("excluded")
        for word in _JOINED.split(around.sub("", around.sub("", fold(said))))
        if word
    ]
    named = tuple(word for word in words if not sense("offices").search(word))
    return named, len(named) < len(words)


def kind_of_body(turn: Turn) -> str:
    """What the names of the units meant have in common (各区分局: 分局), "" where any is meant."""
    kind = sense("before_kind").sub("", fold("".join(turn.said("set"))))
    return kind if names_body(kind, "row") and not sense("any_unit").search(kind) else ""


def number_of_units(turn: Turn) -> int:
    """How many units there are said to be (三个下属单位), 0 where it is not said."""
    for words in turn.all("set"):
        if found := sense("how_many_bodies").search(turn.text[: words.end]):
            return number_said(found[1])
    return 0


def is_level(words: str) -> bool:
    """Whether words name a level of a classification (支出功能大类), and nothing of it."""
    return bool(sense("level").search(words)) and of_a_kind(words)


def of_a_kind(words: str) -> bool:
    """Whether words for a set say of what kind its members are, and no more."""
    bare = sense("kind_of_member").sub("", fold(words))
    known = sense("any_body").search(words) or sense("project").search(words)
    return len(bare) < _TWO or bool(known)


def of_bodies(turn: Turn) -> bool:
    """Whether what is chosen from are bodies, by the words for the set, or where there are none by
    those of the order (最多的三家, 哪家) or of the thing (各预算单位收入)."""
    said = fold("".join(turn.said("set")))
    if sense("project").search(said):
        return False
    if said:
        return bool(sense("any_body").search(said)) or names_body(said, "row")
    named = any(sense("of_units").search(words) for words in turn.said("thing"))
    return named or turn.says("which_body")


def nested(words: str) -> list[str]:
    """The names in words for something inside something (基本支出里，商品和服务支出), each."""
    return [part for part in sense("inside_which").split(words) if part.strip()] or [words]
