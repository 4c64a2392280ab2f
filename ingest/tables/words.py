"""Words of text lines: what stands together without a gap. Only where no cells are ruled."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ingest.language.amounts import is_amount
from ingest.language.enumerators import ITEM, SUB_ITEM, begins
from ingest.language.glyphs import fold
from ingest.nouns import BBox
from ingest.pages.page import Char, TextLine
from ingest.tables.codes import split_code

_WORD_GAP_SHARE = 0.6
_NUMBER_GAP_SHARE = 0.15
_TOTAL = re.compile(r"^[\u4e00-\u9fff]{0,6}[合总小共]?计$")
_DIGITS = re.compile(r"^\d{1,9}$")
_YEAR = re.compile(r"^20\d\d$")
_PRECISE = re.compile(r"^-?[\d,]+\.\d+%?$")
_LEVELS = ("类款", "款项")
_COLUMN_MARK = re.compile(r"^(?:\d{1,2}(?:=[\d+\-*/()]+)?|[甲乙丙丁a-z]|\*+|栏次|行次|—|-)$")


@dataclass(frozen=True, slots=True)
class Word:
    """Characters set together, in one line (``box``) or as one heading over several lines."""

    box: BBox
    text: str
    size: float

    @property
    def middle(self) -> float:
        """Its horizontal centre."""
        return (self.box[0] + self.box[2]) / 2

    @property
    def height(self) -> float:
        """Its vertical centre."""
        return (self.box[1] + self.box[3]) / 2

    @property
    def is_amount(self) -> bool:
        """Whether it is a number."""
        return is_amount(self.text)

    @property
    def is_code(self) -> bool:
        """Whether it is digits only: a code, a part of one, a line number."""
        return bool(_DIGITS.match(fold(self.text)))

    @property
    def is_total(self) -> bool:
        """合计, 小计, 本年收入合计: words that are often centred over several columns."""
        return bool(_TOTAL.match(fold(self.text)))

    @property
    def begins_body(self) -> bool:
        """Whether such a word stands below a header, not in it."""
        text = fold(self.text)
        if _YEAR.match(text):
            return False
        return self.is_amount or bool(split_code(text)[0] or begins(text, ITEM, SUB_ITEM))


def line_to_words(line: TextLine) -> tuple[Word, ...]:
    """The line cut at every gap wider than a part of a character."""
    runs: list[list[Char]] = []
    for char in line.chars:
        if runs and char.x0 - runs[-1][-1].x1 <= _WORD_GAP_SHARE * char.size:
            runs[-1].append(char)
        else:
            runs.append([char])
    words = [_word(part) for run in runs for part in _numbers_apart(run)]
    return tuple(_letters_joined(words))


def _numbers_apart(run: Sequence[Char]) -> list[Sequence[Char]]:
    """An amount set to the right and a label or code set to the left may all but touch."""
    start = 0
    parts: list[Sequence[Char]] = []
    for n in range(1, len(run)):
        if run[n].x0 - run[n - 1].x1 <= _NUMBER_GAP_SHARE * run[n].size:
            continue
        left = "".join(char.text for char in run[start:n])
        right = "".join(char.text for char in run[n:])
        if _PRECISE.match(left) or _PRECISE.match(right) or _DIGITS.match(left):
            parts.append(run[start:n])
            start = n
    return [*parts, run[start:]]


def _word(chars: Sequence[Char]) -> Word:
    box = around(((char.x0, char.top, char.x1, char.bottom)) for char in chars)
    return Word(box, "".join(char.text for char in chars), max(char.size for char in chars))


def _letters_joined(words: Sequence[Word]) -> list[Word]:
    """合　计 set with letter space is one word, as are 项　目 and 金　额."""
    joined: list[Word] = []
    for word in words:
        last = joined[-1] if joined else None
        if last and _spaced_out(last, word):
            text = last.text + word.text
            joined[-1] = Word(around((last.box, word.box)), text, last.size)
        else:
            joined.append(word)
    return joined


def _spaced_out(left: Word, right: Word) -> bool:
    """Two single ideographs at no more than three characters' distance."""
    both = left.text + right.text
    letters = len(both) == 2 and all("\u4e00" <= letter <= "\u9fff" for letter in both)
    return letters and both not in _LEVELS and right.box[0] - left.box[2] <= 3 * left.size


def around(boxes: Iterable[BBox]) -> BBox:
    """The smallest box that holds all the boxes."""
    known = list(boxes)
    return (
        min(box[0] for box in known),
        min(box[1] for box in known),
        max(box[2] for box in known),
        max(box[3] for box in known),
    )


def is_precise(text: str) -> bool:
    """Whether a text is an amount with decimals."""
    return bool(_PRECISE.match(fold(text)))


def is_numbering(words: Sequence[Word]) -> bool:
    """Whether a line only numbers the columns (栏次 1 2 3, or 甲 1 2)."""
    return len(words) > 1 and all(_COLUMN_MARK.match(fold(word.text)) for word in words)
