"""What the reports say in words: reasons beside changes, terms, duties, any passage; quoted."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.composing.page import Page
from assistant.composing.quoting import TEXT_LIMIT, quotes
from assistant.linking.scope import Scope
from assistant.passages.closest import answers as near_enough
from assistant.passages.closest import is_calibrated
from assistant.passages.ranking import Evidence
from assistant.passages.retrieval import nearest, retrieve
from assistant.plan import Name, Plan, Search, SearchKind
from assistant.query import Measure, Said
from assistant.reading.turn import Turn
from assistant.solving.coverage import tells_amount_of
from assistant.solving.reasons import Reason, reasons_of
from assistant.solving.resolve import Solver
from ingest.concepts.concept import name_key
from ingest.language.glosses import is_latin
from ingest.library import Library
from ingest.nouns import Report

_LEAST_ROOM = 300
_LIKELY = 0.4
_REASONS = 3


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
        least: float = 0.0,
    ) -> bool:
        """Quotes what the reports say, and tells whether anything was found; ``beside`` figures it
        is said where they give no reason. Of ``amounts`` only what tells one of a topic."""
        if self._scope.named:
            reports = [other for one in reports for other in self._solver.family(one)]
        if asked.aspect == "reason" and self._reasons(asked.topics, reports):
            return True
        plan = self._plan_of(asked, tuple(reports))
        evidence = self._evidence(plan)
        if amounts:
            evidence = tuple(one for one in evidence if _tells_amount(asked.topics, one))
        if not evidence or evidence[0].score < least:
            if beside and asked.aspect == "reason":
                self._page.lines.append("报告没有说明原因。")
            return False
        room = max(_LEAST_ROOM, TEXT_LIMIT - sum(map(len, self._page.lines)))
        text, figures = quotes(plan, evidence, self._page.cited, self._library, room)
        if text:
            self._page.states(figures)
            self._page.lines.append(text)
            self._page.read(plan.reading.removeprefix("我的理解："))
        return bool(text)

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
        return Plan(self._turn.text, english, reports, named=True, search=search)

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


def _tells_amount(topics: Sequence[str], evidence: Evidence) -> bool:
    return any(tells_amount_of(topic, evidence.passage.text) for topic in topics)


def _named(topic: str) -> Name:
    key = name_key(topic)
    return Name(key, (frozenset((key,)),), light=False, start=0, end=len(key))


def _kind_of(asked: Said) -> SearchKind:
    if asked.aspect == "reason":
        return "reason"
    if asked.aspect == "define":
        return "definition"
    topics = "".join(asked.topics or (asked.sought,))
    if any(word in topics for word in ("职责", "职能", "duties", "干什么", "做什么", "管什么")):
        return "duties"
    if any(word in topics for word in ("机构", "内设", "下属单位", "构成", "structure")):
        return "structure"
    return "open"
