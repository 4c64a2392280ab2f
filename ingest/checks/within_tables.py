"""Identities within one table: rows across their columns, codes down their hierarchy, two sides.

Sources: 《部门决算报表编制手册》 and the budget form instructions of the Ministry of Finance print
these as 表内公式 (for example 合计 = 基本支出 + 项目支出 + …; 类 = Σ款 = Σ项).
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence

from ingest.checks.identity_checks import Check, silent, sum_check
from ingest.language.amounts import is_money
from ingest.language.enumerators import ITEM, begins
from ingest.language.glyphs import bare_label, fold
from ingest.nouns import Figure, Table

_TOTAL_HEADING = re.compile(
    r"^(?:合计|小计|总计|总额|(?:本年)?(?:收入|支出)(?:合计|总计)|[“\"]?三公[”\"]?经费(?:合计|小计|总额).*)$"
)
# Columns that say again what others hold.
_MEMORANDUM = re.compile(r"扣除|其中不含|财政拨款小计|政府采购|政府购买")
_TOTAL_ROW = re.compile(r"^(?:合计|总计|(?:人员|公用)经费合计)$")
_YEAR_TOTAL = re.compile(r"^本年(?:收入|支出)合计$")
_GRAND_TOTAL = re.compile(r"^(?:(?:收入|支出)?总计)$")
_CLASSIFIED = re.compile(r"^[235]\d\d(?:\d\d){0,2}$")
_THREE_PUBLIC = re.compile(r"出国|公务用车|接待")

_ACROSS = frozenset(
    {
        "income",
        "expenditure",
        "fiscal_grant_summary",
        "general_public_expenditure",
        "general_public_basic_expenditure",
        "government_fund",
        "state_capital",
        "three_public",
    }
)
_VEHICLE_ITEMS = {
    (True, True): "vehicles",
    (True, False): "purchase",
    (False, True): "operation",
}
_CARRIED = re.compile(
    r"^(?:使用(?>.*?结余).*|(?:年初|上年)(?>[^收支]*?结[转余])[^收支]*|结余分配|年[末终](?>[^收支]*?结[转余])[^收支]*|结转下年.*)$"
)
_DETAIL = re.compile(r"其中|一般公共预算|政府性基金|国有资本|基本支出|项目支出|经营")
_EXPENSES = {
    "人员经费合计": frozenset({"301", "303"}),
    "公用经费合计": frozenset({"302", "307", "309", "310", "311", "312", "313", "399"}),
}
_TWO_SIDED = frozenset({"income_expenditure_summary", "fiscal_grant_summary"})


def table_checks(table: Table) -> tuple[Check, ...]:
    """All identities of one table, in the order of print."""
    money = [figure for figure in table.figures if is_money(figure.unit)]
    checks: list[Check] = []
    if table.form in _ACROSS:
        checks.extend(_across_columns(money, three_public=table.form == "three_public"))
        checks.extend(_down_codes(money))
    if table.form in _TWO_SIDED:
        checks.extend(_sides(money))
    if table.form == "three_public":
        checks.extend(_three_public_rows(money))
    if table.form == "general_public_basic_expenditure":
        checks.extend(_expenses(money))
    return tuple(checks)


def _across_columns(figures: Sequence[Figure], *, three_public: bool) -> Iterator[Check]:
    """合计 of a row = the sum of the columns beside it, at every level of the header."""
    lines: dict[tuple[int, str], list[Figure]] = defaultdict(list)
    for figure in figures:
        lines[figure.row, figure.side].append(figure)
    for line in lines.values():
        yield from _levels(line, 0, three_public=three_public)


def _levels(line: Sequence[Figure], depth: int, *, three_public: bool) -> Iterator[Check]:
    """The totals among headings that share their first ``depth`` parts."""
    groups: dict[str, list[Figure]] = {}
    for figure in line:
        if len(figure.column_path) > depth:
            groups.setdefault(fold(figure.column_path[depth]), []).append(figure)
    totals = [name for name in groups if _TOTAL_HEADING.match(name) and len(groups[name]) == 1]
    rest = {
        name: group
        for name, group in groups.items()
        if not (_TOTAL_HEADING.match(name) or _MEMORANDUM.search(name))
    }
    if three_public:
        rest = {name: group for name, group in rest.items() if _THREE_PUBLIC.search(name)}
    if len(totals) == 1 and len(rest) > 1 and not any("其中" in name for name in rest):
        parts = [part for group in rest.values() for part in _standing_for(group, depth + 1)]
        whole = groups[totals[0]][0]
        if {part.year for part in parts} == {whole.year}:
            yield sum_check("row_total", whole, parts)
    for group in rest.values():
        if len(group) > 1:
            yield from _levels(group, depth + 1, three_public=three_public)


def _standing_for(group: Sequence[Figure], depth: int) -> list[Figure]:
    """The figures whose sum is that of a heading: its own, its 小计, or all below it."""
    if len(group) == 1:
        return list(group)
    group = [f for f in group if not any(_MEMORANDUM.search(head) for head in f.column_path)]
    totals = [
        figure
        for figure in group
        if len(figure.column_path) == depth + 1
        and _TOTAL_HEADING.match(fold(figure.column_path[-1]))
    ]
    return totals[:1] or list(group)


def _down_codes(figures: Sequence[Figure]) -> Iterator[Check]:
    """类 = Σ款, 款 = Σ项, and 合计 = Σ类, in every column."""
    columns: dict[tuple[str, tuple[str, ...], str], list[Figure]] = defaultdict(list)
    for figure in figures:
        columns[figure.side, figure.column_path, figure.body].append(figure)
    for column in columns.values():
        coded = [f for f in column if _CLASSIFIED.match(f.row_code) and not f.also]
        by_code = {figure.row_code: figure for figure in coded}
        if len(by_code) < len(coded):
            continue  # the same code for several bodies or funds: whose sum it is is not told
        for code, whole in by_code.items():
            parts = [f for c, f in by_code.items() if c[:-2] == code]
            if parts:
                yield sum_check("code_hierarchy", whole, parts)
        classes = [f for c, f in by_code.items() if len(c) == 3]
        totals = [f for f in column if not f.row_code and _TOTAL_ROW.match(fold(f.row_label))]
        if len(totals) == 1 and classes and len({f.row_code[0] for f in classes}) == 1:
            yield sum_check("total_of_classes", totals[0], classes)


def _sides(figures: Sequence[Figure]) -> Iterator[Check]:
    """本年合计 = Σ of its lines on either side; 收入总计 = 支出总计."""
    sides: dict[str, list[Figure]] = defaultdict(list)
    for figure in figures:
        if figure.side in ("收入", "支出"):
            sides[figure.side].append(figure)
    grand = []
    for side in sides.values():
        main = [figure for figure in side if figure.column_path == side[0].column_path]
        grand.append([f for f in main if _GRAND_TOTAL.match(bare_label(f.row_label))])
        totals = [f for f in main if _YEAR_TOTAL.match(bare_label(f.row_label))]
        if len(totals) == 1:
            lines = [f for f in main if f.row < totals[0].row and begins(fold(f.row_label), ITEM)]
            if len(lines) > 1:
                yield sum_check("sum_of_lines", totals[0], lines)
            yield from _grand_total(main, totals[0], grand[-1])
    if len(grand) == 2 and len(grand[0]) == 1 == len(grand[1]):
        yield sum_check("two_sides", grand[0][0], grand[1])


def _grand_total(side: Sequence[Figure], year: Figure, grand: Sequence[Figure]) -> Iterator[Check]:
    """总计 = 本年合计 + what is carried over and used, where the lines between are printed."""
    if len(grand) != 1 or grand[0].row < year.row:
        return
    between = [f for f in side if year.row < f.row < grand[0].row and f.row_label]
    carried = [f for f in between if _CARRIED.match(bare_label(f.row_label))]
    details = [f for f in between if _DETAIL.search(f.row_label)]
    carried = [f for f in carried if f not in details]
    if not carried:
        return
    check = sum_check("grand_total", grand[0], [year, *carried])
    unknown = [f for f in between if f not in carried and f not in details and f.value]
    if check.outcome == "failed" and unknown:
        reason = "本年合计与总计之间还有别的行 (other rows stand between)"
        check = silent(check.rule, check.left, check.right, reason)
    yield check


def _expenses(figures: Sequence[Figure]) -> Iterator[Check]:
    """人员经费合计 = 301 + 303 and 公用经费合计 = 302 + …, of the classes that are printed."""
    for label, codes in _EXPENSES.items():
        totals = [f for f in figures if bare_label(f.row_label) == label]
        if len(totals) != 1:
            continue
        head = totals[0].column_path[-1:]
        parts = {
            f.row_code: f
            for f in figures
            if f.row_code in codes and f.column_path[-1:] == head and f.value is not None
        }
        if not parts:
            continue
        check = sum_check("personnel_and_public", totals[0], list(parts.values()))
        if check.outcome == "failed" and len(parts) < len(codes):
            reason = "没有印出全部的类 (not all classes are printed)"
            check = silent(check.rule, check.left, check.right, reason)
        yield check


def _three_public_rows(figures: Sequence[Figure]) -> Iterator[Check]:
    """“三公”合计 = 出国 + 公务用车 + 接待; 公务用车 = 购置 + 运行, where they are rows."""
    columns: dict[tuple[tuple[str, ...], str], dict[str, Figure]] = defaultdict(dict)
    for figure in figures:
        item = _three_public_item(fold(figure.row_label))
        if item:
            columns[figure.column_path, figure.body].setdefault(item, figure)
    for rows in columns.values():
        for whole, parts in (
            ("total", ("abroad", "vehicles", "reception")),
            ("vehicles", ("purchase", "operation")),
        ):
            if whole in rows and all(part in rows for part in parts):
                yield sum_check("three_public_rows", rows[whole], [rows[p] for p in parts])


def _three_public_item(label: str) -> str:
    if "出国" in label:
        return "abroad"
    if "车" in label:
        return _VEHICLE_ITEMS.get(("购置" in label, "运行" in label), "")
    if "接待" in label:
        return "reception"
    return "total" if "三公" in label or _TOTAL_ROW.match(label) else ""
