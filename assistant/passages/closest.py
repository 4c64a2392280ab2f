"""The passages closest in meaning, where none has the words of a question.

Likeness is that of the whole question to the passage and to its likest clause, and of each content
word, the rarer the weightier, to some clause: a word that nothing in the passage is like tells that
it speaks of something else. How much is enough was calibrated (``calibration.yaml``); with another
embedding model nothing is.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml

from assistant.passages.ranking import Evidence
from assistant.passages.sought import Sought, sought
from assistant.plan import Search
from assistant.words.content_words import covered
from ingest.language.glyphs import fold
from ingest.library import Library
from ingest.nouns import Passage, Report

_LOOKED_INTO = 10
_KEPT = 2
_NEAR = 0.9
_WITHOUT_WORDS = 0.5
_WORTH_OF_CLAUSE = 0.5
_CLAUSE = re.compile(r"[^，。；：！？,;:!?、]+")


@dataclass(frozen=True, slots=True)
class Calibration:
    """The likeness from which a passage answers, and from which it is worth showing in a refusal.

    It was found with the embedding model of that name.
    """

    model: str
    answered_from: float
    shown_from: float


@cache
def calibration() -> Calibration:
    """The calibration of the bundled model."""
    text = Path(__file__).with_name("calibration.yaml").read_text(encoding="utf-8")
    loaded = yaml.safe_load(text)
    return Calibration(
        str(loaded["model"]), float(loaded["answered_from"]), float(loaded["shown_from"])
    )


def is_calibrated(library: Library) -> bool:
    """Whether likeness tells anything here: the calibration is of the library's model."""
    return library.embedding == calibration().model


def answers(found: Sequence[Evidence]) -> bool:
    """Whether the closest passage is close enough to answer."""
    return bool(found) and found[0].score >= calibration().answered_from


def worth_showing(found: Sequence[Evidence]) -> bool:
    """Whether the closest passage is close enough to be shown where nothing answers."""
    return bool(found) and found[0].score >= calibration().shown_from


def closest(
    search: Search, pool: Sequence[tuple[Report, Passage]], library: Library
) -> tuple[Evidence, ...]:
    """The passages of a pool closest to the question, closest first; ``score`` is their likeness,
    0 to 2.5.

    Nothing where no report was named, or where a term is asked: what comes close to a term is not
    its definition.
    """
    if not search.named or search.kind == "definition":
        return ()
    whole = library.likeness(search.query, [passage.embedded_text for _, passage in pool])
    likest = sorted(zip(whole, pool, strict=True), key=lambda found: -found[0])[:_LOOKED_INTO]
    looked_for = sought(search, (passage for _, passage in pool))
    scored = [
        Evidence(
            report,
            passage,
            likeness + _likeness_of_clauses(looked_for, passage, library),
            near=True,
        )
        for likeness, (report, passage) in likest
    ]
    best = sorted(scored, key=lambda evidence: -evidence.score)
    return tuple(e for e in best[:_KEPT] if e.score >= best[0].score * _NEAR)


def _likeness_of_clauses(looked_for: Sought, passage: Passage, library: Library) -> float:
    """How much the clauses and headings of a passage say of the words asked, 0 to 1, and half of
    how like the likest of them is to the whole question."""
    text = fold(passage.text)
    clauses = [clause for clause in _CLAUSE.findall(text) if len(clause) > 1]
    told = [*clauses, *map(fold, passage.heading_path[-2:])]
    likest = max(library.likeness(looked_for.search.query, told), default=0.0)
    if not looked_for.words:
        return _WITHOUT_WORDS + _WORTH_OF_CLAUSE * likest
    said = sum(
        word.weight * max(covered(word.text, text), *library.likeness(word.text, told), 0.0)
        for word in looked_for.words
    )
    return said / sum(word.weight for word in looked_for.words) + _WORTH_OF_CLAUSE * likest
