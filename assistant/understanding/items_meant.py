"""Which lines and columns a question names: its words linked to the names that reports print.

Linking is done against the catalogue of distinct names, longest first. A word that is nearly a
printed name (one letter wrong) is taken for it only where nothing else was recognised there.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import cache, lru_cache

from assistant.plan import Name
from assistant.understanding.printed_names import (
    Vocabulary,
    reports_by_form,
    reports_by_name,
    vocabulary_of,
    widened,
)
from assistant.words.lexicon import (
    filler_pattern,
    is_light,
    lexicon,
    meanings,
    question_names,
    subject_keys,
)
from ingest.language.changes import any_change
from ingest.nouns import Report
from ingest.selection import Catalogue

_LONGEST = 40
_TYPO_LENGTH = 4
_TYPO_LONGEST = 16
_LONG_NAME = 7
_TYPO_LIKENESS = 0.74


def vocabulary(
    catalogue: Catalogue, reports: Iterable[Report], more: Iterable[str] = ()
) -> Vocabulary:
    """The names that these reports print in tables, with those of the lexicon.

    A row of a subordinate body may be asked without the publisher's name before it. ``more`` are
    printed names that the catalogue does not list.
    """
    meant = tuple(reports)
    publishers = frozenset(report.publisher for report in meant)
    known = vocabulary_of(catalogue, frozenset(report.id for report in meant), publishers)
    return widened(known, more, publishers) if more else known


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
    strong, weak = reports_by_name(catalogue)
    asked = frozenset[str]().union(*name.meanings) | {name.words}
    found = set(weak.get(name.words, ()))
    for words in asked:
        found |= strong.get(words, set())
    for form, report_ids in reports_by_form(catalogue).items():
        if asked & subject_keys(form):
            found |= report_ids
    return frozenset(found)


def _ids(groups: Iterable[tuple[str, ...]]) -> frozenset[str]:
    return frozenset(report_id for ids in groups for report_id in ids)


def own_name(label: str, publisher: str) -> str:
    """What a label says after the publisher's name: 交通管理支队; "" where it is not before it."""
    return label.removeprefix(publisher) if label.startswith(publisher) else ""


def names_in(text: str, known: Vocabulary) -> tuple[Name, ...]:
    """The names in a text, in order, none overlapping another; the longest win.

    What only stands alone once the names beside it are taken (卫生健康支出 before 事业收入) is
    looked for in what they leave.
    """
    names = _with_tails(_longest_names(text, known), text)
    letters = list(text)
    for name in names:
        letters[name.start : name.end] = "_" * (name.end - name.start)
    names += _longest_names("".join(letters), known) if names else []
    return tuple(sorted(names, key=lambda name: name.start))


def _with_tails(names: list[Name], text: str) -> list[Name]:
    starts = [name.start for name in names]
    return [_with_tail(name, text, starts) for name in names]


def _longest_names(text: str, known: Vocabulary) -> list[Name]:
    found = sorted(_occurrences(text, known), key=lambda n: (n[0] - n[1], not n[2], n[0]))
    names: list[Name] = []
    for start, end, _, words in found:
        if not any(start < name.end and name.start < end for name in names):
            names.append(Name(words, meanings(words), is_light(words), start, end))
    return names


def _with_tail(name: Name, text: str, starts: list[int]) -> Name:
    """The name with the words behind it that a label may leave out: 机关专项业务支出预算."""
    if name.light:
        return name
    limit = min((start for start in starts if start >= name.end), default=len(text))
    tail = _tails().match(text, name.end, limit)
    return replace(name, end=tail.end()) if tail else name


@cache
def _tails() -> re.Pattern[str]:
    tails = set(lexicon()["name_tails"])
    # 预算金额 is 预算 and 金额: read in two ways, long rows of them would be tried in all.
    twice = {one + other for one in tails for other in tails}
    words = sorted(tails - twice, key=lambda word: (-len(word), word))
    return re.compile(f"(?:{'|'.join(map(re.escape, words))})+(?![总合小]计)")


