"""From a turn as it was read to the Query that it asks."""

from __future__ import annotations

from dataclasses import replace
from math import prod

from assistant.linking.scope import Scope
from assistant.query import (
    Asked,
    Aspect,
    Change,
    Check,
    Completion,
    Held,
    Help,
    Measure,
    Operation,
    OverBodies,
    Parts,
    Query,
    Rank,
    Reckon,
    Said,
    Series,
    Value,
)
from assistant.reading.order_words import not_nothing, order_asked
from assistant.reading.set_words import is_level, of_bodies
from assistant.reading.tags import Want
from assistant.reading.total_words import is_total_of_another, of_income
from assistant.reading.turn import Turn
from assistant.reading.words_asked import unit_said
from assistant.solving.measures_said import (
    all_income,
    all_of_it,
    all_spending,
    each_counted,
    lines_said,
    measure_of,
    of_what,
    restricted,
    sought,
    specific,
)
from assistant.solving.ranked_within import (
    inside_of,
    nearest,
    set_named,
    whole_apart,
    within_which,
)
from assistant.solving.ranks_asked import rank_asked
from ingest.language.glyphs import fold

MOST_THINGS = 8
"""How many things one question may ask for."""
_TWO = 2
_NEVER_GUESSED: frozenset[Want] = frozenset(
    ("over", "rank", "filter", "count", "sum", "held", "help")
)
"""What is not taken to be wanted where nothing is surely wanted."""
_KINDS: tuple[Operation, ...] = ("sum", "difference", "ratio", "share", "per")
_PLAIN: frozenset[Want] = frozenset(
    ("value", "change", "check", "yesno", "difference", "compare", "text", "count", "sum")
)
"""Wants of an amount that other words of the question may say to be one to be worked out."""
_TAKEN_FOR_COMPLETION: frozenset[Want] = frozenset(("change", "value", "share", "compare"))
"""What a rate of completion may be read as (年初预算完成了几成)."""
_IN_WORDS: frozenset[Want] = frozenset(("text", "reason", "parts", "define"))
"""What a report tells in words, of which often several may be wanted."""
_SURE = 0.5
_ADDED = ("sum", "tally")
_TELLING = (Parts, Value, Check)


def query_of(turn: Turn, scope: Scope) -> Query:
    """What the turn asks."""
    around = turn.besides("body", "year")
    asked_of, within = sought(turn)
    things = specific(asked_of)[:MOST_THINGS]
    measures = tuple(measure_of(words, turn, around) for words in things)
    measures = measures or all_of_it(turn, around)
    measures = restricted(of_what(measures, within), turn)
    said = turn.said("whole") or (within if turn.wanted("share") else ())
    if len(measures) == 1:
        # A total of what is not said (占总额多少) is no other whole than where none is said.
        said = tuple(words for words in said if not is_total_of_another(words))
    wholes = tuple(measure_of(words, turn, around) for words in dict.fromkeys(said))
    return Query(
        asked=tuple(_asked(turn, measures, wholes, scope)),
        bodies=turn.said("body"),
        years=scope.years.named,
        kind=scope.kind,
        unit=unit_said(fold(turn.unit)),
        tables=turn.said("table"),
        places=turn.wanted("place"),
        compare=turn.wanted("compare", "change") or (turn.wanted("rank") and len(scope.groups) > 1),
        valued=turn.wanted("value") or turn.first == "value",
        apart=turn.wanted("difference", "change") and turn.asks_apart,
        times=turn.wanted("ratio"),
        move=turn.move,
        counted=turn.wanted("count") and not turn.wanted("rank", "filter"),
        former=_former(turn, scope),
        explained=turn.wanted("reason") and not turn.asks_apart,
        stated=turn.amounts,
    )


def _former(turn: Turn, scope: Scope) -> bool:
    """Whether the amount of the year before is asked that a change leads back to: where that is
    said, or its amount is asked beside the change."""
    return turn.backwards or (turn.wanted("change") and turn.wanted("value") and scope.years.before)


def _asked(
    turn: Turn, measures: tuple[Measure, ...], wholes: tuple[Measure, ...], scope: Scope
) -> list[Asked]:
    if turn.wanted("held"):
        return [Held()]
    if numbered := lines_said(turn):
        return [Value(numbered)]
    named = turn.stretches.keys() - {"order", "reference"}
    if turn.wanted("help") or not (turn.sure or named) or (turn.wanted("text") and not named):
        return [Help(beside=not turn.says("product"))]
    found: list[Asked] = []
    wants = _wants(turn)
    if measures:
        found += _of_measures(turn, wants, measures, wholes, scope)
    elif wants & {"rank", "filter", "count", "over"}:
        whole = whole_apart(turn, wholes)
        lines = not of_bodies(turn)
        found.append(rank_asked(turn, (set_named(turn) or whole) if lines else None, whole))
    aspects: tuple[Aspect, ...] = ("reason", "define", "text")
    # Where lines are listed, a word for text (列出) says no more.
    listed = "rank" not in wants and any(isinstance(one, Rank) for one in found)
    found += [
        said_of(want, turn, scope)
        for want in aspects
        if want in wants and not (listed and want == "text")
    ]
    return found


