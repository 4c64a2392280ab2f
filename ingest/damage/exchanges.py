"""References that lead to another object of the right kind: what the other pages say of them."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from pikepdf import Array, Dictionary, Stream

from ingest.damage.drawing import Inherited

_MOST_ODD = 3
_LEAST_PAGES = 2
_FINE = 3
"""Decimals of a box given finely."""

Leaf = tuple[Dictionary, Inherited]
Use = tuple[str, tuple[int, int]]
"""A name of a font with the number of the object that it stands for."""


def exchanged(leaves: Sequence[Leaf]) -> frozenset[int]:
    """The pages (1-based) on which a reference or a number contradicts the other pages.

    They share their content with another, show text in a font that all others know by another
    name, in fonts that share what each has for itself elsewhere, or lie in an odd box.
    """
    found = (_same_content(leaves), _odd_names(leaves), _shared_parts(leaves), _odd_boxes(leaves))
    return frozenset().union(*found)


def _same_content(leaves: Sequence[Leaf]) -> frozenset[int]:
    by_content: dict[tuple[int, int], list[int]] = defaultdict(list)
    for number, (page, _) in enumerate(leaves, start=1):
        contents = page.get("/Contents")
        if isinstance(contents, Stream) and len(contents.read_raw_bytes()) > _EMPTY:
            by_content[contents.objgen].append(number)
    return frozenset(n for pages in by_content.values() if len(pages) > 1 for n in pages)


_EMPTY = 64
"""Bytes in which a page shows nothing to read."""


def _fonts(leaf: Leaf) -> Iterator[tuple[str, Dictionary]]:
    page, inherited = leaf
    resources = page.get("/Resources", inherited.get("/Resources"))
    if isinstance(resources, Dictionary):
        yield from _fonts_of(resources)
        forms = resources.get("/XObject")
        for form in forms.values() if isinstance(forms, Dictionary) else ():
            inner = form.stream_dict.get("/Resources") if isinstance(form, Stream) else None
            if isinstance(inner, Dictionary):
                yield from _fonts_of(inner)


def _fonts_of(resources: Dictionary) -> Iterator[tuple[str, Dictionary]]:
    fonts = resources.get("/Font")
    for name, font in fonts.items() if isinstance(fonts, Dictionary) else ():
        if isinstance(font, Dictionary) and font.is_indirect:
            yield name, font


def _odd_names(leaves: Sequence[Leaf]) -> frozenset[int]:
    """Where names of fonts and fonts go together one to one on all pages but a few, the few."""
    uses = [{(name, font.objgen) for name, font in _fonts(leaf)} for leaf in leaves]
    often: Counter[Use] = Counter(use for page in uses for use in page)
    usual = [use for use, count in often.items() if count >= _LEAST_PAGES]
    names = dict(usual)
    fonts = {font: name for name, font in usual}
    if not len(names) == len(fonts) == len(usual):
        return frozenset()
    odd = {
        (name, font)
        for (name, font), count in often.items()
        if count < _LEAST_PAGES and name in names and fonts.get(font, name) != name
    }
    if len(odd) > _MOST_ODD:
        return frozenset()
    return frozenset(number for number, page in enumerate(uses, start=1) if page & odd)


def _shared_parts(leaves: Sequence[Leaf]) -> frozenset[int]:
    """The pages of fonts that share a part, where hardly any others share one."""
    fonts = {font.objgen: font for leaf in leaves for _, font in _fonts(leaf)}
    users: dict[tuple[int, int], list[tuple[int, int]]] = defaultdict(list)
    for number, font in fonts.items():
        for part in _parts(font):
            users[part].append(number)
    shared = [numbers for numbers in users.values() if len(numbers) > 1]
    if len(shared) != 1 or len(shared[0]) != 2 or len(users) < _MOST_ODD:
        return frozenset()
    return _pages_of(shared[0], leaves)


def _parts(font: Dictionary) -> Iterator[tuple[int, int]]:
    """The parts by which a font gets its text: its map to Unicode, its descendant."""
    below = font.get("/DescendantFonts")
    inner = below[0] if isinstance(below, Array) and len(below) else None
    for part in (font.get("/ToUnicode"), inner):
        if isinstance(part, Dictionary | Stream) and part.is_indirect:
            yield part.objgen


def _pages_of(fonts: Iterable[tuple[int, int]], leaves: Sequence[Leaf]) -> frozenset[int]:
    sought = set(fonts)
    return frozenset(
        number
        for number, leaf in enumerate(leaves, start=1)
        if any(font.objgen in sought for _, font in _fonts(leaf))
    )


def _odd_boxes(leaves: Sequence[Leaf]) -> frozenset[int]:
    """The pages whose box, met once, is that of several others but for one figure of a number."""
    found: set[int] = set()
    for key in ("/MediaBox", "/CropBox"):
        boxes = [_numbers(page.get(key, inherited.get(key))) for page, inherited in leaves]
        often = Counter(boxes)
        usual = [box for box, count in often.items() if box and count >= _LEAST_PAGES]
        for number, box in enumerate(boxes, start=1):
            if box and often[box] == 1 and any(_nearly_same(box, other) for other in usual):
                found.add(number)
    return frozenset(found)


def _numbers(box: Any) -> tuple[str, ...]:
    return tuple(str(side) for side in box) if isinstance(box, Array) else ()


def _nearly_same(box: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Whether one number differs, in one figure: by a point or more, or in one that is given so
    finely that no producer rounds it in another way."""
    odd = [(a, b) for a, b in zip(box, other, strict=False) if a != b]
    if len(box) != len(other) or len(odd) != 1 or len(odd[0][0]) != len(odd[0][1]):
        return False
    a, b = odd[0]
    if sum(x != y for x, y in zip(a, b, strict=True)) != 1:
        return False
    return abs(float(a) - float(b)) >= 1 or len(a.partition(".")[2]) >= _FINE
