"""What an explanatory question is after: aspects.yaml, loaded once.

A question for problems is answered by a sentence that tells of problems, whatever it calls them;
so the asking words are taken out of the question and the telling words looked for instead.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Protocol

import yaml

from ingest.language.patterns import filled
from ingest.language.units import any_money_said
from ingest.thesaurus import groups

_APPROXIMATE = re.compile(
    rf"[\d,.]{{1,30}}+[十百千万亿]{{0,9}}+来?(?:{any_money_said()}|%|个?百分点)多?"
    r"|[十几数]{1,9}+[来多]?个?[万亿]元?"
)
_EXACT = re.compile(r"\d[\d,]*(?:\.\d+)?")


class Printed(Protocol):
    """What tells whether words are printed in some reports."""

    def __contains__(self, words: str) -> bool: ...


@dataclass(frozen=True, slots=True)
class Aspect:
    """One thing a question may be after; ``strong`` opens the very sentence that answers."""

    name: str
    asked: re.Pattern[str]
    told: re.Pattern[str]
    strong: re.Pattern[str] | None
    needed: bool = False
    with_reason: bool = False

    def telling(self, sentence: str) -> float:
        """How much a folded sentence tells of the aspect: 0, 1, or 2 where it is about it."""
        if self.strong is not None and self.strong.search(sentence):
            return 2.0
        return 1.0 if self.told.search(sentence) else 0.0


def aspects_asked(words: str, *, reason: bool = False) -> tuple[Aspect, ...]:
    """The aspects that the masked words of a question ask for, one for a ``reason`` few."""
    return tuple(
        aspect
        for aspect in _aspects()
        if (aspect.with_reason or not reason) and aspect.asked.search(words)
    )


def without_asking(
    words: str, aspects: tuple[Aspect, ...], names: tuple[str, ...], *, reason: bool
) -> str:
    """The words of a question without those that only ask; ``|`` stands in their place.

    In a question for a reason the words of change go too, and amounts, which questions round.
    The ``names`` recognised in it stay whole.
    """
    for aspect in aspects:
        words = aspect.asked.sub("|", words)
    words = _outside(names, _any_of("scaffolding"), words)
    if reason:
        words = _outside(names, _any_of("change_words"), words)
        words = _APPROXIMATE.sub("|", words)
    return words


def _outside(names: tuple[str, ...], dropped: re.Pattern[str], words: str) -> str:
    """The words without what is dropped, except inside names."""
    if not names:
        return dropped.sub("|", words)
    kept = "|".join(sorted(map(re.escape, names), key=len, reverse=True))
    both = re.compile(f"({kept})|{dropped.pattern}")
    return both.sub(lambda found: found[1] or "|", words)


def numbers_asked(words: str) -> frozenset[str]:
    """The numbers with decimals that a question quotes: they may stand in the answer so."""
    return frozenset(n for n in _EXACT.findall(words) if "." in n)


def sets_standards(heading: str) -> bool:
    """Whether a heading is that of a column of standards, not of facts."""
    return _standards().search(heading) is not None


def in_report_words(
    words: str, printed: Printed, nicknames: tuple[tuple[str, tuple[str, ...]], ...] = ()
) -> str:
    """The words as the reports may have them: what they do not print by what they do print.

    ``nicknames``: names recognised in the question with what else they are called.
    """
    for asked, told in (*nicknames, *_wordings(), *_same_words()):
        if asked in words and asked not in printed:
            other = next((word for word in told if word in printed), "")
            words = words.replace(asked, f"|{other}|") if other else words
    return words


@cache
def _loaded() -> dict[str, Any]:
    text = Path(__file__).with_name("aspects.yaml").read_text(encoding="utf-8")
    loaded: dict[str, Any] = yaml.load(text, Loader=yaml.CSafeLoader)
    return loaded


@cache
def _aspects() -> tuple[Aspect, ...]:
    return tuple(
        Aspect(
            name,
            re.compile(words["asked"]),
            re.compile(filled(words["told"])),
            re.compile(filled(words["strong"])) if "strong" in words else None,
            bool(words.get("needed")),
            bool(words.get("with_reason")),
        )
        for name, words in _loaded()["aspects"].items()
    )


@cache
def _standards() -> re.Pattern[str]:
    return re.compile(_loaded()["standards"])


@cache
def _wordings() -> tuple[tuple[str, tuple[str, ...]], ...]:
    longest_first = sorted(_loaded()["wordings"].items(), key=lambda item: -len(item[0]))
    return tuple((asked, tuple(told)) for asked, told in longest_first)


@cache
def _same_words() -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Every word of the thesaurus with those of its groups, the longest words first.

    A single letter stands in too many words to be put for another.
    """
    others: dict[str, list[str]] = {}
    for group in groups():
        words = [word for word in group if len(word) > 1]
        for word in words:
            others.setdefault(word, []).extend(other for other in words if other != word)
    longest_first = sorted(others.items(), key=lambda item: -len(item[0]))
    return tuple((asked, tuple(told)) for asked, told in longest_first)


@cache
def _any_of(section: str) -> re.Pattern[str]:
    words = sorted(_loaded()[section], key=len, reverse=True)
    return re.compile("|".join(map(re.escape, words)))
