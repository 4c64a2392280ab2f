"""A static embedding model in a folder: a row of numbers for every gram, served with numpy alone.

The folder holds ``model.json`` (name, dimensions, buckets, how it was trained), ``grams.txt`` (the
known grams, one a line, in the order of the rows) and ``rows.npz`` (whole numbers of 8 bits with a
scale a row). The vector of a text is the sum of its rows, of length 1.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ingest.embedding.grams import rows_of
from ingest.errors import MingzhangError

Vectors = NDArray[np.float32]

_ABOUT = "model.json"
_GRAMS = "grams.txt"
_ROWS = "rows.npz"
_VERSION = 1
_WHOLE = 127


@dataclass(frozen=True, slots=True)
class _Rows:
    known: dict[str, int]
    whole: NDArray[np.int8]
    scales: Vectors


class StaticModel:
    """A model of a folder, read when first needed; ``name`` tells one training from another."""

    def __init__(self, folder: Path) -> None:
        """Read what the folder says of its model. Raises MingzhangError where it holds none."""
        self.folder = folder
        try:
            self.about: dict[str, Any] = json.loads((folder / _ABOUT).read_text(encoding="utf-8"))
            self.name = str(self.about["name"])
            self.dimensions = int(self.about["dimensions"])
        except (OSError, ValueError, KeyError) as error:
            raise MingzhangError(
                f"{folder} 里没有可用的向量模型 (no static embedding model in the folder): {error}",
                advice="请检查 MINGZHANG_EMBEDDING (check the name or folder)",
            ) from error

    @staticmethod
    def is_in(folder: Path) -> bool:
        """Whether a folder holds such a model."""
        return all((folder / name).is_file() for name in (_ABOUT, _GRAMS, _ROWS))

    def embed_passages(self, texts: Sequence[str]) -> Vectors:
        """One row a text, of length 1; all zero for a text without content."""
        rows = self._rows
        vectors = np.zeros((len(texts), self.dimensions), dtype=np.float32)
        for vector, text in zip(vectors, texts, strict=True):
            found = rows_of(text, rows.known, int(self.about["buckets"]))
            if found:
                vector += rows.scales[found] @ rows.whole[found].astype(np.float32)
        lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
        np.divide(vectors, lengths, out=vectors, where=lengths > 0)
        return vectors

    def embed_query(self, query: str) -> Vectors:
        """The vector of a question."""
        return np.asarray(self.embed_passages([query])[0], dtype=np.float32)

    def learnt(self) -> tuple[list[str], Vectors]:
        """The known grams in the order of their rows, and all rows, to be trained further."""
        rows = self._rows
        return list(rows.known), rows.whole.astype(np.float32) * rows.scales[:, None]

    @cached_property
    def _rows(self) -> _Rows:
        grams = (self.folder / _GRAMS).read_text(encoding="utf-8").split("\n")
        with np.load(self.folder / _ROWS) as stored:
            whole, scales = stored["whole"], stored["scales"].astype(np.float32)
        return _Rows({gram: row for row, gram in enumerate(grams)}, whole, scales)


def save(
    folder: Path, grams: Sequence[str], rows: Vectors, *, made: dict[str, str | int]
) -> StaticModel:
    """Write a model: ``rows`` has one row a gram, then those of the buckets.

    ``made`` tells how it was trained. The name holds a hash of the numbers, so that vectors of two
    trainings are never compared.
    """
    scales = np.maximum(np.abs(rows).max(axis=1), 1e-12) / _WHOLE
    scales = scales.astype(np.float16).astype(np.float32)
    scales[scales == 0] = np.float32(np.finfo(np.float16).tiny)
    whole = np.clip(np.round(rows / scales[:, None]), -_WHOLE, _WHOLE).astype(np.int8)
    folder.mkdir(parents=True, exist_ok=True)
    (folder / _GRAMS).write_text("\n".join(grams), encoding="utf-8")
    np.savez(folder / _ROWS, whole=whole, scales=scales.astype(np.float16))
    mark = sha256(whole.tobytes() + "\n".join(grams).encode()).hexdigest()[:8]
    about = {
        "name": f"mingzhang-static-{_VERSION}-{mark}",
        "dimensions": rows.shape[1],
        "buckets": len(rows) - len(grams),
        "made": made,
    }
    text = json.dumps(about, ensure_ascii=False, indent=1)
    (folder / _ABOUT).write_text(text + "\n", encoding="utf-8")
    return StaticModel(folder)
