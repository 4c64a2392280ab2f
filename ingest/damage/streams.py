"""Streams that must decode to their very end, their checksum included."""

from __future__ import annotations

import base64
import binascii
import zlib

from pikepdf import Array, PdfError, Stream

_PIECE = 1 << 20
_MOST = 1 << 28
_AFTER = b"\r\n\t \x00"
_DEFLATED = b"\x78"
_FLATE = ("/FlateDecode", "/Fl")
_ASCII = {"/ASCII85Decode", "/A85", "/ASCIIHexDecode", "/AHx"}
_PICTURES = {"/DCTDecode", "/DCT", "/JPXDecode", "/CCITTFaxDecode", "/CCF", "/JBIG2Decode"}
_OTHERS = {"/LZWDecode", "/LZW", "/RunLengthDecode", "/RL", "/Crypt"}
KNOWN = {*_FLATE, *_ASCII, *_PICTURES, *_OTHERS}
"""The filters of the specification."""


class BrokenStream(Exception):
    """A stream does not decode to its end."""


def filters_of(stream: Stream) -> list[str]:
    """The names of a stream's filters, the outermost first."""
    filters = stream.stream_dict.get("/Filter")
    if filters is None:
        return []
    return [str(name) for name in filters] if isinstance(filters, Array) else [str(filters)]


def content_of(stream: Stream) -> bytes:
    """The decoded content of a stream, b"" for a picture in a format of its own.

    Raises BrokenStream where a filter is unknown, where the data ends before the content does,
    where its checksum is wrong, or where something else follows it.
    """
    filters = filters_of(stream)
    if not KNOWN.issuperset(filters):
        raise BrokenStream
    try:
        data = stream.read_raw_bytes()
    except PdfError as error:
        raise BrokenStream from error
    if not filters and data[:1] == _DEFLATED and _is_deflated(data):
        # The word that names its filter is gone.
        raise BrokenStream
    for done, name in enumerate(filters):
        if name in _ASCII:
            data = _from_ascii(data, name)
        elif name in _FLATE:
            data = inflated(data)
        elif name in _PICTURES:
            return b""
        else:
            return _decoded(stream, done)
    return data


def inflated(data: bytes) -> bytes:
    """What zlib packed. Raises BrokenStream where it is not whole, or is more than any page has."""
    unpack = zlib.decompressobj()
    try:
        content = unpack.decompress(data, _MOST)
    except zlib.error as error:
        raise BrokenStream from error
    if not unpack.eof or unpack.unused_data.strip(_AFTER):
        raise BrokenStream
    return content


def _is_deflated(data: bytes) -> bool:
    try:
        zlib.decompressobj().decompress(data[:_PIECE], _PIECE)
    except zlib.error:
        return False
    return True


def _from_ascii(data: bytes, name: str) -> bytes:
    text = data.strip(_AFTER)
    try:
        if name in ("/ASCIIHexDecode", "/AHx"):
            return bytes.fromhex(text.rstrip(b">").decode("ascii"))
        return base64.a85decode(text.removeprefix(b"<~").removesuffix(b"~>"))
    except (ValueError, binascii.Error) as error:
        raise BrokenStream from error


def _decoded(stream: Stream, done: int) -> bytes:
    """The content by qpdf, for the filters without a checksum."""
    try:
        return stream.read_bytes()
    except PdfError as error:
        raise BrokenStream from error
