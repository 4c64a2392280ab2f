"""Whom and which year a question is about, where the library may not hold it."""

from __future__ import annotations

from dataclasses import replace

from assistant.plan import words_of_reports
from assistant.understanding.items_meant import names_in, vocabulary
from assistant.understanding.printed_names import labels_of
from assistant.understanding.strangers import subject_before_year
from assistant.understanding.turn import Turn, content_runs
from assistant.words.content_words import corpus_of
from ingest.library import Library

_FEW = 12
_NOT_HELD = "（资料库中没有）"


def with_unknown_subject(turn: Turn, library: Library) -> Turn:
    """云溪2023年…: what stands before the year, and no report has in any line or sentence, is
    whom the question is about, a place or body that no list knows. Nothing held answers for it.
    """
    meant = turn.meant
    subject = "" if meant.named or meant.missing else subject_before_year(turn.masked)
    if len(subject) < 2 or not meant.reports or len(meant.reports) > _FEW:
        return turn
    catalogue = library.catalogue()
    first = turn.masked.index(subject)
    named = names_in(turn.masked, vocabulary(catalogue, meant.reports))
    if any(name.start < first + len(subject) and first < name.end for name in named):
        return turn
    told = any(subject in label for label in labels_of(catalogue))
    if told or any(subject in corpus_of(report, library) for report in meant.reports):
        return turn
    spans = (*meant.spans, (first, first + len(subject)))
    masked = turn.masked.replace(subject, "_" * len(subject), 1)
    meant = replace(meant, reports=(), named=True, missing=subject, stranger=True, spans=spans)
    return replace(turn, meant=meant, masked=masked)


def whom_in_words(turn: Turn) -> str:
    """The body and year that a question is about: ``2023年度 · 某局（资料库中没有）``.

    Where none was named, the year alone: what happens to be held is not what was asked.
    """
    meant = turn.meant
    years = "、".join(f"{year}年度" for year in meant.years)
    if not meant.missing:
        return words_of_reports(meant.reports) if meant.named else years
    bodies = "、".join(dict.fromkeys(report.publisher for report in meant.near))
    if meant.stranger:
        parts = [years, meant.missing + _NOT_HELD]
    elif meant.named:
        parts = [bodies, meant.missing + _NOT_HELD]
    else:
        parts = [meant.missing + _NOT_HELD]
    asked = "" if turn.question.english else "".join(content_runs(turn.masked))
    return " · ".join(part for part in (*parts, "" if meant.reports else asked) if part)
