"""Keys of the drawing objects that are almost those of the specification: a byte was changed."""

from __future__ import annotations

from typing import Any

from pikepdf import Dictionary, Name, Stream

_MOST_CHANGED = 2
_KEYS = {
    "page": "Type Parent Resources MediaBox CropBox BleedBox TrimBox ArtBox Rotate Contents Group "
    "Annots Tabs StructParents UserUnit",
    "pages": "Type Parent Kids Count Resources MediaBox CropBox Rotate",
    "resources": "Font XObject ExtGState ColorSpace Pattern Shading ProcSet Properties",
    "font": "Type Subtype BaseFont Name FirstChar LastChar Widths FontDescriptor Encoding ToUnicode"
    " DescendantFonts FontBBox FontMatrix CharProcs Resources",
    "descendant": "Type Subtype BaseFont CIDSystemInfo FontDescriptor DW W DW2 W2 CIDToGIDMap",
    "descriptor": "Type FontName FontFamily FontStretch FontWeight Flags FontBBox ItalicAngle "
    "Ascent Descent Leading CapHeight XHeight StemV StemH AvgWidth MaxWidth MissingWidth FontFile "
    "FontFile2 FontFile3 CharSet Style Lang FD CIDSet",
    "encoding": "Type BaseEncoding Differences",
    "form": "Type Subtype FormType BBox Matrix Resources Group Filter DecodeParms Length",
    "stream": "Filter DecodeParms Length",
    "image": "Type Subtype Width Height ColorSpace BitsPerComponent Filter DecodeParms Length "
    "ImageMask Mask SMask Decode Interpolate",
}
_WORDS = {kind: frozenset(f"/{key}" for key in keys.split()) for kind, keys in _KEYS.items()}


def looks_misspelt(thing: Dictionary | Stream, kind: str) -> bool:
    """Whether a key is unknown, and all but one that the object (of a kind above) lacks."""
    held = thing.stream_dict if isinstance(thing, Stream) else thing
    try:
        keys = set(held.keys())
    except UnicodeDecodeError:
        return True
    lacking = _WORDS[kind] - keys
    return any(_near(key, other) for key in keys - _WORDS[kind] for other in lacking)


def _near(key: str, other: str) -> bool:
    if len(key) != len(other):
        return False
    changed = sum(a != b for a, b in zip(key, other, strict=True))
    return changed <= min(_MOST_CHANGED, (len(key) - 1) // 2)


def word(name: Any) -> str:
    """A name as text, "" for what is none or has bytes that are no text."""
    try:
        return str(name) if isinstance(name, Name) else ""
    except UnicodeDecodeError:
        return ""
