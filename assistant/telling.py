"""Tells on the page what is asked, as far as it is settled; keeps what is not, to be offered."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from assistant.answers import Role
from assistant.composing.offering import Offering
from assistant.composing.page import Page
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
from assistant.composing.workings import roles_of, tell_rate, tell_worked
from assistant.deciding.decide import ANSWERED_FROM, OFFERED_FROM, settled
from assistant.deciding.several import meant_beside
from assistant.linking.reports import Source
from assistant.linking.scope import Scope
from assistant.passages.finding import scored
from assistant.query import (
    Asked,
    Change,
    Check,
    Completion,
    Measure,
    Parts,
    Query,
    Rank,
    Reckon,
    Said,
    Series,
    Value,
    measures_of,
)
from assistant.reading.turn import Turn
from assistant.solving.amounts import Chosen
from assistant.solving.arithmetic import Worked
from assistant.solving.changes import changed, former, rate_of, told_rate
from assistant.solving.lists import Listed, parts, ranked
from assistant.solving.places import places_of
from assistant.solving.reckon import completed, reckoned, summed
from assistant.solving.resolve import Resolved, Solver, Unsolved
from ingest.across import Measure as ConceptMeasure
from ingest.across import Told
from ingest.concepts.concept import name_key
from ingest.language.glosses import is_latin
from ingest.language.glyphs import fold
from ingest.library import Library
from ingest.nouns import Report, Stage

_PAIR = 2
_TELLING = 4
"""Letters from which on a name is not found in other words."""
_PLAN, _OUTCOME = "budget", "final"
_STAGES: dict[str, Stage] = {"final_accounts": "final", "budget": "budget"}


class Telling:
    """One answer being told. ``done`` counts what was answered, ``answered`` are the words for the
    things whose amounts were; ``had`` is whether something was told beside an answer that cannot
    be given, ``quoted`` whether words were."""

    def __init__(
        self,
        query: Query,
        scope: Scope,
        turn: Turn,
        page: Page,
        offering: Offering,
        solver: Solver,
        library: Library,
    ) -> None:
        self._query, self._scope, self._turn = query, scope, turn
        self._page, self._offering = page, offering
        self._solver, self._library = solver, library
        self.done = 0
        self.answered: list[str] = []
        self.had = False
        self.quoted = False

    def tell(self, asked: Asked, sources: Sequence[Source]) -> None:
        """What is asked, of each of the reports."""
        if isinstance(asked, Value):
            self._values(asked.measures, sources)
        elif isinstance(asked, Said):
            said = (bool(self.done) or not asked.beside) and self.say(asked, sources)
            self.done += said
            self.quoted = self.quoted or said
        elif isinstance(asked, Series):
            for source in sources:
                self._series(asked, source)
        else:
            for source in sources:
                self._tell_of(asked, source)

    def say(
        self,
        said: Said,
        sources: Sequence[Source],
        *,
        amounts: bool = False,
        named: bool = False,
        least: float = 0.0,
    ) -> bool:
        """Quotes what the reports say; whether something was."""
        solver = self._solver.of(sources[0].unit) if sources else self._solver
        reports = list(dict.fromkeys(source.report for source in sources))
        saying = Saying(self._turn, self._scope, self._page, solver, self._library)
        return saying.say(
            said, reports, beside=bool(self.done), amounts=amounts, named=named, least=least
        )

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
        places = places_of(measure, report, solver, ANSWERED_FROM)
        if isinstance(places, Resolved):
            if found := self._settled(places):
                tell_value(self._page, self._query, found)
            return
        if len(places.figures) < _PAIR:
            tell_value(self._page, self._query, places.first, "operand")
            self._offering.remark("只找到这一处。", "No other place tells it.")
        else:
            tell_places(self._page, self._query, places)
        for words in places.missing:
            self._offering.remark(f"“{words}”里没有找到。", f"“{words}” does not tell it.")
        if self._offering.remarks:
            self.had = True
            return
        self.done += 1

    def _values(self, measures: Sequence[Measure], sources: Sequence[Source]) -> None:
        told: list[Chosen] = []
        held = (self._query.apart or self._query.times) and not self._query.valued
        role: Role = "operand" if held or self._query.former else "answer"
        found_in = [(one, self._meant(measures, one)) for one in sources]
        sure = {_thing_meant(one) for _, meant in found_in for one in meant if settled(one)}
        for source, meant in found_in:
            for resolved in meant:
                # What words surely mean in one report they mean in the other.
                alike = resolved.clear and _thing_meant(resolved) in sure - {None}
                known = alike or settled(resolved)
                if not known and self._made_up(resolved.measure, source):
                    continue
                if found := self._settled(resolved, alike=alike):
                    tell_value(self._page, self._query, found, role)
                    told.append(found)
        both = self._query.compare or len(sources) > 1
        if both and len(measures) == 1 and len(told) == _PAIR:
            tell_pair(self._page, self._query, *told)

    def _meant(self, measures: Sequence[Measure], source: Source) -> Sequence[Resolved]:
        solver = self._solver.of(source.unit, source.year)
        return meant_beside(measures, source.report, solver, self._turn)

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

    def _settled(self, resolved: Resolved, *, alike: bool = False) -> Chosen | None:
        """The reading that answers, that it does being known by another where ``alike``; where none
        does, what may be meant is kept to be offered."""
        if settled(resolved) or alike:
            self.done += 1
            self.answered.append(resolved.measure.words)
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
            self.done += 1
            tell_worked(self._page, self._query, worked, report)

    def _unworked(self, unsolved: Unsolved) -> None:
        """Of a calculation that cannot be made what is told, and what is missing."""
        for one in unsolved.had:
            tell_value(self._page, self._query, one, "operand")
        self.had = self.had or bool(unsolved.had)
        if not unsolved.lacking:
            senseless = "The calculation asked cannot be made of these."
            self._offering.remark("这些数之间算不出所问的结果。", senseless)
            return
        for resolved in (unsolved.resolved, *unsolved.others):
            self._offering.unsure.append(resolved)
            self._offering.offer(resolved)

    def _change(self, measure: Measure, report: Report, solver: Solver) -> None:
        if measure.basis == _PLAN and not measure.last and report.kind == "final_accounts":
            if self._query.move == "percent":
                self._worked(completed(measure, report, solver, ANSWERED_FROM), report)
                return
            plan = Reckon("difference", (replace(measure, basis=_OUTCOME), measure))
            self._worked(reckoned(plan, report, solver, ANSWERED_FROM), report)
            return
        now = solver.resolved(measure, report)
        if not settled(now) and not self._said_of(now, solver):
            self._settled(now)
            return
        found = changed(now, report, solver)
        before = former(now, report, solver) if self._query.former else None
        if isinstance(found, Worked):
            self._worked(found, report)
            return
        asked = self._query.explained and self._query.valued
        tell_value(self._page, self._query, now.options[0][0], "answer" if asked else "context")
        if isinstance(found, Chosen):
            self.done += 1
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
            if not self._query.explained:
                self._offering.remark(
                    f"报告没有说明“{measure.words}”比上年的增减。",
                    f"The report does not tell how {measure.words} changed.",
                )

    def _said_of(self, resolved: Resolved, solver: Solver) -> bool:
        """Whether what fits best of all that is said of why something changed names or tells the
        amount that its words likely mean."""
        said = next((s for s in self._query.asked if isinstance(s, Said)), None)
        best = resolved.best
        if said is None or said.aspect != "reason" or best is None or best.thing is None:
            return False
        if not resolved.clear or resolved.chance < OFFERED_FROM:
            return False
        report = resolved.report
        first = scored(said, solver.family(report), solver.library)[:1]
        told = "".join(fold(one.passage.text) for one in first if one.chance >= OFFERED_FROM)
        sentences = (f.sentence for f in solver.own(best.thing.figures, report) if f.sentence)
        names = (name for name in best.thing.names if len(name) >= _TELLING)
        return any(fold(words) in told for words in (*sentences, *names))

    def _listed(self, listed: Listed | Unsolved | None) -> None:
        if isinstance(listed, Unsolved):
            if found := self._settled(listed.resolved):
                tell_value(self._page, self._query, found)
        elif listed is not None and listed.chance >= ANSWERED_FROM:
            self.done += 1
            tell_listed(self._page, listed)
        else:
            self._offering.remark("所问的名单或次序列不出来。", "The list asked cannot be made.")

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
            self._offering.remark("所问的占比算不出来。", "The share asked cannot be made.")

    def _series(self, asked: Series, source: Source) -> None:
        report = source.report
        found = self._settled(self._solver.of(source.unit).resolved(asked.measure, report))
        if found is None:
            return
        figure = found.figure
        measure = ConceptMeasure(figure.concept, figure.fund, figure.nature)
        told: Sequence[Told] = ()
        if figure.concept and not source.unit:
            own = figure.stage if figure.stage in _STAGES.values() else _STAGES[report.kind]
            stages = (own,) if self._scope.kind else (own, *_STAGES.values())
            # One stage runs through all years: the one of which most years are told.
            over_years = (self._library.series(measure, report.publisher, s).told for s in stages)
            told = max(over_years, key=len)[-asked.back :]
        if len(told) < _PAIR or found.thing is None:
            tell_value(self._page, self._query, found)
        else:
            tell_series(self._page, found.thing.label, told)


def _thing_meant(resolved: Resolved) -> tuple[Measure, str] | None:
    """The words of a measure with the thing that they likeliest mean, None where they mean none."""
    best = resolved.best
    if best is None or best.thing is None or resolved.chance < OFFERED_FROM:
        return None
    return resolved.measure, best.thing.key
