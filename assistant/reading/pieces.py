"""Parts text into the pieces that the reader knows, each with the place it came from.

A unigram language model over pieces (SentencePiece): the most probable parting of the text, found
by Viterbi's algorithm. Before that, letters are brought to the form that the pieces are spelt in
(full-width digits to ASCII, say); every piece remembers which letters of the original it is.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

BEGIN, PAD, END, UNKNOWN = 0, 1, 2, 3
_SPACE = "▁"
_UNKNOWN_COST = 10.0


@dataclass(frozen=True, slots=True)
class Pieces:
    """A text in pieces: their numbers, and where each begins and ends in the text."""

    ids: tuple[int, ...]
    spans: tuple[tuple[int, int], ...]


class Vocabulary:
    """The pieces with their log-probabilities, and how letters are spelt."""

    def __init__(
        self, pieces: Mapping[str, tuple[int, float]], spelling: Mapping[str, str]
    ) -> None:
        """``pieces``: number and log-probability of each; ``spelling``: what a letter becomes."""
        self._pieces = pieces
        self._spelling = spelling
        self._longest = max(map(len, pieces))
        self._unknown = min(score for _, score in pieces.values()) - _UNKNOWN_COST

    @classmethod
    def load(cls, path: Path) -> Vocabulary:
        """The vocabulary of a file as ``saved`` writes it."""
        told = json.loads(path.read_text(encoding="utf-8"))
        pieces = {p: (at, s) for at, (p, s) in enumerate(told["pieces"])}
        return cls(pieces, told["spelling"])

    def parted(self, text: str) -> Pieces:
        """The most probable parting of a text."""
        letters, origin = self._spelt(text)
        size = len(letters)
        best = [0.0] + [float("-inf")] * size
        back: list[tuple[int, int]] = [(0, UNKNOWN)] * (size + 1)
        for start in range(size):
            score = best[start]
            for end in range(start + 1, min(size, start + self._longest) + 1):
                found = self._pieces.get(letters[start:end])
                if found is None:
                    if end > start + 1:
                        continue
                    found = (UNKNOWN, self._unknown)
                if score + found[1] > best[end]:
                    best[end] = score + found[1]
                    back[end] = (start, found[0])
        ids, spans, end = [], [], size
        while end > 0:
            start, number = back[end]
            ids.append(number)
            spans.append((origin[start][0], origin[end - 1][1]))
            end = start
        return Pieces(tuple(reversed(ids)), tuple(reversed(spans)))

    def _spelt(self, text: str) -> tuple[str, list[tuple[int, int]]]:
        """The letters in the spelling of the pieces, with the stretch that each stands for."""
        letters, origin = [_SPACE], [(0, 0)]
        for at, letter in enumerate(text):
            for one in self._spelling.get(letter, letter):
                one = _SPACE if one == " " else one
                if one == _SPACE and letters[-1] == _SPACE:
                    continue
                letters.append(one)
                origin.append((at, at + 1))
        if len(letters) > 1 and letters[-1] == _SPACE:
            letters.pop()
            origin.pop()
        return "".join(letters), origin
