"""What the rows of a table are: totals, lines of a classification, concepts by name, or a text."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Literal

from ingest.bodies.names import body_key
from ingest.concepts.concept import Concept, Scheme, concepts, name_key
from ingest.concepts.lines import line_named, line_of_row
from ingest.concepts.phrases import NOTHING_SAID, Phrase, part_named, phrase_of
from ingest.language.enumerators import ITEM, enumerator_of
from ingest.language.glyphs import fold
from ingest.nouns import Figure, Nature, Origin, Report

RowKind = Literal["total", "line", "named", "part", "text", "lost"]
"""A total (of the table or of a body), a line of a classification, a named concept, a part by fund
or nature, a text that names something of its own (a project, a purchase), or a row whose name was
not read."""

_NOT_LABELS = frozenset({"", "0"})


@dataclass(frozen=True, slots=True)
class RowSays:
    """``concept`` is set for a line and a named concept; ``phrase`` is what its label says,
    ``group`` the nature of the row that it is listed under. ``after_carried``: a row of what was
    carried over stands above it."""

    kind: RowKind
    concept: str = ""
    origin: Origin = "row"
    phrase: Phrase = NOTHING_SAID
    group: Nature = ""
    after_carried: bool = False


@dataclass(slots=True)
class RowReader:
    """Reads the rows of one side of a table in their order: 行政运行 is a line of the class above.

    ``classified``: rows are lines of a classification rather than named concepts. ``schemes`` are
    those that a name without code may be of, the likeliest first. ``of_income``: its lines tell
    what income is for. ``whole``: named concepts must be parts of it, else rows that bear such a
    name are texts (a project called 因公出国费 is not what is spent on that); "" where any may be.
    ``finer``: see ``line_of_row``. ``one_total``: a row without a name is the total; several such
    rows have lost their names.
    """

    report: Report
    classified: bool
    schemes: tuple[Scheme, ...]
    of_income: bool
    whole: str
    one_total: bool
    finer: str
    _above: dict[Scheme, Concept] = field(default_factory=dict)
    _last: Scheme | None = None
    _group: tuple[int, Nature] = (0, "")
    _carried: bool = False

    def read(self, figure: Figure) -> RowSays:
        """What the row of this figure is."""
        row = replace(self._read(figure), after_carried=self._carried)
        self._carried = self._carried or row.phrase.says("carried_over")
        found = enumerator_of(fold(figure.row_label))
        rank = found.rank if found is not None else 0
        if row.kind == "part" and row.phrase.natures and rank:
            self._group = (rank, row.phrase.natures[-1])
        elif row.kind == "line" and rank > self._group[0]:
            return replace(row, group=self._group[1])
        else:
            self._group = (0, "")
        return row

    def _read(self, figure: Figure) -> RowSays:
        line = line_of_row(figure, of_income=self.of_income, finer=self.finer)
        if line is not None:
            self._note(line)
            return RowSays("line", line.id, "code")
        label = figure.row_label
        if name_key(label) in _NOT_LABELS:
            lost = figure.row_code or not self.one_total
            return RowSays("lost" if lost else "total")
        if _is_body(figure, self.report):
            return RowSays("total")
        phrase = phrase_of(label)
        if phrase is not None and phrase.is_plain:
            return RowSays("total", phrase=phrase)
        by_name = self._by_name(label)
        if by_name and (self.classified or phrase is None):
            return RowSays("line", by_name)
        if part := part_named(label, self.whole):
            return RowSays("named", part)
        if phrase is None:
            return RowSays("text")
        if self.whole and not _is_part(phrase, self.whole):
            return RowSays("text")
        if phrase.concept:
            return RowSays("named", phrase.concept, phrase=phrase)
        return RowSays("part", phrase=phrase)

    def _note(self, line: Concept) -> None:
        if line.scheme is not None:
            self._above[line.scheme] = line
            self._last = line.scheme

    def _by_name(self, label: str) -> str:
        found = enumerator_of(fold(label))
        digits = 3 if found is not None and found.rank == ITEM else 0
        schemes = self.schemes
        if self._last in schemes:
            schemes = (self._last, *(s for s in schemes if s != self._last))
        for scheme in schemes:
            named = line_named(label, scheme, self._parents(scheme), digits)
            if named:
                self._note(concepts()[named])
                return named
        return ""

    def _parents(self, scheme: Scheme) -> tuple[str, ...]:
        """The names of the line last read and of those above it, outermost first."""
        line = self._above.get(scheme)
        names: list[str] = []
        while line is not None and line.code:
            names.append(line.name)
            line = concepts().get(line.parent)
        return tuple(reversed(names))


def _is_part(phrase: Phrase, whole: str) -> bool:
    """Whether a label names a part of the whole, or a total: a project may be called anything."""
    if phrase.concept:
        return concepts()[phrase.concept].parent == whole
    return bool(phrase.total)


def _is_body(figure: Figure, report: Report) -> bool:
    """A row that bears the name of a body: its amounts are those of the body."""
    if ("body", "code") in figure.taken_from:
        return True
    return body_key(figure.row_label) in (body_key(report.publisher), body_key(figure.body))
