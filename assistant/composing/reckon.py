"""Answers a Plan with an Operation: works it out in each report and writes what came out."""

from __future__ import annotations

from collections.abc import Iterator

from assistant.answers import Answer, Question
from assistant.composing.compose import ask_which, ask_which_report
from assistant.composing.compose_calculation import (
    Draft,
    write_compared,
    write_lines,
    write_places,
    write_worked,
)
from assistant.composing.refusals import not_calculated, silent_in_words, too_many
from assistant.figures.calculation import Worked, work_out
from assistant.figures.lookup import Reading
from assistant.figures.operands import Unresolved
from assistant.figures.ranked_lines import ranked
from assistant.figures.told_places import places_telling
from assistant.plan import Operation, Plan
from ingest.library import Library
from ingest.nouns import Report

_MOST_REPORTS = 60
"""Figure by figure, more reports are not compared: that is for what is known by concept."""
_MOST_ASKED = 8


def reckon(question: Question, plan: Plan, operation: Operation, library: Library) -> Answer:
    """The answer to a question that is a calculation."""
    reports = _one_edition_each(plan.reports)
    if len(reports) > _MOST_REPORTS and operation.across:
        return too_many(question, plan, len(reports))
    if operation.kind in ("lines", "places"):
        return _listed(question, plan, operation, reports, library)
    results = list(_worked_out(operation, reports, library))
    done = tuple(result for result in results if isinstance(result, Worked))
    failed = [r for r in results if isinstance(r, Unresolved)]
    if operation.across:
        done = tuple(sorted(done, key=lambda worked: _mentioned(plan, worked.report)))
        return _compared(question, plan, operation, done, reports, library)
    if not done:
        return _unclear(question, plan, failed)
    if len(done) > 1 and not plan.each:
        return ask_which_report(question, plan, tuple(worked.report for worked in done))
    draft = Draft(plan, library)
    for worked in done:
        write_worked(draft, worked, operation, "answer")
    return draft.answer(question)


def _worked_out(
    operation: Operation, reports: tuple[Report, ...], library: Library
) -> Iterator[Worked | Unresolved]:
    """The result of each report; without comparison, of no more than the reader can be asked of."""
    done = 0
    for report in reports:
        result = work_out(operation, report, library)
        yield result
        done += isinstance(result, Worked)
        if done > _MOST_ASKED and not operation.across:
            return


def _mentioned(plan: Plan, report: Report) -> int:
    """Where the question speaks of a report: by the first two letters of its publisher that are
    there, by its year where that alone tells it apart."""
    text = plan.text
    publishers = {other.publisher for other in plan.reports}
    if len(publishers) == 1:
        return text.find(str(report.fiscal_year))
    found = [text.find(report.publisher[:size]) for size in (len(report.publisher), 4, 3, 2)]
    return next((at for at in found if at >= 0), len(text))


def _one_edition_each(reports: tuple[Report, ...]) -> tuple[Report, ...]:
    families: dict[str, Report] = {}
    for report in reports:
        families.setdefault(report.edition_of or report.id, report)
    return tuple(families.values())


def _unclear(question: Question, plan: Plan, failed: list[Unresolved]) -> Answer:
    readings = tuple(reading for one in failed for reading in one.readings)
    if readings:
        return ask_which(question, plan, readings)
    return not_calculated(question, plan, tuple(one.term for one in failed[:1]))


def _compared(
    question: Question,
    plan: Plan,
    operation: Operation,
    done: tuple[Worked, ...],
    reports: tuple[Report, ...],
    library: Library,
) -> Answer:
    answering = [worked.report.publisher for worked in done]
    silent = {report.publisher for report in reports} - set(answering)
    told_apart = operation.across in ("each", "ranking")
    if len(done) < 2 or (plan.named and silent and not told_apart):
        return not_calculated(question, plan, operation.terms)
    if operation.across != "each" and 1 < len(set(answering)) < len(answering):
        return ask_which_report(question, plan, tuple(worked.report for worked in done))
    draft = Draft(plan, library)
    write_compared(draft, done, operation)
    if plan.named and silent:
        draft.lines.append(silent_in_words(silent, english=plan.english))
    return draft.answer(question)


def _listed(
    question: Question,
    plan: Plan,
    operation: Operation,
    reports: tuple[Report, ...],
    library: Library,
) -> Answer:
    find = _places if operation.kind == "places" else ranked
    results = [find(operation, report, library) for report in reports]
    done = [result for result in results if not isinstance(result, Unresolved)]
    if not done:
        return _unclear(question, plan, [r for r in results if isinstance(r, Unresolved)])
    if len(done) > 1 and not plan.each:
        return ask_which_report(question, plan, tuple(lines[0].report for lines in done))
    draft = Draft(plan, library)
    for lines in done:
        (write_places if operation.kind == "places" else write_lines)(draft, lines)
    return draft.answer(question)


def _places(
    operation: Operation, report: Report, library: Library
) -> tuple[Reading, ...] | Unresolved:
    return places_telling(operation.terms[0], report, library, operation.number)
