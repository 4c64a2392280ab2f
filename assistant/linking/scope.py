"""In which reports a question is to be answered, and what of it is not held."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Literal

from assistant.linking.bodies import BodyMeant
from assistant.linking.catalogue import OWN_OFFICES
from assistant.linking.editions import editions
from assistant.linking.places import is_placed, of_places_said
from assistant.linking.whose import whose
from assistant.reading.places_said import places_named
from assistant.reading.reader import Reader
from assistant.reading.turn import Turn, Words
from assistant.reading.words_asked import sense
from assistant.reading.years import Years, years_meant
from ingest.library import Library
from ingest.nouns import Kind, Report


@dataclass(frozen=True, slots=True)
class Scope:
    """``groups``: the reports of each body meant, in the order asked; one group of all where none
    was named. ``units``: of each group the body within its reports whose amounts are asked, "" for
    the publisher.
    ``missing``: what is asked about and not held, body or year, in words. ``kind`` "" where
    neither budget nor account was said. ``things``: what was read as a body and is none.
    ``own_years``: of each group its year, where each body was named with one of its own."""

    groups: tuple[tuple[Report, ...], ...]
    named: bool
    years: Years
    kind: Kind | Literal[""]
    bodies: tuple[BodyMeant, ...] = ()
    units: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    near: tuple[Report, ...] = ()
    things: tuple[Words, ...] = ()
    own_years: tuple[int, ...] = ()

    @property
    def reports(self) -> tuple[Report, ...]:
        """All reports of all groups."""
        return tuple(report for group in self.groups for report in group)


def scope_of(turn: Turn, library: Library, reader: Reader) -> Scope:
    """The reports that a turn is about."""
    held = editions(library)[0]
    years = years_meant(turn.years_said)
    kind = _kind(turn)
    named_in = whose(turn, library, held, reader)
    joined = turn.wanted("sum", "difference", "ratio", "compare", "share")
    bodies = _together(named_in.bodies, joined=joined)
    bodies = tuple(_placed(body, turn.text) for body in bodies)
    bodies = _of_one_place(bodies, turn)
    groups = [_of(body, held) for body in bodies if body.names] if bodies else [held]
    missing = [body.words for body in bodies if not _of(body, held)]
    if years.after:
        newest = max((report.fiscal_year for group in groups for report in group), default=0)
        years = replace(years, named=(newest + 1,))
    named = [body.unit for body in bodies if body.names] if bodies else [""]
    wanted: list[tuple[Report, ...]] = []
    units: list[str] = []
    own_years: list[int] = []
    in_turn = _each_of_its_year(turn, years, len(groups))
    for at, (group, unit) in enumerate(zip(groups, named, strict=True)):
        own = replace(years, named=years.named[at : at + 1]) if in_turn else years
        chosen, lacking = _of_years(group, own, kind)
        if chosen:
            wanted.append(chosen)
            units.append(unit)
            own_years += own.named if in_turn else ()
        elif bodies or years.named:
            names = "、".join(dict.fromkeys(report.publisher for report in group[:1]))
            missing.append(f"{names if bodies else ''}{lacking}")
    return Scope(
        tuple(wanted), bool(bodies), years, kind, bodies, tuple(units), tuple(missing),
        tuple(dict.fromkeys(report for group in groups for report in group)),
        named_in.things, tuple(own_years),
    )  # fmt: skip


def _placed(body: BodyMeant, text: str) -> BodyMeant:
    """A body that may be of several places, of the one that is named anywhere in the question."""
    if len(body.names) < _SEVERAL:
        return body
    here = of_places_said(text, body.names)
    return replace(body, names=here) if here else body


def _of_one_place(bodies: Sequence[BodyMeant], turn: Turn) -> tuple[BodyMeant, ...]:
    """The bodies; one said without its place beside others of a place is none of another place: it
    is not held, or only says whose part the other is (研究院，公安局底下那家)."""
    places = " ".join(body.words for body in bodies if body.names and places_named(body.words))
    kept = []
    for body in bodies:
        placed = not places or not body.names or body.unit or is_placed(body.words, body.names)
        if placed or of_places_said(places, body.names):
            kept.append(body)
        elif not turn.says_whose(body.words):
            kept.append(replace(body, names=(), unit=""))
    return tuple(kept)


def _each_of_its_year(turn: Turn, years: Years, groups: int) -> bool:
    """Whether each of several bodies is named with a year of its own (甲2019年比乙2018年)."""
    places = [*((w.start, 0) for w in turn.all("body")), *((w.start, 1) for w in turn.all("year"))]
    order = [what for _, what in sorted(places)]
    alternate = all(one != other for one, other in pairwise(order))
    return groups > 1 and alternate and len(order) == 2 * groups == 2 * len(years.named)


def _together(found: Sequence[BodyMeant], *, joined: bool) -> tuple[BodyMeant, ...]:
    """A city beside bodies of it, or a body beside a unit of it, says where those are: they alone
    are meant. Where something is ``joined``, a body may stand beside its unit for itself."""
    units = {name for body in found if body.unit for name in body.names if not joined}
    found = [body for body in found if body.unit or not body.names or not units >= {*body.names}]
    kept = []
    for body in found:
        wider = [one for one in found if one is not body and len(one.names) > 1]
        inside = [name for name in body.names if any(name in one.names for one in wider)]
        if inside and len(inside) < len(body.names):
            body = BodyMeant(body.words, tuple(inside), body.chance, body.unit)
        kept.append(body)
    narrow = {name for body in kept if len(body.names) == 1 for name in body.names}
    unique: dict[tuple[str, ...], BodyMeant] = {}
    for body in kept:
        if len(body.names) > 1 and narrow & {*body.names}:
            continue
        unique.setdefault((*body.names, body.unit) if body.names else (body.words,), body)
    return tuple(unique.values())


_SEVERAL = 2


def _of(body: BodyMeant, held: Sequence[Report]) -> tuple[Report, ...]:
    """The reports of a body; of its own offices (本级) those of that level, where there are."""
    of_body = tuple(report for report in held if report.publisher in body.names)
    own = tuple(r for r in of_body if r.level == "unit" and body.unit == OWN_OFFICES)
    return own or of_body


def _kind(turn: Turn) -> Kind | Literal[""]:
    """预算 or 决算 where one of them is said of the amounts, and not both."""
    said = "".join((*turn.said("amount"), *turn.said("table")))
    final, budget = sense("of_account").search(said), sense("of_budget").search(said)
    if bool(final) == bool(budget):
        return ""
    return "final_accounts" if final else "budget"


def _of_years(
    group: Sequence[Report], years: Years, kind: Kind | Literal[""]
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
