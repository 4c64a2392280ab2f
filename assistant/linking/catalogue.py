"""The things told in each report, kept while the library stays as it is."""

from __future__ import annotations

from collections import OrderedDict
from threading import Lock

from assistant.linking.things import Things
from ingest.library import Library
from ingest.nouns import Report

_KEPT = 48
_lock = Lock()
_things: OrderedDict[tuple[int, str], Things] = OrderedDict()


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
