"""Hostile files by the thousand, each made from a seed: ``hostile_file(seed)``.

Each function of ``KINDS`` makes the bytes of one file from a source of chance: forms and streams
that grow without end, trees and tables that run in circles, numbers out of all bounds, damaged
parts, what is no PDF at all. Bytes are written by hand: no library would write such files.

``python -m tests.ingest.hostile FOLDER [COUNT]`` writes them down.
"""

from __future__ import annotations

import base64
import struct
import sys
import zlib
from collections.abc import Callable
from pathlib import Path
from random import Random

SAMPLES = Path(__file__).parents[2] / "samples"
COUNT = 1000
_MEBIBYTE = 1024 * 1024
_WORDS = "BT /F 12 Tf 72 700 Td (Budget) Tj ET"
_HELVETICA = "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"
_SONG = (
    "<</Type/Font/Subtype/Type0/BaseFont/STSong-Light/Encoding/UniGB-UCS2-H/DescendantFonts"
    "[<</Type/Font/Subtype/CIDFontType0/BaseFont/STSong-Light/CIDSystemInfo"
    "<</Registry(Adobe)/Ordering(GB1)/Supplement 0>>>>]>>"
)
_COVER = "澄浦市文化广电旅游局2024年度部门决算"


class _Pdf:
    """A PDF in the making: object 1 the catalog, 2 the tree of pages, 3 the page, 4 its content."""

    def __init__(
        self, content: str | bytes = _WORDS, *, resources: str = "", page: str = ""
    ) -> None:
        self.objects: dict[int, bytes] = {}
        self.trailer = ""
        self.set(1, "<</Type/Catalog/Pages 2 0 R>>")
        self.set(2, "<</Type/Pages/Count 1/Kids[3 0 R]>>")
        box = "" if "/MediaBox" in page else "/MediaBox[0 0 595 842]"
        self.set(
            3,
            f"<</Type/Page/Parent 2 0 R{box}/Contents 4 0 R{page}"
            f"/Resources<</Font<</F 5 0 R/S 6 0 R>>{resources}>>>>",
        )
        self.stream(4, content)
        self.set(5, _HELVETICA)
        self.set(6, _SONG)

    def set(self, number: int, body: str | bytes) -> None:
        self.objects[number] = _bytes(body)

    def stream(
        self, number: int, content: str | bytes, entries: str = "", *, raw: bool = False
    ) -> None:
        data = _bytes(content)
        if not raw:
            data, entries = zlib.compress(data), entries + "/Filter/FlateDecode"
        self.set(
            number,
            b"<<" + _bytes(entries) + b"/Length %d>>stream\n%s\nendstream" % (len(data), data),
        )

    def written(self) -> bytes:
        parts, places, at = [b"%PDF-1.7\n"], {}, 9
        for number, body in sorted(self.objects.items()):
            places[number] = at
            parts.append(b"%d 0 obj\n%s\nendobj\n" % (number, body))
            at += len(parts[-1])
        size = max(self.objects) + 1
        table = [f"xref\n0 {size}\n0000000000 65535 f \n"]
        table += [
            f"{places[n]:010d} 00000 n \n" if n in places else "0000000000 00000 f \n"
            for n in range(1, size)
        ]
        end = f"trailer\n<</Size {size}/Root 1 0 R{self.trailer}>>\nstartxref\n{at}\n%%EOF\n"
        return b"".join(parts) + _bytes("".join(table) + end)


def _bytes(text: str | bytes) -> bytes:
    return text if isinstance(text, bytes) else text.encode("utf-8")


# Forms


def form_that_draws_itself(chance: Random) -> bytes:
    pdf = _Pdf("/X Do " * chance.randint(1, 9), resources="/XObject<</X 7 0 R>>")
    _form(pdf, 7, _WORDS + " /X Do" * chance.randint(1, 9), "<</X 7 0 R>>")
    return pdf.written()


def forms_that_draw_each_other(chance: Random) -> bytes:
    pdf, last = _Pdf("/X Do", resources="/XObject<</X 7 0 R>>"), 7 + chance.randint(1, 30)
    for number in range(7, last + 1):
        following = number + 1 if number < last else 7
        _form(pdf, number, "/X Do /X Do", f"<</X {following} 0 R>>")
    return pdf.written()


def billion_laughs(chance: Random) -> bytes:
    pdf, levels = _Pdf("/X Do", resources="/XObject<</X 7 0 R>>"), chance.randint(5, 18)
    for number in range(7, 7 + levels):
        _form(pdf, number, "/X Do " * chance.randint(5, 20), f"<</X {number + 1} 0 R>>")
    _form(pdf, 7 + levels, "0 0 9 9 re f", "<<>>")
    return pdf.written()


