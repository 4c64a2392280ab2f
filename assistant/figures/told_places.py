"""All places of a report that tell one thing: its table, its text, its annex."""

from __future__ import annotations

import re

from assistant.figures.lookup import Reading, amount_key, look_up
from assistant.figures.operands import Unresolved
from assistant.figures.prose_lookup import look_up_prose
from assistant.plan import Lookup
from assistant.words.content_words import Corpus, Word, content_words, corpus_of, covered
from assistant.words.lexicon import key, variants
from ingest.language.amounts import is_money
from ingest.library import Library
from ingest.nouns import Figure, Report
from ingest.selection import FigureFilter

_MOVED = re.compile("增|减|升|降|占|完成|权重|分数|得分|预期|目标")
_MOST = 4


def places_telling(
    term: Lookup, report: Report, library: Library, numbers: str = ""
) -> tuple[Reading, ...] | Unresolved:
    """The figures of one label in one unit, one for each amount; at least two places.

    Where the question states the figures itself (``numbers``), those; else the cells and
    sentences of its label; else the cell and the sentence that each answer the question.
    """
    figures = library.figures(FigureFilter(report_ids=(report.id,)))
    if numbers:
        return _of_numbers(numbers, term, report, figures, library) or Unresolved(term)
    corpus = corpus_of(report, library)
    found = [f for f in figures if f.value is not None and _is_of(f, term, report, corpus)]
    units = [figure.unit for figure in found]
    unit = max(dict.fromkeys(units), key=units.count, default="")
    same = [figure for figure in found if figure.unit == unit]
    if len(same) < 2:
        return _cell_and_sentence(term, report, library) or Unresolved(term)
    amounts: dict[object, Figure] = {}
    for figure in same:
        amounts.setdefault(amount_key(figure), figure)
    shown = list(amounts.values()) if len(amounts) > 1 else same[:2]
    return tuple(Reading(report, figure) for figure in shown[:_MOST])


def _cell_and_sentence(term: Lookup, report: Report, library: Library) -> tuple[Reading, ...]:
    """One figure of a table and one of the text, each the only answer there is; else nothing."""
    cells = look_up(term, (report,), library, 1)
    told = look_up_prose(term, (report,), library)
    both = (*cells, *told)
    clear = len(cells) == len(told) == 1 and not any(reading.others for reading in both)
    same_unit = len({is_money(reading.figure.unit) or reading.figure.unit for reading in both}) == 1
    return both if clear and same_unit else ()


def _of_numbers(
    numbers: str, term: Lookup, report: Report, figures: tuple[Figure, ...], library: Library
) -> tuple[Reading, ...]:
    """Where the report prints each of these figures of the thing asked; nothing if one is not."""
    words = content_words("|".join(term.content), corpus_of(report, library))
    readings: list[Reading] = []
    for number in dict.fromkeys(numbers.split("|")):
        printed = next(
            (
                figure
                for figure in figures
                if f"{figure.value}{figure.unit}" == number and _speaks_of(figure, words)
            ),
            None,
        )
        if printed is None:
            return ()
        readings.append(Reading(report, printed))
    return tuple(readings) if len(readings) > 1 else ()


def _speaks_of(figure: Figure, words: tuple[Word, ...]) -> bool:
    label = key(figure.row_label)
    return bool(words) and all(covered(word.text, label) == 1 for word in words)


def _is_of(figure: Figure, term: Lookup, report: Report, corpus: Corpus) -> bool:
    if figure.year != report.fiscal_year or _MOVED.search("".join(figure.column_path)):
        return False
    names = [name for name in term.names if not name.light]
    if names:
        label = variants(figure.row_label)
        return all(
            any(not keys.isdisjoint(label.strong) for keys in name.meanings) for name in names
        )
    words = content_words("|".join(term.content), corpus)
    label_key = key(figure.row_label)
    return bool(words) and all(covered(word.text, label_key) == 1 for word in words)
