"""Read, link, solve, decide, compose: one question to one answer."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from math import inf

from assistant.answers import Answer, Question
from assistant.composing.offering import LOOKED_INTO, Offering
from assistant.composing.page import Page
from assistant.composing.ranking_told import tell_no_ranking, tell_ranking, unit_of_list
from assistant.composing.understood import in_words, is_whole
from assistant.composing.wording import report_list
from assistant.deciding.decide import OFFERED_FROM
from assistant.drafting.compose_with_model import ToExplain
from assistant.linking.catalogue import unit_in
from assistant.linking.parted import as_linked
from assistant.linking.reports import (
    Source,
    groups_by_publisher,
    of_two_years,
    one_of_each_year,
    printing,
)
from assistant.linking.scope import Scope, scope_of
from assistant.linking.whose import is_held
from assistant.passages.finding import scored
from assistant.query import (
    Asked,
    Bounds,
    Change,
    Held,
    Help,
    OverBodies,
    Parts,
    Query,
    Rank,
    Said,
    Series,
    Value,
    measures_of,
)
from assistant.reading.conversation import read_conversation
from assistant.reading.question_text import is_english
from assistant.reading.reader import Reader, reader
from assistant.reading.tags import Want
from assistant.reading.turn import Turn
from assistant.solving.chances import LEAD
from assistant.solving.over_bodies import ranked_over
from assistant.solving.query_of import MOST_THINGS, query_of, said_of
from assistant.solving.resolve import Solver
from assistant.telling import Telling
from ingest.library import Library
from ingest.nouns import Report

_PAIR = 2
_IN_WORDS: tuple[Want, ...] = ("reason", "define", "text")
_TELLS = 0.5
"""How well a passage must fit that is quoted where a figure was asked."""
_TELLS_LIST = 0.3
"""How well where a list was."""


@dataclass(frozen=True, slots=True)
class Read:
    """The answer to a question; the reports that were named, none where all are meant; what a
    language model may explain of the answer."""

    answer: Answer
    reports: tuple[Report, ...]
    to_explain: ToExplain | None


def answered(question: Question, library: Library) -> Read:
    """The answer to a question."""
    network = reader()
    turn = read_conversation(question, network, lambda words: is_held(words, library))
    scope = scope_of(turn, library, network)
    turn = as_linked(turn, scope)
    query = query_of(turn, scope)
    asking = Asking(question, query, scope, turn, library, network)
    answer = asking.answer()
    reports = scope.reports if scope.named else ()
    return Read(answer, tuple(reports), asking.to_explain(answer))


class Asking:
    """One question being answered."""

    def __init__(
        self,
        question: Question,
        query: Query,
        scope: Scope,
        turn: Turn,
        library: Library,
        network: Reader,
    ) -> None:
        self._question, self._query, self._scope = question, query, scope
        self._turn, self._library = turn, library
        self._solver = Solver(query, scope, library, network)
        english = is_english(question.text)
        self._page = Page(library, query.unit, english=english, most=20)
        self._offering = Offering(question, query, scope, turn, self._page, library)
        self._telling = Telling(
            query, scope, turn, self._page, self._offering, self._solver, library
        )

    def answer(self) -> Answer:
        """The answer, a choice of readings, or what is not told; with what was understood, whole
        also where it was said in several turns."""
        answer = self._answer()
        read = in_words(self._query)
        if not read or (answer.reading and all(map(is_whole, self._query.asked))):
            return answer
        told = answer.reading.removeprefix("我的理解：")
        known = told in ("", read) or answer.outcome == "not_found"
        return replace(answer, reading=f"我的理解：{read}" + ("" if known else f"；{told}"))

    def _answer(self) -> Answer:
        asked = self._query.asked
        if answer := self._at_once(asked):
            return answer
        words_alone = all(isinstance(one, Said) for one in asked)
        everywhere = words_alone and not self._scope.named
        sources = [Source(one) for one in self._scope.reports] if everywhere else self._sources()
        if sources is None:
            return self._offering.which(self._solver)
        for one in asked:
            self._telling.tell(one, sources)
        if len(set(self._turn.said("thing"))) > MOST_THINGS:
            at_once = f"一次最多回答{MOST_THINGS}项，其余的请另问。"
            self._offering.remark(at_once, f"At most {MOST_THINGS} things are answered at once.")
        if not self._telling.done and not self._offering.choices and self._in_words(sources):
            return self._page.answer(self._question, "answered")
        if not self._telling.done and not self._telling.had:
            return self._offering.clarify() if self._offering.choices else self._offering.not_told()
        if self._offering.unsure or self._offering.remarks:
            said = self._turn.first in _IN_WORDS
            enough = (self._telling.quoted and said) or self._asked_last()
            return self._offering.in_part(quoted=self._telling.quoted, enough=enough)
        return self._page.answer(self._question, "answered")

    def _asked_last(self) -> bool:
        """Whether only words before what was answered mean nothing told: they lead up to it
        (请中介做审计、财政委托业务支出), where what is asked stands last."""
        places = {words.text: words.start for words in self._turn.all("thing")}
        answered = [places.get(words, -1) for words in self._telling.answered]
        unclear = [places.get(one.measure.words) for one in self._offering.unsure]
        open_ = self._offering.choices or self._offering.remarks or not answered
        return not open_ and all(at is not None and at < max(answered) for at in unclear)

    def to_explain(self, answer: Answer) -> ToExplain | None:
        """What a language model may put into words of its own: quotations of an answer in which
        nothing is left open. A definition is given as printed, unless it is asked for in English.
        """
        sources = tuple(self._page.sources)
        left_open = self._offering.unsure or self._offering.remarks
        if answer.outcome != "answered" or left_open or not sources:
            return None
        defined = any(isinstance(one, Said) and one.aspect == "define" for one in self._query.asked)
        if defined and not self._page.english:
            return None
        told = self._page.before_quotes(self._question)
        return ToExplain(answer, told, sources, self._page.english)

    def _in_words(self, sources: Sequence[Source]) -> bool:
        """Quotes what the reports say of a thing of which no figure is told, or of what is to be
        listed and is no list of figures (三大职能, 哪几家事业单位)."""
        ordered = self._turn.says("highest") or self._turn.says("lowest")
        listed = not ordered and all(map(_is_plain_list, self._query.asked))
        plain = listed or all(isinstance(one, Value) for one in self._query.asked)
        said = said_of("text", self._turn, self._scope)
        if not said.topics or not plain or self._turn.taken or (self._page.english and not listed):
            return False
        least = _TELLS_LIST if listed else _TELLS
        if not self._telling.say(said, sources, amounts=not listed, named=listed, least=least):
            return False
        head = "没有找到可直接回答的数字，相关原文如下。"
        if listed:
            head = "没有列得出的明细，相关原文如下。"
        if self._page.english:
            head = "No list of figures is told; the report says:"
        self._page.lines.insert(0, head)
        return True

    def _at_once(self, asked: Sequence[Asked]) -> Answer | None:
        """What needs no look into a report."""
        held = report_list(self._library.reports())
        if not held:
            return self._offering.refused("资料库里还没有报告，请先添加：python -m ingest add 文件")
        if found := [one for one in asked if isinstance(one, Help)]:
            return self._offering.help(beside=found[0].beside)
        if self._scope.missing and not self._said_by_another(asked):
            return self._offering.missing()
        if any(isinstance(one, Held) for one in asked):
            return self._offering.held()
        if not asked:
            return self._offering.refused(f"没有看懂要查什么。资料库现有：{held}。")
        over = (self._over(one) for one in asked if isinstance(one, OverBodies))
        return next((answer for answer in over if answer), None)

    def _said_by_another(self, asked: Sequence[Asked]) -> bool:
        """Whether words are asked for that the report of one body may say of another."""
        words_alone = bool(asked) and all(isinstance(one, Said) for one in asked)
        return words_alone and self._scope.named and bool(self._scope.groups)

    def _sources(self) -> list[Source] | None:
        """One report a body and year, or None where it must be asked whose is meant."""
        found: list[Source] = []
        groups = self._scope.groups
        units = self._scope.units or ("",) * len(groups)
        years = self._scope.own_years or (0,) * len(groups)
        for group, unit, year in zip(groups, units, years, strict=True):
            by_publisher = groups_by_publisher(group)
            if len(by_publisher) > 1:
                narrowed = printing(self._turn.said("thing"), group, self._library)
                by_publisher = groups_by_publisher(narrowed)
                if len(by_publisher) > 1:
                    told = self._told_by_one(by_publisher, unit)
                    by_publisher = told or self._said_by_one(by_publisher, unit)
                if len(by_publisher) != 1:
                    return None
            for reports in by_publisher.values():
                of_body = self._of_years(reports, unit)
                found += [replace(one, year=year) for one in of_body] if year else of_body
        return list(dict.fromkeys(found))

    def _told_by_one(
        self, by_publisher: Mapping[str, list[Report]], unit: str
    ) -> dict[str, list[Report]]:
        """Of the bodies that may be meant the one that alone tells all that may be asked, or any of
        it; none where several do."""
        measures = measures_of(self._query)
        if not (self._scope.named and measures and len(by_publisher) <= LOOKED_INTO):
            return {}
        told: dict[str, int] = {}
        for publisher, reports in by_publisher.items():
            for source in self._of_years(reports, unit):
                solver = self._solver.of(source.unit)
                meant = [solver.resolved(measure, source.report) for measure in measures]
                told[publisher] = sum(one.chance >= OFFERED_FROM for one in meant)
        for least in (len(measures), 1):
            telling = [publisher for publisher, number in told.items() if number >= least]
            if len(telling) == 1:
                return {telling[0]: by_publisher[telling[0]]}
        return {}

    def _said_by_one(
        self, by_publisher: Mapping[str, list[Report]], unit: str
    ) -> dict[str, list[Report]]:
        """Of the bodies that may be meant the one that says in words what is asked, far more likely
        than any other; none where several do."""
        words = [one for one in self._query.asked if isinstance(one, Said) and one.topics]
        if len(words) != 1 or len(self._query.asked) > 1:
            return {}
        reports = [
            source.report
            for of_body in by_publisher.values()
            for source in self._of_years(of_body, unit)
        ]
        ranked = scored(words[0], reports, self._library)
        first = next((one for one in ranked if one.chance >= OFFERED_FROM and not one.near), None)
        if first is None:
            return {}
        publisher = first.report.publisher
        rival = max((o.odds for o in ranked if o.report.publisher != publisher), default=-inf)
        return {publisher: by_publisher[publisher]} if first.odds - rival >= LEAD else {}

    def _of_years(self, reports: Sequence[Report], unit: str) -> list[Source]:
        values = all(isinstance(one, Value | Said) for one in self._query.asked)
        if values and len(self._scope.years.named) == _PAIR and len(self._scope.groups) == 1:
            within = unit_in(reports[0], unit, self._library)
            both = of_two_years(reports, self._scope, within)
            if both:
                return both
        of_years = one_of_each_year(reports, self._scope, self._query)
        self._say_lacking(of_years)
        return [Source(report, unit_in(report, unit, self._library)) for report in of_years]

    def _say_lacking(self, reports: Sequence[Report]) -> None:
        """Says which of several years asked for no report tells: what is told of others is no whole
        answer."""
        named = self._scope.years.named
        told = {report.fiscal_year for report in reports} & {*named}
        lacking = [f"{year}年" for year in named if year not in told]
        over_years = any(isinstance(one, Change | Series) for one in self._query.asked)
        if told and lacking and len(named) > 1 and not (over_years or self._scope.own_years):
            years = "、".join(lacking)
            self._offering.remark(f"没有说明{years}的报告。", f"No report tells of {years}.")

    def _over(self, asked: OverBodies) -> Answer | None:
        """One measure over all bodies, in the unit of the list."""
        found = ranked_over(asked, self._solver)
        if found is None:
            return None
        unit = unit_of_list(found.figures.values(), self._query.unit)
        page = Page(self._library, unit, english=self._page.english, most=20)
        if not found.enough:
            tell_no_ranking(page, found)
            return page.answer(self._question, "not_found")
        tell_ranking(page, asked.order, found)
        return page.answer(self._question, "answered")


def _is_plain_list(asked: Asked) -> bool:
    """Whether a list is asked that needs no amounts: within no bounds, of no level."""
    if isinstance(asked, Rank):
        bounded = asked.bounds != Bounds() or asked.share or asked.summed or asked.digits
        return not bounded
    return isinstance(asked, Parts)
