"""Texts to vectors: the bundled model, a model of the same kind, or any of sentence-transformers.

Vectors are float32 of length 1 (or all zero for a text without content); figures never pass
through them, they only order passages.
"""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from ingest.embedding.static_model import StaticModel
from ingest.errors import MingzhangError
from ingest.language.glyphs import fold

if TYPE_CHECKING:
    from llama_index.core.embeddings import BaseEmbedding
    from sentence_transformers import SentenceTransformer

Vectors = NDArray[np.float32]

BUNDLED = "bundled"
"""The trained model that comes with the project."""
HASHING = "hashing"
"""Hashed n-grams without training: for tests, and to measure what training is worth."""
BUNDLED_FOLDER = Path(__file__).parent.parent / "embedding" / "bundled"
_HASH_NAME = "bundled-hash-1"
"""What libraries recorded before there was a trained model: the vectors are the same."""
_DIMENSIONS = 256
_SEED = "mingzhang-1:"
_LONGEST_GRAM = 3


class Embedder(Protocol):
    """What turns texts into vectors. ``name`` is recorded with the library made with it."""

    name: str

    def embed_passages(self, texts: Sequence[str]) -> Vectors:
        """One row a text, of the kind that is searched."""

    def embed_query(self, query: str) -> Vectors:
        """The vector of a question, to compare with those of passages."""


@lru_cache(maxsize=200_000)
def _place_of(gram: str) -> tuple[int, float]:
    """The dimension and the sign that a character n-gram falls on."""
    mixed = crc32((_SEED + gram).encode())
    return mixed % _DIMENSIONS, 1.0 if mixed & 0x80000000 else -1.0


class HashEmbedder:
    """Character n-grams (1 to 3) hashed into 256 signed dimensions; needs no model file.

    It finds texts that share characters, not texts that share only meaning.
    """

    name = _HASH_NAME

    def embed_passages(self, texts: Sequence[str]) -> Vectors:
        """One row a text."""
        vectors = np.zeros((len(texts), _DIMENSIONS), dtype=np.float32)
        for vector, text in zip(vectors, texts, strict=True):
            self._fill(vector, fold(text))
        return vectors

    def embed_query(self, query: str) -> Vectors:
        """The vector of a question."""
        return np.asarray(self.embed_passages([query])[0], dtype=np.float32)

    @staticmethod
    def _fill(vector: Vectors, text: str) -> None:
        grams = Counter(
            text[at : at + size]
            for size in range(1, _LONGEST_GRAM + 1)
            for at in range(len(text) - size + 1)
        )
        for gram, count in grams.items():
            dimension, sign = _place_of(gram)
            # Longer n-grams say more; repetition says less each time.
            vector[dimension] += sign * len(gram) * np.sqrt(count)
        length = float(np.linalg.norm(vector))
        if length > 0:
            vector /= length


class SentenceEmbedder:
    """A sentence-transformers model by name or folder, loaded when first needed."""

    def __init__(self, model: str) -> None:
        self.name = _name_of_model(model)
        self._model_name = model
        self._model: SentenceTransformer | None = None

    def embed_passages(self, texts: Sequence[str]) -> Vectors:
        """One row a text."""
        found = self._loaded().encode_document(list(texts), normalize_embeddings=True)
        return np.asarray(found, dtype=np.float32)

    def embed_query(self, query: str) -> Vectors:
        """The vector of a question, with the model's own prompt for queries where it has one."""
        found = self._loaded().encode_query(query, normalize_embeddings=True)
        return np.asarray(found, dtype=np.float32)

    def _loaded(self) -> SentenceTransformer:
        if self._model is None:
            folder = Path(self._model_name)
            if folder.is_dir():
                if not (folder / "modules.json").exists() and not (folder / "config.json").exists():
                    raise self._not_loaded("no model in the folder")
                # A folder needs no hub; without this an offline machine waits for time-outs.
                os.environ.setdefault("HF_HUB_OFFLINE", "1")
            from sentence_transformers import SentenceTransformer

            try:
                self._model = SentenceTransformer(self._model_name)
            except (OSError, ValueError) as error:
                raise self._not_loaded(str(error)) from error
        return self._model

    def _not_loaded(self, why: str) -> MingzhangError:
        return MingzhangError(
            f"向量模型 {self._model_name} 无法载入：{why} (embedding model not loaded)",
            advice="请检查 MINGZHANG_EMBEDDING (check the name or folder)",
        )


def _name_of_model(model: str) -> str:
    return Path(model).resolve().name if Path(model).is_dir() else model


def embedding_name(configured: str) -> str:
    """The name under which a library records the configured model; loads no numbers."""
    return embedder_of(configured).name


def embedder_of(configured: str) -> Embedder:
    """The embedder of the settings.

    ``bundled``, ``hashing``, a folder that ``train-embedding`` wrote, or the name or folder of a
    sentence-transformers model.
    """
    if configured == HASHING:
        return HashEmbedder()
    folder = BUNDLED_FOLDER if configured == BUNDLED else Path(configured)
    if configured == BUNDLED or StaticModel.is_in(folder):
        return _static_model(folder)
    return SentenceEmbedder(configured)


@lru_cache(maxsize=4)
def _static_model(folder: Path) -> StaticModel:
    """One model for all libraries of a process."""
    return StaticModel(folder)


def as_llama_embedding(embedder: Embedder) -> BaseEmbedding:
    """The embedder as LlamaIndex's interface, for its indices, retrievers and pipelines."""
    from llama_index.core.embeddings import BaseEmbedding

    class LlamaEmbedding(BaseEmbedding):
        """An adapter without state of its own."""

        def _get_query_embedding(self, query: str) -> list[float]:
            return _floats(embedder.embed_query(query))

        async def _aget_query_embedding(self, query: str) -> list[float]:
            return self._get_query_embedding(query)

        def _get_text_embedding(self, text: str) -> list[float]:
            return _floats(embedder.embed_passages([text])[0])

        def _get_text_embeddings(self, texts: list[str]) -> list[list[float]]:
            return [_floats(vector) for vector in embedder.embed_passages(texts)]

    return LlamaEmbedding(model_name=embedder.name)


def _floats(vector: Any) -> list[float]:
    return [float(number) for number in vector]
