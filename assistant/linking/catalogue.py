"""The things told in each report and the units told of, kept while the library stays as it is."""

from __future__ import annotations

from collections import OrderedDict
from threading import Lock

from assistant.linking.things import Things
from ingest.bodies.names import body_key
from ingest.library import Library
from ingest.nouns import Report

_KEPT = 48
_lock = Lock()
_things: OrderedDict[tuple[int, str], Things] = OrderedDict()
_units: dict[int, tuple[int, dict[str, str]]] = {}


def things_told(report: Report, library: Library) -> Things:
    """The things of a report, in tables first."""
    key = (id(library), f"{report.id}@{library.generation}")
    with _lock:
        if key in _things:
            _things.move_to_end(key)
            return _things[key]
    figures = [f for table in library.tables(report.id) for f in table.figures]
    found = Things([*figures, *library.prose_figures(report.id)])
    with _lock:
        _things[key] = found
        while len(_things) > _KEPT:
            _things.popitem(last=False)
    return found


def units_told(library: Library) -> dict[str, str]:
    """The units that one publisher alone tells of, each with the publisher; none that publishes
    reports of its own."""
    generation = library.generation
    with _lock:
        made, found = _units.get(id(library), (-1, {}))
    if made == generation:
        return found
    whose: dict[str, set[str]] = {}
    publisher_of = {report.id: report.publisher for report in library.reports()}
    own = {body_key(publisher) for publisher in publisher_of.values()}
    for body in library.bodies():
        publisher = publisher_of.get(body.report_id, "")
        key = body_key(body.name)
        # A name that breaks off within that of the publisher is no other body.
        apart = key not in own and not body_key(publisher).startswith(key)
        if publisher and body.role == "subordinate" and apart:
            whose.setdefault(body.name, set()).add(publisher)
    found = {name: of.pop() for name, of in whose.items() if len(of) == 1}
    with _lock:
        _units.clear()
        _units[id(library)] = (generation, found)
    return found


OWN_OFFICES = "本级"
"""What is said for a body without its units."""


def unit_in(report: Report, unit: str, library: Library) -> str:
    """A unit, or the publisher's own offices, as the report names it; "" where the report is not
    of the body that tells of it, or is of the own offices anyway."""
    if unit == OWN_OFFICES:
        own = (b.name for b in library.bodies() if (b.report_id, b.role) == (report.id, "own"))
        named = next(own, f"{report.publisher}（{OWN_OFFICES}）")
        return named if report.level == "department" else ""
    return unit if units_told(library).get(unit) == report.publisher else ""
