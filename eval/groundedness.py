"""Whether every number and every quotation of an answer stands on a page that it cites.

The witness is the text of the page as its file has it, not what was made of it in reading; where
that text is cut otherwise (a cell over two lines, a paragraph over a page end, a picture), the
cells and passages read from the cited pages stand in. A number whose working is written out has to
be what that working comes to; any other calculated one has to come out of printed figures that are
cited, or of what was calculated from them before. Years, codes, page and
list numbers and the names of publishers are aside.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from assistant.answers import Answer, StatedFigure
from eval.numbers import StatedNumber, number_of, numbers_in, plain_text
from eval.reckoned import reckoned, simply_reckoned
from eval.workings import workings
from ingest.errors import MingzhangError
from ingest.language.glyphs import fold
from ingest.library import Library
from ingest.nouns import Figure
from ingest.privacy import MASKS
from ingest.selection import FigureFilter

_DIGITS = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?")
_MARKS = re.compile(r"(?:\[\d+\])+")
_NEAR = 14
"""A mark follows a number where no more than its unit is between."""
_MONEY_SIZES = (1, 10**4, 10**8)
_GAP = re.compile("|".join(("……", "\n", *map(re.escape, MASKS.values()))))
_KEPT_PAGES = 512

Place = tuple[str, int]
"""Report id and page."""


@dataclass(frozen=True, slots=True)
class Groundedness:
    """``statements``: numbers and quoted pieces that were held against the cited pages;
    ``unfounded``: those that no cited page bears out, as written."""

    statements: int
    unfounded: tuple[str, ...]


class Pages:
    """What stands on the pages of a library's reports. Kept for the pages asked for of late."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self.text = lru_cache(_KEPT_PAGES)(self._text)
        self.numbers = lru_cache(_KEPT_PAGES)(self._numbers)
        self.read_text = lru_cache(_KEPT_PAGES)(self._read_text)

    def figure(self, figure_id: str) -> Figure | None:
        """The figure of that id."""
        return self._library.figure(figure_id) if figure_id else None

    def without_names(self, text: str) -> str:
        """A text without the names of publishers, which may hold digits."""
        for report in self._library.reports():
            text = text.replace(report.publisher, " ")
        return text

    def _text(self, place: Place) -> str:
        """The text of a page, folded; "" for a page that is not there."""
        return fold(self._raw(place))

    def _raw(self, place: Place) -> str:
        try:
            return self._library.page_text(*place)
        except MingzhangError:
            return ""

    def _numbers(self, place: Place) -> frozenset[Decimal]:
        """The numbers of a page, signs aside: in its text, and in the cells read from it."""
        raw = self._raw(place)
        found = {Decimal(n.replace(",", "")) for n in _DIGITS.findall(plain_text(raw))}
        found |= {abs(number.value / number.unit_size) for number in numbers_in(raw)}
        report_id, page = place
        for figure in self._library.figures(FigureFilter(report_ids=(report_id,))):
            if figure.value is not None and any(at.page == page for at in figure.locators):
                found.add(abs(figure.value))
        return frozenset(found)

    def _read_text(self, report_id: str, pages: frozenset[int]) -> str:
        """The passages of a report that lie on some pages, and the names of its cells there."""
        if report_id not in {report.id for report in self._library.reports()}:
            return ""
        told = [
            passage.text
            for passage in self._library.passages(report_id)
            if pages & {at.page for at in passage.locators}
        ]
        for table in self._library.tables(report_id):
            if pages & set(table.pages):
                told.append(table.title)
                told += {name for f in table.figures for name in (f.row_label, *f.column_path)}
        return "\n".join(map(fold, told))


def groundedness(answer: Answer, pages: Pages) -> Groundedness:
    """How an answer rests on what it cites. One that refuses states nothing.

    A number that a mark follows has to stand on the page of that mark. The choices of an answer
    that asks back are not cited yet: the places of their figures count.
    """
    if answer.outcome == "not_found":
        return Groundedness(0, ())
    places = _places(answer, pages)
    quotes, rest = parted(answer.text)
    pieces = [piece for quote in quotes for piece in _GAP.split(quote) if fold(piece)]
    unfounded = [f"“{piece}”" for piece in pieces if not _stands(piece, places, pages)]
    ledger = _Ledger(answer, places, pages)
    for line in pages.without_names(rest).splitlines():
        ledger.enter(line)
    return Groundedness(len(pieces) + ledger.entered, (*unfounded, *ledger.unfounded))


def parted(text: str) -> tuple[tuple[str, ...], str]:
    """The quotations of a text (“…”, those within them included), and the text without them."""
    quotes: list[str] = []
    rest: list[str] = []
    depth, start = 0, 0
    for at, char in enumerate(text):
        if char == "“":
            depth += 1
            if depth == 1:
                rest.append(text[start:at])
                start = at + 1
        elif char == "”" and depth:
            depth -= 1
            if depth == 0:
                quotes.append(text[start:at])
                start = at + 1
    rest.append(text[start:])
    return tuple(quotes), " ".join(rest)