def _occurrences(text: str, known: Vocabulary) -> Iterator[tuple[int, int, bool, str]]:
    """(start, end, whether whole, its words) of every name that a text may hold."""
    yield from _joined(text, known)
    for start in range(len(text)):
        for end in range(start + 2, min(len(text), start + _LONGEST) + 1):
            words = text[start:end]
            whole = words in known.strong
            if not (whole or words in known.weak) or _part_of_a_thing(words, text, end):
                continue
            if (whole and not is_light(words)) or _stands_alone(text, start, end):
                yield start, end, whole, words


def _joined(text: str, known: Vocabulary) -> Iterator[tuple[int, int, bool, str]]:
    """Names written with a 的 or a mark that their keys leave out: 农业普查的宣传经费."""
    begun = _beginnings(known)
    for at in (found.start() for found in re.finditer("[的、]", text)):
        for start in range(max(0, at - _LONGEST), at - _TYPO_LENGTH + 2):
            head = text[start:at]
            if head not in begun:
                continue
            for end in range(at + 3, min(len(text), start + _LONGEST) + 1):
                words = head + text[at + 1 : end]
                if words not in begun:
                    break
                whole = words in known.strong
                if len(words) >= _LONG_NAME and (whole or words in known.weak):
                    yield start, end, whole, words


@lru_cache(maxsize=4)
def _beginnings(known: Vocabulary) -> frozenset[str]:
    """What the long names begin with, and the names themselves."""
    names = (name for name in known.strong | known.weak if len(name) >= _LONG_NAME)
    return frozenset(name[:end] for name in names for end in range(1, min(len(name), _LONGEST) + 1))


def _part_of_a_thing(words: str, text: str, end: int) -> bool:
    """Whether an everyday word only begins the name of something else (外包服务项目)."""
    if words not in lexicon()["everyday"]:
        return False
    return re.match(lexicon()["everyday_not_before"], text[end:]) is not None


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
    letters = "".join(set(lexicon()["edge_letters"]) - set("没不要想能会"))
    known = "|".join(sorted(map(re.escape, question_names()), key=len, reverse=True))
    moved = f"增|减|{any_change('words')}"
    edge = f"[^\\u3400-\\u9fff]|[{letters}]|{filler_pattern().pattern}|{known}|{moved}"
    return re.compile(f"(?:^|{edge})$"), re.compile(f"$|{edge}")


def nearly_named(text: str, known: Vocabulary) -> Name | None:
    """A printed name that a stretch of the text misspells by a letter, or None.

    Taken only where one name is clearly nearest, so that no other line is answered for it.
    """
    best: list[tuple[float, str, int, int]] = []
    misspelt = _misspelt(known.strong)
    for piece_start, piece in _pieces(text):
        for length in range(_TYPO_LENGTH, _TYPO_LONGEST):
            for offset in range(len(piece) - length + 1):
                window = piece[offset : offset + length]
                names = {name for form in _forms(window) for name in misspelt.get(form, ())}
                if names and length == _TYPO_LENGTH and not _begins(piece[:offset]):
                    continue
                for name in names:
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


@lru_cache(maxsize=4)
def _misspelt(names: frozenset[str]) -> dict[str, tuple[str, ...]]:
    """The names by the forms that they share with what misspells them."""
    found: dict[str, list[str]] = {}
    for name in names:
        if _TYPO_LENGTH <= len(name) < _TYPO_LONGEST:
            for form in _forms(name):
                found.setdefault(form, []).append(name)
    return {form: tuple(same) for form, same in found.items()}


def _forms(word: str) -> Iterator[str]:
    """The word without each of its letters in turn, and its letters in order: one of these is
    common to two words that differ in a letter or in their order."""
    for at in range(len(word)):
        yield f"{word[:at]}_{word[at + 1 :]}"
    yield "".join(sorted(word))


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
