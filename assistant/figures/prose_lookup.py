"""Executes a Lookup on the figures told in sentences: by label, qualifier and context.

Nearness to a number is never enough: the words of the question must be covered by the label the
sentence gives the figure, then by its clause and its headings; a word that nothing covers rules
the figure out.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache

from assistant.figures.conditions import money_asked, unit_answers, year_asked
from assistant.figures.lookup import Reading, amount_key, by_basis, same_amount
from assistant.figures.prose_rivals import named_beside, of_the_head, only_the_whole
from assistant.plan import Change, Lookup
from assistant.words.content_words import Corpus, Word, content_words, corpus_of, covered, pairs
from assistant.words.lexicon import is_light, key, lexicon, question_names, variants
from ingest.language.amounts import is_money
from ingest.language.changes import any_change, any_word_of
from ingest.language.glyphs import fold
from ingest.language.units import PERCENT, POINTS
from ingest.language.years import any_last_year
from ingest.library import Library
from ingest.nouns import Figure, Report
from ingest.selection import FigureFilter

_CHANGE = re.compile(f"{any_change('words', 'rates', 'nouns', 'letters')}|持平")
_RISE = re.compile(any_word_of("rise", "words", "rates", "letters"))
_CHANGE_WORDS = re.compile(
    f"{any_change('words', 'rates', 'nouns')}|同比"
    f"|[比较与跟和]({any_last_year()}|年初|全年|预算|_)*(预算|决算)?数?"
    "|[多少]花?了|幅度|大幅|略有|相比|涨了?|掉了?"
)
_OTHER_YEAR = re.compile(rf"{any_last_year()}|20\d\d年|同比")
_RATE = re.compile("(率|度|比|比重|比例)$")
_ENOUGH = 0.62
_UNCOVERED = 0.34
_CONTAINED = 0.9
_SHORTEST_LINE = 3
_HALF_SAID = 0.5
_LABEL, _QUALIFIER, _NEAREST, _CLAUSE, _HEADING, _SENTENCE = 1.0, 0.95, 0.85, 0.75, 0.6, 0.5


@dataclass(frozen=True, slots=True)
class _Told:
    """A figure of a sentence and how well it answers."""

    figure: Figure
    score: float


def look_up_prose(
    wanted: Lookup, reports: tuple[Report, ...], library: Library
) -> tuple[Reading, ...]:
    """The readings in sentences, at most one a report and part of the question."""
    readings: list[Reading] = []
    for report in reports:
        figures = library.figures(FigureFilter(report_ids=(report.id,), in_prose=True))
        corpus = corpus_of(report, library)
        for part in (p for one in by_basis(wanted) for p in _parts(one)):
            reading = _in_report(part, report, figures, corpus)
            if reading is not None and not any(r.figure is reading.figure for r in readings):
                readings.append(reading)
                if wanted.companion:
                    readings += _companions(reading, figures)
                elif wanted.share and re.search(
                    "多少[^,，]{0,60}[,，].{0,60}占", "".join(wanted.content)
                ):
                    readings += _whole_amount(reading, figures)
    return tuple(readings)


def _parts(wanted: Lookup) -> tuple[Lookup, ...]:
    """一级项目、二级项目各几个: every part is looked up by itself."""
    text = "|".join(wanted.content)
    if not re.search(r"、|以及|分别|各[是有几多]|各自", text):
        return (wanted,)
    pieces = [p for p in re.split(r"[、|]|以及|和|与|及", text) if len(p) > 1]
    return tuple(replace(wanted, content=(piece,)) for piece in pieces)


def _in_report(
    wanted: Lookup, report: Report, figures: tuple[Figure, ...], corpus: Corpus
) -> Reading | None:
    text = "|".join(wanted.content)
    names = [name.words for name in wanted.names if not name.light]
    words = content_words(_CHANGE_WORDS.sub("|", text) if wanted.change else text, corpus, names)
    if not words:
        return None
    told = [
        _Told(figure, score)
        for figure in figures
        if _possible(figure, wanted, report) and (score := _score(figure, words, wanted)) >= _ENOUGH
    ]
    told = [
        t
        for t in told
        if not (named_beside(t.figure, figures, names) or only_the_whole(t.figure, text, corpus))
    ]
    if not told:
        return None
    best = max(t.score for t in told)
    first = of_the_head(words, [t.figure for t in told if t.score >= best - 0.02])
    if wanted.change:
        first = _likeliest_changes(first, wanted.change)
    chosen = first[0]
    others: dict[object, Figure] = {}
    for figure in first:
        if not same_amount(figure, chosen):
            others.setdefault(amount_key(figure), figure)
    agreeing = tuple(f for f in first[1:] if same_amount(f, chosen))
    return Reading(report, chosen, agreeing, tuple(others.values()))


def _likeliest_changes(figures: list[Figure], change: Change) -> list[Figure]:
    """Changes that are none are not what is asked about; of one direction where it is named."""
    some = [f for f in figures if f.value] or figures
    same = [f for f in some if not change.direction or rises(f) == (change.direction == "rise")]
    return same or some


def _possible(figure: Figure, wanted: Lookup, report: Report) -> bool:
    return (
        figure.value is not None
        and unit_answers(figure.unit, wanted.unit)
        and (is_money(figure.unit) or not money_asked(wanted))
        and _code_answers(figure, wanted)
        and _act_answers(figure, wanted)
        and _qualifier_answers(figure, wanted)
        and _change_answers(figure, wanted.change if not wanted.companion else None)
        and _basis_answers(figure, wanted, report)
        and _year_answers(figure, wanted, report)
    )


def _code_answers(figure: Figure, wanted: Lookup) -> bool:
    """A code says which line is meant: a sentence of another code, or of none, is of another."""
    if not wanted.codes:
        return True
    if figure.row_code:
        return figure.row_code in wanted.codes
    label = variants(figure.row_label).strong
    heavy = (name for name in wanted.names if not name.light)
    return any(not keys.isdisjoint(label) for name in heavy for keys in name.meanings)


def _act_answers(figure: Figure, wanted: Lookup) -> bool:
    """What is to be bought is another count than what is there (lexicon ``acts``)."""
    asked = "".join(wanted.content)
    told = fold("".join((figure.row_label, *figure.column_path))) + _clause(figure)
    return all(
        re.search(act["told"], told) is not None
        for act in lexicon()["acts"]
        if figure.unit in act["units"] and re.search(act["asked"], asked)
    )


def _qualifier_answers(figure: Figure, wanted: Lookup) -> bool:
    """A rate of completion or a share is told only where it was asked; percent wants percent."""
    text = "".join(wanted.content)
    qualifier = "".join(figure.column_path)
    if any((sign in qualifier) != (sign in text) for sign in ("完成",) if figure.unit == "%"):
        return False
    if "占" in qualifier and not re.search("占|比例|比重|百分比", text):
        return False
    if figure.unit == "%" and wanted.unit != "%" and not (wanted.change or wanted.share):
        label = key(figure.row_label)
        return _RATE.search(label) is not None and label[-2:] in text
    return True


def _change_answers(figure: Figure, change: Change | None) -> bool:
    qualifier = "".join(figure.column_path)
    tells_change = bool(_CHANGE.search(qualifier))
    if change is None:
        return not tells_change
    if not tells_change:
        return False
    about_budget = "预算" in qualifier and not _OTHER_YEAR.search(qualifier)
    if change.base and about_budget != (change.base == "预算"):
        return False
    return change.percent == (figure.unit in (PERCENT, POINTS))


def _basis_answers(figure: Figure, wanted: Lookup, report: Report) -> bool:
    if not figure.basis or figure.unit == "%" or wanted.change:
        return True
    if not wanted.bases:
        return figure.basis != "预算" or report.kind == "budget"
    return any(
        figure.basis == basis or (basis == "决算" and figure.basis == "执行")
        for basis in wanted.bases
    )


def _year_answers(figure: Figure, wanted: Lookup, report: Report) -> bool:
    """Of the year asked, or, where it is the report's, whatever the report tells of it."""
    year = year_asked(wanted, report)
    if year == report.fiscal_year:
        return True
    return figure.year == year and str(year) in figure.sentence


