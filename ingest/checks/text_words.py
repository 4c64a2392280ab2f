"""Words against amounts, within one paragraph: 大于 and 小于 against the rate of completion, the
reason for an increase against a decrease."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ingest.checks.identity_checks import Check, Side, silent
from ingest.checks.rules import wording
from ingest.language.changes import direction_of
from ingest.language.glyphs import half_width
from ingest.nouns import Passage


def word_checks(passages: Sequence[Passage]) -> Iterator[Check]:
    """Every paragraph whose words say which way an amount went."""
    for passage in passages:
        text = "".join(half_width(passage.text).split())
        yield from _completions(passage, text)
        yield from _reasons(passage, text)


def _reasons(passage: Passage, text: str) -> Iterator[Check]:
    """比上年减少5万元，下降3%。增加的主要原因是…: the reason of what did not happen."""
    for found in wording("reason_of_change").finditer(text):
        left = Side(found["change"], passage.locators)
        right = Side(found["reason"], passage.locators)
        up = [direction_of(found[name]) == "rise" for name in ("direction", "reason")]
        nothing = not found["amount"].replace(",", "").strip("0.")
        agrees = up[0] == up[1] or found["amount"].startswith("-") or nothing
        yield Check("change_direction", "held" if agrees else "failed", left, right)


def _completions(passage: Passage, text: str) -> Iterator[Check]:
    """完成预算的103%，决算数小于预算数."""
    rates = list(wording("completed").finditer(text))
    words = [
        (found.start(), up)
        for up, name in ((True, "compared_up"), (False, "compared_down"))
        for found in wording(name).finditer(text)
    ]
    for at, up in words:
        before = [found for found in rates if found.start() < at]
        if before and len(_sentences_between(text, before[-1], at)) <= 1:
            yield _words_check("completion_direction", passage, before[-1], text, at, up)


def _sentences_between(text: str, rate: re.Match[str], at: int) -> list[str]:
    return text[rate.end() : at].split("。")[1:]


def _words_check(
    rule: str, passage: Passage, rate: re.Match[str], text: str, at: int, up: bool
) -> Check:
    left = Side(rate[0], passage.locators)
    right = Side(text[at : at + 14].split("，")[0].split("的")[0], passage.locators)
    percent = rate["rate"]
    whole, _, decimals = percent.partition(".")
    if whole == "100" and not decimals.strip("0"):
        return silent(rule, left, right, "印作100% (printed as 100%)")
    over = int(whole) >= 100
    return Check(rule, "held" if over == up else "failed", left, right)
