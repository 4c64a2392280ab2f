"""Read, link, solve, decide, compose: one question to one answer."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from assistant.answers import Answer, Question, Role
from assistant.composing.offering import Offering
from assistant.composing.page import Page
from assistant.composing.ranking_told import tell_no_ranking, tell_ranking, unit_of_list
from assistant.composing.saying import Saying
from assistant.composing.told import (
    tell_listed,
    tell_pair,
    tell_places,
    tell_series,
    tell_shares,
    tell_sum,
    tell_value,
)
from assistant.composing.understood import in_words, is_whole
from assistant.composing.wording import report_list
from assistant.composing.workings import roles_of, tell_rate, tell_worked
from assistant.deciding.decide import ANSWERED_FROM, OFFERED_FROM, settled
from assistant.linking.catalogue import unit_in
from assistant.linking.reports import (
    Source,
    groups_by_publisher,
    of_two_years,
    one_of_each_year,
    printing,
)
from assistant.linking.scope import Scope, scope_of
from assistant.query import (
    Asked,
    Change,
    Check,
    Completion,
    Held,
    Help,
    Measure,
    OverBodies,
    Parts,
    Query,
    Rank,
    Reckon,
    Said,
    Series,
    Value,
    measures_of,
)
from assistant.reading.question_text import is_english, simplified
from assistant.reading.reader import Reader, reader
from assistant.reading.tags import Want
from assistant.reading.turn import Turn, after
from assistant.solving.amounts import Chosen
from assistant.solving.changes import changed, former, rate_of, told_rate
from assistant.solving.lists import Listed, parts, ranked
from assistant.solving.over_bodies import ranked_over
from assistant.solving.query_of import is_bit, query_of, said_of
from assistant.solving.reckon import Worked, completed, reckoned, summed
from assistant.solving.resolve import Resolved, Solver, Unsolved
from assistant.solving.together import apart
from ingest.across import Measure as ConceptMeasure
from ingest.concepts.concept import name_key
from ingest.language.glosses import is_latin
from ingest.library import Library
from ingest.nouns import Report, Stage

_LOOKED_INTO = 12
"""Bodies at most whose reports are looked into for the one that tells what is asked."""
_PAIR = 2
_IN_WORDS: tuple[Want, ...] = ("reason", "define", "text")
_PLAN, _OUTCOME = "budget", "final"
_IN_PART = 0.5
"""How surely at most an answer is whole in which something is left open."""
_TELLS = 0.5
"""How well a passage must fit that is quoted where a figure was asked."""
_STAGES: dict[str, Stage] = {"final_accounts": "final", "budget": "budget"}


def read_conversation(question: Question, network: Reader) -> Turn:
    """The last turn, with what it leaves out taken from those before it."""
    turns: list[Turn] = []
    texts = [simplified(text) for text in (*question.earlier, question.text)]
    for at, text in enumerate(texts):
        turn = network.read(text, texts[:at])
        turns.append(after(turn, turns[-1]) if turns else turn)
    return turns[-1]


@dataclass(frozen=True, slots=True)
class Read:
    """The reader's answer to a question; how surely its figures are those that were named; whether
    it was asked of one body or some, not of all; whether places are to be held against each
    other; the words for what was asked."""

    answer: Answer
    chance: float
    named: bool
    checked: bool
    things: tuple[str, ...]


def answered(question: Question, library: Library) -> Read:
    """The answer to a question by the reader."""
    network = reader()
    turn = read_conversation(question, network)
    scope = scope_of(turn, library, network)
    turn = turn.taken_for_things(scope.things)
    query = query_of(turn, scope)
    asking = Asking(question, query, scope, turn, library, network)
    over = any(isinstance(one, OverBodies) for one in query.asked)
    # A place is all of its bodies; a body that is not held is one all the same.
    own = "body" not in turn.taken and not over
    named = own and any(len(body.names) <= 1 for body in scope.bodies)
    own = turn.own.get("thing", ())
    things = tuple(words.text for words in own if not is_bit(words.text))
    return Read(asking.answer(), asking.chance, named, turn.wanted("check"), things)


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
        self._done = 0
        self._answered: list[str] = []
        self._had = False
        self._quoted = False
        self.chance = scope.chance

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
            self._tell(one, sources)
        if not self._done and not self._offering.choices and self._in_words(sources):
            return self._page.answer(self._question, "answered")
        if not self._done and not self._had:
            return self._offering.clarify() if self._offering.choices else self._offering.not_told()
        if self._offering.unsure or self._offering.remarks:
            self.chance = min(self.chance, _IN_PART)
            said = self._turn.first in _IN_WORDS
            enough = (self._quoted and said) or self._asked_last()
            return self._offering.in_part(quoted=self._quoted, enough=enough)
        return self._page.answer(self._question, "answered")

    def _asked_last(self) -> bool:
        """Whether only words before what was answered mean nothing told: they lead up to it
        (请中介做审计、财政委托业务支出), where what is asked stands last."""
        places = {words.text: words.start for words in self._turn.all("thing")}
        answered = [places.get(words, -1) for words in self._answered]
        unclear = [places.get(one.measure.words) for one in self._offering.unsure]
        open_ = self._offering.choices or self._offering.remarks or not answered
        return not open_ and all(at is not None and at < max(answered) for at in unclear)

    def _in_words(self, sources: Sequence[Source]) -> bool:
        """Quotes what the reports say of a thing of which no figure is told."""
        plain = all(isinstance(one, Value) for one in self._query.asked)
        if not self._turn.said("thing") or self._page.english or not plain or self._turn.taken:
            return False
        said = said_of("text", self._turn, self._scope)
        if not self._say(said, sources, amounts=True, least=_TELLS):
            return False
        self._page.lines.insert(0, "没有找到可直接回答的数字，相关原文如下。")
        self.chance = 0.0
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
        units = self._scope.units or ("",) * len(self._scope.groups)
        for group, unit in zip(self._scope.groups, units, strict=True):
            by_publisher = groups_by_publisher(group)
            if len(by_publisher) > 1:
                narrowed = printing(self._turn.said("thing"), group, self._library)
                by_publisher = groups_by_publisher(narrowed)
                if len(by_publisher) > 1:
                    by_publisher = self._told_by_one(by_publisher, unit)
                if len(by_publisher) != 1:
                    return None
            for reports in by_publisher.values():
                found += self._of_years(reports, unit)
        return list(dict.fromkeys(found))

    def _told_by_one(
        self, by_publisher: Mapping[str, list[Report]], unit: str
    ) -> dict[str, list[Report]]:
        """Of the bodies that may be meant the one that alone tells what is asked; none where
        several do, or something else that may be meant."""
        measures = measures_of(self._query)
        if not (self._scope.named and measures and len(by_publisher) <= _LOOKED_INTO):
            return {}
        found: dict[str, list[Report]] = {}
        for publisher, reports in by_publisher.items():
            for source in self._of_years(reports, unit):
                resolved = self._solver.of(source.unit).resolved(measures[0], source.report)
                if resolved.chance >= OFFERED_FROM and not settled(resolved):
                    return {}
                if settled(resolved):
                    found[publisher] = reports
        return found

    def _of_years(self, reports: Sequence[Report], unit: str) -> list[Source]:
        values = all(isinstance(one, Value | Said) for one in self._query.asked)
        if values and len(self._scope.years.named) == _PAIR and len(self._scope.groups) == 1:
            within = unit_in(reports[0], unit, self._library)
            both = of_two_years(reports, self._scope, within)
            if both:
                return both
            # One of the years is told nowhere: that is said, and the other is no whole answer.
            years = "、".join(f"{year}年" for year in self._scope.years.named)
            self._page.lines.append(f"没有同时说明{years}的报告，以下只是其中一年。")
            self.chance = min(self.chance, _IN_PART)
        of_years = one_of_each_year(reports, self._scope, self._query)
        return [Source(report, unit_in(report, unit, self._library)) for report in of_years]

    def _tell(self, asked: Asked, sources: Sequence[Source]) -> None:
        if isinstance(asked, Value):
            self._values(asked.measures, sources)
        elif isinstance(asked, Said):
            said = self._say(asked, sources)
            self._done += said
            self._quoted = self._quoted or said
        elif isinstance(asked, Series):
            for source in sources:
                self._series(asked, source)
        else:
            for source in sources:
                self._tell_of(asked, source)

    def _say(
        self, said: Said, sources: Sequence[Source], *, amounts: bool = False, least: float = 0.0
    ) -> bool:
        solver = self._solver.of(sources[0].unit) if sources else self._solver
        reports = list(dict.fromkeys(source.report for source in sources))
        saying = Saying(self._turn, self._scope, self._page, solver, self._library)
        return saying.say(said, reports, beside=bool(self._done), amounts=amounts, least=least)

    def _tell_of(self, asked: Asked, source: Source) -> None:
        report, solver = source.report, self._solver.of(source.unit)
        match asked:
            case Reckon():
                self._worked(reckoned(asked, report, solver, ANSWERED_FROM), report)
            case Change(measures):
                for measure in measures:
                    self._change(measure, report, solver)
            case Completion(measures):
                for measure in measures:
                    self._worked(completed(measure, report, solver, ANSWERED_FROM), report)
            case Parts():
                self._listed(parts(asked, report, solver))
            case Rank():
                listed = ranked(asked, report, solver)
                self._listed(listed)
                self._reckoned_on(asked, listed, solver)
            case Check():
                for measure in asked.measures:
                    self._check(measure, report, solver)
            case _:
                pass

    def _check(self, measure: Measure, report: Report, solver: Solver) -> None:
        resolved = solver.resolved(measure, report)
        # Places that say otherwise are what is looked for.
        if resolved.chance < ANSWERED_FROM or not resolved.ahead:
            self._settled(resolved)
        elif tell_places(self._page, resolved.options[0][0]):
            self._done += 1
            self.chance = min(self.chance, resolved.chance)
        else:
            tell_value(self._page, self._query, resolved.options[0][0], "operand")
            self._had = True
            self._offering.remark("只找到这一处。", "No other place tells it.")

    def _values(self, measures: Sequence[Measure], sources: Sequence[Source]) -> None:
        told: list[Chosen] = []
        held = (self._query.apart or self._query.times) and not self._query.valued
        role: Role = "operand" if held or self._query.former else "answer"
        for source in sources:
            solver = self._solver.of(source.unit, source.year)
            meant = apart([solver.resolved(measure, source.report) for measure in measures])
            for measure, resolved in zip(measures, meant, strict=True):
                if not settled(resolved) and self._made_up(measure, source):
                    continue
                if found := self._settled(resolved):
                    tell_value(self._page, self._query, found, role)
                    told.append(found)
        both = self._query.compare or len(sources) > 1
        if both and len(measures) == 1 and len(told) == _PAIR:
            tell_pair(self._page, self._query, *told)

    def _made_up(self, measure: Measure, source: Source) -> bool:
        """Tells an amount that no place tells: added up of what makes it up, or that of the year
        before from the present one and its change."""
        report, solver = source.report, self._solver.of(source.unit, source.year)
        worked = summed(measure, report, solver, ANSWERED_FROM)
        year = solver.year(report)
        if worked is None and year == report.fiscal_year - 1:
            present = self._solver.of(source.unit, report.fiscal_year)
            now = present.resolved(measure, report)
            worked = former(now, report, present) if settled(now) else None
        if worked is not None:
            self._worked(worked, report)
        return worked is not None

    def _settled(self, resolved: Resolved) -> Chosen | None:
        """The reading that answers; where none does, what may be meant is kept to be offered."""
        if settled(resolved):
            self._done += 1
            self._answered.append(resolved.measure.words)
            self.chance = min(self.chance, resolved.chance)
            return resolved.options[0][0]
        if resolved.chance < OFFERED_FROM and self._is_no_name(resolved.measure.words):
            return None
        self._offering.unsure.append(resolved)
        if resolved.chance >= OFFERED_FROM:
            self._offering.offer(resolved)
        return None

    def _is_no_name(self, words: str) -> bool:
        """Whether words that mean nothing told are too short to name anything, where something else
        was named."""
        short = len(words.split()) == 1 if is_latin(words) else len(name_key(words)) <= _PAIR
        return short and len(measures_of(self._query)) > 1

    def _worked(self, worked: Worked | Unsolved, report: Report) -> None:
        if isinstance(worked, Unsolved):
            self._unworked(worked)
        elif worked.chance >= ANSWERED_FROM:
            self._done += 1
            self.chance = min(self.chance, worked.chance)
            tell_worked(self._page, self._query, worked, report)

    def _unworked(self, unsolved: Unsolved) -> None:
        """Of a calculation that cannot be made what is told, and what is missing."""
        for one in unsolved.had:
            tell_value(self._page, self._query, one, "operand")
        self._had = self._had or bool(unsolved.had)
        if not unsolved.lacking:
            senseless = "The calculation asked cannot be made of these."
            self._offering.remark("这些数之间算不出所问的结果。", senseless)
            return
        for resolved in (unsolved.resolved, *unsolved.others):
            self._offering.unsure.append(resolved)
            self._offering.offer(resolved)

    def _change(self, measure: Measure, report: Report, solver: Solver) -> None:
        if measure.basis == _PLAN and not measure.last and report.kind == "final_accounts":
            plan = Reckon("difference", (replace(measure, basis=_OUTCOME), measure))
            self._worked(reckoned(plan, report, solver, ANSWERED_FROM), report)
            return
        now = solver.resolved(measure, report)
        if not settled(now):
            self._settled(now)
            return
        found = changed(now, report, solver)
        before = former(now, report, solver) if self._query.former else None
        if isinstance(found, Worked):
            self._worked(found, report)
            return
        tell_value(self._page, self._query, now.options[0][0], "context")
        if isinstance(found, Chosen):
            self._done += 1
            of_amount, of_rate = roles_of(self._query)
            tell_value(self._page, self._query, found, of_amount)
            if rate := told_rate(found):
                tell_value(self._page, self._query, rate, of_rate)
            elif (percent := rate_of(found, now.options[0][0])) is not None:
                tell_rate(self._page, self._query, percent, found, now.options[0][0])
            if before is not None:
                self._worked(before, report)
        else:
            self._offering.unsure.append(now)

    def _listed(self, listed: Listed | Unsolved | None) -> None:
        if isinstance(listed, Unsolved):
            if found := self._settled(listed.resolved):
                tell_value(self._page, self._query, found)
        elif listed is not None and listed.chance >= ANSWERED_FROM:
            self._done += 1
            self.chance = min(self.chance, listed.chance)
            tell_listed(self._page, listed)

    def _reckoned_on(self, asked: Rank, listed: Listed | None, solver: Solver) -> None:
        """The sum of listed lines and their share of a whole, where those are asked besides."""
        if listed is None or listed.chance < ANSWERED_FROM:
            return
        if asked.summed or asked.share == "all":
            tell_sum(self._page, listed)
        if not asked.share:
            return
        whole = listed.all_told
        if asked.share_of is not None:
            resolved = solver.resolved(asked.share_of, listed.report)
            whole = resolved.options[0][0].figure if settled(resolved) else whole
        if whole is None or not tell_shares(self._page, asked.share, listed, whole):
            self.chance = min(self.chance, _IN_PART)

    def _series(self, asked: Series, source: Source) -> None:
        report = source.report
        found = self._settled(self._solver.of(source.unit).resolved(asked.measure, report))
        if found is None:
            return
        figure = found.figure
        stage = figure.stage if figure.stage in _STAGES.values() else _STAGES[report.kind]
        measure = ConceptMeasure(figure.concept, figure.fund, figure.nature)
        told: Sequence[object] = ()
        if figure.concept and not source.unit:
            over_years = self._library.series(measure, report.publisher, stage).told
            told = over_years[-asked.back :] if asked.back else over_years
        if len(told) < _PAIR or found.thing is None:
            tell_value(self._page, self._query, found)
        else:
            tell_series(self._page, found.thing.label, over_years[-len(told) :])

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