def _score(figure: Figure, words: tuple[Word, ...], wanted: Lookup) -> float:
    label = key(figure.row_label)
    names = variants(figure.row_label)
    others = names.strong | names.weak
    qualifier = fold("".join(figure.column_path))
    clause = _clause(figure)
    headings = fold("".join(figure.row_path[:-1]))
    nearest = fold("".join(figure.row_path[-2:-1]))
    sentence = fold(figure.sentence)
    told = "|".join((label + qualifier, headings, sentence))
    names_asked = {name.words for name in wanted.names if not name.light}
    if any("收入" in name and "支出" in label and "收入" not in label for name in names_asked):
        return 0.0
    if _names_other(label, wanted):
        return 0.0
    total = gained = 0.0
    for word in words:
        best = max(
            _of_label(word.text, label, others, names_asked),
            _QUALIFIER * covered(word.text, label + qualifier),
            _CLAUSE * covered(word.text, clause),
            _NEAREST * covered(word.text, nearest),
            _HEADING * covered(word.text, headings),
            _SENTENCE * covered(word.text, sentence),
        )
        if word.text in names_asked and word.text not in others and word.text not in told:
            return 0.0
        if not word.known and best < _UNCOVERED:
            return 0.0
        total += word.weight
        gained += word.weight * best
    return gained / total * (0.75 + 0.25 * _asked_share(label + qualifier, words, wanted))


