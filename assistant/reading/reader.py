"""The reader: a small trained network that ships with the project, run without torch.

It marks what each stretch of a question is, says what is wanted, and tells how likely words mean a
thing that a report tells of. ``docs/evaluation.md`` says how it is trained.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np

from assistant.reading.pieces import BEGIN, END, PAD, Pieces, Vocabulary
from assistant.reading.tags import TAGS, WANTS, Span, Tag, Want
from assistant.reading.turn import Turn, turn_of

MODEL = Path(__file__).with_name("model")
POSITIONS = 192
LONGEST_NAME = 40
_EACH = "各哪每所全几"
_NOT_FIRST = "的了、，,。；;：:）)】]”’"
_NOT_LAST = "的、，,。；;：:（([【“‘"
_CLOSING = {"）": "（", ")": "(", "】": "【", "]": "[", "”": "“", "’": "‘"}
_QUOTES = "“‘"
LONGEST_AROUND = 48
_BEFORE = 64
_AT_ONCE = 32
_LABELS: tuple[tuple[str, Tag | None], ...] = (
    ("", None),
    *((part, tag) for tag in TAGS for part in "BI"),
)


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
        """One turn, in the light of those before it."""
        own = self._vocabulary.parted(text)
        room = POSITIONS - len(own.ids) - 3
        before = self._vocabulary.parted(" / ".join(earlier)).ids[-min(room, _BEFORE) :]
        ids, kinds = framed(before if earlier and room > 0 else (), own.ids)
        labels, wants, _ = self._run([ids], [kinds])
        lead = len(ids) - 1 - sum(kinds)
        likeliest = labels[0, lead : lead + sum(kinds)].argmax(-1)
        chances = 1 / (1 + np.exp(-wants[0]))
        told: dict[Want, float] = {want: float(chances[at]) for at, want in enumerate(WANTS)}
        return turn_of(text, tuple(_whole_words(text, _spans(text, own, likeliest))), told)

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


def _spans(text: str, own: Pieces, labels: Sequence[int]) -> Iterator[Span]:
    open_: tuple[int, Tag] | None = None
    end = 0
    for (start, stop), number in zip(own.spans, labels, strict=False):
        part, tag = _LABELS[int(number)]
        if start == stop:
            continue
        if open_ and (tag != open_[1] or part == "B"):
            yield from _trimmed(text, open_[0], end, open_[1])
            open_ = None
        if tag and open_ is None:
            open_ = (start, tag)
        end = stop
    if open_:
        yield from _trimmed(text, open_[0], end, open_[1])


def _whole_words(text: str, spans: Iterable[Span]) -> Iterator[Span]:
    """The stretches with words of Latin letters whole; two of one tag that then touch are one."""
    last: Span | None = None
    for span in spans:
        start, end = span.start, span.end
        while start > 0 and _in_word(text, start):
            start -= 1
        while end < len(text) and _in_word(text, end):
            end += 1
        if last and last.tag == span.tag and start <= last.end + 1 and text[start].isascii():
            last = Span(last.start, max(end, last.end), span.tag)
            continue
        if last and last.end == start and (one := _taken_apart(text, last, span.tag, end)):
            last = one
            continue
        if last:
            yield last
            start = max(start, last.end)
        last = Span(start, end, span.tag) if end > start else None
    if last:
        yield last


def _taken_apart(text: str, last: Span, tag: Tag, end: int) -> Span | None:
    """One name of which the parts were read as two stretches that touch."""
    tags = {last.tag, tag}
    if text[last.start] in _EACH:
        return None
    if tags == {"set", "thing"}:
        return Span(last.start, end, "thing")  # 人员 | 经费
    if tags == {"whole", "thing"}:
        return Span(last.start, end, last.tag)  # 基本 | 支出, 全部 | 支出
    quoted = last.start > 0 and text[last.start - 1] in _QUOTES
    if quoted and (last.tag, tag) == ("body", "thing"):
        return Span(last.start - 1, end, "thing")  # “江苏法院 | 云平台”
    return None


def _in_word(text: str, at: int) -> bool:
    """Whether the letters before and behind a place belong to one word of Latin letters."""
    before, behind = text[at - 1], text[at]
    return before.isascii() and behind.isascii() and before.isalpha() and behind.isalpha()


def _trimmed(text: str, start: int, end: int, tag: Tag) -> Iterator[Span]:
    while start < end and (text[start].isspace() or text[start] in _NOT_FIRST):
        start += 1
    while start < end and (text[end - 1].isspace() or _is_loose(text[start:end])):
        end -= 1
    opened = _CLOSING.get(next((c for c in text[start:end] if c in _CLOSING), ""))
    if start > 0 and text[start - 1] == opened and opened not in text[start:end]:
        start -= 1
    if end > start:
        yield Span(start, end, tag)


def _is_loose(words: str) -> bool:
    """Whether words end in a sign that nothing in them opens, or that parts them from others."""
    last = words[-1]
    return last in _NOT_LAST or (last in _CLOSING and _CLOSING[last] not in words)