def laughs_without_own_resources(chance: Random) -> bytes:
    levels = chance.randint(6, 12)
    names = "".join(f"/X{n} {n} 0 R" for n in range(7, 8 + levels))
    pdf = _Pdf("/X7 Do", resources=f"/XObject<<{names}>>")
    for number in range(7, 7 + levels):
        pdf.stream(
            number,
            f"/X{number + 1} Do " * chance.randint(6, 12),
            "/Type/XObject/Subtype/Form/BBox[0 0 595 842]",
        )
    _form(pdf, 7 + levels, "0 0 9 9 re f", "<<>>")
    return pdf.written()


def forms_in_a_long_row(chance: Random) -> bytes:
    pdf, levels = _Pdf("/X Do", resources="/XObject<</X 7 0 R>>"), chance.randint(25, 2000)
    for number in range(7, 7 + levels):
        _form(pdf, number, "/X Do", f"<</X {number + 1} 0 R>>")
    _form(pdf, 7 + levels, "0 0 9 9 re f", "<<>>")
    return pdf.written()


def _form(pdf: _Pdf, number: int, content: str, named: str) -> None:
    pdf.stream(
        number,
        content,
        "/Type/XObject/Subtype/Form/BBox[0 0 595 842]"
        f"/Resources<</XObject{named}/Font<</F 5 0 R>>>>",
    )


# Streams that grow


def deflated_over_and_over(chance: Random) -> bytes:
    times = chance.randint(2, 3)
    data = _zeros(chance.randint(600, 3000))
    for _ in range(times - 1):
        data = zlib.compress(data, 9)
    return _filtered(data, "/FlateDecode" * times)


def deflated_once(chance: Random) -> bytes:
    return _filtered(_zeros(chance.randint(600, 3000), b"0 0 m "), "/FlateDecode")


