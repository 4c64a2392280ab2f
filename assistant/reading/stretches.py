"""From a label for each piece of a text to its stretches: whole words and whole names."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from assistant.reading.pieces import Pieces
from assistant.reading.tags import TAGS, Span, Tag
from ingest.language.bodies import endings

_EACH = "各哪每所全几"
_NOT_FIRST = "的了、，,。；;：:）)】]”’"
_NOT_LAST = "的、，,。；;：:（([【“‘"
_CLOSING = {"）": "（", ")": "(", "】": "【", "]": "[", "”": "“", "’": "‘"}
_QUOTES = "“‘"
_LEVELS = "省市区县"
_LABELS: tuple[tuple[str, Tag | None], ...] = (
    ("", None),
    *((part, tag) for tag in TAGS for part in "BI"),
)


def stretches(text: str, own: Pieces, labels: Sequence[int]) -> Iterator[Span]:
    """The stretches that the labels of the pieces of a text mark."""
    return whole_names(text, _spans(text, own, labels))


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


def whole_names(text: str, spans: Iterable[Span]) -> Iterator[Span]:
    """The stretches with words of Latin letters whole; two of one tag that then touch are one, and
    so are the parts of one name that were read apart."""
    last: Span | None = None
    for span in spans:
        start, end = span.start, span.end
        if last and last.tag == span.tag == "thing" and _is_rest(text, last.end, span):
            # 事业收入的增 | 额: a letter was lost inside a name.
            last = Span(last.start, end, "thing")
            continue
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


def _is_rest(text: str, end: int, span: Span) -> bool:
    """Whether a stretch of a single letter is the rest of a name that ends one letter before."""
    lost = text[end : span.start]
    return span.end - span.start == len(lost) == 1 and "一" <= lost <= "龥"


def _taken_apart(text: str, last: Span, tag: Tag, end: int) -> Span | None:
    """One name of which the parts were read as two stretches that touch."""
    tags = {last.tag, tag}
    if tags == {"set", "thing"} and text[last.start] not in _EACH:
        return Span(last.start, end, "thing")  # 人员 | 经费
    if tags == {"whole", "thing"}:
        return Span(last.start, end, last.tag)  # 基本 | 支出, 全部 | 支出
    quoted = last.start > 0 and text[last.start - 1] in _QUOTES
    letter = last.end - last.start == 1 and text[last.start] not in (*_LEVELS, *endings("title"))
    if (last.tag, tag) == ("body", "thing") and (quoted or letter):
        return Span(last.start, end, "thing")  # “江苏法院 | 云平台”, 西 | 康宾馆
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
