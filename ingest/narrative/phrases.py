"""The phrases of change, comparison, completion and share that stand before a number."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from ingest.narrative.wording import wording


@dataclass(frozen=True, slots=True)
class Phrases:
    """Patterns over what stands before a number (half width), anchored at both ends.

    ``compared`` alone is searched for: the year or base that a change is measured against.
    """

    change: re.Pattern[str]
    base_value: re.Pattern[str]
    completion: re.Pattern[str]
    share: re.Pattern[str]
    respectively: re.Pattern[str]
    reference: re.Pattern[str]
    compared: re.Pattern[str]


@cache
def phrases() -> Phrases:
    """The compiled phrases; built once a process."""
    words = wording()
    base = r"[^比较，]{0,24}?(?:年|预算|决算|执行|同期|上期|基数)[^比较，]{0,12}?"
    ref = rf"(?:{words.comparing}){base}(?:相比)?"
    direction = rf"(?:各|均|共|同比|环比){{0,3}}(?:{words.direction})"
    near_end = r"(?=(?s:.{0,120}+)$)"  # no phrase is longer: what is farther off need not be tried
    return Phrases(
        change=re.compile(
            rf"^(?P<subject>.*?){near_end}(?:(?P<ref>{ref})(?:(?<=比)(?P<middle>[^，]{{2,24}}?))?)?"
            rf"(?P<direction>{direction})(?P<to>[至到])?"
            r"(?:了|额|率|约|数|金额|比例|幅度){0,4}(?:为|达)?$"
        ),
        base_value=re.compile(
            rf"^(?P<subject>.*?)(?P<compare>比|较)(?P<base>{base}(?:数|额)?)(?:的|为)?$"
        ),
        completion=re.compile(
            rf"^(?P<subject>.*?)完成(?:了)?(?:率)?(?:{words.comparing})?"
            rf"(?P<base>{words.budget_base})(?:的|为|额){{0,4}}$"
        ),
        share=re.compile(
            r"^(?P<subject>.*?)(?<!所)占(?![有用地])(?P<whole>[^，]{0,40}?)"
            r"(?:的)?(?:比重|比例|百分比|(?<=占)比)?(?:为|达|是|约){0,4}$"
        ),
        respectively=re.compile(r"^(?P<items>.+?)分别(?:为|是|达到?|完成|实现|占)?$"),
        reference=re.compile(rf"^(?P<subject>.{{0,24}}?)(?P<ref>{ref})$"),
        compared=re.compile(ref),
    )