def runs_of_one_byte(chance: Random) -> bytes:
    runs = b"\x81\x20" * (chance.randint(100, 400) * _MEBIBYTE // 1024)
    return _filtered(zlib.compress(runs * 8, 9), "/FlateDecode/RunLengthDecode")


def lzw_of_zeros(chance: Random) -> bytes:
    codes, width, following = ["100000000"], 9, 258
    for _ in range(chance.randint(1000, 3800)):
        codes.append(f"{following - 1 if following > 258 else 0:0{width}b}")
        following += 1
        width = 9 + (following > 511) + (following > 1023) + (following > 2047)
    bits = "".join(codes) * chance.randint(2, 20)
    bits += "0" * (-len(bits) % 8)
    data = int(bits, 2).to_bytes(len(bits) // 8, "big")
    return _filtered(zlib.compress(data * 20, 9), "/FlateDecode/LZWDecode")


def in_ascii_and_deflated(chance: Random) -> bytes:
    data = base64.a85encode(_zeros(chance.randint(550, 900))) + b"~>"
    return _filtered(zlib.compress(data, 9), "/FlateDecode/ASCII85Decode/FlateDecode")


def many_filters(chance: Random) -> bytes:
    times, data = chance.randint(9, 200), _WORDS.encode()
    for _ in range(times):
        data = zlib.compress(data)
    return _filtered(data, "/FlateDecode" * times)


def filter_without_end(chance: Random) -> bytes:
    pdf = _Pdf()
    pdf.set(
        4,
        f"<</Filter 4 0 R/Length 4 0 R/DecodeParms<</Columns {10 ** chance.randint(5, 12)}"
        "/Predictor 15/Colors 32/BitsPerComponent 16>>>>stream\nxxxx\nendstream",
    )
    return pdf.written()


def many_streams_that_grow(chance: Random) -> bytes:
    pdf, data = _Pdf(), _zeros(chance.randint(20, 60))
    parts = range(7, 7 + chance.randint(20, 40))
    for number in parts:
        pdf.set(
            number, b"<</Filter/FlateDecode/Length %d>>stream\n%s\nendstream" % (len(data), data)
        )
    whole = " ".join(f"{number} 0 R" for number in parts)
    pdf.set(3, pdf.objects[3].replace(b"/Contents 4 0 R", f"/Contents[{whole}]".encode()))
    return pdf.written()


def _filtered(data: bytes, filters: str) -> bytes:
    pdf = _Pdf()
    head = f"<</Filter[{filters}]/Length {len(data)}>>stream\n".encode()
    pdf.set(4, head + data + b"\nendstream")
    return pdf.written()


def _zeros(mebibytes: int, piece: bytes = b" ") -> bytes:
    """So many mebibytes of one piece repeated, deflated; made without holding them."""
    packer, block = zlib.compressobj(9), (piece * _MEBIBYTE)[:_MEBIBYTE]
    first, again = (packer.compress(block) + packer.flush(zlib.Z_FULL_FLUSH) for _ in range(2))
    check = 1
    for _ in range(mebibytes):
        check = zlib.adler32(block, check)
    # After a full flush the same block gives the same bytes again.
    return first + again * (mebibytes - 1) + b"\3\0" + struct.pack(">I", check)


# Fonts


def widths_without_end(chance: Random) -> bytes:
    return _font(f"/W[0 {chance.choice((2_000_000, 200_000_000, 2_000_000_000))} 500]", "(AB)")


def widths_by_the_million(chance: Random) -> bytes:
    return _font(f"/W[0[{'500 ' * chance.randint(500_000, 1_500_000)}]]", "(AB)")


def map_of_characters_without_end(chance: Random) -> bytes:
    ranges = "<0000> <FFFF> <0020>\n" * chance.randint(1, 900)
    return _font("", "(AB)", f"1 beginbfrange\n{ranges}endbfrange")


def map_of_codes_of_four_bytes(chance: Random) -> bytes:
    last = chance.choice(("00FFFFFF", "7FFFFFFF", "FFFFFFFF"))
    return _font("", "(AB)", f"1 beginbfrange\n<00000000> <{last}> <00000020>\nendbfrange")


def map_that_uses_itself(chance: Random) -> bytes:
    return _font("", "(AB)", "/Self usecmap " * chance.randint(1, 5000), "/UseCMap 7 0 R")


def encoding_without_end(chance: Random) -> bytes:
    last = chance.choice(("00FFFFFF", "7FFFFFFF", "FFFFFFFF"))
    pdf = _Pdf("BT /T 12 Tf 72 700 Td (ABCD) Tj ET", resources="/Font<</T 8 0 R>>")
    pdf.stream(
        7,
        f"begincmap 1 begincidrange\n<00000000> <{last}> 0\nendcidrange endcmap",
        "/Type/CMap/CMapName/Own",
    )
    pdf.set(8, _SONG.replace("/UniGB-UCS2-H", " 7 0 R"))
    return pdf.written()


def characters_no_one_can_print(chance: Random) -> bytes:
    bad = "".join(
        chance.choice(("<00>", "<D800>", "<202E>", "<001B>", "<FFFE>", "<DFFFDFFF>"))
        for _ in range(1)
    )
    ranges = "\n".join(f"<{code:04X}> <{code:04X}> {bad}" for code in range(0x41, 0x5B))
    text = "".join(chance.choice("ABCDEFGHIJ") for _ in range(200))
    return _font(
        "", f"<{''.join(f'{ord(c):04X}' for c in text)}>", f"26 beginbfrange\n{ranges}\nendbfrange"
    )


def broken_font_file(chance: Random) -> bytes:
    pdf = _Pdf("BT /T 12 Tf 72 700 Td (AB) Tj ET", resources="/Font<</T 8 0 R>>")
    start = chance.choice((b"\0\1\0\0\0\xff", b"OTTO", b"\1\0\4\4", b"%!PS-AdobeFont", b"ttcf"))
    kind = chance.choice(("FontFile", "FontFile2", "FontFile3/Subtype/Type1C/FontFile3"))
    pdf.stream(7, start + chance.randbytes(chance.randint(10, 5000)), "/Length1 99999999")
    pdf.set(
        8,
        "<</Type/Font/Subtype/TrueType/BaseFont/T/FirstChar -5/LastChar 2000000000/Widths[1]"
        f"/FontDescriptor<</Type/FontDescriptor/FontName/T/Flags 4/{kind} 7 0 R>>>>",
    )
    return pdf.written()


def font_that_draws_itself(chance: Random) -> bytes:
    pdf = _Pdf("BT /T 12 Tf 72 700 Td (aaaa) Tj ET", resources="/Font<</T 8 0 R>>")
    pdf.stream(7, "1000 0 d0 BT /T 1 Tf " + "(aa) Tj " * chance.randint(1, 30) + "ET")
    pdf.set(
        8,
        "<</Type/Font/Subtype/Type3/FontBBox[0 0 1 1]/FontMatrix[1 0 0 1 0 0]/FirstChar 97"
        "/LastChar 97/Widths[1]/CharProcs<</a 7 0 R>>/Encoding<</Differences[97/a]>>"
        "/Resources<</Font<</T 8 0 R>>>>>>",
    )
    return pdf.written()


def font_of_itself(chance: Random) -> bytes:
    pdf = _Pdf("BT /T 12 Tf 72 700 Td <00410042> Tj ET", resources="/Font<</T 8 0 R>>")
    entry = chance.choice(
        (
            "DescendantFonts[8 0 R]",
            "ToUnicode 8 0 R",
            "Encoding 8 0 R",
            "FontDescriptor 8 0 R",
            "Widths 8 0 R",
        )
    )
    pdf.set(8, f"<</Type/Font/Subtype/Type0/BaseFont/T/Encoding/Identity-H/{entry}>>")
    return pdf.written()


def print_out_of_bounds(chance: Random) -> bytes:
    sizes = (1e30, -1e30, 1e-30, 99999, 3e38, 0)
    lines = [
        f"{chance.choice(sizes):f} 0 0 {chance.choice(sizes):f} {chance.choice(sizes):f} 700 Tm "
        f"/F {chance.choice(sizes):f} Tf {chance.choice(sizes):f} Tz {chance.choice(sizes):f} Tc "
        "(Budget) Tj"
        for _ in range(chance.randint(5, 300))
    ]
    return _Pdf("BT " + "\n".join(lines) + " ET").written()


def _font(entries: str, shown: str, unicode: str = "", of_map: str = "") -> bytes:
    pdf = _Pdf(f"BT /T 12 Tf 72 700 Td {shown} Tj ET", resources="/Font<</T 8 0 R>>")
    pdf.stream(7, f"/CMapName/Self def begincmap\n{unicode}\nendcmap", of_map)
    pdf.set(
        8,
        "<</Type/Font/Subtype/Type0/BaseFont/T/Encoding/Identity-H"
        "/ToUnicode 7 0 R/DescendantFonts[9 0 R]>>",
    )
    pdf.set(
        9,
        "<</Type/Font/Subtype/CIDFontType2/BaseFont/T/CIDSystemInfo"
        f"<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>{entries}>>",
    )
    return pdf.written()


# Pages and their tree


def impossible_sizes(chance: Random) -> bytes:
    numbers = ("0", "-1", "1e30", "99999999999999999999", "0.0000001", "nan", "null", "(a)", "595")
    box = " ".join(chance.choice(numbers) for _ in range(chance.choice((0, 3, 4, 4, 4, 9))))
    kind = chance.choice(("MediaBox", "CropBox"))
    return _Pdf(page=f"/{kind}[{box}]").written()


def boxes_far_away(chance: Random) -> bytes:
    x, y = chance.randint(-(10**9), 10**9), chance.randint(-(10**9), 10**9)
    kind = chance.choice(("MediaBox", "CropBox", "BleedBox", "ArtBox"))
    return _Pdf(page=f"/{kind}[{x} {y} {x + 999} {y + 999}]").written()


def huge_pages(chance: Random) -> bytes:
    side = chance.choice((14_400, 15_000, 10**6, 10**9, 2 * 10**9))
    return _Pdf(
        f"q {side} 0 0 {side} 0 0 cm /I Do Q",
        resources="/XObject<</I 7 0 R>>",
        page=f"/MediaBox[0 0 {side} {side}]",
    ).written()


def odd_units_and_turns(chance: Random) -> bytes:
    unit = chance.choice(("0", "-1", "1e9", "75000", "(a)", "[1]"))
    turn = chance.choice(("45", "-90", "1000000007", "(a)", "3 0 R", "0.5"))
    return _Pdf(page=f"/UserUnit {unit}/Rotate {turn}").written()


def tree_in_circles(chance: Random) -> bytes:
    pdf = _Pdf()
    kids = " ".join(chance.choice(("2 0 R", "3 0 R", "7 0 R", "1 0 R", "99 0 R")) for _ in range(9))
    pdf.set(
        2, f"<</Type/Pages/Count {chance.choice((1, 9, -5, 10**9))}/Kids[{kids}]/Parent 7 0 R>>"
    )
    pdf.set(7, "<</Type/Pages/Count 9/Kids[2 0 R 7 0 R 3 0 R]/Parent 2 0 R>>")
    return pdf.written()


def a_hundred_thousand_pages(chance: Random) -> bytes:
    pdf, count = _Pdf(), chance.choice((1001, 20_000, 100_000))
    pdf.set(2, f"<</Type/Pages/Count {count}/Kids[{'3 0 R ' * count}]>>")
    return pdf.written()


def pages_that_are_not_there(chance: Random) -> bytes:
    pdf, count = _Pdf(), chance.choice((10, 999, 10**6, 2**31 - 1, 2**40))
    pdf.set(2, f"<</Type/Pages/Count {count}/Kids[3 0 R]>>")
    return pdf.written()


def a_tree_like_a_well(chance: Random) -> bytes:
    pdf, levels = _Pdf(), chance.randint(500, 20_000)
    for number in range(7, 7 + levels):
        pdf.set(number, f"<</Type/Pages/Count 1/Kids[{number + 1} 0 R]/Parent {number - 1} 0 R>>")
    pdf.set(7 + levels, pdf.objects[3].replace(b"/Parent 2 0 R", b""))
    pdf.set(2, "<</Type/Pages/Count 1/Kids[7 0 R]>>")
    return pdf.written()


def many_busy_pages(chance: Random) -> bytes:
    pdf, count = _Pdf(_rows(40)), chance.randint(300, 1000)
    pdf.set(2, f"<</Type/Pages/Count {count}/Kids[{'3 0 R ' * count}]>>")
    return pdf.written()


# Objects and references


def objects_in_deep_lists(chance: Random) -> bytes:
    pdf, levels = _Pdf(), chance.choice((500, 5000, 100_000))
    opening, closing = chance.choice((("[", "]"), ("<</A ", ">>"), ("[<</A", ">>]")))
    pdf.set(7, opening * levels + "0" + closing * levels)
    pdf.set(3, pdf.objects[3].replace(b"/Type/Page/", b"/Extra 7 0 R/Type/Page/"))
    return pdf.written()


def content_in_deep_lists(chance: Random) -> bytes:
    levels = chance.choice((500, 5000, 100_000))
    opening, closing = chance.choice((("[", "]"), ("<</A ", ">>"), ("q ", "Q "), ("BT ", "ET ")))
    ending = closing * levels if chance.random() < 0.5 else ""
    return _Pdf(opening * levels + _WORDS + ending).written()


def references_in_circles(chance: Random) -> bytes:
    pdf = _Pdf()
    pdf.set(7, "8 0 R")
    pdf.set(8, "9 0 R")
    pdf.set(9, "7 0 R")
    where = chance.choice((b"/Contents 4 0 R", b"/MediaBox[0 0 595 842]", b"/Parent 2 0 R"))
    key = where.split(b"[")[0].split(b" ")[0]
    pdf.set(3, pdf.objects[3].replace(where, key + b" 7 0 R"))
    return pdf.written()


def tables_of_references_in_circles(chance: Random) -> bytes:
    pdf = _Pdf()
    data = pdf.written()
    at = data.rindex(b"xref\n0")
    where = chance.choice((at, 0, 10**9, len(data) - 5, -1))
    pdf.trailer = f"/Prev {where}" + chance.choice(("", f"/XRefStm {where}"))
    return pdf.written()


def stream_of_references_to_itself(chance: Random) -> bytes:
    body = _Pdf().written()
    body = body[: body.rindex(b"xref\n0")]
    rows = b"".join(
        struct.pack(">BIB", chance.randint(0, 2), chance.randint(0, 2000), 0) for _ in range(20)
    )
    data = zlib.compress(rows)
    size = chance.choice((20, 10**6, 2**31 - 1))
    return body + (
        b"20 0 obj\n<</Type/XRef/W[1 4 1]/Size %d/Index[0 %d]/Root 1 0 R/Prev %d/Filter/FlateDecode"
        b"/Length %d>>stream\n%s\nendstream\nendobj\nstartxref\n%d\n%%%%EOF"
        % (size, size, len(body), len(data), data, len(body))
    )


def objects_inside_themselves(chance: Random) -> bytes:
    pdf = _Pdf()
    pdf.stream(
        7,
        "7 0 8 10 <</A 7 0 R>> <</B 8 0 R>>",
        f"/Type/ObjStm/N {chance.choice((2, 10**9))}/First 9/Extends 7 0 R",
    )
    pdf.set(3, pdf.objects[3].replace(b"/Contents 4 0 R", b"/Contents 8 0 R"))
    return pdf.written()


def numbers_out_of_bounds(chance: Random) -> bytes:
    number = chance.choice(
        ("9" * 400, "-" + "9" * 50, "1e999", "0." + "0" * 500 + "1", "+-+-5", "--1")
    )
    content = (
        f"{number} 0 m {number} {number} l S {number} 0 0 {number} 0 0 cm 1 1 9 9 re S {_WORDS}"
    )
    return _Pdf(
        content, page=chance.choice(("", f"/Rotate {number}", f"/UserUnit {number}"))
    ).written()


def lengths_that_lie(chance: Random) -> bytes:
    pdf = _Pdf()
    length = chance.choice((b"0", b"-1", b"99999999", b"4 0 R", b"2147483648"))
    body = pdf.objects[4]
    start, end = body.index(b"/Length ") + 8, body.index(b">>stream")
    pdf.set(4, body[:start] + length + body[end:])
    return pdf.written()


def names_in_circles(chance: Random) -> bytes:
    pdf = _Pdf()
    pdf.set(
        1,
        "<</Type/Catalog/Pages 2 0 R/Names<</Dests 7 0 R/EmbeddedFiles 7 0 R>>/Outlines 8 0 R"
        "/PageLabels 7 0 R/StructTreeRoot 9 0 R>>",
    )
    pdf.set(7, "<</Kids[7 0 R 7 0 R]/Nums[0 7 0 R]/Limits[(a)(z)]>>")
    pdf.set(
        8,
        f"<</First 8 0 R/Last 8 0 R/Next 8 0 R/Parent 8 0 R/Count {10 ** chance.randint(1, 12)}>>",
    )
    pdf.set(9, "<</Type/StructTreeRoot/K[9 0 R 9 0 R]/ParentTree 9 0 R>>")
    return pdf.written()


# What a page draws


def rectangles_by_the_million(chance: Random) -> bytes:
    count = chance.choice((50_000, 200_000, 1_000_000))
    return _Pdf("".join(f"{i % 590} {i // 590 % 840} 9 9 re S\n" for i in range(count))).written()


def one_path_without_end(chance: Random) -> bytes:
    count = chance.choice((90_000, 500_000, 1_500_000))
    return _Pdf(
        "0 0 m " + "".join(f"{i % 590} {i % 840} l\n" for i in range(count)) + "S"
    ).written()


def characters_by_the_million(chance: Random) -> bytes:
    line = "BT /F 1 Tf 1 {} Td (" + "0123456789" * 100 + ") Tj ET\n"
    return _Pdf(
        "".join(line.format(i % 840) for i in range(chance.choice((90, 500, 1000))))
    ).written()


def one_character_over_and_over(chance: Random) -> bytes:
    return _Pdf("BT /F 9 Tf 99 99 Td (A) Tj ET\n" * chance.choice((20_000, 90_000))).written()


def a_grid_of_a_million_cells(chance: Random) -> bytes:
    lines = chance.choice((150, 300, 600, 1000))
    step = 590 / lines
    across = "".join(f"0 {i * step:.3f} m 590 {i * step:.3f} l S\n" for i in range(lines))
    down = "".join(f"{i * step:.3f} 0 m {i * step:.3f} 590 l S\n" for i in range(lines))
    return _Pdf(across + down + _WORDS).written()


def tables_by_the_thousand(chance: Random) -> bytes:
    count = chance.choice((1000, 5000, 9000))
    boxes = "".join(
        f"{i % 95 * 6} {i // 95 * 6} 2 2 re {i % 95 * 6 + 2} {i // 95 * 6} 2 2 re S\n"
        for i in range(count)
    )
    return _Pdf(boxes + _WORDS).written()


def lines_out_of_bounds(chance: Random) -> bytes:
    far = chance.choice(("1e30", "99999999", "-32768", "3.4e38"))
    return _Pdf(
        f"{far} 0 m {far} {far} l S 0 {far} m 595 {far} l S 0 0 {far} {far} re S " * 50
    ).written()


def patterns_in_circles(chance: Random) -> bytes:
    pdf = _Pdf("/Pattern cs /P scn 0 0 595 842 re f", resources="/Pattern<</P 7 0 R>>")
    pdf.stream(
        7,
        "/Pattern cs /P scn 0 0 9 9 re f",
        f"/PatternType 1/PaintType 1/TilingType 1/BBox[0 0 9 9]/XStep {chance.choice((0, 1e-9))}"
        "/YStep 0.0000001/Resources<</Pattern<</P 7 0 R>>>>",
    )
    return pdf.written()


def shadings_and_colours_in_circles(chance: Random) -> bytes:
    pdf = _Pdf(
        "/H sh /C cs 1 scn /G gs 0 0 9 9 re f",
        resources="/Shading<</H 7 0 R>>/ColorSpace<</C 9 0 R>>/ExtGState<</G 10 0 R>>",
    )
    pdf.set(
        7,
        f"<</ShadingType {chance.randint(1, 7)}/ColorSpace/DeviceRGB/Coords[0 0 1e9 1e9]"
        "/Function 8 0 R>>",
    )
    pdf.set(8, "<</FunctionType 3/Domain[0 1]/Functions[8 0 R 8 0 R]/Bounds[0.5]/Encode[0 1 0 1]>>")
    pdf.set(
        9,
        chance.choice(
            ("[/Indexed 9 0 R 255(a)]", "[/ICCBased 9 0 R]", "[/Separation/A 9 0 R 8 0 R]")
        ),
    )
    pdf.set(10, "<</Type/ExtGState/SMask<</S/Luminosity/G 11 0 R>>/Font[5 0 R 1e9]>>")
    pdf.stream(
        11,
        "/G gs 0 0 9 9 re f",
        "/Subtype/Form/BBox[0 0 9 9]/Group<</S/Transparency>>/Resources<</ExtGState<</G 10 0 R>>>>",
    )
    return pdf.written()


# Pictures


def a_picture_of_impossible_size(chance: Random) -> bytes:
    side = chance.choice((30_000, 100_000, 2**31 - 1))
    return _picture(
        zlib.compress(b"\0" * 99_999), f"/Width {side}/Height {side}/Filter/FlateDecode"
    )


def pictures_of_garbage(chance: Random) -> bytes:
    kind, start = chance.choice(
        (
            ("JBIG2Decode", b"\0\0\0\0"),
            ("JPXDecode", b"\0\0\0\x0cjP  \r\n\x87\n"),
            ("DCTDecode", b"\xff\xd8\xff\xe0"),
            ("CCITTFaxDecode", b""),
        )
    )
    data = start + chance.randbytes(chance.randint(10, 20_000))
    return _picture(data, f"/Width {chance.randint(1, 9999)}/Height 9999/Filter/{kind}")


def a_picture_that_inflates(chance: Random) -> bytes:
    data = _zeros(chance.randint(300, 900))
    return _picture(data, "/Width 20000/Height 20000/Filter/FlateDecode")


def pictures_on_all_pages(chance: Random) -> bytes:
    count = chance.choice((40, 300, 800))
    data = zlib.compress(chance.randbytes(64) * 100)
    pdf = _pictured(data, "/Width 80/Height 80/Filter/FlateDecode")
    pdf.set(2, f"<</Type/Pages/Count {count}/Kids[{'3 0 R ' * count}]>>")
    return pdf.written()


def pictures_in_the_content(chance: Random) -> bytes:
    side = chance.choice((10, 30_000, 10**9))
    piece = f"BI /W {side} /H {side} /BPC 8 /CS /G ID ".encode() + chance.randbytes(99) + b" EI\n"
    return _Pdf(piece * chance.randint(1, 20_000)).written()


def masks_in_circles(chance: Random) -> bytes:
    key = chance.choice(("SMask", "Mask", "Alternates", "ColorSpace"))
    return _picture(
        zlib.compress(b"\0" * 9999), f"/Width 99/Height 99/{key} 7 0 R/Filter/FlateDecode"
    )


def _picture(data: bytes, entries: str) -> bytes:
    return _pictured(data, entries).written()


def _pictured(data: bytes, entries: str) -> _Pdf:
    pdf = _Pdf("q 595 0 0 842 0 0 cm /I Do Q", resources="/XObject<</I 7 0 R>>")
    space = "" if "ColorSpace" in entries else "/ColorSpace/DeviceGray"
    pdf.stream(7, data, f"/Type/XObject/Subtype/Image/BitsPerComponent 8{space}{entries}", raw=True)
    return pdf


# What is to be left alone


def scripts_and_attachments(chance: Random) -> bytes:
    pdf = _Pdf()
    loop = "app.launchURL('http://127.0.0.1:9/');while(true){}"
    pdf.set(
        1,
        "<</Type/Catalog/Pages 2 0 R/OpenAction 7 0 R/AA<</WC 7 0 R>>/AcroForm<</XFA 8 0 R"
        "/Fields[9 0 R]>>/Names<</EmbeddedFiles<</Names[(a)<</EF<</F 10 0 R>>>>]>>>>>>",
    )
    pdf.set(
        7,
        f"<</S/{chance.choice(('JavaScript', 'Launch', 'URI'))}/JS({loop})/F(/bin/sh)"
        "/URI(file:///etc/passwd)>>",
    )
    pdf.stream(8, "<xdp:xdp xmlns:xdp='http://ns.adobe.com/xdp/'><!ENTITY a SYSTEM 'file:///'>")
    pdf.set(9, "<</FT/Tx/T(a)/Kids[9 0 R]/Parent 9 0 R/V(x)/AA<</K 7 0 R>>>>")
    pdf.stream(10, chance.randbytes(999), "/Type/EmbeddedFile")
    return pdf.written()


def annotations_by_the_thousand(chance: Random) -> bytes:
    count = chance.choice((1000, 50_000))
    pdf = _Pdf(page=f"/Annots[{'7 0 R ' * count}]")
    pdf.set(
        7, "<</Type/Annot/Subtype/Widget/Rect[0 0 9 9]/AP<</N 8 0 R>>/Parent 7 0 R/Popup 7 0 R>>"
    )
    _form(pdf, 8, "/X Do", "<</X 8 0 R>>")
    return pdf.written()


def locked(chance: Random) -> bytes:
    pdf = _Pdf()
    version = chance.choice(
        ("/V 1/R 2", "/V 2/R 3/Length 128", "/V 5/R 6/Length 256", "/V 99/R 99")
    )
    key = chance.randbytes(48 if "256" in version else 32).hex()
    pdf.trailer = (
        f"/ID[<00><00>]/Encrypt<</Filter/Standard{version}/P -1/O<{key}>/U<{key}>"
        f"/OE<{key}>/UE<{key}>/Perms<{key[:32]}>>>"
    )
    return pdf.written()


# Print that reads like a report, in numbers that no report has


def report_with_impossible_amounts(chance: Random) -> bytes:
    amount = chance.choice(
        ("9" * 300, "1," * 5000 + "0", "9" * 18 + ".99", "-" * 999, "1" * 60_000)
    )
    return _report(f"2024年度收入总计{amount}万元，支出总计{amount}万元。", "单位：万元", amount)


def report_with_a_sentence_without_end(chance: Random) -> bytes:
    piece = chance.choice(
        ("和", "比上年增加1万元，", "（一）", "1.", "其中：", "增长1%；", "、", "“", " ")
    )
    return _report(*[piece * 2000] * (chance.randint(4, 40) if len(piece) < 3 else 4))


def report_of_a_table_without_end(chance: Random) -> bytes:
    pdf = _Pdf(_shown(_COVER, 800) + _rows(chance.choice((60, 120))))
    count = chance.choice((20, 200))
    pdf.set(2, f"<</Type/Pages/Count {count}/Kids[{'3 0 R ' * count}]>>")
    return pdf.written()


def _report(*lines: str) -> bytes:
    shown = [_shown(_COVER, 800), _shown("部门决算情况说明", 780)]
    shown += [
        _shown(line[at : at + 60], 760 - (i * 7 + at // 60) % 740)
        for i, line in enumerate(lines)
        for at in range(0, len(line), 60)
    ]
    return _Pdf("\n".join(shown)).written()


def _shown(text: str, y: float) -> str:
    return f"BT /S 9 Tf 40 {y} Td <{text.encode('utf-16-be').hex()}> Tj ET\n"


def _rows(count: int) -> str:
    height = 760 / count
    ruled = "".join(
        f"40 {20 + i * height:.2f} m 550 {20 + i * height:.2f} l S\n" for i in range(count)
    )
    ruled += "".join(f"{x} 20 m {x} 780 l S\n" for x in (40, 120, 300, 420, 550))
    words = "".join(
        f"BT /F {min(8, height):.1f} Tf {x + 3} {21 + i * height:.2f} Td "
        f"({i * x},{i % 10}00.00) Tj ET\n"
        for i in range(count)
        for x in (40, 120, 300, 420)
    )
    return ruled + words


# Damaged, and no PDF at all


def nothing(chance: Random) -> bytes:
    return chance.choice((b"", b"\n", b"%PDF-1.7", b"%PDF-1.7\n%%EOF", b"%PDF-", b"\0" * 5000))


def noise_after_the_header(chance: Random) -> bytes:
    return b"%PDF-1.7\n" + chance.randbytes(chance.randint(1, 200_000))


def something_else(chance: Random) -> bytes:
    start = chance.choice(
        (
            b"PK\3\4",
            b"<!DOCTYPE html><html>",
            b"\x89PNG\r\n",
            b"\x7fELF",
            b"GIF89a",
            b"\xd0\xcf\x11\xe0",
            b"#!/bin/sh\n",
            b"\xff\xd8\xff",
            b"{\\rtf1",
        )
    )
    return start + chance.randbytes(chance.randint(0, 3000)).replace(b"%PDF-", b"")


def two_things_at_once(chance: Random) -> bytes:
    start = chance.choice(
        (b"PK\3\4", b"<html><script>alert(1)</script>", b"\x89PNG\r\n", b"\x7fELF")
    )
    return start + b" " * chance.randint(0, 900) + _Pdf().written() + start


def a_report_cut_short(chance: Random) -> bytes:
    whole = _sample(chance)
    return whole[: chance.randint(1, len(whole) - 1)]


def a_report_with_bytes_flipped(chance: Random) -> bytes:
    whole = bytearray(_sample(chance))
    for _ in range(chance.choice((1, 10, 100, 1000))):
        whole[chance.randrange(len(whole))] = chance.randrange(256)
    return bytes(whole)


def a_report_with_a_hole(chance: Random) -> bytes:
    whole = bytearray(_sample(chance))
    start = chance.randrange(len(whole))
    length = min(chance.randint(10, 50_000), len(whole) - start)
    whole[start : start + length] = bytes(length)
    return bytes(whole)


def a_report_with_halves_exchanged(chance: Random) -> bytes:
    whole = _sample(chance)
    middle = chance.randint(1, len(whole) - 1)
    return whole[middle:] + whole[:middle]


def another_with_bytes_flipped(chance: Random) -> bytes:
    made = bytearray(chance.choice(_QUICK)(chance))
    for _ in range(chance.randint(1, 20)):
        made[chance.randrange(len(made))] = chance.randrange(256)
    return bytes(made)


def another_with_pieces_doubled(chance: Random) -> bytes:
    made = chance.choice(_QUICK)(chance)
    cuts = sorted(chance.randrange(len(made)) for _ in range(2))
    return made[: cuts[1]] + made[cuts[0] : cuts[1]] * chance.randint(1, 5) + made[cuts[1] :]


def _sample(chance: Random) -> bytes:
    return chance.choice(sorted(SAMPLES.glob("*.pdf"))).read_bytes()


_QUICK = (
    form_that_draws_itself,
    billion_laughs,
    forms_that_draw_each_other,
    many_filters,
    tree_in_circles,
    font_that_draws_itself,
    font_of_itself,
    names_in_circles,
    scripts_and_attachments,
    locked,
    shadings_and_colours_in_circles,
    patterns_in_circles,
    stream_of_references_to_itself,
    print_out_of_bounds,
    objects_inside_themselves,
    references_in_circles,
    masks_in_circles,
)

KINDS: tuple[Callable[[Random], bytes], ...] = tuple(
    made
    for name, made in list(globals().items())
    if callable(made) and not name.startswith("_") and getattr(made, "__module__", "") == __name__
)
"""All that are defined above, in their order."""


def hostile_file(seed: int) -> tuple[str, bytes]:
    """The name and the bytes of one file: kinds take turns."""
    made = KINDS[seed % len(KINDS)]
    return f"{seed:04d}-{made.__name__}.pdf", made(Random(seed))


def write_all(folder: Path, count: int = COUNT) -> list[Path]:
    """Writes the files of the first seeds into a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    paths = []
    for seed in range(count):
        name, data = hostile_file(seed)
        paths.append(folder / name)
        paths[-1].write_bytes(data)
    return paths


if __name__ == "__main__":
    write_all(Path(sys.argv[1]), *map(int, sys.argv[2:3]))
