"""The one function behind chat, command line, evaluation and API: a question in, an answer out."""

from __future__ import annotations

import time
from dataclasses import replace

from assistant.answers import Answer, Question
from assistant.compose import answer_figures, ask_which, ask_which_report
from assistant.figure_search import find_figures
from assistant.lookup import Reading, amount_key
from assistant.plan import Lookup, Name, Plan
from assistant.quoting import answer_passages
from assistant.ranking import Evidence
from assistant.reckon import reckon
from assistant.refusals import not_told, refuse
from assistant.retrieval import retrieve
from assistant.router import route
from ingest.library import Library
from ingest.nouns import Discrepancy
from ingest.selection import FigureFilter

_LASTING = ("duties", "structure", "identity")
"""What a body's reports tell alike from year to year: the newest speak."""


def ask(question: Question, library: Library) -> Answer:
    """Answer a question from what the library holds. A refusal is an outcome, not an error."""
    started = time.perf_counter()
    plan = route(question, library)
    answer = execute(question, plan, library)
    return replace(answer, seconds=round(time.perf_counter() - started, 4))


def execute(question: Question, plan: Plan, library: Library) -> Answer:
    """Execute a plan: calculate, look up or search, and write the answer."""
    if plan.refusal:
        return refuse(question, plan, library)
    if plan.operation:
        return reckon(question, plan, plan.operation, library)
    plan, readings = _look_up(plan, library)
    if plan.otherwise and (not readings or (plan.two_years and not _in_percent(plan))):
        answer = reckon(question, plan, plan.otherwise, library)
        if answer.outcome == "answered":
            return answer
    evidence: tuple[Evidence, ...] = ()
    if plan.search and not plan.missing:
        evidence = retrieve(plan.search, plan.reports, library)
    if readings:
        return _answer_readings(question, plan, readings, evidence, library)
    if evidence:
        return _answer_evidence(question, plan, evidence, library)
    return not_told(question, plan, library)


def _in_percent(plan: Plan) -> bool:
    """Whether a change is asked in percent, which a sentence may print."""
    change = plan.lookup.change if plan.lookup else None
    return change is not None and change.percent


def _look_up(plan: Plan, library: Library) -> tuple[Plan, tuple[Reading, ...]]:
    """The readings of the plan's look-ups; the plan as it was executed, guess included."""
    if plan.lookup is None:
        return plan, ()
    readings = _each(plan, library) or find_figures(plan.lookup, plan.reports, library)
    if not readings and plan.guess:
        plan = _with_guess(plan, plan.lookup, plan.guess)
        readings = find_figures(plan.lookup or Lookup(()), plan.reports, library)
    return plan, readings


def _answer_readings(
    question: Question,
    plan: Plan,
    readings: tuple[Reading, ...],
    evidence: tuple[Evidence, ...],
    library: Library,
) -> Answer:
    if plan.rivals and len({r.report.publisher for r in readings}) == 1:
        return ask_which_report(question, plan, plan.reports)
    unclear = _readings_to_choose(readings, each=plan.each)
    if unclear:
        return ask_which(question, plan, unclear)
    own = tuple(e for e in evidence if e.report.id == readings[0].report.id)
    if plan.search and plan.search.kind == "open" and plan.search.content == plan.asked:
        own = ()
    answer = answer_figures(question, plan, readings, own, library)
    return replace(answer, discrepancies=_met_on_the_way(readings, library))


def _each(plan: Plan, library: Library) -> tuple[Reading, ...]:
    """The readings of each of the things asked, or nothing where one of them is not told."""
    found: list[Reading] = []
    for lookup in plan.more:
        readings = _beside(found, find_figures(lookup, plan.reports, library))
        if len(readings) != 1 or readings[0].others or readings[0].figure.value is None:
            return ()
        found += readings
    found = _going_on(found, library)
    same = len({reading.figure.id for reading in found}) < len(found)
    return () if same else tuple(found)


def _beside(found: list[Reading], readings: tuple[Reading, ...]) -> tuple[Reading, ...]:
    """Of several figures that fit, the one told in the sentence of the figure asked before."""
    if not found or len(readings) != 1 or not readings[0].others:
        return readings
    before = found[-1].figure
    fitting = (readings[0].figure, *readings[0].others)
    same = [f for f in fitting if before.sentence and f.sentence == before.sentence]
    alike = len({(f.row_label, f.column_path) for f in same}) == 1
    return (Reading(readings[0].report, same[0]),) if alike else readings


def _going_on(found: list[Reading], library: Library) -> list[Reading]:
    """有几个项目…？涉及资金多少: of figures of one label in a sentence, the one after those asked
    before it is meant."""
    going: list[Reading] = []
    for reading in found:
        figure = reading.figure
        if going and figure.sentence and figure.sentence == going[-1].figure.sentence:
            told = library.figures(FigureFilter(report_ids=(reading.report.id,), in_prose=True))
            after = told[told.index(going[-1].figure) + 1 :] if going[-1].figure in told else ()
            same = [
                other
                for other in after
                if other.sentence == figure.sentence
                and other.row_label.startswith(figure.row_label)
                and (other.unit, other.column_path) == (figure.unit, figure.column_path)
            ]
            if figure not in after and same:
                reading = replace(reading, figure=same[0], agreeing=())
        going.append(reading)
    return going


def _met_on_the_way(readings: tuple[Reading, ...], library: Library) -> tuple[Discrepancy, ...]:
    """The discrepancies of which a figure of the answer is one side."""
    places = {
        place
        for reading in readings
        for figure in (reading.figure, *reading.agreeing)
        for place in figure.locators
    }
    reports = dict.fromkeys(reading.report.id for reading in readings)
    return tuple(
        found
        for report_id in reports
        for found in library.discrepancies(report_id)
        if found.severity == "discrepancy"
        and not places.isdisjoint((*found.left_locators, *found.right_locators))
    )


def _with_guess(plan: Plan, lookup: Lookup, guess: Name) -> Plan:
    """The plan with the printed name that the question probably misspelt."""
    names = tuple(n for n in lookup.names if n.end <= guess.start or n.start >= guess.end)
    return replace(plan, lookup=replace(lookup, names=(*names, guess)))


def _readings_to_choose(readings: tuple[Reading, ...], *, each: bool) -> tuple[Reading, ...]:
    """The readings to offer where they differ and none is clearly meant; else nothing."""
    if not each and len({reading.report.id for reading in readings}) > 1:
        return readings
    offered: list[Reading] = []
    for reading in readings:
        if reading.others:
            offered.append(reading)
            offered += [Reading(reading.report, figure) for figure in reading.others]
    amounts = {amount_key(reading.figure) for reading in offered}
    return tuple(offered) if len(amounts) > 1 else ()


def _answer_evidence(
    question: Question, plan: Plan, evidence: tuple[Evidence, ...], library: Library
) -> Answer:
    reports = {e.report.id: e.report for e in evidence}
    kind = plan.search.kind if plan.search else "open"
    if kind in _LASTING and len({report.publisher for report in reports.values()}) == 1:
        newest = sorted(reports.values(), key=lambda report: -report.fiscal_year)[:2]
        evidence = tuple(e for report in newest for e in evidence if e.report.id == report.id)
    elif len(reports) > 1 and kind != "definition" and not plan.each:
        return ask_which_report(question, plan, tuple(reports.values()))
    answer = answer_passages(question, plan, evidence, library)
    if not answer.text:
        return ask_which_report(question, plan, tuple(reports.values()))
    return answer
