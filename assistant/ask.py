"""The one function behind chat, command line, evaluation and API: a question in, an answer out."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass, replace

from assistant.answers import Answer, Draft, Question
from assistant.asking import answered
from assistant.composing.compose import answer_figures, ask_which, ask_which_report, with_quotes
from assistant.composing.compose_by_concept import answer_by_concept
from assistant.composing.corrections_told import with_corrections_told
from assistant.composing.damage_told import with_damage_told
from assistant.composing.discrepancies_told import with_discrepancies_told
from assistant.composing.masked_answers import masked_answer, masked_draft, without_staff
from assistant.composing.quoting import answer_passages
from assistant.composing.reckon import reckon
from assistant.composing.refusals import not_told, refuse
from assistant.composing.scans_told import with_scans_told
from assistant.composing.two_readings import one_of
from assistant.drafting.compose_with_model import write, writes
from assistant.drafting.model import Model
from assistant.figures.by_concept import value_readings
from assistant.figures.figure_search import find_figures
from assistant.figures.lookup import Reading, amount_key
from assistant.figures.parted_lines import rows_of_line
from assistant.linking.editions import editions
from assistant.passages.closest import answers, is_calibrated
from assistant.passages.ranking import Evidence
from assistant.passages.retrieval import nearest, retrieve
from assistant.plan import ByConcept, Lookup, Name, Operation, Plan
from assistant.reading.bounds import beyond_bounds, in_plain_letters
from assistant.understanding.router import route
from ingest.library import Library
from ingest.selection import FigureFilter

_LASTING = ("duties", "structure", "identity")
"""What a body's reports tell alike from year to year: the newest speak."""


