"""What a filter may be completed to: the names that reports print under the other filters.

A filter may be written in part or nearly right: it is completed where one name is meant, else
the names that fit are told. Nothing is interpreted beyond that.
"""

from __future__ import annotations

import difflib
import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from assistant.composing.citations import KINDS
from assistant.selection.concept_completion import (
    concept_candidates,
    concept_key,
    concept_names,
    fund_candidates,
    nature_candidates,
)
from assistant.selection.figure_selection import (
    FIELDS,
    PATH_MARK,
    Candidate,
    Field,
    Selection,
    headings,
    reports_of,
)
from assistant.selection.line_names import names_of_line
from ingest.bodies.names import body_key
from ingest.concepts.concept import name_key
from ingest.errors import MingzhangError
from ingest.forms import codes, title_of
from ingest.language.glyphs import fold
from ingest.library import Library
from ingest.nouns import Report

_CODE = re.compile(r"\d{3,12}")
_NEAR = 0.6
_AS_NEAR = 0.1
"""What is less like than the best by more is not meant."""
_NOT = math.inf
_OFFERED = 30


class UnclearFilter(MingzhangError):
    """A filter that no one name, or none, completes; ``candidates`` are those nearest to it."""

    def __init__(self, field: Field, text: str, found: Sequence[Candidate]) -> None:
        self.field = field
        self.text = text
        self.candidates = tuple(found)
        what = "不止一个，请选其一 (several fit)" if found else "没有这样的 (nothing fits)"
        names = "".join(f"\n  {_in_words(each)}" for each in found)
        super().__init__(f"{_FIELD_WORDS[field]}“{text}”：{what}{names}")


_FIELD_WORDS: dict[Field, str] = {
    "publishers": "发布单位 publisher",
    "years": "年度 year",
    "kinds": "类别 kind",
    "concepts": "指标 concept",
    "funds": "资金 fund",
    "natures": "支出性质 nature",
    "forms": "表 form",
    "rows": "项目 row",
    "columns": "栏目 column",
}


def _in_words(candidate: Candidate) -> str:
    same = candidate.value == candidate.label
    return candidate.value if same else f"{candidate.value}  {candidate.label}"


def candidates(library: Library, field: Field, selection: Selection) -> tuple[Candidate, ...]:
    """What a field may take where the other fields are as selected."""
    others = replace(selection, **{field: ()})
    reports = reports_of(library, others)
    if field == "publishers":
        return _counted((r.publisher, r.publisher) for r in _in_years(reports, others))
    if field == "kinds":
        return _counted((r.kind, KINDS[r.kind]) for r in _in_years(reports, others))
    if field == "years":
        return _years(library, reports)
    held = frozenset(report.id for report in _in_years(reports, others))
    if measured := _MEASURED.get(field):
        return measured(library, sorted(held), others) if held else ()
    if field == "forms":
        return _forms(library, held)
    return (_rows if field == "rows" else _columns)(library, held, others.forms)


_MEASURED = {
    "concepts": concept_candidates,
    "funds": fund_candidates,
    "natures": nature_candidates,
}


def _in_years(reports: Iterable[Report], selection: Selection) -> list[Report]:
    """The reports that may tell of the years: their own, and the one before it beside."""
    years = selection.years
    return [
        report
        for report in reports
        if not years or report.fiscal_year in years or report.fiscal_year - 1 in years
    ]


def _years(library: Library, reports: tuple[Report, ...]) -> tuple[Candidate, ...]:
    told = library.years()
    counts = Counter(year for report in reports for year in told.get(report.id, ()))
    return tuple(Candidate(str(y), f"{y}年度", counts[y]) for y in sorted(counts, reverse=True))


def _counted(names: Iterable[tuple[str, str]]) -> tuple[Candidate, ...]:
    counts = Counter(names)
    return tuple(Candidate(value, label, n) for (value, label), n in counts.items())


def _forms(library: Library, held: frozenset[str]) -> tuple[Candidate, ...]:
    having: dict[str, set[str]] = {}
    for column in library.catalogue().columns:
        having.setdefault(column.form, set()).update(held.intersection(column.report_ids))
    return tuple(
        Candidate(form, form_in_words(form), len(having[form]))
        for form in codes()
        if having.get(form)
    )


def form_in_words(form: str) -> str:
    """The usual titles of a form, of final accounts and of budgets."""
    return " / ".join(dict.fromkeys(title_of(form, kind) for kind in KINDS))


def _rows(library: Library, held: frozenset[str], forms: tuple[str, ...]) -> tuple[Candidate, ...]:
    """Every line once, under the name that most reports print; its codes are told beside it."""
    printed: dict[str, Counter[str]] = {}
    coded: dict[str, Counter[str]] = {}
    having: dict[str, set[str]] = {}
    for row in library.catalogue().rows:
        ids = held.intersection(row.report_ids)
        name = name_key(row.row_label)
        if not ids or not name or not row.form or (forms and row.form not in forms):
            continue
        printed.setdefault(name, Counter())[row.row_label] += len(ids)
        coded.setdefault(name, Counter())[row.row_code] += len(ids)
        having.setdefault(name, set()).update(ids)
    found = [
        Candidate(_commonest(printed[name]), " ".join(_codes_first(name, coded[name])), len(ids))
        for name, ids in having.items()
    ]
    return tuple(sorted(found, key=lambda each: -each.reports))


