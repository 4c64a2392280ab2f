"""Pieces: every letter of a text is in one piece, and known where it stands."""

from __future__ import annotations

import itertools

from hypothesis import given
from hypothesis import strategies as st

from assistant.reading.pieces import UNKNOWN, Vocabulary

_SPELLING = {"（": "(", "）": ")", "２": "2", "％": "%", "\u3000": " "}
_PIECES = (
    "<s>",
    "<pad>",
    "</s>",
    "<unk>",
    "▁",
    "三公",
    "经费",
    "三",
    "公",
    "费",
    "(",
    ")",
    "2",
    "%",
    "▁a",
    "b",
)


def _vocabulary() -> Vocabulary:
    pieces = {piece: (at, -float(at)) for at, piece in enumerate(_PIECES)}
    return Vocabulary(pieces, _SPELLING)


def test_the_most_probable_parting_is_found() -> None:
    parted = _vocabulary().parted("三公经费")
    assert [_PIECES[number] for number in parted.ids] == ["▁", "三公", "经费"]
    assert parted.spans == ((0, 0), (0, 2), (2, 4))


def test_letters_are_known_in_another_spelling_and_keep_their_place() -> None:
    text = "（２％）"
    parted = _vocabulary().parted(text)
    assert [_PIECES[number] for number in parted.ids[1:]] == ["(", "2", "%", ")"]
    assert [text[start:end] for start, end in parted.spans[1:]] == ["（", "２", "％", "）"]


def test_a_letter_that_no_piece_has_is_unknown() -> None:
    assert _vocabulary().parted("三龘").ids[-1] == UNKNOWN


@given(st.text(alphabet="三公经费（）２％ ab龘\u3000", max_size=40))
def test_the_pieces_cover_the_text_in_order(text: str) -> None:
    spans = _vocabulary().parted(text).spans
    assert all(
        before[1] <= after[0] or before == after for before, after in itertools.pairwise(spans)
    )
    covered = {at for start, end in spans for at in range(start, end)}
    assert {at for at, letter in enumerate(text) if letter not in " \u3000"} <= covered