def _names_other(label: str, wanted: Lookup) -> bool:
    """Whether the label ends with the name of a line that was not asked for: 一般公共预算安排的
    委托业务费 is no figure of 一般公共预算."""
    ends = (label[at:] for at in range(len(label) - _SHORTEST_LINE + 1))
    line = next((end for end in ends if end in question_names() and not is_light(end)), "")
    if not line or line == label:
        return False
    heavy = [keys for name in wanted.names if not name.light for keys in name.meanings]
    if any(line in keys or any(k in label for k in keys) for keys in heavy):
        return False
    return covered(line, "".join(wanted.content)) < _HALF_SAID


def _of_label(word: str, label: str, others: frozenset[str], names: set[str]) -> float:
    """How much of a word a label covers; a name that is only a part of it is another line."""
    if word in others:
        return _LABEL
    return (_CONTAINED if word in names else _LABEL) * covered(word, label)


def _asked_share(told: str, words: tuple[Word, ...], wanted: Lookup) -> float:
    """How much of what the label says was asked for: a label that says more is another thing."""
    wanted_pairs = pairs("".join(wanted.content) + "|" + "|".join(w.text for w in words))
    own = pairs(told)
    return len(own & wanted_pairs) / len(own) if own else 0.0


def _clause(figure: Figure) -> str:
    return _clause_of(figure.sentence, figure.printed, figure.row_label)


@lru_cache(maxsize=65536)
def _clause_of(told: str, number: str, name: str) -> str:
    """The clause of a sentence that holds a number, the one that speaks most of the name."""
    sentence = fold(told)
    clauses = re.split(r"[,，;；。]", sentence)
    printed = fold(number)
    holding = [c for c in clauses if printed in c]
    label = key(name)
    holding.sort(key=lambda c: covered(label, c), reverse=True)
    return holding[0] if holding else sentence


def _companions(reading: Reading, figures: tuple[Figure, ...]) -> list[Reading]:
    """The change told of the same thing: of the same label, in any of its sentences."""
    same = [reading.figure, *reading.agreeing]
    found = [
        figure
        for figure in figures
        if any(f.sentence == figure.sentence and f.row_label == figure.row_label for f in same)
        and _CHANGE.search("".join(figure.column_path))
    ]
    return [Reading(reading.report, figure) for figure in found[:2]]


def _whole_amount(reading: Reading, figures: tuple[Figure, ...]) -> list[Reading]:
    """The amount of which a share was told, where it was asked too (涉及多少资金，占多少)."""
    same = [
        figure
        for figure in figures
        if figure.row_label == reading.figure.row_label
        and figure.sentence == reading.figure.sentence
        and not figure.column_path
        and figure.fen is not None
    ]
    return [Reading(reading.report, same[0])] if len(same) == 1 else []


def rises(figure: Figure) -> bool:
    """Whether the qualifier tells of a rise."""
    return bool(_RISE.search("".join(figure.column_path)))
