"""All places of a report that tell one thing: its table, its text, its annex."""

from __future__ import annotations

import re

from assistant.content_words import Corpus, content_words, covered
from assistant.lexicon import key, variants
from assistant.lookup import Reading, amount_key
from assistant.operands import Unresolved
from assistant.plan import Lookup
from assistant.prose_lookup import corpus_of
from ingest.library import Library
from ingest.nouns import Figure, Report
from ingest.selection import FigureFilter

_MOVED = re.compile("增|减|升|降|占|完成|权重|分数|得分|预期|目标")
_MOST = 4


def places_telling(
    term: Lookup, report: Report, library: Library
) -> tuple[Reading, ...] | Unresolved:
    """The figures of one label in one unit, one for each amount; at least two places."""
    corpus = corpus_of(report, library)
    found = [
        figure
        for figure in library.figures(FigureFilter(report_ids=(report.id,)))
        if figure.value is not None and _is_of(figure, term, report, corpus)
    ]
    units = [figure.unit for figure in found]
    unit = max(dict.fromkeys(units), key=units.count, default="")
    same = [figure for figure in found if figure.unit == unit]
    if len(same) < 2:
        return Unresolved(term)
    amounts: dict[object, Figure] = {}
    for figure in same:
        amounts.setdefault(amount_key(figure), figure)
    shown = list(amounts.values()) if len(amounts) > 1 else same[:2]
    return tuple(Reading(report, figure) for figure in shown[:_MOST])


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
