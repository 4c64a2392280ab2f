"""Bringing printed Chinese to one form for matching. What is quoted stays as printed."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from ingest.language.numerals import ONE_TO_TEN

# Radicals that PDF fonts map in place of the ideograph and that NFKC leaves alone
# (Unicode EquivalentUnifiedIdeograph, the simplified and common ones).
_RADICALS = str.maketrans(
    "⺁⺄⺆⺇⺈⺊⺌⺍⺕⺝⺟⺠⺢⺧⺩⺪⺬⺮⺳⺴⺶⺸⺻⻁⻂⻄⻅⻆⻉⻋⻓⻔⻘⻙⻚⻛⻜⻝⻢⻣⻤⻥⻦⻧⻨⻩⻬⻮⻯⻰⻳",
    "厂乙冂几刀卜小小彐月母民水牛王疋示竹网四羊羊聿虎衣西见角贝车长门青韦页风飞食马骨鬼鱼鸟卤麦黄齐齿竜龙龟",
)
_FOLDED = 32768
"""Texts kept folded: a question is held against the same labels and sentences many times."""
_SPACE = re.compile(r"\s+")
_WIDE = str.maketrans(
    {chr(code): chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)} | {"−": "-", "　": " "}
)
_ENUMERATOR = re.compile(
    rf"^(?:(?:[（(]?(?:[{ONE_TO_TEN}百]+|\d{{1,2}})[)）、]|\d{{1,2}}[.．、](?!\d)|其中[:：]?)\s*)++"
)


@lru_cache(maxsize=_FOLDED)
def fold(text: str) -> str:
    """One form for matching: NFKC, radicals to ideographs, no white space, lower case.

    Full-width digits and brackets become ASCII; “ ” and 《 》 stay.
    """
    folded = unicodedata.normalize("NFKC", text).translate(_RADICALS)
    bare = _SPACE.sub("", folded).lower()
    # A free-standing accent joins the letter before it once the space between them is gone.
    return bare if bare.isascii() else unicodedata.normalize("NFKC", bare)


def half_width(text: str) -> str:
    """Full-width letters, digits, brackets and signs as ASCII, of the same length.

    The Chinese stops ，；：！？ stay, so that they still part clauses and numbers do not.
    """
    return "".join(char if char in "，；：！？" else char.translate(_WIDE) for char in text)


def squeeze(text: str) -> str:
    """The text as printed but without white space (labels, titles and header words)."""
    return _SPACE.sub("", text)


def bare_label(label: str) -> str:
    """A row label folded and without its enumerator: ``一、教育支出`` -> ``教育支出``."""
    folded = fold(label)
    return _ENUMERATOR.sub("", folded) or folded
