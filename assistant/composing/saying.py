"""What the reports say in words: reasons beside changes, terms, duties, any passage; quoted."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from itertools import groupby

from assistant.composing.page import Page
from assistant.composing.premise_told import opposite_told
from assistant.linking.catalogue import things_told
from assistant.linking.scope import Scope
from assistant.passages.extracts import belonging, excerpt
from assistant.passages.finding import Found, found
from assistant.passages.letters import pairs, print_of
from assistant.passages.reasons import Reason, reasons_of
from assistant.query import Measure, Said
from assistant.reading.turn import Turn
from assistant.solving.amounts import Chosen
from assistant.solving.coverage import tells_amount_of
from assistant.solving.measures_said import measure_of
from assistant.solving.resolve import Resolved, Solver
from assistant.solving.wholes import telling_the_same
from ingest.language.glosses import is_latin
from ingest.language.glyphs import fold
from ingest.library import Library
from ingest.nouns import Passage, Report

_TEXT = 760
"""The letters that an answer may have."""
_LEAST_ROOM = 300
_QUOTE = 420
_AROUND = 6
_WHOSE = 24
_PLACES = 8
_FEW = 8
_LIKELY = 0.4
_SURE = 0.6
_REASONS = 3
_ALIKE_SHOWN = 4


class Saying:
    """Quotes what answers the questions of a turn that ask for words."""

    def __init__(
        self, turn: Turn, scope: Scope, page: Page, solver: Solver, library: Library
    ) -> None:
        self._turn, self._scope, self._page = turn, scope, page
        self._solver, self._library = solver, library

    def say(
        self,
        asked: Said,
        reports: Sequence[Report],
        *,
        beside: bool,
        amounts: bool = False,
        named: bool = False,
        least: float = 0.0,
    ) -> bool:
        """Quotes what the reports say, and tells whether anything was found; ``beside`` figures
        what is said where they are told may do, and that they give no reason is said. Of
        ``amounts`` only what tells one of a topic; where ``named`` only what has the topics' own
        words; of ``least`` chance where words were not asked for themselves."""
        if self._scope.named:
            reports = [other for one in reports for other in self._solver.family(one)]
        if asked.aspect == "reason" and self._reasons(asked.topics, reports):
            return True
        own = [topic for topic in asked.topics if not is_latin(topic)]
        printed = (self._in_print(topic, reports[:_FEW]) for topic in asked.topics)
        said = replace(asked, topics=tuple(word for words in printed for word in words))
        passages = [one for one in found(said, reports, self._library) if one.chance >= least]
        if amounts:
            passages = [one for one in passages if _tells_amount(said.topics, one)]
        if named:
            passages = [one for one in passages if all(map(_tells(one.passage), own))]
        if not passages:
            if beside and said.aspect == "text" and self._reasons(asked.topics, reports):
                return True
            if beside and said.aspect == "reason":
                self._page.lines.append("报告没有说明原因。")
            return False
        if said.aspect == "reason":
            self._say_opposite((one.report, one.passage) for one in passages)
        self._quote(said, passages)
        return True

    def _say_opposite(self, passages: Iterable[tuple[Report, Passage]]) -> None:
        """Says so where the reason was asked of a change that went the other way."""
        asked = self._turn.besides("body", "year")
        self._page.lines.append(opposite_told(asked, passages, self._library))

    def _quote(self, said: Said, passages: Sequence[Found]) -> None:
        """The passages report by report, each once, as long as there is room."""
        if passages[0].near:
            self._page.lines.append(self._near())
        room = self._room()
        quoted: set[str] = set()
        for one, also in _alike(passages):
            if one.passage.id in quoted or self._full or (quoted and room < _AROUND + _WHOSE):
                continue
            block = belonging(one, said, self._library)
            alone = len(block) == 1
            kept: list[tuple[Passage, str]] = []
            room -= _WHOSE
            for passage in _from(block, one.passage, room):
                limit = room if alone else min(room, _QUOTE)
                words = excerpt(replace(one, passage=passage), said, self._library, limit)
                if passage.id in quoted or (quoted and len(words) > room):
                    continue
                quoted.add(passage.id)
                room -= len(words) + _AROUND
                kept.append((passage, words))
            if kept:
                lines = self._cited(kept, one.report, also)
                self._page.lines.append("\n".join((self._whose(one.report, also), *lines)))

    def _room(self) -> int:
        """How many letters may still be quoted."""
        return max(_LEAST_ROOM, _TEXT - sum(map(len, self._page.lines)))

    @property
    def _full(self) -> bool:
        """Whether more places are cited than anybody looks up."""
        return len(self._page.cited.all()) >= _PLACES

    def _cited(
        self, quoted: Sequence[tuple[Passage, str]], report: Report, also: Sequence[Found] = ()
    ) -> list[str]:
        """The quotations of a page together, each with its mark."""
        self._page.quotes_from(report, (passage for passage, _ in quoted))
        lines = []
        for _, group in groupby(quoted, key=lambda one: one[0].locators[0].page):
            own = list(group)
            words = "\n".join(words for _, words in own)
            places = tuple(place for passage, _ in own for place in passage.locators)
            marks = self._page.cited.cite(report, places, words)
            for other in also[: _ALIKE_SHOWN - 1]:
                marks += self._page.cited.cite(
                    other.report, other.passage.locators, other.passage.text
                )
            for _, each in own:
                self._page.quoted(report, each)
            lines.append(f"“{words}”{marks}")
        return lines

    def _whose(self, report: Report, also: Sequence[Found]) -> str:
        """Whose words follow; where reports say the same word for word, all of them."""
        names = [self._page.whose(report), *(self._page.whose(one.report) for one in also)]
        shown = "、".join(dict.fromkeys(names[:_ALIKE_SHOWN]))
        if len(names) > _ALIKE_SHOWN:
            shown += f"等{len(names)}份报告"
        return f"{shown}{'（表述相同）' if also else ''}{':' if self._page.english else '：'}"

    def _near(self) -> str:
        if self._page.english:
            return "The report does not use these words; closest in meaning:"
        return "报告没有用这样的说法，意思相近的原文如下。"

    def _reasons(self, topics: Sequence[str], reports: Sequence[Report]) -> bool:
        """Tells the reasons that stand beside the changes of what was named."""
        around = self._turn.besides("body", "year")
        told: dict[str, Reason] = {}
        unknown: list[str] = []
        for topic in topics:
            things = [
                (self._solver.resolved(measure_of(topic, self._turn, around), report), report)
                for report in reports
            ]
            meant = [(r, r.best, report) for r, report in things if r.chance >= _SURE]
            unknown += [] if any(best and best.thing for _, best, _ in meant) else [topic]
            for resolved, best, report in meant:
                if best and best.thing:
                    for one in self._reasons_of(resolved, best, report):
                        told.setdefault(one.words, one)
        # The reason of one thing is none of another that is named beside it.
        told = {words: one for words, one in told.items() if all(map(_tells(one.passage), unknown))}
        self._say_opposite((one.report, one.passage) for one in told.values())
        room = self._room()
        for number, one in enumerate(list(told.values())[:_REASONS]):
            if number and (len(one.words) > room or self._full):
                break
            room -= len(one.words) + _WHOSE
            quoted = [(one.passage, one.words)]
            for item in one.items:
                room -= len(item.text) + _AROUND
                if room < 0:
                    break
                quoted.append((item, item.text))
            lines = self._cited(quoted, one.report)
            self._page.lines.append(self._whose(one.report, ()) + "\n".join(lines))
            if one.blank:
                self._page.lines.append("（报告在此处没有写出原因。）")
        return bool(told)

    def _reasons_of(self, resolved: Resolved, best: Chosen, report: Report) -> Sequence[Reason]:
        """The reasons given for a thing; for a whole those given for whatever name tells it."""
        whole = resolved.measure.whole
        told = things_told(report, self._library)
        things = telling_the_same("both" if whole else "", told, best)
        found = (reasons_of(thing, report, self._solver) for thing in things)
        return next(filter(None, found), ())

    def _in_print(self, topic: str, reports: Sequence[Report]) -> tuple[str, ...]:
        """A topic as the reports print it, where they do not print it so and tell amounts of it;
        said in English, beside what was said."""
        if not reports or any(print_of(report, self._library).has(topic) for report in reports):
            return (topic,)
        resolved = self._solver.resolved(Measure(topic), reports[0])
        best = resolved.best
        least = _LIKELY if is_latin(topic) else _SURE
        if best is None or best.thing is None or resolved.chance < least:
            return (topic,)
        return (topic, best.thing.label) if is_latin(topic) else (best.thing.label,)


def _tells(passage: Passage) -> Callable[[str], bool]:
    """Whether a passage tells, with its headings, most of what some words say."""
    told = pairs(passage.text).union(*map(pairs, passage.heading_path))
    return lambda words: len(pairs(words) & told) * 2 >= len(pairs(words))


def _tells_amount(topics: Sequence[str], one: Found) -> bool:
    return any(tells_amount_of(topic, one.passage.text) for topic in topics)


def _alike(passages: Sequence[Found]) -> list[tuple[Found, list[Found]]]:
    """Every wording once, with the other reports that say the same word for word."""
    by_words: dict[str, tuple[Found, list[Found]]] = {}
    for one in passages:
        words = fold(one.passage.text)
        if words in by_words:
            by_words[words][1].append(one)
        else:
            by_words[words] = (one, [])
    return list(by_words.values())


def _from(block: Sequence[Passage], meant: Passage, room: int) -> Sequence[Passage]:
    """The passages of a block in order; where there is no room for all, from the one meant on."""
    if sum(len(one.text) + _AROUND for one in block) <= room:
        return block
    at = next(n for n, one in enumerate(block) if one.id == meant.id)
    return block[at:]
