"""In which reports a question is to be answered, and what of it is not held."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from assistant.linking.bodies import BodyMeant, body_meant
from assistant.linking.editions import editions
from assistant.linking.years import Years, years_meant
from assistant.reading.reader import Reader
from assistant.reading.turn import Turn
from ingest.language.glyphs import fold
from ingest.library import Library
from ingest.nouns import Kind, Report


@dataclass(frozen=True, slots=True)
class Scope:
    """``groups``: the reports of each body meant, in the order asked; one group of all where none
    was named. ``unit``: a body within these reports whose amounts are asked, "" for the publisher.
    ``missing``: what is asked about and not held, body or year, in words. ``kind`` "" where
    neither budget nor account was said."""

    groups: tuple[tuple[Report, ...], ...]
    named: bool
    years: Years
    kind: Kind | str
    bodies: tuple[BodyMeant, ...] = ()
    unit: str = ""
    missing: tuple[str, ...] = ()
    near: tuple[Report, ...] = ()
    chance: float = 1.0

    @property
    def reports(self) -> tuple[Report, ...]:
        """All reports of all groups."""
        return tuple(report for group in self.groups for report in group)


def scope_of(turn: Turn, library: Library, reader: Reader) -> Scope:
    """The reports that a turn is about."""
    held = editions(library)[0]
    years = years_meant(turn.said("year"))
    kind = _kind(turn)
    bodies, unit, chance = _bodies(turn, library, held, reader)
    groups = [_of(body, held) for body in bodies if body.names] if bodies else [held]
    missing = [body.words for body in bodies if not _of(body, held)]
    wanted: list[tuple[Report, ...]] = []
    for group in groups:
        chosen, lacking = _of_years(group, years, kind)
        if chosen:
            wanted.append(chosen)
        elif bodies or years.named:
            names = "、".join(dict.fromkeys(report.publisher for report in group[:1]))
            missing.append(f"{names if bodies else ''}{lacking}")
    return Scope(
        tuple(wanted), bool(bodies), years, kind, bodies, unit, tuple(missing),
        tuple(dict.fromkeys(report for group in groups for report in group)), chance,
    )  # fmt: skip


def _bodies(
    turn: Turn, library: Library, held: Sequence[Report], reader: Reader
) -> tuple[tuple[BodyMeant, ...], str, float]:
    publishers = tuple(dict.fromkeys(report.publisher for report in held))
    found: list[BodyMeant] = []
    unit, chance = "", 1.0
    for words in dict.fromkeys(turn.said("body")):
        if _is_generic(words):
            continue
        meant = body_meant(words, publishers, reader)
        if meant.chance < 1:
            inner = _unit(words, library)
            if inner:
                unit, meant = inner[0], BodyMeant(words, (inner[1],), 1.0)
        if meant.names or meant.chance < 1:
            chance = min(chance, meant.chance)
        found.append(meant)
    return _together(found), unit, chance


def _together(found: list[BodyMeant]) -> tuple[BodyMeant, ...]:
    """A city beside a body of it says where the body is: both are one."""
    narrow = [body for body in found if len(body.names) == 1]
    kept = []
    for body in found:
        inside = [one for one in narrow if one is not body and set(one.names) <= set(body.names)]
        crossing = [
            one
            for one in found
            if one is not body
            and len(one.names) > 1
            and 1 <= len(set(one.names) & set(body.names)) < len(body.names)
        ]
        if inside and len(body.names) > 1:
            continue
        if crossing:
            common = tuple(name for name in body.names if name in crossing[0].names)
            body = BodyMeant(body.words, common, body.chance)
        kept.append(body)
    unique: dict[tuple[str, ...], BodyMeant] = {}
    for body in kept:
        unique.setdefault(body.names or (body.words,), body)
    return tuple(unique.values())


def _is_generic(words: str) -> bool:
    return fold(words) in _GENERIC


_OWN_OFFICES = "本级"
_GENERIC = frozenset(
    [
        "本单位",
        "本部门",
        "该单位",
        "该部门",
        "这个单位",
        "这个部门",
        "你们",
        "你们单位",
        "他们",
        "它们",
        "贵单位",
        "部门",
        "单位",
        "局里",
        "全局",
        "全部门",
        "报告",
        "中心",
        "这家",
        "各单位",
        "各部门",
        "所有单位",
        "所有部门",
    ]
)


def _unit(words: str, library: Library) -> tuple[str, str] | None:
    """A unit that a report tells of, and the publisher of that report."""
    said = fold(words)
    found = [
        body
        for body in library.bodies()
        if body.role == "subordinate"
        and (fold(body.name) == said or (len(said) > 4 and said in fold(body.name)))
    ]
    whose = {library.report(body.report_id).publisher for body in found}
    if len(whose) == 1 and len({body.key for body in found}) == 1:
        return found[0].name, whose.pop()
    return None


def _of(body: BodyMeant, held: Sequence[Report]) -> tuple[Report, ...]:
    """The reports of a body; of its own offices (本级) only those of that level."""
    own = _OWN_OFFICES in body.words
    return tuple(
        report
        for report in held
        if report.publisher in body.names and (not own or report.level == "unit")
    )


def _kind(turn: Turn) -> Kind | str:
    """预算 or 决算 where one of them is said of the amounts, and not both."""
    said = "".join((*turn.said("amount"), *turn.said("table"))).lower()
    final = any(word in said for word in ("决算", "final", "actual", "实际"))
    budget = any(word in said for word in ("预算", "budget", "年初", "批"))
    if final == budget:
        return ""
    return "final_accounts" if final else "budget"


def _of_years(
    group: Sequence[Report], years: Years, kind: Kind | str
) -> tuple[tuple[Report, ...], str]:
    """The reports of the years named, of the kind said where there is one; else what lacks."""
    if not group:
        return (), ""
    own = [r for r in group if r.kind == kind] or list(group)
    if not years.named:
        return tuple(own), ""
    of_year = [r for r in own if r.fiscal_year in years.named]
    covered = {r.fiscal_year for r in of_year}
    for year in years.named:
        if year not in covered:
            of_year += [r for r in group if r.fiscal_year == year]
            covered |= {r.fiscal_year for r in of_year}
    lacking = [year for year in years.named if year not in covered]
    if lacking:
        # The report of the year after tells the year before it too.
        of_year += [r for r in group if r.fiscal_year - 1 in lacking and r not in of_year]
        covered |= {r.fiscal_year - 1 for r in of_year}
    still = [year for year in years.named if year not in covered]
    if still and not of_year:
        return (), "、".join(f"{year}年" for year in still)
    return tuple(dict.fromkeys(of_year)), ""