def _places(answer: Answer, pages: Pages) -> tuple[Place, ...]:
    places = [(c.report_id, at.page) for c in answer.citations for at in c.locators]
    if answer.outcome == "clarify":
        figures = (pages.figure(stated.figure_id) for stated in answer.figures)
        places += [(f.report_id, at.page) for f in figures if f is not None for at in f.locators]
    return tuple(dict.fromkeys(places))


def _stands(piece: str, places: Iterable[Place], pages: Pages) -> bool:
    wanted = fold(piece)
    if any(wanted in pages.text(place) for place in places):
        return True
    by_report: dict[str, set[int]] = {}
    for report_id, page in places:
        by_report.setdefault(report_id, set()).add(page)
    return any(wanted in pages.read_text(r, frozenset(own)) for r, own in by_report.items())


class _Ledger:
    """Numbers of an answer, line by line: those printed, and those that come out of them."""

    def __init__(self, answer: Answer, places: tuple[Place, ...], pages: Pages) -> None:
        self.entered = 0
        self.unfounded: list[str] = []
        self._pages = pages
        self._places = places
        self._places_of = {
            c.mark: [(c.report_id, at.page) for at in c.locators] for c in answer.citations
        }
        known = [(figure, pages.figure(figure.figure_id)) for figure in answer.figures]
        self._codes = {code for _, read in known if read for code in _codes(read)}
        self._printed = [
            (number_of(figure.value, figure.unit), read)
            for figure, read in known
            if read is not None and self._is_printed(figure, read)
        ]
        self._calculated: list[StatedNumber] = []

    def enter(self, line: str) -> None:
        """Hold the numbers of a line against the pages, and against what they come out of."""
        here: list[StatedNumber] = []
        done = {working.result.printed: working.holds for working in workings(line)}
        for number, marks in numbers_with_marks(line):
            if number.loose and number.printed in self._codes:
                continue
            self.entered += 1
            places = [place for mark in marks for place in self._places_of.get(mark, ())]
            if not places and not done.get(number.printed, True):
                # A wrong result stays wrong though a page may print that number somewhere.
                self.unfounded.append(number.printed)
            elif self._stands(number, places or self._places):
                here.append(number)
            elif not places and done.get(number.printed):
                self._calculated.append(number)
            elif places or not self._comes_out(number, here):
                self.unfounded.append(number.printed)

    def _stands(self, number: StatedNumber, places: Sequence[Place]) -> bool:
        """Whether one of the places has the number, as written or in another unit."""
        digits = _digits(number)
        if any(digits in self._pages.numbers(place) for place in places):
            return True
        return any(
            _converted(number, printed)
            and {(read.report_id, at.page) for at in read.locators} & set(places)
            for printed, read in self._printed
        )

    def _comes_out(self, number: StatedNumber, here: Sequence[StatedNumber]) -> bool:
        # The working repeats what came out before, without its unit: 260.00 ÷ 3,000.00.
        if number.loose and any(_digits(number) == _digits(n) for n in self._calculated):
            return True
        stated = [printed for printed, _ in self._printed]
        if not (reckoned(number, [*here, *self._calculated]) or simply_reckoned(number, stated)):
            return False
        self._calculated.append(number)
        return True

    def _is_printed(self, figure: StatedFigure, read: Figure) -> bool:
        """Whether a figure of the answer stands on a cited page, as printed or in another unit."""
        if read.value is None:
            return False
        own = {(read.report_id, at.page) for at in read.locators} & set(self._places)
        if not any(abs(read.value) in self._pages.numbers(place) for place in own):
            return False
        written = number_of(figure.value, figure.unit)
        return _converted(written, number_of(f"{read.value:f}", read.unit))


def numbers_with_marks(line: str) -> Iterator[tuple[StatedNumber, tuple[int, ...]]]:
    """The numbers of a line; the last before a mark, where it stands right before, with it."""
    start = 0
    for found in _MARKS.finditer(line):
        numbers = numbers_in(line[start : found.start()])
        marks = tuple(map(int, _DIGITS.findall(found[0])))
        near = plain_text(line[max(start, found.start() - _NEAR) : found.start()])
        for at, number in enumerate(numbers, start=1):
            own = at == len(numbers) and number.printed in near
            yield number, marks if own else ()
        start = found.end()
    for number in numbers_in(line[start:]):
        yield number, ()


def _digits(number: StatedNumber) -> Decimal:
    return abs(Decimal(number.printed.replace(",", "")))


def _codes(figure: Figure) -> Iterator[str]:
    yield from (figure.row_code, figure.line_no)
    yield from (further.row_code for further in figure.also)


def _converted(number: StatedNumber, printed: StatedNumber) -> bool:
    """Whether a number is the printed one in its unit or another, rounded to what is shown.

    One without a unit is in that of its neighbours, which is some unit of money.
    """
    if number.loose and printed.dimension == "money":
        return any(number.value * size == abs(printed.value) for size in _MONEY_SIZES)
    if number.dimension != printed.dimension:
        return False
    return abs(abs(number.value) - abs(printed.value)) <= number.step / 2
