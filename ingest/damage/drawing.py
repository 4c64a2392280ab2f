"""What a page is drawn with, down to its fonts and streams: is all of it there, and whole."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from pikepdf import Array, Dictionary, Stream

from ingest.damage.fonts import font_is_faulty
from ingest.damage.spelling import looks_misspelt, word
from ingest.damage.streams import BrokenStream, content_of

_DEEPEST = 30
_NAMED = {
    "/Font": re.compile(rb"/([^\s()<>\[\]{}/%]+)\s+[-+.\d]+\s+Tf\b"),
    "/XObject": re.compile(rb"/([^\s()<>\[\]{}/%]+)\s+Do\b"),
}
_BOXES = ("/MediaBox", "/CropBox")
_INHERITED = ("/Resources", "/MediaBox", "/CropBox", "/Rotate")
_OUTSIDE = {"/Parent", "/Annots", "/Metadata", "/PieceInfo", "/StructParent", "/OC", "/B", "/Thumb"}
"""Keys that lead away from what is drawn."""

_FONT_STARTS = (b"\0\1\0\0", b"true", b"ttcf", b"OTTO")

Inherited = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Faults:
    """What is broken below an object: text and lines, or a picture only."""

    drawing: bool = False
    picture: bool = False

    def __or__(self, other: Faults) -> Faults:
        return Faults(self.drawing or other.drawing, self.picture or other.picture)


_NONE = Faults()
_DRAWING = Faults(drawing=True)


@dataclass
class Inspection:
    """The inspection of one file; what pages share is looked at once.

    ``warned`` are the numbers of the objects that the parser had to mend.
    """

    warned: frozenset[int]
    _known: dict[tuple[int, int], Faults] = field(default_factory=dict)

    def page_faults(self, page: Dictionary, inherited: Inherited) -> Faults:
        """What is broken in the drawing of a page; ``inherited`` comes from the nodes above it."""
        got = {key: page.get(key, inherited.get(key)) for key in _INHERITED}
        if page.objgen[0] in self.warned or looks_misspelt(page, "page") or not _is_placed(got):
            return _DRAWING
        resources = got["/Resources"]
        if resources is not None and not isinstance(resources, Dictionary):
            return _DRAWING
        faults = self._below(resources, "/Resources", 0) if resources is not None else _NONE
        try:
            content = b"\n".join(self._contents(page))
        except BrokenStream:
            return _DRAWING
        if _names_what_is_missing(content, resources):
            return _DRAWING
        return faults

    def _contents(self, page: Dictionary) -> Iterator[bytes]:
        contents = page.get("/Contents")
        if contents is None:
            return
        for part in contents if isinstance(contents, Array) else (contents,):
            if not isinstance(part, Stream) or part.objgen[0] in self.warned:
                raise BrokenStream
            if looks_misspelt(part, "stream") or word(part.stream_dict.get("/Type")):
                raise BrokenStream
            content = content_of(part)
            if _is_of_another_kind(content, "/Contents"):
                raise BrokenStream
            yield content

    def _below(self, thing: Any, key: str, depth: int) -> Faults:
        """The faults of an object that stands under a key, and of all that it is drawn with."""
        if not isinstance(thing, Dictionary | Array | Stream) or depth > _DEEPEST:
            return _NONE
        if not thing.is_indirect:
            return self._faults(thing, key, depth)
        known = self._known.get(thing.objgen)
        if known is None:
            self._known[thing.objgen] = _NONE
            known = self._faults(thing, key, depth)
            self._known[thing.objgen] = known
        return known

    def _faults(self, thing: Any, key: str, depth: int) -> Faults:
        if thing.is_indirect and thing.objgen[0] in self.warned:
            return _DRAWING
        if isinstance(thing, Array):
            return self._of_all((("", part) for part in thing), depth)
        faults = _NONE
        if isinstance(thing, Stream):
            faults = _stream_faults(thing, key)
        elif key == "/Resources":
            faults = _resource_faults(thing)
        elif key == "/FontEntry":
            faults = Faults(drawing=font_is_faulty(thing))
        inner = "/FontEntry" if key == "/Font" else ""
        return faults | self._of_all(_members(thing, inner), depth)

    def _of_all(self, members: Iterator[tuple[str, Any]], depth: int) -> Faults:
        faults = _NONE
        for key, part in members:
            faults |= self._below(part, key, depth + 1)
        return faults


def _members(thing: Any, key: str) -> Iterator[tuple[str, Any]]:
    held = thing.stream_dict if isinstance(thing, Stream) else thing
    for name, part in held.items():
        if name not in _OUTSIDE:
            yield key or name, part


def _stream_faults(stream: Stream, key: str) -> Faults:
    kind = {"/Form": "form", "/Image": "image"}.get(
        word(stream.stream_dict.get("/Subtype")), "stream"
    )
    broken = Faults(picture=True) if kind == "image" else _DRAWING
    if looks_misspelt(stream, kind):
        return broken
    try:
        content = content_of(stream)
    except BrokenStream:
        return broken
    if kind == "form" and _names_what_is_missing(content, stream.stream_dict.get("/Resources")):
        return broken
    return broken if _is_of_another_kind(content, key) else _NONE


def _is_of_another_kind(content: bytes, key: str) -> bool:
    """Whether what stands under a key, a font file, a map or anything else, is none of these."""
    is_font, is_map = content.startswith(_FONT_STARTS), b"begincmap" in content
    if key == "/FontFile2":
        return not is_font
    if key == "/ToUnicode":
        return not is_map
    return key in ("", "/Contents") and (is_font or is_map)


def _resource_faults(resources: Dictionary) -> Faults:
    fonts = resources.get("/Font")
    entries = fonts is None or isinstance(fonts, Dictionary)
    return Faults(drawing=looks_misspelt(resources, "resources") or not entries)


def _names_what_is_missing(content: bytes, resources: Any) -> bool:
    """Whether text is shown in fonts, or pictures and forms are, that the resources lack.

    A form without resources of its own is drawn with those of its page.
    """
    if not isinstance(resources, Dictionary):
        return False
    for key, pattern in _NAMED.items():
        held = resources.get(key)
        keys = set(held.keys()) if isinstance(held, Dictionary) else set()
        for name in set(pattern.findall(content)):
            if f"/{_spelt(name)}" not in keys:
                return True
    return False


def _spelt(name: bytes) -> str:
    """A name of a content stream as pikepdf gives it, #xx read."""
    plain = re.sub(rb"#([0-9A-Fa-f]{2})", lambda found: bytes.fromhex(found[1].decode()), name)
    return plain.decode("utf-8", "replace")


def _is_placed(got: Inherited) -> bool:
    """Whether the boxes of a page have an area, and its rotation is one."""
    for key in _BOXES:
        box = got[key]
        if box is None and key == "/CropBox":
            continue
        if not isinstance(box, Array) or len(box) != 4:
            return False
        try:
            x0, y0, x1, y1 = (float(side) for side in box)
        except (TypeError, ValueError):
            return False
        if x0 == x1 or y0 == y1:
            return False
    rotation = got["/Rotate"]
    return rotation is None or (isinstance(rotation, int) and rotation % 90 == 0)
