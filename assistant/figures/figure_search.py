"""Finds the figures a Lookup wants: in tables first, in sentences where these know it better.

Tables are exact, sentences know what no form has a line for. Words of the question that the cell
does not explain decide: where a sentence covers them, the sentence answers; where they narrow
the question to what no report tells (one person's pay, one month), nothing does.
"""

from __future__ import annotations

import re
from dataclasses import replace

from assistant.figures.conditions import DERIVED
from assistant.figures.lookup import Reading, look_up
from assistant.figures.prose_lookup import look_up_prose
from assistant.figures.target_lookup import look_up_targets, target_asked
from assistant.figures.titled_projects import titled_project
from assistant.plan import Lookup
from assistant.words.content_words import Corpus, Word, content_words, corpus_of, covered
from assistant.words.lexicon import fillers, key, lexicon
from ingest.language.amounts import is_money
from ingest.language.glyphs import bare_label, fold
from ingest.library import Library
from ingest.nouns import Figure, Report

_MANY_REPORTS = 12
_LEFT_OVER = 4.0
_LATIN = re.compile(r"[a-z]{2,}")
_HAN = re.compile(r"[\u3400-\u9fff]")
_PARAPHRASE = re.compile(r"(?<![^_|])[^_|]*?(?:也?就是|也叫|即)(?=_)")
"""修东西的钱，就是维修费: what stands before says the name that follows in other words."""
_OF_PROJECTS = re.compile("项目(?:金额|资金|总额|总金额)")
_OF_ALL = ("income_expenditure_summary", "income", "expenditure")
_EXCEPT = re.compile("除[了去开]?[^,，。]{1,12}[,，]?(?=其他|其它)")
_FEW_LATIN = 2
"""More Latin words than this make an English question."""


def find_figures(
    wanted: Lookup, reports: tuple[Report, ...], library: Library
) -> tuple[Reading, ...]:
    """The readings of the question, at most one a report and part; empty where nothing answers."""
    if target_asked(wanted) and (targets := look_up_targets(wanted, reports, library)):
        return targets
    from_tables = _from_tables(wanted, reports, library)
    if len(reports) > _MANY_REPORTS:
        return from_tables
    answers: list[Reading] = []
    for report in reports:
        own = tuple(r for r in from_tables if r.report.id == report.id)
        if own and _foreign_left(wanted, own[0].figure):
            continue
        own = tuple(r for r in own if not _other_amount(wanted, r.figure))
        found = _best_of(wanted, report, own, library)
        answers += (r for r in found if not _no_target(wanted, r.figure))
    return tuple(answers)


def _from_tables(
    wanted: Lookup, reports: tuple[Report, ...], library: Library
) -> tuple[Reading, ...]:
    if wanted.share or (wanted.change and not (wanted.companion or _names_derived(wanted))):
        return ()
    if not (wanted.names or wanted.codes or wanted.line_no or wanted.forms):
        return ()
    return look_up(wanted, reports, library, _MANY_REPORTS)


def _names_derived(wanted: Lookup) -> bool:
    """Whether a column of changes is named as it is printed (增减额): its cells tell the change."""
    heavy = [name for name in wanted.names if not name.light]
    return len(heavy) > 1 and any(DERIVED.search(name.words) for name in heavy)


def _best_of(
    wanted: Lookup, report: Report, from_tables: tuple[Reading, ...], library: Library
) -> tuple[Reading, ...]:
    if not from_tables:
        return _told_alone(wanted, report, library)
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


def _told_alone(wanted: Lookup, report: Report, library: Library) -> tuple[Reading, ...]:
    """What is told where no line of a table answers: of a project in a title, or in sentences."""
    if titled := titled_project(wanted, report, library):
        return (titled,)
    if wanted.forms:
        return ()
    told = look_up_prose(wanted, (report,), library)
    return tuple(r for r in told if _says_all(wanted, r.figure))


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
    words = content_words(_PARAPHRASE.sub("_", "".join(letters)), corpus)
    named = "|".join(name.words for name in wanted.names)
    return tuple(w for w in words if covered(w.text, told) < 1 and w.text not in named)


def _foreign_left(wanted: Lookup, figure: Figure) -> bool:
    """Whether a Latin term in a Chinese question (AI, DRG) is nothing the cell is named by."""
    text = "|".join(wanted.content)
    terms = _LATIN.findall(text)
    if wanted.unknown or len(terms) > _FEW_LATIN or len(_HAN.findall(text)) < len("".join(terms)):
        return False
    told = "".join((*figure.row_path, figure.row_label, *figure.column_path)).lower()
    common = (*lexicon()["english_common"], *fillers())
    return any(term not in told and term not in common for term in terms)


def _names_another(word: Word) -> bool:
    """Whether a word that the cell leaves open is one the reports use: of another thing then."""
    neutral = "|".join(map(re.escape, lexicon()["neutral_words"]))
    return word.known and len(re.sub(neutral, "", word.text)) > 1


def _other_amount(wanted: Lookup, figure: Figure) -> bool:
    """Whether the amount of projects is asked where the cell is of all spending (项目金额)."""
    asked = _OF_PROJECTS.search("".join(wanted.content))
    named = any("项目" in name.words for name in wanted.names)
    told = "".join((*figure.row_path, *figure.column_path))
    return asked is not None and not named and figure.form in _OF_ALL and "项目" not in told


def _no_target(wanted: Lookup, figure: Figure) -> bool:
    """Whether a target is asked where a sentence or an indicator's cell tells what was reached."""
    if not target_asked(wanted) or (not figure.sentence and is_money(figure.unit)):
        return False
    told = figure.sentence + "".join((*figure.row_path, *figure.column_path))
    return re.search(lexicon()["target_told"], told) is None


def _says_all(wanted: Lookup, figure: Figure) -> bool:
    """Whether a sentence leaves nothing of the question open: neither narrower nor untranslated."""
    sentence = fold(figure.sentence)
    translated = all(word in sentence for word in wanted.unknown)
    return translated and not _too_narrow(wanted, figure)


def _too_narrow(wanted: Lookup, figure: Figure) -> bool:
    """Whether the question speaks of one person or part of a year that the print does not name."""
    text = "".join(wanted.content)
    told = key(figure.row_label) + fold("".join(figure.row_path)) + fold(figure.sentence)
    if bare_label(figure.row_label).startswith("其他"):
        # 除了财政的钱，其他收入: what is left out is what the line leaves out itself.
        text = _EXCEPT.sub("", text)
    found = (re.search(word, text) for word in lexicon()["narrowing"])
    return any(match is not None and match[0] not in told for match in found)


def nearest_names(wanted: Lookup, labels: tuple[str, ...]) -> tuple[str, ...]:
    """Printed lines that share most letters with the question, for saying what there is."""
    text = "".join(wanted.content)
    scored = sorted({(covered(key(label), text), label) for label in labels if label}, reverse=True)
    return tuple(label for score, label in scored[:3] if score >= 0.5)
