"""Why an amount has changed: the sentences in which a report tells the change and its reason."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assistant.linking.catalogue import things_told
from assistant.linking.things import Thing
from assistant.passages.extracts import AMOUNT, items_of, text_to_units
from assistant.passages.finding import GIVES_REASON
from assistant.solving.resolve import Solver
from ingest.concepts.concept import concepts
from ingest.language.glyphs import fold
from ingest.nouns import Figure, Passage, Report

_MOVES = ("change", "rate")
_MARK = re.compile(rf"{GIVES_REASON}|主要用于")
_BLANK = re.compile(r"原因(?:是|为|：|:)?[是为：:，,]*[。；;\s]*$")
_STARTS = re.compile(r"[。；;：:]")
_ENDS = re.compile(r"。|；(?!\s*[二三四五六七八九]是)(?=[^；。]{0,24}\d[\d,.]*\s*(?:万|亿)?元)")
_FAR = 160
"""How many letters behind an amount its reason may begin, and behind that it may go on."""
_OPENING = 14
"""How many letters of a sentence may stand before it says that it gives a reason."""
_MOST = 2


@dataclass(frozen=True, slots=True)
class Reason:
    """What a report says of why: the words as printed, and the passage they stand in. ``blank``:
    the report says that there is a reason, and gives none; ``items``: passages that go on with it.
    """

    report: Report
    passage: Passage
    words: str
    blank: bool = False
    items: tuple[Passage, ...] = ()


def reasons_of(thing: Thing, report: Report, solver: Solver) -> tuple[Reason, ...]:
    """Why the amount of a thing has changed; where the report does not say it of the whole, why
    those of its parts have."""
    own = _told_of(thing, report, solver)
    if own or not thing.concept:
        return own
    told = things_told(report, solver.library)
    parts = (told.by_key(c.id) for c in concepts().values() if c.parent == thing.concept)
    found = [one for part in parts if part for one in _told_of(part, report, solver)[:1]]
    return tuple(found)


def _told_of(thing: Thing, report: Report, solver: Solver) -> tuple[Reason, ...]:
    passages = solver.library.passages(report.id)
    texts = [fold(passage.text) for passage in passages]
    found: dict[str, Reason] = {}
    for figure in _by_change(solver.own(thing.figures, report), report):
        sentence = fold(figure.sentence)
        at = next((n for n, text in enumerate(texts) if sentence in text), -1)
        if at < 0:
            continue
        words = _reason_in(passages[at].text, figure)
        passage = passages[at]
        if not words and at + 1 < len(passages) and _begins(passages[at + 1].text):
            passage, words = passages[at + 1], passages[at + 1].text
        if words:
            items = items_of(passage, passages) if passage.text.endswith(words) else ()
            blank = not items and bool(_BLANK.search(words))
            found.setdefault(words, Reason(report, passage, words, blank, items))
    return tuple(found.values())[:_MOST]


def _by_change(figures: Sequence[Figure], report: Report) -> Iterator[Figure]:
    """The figures told in sentences, changes before amounts."""
    of_year = [f for f in figures if f.sentence and f.year in (report.fiscal_year, 0)]
    yield from (figure for figure in of_year if figure.stage in _MOVES)
    yield from (figure for figure in of_year if figure.stage not in _MOVES)


def _begins(text: str) -> bool:
    found = _MARK.search(text)
    return found is not None and found.start() < _OPENING


def _reason_in(text: str, figure: Figure) -> str:
    """From the beginning of the clause of an amount to the end of the reason given for it."""
    sentence = text.find(figure.sentence[:12])
    printed = re.compile(rf"(?<![\d.,]){re.escape(figure.printed)}(?![\d,])")
    told = printed.search(text, sentence) if sentence >= 0 and figure.printed else None
    if told is None:
        return ""
    amount = told.start()
    mark = _MARK.search(text, amount)
    if mark is None or mark.start() - amount > _FAR:
        return ""
    if not _goes_on(text[amount : mark.start()]):
        return ""
    begins = max((found.end() for found in _STARTS.finditer(text, 0, amount)), default=0)
    ends = _ENDS.search(text, mark.end())
    if ends is None:
        return text[begins:].strip()
    behind = text[ends.end() :]
    if len(behind) <= _FAR and not AMOUNT.search(behind):
        # What little is told behind, and no other amount, goes on with it.
        return text[begins:].strip()
    # The reasons may be told one by one behind the sentence that announces them.
    listed = text_to_units("。" + behind)[0][1:]
    return (text[begins : ends.start() + 1] + listed).strip()


def _goes_on(between: str) -> bool:
    """Whether what stands between an amount and a reason still speaks of the amount: no other
    sentence does, but for the few words that open the reason."""
    _, stop, opening = between.rpartition("。")
    return not stop or (between.count("。") == 1 and not re.search(r"\d", opening))
