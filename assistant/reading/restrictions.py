"""What words say besides the thing: of which money, of which nature, at which stage."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from ingest.language.alternatives import alternatives
from ingest.language.dimensions import Word
from ingest.language.dimensions import words as dimension_words
from ingest.language.glyphs import fold
from ingest.nouns import Fund, Nature

_SAID: dict[str, tuple[str, str]] = {
    "generalpublicbudget": ("fund", "general_public"),
    "generalpublic": ("fund", "general_public"),
    "fiscalappropriations": ("fund", "fiscal_grant"),
    "fiscalappropriation": ("fund", "fiscal_grant"),
    "fiscalgrants": ("fund", "fiscal_grant"),
    "fiscalgrant": ("fund", "fiscal_grant"),
    "governmentfunds": ("fund", "government_fund"),
    "governmentfund": ("fund", "government_fund"),
    "basicexpenditure": ("nature", "basic"),
    "projectexpenditure": ("nature", "project"),
    "目标": ("basis", "target"),
    "目标值": ("basis", "target"),
    "指标值": ("basis", "target"),
    "不低于": ("basis", "target"),
    "不高于": ("basis", "target"),
    "上限": ("basis", "target"),
    "下限": ("basis", "target"),
    "财拨": ("fund", "fiscal_grant"),
    "一般公共": ("fund", "general_public"),
    "公共预算": ("fund", "general_public"),
    "全口径": ("fund", "all"),
    "全部资金": ("fund", "all"),
    "所有资金": ("fund", "all"),
    "年初": ("basis", "budget"),
    "批复": ("basis", "budget"),
    "实际": ("basis", "final"),
    "实际支出": ("basis", "final"),
    "budget": ("basis", "budget"),
    "budgeted": ("basis", "budget"),
    "planned": ("basis", "budget"),
    "finalaccounts": ("basis", "final"),
    "finalaccount": ("basis", "final"),
    "actual": ("basis", "final"),
    "actuallyspent": ("basis", "final"),
}
_FILLERS = re.compile(r"^[的里中内下和与、,，:：()（）]+|[的里中内下和与、,，:：()（）]+$")


@dataclass(frozen=True, slots=True)
class Restrictions:
    """``core`` is what is left of the words; the rest is "" where nothing was said of it.
    ``last`` says that the year before is meant (上年预算数)."""

    core: str
    fund: Fund = ""
    nature: Nature = ""
    basis: str = ""
    last: bool = False


@cache
def _expression() -> re.Pattern[str]:
    kinds = ("fund", "nature", "basis", "last_year")
    words = [w for w, told in dimension_words().items() if told.kind in kinds]
    return re.compile(alternatives((*words, *_SAID)))


def restrictions(words: str) -> Restrictions:
    """What the words say of money, nature and stage, and what they name besides."""
    text = fold(words)
    fund: Fund = ""
    nature: Nature = ""
    basis, last = "", False
    for found in _expression().finditer(text):
        told = _told(found[0])
        if told.kind == "fund":
            fund = fund or told.value  # type: ignore[assignment]
        elif told.kind == "nature":
            nature = nature or told.value  # type: ignore[assignment]
        elif told.kind == "basis":
            basis = basis or told.value
        else:
            last = True
    core = _expression().sub("", text)
    return Restrictions(_FILLERS.sub("", core), fund, nature, basis, last)


def natures_in(words: str) -> tuple[str, ...]:
    """The natures that words name, in the order of their words (基本支出里的公用经费: two)."""
    told = (_told(found[0]) for found in _expression().finditer(fold(words)))
    return tuple(dict.fromkeys(one.value for one in told if one.kind == "nature"))


def said_in(text: str) -> tuple[tuple[int, int], ...]:
    """Where a folded text speaks of money, nature or stage."""
    return tuple(found.span() for found in _expression().finditer(text))


def _told(words: str) -> Word:
    if words in _SAID:
        kind, value = _SAID[words]
        return Word(kind, value)  # type: ignore[arg-type]
    return dimension_words()[words]
