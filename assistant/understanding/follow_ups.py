"""What a turn leaves out, taken from the turns before it: 那某某呢, 其中…, 占总额多少, 公用的呢."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from assistant.understanding.measures_meant import (
    is_of_all,
    names_no_measure,
    of_all_bodies,
    of_one,
    of_whole_place,
    without_order,
)
from assistant.understanding.publishers_meant import place_of
from assistant.understanding.reports_meant import ReportsMeant
from assistant.understanding.turn import Turn, content_runs
from assistant.words.aspects import aspects_asked
from assistant.words.lexicon import lexicon, pattern, question_names
from assistant.words.measure_words import cover, said
from ingest.language.amounts import is_money
from ingest.language.changes import any_change
from ingest.language.years import any_last_year

_ASKING = re.compile(
    f"{any_change('words', 'nouns')}|{any_last_year()}|比|较|预算|年初|多|少|了|百分|同比|说明|解释"
    "|涨|跌|升|降|幅|几|之|率"
)
_HALF_SAID = re.compile(
    r"\A[_,，那么]*([\u3400-\u9fff]{2,4}?)(?:的|那块|这块|方面|部分)*(?:呢|$|[,，?？])"
)
"""A turn that says little more than the first half of a name."""
_TOTAL = re.compile("(总额|总量|总数|总计|合计)$")
_MASK = "_"


def after(turn: Turn, before: Turn) -> Turn:
    """The turn as said after another: what it leaves out is taken from the one before."""
    if of_all_bodies(turn.masked) and not (turn.meant.named or turn.meant.missing):
        return _of_all(turn, before)
    if is_of_all(before.masked):
        if len({report.publisher for report in turn.meant.near}) == 1:
            line = of_one(before.masked)
            before = replace(before, masked=line, spoken=line, calculation="")
        elif not turn.meant.missing and cover(without_order(turn.masked)[0]) is not None:
            return _still_of_all(turn, before)
    turn = _with_subject(_with_other_side(_completed(turn, before), before), before)
    meant = turn.meant
    if not meant.named and not meant.missing:
        meant = _with_years(before.meant, turn.meant, turn)
    elif not meant.years and not meant.missing:
        meant = _same_year(meant, before.meant)
    pointing = any(word in turn.masked for word in lexicon()["pointing"])
    if turn.content and not pointing and not (_only_asks(turn) or _part_of(turn, before)):
        return replace(turn, meant=meant)
    kept = before.intents & {"number", "change", "rise", "fall"}
    explains = turn.intents & {"reason", "definition", "duties", "structure"}
    explains |= {aspect.name for aspect in aspects_asked(turn.masked)}
    asked = before.intents - ({"definition"} if "number" in turn.intents else set())
    what, said = before.masked, before.spoken
    if _part_of(turn, before):
        totals = "|".join(lexicon()["total_words"])
        what, said = (re.sub(totals, lambda m: "|" * len(m[0]), text) for text in (what, said))
    if "number" in turn.intents:
        what, said = (pattern("intents", "definition").sub("|", text) for text in (what, said))
    return replace(
        turn,
        meant=meant,
        masked=f"{what}|{turn.masked}",
        spoken=f"{said}|{turn.spoken}",
        intents=turn.intents | (kept & {"rise", "fall"} if explains else asked),
        calculation=turn.calculation or before.calculation,
        codes=turn.codes or before.codes,
        line_no=turn.line_no or before.line_no,
        forms=turn.forms or before.forms,
        bases=turn.bases or before.bases,
        unit=turn.unit or before.unit,
    )


def _of_all(turn: Turn, before: Turn) -> Turn:
    """所有部门呢, 全市哪个部门最高: all bodies held, whichever was spoken of; of the same year and
    kind, and the same thing where no other is named. 全市 is the city spoken of."""
    years = turn.meant.years or before.meant.years
    near = turn.meant.near
    places = {place for report in before.meant.near for place in place_of(report.publisher)[:1]}
    narrowed = of_whole_place(turn.masked) and len(places) == 1
    if narrowed and before.meant.named:
        near = tuple(report for report in near if set(place_of(report.publisher)[:1]) == places)
    meant = replace(
        turn.meant,
        reports=tuple(r for r in near if not years or r.fiscal_year in years),
        near=near,
        named=narrowed,
        years=years,
        kind=turn.meant.kind or before.meant.kind,
    )
    if not names_no_measure(turn.masked):
        return replace(turn, meant=meant)
    return replace(
        turn,
        meant=meant,
        masked=f"{before.masked}|{turn.masked}",
        spoken=f"{before.spoken}|{turn.spoken}",
        intents=turn.intents | before.intents,
        codes=turn.codes or before.codes,
        unit=turn.unit or before.unit,
    )


def _still_of_all(turn: Turn, before: Turn) -> Turn:
    """那最低的呢, 那公务接待费呢 after a question of all bodies: of the same ones."""
    meant = _with_years(before.meant, turn.meant, turn)
    if turn.meant.named:
        years, kind = before.meant.years, before.meant.kind
        meant = replace(turn.meant, years=turn.meant.years or years, kind=turn.meant.kind or kind)
    if not names_no_measure(turn.masked):
        return replace(turn, meant=meant, masked=f"{turn.masked}|{said('of_all')[-1]}")
    asked, ordered = before.masked, without_order(turn.masked)[1]
    if ordered:
        asked = without_order(asked)[0]
    joined = f"{asked}|{turn.masked}"
    intents = turn.intents | before.intents
    return replace(turn, meant=meant, masked=joined, spoken=joined, intents=intents)


def _completed(turn: Turn, before: Turn) -> Turn:
    """公用的呢 after 人员经费: the name of which only the first half is said."""
    said, lines = _HALF_SAID.match(turn.masked), content_runs(before.masked)
    if said is None or said[1] in question_names() or not lines:
        return turn
    if turn.unit and not is_money(turn.unit):
        return turn
    line = next((n for n in sorted(question_names(), key=len)[::-1] if n in lines[-1]), "")
    whole = next(
        (said[1] + line[cut:] for cut in range(1, len(line)) if _is_name(said[1] + line[cut:])), ""
    )
    if not whole:
        return turn
    return replace(
        turn,
        masked=turn.masked.replace(said[1], whole, 1),
        spoken=turn.spoken.replace(said[1], whole, 1),
    )


def _is_name(words: str) -> bool:
    return words in question_names() and words not in lexicon()["light"]


def _with_subject(turn: Turn, before: Turn) -> Turn:
    """占总额百分之多少, 是后者的几倍: the line asked before is what it is said of."""
    begins = re.match(lexicon()["subject_left_out"], turn.spoken.lstrip(_MASK))
    lines = content_runs(re.sub("其中", "|", before.masked))
    if begins is None or not lines:
        return turn
    subject = lines[-1]
    return replace(
        turn,
        question=replace(turn.question, text=subject + turn.question.text),
        masked=subject + turn.masked,
        spoken=subject + turn.spoken,
        unit=turn.unit,
    )


def _with_other_side(turn: Turn, before: Turn) -> Turn:
    """同中山的相比，差额是？: the report named now is compared with the one asked before."""
    if not turn.meant.named or turn.meant.missing or not before.meant.reports:
        return turn
    against = re.match(lexicon()["compared_with"], turn.spoken)
    lines = content_runs(before.masked)
    if against is None or not lines:
        return turn
    reports = (*before.meant.reports, *turn.meant.reports)
    meant = replace(
        turn.meant,
        reports=tuple(dict.fromkeys(reports)),
        years=tuple(dict.fromkeys((*before.meant.years, *turn.meant.years))),
        each=True,
    )
    joined = f"{lines[-1]}{turn.masked}"
    return replace(turn, meant=meant, masked=joined, spoken=f"{lines[-1]}{turn.spoken}")


def with_lines_of(turn: Turn, before: Sequence[Turn]) -> Turn:
    """这两项: the lines that the turns before asked, put in place of the words that point back."""
    pointing = re.search(lexicon()["pointing_to_several"], turn.masked)
    if pointing is None or len(before) < 2:
        return turn
    lines = [run for earlier in before[-2:] for run in content_runs(earlier.masked)[:1]]
    words = "和".join(lines)
    masked = turn.masked[: pointing.start()] + words + turn.masked[pointing.end() :]
    return replace(turn, masked=masked, spoken=masked) if len(lines) > 1 else turn


def with_both_reports(turn: Turn, before: Sequence[Turn]) -> Turn:
    """两家加起来呢: of the line of the two turns before, in the report of each."""
    if turn.meant.named or turn.meant.missing or len(before) < 2:
        return turn
    reports = tuple(dict.fromkeys(r for earlier in before[-2:] for r in earlier.meant.reports))
    if len(reports) != 2 or not re.search(lexicon()["each_of_them"], turn.spoken):
        return turn
    lines = content_runs(before[-2].masked)
    if not lines or any(len(earlier.meant.reports) != 1 for earlier in before[-2:]):
        return turn
    years = tuple(dict.fromkeys(year for e in before[-2:] for year in e.meant.years))
    meant = replace(before[-1].meant, reports=reports, years=years, named=True, each=True)
    return replace(
        turn, meant=meant, masked=f"{lines[0]}{turn.masked}", spoken=f"{lines[0]}{turn.spoken}"
    )


def _part_of(turn: Turn, before: Turn) -> bool:
    """其中基本支出的部分: a part of the line asked before, where that was more than a total."""
    inside = re.match(r"\A[_\s]*(?:那|那么)?(?:其中|里头|里面|当中)", turn.masked)
    totals = "|".join(lexicon()["total_words"])
    lines = content_runs(re.sub(totals, "|", before.masked))
    return inside is not None and any(not _TOTAL.search(line) for line in lines)


def _only_asks(turn: Turn) -> bool:
    """比上年多了多少？ 什么原因？: nothing is named but the kind of question."""
    return not _ASKING.sub("", "".join(turn.content))


def _with_years(meant: ReportsMeant, said: ReportsMeant, turn: Turn) -> ReportsMeant:
    if not said.years:
        return meant
    fitting = tuple(r for r in meant.near if r.fiscal_year in said.years)
    missing = "" if fitting else "、".join(f"{year}年度" for year in said.years)
    return replace(meant, reports=fitting, years=said.years, missing=missing)


def _same_year(meant: ReportsMeant, before: ReportsMeant) -> ReportsMeant:
    """那某某呢: the year before, if that publisher's report of it is held; else whatever is."""
    same = tuple(r for r in meant.reports if r.fiscal_year in before.years)
    kinds = {r.kind for r in before.reports}
    alike = tuple(r for r in same or meant.reports if r.kind in kinds)
    return replace(meant, reports=alike or same or meant.reports)
