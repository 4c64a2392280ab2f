"""What a PDF would grow to, told before it is opened for reading: streams inflated, forms drawn.

A few kilobytes can stand for gigabytes, in streams deflated over and over or in forms that draw
forms. Pictures are not counted: they are decoded one at a time, within the limit of memory. What
cannot be told here (other filters, damaged objects) is left to the limits around the reading.
"""

from __future__ import annotations

import binascii
import re
import zlib
from base64 import a85decode
from collections import Counter
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any

import pikepdf

from ingest.errors import TooCostly
from ingest.settings import Settings

_MEBIBYTE = 1024 * 1024
_PIECE = _MEBIBYTE
_MOST_FILTERS = 8
_MOST_PIECES = 64
"""Of text that is decoded as a whole."""
_DRAWS = re.compile(rb"/([^\s/<>\[\](){}%]+)\s+Do\b")

_STUMBLES = (
    pikepdf.PdfError,
    pikepdf.PasswordError,
    ArithmeticError,
    LookupError,
    RuntimeError,
    TypeError,
    ValueError,
)
"""What comes of damaged objects: names that are no text, numbers in the place of lists."""

_Id = tuple[int, int]


def check_growth(path: Path, settings: Settings) -> None:
    """Raises TooCostly where streams would inflate, or forms draw forms, beyond the limits.

    Says nothing of a file that cannot be opened.
    """
    try:
        pdf = pikepdf.open(path)
    except _STUMBLES:
        return
    with pdf:
        _check(pdf, path.name, settings)


def _check(pdf: Any, file: str, settings: Settings) -> None:
    left = settings.max_inflated_mb * _MEBIBYTE
    forms: dict[_Id, Counter[_Id]] = {}
    for thing in pdf.objects:
        try:
            if not isinstance(thing, pikepdf.Stream) or thing.get("/Subtype") == "/Image":
                continue
            first = b""
            for piece in _inflated(thing):
                left -= len(piece)
                if left < 0:
                    raise _grown(file, settings)
                first = first or piece
            if thing.get("/Subtype") == "/Form":
                forms[thing.objgen] = _drawn_by(thing, first)
        except _STUMBLES:
            continue
    _check_forms(forms, file, settings)


def _grown(file: str, settings: Settings) -> TooCostly:
    return TooCostly(
        f"数据流解压后超过上限 {settings.max_inflated_mb} MB "
        "(its streams inflate beyond the limit)",
        advice="请确认文件来源；若确需读取，可调大 MINGZHANG_MAX_INFLATED_MB "
        "(check where it is from, or raise the limit)",
        file=file,
    )


def _inflated(stream: Any) -> Iterator[bytes]:
    """What the stream decodes to, in pieces, as far as it can be told."""
    filters = _filters(stream)
    if len(filters) > _MOST_FILTERS:
        raise TooCostly(
            f"数据流套了 {len(filters)} 层压缩，超过上限 {_MOST_FILTERS} 层 "
            "(a stream with too many filters)",
            advice="请重新下载原文件 (download the original again)",
        )
    pieces: Iterator[bytes] = iter((stream.read_raw_bytes(),))
    for name in filters:
        if name in ("/FlateDecode", "/Fl"):
            pieces = _deflated(pieces)
        elif name in ("/ASCII85Decode", "/A85", "/ASCIIHexDecode", "/AHx"):
            pieces = _from_ascii(pieces, name)
        else:
            break
    yield from pieces


def _filters(stream: Any) -> list[str]:
    named = stream.get("/Filter")
    if isinstance(named, pikepdf.Array):
        return [str(name) for name in named]
    return [str(named)] if isinstance(named, pikepdf.Name) else []


def _deflated(pieces: Iterator[bytes]) -> Iterator[bytes]:
    inflater = zlib.decompressobj()
    try:
        for piece in pieces:
            given = piece
            while given and not inflater.eof:
                yield inflater.decompress(given, _PIECE)
                given = inflater.unconsumed_tail
    except zlib.error:
        return


def _from_ascii(pieces: Iterator[bytes], name: str) -> Iterator[bytes]:
    text = b"".join(islice(pieces, _MOST_PIECES))
    try:
        if name in ("/ASCII85Decode", "/A85"):
            yield a85decode(text.partition(b"~>")[0], ignorechars=b" \t\n\r\v\f\0")
        else:
            yield binascii.unhexlify(b"".join(text.partition(b">")[0].split()))
    except ValueError:
        return


def _drawn_by(form: Any, content: bytes) -> Counter[_Id]:
    """The objects that a form draws, by their ids, as often as it draws them."""
    resources = form.get("/Resources")
    named = resources.get("/XObject") if isinstance(resources, pikepdf.Dictionary) else None
    if not isinstance(named, pikepdf.Dictionary):
        return Counter()
    drawn: Counter[_Id] = Counter()
    for name, times in Counter(_DRAWS.findall(content)).items():
        thing = named.get("/" + name.decode("latin-1"))
        if isinstance(thing, pikepdf.Stream):
            drawn[thing.objgen] += times
    return drawn


def _check_forms(forms: dict[_Id, Counter[_Id]], file: str, settings: Settings) -> None:
    """Each form with how deep and how often it draws others: known once all its own are known."""
    known: dict[_Id, tuple[int, int]] = {}
    waiting = dict(forms)
    while waiting:
        ready = [
            form
            for form, drawn in waiting.items()
            if all(other in known or other not in forms for other in drawn)
        ]
        if not ready:
            raise _forms_refused("图形对象互相嵌套，没有尽头 (forms that draw each other)", file)
        for form in ready:
            drawn = waiting.pop(form)
            inner = [(known.get(other, (0, 1)), times) for other, times in drawn.items()]
            depth = 1 + max((deep for (deep, _), _ in inner), default=0)
            draws = 1 + sum(times * often for (_, often), times in inner)
            if depth > settings.max_form_depth:
                raise _forms_refused(
                    f"图形对象嵌套超过上限 {settings.max_form_depth} 层 "
                    "(forms within forms too deep)",
                    file,
                )
            if draws > settings.max_page_objects:
                raise _forms_refused(
                    f"图形对象层层嵌套，画出的超过上限 {settings.max_page_objects} 个 "
                    "(forms that draw too many forms)",
                    file,
                )
            known[form] = (depth, draws)


def _forms_refused(reason: str, file: str) -> TooCostly:
    return TooCostly(
        reason,
        advice="请确认文件来源，或换用正常导出的 PDF (check where it is from)",
        file=file,
    )
