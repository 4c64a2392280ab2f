"""Whether a table cell is what a question names: its row, column and form against the names.

A cell fits when every name of the question is explained by the cell, and everything that makes
the cell special (its row, its innermost heading, its fund) was named by the question.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from assistant.figures.conditions import DERIVED, in_class_asked, within
from assistant.figures.names_explained import NamesExplained, price_of
from assistant.figures.total_rows import is_publisher, is_total_row, says_nothing
from assistant.plan import Lookup, Name
from assistant.understanding.items_meant import own_name
from assistant.words.lexicon import (
    form_rank,
    is_default_head,
    is_fund_head,
    is_soft_head,
    is_special_fund,
    key,
    lexicon,
    subject_keys,
)
from ingest.nouns import Figure, Report

_SIDES = ("收入", "支出")
_TOTALS = ("合计", "总计", "小计", "总额")
_SUMMARY = "income_expenditure_summary"
_PROJECTS = "project_expenditure"
_BASIC = "general_public_basic_expenditure"
_WHOLE_BY_ECONOMY = re.compile(r"^(?!.*(基本|项目|专项|政府性基金|国有资本)).*经济(分类|科目)")
"""Titles of tables of all spending by economic class: wider than that of basic spending alone."""
_BEFORE_BASIC = 2
_FUND_ASKED = re.compile("一般公共预算|财政拨款")
_TITLE_WORDS = 4


@dataclass(frozen=True, slots=True)
class Fit:
    """A cell that fits. Smaller ``distance`` fits better; ``breadth`` orders equal readings.

    ``distance``: names left unexplained, how unlikely a meaning was taken, words left out,
    light words left unexplained.
    ``breadth``: unasked narrowing to a fund or kind, then which form speaks first.
    """

    figure: Figure
    distance: tuple[int, int, int, int]
    breadth: tuple[int, int]


def fit_of(figure: Figure, wanted: Lookup, report: Report, title: str = "") -> Fit | None:
    """How the cell of the table of that title fits, or None where it is not what is asked."""
    if not within(figure, wanted, report) or _opposed(figure, wanted):
        return None
    total = is_total_row(figure, report)
    if total and (wanted.codes and not wanted.line_no):
        return None
    fit = _named_fit(figure, wanted, report, total, title)
    if fit is None or not _WHOLE_BY_ECONOMY.search(title):
        return fit
    return replace(fit, breadth=(fit.breadth[0], min(fit.breadth[1], _BEFORE_BASIC)))


def row_fits(figure: Figure, wanted: Lookup, report: Report) -> bool:
    """Whether the row of a cell is asked for; where it is not, none of its cells fits."""
    account = NamesExplained(set())
    return _row_named(figure, wanted, report, account, is_total_row(figure, report))


def _opposed(figure: Figure, wanted: Lookup) -> bool:
    """Whether the column tells the opposite of what is asked (lexicon ``opposed_heads``)."""
    asked, told = "|".join(wanted.content), "|".join(figure.column_path)
    return any(
        re.search(pair["asked"], asked) and re.search(pair["told"], told)
        for pair in lexicon()["opposed_heads"]
    )


def _named_fit(
    figure: Figure, wanted: Lookup, report: Report, total: bool, title: str
) -> Fit | None:
    names = wanted.names
    account = NamesExplained(set())
    if not _row_named(figure, wanted, report, account, total):
        return None
    soft = _columns_fit(figure, names, report, account)
    if soft is None:
        return None
    subject = _subject_named(figure, names, account)
    if figure.form in lexicon()["restricting"] and not (subject or wanted.forms):
        return None
    said = any(name.words not in _TOTALS or figure.form == _SUMMARY for name in account.explained)
    if total and not (subject or said or wanted.line_no or wanted.forms):
        return None
    if account.row_named:
        _table_named(title, names, account)
    missing = _unexplained(figure, wanted, account)
    if missing is None:
        return None
    idle = sum(name.light for name in names if name not in account.explained)
    distance = (missing, account.meaning, account.weak, idle)
    return Fit(figure, distance, (soft, form_rank(figure.form)))


def _row_named(
    figure: Figure, wanted: Lookup, report: Report, account: NamesExplained, total: bool
) -> bool:
    names = wanted.names
    if total:
        parents = [p for p in figure.row_path[:-1] if not says_nothing(p, report)]
        if any(not account.explain(names, parent) for parent in parents):
            return False
        heavy = tuple(n for n in names if figure.side in _SIDES or not n.light)
        account.explain(heavy, figure.row_label)
        if figure.side in _SIDES and not figure.row_label.startswith("本年"):
            account.explain(names, figure.side + figure.row_label)
        return True
    by_label = account.explain(names, figure.row_label)
    if figure.form == _PROJECTS:
        # The name of a project may stand beside its category, which is printed last.
        for parent in figure.row_path[:-1]:
            by_label = account.explain(names, parent) or by_label
    if own := own_name(figure.row_label, report.publisher):
        by_label = account.explain(names, own) or by_label
    for other in figure.also:
        # The class of a second classification is printed beside each of its lines: none is it.
        fresh = len(account.explained)
        by_label = account.explain(names, other.row_label) or by_label
        account.weak += len(account.explained) > fresh
    if wanted.codes and figure.also and _FUND_ASKED.search("".join(wanted.content)):
        # The line of a code in the table of a fund is whole; beside a second class it is a part.
        account.weak += not any(account.explain(names, also.row_label) for also in figure.also)
    for parent in figure.row_path[:-1]:
        account.explain(names, parent)
    account.row_named = by_label
    return by_label or bool(wanted.codes or wanted.line_no)


def _columns_fit(
    figure: Figure, names: tuple[Name, ...], report: Report, account: NamesExplained
) -> int | None:
    """The price of unasked narrowing by the column, or None where the column was not asked."""
    if _other_side(figure, tuple(name for name in names if name not in account.explained)):
        return None
    if any(DERIVED.search(h) and not _is_named(h, names) for h in figure.column_path):
        return None
    special = [
        head
        for head in figure.column_path
        if head != figure.side and not is_default_head(head) and not is_publisher(head, report)
    ]
    before = len(account.explained)
    for head in figure.column_path:
        account.explain(names, head)
        if whole := _with_side(head, figure):
            account.explain(names, whole)
    if figure.side and figure.side in figure.column_path and len(account.explained) == before:
        account.explain(names, figure.side)
    return _price_of_columns(special, names, figure)


def _price_of_columns(special: list[str], names: tuple[Name, ...], figure: Figure) -> int | None:
    """The innermost heading must be named; the innermost fund too, if it is not the usual one."""
    price = 0
    things = [head for head in special if not (is_fund_head(head) or is_special_fund(head))]
    funds = [head for head in special if head not in things]
    if figure.form == _BASIC:
        # 基本支出 over the columns of the form of basic spending narrows nothing.
        things = [head for head in things if key(head) not in subject_keys(_BASIC)]
    if funds and not (_is_named(funds[-1], names) or _is_named_whole(funds[-1], names, figure)):
        if is_special_fund(funds[-1]) and not _source_within(funds[-1], things, names):
            return None
        price += 1
    if things and not _is_named(things[-1], names):
        if figure.form != _BASIC or not is_soft_head(things[-1]):
            return None
        price += 2
    return price


def _with_side(head: str, figure: Figure) -> str:
    """政府性基金预算 over a column of income is 政府性基金预算收入; "" where the head says so."""
    side = {"income": "收入", "expenditure": "支出"}.get(figure.form, "")
    return head + side if side and not any(word in head for word in _SIDES) else ""


def _is_named_whole(head: str, names: tuple[Name, ...], figure: Figure) -> bool:
    whole = _with_side(head, figure)
    return bool(whole) and _is_named(whole, names)


def _source_within(fund: str, things: list[str], names: tuple[Name, ...]) -> bool:
    """其他资金收入 › 事业收入: a source of income that is named stands under other money."""
    return (
        bool(things)
        and things[-1].endswith("收入")
        and fund.endswith("收入")
        and _is_named(things[-1], names)
    )


def _is_named(head: str, names: tuple[Name, ...]) -> bool:
    return any(price_of(name, head) is not None for name in names)


def _other_side(figure: Figure, names: tuple[Name, ...]) -> bool:
    """A column of income does not answer a question for spending, nor the other way round."""
    asked = "".join(name.words for name in names)
    heads = "".join(figure.column_path)
    for side, other in (_SIDES, _SIDES[::-1]):
        if side in asked and other not in asked and other in heads and side not in heads:
            return True
    return False


def _subject_named(figure: Figure, names: tuple[Name, ...], account: NamesExplained) -> bool:
    subjects = subject_keys(figure.form)
    found = False
    for name in names:
        if any(not keys.isdisjoint(subjects) for keys in name.meanings) and _same_side(
            name, figure
        ):
            if name not in account.explained:
                account.weak += 1
            account.explained.add(name)
            found = True
    return found


def _table_named(title: str, names: tuple[Name, ...], account: NamesExplained) -> None:
    """机关运行经费里的办公费: the name before the line is that of its table, told in its title."""
    words = key(title)
    for name in names:
        if name not in account.explained and not name.light and len(name.words) >= _TITLE_WORDS:
            told = any(k in words for k in name.meanings[0] if len(k) >= _TITLE_WORDS)
            if told or name.words in words:
                account.explained.add(name)


def _same_side(name: Name, figure: Figure) -> bool:
    other = {"收入": "支出", "支出": "收入"}.get(figure.side)
    return other is None or other not in name.words or figure.side in name.words


def _unexplained(figure: Figure, wanted: Lookup, account: NamesExplained) -> int | None:
    """How many names nothing of the cell answers, or None where that rules it out.

    A code says which row is meant, so a name beside it may be a city's own wording of it; a
    light word may colour the name that was found.
    """
    missing = 0
    for name in wanted.names:
        if name in account.explained:
            continue
        if name.light or _in_title(name, figure):
            missing += bool(re.search("收入|支出", name.words)) and _contradicts(name, figure)
        elif ((wanted.codes or wanted.line_no) and not account.row_named) or in_class_asked(
            figure, wanted
        ):
            missing += 1
        else:
            return None
    return missing


def _in_title(name: Name, figure: Figure) -> bool:
    return any(name.words in key(part) for part in (*figure.row_path, *figure.column_path))


def _contradicts(name: Name, figure: Figure) -> bool:
    whole = "".join((*figure.row_path, figure.row_label, *figure.column_path, figure.side))
    return all(side not in whole for side in _SIDES if side in name.words)
