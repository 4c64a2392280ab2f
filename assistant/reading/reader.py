"""The reader: a small trained network that ships with the project, run without torch.

It marks what each stretch of a question is, says what is wanted, and tells how likely words mean a
thing that a report tells of. ``docs/evaluation.md`` says how it is trained.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np

from assistant.reading.pieces import BEGIN, END, PAD, Vocabulary
from assistant.reading.stretches import stretches
from assistant.reading.tags import WANTS, Want
from assistant.reading.turn import Turn, turn_of

MODEL = Path(__file__).with_name("model")
POSITIONS = 192
LONGEST_NAME = 40
LONGEST_AROUND = 48
_BEFORE = 64
_AT_ONCE = 32


class Reader:
    """Reads questions; one object may be shared by threads."""

    def __init__(self, folder: Path = MODEL) -> None:
        """Load the network of a folder: ``reader.onnx`` and ``pieces.json``."""
        import onnxruntime

        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1
        options.add_session_config_entry("session.intra_op.allow_spinning", "0")
        self._session = onnxruntime.InferenceSession(str(folder / "reader.onnx"), options)
        self._vocabulary = Vocabulary.load(folder / "pieces.json")

    def read(self, text: str, earlier: Sequence[str] = ()) -> Turn:
        """One turn, in the light of those before it that said something else."""
        earlier = [turn for turn in earlier if turn != text]
        own = self._vocabulary.parted(text)
        room = POSITIONS - len(own.ids) - 3
        before = self._vocabulary.parted(" / ".join(earlier)).ids[-min(room, _BEFORE) :]
        ids, kinds = framed(before if earlier and room > 0 else (), own.ids)
        labels, wants, _ = self._run([ids], [kinds])
        lead = len(ids) - 1 - sum(kinds)
        likeliest = labels[0, lead : lead + sum(kinds)].argmax(-1)
        chances = 1 / (1 + np.exp(-wants[0]))
        told: dict[Want, float] = {want: float(chances[at]) for at, want in enumerate(WANTS)}
        return turn_of(text, tuple(stretches(text, own, likeliest)), told)

    def same(self, words: str, names: Sequence[str], around: str = "") -> tuple[float, ...]:
        """How likely the words mean each of the names, in the light of all that was said."""
        asked = asked_pieces(words, around, self._vocabulary)
        told = [self._vocabulary.parted(name).ids[:LONGEST_NAME] for name in names]
        found: list[float] = []
        for at in range(0, len(told), _AT_ONCE):
            some = told[at : at + _AT_ONCE]
            framed_ = [framed(asked, name, always=True) for name in some]
            _, _, same = self._run([ids for ids, _ in framed_], [kinds for _, kinds in framed_])
            found += [float(1 / (1 + np.exp(-one))) for one in same]
        return tuple(found)

    def _run(
        self, ids: Sequence[Sequence[int]], kinds: Sequence[Sequence[int]]
    ) -> tuple[Any, Any, Any]:
        width = max(map(len, ids))
        numbers = np.array([[*row, *[PAD] * (width - len(row))] for row in ids], dtype=np.int64)
        types = np.array([[*row, *[0] * (width - len(row))] for row in kinds], dtype=np.int64)
        given = {
            "input_ids": numbers,
            "attention_mask": (numbers != PAD).astype(np.int64),
            "token_type_ids": types,
        }
        labels, wants, same = self._session.run(None, given)
        return labels, wants, same


def asked_pieces(words: str, around: str, vocabulary: Vocabulary) -> tuple[int, ...]:
    """Words and, where something else was said, what they were said among."""
    own = vocabulary.parted(words).ids[:LONGEST_NAME]
    said = vocabulary.parted(around).ids[:LONGEST_AROUND] if around not in ("", words) else ()
    return (*own, END, *said) if said else own


@cache
def reader() -> Reader:
    """The reader that ships with the project, loaded once."""
    return Reader()


def framed(
    before: Sequence[int], own: Sequence[int], *, always: bool = False
) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Begin, what came before, end (where something did, or ``always``), the text, end; and which
    of them are the text."""
    lead = (BEGIN, *before, END) if before or always else (BEGIN,)
    kept = tuple(own)[: POSITIONS - len(lead) - 1]
    return (*lead, *kept, END), (*[0] * len(lead), *[1] * len(kept), 0)
