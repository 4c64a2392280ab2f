"""Sheets whose answer is several figures: side by side, ranked, the parts of one, of two bodies."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from decimal import Decimal

from assistant.composing.citations import KINDS
from eval.asked.describing import line, lines, report_meant
from eval.asked.drawing import Draw, Maker
from eval.asked.expecting import Expectation, Sheet, of_figures, sheet
from eval.asked.telling import Told, amount
from ingest.concepts.concept import concepts
from ingest.language.amounts import is_money
from ingest.nouns import Figure

_LEVELS = {3: "类", 5: "款", 7: "项"}
_BOUNDS = (10000, 5000, 1000, 500, 100, 50, 10, 5, 1)
_WHOLES = (
    "three_public",
    "expenditure_total",
    "expenditure",
    "procurement",
    "personnel_expenditure",
    "income",
)
_RANKED_OVER_ALL = (
    "three_public",
    "expenditure_total",
    "basic_expenditure",
    "project_expenditure",
    "reception",
    "vehicle_operation",
    "abroad",
    "operating_costs",
    "procurement",
    "training",
    "meetings",
    "income_total",
)


def _several(draw: Draw) -> Sheet | None:
    told = draw.any_report()
    picked = draw.siblings(told, draw.chance.choice((2, 2, 3)))
    if not picked:
        return None
    tell = f"一句话里分别问这几个数：{lines(told, picked)}"
    return sheet(tell, ["value"], of_figures(told, picked))


def _rank(draw: Draw) -> Sheet | None:
    told = draw.any_report()
    pool, what = _lines_of_a_class(draw, told)
    if len(pool) < 3:
        return None
    count = draw.chance.choice((1, 1, 3, 5))
    lowest = draw.chance.random() < 0.15
    ordered = sorted(pool, key=lambda figure: amount(figure, "元"), reverse=not lowest)
    first, rest = ordered[:count], ordered[count:]
    if rest and amount(rest[0], "元") == amount(first[-1], "元"):
        return None
    word, many = "最小" if lowest else "最大", count if count > 1 else "一"
    tell = (
        f"{report_meant(told)}：问{what}里金额{word}的{many}个是什么、多少 → {lines(told, first)}"
    )
    return sheet(tell, ["rank"], of_figures(told, first))


def _filter(draw: Draw) -> Sheet | None:
    told = draw.any_report()
    pool, what = _lines_of_a_class(draw, told)
    if len(pool) < 4:
        return None
    ordered = sorted(pool, key=lambda figure: amount(figure, "万元"), reverse=True)
    count = draw.chance.randint(1, min(6, len(ordered) - 1))
    bound = _between(amount(ordered[count], "万元"), amount(ordered[count - 1], "万元"))
    if bound is None:
        return None
    asked = draw.chance.choice(("有哪些", "有几个"))
    tell = (
        f"{report_meant(told)}：问{what}里金额超过{bound}万元的{asked}"
        f" → {count}个：{lines(told, ordered[:count])}"
    )
    want = ["filter"] if asked == "有哪些" else ["filter", "count"]
    return sheet(tell, want, of_figures(told, ordered[:count]))


def _lines_of_a_class(draw: Draw, told: Told) -> tuple[Sequence[Figure], str]:
    """Lines that can be ranked, and what they are: projects, or lines of one level and table."""
    tables: dict[str, list[Figure]] = defaultdict(list)
    for figure in told.projects:
        tables[figure.table_id].append(figure)
    if tables and draw.chance.random() < 0.6:
        longest = max(tables.values(), key=len)
        return list({figure.row_label: figure for figure in longest}.values()), "各个项目"
    form = draw.chance.choice(("general_public_basic_expenditure", "expenditure"))
    digits = draw.chance.choice((3, 7)) if form == "expenditure" else 5
    pool = [f for f in told.lines if f.form == form and len(f.row_code) == digits]
    if not pool or len({f.row_code for f in pool}) < len(pool):
        return [], ""
    if len({figure.table_id for figure in pool}) > 1:
        return [], ""
    title = told.titles.get(pool[0].table_id, "")
    return pool, f"《{title}》的{_LEVELS[digits]}级科目"


def _between(below: Decimal, above: Decimal) -> Decimal | None:
    """The roundest bound between two amounts, None where not even a whole number is."""
    bounds = (Decimal(step) * int(above / step) for step in _BOUNDS)
    return next((bound for bound in bounds if below < bound < above), None)


def _parts(draw: Draw) -> Sheet | None:
    told = draw.any_report()
    for concept in draw.chance.sample(_WHOLES, len(_WHOLES)):
        whole, parts = told.own(concept), _parts_of(told, concept)
        if whole and len(parts) >= 2:
            tell = (
                "问它由哪几块组成、各多少（钱花到哪里、分别是什么）："
                f"{line(told, whole)}；各部分：{lines(told, parts)}"
            )
            return sheet(tell, ["parts"], of_figures(told, parts))
    return None


def _parts_of(told: Told, whole: str) -> list[Figure]:
    return [
        figure
        for concept in concepts().values()
        if (concept.parent == whole or concept.id in concepts()[whole].sums)
        and (figure := told.own(concept.id)) is not None
    ]


def _two_bodies(draw: Draw) -> Sheet | None:
    one, other = draw.any_report(), draw.any_report()
    if one.report.publisher == other.report.publisher or one.stage != other.stage:
        return None
    if one.report.fiscal_year != other.report.fiscal_year:
        return None
    shared = [
        (mine, theirs)
        for mine in one.own_named()
        if mine.value
        and (theirs := other.own(mine.concept)) is not None
        and theirs.value
        and mine.fund == theirs.fund
        and is_money(theirs.unit)
    ]
    if not shared:
        return None
    mine, theirs = draw.chance.choice(shared)
    tell = (
        "比较两家的同一个数（谁多、差多少、分别多少，选一种问法）："
        f"{line(one, mine)}；{line(other, theirs)}"
    )
    return sheet(tell, ["compare"], of_figures(one, [mine]) + of_figures(other, [theirs]))


def _over_all(draw: Draw) -> Sheet | None:
    told = draw.any_report()
    concept = draw.chance.choice(_RANKED_OVER_ALL)
    year = told.report.fiscal_year
    tell = (
        f"问全部单位（部门）里{concepts()[concept].name}（{year}年{KINDS[told.report.kind]}）"
        "哪家最多（或最少、前几名、从高到低排一下、各单位分别多少）"
    )
    expected = Expectation(measures=({"concept": concept, "year": year},))
    return sheet(tell, ["rank", "over"], expected)


MAKERS: Mapping[str, Maker] = {
    "several": _several,
    "rank": _rank,
    "filter": _filter,
    "parts": _parts,
    "two_bodies": _two_bodies,
    "over_all": _over_all,
}
"""By kind."""
