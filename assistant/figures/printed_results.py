"""Results that a report prints itself: a share of a named whole."""

from __future__ import annotations

import re
from decimal import Decimal

from assistant.figures.lookup import Reading
from assistant.plan import Lookup
from assistant.words.content_words import Corpus, content_words, corpus_of, covered
from assistant.words.lexicon import key, variants
from ingest.language.glyphs import fold
from ingest.library import Library
from ingest.nouns import Figure, Report
from ingest.selection import FigureFilter

_SHARE = re.compile("占(?!比)(.+)")
_BARE_SHARE = re.compile("占(比|比重|比例)?")
_ROUNDED = Decimal("0.06")
_NEARLY = Decimal("0.02")
"""How far a printed share may be from the one calculated of printed operands, in percent."""


def printed_share(part: Lookup, whole: Lookup, report: Report, library: Library) -> Reading | None:
    """The share that a sentence tells of this part in this whole, both by their own names."""
    corpus = corpus_of(report, library)
    figures = library.figures(FigureFilter(report_ids=(report.id,), in_prose=True))
    found = [f for f in figures if f.unit == "%" and _tells(f, part, whole, corpus)]
    if not found or len({figure.value for figure in found}) > 1:
        return None
    return Reading(report, found[0], tuple(found[1:]))


def share_told_beside(
    part: Figure, value: Decimal, report: Report, library: Library
) -> Reading | None:
    """The share that a sentence tells of the same line without naming the whole (住房保障支出,
    占9.55%), where it is the one calculated but for the rounding of its operands."""
    names = variants(part.row_label).strong
    found = [
        figure
        for figure in library.figures(FigureFilter(report_ids=(report.id,), in_prose=True))
        if figure.unit == "%"
        and figure.value is not None
        and abs(figure.value - value) <= _NEARLY
        and _BARE_SHARE.fullmatch(fold("".join(figure.column_path)))
        and not names.isdisjoint(variants(figure.row_label).strong)
    ]
    if len({figure.value for figure in found}) != 1:
        return None
    return Reading(report, found[0], tuple(found[1:]))


def rate_told_beside(
    spent: Figure, value: Decimal, report: Report, library: Library
) -> Reading | None:
    """The rate of completion that the sentence of the amount spent tells itself, where it is the
    one calculated but for its rounding."""
    found = [
        figure
        for figure in library.figures(FigureFilter(report_ids=(report.id,), in_prose=True))
        if figure.unit == "%"
        and figure.value is not None
        and spent.sentence
        and figure.sentence == spent.sentence
        and "完成" in "".join(figure.column_path)
        and abs(figure.value - value) <= _ROUNDED
    ]
    return Reading(report, found[0]) if len({figure.value for figure in found}) == 1 else None


def _tells(figure: Figure, part: Lookup, whole: Lookup, corpus: Corpus) -> bool:
    of_whole = _SHARE.search(fold("".join(figure.column_path)))
    if of_whole is None:
        return False
    headings = fold("".join(figure.row_path))
    label = variants(figure.row_label).strong | {key(figure.row_label)}
    return _all_told(part, label, headings, corpus) and _all_told(
        whole, variants(of_whole[1]).strong | {of_whole[1]}, "", corpus
    )


def _all_told(
    wanted: Lookup, names: frozenset[str] | set[str], beside: str, corpus: Corpus
) -> bool:
    """Whether every content word of the operand is in one of the names or stands beside."""
    heavy = [name.words for name in wanted.names if not name.light]
    words = content_words("|".join(wanted.content), corpus, heavy)
    told = "|".join(names)
    return (
        bool(words)
        and all(covered(word.text, told) == 1 or covered(word.text, beside) == 1 for word in words)
        and any(covered(word.text, told) > 0 for word in words)
    )
