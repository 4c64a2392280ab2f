"""The judge: a small trained network that reads a question beside a reading of it.

It has the encoder of the reader, trained further on readings that were right and readings that
looked like them (docs/evaluation.md says how).
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

import numpy as np

from assistant.reading.pieces import END, PAD, Vocabulary
from assistant.reading.reader import MODEL, framed

FOLDER = Path(__file__).with_name("model")
LONGEST_WORDS = 40
LONGEST_AROUND = 64
LONGEST_READING = 80
_AT_ONCE = 16


class Judge:
    """Weighs readings; one object may be shared by threads."""

    def __init__(self, folder: Path = FOLDER, pieces: Path = MODEL / "pieces.json") -> None:
        """Load ``judge.onnx`` of a folder; the pieces are the reader's."""
        import onnxruntime

        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1
        options.add_session_config_entry("session.intra_op.allow_spinning", "0")
        self._session = onnxruntime.InferenceSession(str(folder / "judge.onnx"), options)
        self._vocabulary = Vocabulary.load(pieces)

    def odds(self, words: str, around: str, readings: Sequence[str]) -> tuple[float, ...]:
        """How likely each reading (``described.in_words``) is what the words mean among all that
        was said, as log odds."""
        asked = asked_pieces(words, around, self._vocabulary)
        told = [reading_pieces(one, self._vocabulary) for one in readings]
        order = sorted(range(len(told)), key=lambda at: len(told[at]))
        found = [0.0] * len(told)
        for at in range(0, len(order), _AT_ONCE):
            some = order[at : at + _AT_ONCE]
            for place, value in zip(some, self._run(asked, [told[i] for i in some]), strict=True):
                found[place] = float(value)
        return tuple(found)

    def _run(self, asked: Sequence[int], told: Sequence[Sequence[int]]) -> Any:
        rows = [framed(asked, one, always=True) for one in told]
        width = max(len(ids) for ids, _ in rows)
        numbers = np.array([[*ids, *[PAD] * (width - len(ids))] for ids, _ in rows], np.int64)
        types = np.array([[*kinds, *[0] * (width - len(kinds))] for _, kinds in rows], np.int64)
        mask = (numbers != PAD).astype(np.int64)
        given = {"input_ids": numbers, "attention_mask": mask, "token_type_ids": types}
        return self._session.run(["same"], given)[0]


def asked_pieces(words: str, around: str, vocabulary: Vocabulary) -> tuple[int, ...]:
    """The words in question and all that was said with them."""
    own = vocabulary.parted(words).ids[:LONGEST_WORDS]
    said = "|".join(filter(None, around.split("|")))
    if said in ("", words):
        return own
    return (*own, END, *vocabulary.parted(said).ids[:LONGEST_AROUND])


def reading_pieces(reading: str, vocabulary: Vocabulary) -> tuple[int, ...]:
    """A reading in words."""
    return vocabulary.parted(reading).ids[:LONGEST_READING]


@cache
def judge() -> Judge:
    """The judge that ships with the project, loaded once."""
    return Judge()


@lru_cache(maxsize=1024)
def judged(words: str, around: str, readings: tuple[str, ...]) -> tuple[float, ...]:
    """What the judge says of readings; said again where it was asked before."""
    return judge().odds(words, around, readings)
