"""Reads a question, in the light of the turns before it, into a Plan."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

from assistant.answers import Question
from assistant.linking.editions import editions
from assistant.plan import Change, Lookup, Name, Operation, Plan, Refusal, Search
from assistant.understanding.asked_text import guarded_names
from assistant.understanding.bodies_meant import with_row_body
from assistant.understanding.follow_ups import after, with_both_reports, with_lines_of
from assistant.understanding.halves import parted
from assistant.understanding.inner_names import inner_named
from assistant.understanding.items_meant import (
    names_in,
    nearly_named,
    reports_printing,
    vocabulary,
)
from assistant.understanding.measures_meant import asked_by_concept
from assistant.understanding.operations_meant import change_meant, completion_meant, operation_meant
from assistant.understanding.printed_names import Vocabulary, labels_of
from assistant.understanding.titles_meant import with_printed_titles
from assistant.understanding.turn import (
    Turn,
    calculation_in,
    content_runs,
    read_turn,
    unit_asked,
)
from assistant.understanding.unheld import whom_in_words, with_unknown_subject
from assistant.understanding.wants import AMOUNT, search_kind, wants_figure, words_wanted
from assistant.words.lexicon import lexicon
from ingest.library import Library
from ingest.nouns import Report
from ingest.selection import FigureFilter

_COMPANION = re.compile(r"(比|较|同比|跟|与).{0,8}(怎么样|怎样|如何|情况|变化|呢)|[,，].{0,60}同比")
_FEW = 4
_CLAUSE = re.compile(r"[^,，?？。;；!！、]+")


def route(question: Question, library: Library, held: tuple[Report, ...] | None = None) -> Plan:
    """The plan for a question; what it needs from the library are names, not figures.

    ``held`` are the reports to answer from: one edition of each, the preferred one if not given.
    """
    held = editions(library)[0] if held is None else held
    labels = labels_of(library.catalogue())
    turn = read_conversation(question, held, labels)
    if not held:
        return _refused(turn, "empty")
    turn = with_row_body(turn, held, library.catalogue())
    turn = turn if question.earlier else with_unknown_subject(turn, library)
    concept = asked_by_concept(turn)
    if turn.meant.missing and not turn.meant.reports:
        return replace(_refused(turn, "not_held"), concept=concept)
    turn = with_printed_titles(turn, library)
    return replace(_by_words(turn, library), concept=concept)


def _by_words(turn: Turn, library: Library) -> Plan:
    """What is asked by the words that reports print."""
    known = vocabulary(library.catalogue(), turn.meant.reports)
    operation = _operation(turn, known)
    if operation is not None:
        return _calculated(turn, operation, known)
    if _beyond_single_figures(turn, known):
        return _refused(turn, "calculation")
    names, guess = _names(turn, library)
    turn = _narrowed(turn, names, library)
    figures, kept, words = _halves(turn, names)
    lookup = _lookup(replace(turn, masked=figures), kept)
    search = _search(turn, names, words)
    otherwise = completion_meant(turn, known) or change_meant(turn, known)
    if search and otherwise and otherwise.kind == "completion" and search.change is None:
        search = replace(search, change=Change("预算", "", percent=True))
    two_years = len(turn.meant.years) == 2 and len(turn.meant.reports) == 1
    if lookup is None and search is None:
        return _refused(turn, "nothing_asked")
    return replace(
        _reports_alone(turn),
        lookup=lookup,
        search=search,
        each=turn.meant.each,
        guess=guess,
        otherwise=otherwise if lookup or two_years else None,
        two_years=two_years,
        rivals=turn.meant.rivals,
        more=(_each_asked(turn, figures, kept) or _amount_and_rate(lookup)) if lookup else (),
    )


def read_conversation(
    question: Question, held: tuple[Report, ...], labels: Mapping[str, tuple[str, ...]]
) -> Turn:
    """The last turn, with what it leaves out taken from the turns before it."""
    turns = [read_turn(text, held, labels) for text in (*question.earlier, question.text)]
    turns[-1] = with_lines_of(turns[-1], turns[:-1])
    folded = [turns[0]]
    for turn in turns[1:]:
        folded.append(after(with_both_reports(turn, folded), folded[-1]))
    return folded[-1]


def _reports_alone(turn: Turn) -> Plan:
    """The plan as far as the reports: what is asked of them is to be added."""
    return Plan(
        text=turn.question.original,
        english=turn.question.english,
        reports=turn.meant.reports,
        named=turn.meant.named,
        missing=turn.meant.missing,
        whom=whom_in_words(turn),
        near=turn.meant.near,
    )


def _refused(turn: Turn, refusal: Refusal) -> Plan:
    return replace(_reports_alone(turn), refusal=refusal)


def _operation(turn: Turn, known: Vocabulary) -> Operation | None:
    """The calculation asked for; a question for reasons alone asks for none."""
    ranks = re.search(lexicon()["ranking_words"], turn.masked)
    if turn.intents & {"reason", "definition"} and not (AMOUNT.search(turn.masked) or ranks):
        return None
    return operation_meant(turn, known) if turn.meant.reports else None


def _calculated(turn: Turn, operation: Operation, known: Vocabulary) -> Plan:
    reasons = "reason" in turn.intents and len(turn.meant.reports) == 1
    return replace(
        _reports_alone(turn),
        search=_search(turn, names_in(turn.masked, known), "") if reasons else None,
        operation=operation,
        each=turn.meant.each,
    )


def _beyond_single_figures(turn: Turn, known: Vocabulary) -> bool:
    """Arithmetic, comparison, ranking and checks have no grammar yet.

    A share may be printed as such, and a change against the year before usually is.
    """
    meant = turn.meant
    if turn.intents & {"reason", "definition"} and not AMOUNT.search(turn.masked):
        return False
    unheld = {year for year in meant.years if year not in {r.fiscal_year for r in meant.reports}}
    if len(meant.years) > 1 and unheld and not _only_bases(turn, unheld):
        return True
    calculation = calculation_in(guarded_names(turn.masked, known))
    if calculation == "share":
        return len({report.publisher for report in turn.meant.reports}) > 1
    if calculation == "compare" and "change" in turn.intents:
        return len(turn.meant.reports) > 1
    return bool(calculation)


def _halves(turn: Turn, names: tuple[Name, ...]) -> tuple[str, tuple[Name, ...], str]:
    """The half of the question that wants a figure, the names in it, and the half that wants words.

    A half that names nothing is none: all of the question wants the figure.
    """
    figures, words = parted(turn.masked)
    kept = tuple(name for name in names if figures[name.start : name.end].strip("_"))
    if kept or turn.codes or content_runs(figures):
        return figures, kept, words
    return turn.masked, names, words


def _narrowed(turn: Turn, names: tuple[Name, ...], library: Library) -> Turn:
    """Where no report was named: those alone that print a line or column of the names."""
    meant = turn.meant
    if meant.named or len(meant.reports) <= _FEW:
        return turn
    telling = reports_printing(names, turn.codes, library.catalogue())
    if telling is None:
        return turn
    reports = tuple(report for report in meant.reports if report.id in telling)
    return replace(turn, meant=replace(meant, reports=reports)) if reports else turn


def _only_bases(turn: Turn, years: set[int]) -> bool:
    """Whether these years are only what is compared with (比2022年, 与2022年相比)."""
    text = turn.question.text
    return turn.change is not None and all(
        re.search(f"[比较与跟和同]{year}|{year}年?相比", text) for year in years
    )


def _names(turn: Turn, library: Library) -> tuple[tuple[Name, ...], Name | None]:
    """The names in the question, and one that it may have misspelt where it has none."""
    known = vocabulary(library.catalogue(), turn.meant.reports)
    names = names_in(turn.masked, known)
    if any(not name.light for name in names) or turn.codes or turn.line_no:
        return names, None
    if projects := _projects(turn, library):
        wider = vocabulary(library.catalogue(), turn.meant.reports, projects)
        if any(not name.light for name in names_in(turn.masked, wider)):
            return names_in(turn.masked, wider), None
    guess = nearly_named(turn.masked, known)
    if guess is None and len(turn.meant.reports) <= _FEW:
        guess = inner_named(turn.masked, known)
    return names, guess


def _projects(turn: Turn, library: Library) -> set[str]:
    """Names of projects that stand above their category, where few reports are meant."""
    reports = turn.meant.reports
    if len(reports) > _FEW:
        return set()
    return {
        part
        for report in reports
        for figure in library.figures(
            FigureFilter(report_ids=(report.id,), forms=("project_expenditure",))
        )
        for part in figure.row_path[:-1]
    }


def _lookup(turn: Turn, names: tuple[Name, ...]) -> Lookup | None:
    if not wants_figure(turn, names):
        return None
    change = turn.change
    masked = turn.masked
    if change is not None and change.base == "预算" and not names and not _names_a_thing(masked):
        masked += lexicon()["spent_of_budget"]
    companion = change is not None and bool(_COMPANION.search(turn.masked))
    return Lookup(
        report_ids=tuple(report.id for report in turn.meant.reports),
        names=names,
        codes=turn.codes,
        line_no=turn.line_no,
        forms=turn.forms,
        years=_years_asked(turn),
        bases=turn.bases,
        unit=turn.unit,
        content=(masked,),
        change=change,
        companion=companion,
        share=turn.calculation == "share",
        spent="spent" in turn.intents,
        unknown=turn.question.unknown,
    )


def _names_a_thing(masked: str) -> bool:
    """Whether the words of a change against the budget name what has changed."""
    return bool(content_runs(re.sub(lexicon()["budget_change_words"], "|", masked)))


def _each_asked(turn: Turn, figures: str, names: tuple[Name, ...]) -> tuple[Lookup, ...]:
    """有多少辆车，设备几台？: a look-up for every clause that asks for a figure, if there are two.

    What the first clause names and the others do not, they do not inherit: a clause that means
    nothing by itself is answered with the whole.
    """
    clauses = [m for m in _CLAUSE.finditer(figures) if AMOUNT.search(m[0])]
    if len(clauses) < 2 or turn.change is not None or len(clauses) < len(AMOUNT.findall(figures)):
        return ()
    lookups = []
    for clause in clauses:
        masked = "_" * clause.start() + clause[0] + "_" * (len(figures) - clause.end())
        own = tuple(n for n in names if clause.start() <= n.start < clause.end())
        part = replace(turn, masked=masked, unit=unit_asked(masked), calculation="")
        if re.search("占|比例|比重", masked) or (lookup := _lookup(part, own)) is None:
            return ()
        lookups.append(lookup)
    return tuple(lookups)


def _amount_and_rate(lookup: Lookup) -> tuple[Lookup, ...]:
    """少了多少、百分之几: a change asked as an amount and as a rate is two figures."""
    change = lookup.change
    if change is None or not re.search(lexicon()["amount_and_rate"], "".join(lookup.content)):
        return ()
    amount = replace(lookup, change=replace(change, percent=False), unit="万元")
    return amount, replace(lookup, change=replace(change, percent=True), unit="%")


def _years_asked(turn: Turn) -> tuple[int, ...]:
    reports = turn.meant.reports
    if turn.previous_year and turn.change is None and len(reports) == 1:
        return (reports[0].fiscal_year - 1,)
    return turn.meant.years


def _search(turn: Turn, names: tuple[Name, ...], words: str) -> Search | None:
    """What words are wanted: of the whole question, or of the clauses of it that want them."""
    kind, content = search_kind(turn), turn.masked
    if kind is None and words:
        kind, content = words_wanted(words), words
    if kind is None:
        return None
    return Search(
        report_ids=tuple(report.id for report in turn.meant.reports),
        kind=kind,
        query=re.sub(r"_+", "", turn.masked),
        content=(content,),
        names=tuple(name for name in names if not name.light),
        change=turn.change,
        named=turn.meant.named,
    )
