"""One indicator told in two places: in two sentences, or in the narrative and the annex."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from itertools import combinations

from ingest.checks.identity_checks import Check, sum_check
from ingest.checks.rules import wording, words
from ingest.checks.statements import Statement, is_plain
from ingest.language.amounts import is_money
from ingest.language.glyphs import fold
from ingest.nouns import Figure, Report

_RULE = "told_twice"
_LEAST_COMMON = 4
"""Characters that two names of one indicator share at their end."""


def twice_checks(report: Report, statements: Sequence[Statement]) -> tuple[Check, ...]:
    """Indicators in percent of a final account (aims and standards are no facts), and what is
    told once for a body and year."""
    once = [figure for statement in statements for figure in _told_once(report, statement)]
    told: list[Figure] = []
    if report.kind == "final_accounts":
        told = [figure for statement in statements for figure in _facts(report, statement)]
    return (*_pairs(once), *_pairs(told))


def _told_once(report: Report, statement: Statement) -> Iterator[Figure]:
    if wording("not_own").search(statement.text):
        return
    for figure in statement.figures:
        own = is_plain(figure) and figure.year == report.fiscal_year and figure.unit != "%"
        if own and wording("told_once").match(fold(figure.row_label)):
            yield figure


def _facts(report: Report, statement: Statement) -> Iterator[Figure]:
    context = statement.text + "".join(statement.headings)
    if wording("aims").search(context):
        return
    for figure in statement.figures:
        own = is_plain(figure) and figure.year == report.fiscal_year and len(figure.row_path) > 1
        if figure.unit == "%" and own:
            label = fold(figure.row_label)
            if wording("percent_indicator").match(label) and label not in words(
                "common_indicators"
            ):
                yield figure


def _pairs(told: Sequence[Figure]) -> Iterator[Check]:
    seen = set()
    for one, other in combinations(told, 2):
        if one.sentence == other.sentence or not _same_indicator(one, other):
            continue
        check = sum_check(_RULE, one, [other])
        key = (fold(one.row_label), fold(other.row_label), one.value, other.value)
        if key not in seen:
            seen.add(key)
            yield check


def _same_indicator(one: Figure, other: Figure) -> bool:
    """Equal names under related headings (the projects of a body may all have readers who are
    satisfied); or names whose different beginnings stand each in the other's context."""
    label, others = fold(one.row_label), fold(other.row_label)
    if (one.body, one.basis, is_money(one.unit)) != (
        other.body,
        other.basis,
        is_money(other.unit),
    ):
        return False
    if label == others:
        return one.unit != "%" or _related(one, other)
    common = _common_end(label, others)
    if len(common) < _LEAST_COMMON or not wording("percent_indicator").match(common):
        return False
    mine, theirs = label.removesuffix(common), others.removesuffix(common)
    return mine in _context(other) and theirs in _context(one)


def _related(one: Figure, other: Figure) -> bool:
    """Whether the nearest headings are the same, or name the same thing."""
    mine, theirs = (wording("heading_words").sub("", fold(f.row_path[-2])) for f in (one, other))
    if not (mine and theirs):
        return False
    found = SequenceMatcher(None, mine, theirs, autojunk=False).find_longest_match()
    return found.size >= min(_LEAST_COMMON, len(mine), len(theirs))


def _common_end(one: str, other: str) -> str:
    length = 0
    while length < min(len(one), len(other)) and one[-1 - length] == other[-1 - length]:
        length += 1
    return one[len(one) - length :]


def _context(figure: Figure) -> str:
    return fold("".join((*figure.row_path[:-1], figure.sentence)))
