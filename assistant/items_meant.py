"""Which lines and columns a question names: its words linked to the names that reports print.

Linking is done against the catalogue of distinct names, longest first. A word that is nearly a
printed name (one letter wrong) is taken for it only where nothing else was recognised there.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

from assistant.lexicon import (
    is_default_head,
    is_light,
    lexicon,
    meanings,
    question_names,
    subject_keys,
    variants,
)
from assistant.plan import Name
from ingest.nouns import Report
from ingest.selection import Catalogue

_LONGEST = 40
_TYPO_LENGTH = 4
_TYPO_LIKENESS = 0.74


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The keys by which lines and columns may be asked: as printed, and with words left out."""

    strong: frozenset[str]
    weak: frozenset[str]


def vocabulary(
    catalogue: Catalogue, reports: Iterable[Report], more: Iterable[str] = ()
) -> Vocabulary:
    """The names that these reports print in tables, with those of the lexicon.

    A row of a subordinate body may be asked without the publisher's name before it. ``more`` are
    printed names that the catalogue does not list.
    """
    publishers = {report.publisher for report in reports}
    wanted = frozenset(report.id for report in reports)
    strong: set[str] = set(question_names())
    weak: set[str] = set()
    printed = {*_printed_names(catalogue, wanted), *more}
    printed |= {own for name in printed for p in publishers if (own := own_name(name, p))}
    for name in printed:
        found = variants(name)
        strong |= found.strong
        weak |= found.weak
    return Vocabulary(frozenset(strong), frozenset(weak - strong))


def reports_printing(
    names: tuple[Name, ...], codes: tuple[str, ...], catalogue: Catalogue
) -> frozenset[str] | None:
    """The ids of the reports that print every one of the codes or names; None without any."""
    if codes:
        found = [_ids(row.report_ids for row in catalogue.rows if row.row_code == c) for c in codes]
    else:
        found = [_printing(name, catalogue) for name in names if not name.light]
    return frozenset.intersection(*found) if found else None


def _printing(name: Name, catalogue: Catalogue) -> frozenset[str]:
    printed = [(row.row_label, row.report_ids) for row in catalogue.rows]
    printed += [(head, c.report_ids) for c in catalogue.columns for head in c.column_path]
    asked = frozenset[str]().union(*name.meanings) | {name.words}
    forms = {row.form for row in catalogue.rows if row.form and asked & subject_keys(row.form)}
    named = (
        ids
        for label, ids in printed
        if asked & variants(label).strong or name.words in variants(label).weak
    )
    of_forms = (row.report_ids for row in catalogue.rows if row.form in forms)
    return _ids(named) | _ids(of_forms)


def _ids(groups: Iterable[tuple[str, ...]]) -> frozenset[str]:
    return frozenset(report_id for ids in groups for report_id in ids)


def own_name(label: str, publisher: str) -> str:
    """What a label says after the publisher's name: 交通管理支队; "" where it is not before it."""
    return label.removeprefix(publisher) if label.startswith(publisher) else ""


def _printed_names(catalogue: Catalogue, wanted: frozenset[str]) -> Iterator[str]:
    for row in catalogue.rows:
        if row.form and wanted.intersection(row.report_ids):
            yield row.row_label
    for column in catalogue.columns:
        if wanted.intersection(column.report_ids):
            yield from (head for head in column.column_path if not is_default_head(head))


def names_in(text: str, known: Vocabulary) -> tuple[Name, ...]:
    """The names in a text, in order, none overlapping another; the longest win."""
    found = sorted(_occurrences(text, known), key=lambda n: (n[0] - n[1], not n[2], n[0]))
    taken: list[tuple[int, int]] = []
    names: list[Name] = []
    for start, end, _ in found:
        if any(start < other_end and other_start < end for other_start, other_end in taken):
            continue
        taken.append((start, end))
        words = text[start:end]
        names.append(Name(words, meanings(words), is_light(words), start, end))
    return tuple(sorted(names, key=lambda name: name.start))


def _occurrences(text: str, known: Vocabulary) -> Iterator[tuple[int, int, bool]]:
    for start in range(len(text)):
        for end in range(start + 2, min(len(text), start + _LONGEST) + 1):
            words = text[start:end]
            whole = words in known.strong
            if not (whole or words in known.weak):
                continue
            if (whole and not is_light(words)) or _stands_alone(text, start, end):
                yield start, end, whole


def _stands_alone(text: str, start: int, end: int) -> bool:
    """Whether no other word touches it: 办公 in 办公楼 and 收入 in 罚没收入 are other things."""
    fore, aft = _neighbours()
    return bool(fore.search(text[:start])) and bool(aft.match(text[end:]))


def _begins(before: str) -> bool:
    """Whether a name may begin behind these words."""
    return bool(_neighbours()[0].search(before))


@cache
def _neighbours() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """What may stand before and after a word that stands alone."""
    words = [word for word in lexicon()["fillers"] if len(word) > 1]
    fillers = "|".join(sorted(map(re.escape, words), key=len, reverse=True))
    letters = "".join(set(lexicon()["edge_letters"]) - set("没不要想能会"))
    known = "|".join(sorted(map(re.escape, question_names()), key=len, reverse=True))
    edge = f"[^\\u3400-\\u9fff]|[{letters}]|{fillers}|{known}|增|减|下降|上升"
    return re.compile(f"(?:^|{edge})$"), re.compile(f"$|{edge}")


def nearly_named(text: str, known: Vocabulary) -> Name | None:
    """A printed name that a stretch of the text misspells by a letter, or None.

    Taken only where one name is clearly nearest, so that no other line is answered for it.
    """
    best: list[tuple[float, str, int, int]] = []
    lengths = {n: [k for k in known.strong if len(k) == n] for n in range(_TYPO_LENGTH, 16)}
    for piece_start, piece in _pieces(text):
        for length, keys in lengths.items():
            for offset in range(len(piece) - length + 1):
                window = piece[offset : offset + length]
                if length == _TYPO_LENGTH and not _begins(piece[:offset]):
                    continue
                for name in keys:
                    likeness = _likeness(window, name)
                    if likeness >= _TYPO_LIKENESS:
                        begin = piece_start + offset
                        best.append((likeness, name, begin, begin + length))
    if not best:
        return None
    best.sort(key=lambda b: (b[0], b[3] - b[2]), reverse=True)
    likeness, name, start, end = best[0]
    rivals = {b[1] for b in best if b[0] == likeness and b[3] - b[2] == end - start}
    if any(rival not in meanings(name)[0] for rival in rivals):
        return None
    return Name(name, meanings(name), is_light(name), start, end)


def _likeness(window: str, name: str) -> float:
    same = sum(a == b for a, b in zip(window, name, strict=True))
    if same >= len(name) - 1:
        return same / len(name)
    if sorted(window) == sorted(name):
        return difflib.SequenceMatcher(None, window, name).ratio()
    return 0.0


def _pieces(text: str) -> Iterator[tuple[int, str]]:
    start = 0
    for piece in text.replace("|", "_").split("_"):
        if len(piece) >= _TYPO_LENGTH:
            yield start, piece
        start += len(piece) + 1