@dataclass(frozen=True, slots=True)
class _Found:
    """The answer without a model, and what a model may explain: the plan as it was executed, the
    figures looked up (or the calculation) and the passages that the answer quotes."""

    answer: Answer
    plan: Plan
    readings: tuple[Reading, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    calculated: Answer | None = None


def ask(
    question: Question,
    library: Library,
    llm: Model | None = None,
    *,
    public: bool = True,
    names: bool = False,
) -> Answer:
    """Answer a question from what the library holds. A refusal is an outcome, not an error.

    ``llm`` writes explanations in its own words, each sentence held to what it cites; it never
    supplies a figure. Where it fails, the reports' own words are quoted, as without it. ``public``
    masks the telephone numbers, e-mail addresses and ID numbers that the reports print, and who
    corrected them; ``names`` tells that all the same, to one at the command line.
    A question or conversation longer than the bounds of ``assistant.answers`` is declined in words.
    """
    pieces = ask_streaming(question, library, llm, public=public, names=names)
    return next(piece for piece in pieces if isinstance(piece, Answer))


def ask_streaming(
    question: Question,
    library: Library,
    llm: Model | None = None,
    *,
    public: bool = True,
    names: bool = False,
) -> Iterator[Draft | Answer]:
    """As ``ask``, piece by piece: any number of Drafts, each the whole checked text so far and
    longer than the one before, then the Answer, once and last.

    Without a model (or where none is called for) the Answer comes alone. Each Draft may be shown
    at once: nothing in it is unchecked. The Answer replaces what was shown.
    """
    started = time.perf_counter()
    question = in_plain_letters(question)
    if declined := beyond_bounds(question):
        yield declined
        return
    plan = route(question, library)
    for piece in _pieces(question, plan, library, llm):
        if isinstance(piece, Answer):
            told = without_staff(piece) if public and not names else piece
            told = with_corrections_told(told, english=plan.english)
            told = with_discrepancies_told(told, library, english=plan.english)
            told = with_scans_told(told, library, english=plan.english)
            told = with_damage_told(told, plan.reports, library, english=plan.english)
            told = masked_answer(told) if public else told
            yield replace(told, seconds=round(time.perf_counter() - started, 4))
        else:
            yield masked_draft(piece) if public else piece


def _pieces(
    question: Question, plan: Plan, library: Library, llm: Model | None
) -> Iterator[Draft | Answer]:
    found = _executed(question, plan, library)
    if found.answer.outcome == "not_found" and not _of_all(found.plan):
        found = _in_other_editions(question, library) or found
    read = answered(question, library)
    told_over = _across_reports(found.plan) and not plan.english
    if told_over and (not read.named or not _of_all(found.plan)):
        answer = found.answer
    elif _of_all(found.plan) and (read.named or plan.english):
        # A body was named: what is told of all of them is no answer.
        answer = read.answer
    else:
        places = found.plan.operation is None or found.plan.operation.kind == "places"
        checked = read.checked and places
        answer = one_of(
            found.answer, read.answer, read.chance, library, checked=checked, things=read.things
        )
    if answer is not found.answer:
        yield answer
        return
    if llm is None or not found.evidence or not writes(found.plan):
        yield found.answer
        return
    looked_up = found.calculated
    if found.readings:
        looked_up = answer_figures(question, found.plan, found.readings, (), library)
    yield from write(found.plan, found.answer, looked_up, found.evidence, llm, library)


def _across_reports(plan: Plan) -> bool:
    """Whether a ranking, a series or a total is asked, which one way of asking knows."""
    return plan.concept is not None and plan.concept.kind != "value"


def _of_all(plan: Plan) -> bool:
    """Whether all reports are compared: those that have a second edition are no answer to it."""
    ranks = plan.concept is not None and plan.concept.kind == "ranking"
    return ranks or (plan.operation is not None and bool(plan.operation.across) and not plan.named)


def _in_other_editions(question: Question, library: Library) -> _Found | None:
    """What another edition of the same reports answers, where the preferred ones are silent."""
    for held in editions(library)[1:]:
        found = _executed(question, route(question, library, held), library)
        if found.answer.outcome == "answered":
            return found
    return None


def _executed(question: Question, plan: Plan, library: Library) -> _Found:
    """Execute a plan: calculate, look up or search, and write the answer."""
    if plan.concept and (found := _by_concept(question, plan, plan.concept, library)):
        return found
    if plan.operation:
        return _calculated(question, plan, plan.operation, library)
    plan, readings = _look_up(plan, library)
    if plan.refusal and not readings:
        return _Found(refuse(question, plan, library), plan)
    if plan.otherwise and (not readings or (plan.two_years and not _in_percent(plan))):
        otherwise = _calculated(question, plan, plan.otherwise, library)
        if otherwise.answer.outcome == "answered":
            return otherwise
    evidence: tuple[Evidence, ...] = ()
    if plan.search and not plan.missing:
        evidence = retrieve(plan.search, plan.reports, library)
    if readings:
        return _answer_readings(question, plan, readings, evidence, library)
    if evidence:
        return _answer_evidence(question, plan, evidence, library)
    near = _in_other_words(plan, library)
    if answers(near):
        return _answer_evidence(question, plan, near, library)
    return _Found(not_told(question, plan, library, near), plan)


def _by_concept(
    question: Question, plan: Plan, asked: ByConcept, library: Library
) -> _Found | None:
    """What is asked by concept, where that goes before the printed words."""
    if answer := answer_by_concept(question, plan, asked, library):
        return _Found(answer, plan)
    if not asked.body or (asked.kind == "value" and not asked.body.endswith("本级")):
        return None
    # What the department as a whole prints is another thing.
    readings = value_readings(asked, plan.reports, library) if asked.kind == "value" else ()
    if not readings:
        return _Found(not_told(question, plan, library), plan)
    found = _answer_readings(question, plan, readings, (), library)
    text = f"{asked.body}：{found.answer.text}"
    return replace(found, answer=replace(found.answer, text=text))


def _calculated(question: Question, plan: Plan, operation: Operation, library: Library) -> _Found:
    """The calculation, with the reasons below it where these were asked too."""
    answer = reckon(question, plan, operation, library)
    own_words = plan.search and plan.search.kind == "open" and plan.search.content != plan.asked
    wanted = own_words or (plan.search and plan.search.kind == "reason")
    if plan.search is None or not wanted or answer.outcome != "answered":
        return _Found(answer, plan)
    evidence = retrieve(plan.search, plan.reports, library)
    if not evidence:
        return _Found(answer, plan)
    quoted = with_quotes(answer, plan, evidence, library)
    return _Found(quoted, plan, evidence=evidence, calculated=answer)


def _in_other_words(plan: Plan, library: Library) -> tuple[Evidence, ...]:
    """What comes closest to a question for words alone; a figure is never guessed so."""
    if plan.search is None or plan.lookup is not None or plan.missing:
        return ()
    if not is_calibrated(library):
        return ()
    return nearest(plan.search, plan.reports, library)


def _in_percent(plan: Plan) -> bool:
    """Whether a change is asked in percent, which a sentence may print."""
    change = plan.lookup.change if plan.lookup else None
    return change is not None and change.percent


def _look_up(plan: Plan, library: Library) -> tuple[Plan, tuple[Reading, ...]]:
    """The readings of the plan's look-ups; the plan as it was executed, guess included."""
    readings: tuple[Reading, ...] = ()
    by_concept = plan.concept if plan.concept and plan.concept.kind == "value" else None
    if by_concept and by_concept.measure.fund:
        # Of which money is said: a printed line of another fund does not answer.
        readings = value_readings(by_concept, plan.reports, library)
        if readings:
            return plan, readings
    if plan.lookup is not None:
        readings = _each(plan, library) or find_figures(plan.lookup, plan.reports, library)
    if not readings and plan.lookup and plan.guess:
        plan = _with_guess(plan, plan.lookup, plan.guess)
        readings = find_figures(plan.lookup or Lookup(()), plan.reports, library)
    if by_concept and by_concept.measure.fund:
        asked = by_concept.measure.fund
        readings = tuple(r for r in readings if r.figure.fund in ("", asked))
    if not readings and by_concept:
        readings = value_readings(by_concept, plan.reports, library)
    return plan, readings


def _answer_readings(
    question: Question,
    plan: Plan,
    readings: tuple[Reading, ...],
    evidence: tuple[Evidence, ...],
    library: Library,
) -> _Found:
    if parted := _parted(plan, readings, library):
        return _Found(ask_which(question, plan, parted), plan)
    if plan.rivals and len({r.report.publisher for r in readings}) == 1:
        return _Found(ask_which_report(question, plan, plan.reports), plan)
    unclear = _readings_to_choose(readings, each=plan.each)
    if unclear:
        return _Found(ask_which(question, plan, unclear), plan)
    own = tuple(e for e in evidence if e.report.id == readings[0].report.id)
    if plan.search and plan.search.kind == "open" and plan.search.content == plan.asked:
        own = ()
    answer = answer_figures(question, plan, readings, own, library)
    return _Found(answer, plan, readings, own)


def _parted(plan: Plan, readings: tuple[Reading, ...], library: Library) -> tuple[Reading, ...]:
    """The rows among which a table parts the line that is told, one of which is not the line; none
    where a code was asked for, which may be the second one."""
    if len(readings) != 1 or (plan.lookup and plan.lookup.codes):
        return ()
    rows = rows_of_line(readings[0].figure, library)
    return tuple(Reading(readings[0].report, figure) for figure in rows)


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
) -> _Found:
    reports = {e.report.id: e.report for e in evidence}
    kind = plan.search.kind if plan.search else "open"
    if kind in _LASTING and len({report.publisher for report in reports.values()}) == 1:
        newest = sorted(reports.values(), key=lambda report: -report.fiscal_year)[:2]
        evidence = tuple(e for report in newest for e in evidence if e.report.id == report.id)
    elif len(reports) > 1 and kind != "definition" and not plan.each:
        return _Found(ask_which_report(question, plan, tuple(reports.values())), plan)
    answer = answer_passages(question, plan, evidence, library)
    if not answer.text:
        return _Found(ask_which_report(question, plan, tuple(reports.values())), plan)
    return _Found(answer, plan, evidence=evidence)