def _commonest(printed: Counter[str]) -> str:
    return min(printed, key=lambda label: (-printed[label], len(label)))


def _codes_first(name: str, coded: Counter[str]) -> tuple[str, ...]:
    return (*(code for code, _ in coded.most_common(2) if code), name)


def _columns(
    library: Library, held: frozenset[str], forms: tuple[str, ...]
) -> tuple[Candidate, ...]:
    having: dict[str, set[str]] = {}
    for column in library.catalogue().columns:
        ids = held.intersection(column.report_ids)
        if ids and column.column_path and (not forms or column.form in forms):
            having.setdefault(PATH_MARK.join(column.column_path), set()).update(ids)
    found = [Candidate(path, path, len(ids)) for path, ids in having.items()]
    return tuple(sorted(found, key=lambda each: -each.reports))


def completions(
    library: Library, field: Field, prefix: str, selection: Selection
) -> tuple[Candidate, ...]:
    """The candidates of a field that are or hold what was written, the likeliest first.

    Where none does, those that it shortens; where it shortens none, those that it is like.
    """
    offered = candidates(library, field, selection)
    wanted = tuple(_comparable(field, part) for part in _parts(field, prefix))
    if not any(wanted):
        return offered
    named = [(_names(field, each), each) for each in offered]
    for fits in (_holds, _shortens, _is_like):
        found = [
            (rank, each)
            for names, each in named
            if (rank := max(fits(part, names) for part in wanted)) < _NOT
        ]
        if found:
            return _in_order(found, near=fits is _is_like)
    return ()


def _parts(field: Field, text: str) -> tuple[str, ...]:
    return headings(text) if field == "columns" else (text,)


def _in_order(found: list[tuple[float, Candidate]], *, near: bool) -> tuple[Candidate, ...]:
    found.sort(key=lambda ranked: (ranked[0], -ranked[1].reports))
    best = found[0][0]
    return tuple(each for rank, each in found if not near or rank - best < _AS_NEAR)


def _holds(wanted: str, names: frozenset[str]) -> float:
    if wanted in names:
        return 0
    if any(name.startswith(wanted) for name in names):
        return 1
    return 2 if any(wanted in name for name in names) else _NOT


def _shortens(wanted: str, names: frozenset[str]) -> float:
    fits = len(wanted) > 1 and any(_in_order_of(wanted, name) for name in names)
    return 0 if fits else _NOT


def _in_order_of(letters: str, name: str) -> bool:
    rest = iter(name)
    return all(letter in rest for letter in letters)


def _is_like(wanted: str, names: frozenset[str]) -> float:
    likeness = max((_likeness(wanted, name) for name in names), default=0.0)
    return 1 - likeness if likeness >= _NEAR else _NOT


def _likeness(wanted: str, name: str) -> float:
    matcher = difflib.SequenceMatcher(None, wanted, name)
    if matcher.real_quick_ratio() < _NEAR or matcher.quick_ratio() < _NEAR:
        return 0.0
    return matcher.ratio()


def _comparable(field: Field, text: str) -> str:
    if field == "publishers":
        return body_key(text)
    if field == "columns":
        return fold(text)
    return concept_key(text) if field == "concepts" else name_key(text) or fold(text)


def _names(field: Field, candidate: Candidate) -> frozenset[str]:
    if field == "publishers":
        return frozenset((body_key(candidate.value), fold(candidate.value)))
    if field == "columns":
        return frozenset(headings(candidate.value))
    if field == "concepts":
        return concept_names(candidate.value)
    if field == "rows":
        *coded, name = candidate.label.split(" ")
        return frozenset((*coded, name, name_key(candidate.value))) | names_of_line(candidate.value)
    parts = (candidate.value, *re.split(" / ", candidate.label))
    return frozenset(name_key(part) for part in parts)


def completed(library: Library, field: Field, text: str, selection: Selection) -> str:
    """The one value that a written filter means. Raises UnclearFilter, with those that fit.

    A code, or a name in full, is taken as it stands; a heading stands for every column under it.
    """
    if field == "rows" and _CODE.fullmatch(text) and _has_code(library, text):
        return text
    found = completions(library, field, text, selection)
    wanted = {_comparable(field, part) for part in _parts(field, text)}
    exact = [each for each in found if wanted <= _names(field, each)]
    if exact and field == "columns":
        return text
    if exact and field == "rows":
        # Other names of the same line are found with it.
        return next((each for each in exact if name_key(each.value) in wanted), exact[0]).value
    meant = [each for each in exact if fold(each.value) == fold(text)] or exact or list(found)
    if len(meant) != 1:
        raise UnclearFilter(field, text, meant[:_OFFERED])
    return meant[0].value


def _has_code(library: Library, code: str) -> bool:
    return any(row.row_code == code for row in library.catalogue().rows)


def completed_selection(library: Library, written: Mapping[Field, Sequence[str]]) -> Selection:
    """The selection that filters as written mean, each completed under those before it.

    Raises UnclearFilter for the first that is not clear.
    """
    selection = Selection()
    for field in FIELDS:
        values = [
            completed(library, field, text.strip(), selection)
            for text in written.get(field, ())
            if text.strip()
        ]
        taken: dict[str, Any] = {field: tuple(dict.fromkeys(values))}
        if field == "years":
            taken = {field: tuple(dict.fromkeys(int(value) for value in values))}
        selection = replace(selection, **taken)
    return selection
