"""How near what words mean is to what a report tells of, where they share few letters.

A static model (``ingest/embedding/static_model.py``) trained on words for things beside the things
meant (docs/evaluation.md says how): a thousand things take a few hundredths of a second.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from pathlib import Path
from weakref import WeakKeyDictionary

import numpy as np

from assistant.linking.things import Thing, Things
from ingest.embedding.static_model import StaticModel, Vectors

FOLDER = Path(__file__).with_name("model")
SHARE = "around in percent"
"""What the model records of how much all that was said counts beside the words in question."""
_NAMES = 6
_ABOVE = 2


class Meaning:
    """Vectors of things and of words; how near two are is their product, at most 1."""

    def __init__(self, folder: Path = FOLDER) -> None:
        """Raises MingzhangError where the folder holds no model."""
        self._model = StaticModel(folder)
        self._share = int(self._model.about["made"][SHARE]) / 100

    def of_things(self, things: Sequence[Thing]) -> Vectors:
        """One row a thing."""
        return self._model.embed_passages([in_words(thing) for thing in things])

    def of_words(self, words: str, around: str) -> Vectors:
        """The vector of words, in the light of all that was said (``around``)."""
        own, said = self._model.embed_passages([words, around or words])
        found = own + self._share * said
        length = float(np.linalg.norm(found))
        return np.asarray(found / length if length else found, dtype=np.float32)


def in_words(thing: Thing) -> str:
    """What is read of a thing: what it is, its names, and what it stands under."""
    return " ".join((thing.told, *thing.names[:_NAMES], *thing.above[:_ABOVE]))


@cache
def meaning() -> Meaning:
    """The model that ships with the project, loaded once."""
    return Meaning()


_vectors: WeakKeyDictionary[Things, Vectors] = WeakKeyDictionary()


def nearness(words: str, around: str, told: Things) -> tuple[float, ...]:
    """How near words are to each of the things of a report, in their order."""
    vectors = _vectors.get(told)
    if vectors is None:
        vectors = _vectors[told] = meaning().of_things(told.all)
    return tuple(map(float, vectors @ meaning().of_words(words, around)))
