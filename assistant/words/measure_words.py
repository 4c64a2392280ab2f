"""The words that a question for one measure is made of, and a text covered with them.

What is measured is said by the names of concepts; ``measure_words.yaml`` has the words beside them.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal

import yaml

from assistant.words.lexicon import lexicon
from ingest.concepts.concept import concepts, everyday, name_key
from ingest.language.dimensions import words as dimension_words
from ingest.language.numerals import NUMERAL_LETTERS, SEVERAL, numeral_value

PieceKind = Literal["concept", "fund", "stage", "side", "total", "all", "units", "years", "plain"]

_LONGEST_NAME = 24
_LONGEST_TEXT = 60
"""A question of more letters is about more than one measure."""
_MOST_YEARS = 10


@dataclass(frozen=True, slots=True)
class Piece:
    """A known word of a text: what it says, and the value of it (ids of concepts, a fund …)."""

    kind: PieceKind
    value: str
    words: str


@cache
def _words() -> dict[str, list[str]]:
    text = Path(__file__).with_name("measure_words.yaml").read_text(encoding="utf-8")
    loaded: dict[str, list[str]] = yaml.load(text, Loader=yaml.CSafeLoader)
    return loaded


def said(section: str) -> tuple[str, ...]:
    """The words of a section of ``measure_words.yaml``."""
    return tuple(_words()[section])


@cache
def _vocabulary() -> dict[str, Piece]:
    """Every word that a question may be covered with."""
    known: dict[str, Piece] = {}
    for word, piece in _plain_words():
        known[word] = piece
    for word, told in dimension_words().items():
        kind: PieceKind | None = {
            "fund": "fund",
            "side": "side",
            "total": "total",
            "basis": "stage",
            "own_year": "plain",
            "this_year": "plain",
        }.get(told.kind)  # type: ignore[assignment]
        if kind:
            known[word] = Piece(kind, told.value, word)
    for words, of in ((said("of_all"), "all"), (said("units"), "units")):
        known.update({word: Piece(of, "", word) for word in words})  # type: ignore[arg-type]
    known.update(_years())
    # 收入 and 支出 alone are a side, of which either total may be meant.
    sides = {word for word, piece in known.items() if piece.kind == "side"}
    known.update({word: piece for word, piece in _names().items() if word not in sides})
    return known


def _plain_words() -> Iterator[tuple[str, Piece]]:
    fillers = lexicon()["fillers"]
    listed = (str(word) for name in said("plain_classes") for word in fillers[name])
    letters = (letter for word in lexicon()["edge_letters"] for letter in word)
    for word in (*listed, *letters, *said("plain"), *said("orders"), *NUMERAL_LETTERS):
        yield word, Piece("plain", "", word)


def _years() -> dict[str, Piece]:
    known = {word: Piece("years", "0", word) for word in said("over_years")}
    counts = {str(n): n for n in range(2, _MOST_YEARS + 1)}
    counts |= {numeral: numeral_value(numeral) for numeral in SEVERAL}
    for numeral, count in counts.items():
        heads = [f"{within}{numeral}年" for within in said("within")]
        for word in (*heads, *(f"{head}来" for head in heads), f"{numeral}年来", f"{numeral}年间"):
            known[word] = Piece("years", str(count), word)
    return known


def _names() -> dict[str, Piece]:
    """The names of named concepts, of the lines of the departmental economic classification, and
    the everyday words; a name of one kind is none of the kinds after it."""
    names: dict[str, dict[str, None]] = {}
    for of_lines in (False, True):
        found: dict[str, dict[str, None]] = {}
        for concept in concepts().values():
            if concept.scheme == ("economic" if of_lines else None):
                for name in (concept.name, *concept.printed):
                    found.setdefault(name_key(name), {})[concept.id] = None
        names = found | names
    names = {word: dict.fromkeys(ids) for word, ids in everyday().items()} | names
    return {name: Piece("concept", " ".join(ids), name) for name, ids in names.items()}


def cover(text: str) -> tuple[Piece, ...] | None:
    """The text as the fewest known words, one after the other; None where a letter is in none.

    Marks, digits, Latin letters and what is spoken for (``_``) part words.
    """
    if len(text.replace("_", "")) > _LONGEST_TEXT:
        return None
    known = _vocabulary()
    best: list[tuple[int, tuple[Piece, ...]] | None] = [(0, ())]
    for end in range(1, len(text) + 1):
        options: list[tuple[int, tuple[Piece, ...]]] = []
        before = best[end - 1]
        if before is not None and not _is_han(text[end - 1]):
            options.append(before)
        for start in range(max(0, end - _LONGEST_NAME), end):
            so_far, piece = best[start], known.get(text[start:end])
            if so_far is not None and piece is not None:
                options.append((so_far[0] + _cost(piece), (*so_far[1], piece)))
        best.append(min(options, key=lambda option: option[0], default=None))
    covered = best[-1]
    return covered[1] if covered else None


def _cost(piece: Piece) -> int:
    """A word costs one, with the least of preference for what says more."""
    return 10 - (piece.kind != "plain")


def _is_han(letter: str) -> bool:
    return "\u3400" <= letter <= "\u9fff"
