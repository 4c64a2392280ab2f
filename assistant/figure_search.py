"""Finds the figures a Lookup wants: in tables first, in sentences where these know it better.

Tables are exact, sentences know what no form has a line for. Words of the question that the cell
does not explain decide: where a sentence covers them, the sentence answers; where they narrow
the question to what no report tells (one person's pay, one month), nothing does.
"""

from __future__ import annotations

import re
from dataclasses import replace

from assistant.content_words import Corpus, Word, content_words, covered
from assistant.lexicon import key, lexicon
from assistant.lookup import Reading, look_up
from assistant.plan import Lookup
from assistant.prose_lookup import corpus_of, look_up_prose
from ingest.glyphs import fold
from ingest.library import Library
from ingest.nouns import Figure, Report

_MANY_REPORTS = 12
_LEFT_OVER = 4.0
_LATIN = re.compile(r"[a-z]{2,}")
_HAN = re.compile(r"[\u3400-\u9fff]")
_FEW_LATIN = 2
"""More Latin words than this make an English question."""


def find_figures(
    wanted: Lookup, reports: tuple[Report, ...], library: Library
) -> tuple[Reading, ...]:
    """The readings of the question, at most one a report and part; empty where nothing answers."""
    from_tables = _from_tables(wanted, reports, library)
    if len(reports) > _MANY_REPORTS:
        return from_tables
    answers: list[Reading] = []
    for report in reports:
        own = tuple(r for r in from_tables if r.report.id == report.id)
        if own and _foreign_left(wanted, own[0].figure):
            continue
        answers += _best_of(wanted, report, own, library)
    return tuple(answers)


def _from_tables(
    wanted: Lookup, reports: tuple[Report, ...], library: Library
) -> tuple[Reading, ...]:
    if wanted.share or (wanted.change and not wanted.companion):
        return ()
    if not (wanted.names or wanted.codes or wanted.line_no or wanted.forms):
        return ()
    return look_up(wanted, reports, library, _MANY_REPORTS)


def _best_of(
    wanted: Lookup, report: Report, from_tables: tuple[Reading, ...], library: Library
) -> tuple[Reading, ...]:
    if not from_tables and wanted.forms:
        return ()
    if not from_tables:
        told = look_up_prose(wanted, (report,), library)
        return tuple(r for r in told if _says_all(wanted, r.figure))
    if wanted.codes or wanted.line_no:
        return from_tables
    unclear = any(r.others or r.figure.value is None for r in from_tables)
    left = _left_over(wanted, from_tables[0].figure, corpus_of(report, library))
    if not (left or unclear):
        return from_tables
    if wanted.forms:
        return from_tables if not _too_narrow(wanted, from_tables[0].figure) else ()
    if unclear and not left:
        return tuple(_told_instead(wanted, r, library) for r in from_tables)
    told = look_up_prose(wanted, (report,), library)
    if told and not _too_narrow(wanted, told[0].figure):
        return told
    if _too_narrow(wanted, from_tables[0].figure):
        return ()
    if any(_names_another(word) for word in left):
        return ()
    weight = sum(len(word.text) for word in left)
    return from_tables if weight <= _LEFT_OVER else ()


def _told_instead(wanted: Lookup, reading: Reading, library: Library) -> Reading:
    """A sentence speaks where the table is blank, or where it alone has all names in its label."""
    if reading.figure.value is not None and not reading.others:
        return reading
    bases = (reading.figure.basis,) if reading.figure.basis else wanted.bases
    told = look_up_prose(replace(wanted, bases=bases), (reading.report,), library)
    if len(told) != 1 or told[0].others:
        return reading
    label = key(told[0].figure.row_label)
    whole = len(wanted.names) > 1 and all(name.words in label for name in wanted.names)
    return told[0] if reading.figure.value is None or whole else reading


def _left_over(wanted: Lookup, figure: Figure, corpus: Corpus) -> tuple[Word, ...]:
    """The content words of the question that the cell's names do not explain."""
    text = "|".join(wanted.content)
    letters = list(text)
    for name in wanted.names:
        letters[name.start : name.end] = "_" * (name.end - name.start)
    told = fold("".join((*figure.row_path, figure.row_label, *figure.column_path)))
    words = content_words("".join(letters), corpus)
    return tuple(word for word in words if covered(word.text, told) < 1)


def _foreign_left(wanted: Lookup, figure: Figure) -> bool:
    """Whether a Latin term in a Chinese question (AI, DRG) is nothing the cell is named by."""
    text = "|".join(wanted.content)
    terms = _LATIN.findall(text)
    if wanted.unknown or len(terms) > _FEW_LATIN or len(_HAN.findall(text)) < len("".join(terms)):
        return False
    told = "".join((*figure.row_path, figure.row_label, *figure.column_path)).lower()
    common = (*lexicon()["english_common"], *lexicon()["fillers"])
    return any(term not in told and term not in common for term in terms)


def _names_another(word: Word) -> bool:
    """Whether a word that the cell leaves open is one the reports use: of another thing then."""
    neutral = "|".join(map(re.escape, lexicon()["neutral_words"]))
    return word.known and len(re.sub(neutral, "", word.text)) > 1


def _says_all(wanted: Lookup, figure: Figure) -> bool:
    """Whether a sentence leaves nothing of the question open: neither narrower nor untranslated."""
    sentence = fold(figure.sentence)
    translated = all(word in sentence for word in wanted.unknown)
    return translated and not _too_narrow(wanted, figure)


def _too_narrow(wanted: Lookup, figure: Figure) -> bool:
    """Whether the question speaks of one person or part of a year that the print does not name."""
    text = "".join(wanted.content)
    told = key(figure.row_label) + fold("".join(figure.row_path)) + fold(figure.sentence)
    found = (re.search(word, text) for word in lexicon()["narrowing"])
    return any(match is not None and match[0] not in told for match in found)


def nearest_names(wanted: Lookup, labels: tuple[str, ...]) -> tuple[str, ...]:
    """Printed lines that share most letters with the question, for saying what there is."""
    text = "".join(wanted.content)
    scored = sorted({(covered(key(label), text), label) for label in labels if label}, reverse=True)
    return tuple(label for score, label in scored[:3] if score >= 0.5)
