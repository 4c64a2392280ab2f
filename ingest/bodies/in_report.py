"""The bodies that one report speaks of, and which of them a printed name means there."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cached_property

from ingest.bodies.names import bare_place, body_name, place_of_key, places_in
from ingest.language.glyphs import fold
from ingest.nouns import Report

_WIDE = str.maketrans("()", "（）")
_OWN = re.compile(r"^(?:[我本]?[局委厅部办院会]|本?部门|单位)?(?:本级|机关|本部)(?:[(]机关[)])?$")
_SHORTEST_LOCAL = 5
_SHORTEST_CUT = 8
_LONGEST_CUT = 3


class BodiesOfReport:
    """The publisher of a report and the units that its tables and its narrative name.

    A body has one name here, however it is printed: that of its first mention, with the brackets
    of print; the publisher's own level in a report of a department is ``name（本级）``.
    """

    def __init__(
        self, report: Report, units: Iterable[str] = (), codes: Mapping[str, str] | None = None
    ) -> None:
        """``units``: names of units as printed; ``codes``: names by unit code (113001)."""
        self.publisher = report.publisher
        self._is_unit = report.level == "unit"
        self._key = body_name(report.publisher).key
        self._codes = dict(codes or {})
        self._units = tuple(units)

    @property
    def own(self) -> str:
        """The publisher itself without its units: in a report of a unit, the publisher."""
        return self.publisher if self._is_unit else f"{self.publisher}（本级）"

    @property
    def tells_own_level(self) -> bool:
        """Whether the report has a level of the publisher beside its units, or names one."""
        named = (self.meant(printed) == self.own for printed in self._units)
        return self.own != self.publisher and (bool(self.units) or any(named))

    @property
    def units(self) -> tuple[str, ...]:
        """The other bodies, in the order of their first mention."""
        return tuple(dict.fromkeys(self._names.values()))

    def meant(self, printed: str) -> str | None:
        """The body that a printed name means, the publisher among them, or None."""
        if _OWN.match(fold(printed)):
            return self.own
        name = body_name(printed)
        for key in (name.key, *name.second):
            if key == self._key or key in self._of_publisher or self._is_cut(key):
                return self.own if name.level == "unit" else self.publisher
            if known := self._names.get(key) or self._local.get(key):
                return known
        return None

    def _is_cut(self, key: str) -> bool:
        """Whether a key is the publisher's, of which the end was lost at the end of a page."""
        missing = len(self._key) - len(key)
        return (
            len(key) >= _SHORTEST_CUT and 0 < missing <= _LONGEST_CUT and self._key.startswith(key)
        )

    def of_code(self, code: str) -> str | None:
        """The unit of a unit code, or None; one that is named as the publisher is its own level."""
        printed = self._codes.get(code)
        if printed is None:
            return None
        meant = self.meant(printed)
        return self.own if meant == self.publisher else meant

    def code_of(self, name: str) -> str:
        """The unit code under which tables print a body, or ""."""
        return next((code for code in self._codes if self.of_code(code) == name), "")

    @cached_property
    def _names(self) -> dict[str, str]:
        names: dict[str, str] = {}
        for printed in (*self._units, *self._codes.values()):
            name = body_name(printed)
            if name.key and name.key not in (self._key, *self._of_publisher):
                known = names.setdefault(name.key, printed.translate(_WIDE))
                for second in name.second:
                    names.setdefault(second, known)
        return names

    @cached_property
    def _of_publisher(self) -> frozenset[str]:
        """What the publisher is called in its own report: 市民政局, 省检察院."""
        return frozenset(_local_forms(self._key, self._key)) | frozenset(
            body_name(self.publisher).second
        )

    @cached_property
    def _local(self) -> dict[str, str]:
        """Names without the city that all of them share: 市饮用水源保护管理办公室."""
        local: dict[str, str] = {}
        twice: set[str] = set()
        for key, name in self._names.items():
            for form in _local_forms(key, self._key):
                if local.setdefault(form, name) != name:
                    twice.add(form)
        return {form: name for form, name in local.items() if form not in twice}


def _local_forms(key: str, publisher_key: str) -> tuple[str, ...]:
    """A key as it is printed where its city goes without saying."""
    places = places_in(place_of_key(publisher_key))
    if not places or not key.startswith(places[0]):
        return ()
    place = places[0]
    rest = key.removeprefix(place)
    forms = [place[-1] + rest, bare_place(place) + rest]
    if len(rest) >= _SHORTEST_LOCAL:
        forms.append(rest)
    return tuple(forms)
