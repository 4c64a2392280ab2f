"""Is a PDF whole? All that it is drawn with is looked at, from cross-references to checksums."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Pdf, Stream

from ingest.damage.drawing import Faults, Inherited, Inspection
from ingest.damage.exchanges import exchanged
from ingest.damage.spelling import looks_misspelt, word
from ingest.damage.streams import BrokenStream, content_of
from ingest.errors import UnreadableFile

_OF_OBJECT = re.compile(r"object (\d+) (\d+)")
_OF_TREE = re.compile(r"[Pp]ages tree|\bkid \d+")
_REFERENCE = re.compile(rb"\b(\d{1,7}) \d{1,5} R\b")
_HARMLESS = re.compile(
    r"xref stream itself is missing|reported number of objects|Resources is missing or invalid"
)
_DEEPEST = 60
_HANDED_DOWN = ("/Resources", "/MediaBox", "/CropBox", "/Rotate")
_CONTAINERS = ("/ObjStm", "/XRef")


@dataclass(frozen=True, slots=True)
class Damage:
    """The pages (1-based) of which text or lines are damaged, and those with damaged pictures."""

    pages: frozenset[int] = frozenset()
    pictures: frozenset[int] = frozenset()


def damage_of(path: Path) -> Damage:
    """The damage of a file, by pages. Raises UnreadableFile where it may be on any page."""
    try:
        with pikepdf.open(path, attempt_recovery=False, suppress_warnings=True) as pdf:
            return _damage(pdf, path)
    # A ValueError comes of names that are no text; the depth of objects is nobody's to trust.
    except (pikepdf.PdfError, ValueError, RecursionError) as error:
        raise refusal(path, "交叉引用表或对象有误 broken cross-references or objects") from error


def refusal(path: Path, found: str) -> UnreadableFile:
    """The refusal of a file, with what was found of its damage."""
    return UnreadableFile(
        f"PDF 已损坏：{found} (damaged)", advice="请重新下载 (download it again)", file=path.name
    )


def _damage(pdf: Pdf, path: Path) -> Damage:
    if not all(_is_whole_container(thing) for thing in pdf.objects):
        raise refusal(path, "对象流的校验和不符 a stream of objects fails its checksum")
    inspection = Inspection(_mended(pdf, path))
    leaves = list(_leaves(pdf, path))
    pages, pictures = set(exchanged(leaves)), set()
    for number, (page, inherited) in enumerate(leaves, start=1):
        faults = inspection.page_faults(page, inherited)
        if "/Contents" not in page and _refers_to_nothing(pdf, path):
            # A page may be blank, but not while references lead nowhere.
            faults = Faults(drawing=True)
        if faults.drawing:
            pages.add(number)
        if faults.picture:
            pictures.add(number)
    _mended(pdf, path)
    return Damage(frozenset(pages), frozenset(pictures))


def _is_whole_container(thing: Any) -> bool:
    """Whether a stream of objects or cross-references is whole; also reads any other object, so
    that the parser says what it has to mend."""
    if not isinstance(thing, Stream) or word(thing.stream_dict.get("/Type")) not in _CONTAINERS:
        return True
    try:
        content_of(thing)
    except BrokenStream:
        return False
    return True


def _mended(pdf: Pdf, path: Path) -> frozenset[int]:
    """The numbers of the objects that the parser had to mend since this was last asked.

    Raises UnreadableFile where it mended the file as such, or had to leave an object out.
    """
    numbers = set()
    for warning in map(str, pdf.get_warnings()):
        if _HARMLESS.search(warning):
            continue
        found = None if _OF_TREE.search(warning) else _OF_OBJECT.search(warning)
        if found is None:
            raise refusal(path, "文件结构有误 the structure of the file is broken")
        number, generation = int(found[1]), int(found[2])
        if pdf.get_object(number, generation) is None:
            raise refusal(path, "有对象缺失 objects are missing")
        numbers.add(number)
    return frozenset(numbers)


def _refers_to_nothing(pdf: Pdf, path: Path) -> bool:
    """Whether a reference leads to an object that the file does not have."""
    most = len(pdf.objects)
    return any(int(found[1]) > most for found in _REFERENCE.finditer(path.read_bytes()))


def _is(thing: Any, other: Dictionary) -> bool:
    return isinstance(thing, Dictionary) and thing.objgen == other.objgen


def _leaves(pdf: Pdf, path: Path) -> Iterator[tuple[Dictionary, Inherited]]:
    """The pages with what they inherit, in order. Raises UnreadableFile where the tree of pages
    contradicts itself."""
    root = pdf.Root.get("/Pages")
    met: set[tuple[int, int]] = set()
    yield from _below(root, None, {}, met, path, 0)


def _below(
    node: Any,
    parent: Any,
    inherited: Inherited,
    met: set[tuple[int, int]],
    path: Path,
    depth: int,
) -> Iterator[tuple[Dictionary, Inherited]]:
    broken = refusal(path, "页面树有误 the tree of pages is broken")
    if not isinstance(node, Dictionary) or node.objgen in met or depth > _DEEPEST:
        raise broken
    met.add(node.objgen)
    above = node.get("/Parent")
    if parent is not None and not _is(above, parent):
        raise broken
    if "/Kids" not in node:
        if word(node.get("/Type")) != "/Page":
            raise broken
        yield node, inherited
        return
    kids = node.Kids
    if word(node.get("/Type")) != "/Pages" or looks_misspelt(node, "pages"):
        raise broken
    if not isinstance(kids, Array):
        raise broken
    handed = {**inherited, **{key: node[key] for key in _HANDED_DOWN if key in node}}
    count = 0
    for kid in kids:
        for leaf in _below(kid, node, handed, met, path, depth + 1):
            count += 1
            yield leaf
    if count != node.get("/Count"):
        raise broken
