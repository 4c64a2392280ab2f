"""The few misreadings of amounts that their print rules out: a letter among digits, a full stop
for a comma. Nothing is guessed: what stays unclear stays as it was recognised."""

from __future__ import annotations

import re
import unicodedata

_ZERO = str.maketrans("Oo〇○", "0000")
_STOPS = ".。．·"
_COMMAS = ",，、"
_LIKE_AMOUNT = re.compile(rf"^[-—–一]?[\d{_STOPS}{_COMMAS}Oo〇○]+%?$")
_PARTS = re.compile(rf"[{_STOPS}{_COMMAS}]")


def amount_print(text: str) -> str:
    """What an amount must print, of the same length; the text itself where it is none, or unsure.

    A letter O among digits is a nought. The last mark, if two digits follow, is the decimal point
    (in thousands there would be three), and the marks before it must part off thousands.
    """
    if not _LIKE_AMOUNT.match(text) or sum(char.isdigit() for char in text) < 2:
        return text
    plain = unicodedata.normalize("NFKC", text.translate(_ZERO))
    if plain[0] in "—–一":
        plain = "-" + plain[1:]
    if len(plain) != len(text):
        return text
    marks = [place.start() for place in _PARTS.finditer(plain)]
    groups = _PARTS.split(plain.lstrip("-").removesuffix("%"))
    if not marks or len(groups[-1]) != 2 or not _in_thousands(groups[:-1]):
        return plain
    letters = list(plain)
    for place in marks[:-1]:
        letters[place] = ","
    letters[marks[-1]] = "."
    return "".join(letters)


def _in_thousands(groups: list[str]) -> bool:
    first, *rest = groups
    return bool(first) and all(len(group) == 3 for group in rest) and (not rest or len(first) <= 3)