def _wants(turn: Turn) -> set[Want]:
    """What is wanted; where nothing surely is what is likeliest, but no list guessed at."""
    wants: set[Want] = {want for want, chance in turn.wants if chance >= _SURE}
    completed = turn.says("completed")
    if not wants:
        likeliest: Want = "value" if turn.first in _NEVER_GUESSED else turn.first
        return {"completion"} if completed else {likeliest}
    if completed and "completion" not in wants:
        return wants - _TAKEN_FOR_COMPLETION | {"completion"}
    if "value" in wants and not wants & _IN_WORDS and _in_words(turn):
        wants.add("text")
    return wants


def _in_words(turn: Turn) -> bool:
    """Whether something that words tell is wanted too, though it is open what (主要花在啥上)."""
    none_of_them = prod(1 - chance for want, chance in turn.wants if want in _IN_WORDS)
    return none_of_them < 1 - _SURE


def said_of(aspect: Aspect, turn: Turn, scope: Scope) -> Said:
    """What is asked of the words of a report."""
    named = dict.fromkeys((*turn.said("thing"), *turn.said("whole"), *turn.said("set")))
    rest = turn.besides("body", "year", "thing", "whole", "set")
    if not named and aspect == "reason":
        named = dict.fromkeys(one.words for one in all_of_it(turn, rest))
    guessed = aspect == "text" and turn.wanted("value") and not turn.wanted("text")
    unit = next((unit for unit in scope.units if unit), "")
    return Said(aspect, tuple(named), rest, unit, beside=guessed)


def _of_measures(
    turn: Turn,
    wants: set[Want],
    measures: tuple[Measure, ...],
    wholes: tuple[Measure, ...],
    scope: Scope,
) -> list[Asked]:
    both = (*measures, *wholes)
    if "series" in wants or (scope.years.back is not None and "over" not in wants):
        return [Series(m, scope.years.back or 0) for m in measures]
    if chosen := _chosen_from(turn, wants, measures, wholes, scope):
        return [chosen]
    if wants <= _PLAIN and (said := _said_to_be_worked_out(turn, wants, measures)):
        return [said]
    found = _reckoned(turn, wants, measures, both, scope)
    if "change" in wants:
        found.append(_changed(turn, measures, scope))
    if "completion" in wants:
        found.append(Completion(measures))
    if "parts" in wants:
        found.append(Parts(inside_of(measures[0])))
    if "check" in wants:
        found += _checked(turn, both)
    if not found and wants & {"value", "count", "compare", "yesno", "place"}:
        moved = turn.against_a_year and scope.years.before
        return [Change(measures) if moved else Value(each_counted(both, turn))]
    added = any(isinstance(one, Reckon) and one.kind in _ADDED for one in found)
    if "value" in wants and not added and not any(isinstance(o, _TELLING) for o in found):
        found.insert(0, Value(each_counted(measures, turn)))
    return found


def _said_to_be_worked_out(
    turn: Turn, wants: set[Want], measures: tuple[Measure, ...]
) -> Asked | None:
    """An amount that goes back from a later one (倒推), or what is left of the first thing without
    the second (项目支出里没有纳入绩效的有多少)."""
    if turn.backwards:
        return Value(measures)
    if len(measures) != _TWO or not wants & {"value", "difference"}:
        return None
    by_words = {words.text: words for words in turn.all("thing")}
    first, second = (by_words.get(measure.words) for measure in measures)
    if second is None or not turn.left_out(second) or (first and turn.left_out(first)):
        return None
    return Reckon("rest", measures)


def _changed(turn: Turn, measures: tuple[Measure, ...], scope: Scope) -> Asked:
    """A change against the year before; the amounts of two years where both are asked and not why
    they differ, or where they do not follow each other."""
    years = scope.years.named
    against = turn.against_a_year and (scope.years.before or turn.wanted("reason"))
    both = turn.wanted("value", "ratio", "compare") and len(years) == _TWO and not against
    apart = max(years, default=0) - min(years, default=0) > 1
    return Value(measures) if both or apart else Change(measures)


