"""Read, link, solve, decide, compose: one question to one answer."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from assistant.answers import Answer, Choice, Question
from assistant.composing.compose_by_concept import answer_by_concept
from assistant.composing.page import Page
from assistant.composing.quoting import TEXT_LIMIT, quotes
from assistant.composing.told import (
    tell_listed,
    tell_pair,
    tell_places,
    tell_rate,
    tell_series,
    tell_value,
    tell_worked,
)
from assistant.composing.wording import line_in_words, report_list
from assistant.deciding.decide import ANSWERED_FROM, OFFERED_FROM, offered, settled
from assistant.linking.reports import Source, groups_by_publisher, one_of_each_year, printing
from assistant.linking.scope import Scope, scope_of
from assistant.passages.closest import answers as near_enough
from assistant.passages.closest import is_calibrated
from assistant.passages.ranking import Evidence
from assistant.passages.retrieval import nearest, retrieve
from assistant.plan import ByConcept, Name, Plan, Search, SearchKind
from assistant.plan import Order as OrderOfPlan
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
from assistant.reading.turn import Turn, after
from assistant.solving.amounts import Chosen
from assistant.solving.lists import Listed, parts, ranked
from assistant.solving.query_of import query_of
from assistant.solving.reasons import Reason, reasons_of
from assistant.solving.reckon import Worked, changed, completed, rate_of, reckoned, told_rate
from assistant.solving.resolve import Resolved, Solver, Unsolved
from ingest.across import Measure as ConceptMeasure
from ingest.concepts.concept import name_key
from ingest.language.glyphs import is_latin
from ingest.library import Library
from ingest.nouns import Report, Stage

_FEW = 8
"""Bodies among which a question that names none is answered with a choice."""
_LOOKED_INTO = 12
"""Reports in which a measure is looked for that is asked of all bodies."""
_LEAST_ROOM = 300
_PAIR = 2
_LIKELY = 0.4
_REASONS = 3
_STAGES: dict[str, Stage] = {"final_accounts": "final", "budget": "budget"}
_TOTALS = ("income", "income_total", "expenditure", "expenditure_total")


def read_conversation(question: Question, network: Reader) -> Turn:
    """The last turn, with what it leaves out taken from those before it."""
    turns: list[Turn] = []
    texts = [simplified(text) for text in (*question.earlier, question.text)]
    for at, text in enumerate(texts):
        turn = network.read(text, texts[:at])
        turns.append(after(turn, turns[-1]) if turns else turn)
    return turns[-1]


def answered(question: Question, library: Library) -> tuple[Answer, float, float]:
    """The answer to a question; how surely its figures are those that were named; and how surely
    nothing else was wanted of them."""
    network = reader()
    turn = read_conversation(question, network)
    scope = scope_of(turn, library, network)
    query = query_of(turn, scope)
    asking = Asking(question, query, scope, turn, library, network)
    return asking.answer(), asking.chance, turn.sure


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
        self._choices: list[Choice] = []
        self._unsure: list[Resolved] = []
        self._done = 0
        self.chance = scope.chance

    def answer(self) -> Answer:
        """The answer, a choice of readings, or what is not told."""
        asked = self._query.asked
        if answer := self._at_once(asked):
            return answer
        words_alone = all(isinstance(one, Said) for one in asked)
        everywhere = words_alone and not self._scope.named
        sources = [Source(one) for one in self._scope.reports] if everywhere else self._sources()
        if sources is None:
            return self._which()
        for one in asked:
            self._tell(one, sources)
        if not self._done:
            return self._clarify() if self._choices else self._not_told()
        if self._unsure:
            return self._in_part()
        return self._page.answer(self._question, "answered")

    def _at_once(self, asked: Sequence[Asked]) -> Answer | None:
        """What needs no look into a report."""
        held = report_list(self._library.reports())
        if not held:
            return self._refused("资料库里还没有报告，请先添加：python -m ingest add 文件")
        if any(isinstance(one, Help) for one in asked):
            return self._help()
        if self._scope.missing:
            return self._missing()
        if any(isinstance(one, Held) for one in asked):
            return self._held()
        if not asked:
            return self._refused(f"没有看懂要查什么。资料库现有：{held}。")
        over = (self._over(one) for one in asked if isinstance(one, OverBodies))
        return next((answer for answer in over if answer), None)

    def _sources(self) -> list[Source] | None:
        """One report a body and year, or None where it must be asked whose is meant."""
        found: list[Source] = []
        units = self._scope.units or ("",) * len(self._scope.groups)
        for group, unit in zip(self._scope.groups, units, strict=True):
            by_publisher = groups_by_publisher(group)
            if len(by_publisher) > 1 and not self._query.compare:
                narrowed = printing(self._turn.said("thing"), group, self._library)
                by_publisher = groups_by_publisher(narrowed)
                if len(by_publisher) != 1:
                    return None
            for reports in by_publisher.values():
                of_years = one_of_each_year(reports, self._scope, self._query)
                found += [Source(report, unit) for report in of_years]
        return list(dict.fromkeys(found))

    def _tell(self, asked: Asked, sources: Sequence[Source]) -> None:
        if isinstance(asked, Value):
            self._values(asked.measures, sources)
        elif isinstance(asked, Said):
            self._said(asked, list(dict.fromkeys(source.report for source in sources)))
        elif isinstance(asked, Series):
            self._series(asked, sources[0].report)
        else:
            for source in sources:
                self._tell_of(asked, source)

    def _tell_of(self, asked: Asked, source: Source) -> None:
        report, self._solver = source.report, self._solver.of(source.unit)
        match asked:
            case Reckon():
                self._worked(reckoned(asked, report, self._solver), report)
            case Change(measures):
                for measure in measures:
                    self._change(measure, report)
            case Completion(measures):
                for measure in measures:
                    self._worked(completed(measure, report, self._solver), report)
            case Parts() | Rank():
                self._listed(self._lines(asked, report))
            case Check():
                for measure in asked.measures:
                    self._check(measure, report)
            case _:
                pass

    def _lines(self, asked: Parts | Rank, report: Report) -> Listed | Unsolved | None:
        if isinstance(asked, Parts):
            return parts(asked, report, self._solver)
        return ranked(asked, report, self._solver)

    def _check(self, measure: Measure, report: Report) -> None:
        resolved = self._solver.resolved(measure, report)
        if not settled(resolved):
            self._settled(resolved)
        elif tell_places(self._page, resolved.options[0][0]):
            self._done += 1
            self.chance = min(self.chance, resolved.chance)
        else:
            self._unsure.append(resolved)

    def _values(self, measures: Sequence[Measure], sources: Sequence[Source]) -> None:
        told: list[Chosen] = []
        for measure in measures:
            for source in sources:
                solver = self._solver.of(source.unit)
                found = self._settled(solver.resolved(measure, source.report))
                if found is not None:
                    tell_value(self._page, self._query, found)
                    told.append(found)
        both = self._query.compare or len(sources) > 1
        if both and len(measures) == 1 and len(told) == _PAIR:
            tell_pair(self._page, self._query, *told)

    def _settled(self, resolved: Resolved) -> Chosen | None:
        """The reading that answers; where none does, what may be meant is kept to be offered."""
        if settled(resolved):
            self._done += 1
            self.chance = min(self.chance, resolved.chance)
            return resolved.options[0][0]
        self._unsure.append(resolved)
        if resolved.chance >= OFFERED_FROM:
            self._offer(resolved)
        return None

    def _offer(self, resolved: Resolved) -> None:
        for one in offered(resolved):
            report, figure = one.report, one.figure
            amount = self._page.amount(report, figure, "context")
            label = f"{self._page.whose(report)}：{line_in_words(figure)} {amount}"
            title = self._page.title(report, figure)
            table = f"《{title}》" if title else ""
            line = f"{figure.row_code}{figure.row_label}{''.join(figure.column_path)}"
            asked = f"{report.publisher}{report.fiscal_year}年{table}{line}是多少？"
            if label not in (choice.label for choice in self._choices):
                self._choices.append(Choice(label, asked))

    def _worked(self, worked: Worked | Unsolved, report: Report) -> None:
        if isinstance(worked, Unsolved):
            self._unsure.append(worked.resolved)
            if not settled(worked.resolved):
                self._offer(worked.resolved)
        elif worked.chance >= ANSWERED_FROM:
            self._done += 1
            self.chance = min(self.chance, worked.chance)
            tell_worked(self._page, worked, report)

    def _change(self, measure: Measure, report: Report) -> None:
        now = self._solver.resolved(measure, report)
        if not settled(now):
            self._settled(now)
            return
        found = changed(now, report, self._solver)
        if isinstance(found, Worked):
            self._worked(found, report)
            return
        tell_value(self._page, self._query, now.options[0][0], "context")
        if isinstance(found, Chosen):
            self._done += 1
            tell_value(self._page, self._query, found)
            if rate := told_rate(found):
                tell_value(self._page, self._query, rate)
            elif (percent := rate_of(found, now.options[0][0])) is not None:
                tell_rate(self._page, percent, found, now.options[0][0])
        else:
            self._unsure.append(now)

    def _listed(self, listed: Listed | Unsolved | None) -> None:
        if isinstance(listed, Unsolved):
            if found := self._settled(listed.resolved):
                tell_value(self._page, self._query, found)
        elif listed is not None and listed.chance >= ANSWERED_FROM:
            self._done += 1
            self.chance = min(self.chance, listed.chance)
            tell_listed(self._page, listed)

    def _series(self, asked: Series, report: Report) -> None:
        found = self._settled(self._solver.resolved(asked.measure, report))
        if found is None:
            return
        figure = found.figure
        stage = figure.stage if figure.stage in _STAGES.values() else _STAGES[report.kind]
        measure = ConceptMeasure(figure.concept, figure.fund, "")
        told: Sequence[object] = ()
        if figure.concept:
            over_years = self._library.series(measure, report.publisher, stage).told
            told = over_years[-asked.back :] if asked.back else over_years
        if len(told) < _PAIR or found.thing is None:
            tell_value(self._page, self._query, found)
        else:
            tell_series(self._page, found.thing.label, over_years[-len(told) :])

    def _said(self, asked: Said, reports: Sequence[Report]) -> None:
        """What the reports say in words, quoted."""
        if self._scope.named:
            reports = [other for one in reports for other in self._solver.family(one)]
        if asked.aspect == "reason" and self._reasons(asked.topics, reports):
            return
        plan = self._plan_of(asked, tuple(reports))
        evidence = self._evidence(plan)
        if not evidence:
            if self._done and asked.aspect == "reason":
                self._page.lines.append("报告没有说明原因。")
            return
        room = max(_LEAST_ROOM, TEXT_LIMIT - sum(map(len, self._page.lines)))
        text, figures = quotes(plan, evidence, self._page.cited, self._library, room)
        if text:
            self._done += 1
            self._page.states(figures)
            self._page.lines.append(text)
            self._page.read(plan.reading.removeprefix("我的理解："))

    def _reasons(self, topics: Sequence[str], reports: Sequence[Report]) -> bool:
        """Tells the reasons that stand beside the changes of what was named."""
        around = self._turn.besides("body", "year")
        found: dict[str, Reason] = {}
        for topic in topics:
            for report in reports:
                best = self._solver.resolved(Measure(topic, around), report)
                if best.best and best.best.thing and best.chance >= _LIKELY:
                    for one in reasons_of(best.best.thing, report, self._solver):
                        found.setdefault(one.words, one)
        for one in list(found.values())[:_REASONS]:
            mark = self._page.cited.cite(one.report, one.passage.locators, one.words)
            self._page.lines.append(f"{self._page.whose(one.report)}：“{one.words}”{mark}")
            if one.blank:
                self._page.lines.append("（报告在此处没有写出原因。）")
            self._page.quoted(one.report, one.words)
        self._done += bool(found)
        return bool(found)

    def _plan_of(self, asked: Said, reports: tuple[Report, ...]) -> Plan:
        topics = tuple(self._in_print(topic, reports) for topic in asked.topics)
        alone = asked.aspect == "define" or "thing" in self._turn.taken or self._page.english
        content = "|".join(topics) if alone and topics else asked.sought
        search = Search(
            report_ids=tuple(report.id for report in reports),
            kind=_kind_of(asked),
            query=content.replace("|", ""),
            content=(content,),
            names=tuple(_named(topic) for topic in topics),
            named=self._scope.named,
        )
        english = self._page.english
        return Plan(self._question.text, english, reports, named=True, search=search)

    def _in_print(self, topic: str, reports: Sequence[Report]) -> str:
        """A topic in Chinese, where it was said in English and a report tells amounts of it."""
        if not is_latin(topic) or not reports:
            return topic
        resolved = self._solver.resolved(Measure(topic), reports[0])
        best = resolved.best
        return best.thing.label if best and best.thing and resolved.chance >= _LIKELY else topic

    def _evidence(self, plan: Plan) -> tuple[Evidence, ...]:
        if plan.search is None:
            return ()
        found = retrieve(plan.search, plan.reports, self._library)
        if found or not is_calibrated(self._library):
            return found
        near = nearest(plan.search, plan.reports, self._library)
        return near if near_enough(near) else ()

    def _over(self, asked: OverBodies) -> Answer | None:
        """One measure over all bodies: by the concept that most of their reports mean by it."""
        years = self._scope.years.named
        reports = [r for r in self._scope.reports if not years or r.fiscal_year in years]
        weight: dict[str, float] = {}
        for report in reports[:_LOOKED_INTO]:
            for one, chance in self._solver.resolved(asked.measure, report).options[:1]:
                if one.figure.concept and one.thing and "=" not in one.thing.key:
                    weight[one.figure.concept] = weight.get(one.figure.concept, 0.0) + chance
        if not weight:
            return None
        concept = max(weight, key=lambda ident: weight[ident])
        publishers = tuple(dict.fromkeys(r.publisher for r in self._scope.reports))
        by = ByConcept(
            kind="ranking",
            measure=ConceptMeasure(concept, asked.measure.fund, ""),
            words=asked.measure.words,
            stage=_STAGES.get(self._scope.kind, ""),
            year=years[0] if years else 0,
            order=OrderOfPlan(asked.order.count, asked.order.first, asked.order.lowest),
            publishers=publishers if self._scope.named else (),
            total=concept in _TOTALS,
            unit=self._query.unit,
        )
        plan = Plan(self._question.text, self._page.english, tuple(reports), self._scope.named)
        return answer_by_concept(self._question, plan, by, self._library)

    # what cannot be answered

    def _in_part(self) -> Answer:
        """Of several things some were told; of the others it is said, with what they may mean."""
        words = "、".join(dict.fromkeys(one.measure.words for one in self._unsure))
        if self._page.english:
            self._page.lines.append(f"Not clear or not told: {words}.")
        else:
            self._page.lines.append(f"“{words}”没有找到，或有几种可能：")
        choices = tuple(self._choices[:_FEW])
        self._page.lines += [f"· {choice.label}" for choice in choices]
        return self._page.answer(self._question, "clarify", choices)

    def _clarify(self) -> Answer:
        head = "这个说法有几种可能，请问您指哪一种？"
        if self._page.english:
            head = "Several readings fit. Which one do you mean?"
        return self._chosen_from(head)

    def _chosen_from(self, head: str) -> Answer:
        choices = tuple(self._choices[:_FEW])
        self._page.lines = [head, *(f"· {choice.label}" for choice in choices)]
        return self._page.answer(self._question, "clarify", choices)

    def _which(self) -> Answer:
        """Whose report is meant: with each one's figure where few come into question."""
        told = groups_by_publisher(self._scope.reports)
        if len(told) <= _FEW:
            self._offer_each(reports[0] for reports in told.values())
            if self._choices:
                return self._chosen_from("有几份报告符合，请问您指哪一份？")
        self._choices = [Choice(name, f"{name}{self._question.text}") for name in told]
        head = "Whose report do you mean?" if self._page.english else "请问您问的是哪个单位？"
        return self._chosen_from(f"{head}资料库现有{len(told)}个单位的报告，例如：")

    def _offer_each(self, reports: Iterable[Report]) -> None:
        measures = measures_of(self._query)
        for report in reports:
            whose = self._page.whose(report)
            asked = f"{report.publisher}{report.fiscal_year}年{self._question.text}"
            if not measures:
                self._choices.append(Choice(whose, asked))
                continue
            resolved = self._solver.resolved(measures[0], report)
            if resolved.best and resolved.chance >= OFFERED_FROM and resolved.best.told:
                figure = resolved.best.figure
                amount = self._page.amount(report, figure, "context")
                label = f"{whose}：{line_in_words(figure)} {amount}"
                self._choices.append(Choice(label, asked))

    def _missing(self) -> Answer:
        names = "、".join(self._scope.missing)
        near = self._scope.near or self._library.reports()
        words = f"资料库中没有{names}的报告。现有：{report_list(tuple(near))}。"
        if self._page.english:
            words = f"The library does not hold a report for that ({names}). " + words
        return self._refused(words)

    def _not_told(self) -> Answer:
        asked = "、".join(self._turn.said("thing")) or self._turn.text
        words = f"报告中没有找到所问的内容（{asked}）。"
        if self._page.english:
            words = "The reports do not tell this. " + words
        near = [c.thing.label for one in self._unsure for c in one.link.candidates[:4]]
        if near:
            words += f"相近的项目有：{'、'.join(dict.fromkeys(near))}。"
        return self._refused(words)

    def _held(self) -> Answer:
        held = self._scope.reports if self._scope.named else self._library.reports()
        years = sorted({report.fiscal_year for report in held})
        bodies = dict.fromkeys(report.publisher for report in held)
        reports = self._page.count(len(held), "报告")
        number = self._page.count(len(bodies), "单位")
        span = f"{years[0]}年" if years[0] == years[-1] else f"{years[0]}至{years[-1]}年"
        listed = report_list(tuple(held), _FEW)
        self._page.lines.append(f"资料库现有{reports}份报告，{number}个单位，{span}：{listed}。")
        return self._page.answer(self._question, "answered")

    def _help(self) -> Answer:
        self._page.lines.append(
            "我能从已收录的部门预算、决算报告里查数、比较、计算和引用原文，每个数都带出处，"
            "点一下就能看到原页上的那一格。可以这样问：某单位某年的“三公”经费是多少、"
            "比上年增减多少、为什么；项目里最大的三个；两个单位谁多。"
            f"资料库现有：{report_list(self._library.reports())}。"
        )
        return self._page.answer(self._question, "answered")

    def _refused(self, words: str) -> Answer:
        return Answer(self._question, "not_found", words, f"我的理解：{self._turn.text}")


def _named(topic: str) -> Name:
    key = name_key(topic)
    return Name(key, (frozenset((key,)),), light=False, start=0, end=len(key))


def _kind_of(asked: Said) -> SearchKind:
    if asked.aspect == "reason":
        return "reason"
    if asked.aspect == "define":
        return "definition"
    topics = "".join((*asked.topics, asked.sought))
    if any(word in topics for word in ("职责", "职能", "duties", "干什么", "做什么", "管什么")):
        return "duties"
    if any(word in topics for word in ("机构", "内设", "下属单位", "构成", "structure")):
        return "structure"
    return "open"