def _checked(turn: Turn, both: tuple[Measure, ...]) -> list[Asked]:
    """Of one thing all places that tell it; of several whether they add up to their whole, named
    or not; of two else how far apart they are."""
    if len(both) == 1:
        return [Check(both)]
    if turn.wanted("sum") or (len(both) > _TWO and turn.says("adding")):
        return [Reckon("tally", both)]
    if len(both) == _TWO:
        return [Value(both), Reckon("difference", both)]
    return [Value(both)]


def _chosen_from(
    turn: Turn,
    wants: set[Want],
    measures: tuple[Measure, ...],
    wholes: tuple[Measure, ...],
    scope: Scope,
) -> Asked | None:
    """The bodies, units or lines to choose from or to order, None where nothing is."""
    whole = whole_apart(turn, wholes)
    ordered = bool(wants & {"over", "rank", "filter", "count"})
    # What units have together (三家下属单位收入合计) is no amount of their department.
    together = wants <= _PLAIN and bool(turn.all("set")) and turn.says("together")
    if (ordered or together) and _of_bodies(turn, scope, wants):
        within_one = scope.named and len({report.publisher for report in scope.reports}) == 1
        if within_one:
            listed = rank_asked(turn, nearest(turn, measures), whole)
            return listed if ordered else replace(listed, summed=True)
        if ordered:
            return OverBodies(nearest(turn, measures), order_asked(turn))
    conditional = "count" in wants and turn.all("condition")
    if not (wants & {"rank", "filter"} or conditional or not_nothing(turn)):
        return None
    within = within_which(turn, measures)
    if not within or all(is_level(one.words) for one in within):
        return rank_asked(turn, None, whole)
    several = len(within) > 1 or (len(scope.groups) > 1 and not turn.all("set"))
    if several and "rank" in wants and not turn.leaves_out_unread:
        # The whole that the others are said to be parts of is none of them.
        parts = tuple(one for one in within if not one.whole)
        return Value(parts if len(parts) > 1 else within)
    return rank_asked(turn, within[0], whole)


def _reckoned(
    turn: Turn,
    wants: set[Want],
    measures: tuple[Measure, ...],
    both: tuple[Measure, ...],
    scope: Scope,
) -> list[Asked]:
    """The calculations wanted; of one thing alone: its share of the total, its change, or the same
    thing of several bodies or years."""
    kinds = [kind for kind in _KINDS if kind in wants]
    if "check" in wants:
        # Whether they add up, and how far apart they are, is what is checked.
        wants = wants - {"sum", "difference"}
        kinds = [kind for kind in kinds if kind in wants]
    if len(both) > 1:
        return [
            Reckon(kind, operands)
            for kind in kinds
            for operands in _operands(kind, turn, measures, both)
        ]
    if "share" in wants:
        income = of_income(measures[0].words)
        whole = all_income(measures[0]) if income else all_spending(measures[0])
        return [Reckon("share", (measures[0], replace(whole, nature="")))]
    if "per" in wants and turn.says("per_head"):
        return [Reckon("per", (measures[0], Measure("在职人员")))]
    if wants & {"sum", "difference", "ratio"} and "per" not in wants:
        several = len(scope.groups) > 1 or len(scope.years.named) > 1
        alone = "difference" in wants and not several
        return [Change(measures) if alone else Value(measures)]
    return []


def _operands(
    kind: Operation, turn: Turn, measures: tuple[Measure, ...], both: tuple[Measure, ...]
) -> list[tuple[Measure, ...]]:
    """What is reckoned with: all, of a sum; else the two said last; of a share what was said last
    before the whole, or each thing where no amount is asked; of an average all, as only their
    amounts tell what is counted."""
    by_words = {measure.words: measure for measure in both}
    if kind == "per":
        return [both]
    if kind == "sum":
        return [measures if len(measures) > 1 else both]
    whole = turn.all("whole")[:1]
    if kind == "share" and whole:
        of_whole = by_words[whole[0].text]
        parts = [measure for measure in measures if measure.words != whole[0].text]
        if parts and not turn.wanted("value"):
            return [(part, of_whole) for part in parts]
        before = [w.text for w in turn.all("thing") if w.start < whole[0].start]
        behind = [w.text for w in turn.all("thing") if w.start > whole[0].start]
        if part := next((by_words[w] for w in (*reversed(before), *behind) if w in by_words), None):
            return [(part, of_whole)]
    places = sorted((*turn.all("thing"), *turn.all("whole")), key=lambda words: words.start)
    said = dict.fromkeys(words.text for words in reversed(places) if words.text in by_words)
    return [tuple(by_words[words] for words in reversed(list(said)[:_TWO])) or both]


def _of_bodies(turn: Turn, scope: Scope, wants: set[Want]) -> bool:
    return "over" in wants or (of_bodies(turn) and len(scope.groups) < _TWO)
