"""What amounts must exceed or stay under, by the words for it: 超过三千零五十万, above RMB 15m."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from assistant.query import Bounds
from ingest.language.glyphs import fold
from ingest.language.numerals import numeral_value

_AMOUNT = re.compile(
    r"(?P<digits>\d+(?:\.\d+)?)(?:(?P<han>[百千]?[万亿])|(?P<latin>thousand|million|billion"
    r"|(?:mn|bn|k|m)(?=yuan|rmb|cny|[^a-z]|$)))?"
    r"|(?P<numeral>[零〇一二两三四五六七八九十百千万亿]+)"
    r"|(?P<word>one|two|three|five|ten)(?P<of>thousand|million|billion)"
)
_SCALES = {
    "thousand": 10**3, "k": 10**3, "million": 10**6, "mn": 10**6, "m": 10**6, "billion": 10**9,
    "bn": 10**9,
}  # fmt: skip
_WORDS = {"one": 1, "two": 2, "three": 3, "five": 5, "ten": 10}
_YUAN = re.compile(r"元|块|yuan|rmb|cny|[¥￥]")
_NO_AMOUNT = re.compile(r"[%％]|百分|percent|[倍成半]")
_SEPARATED = re.compile(r"(?<=\d)[,，](?=\d{3})|个")
_UNDER = re.compile(
    r"低于|少于|小于|不到|不足|不满|未达|没有?达|以下|以内|之[下内]|[<＜≤]|under|below|less|lower"
    r"|fewer|smaller|atmost"
)
_OVER = re.compile(
    r"超|上[百千万亿]|高于|多于|大于|突破|过了?[\d一二三四五六七八九十百千万]|以上|之上|达到|至少|[不未]低|[不未]少|[不未]小"
    r"|[>＞≥+＋]|over|above|more|exceed|greater|larger|higher|atleast|orabove|notless|nofewer|notbelow"
)
_NOT_OVER = re.compile(
    r"[不未没]有?(?:能)?(?:超|高于|多于|大于|突破|过)|(?:not?|n't)(?:more|over|above|exceed)"
)
_NOT_UNDER = re.compile(r"[不未](?:低于|少于|小于)|(?:not?|n't)(?:less|fewer|under|below)")
_REACHED = re.compile(r"以[上下内]|ormore|orless|至[少多]|达到|及以|[≥≤+＋]|atleast|atmost")
_NOTHING = re.compile(r"^(?:金额)?(?:为|是|等于|=)?(?:零|0)$")
_PAIR = 2


@dataclass(frozen=True, slots=True)
class _Said:
    value: Decimal
    has_scale: bool


def bounds_said(words: str) -> Bounds | None:
    """The bounds that words tell, an amount each; None where they tell none, or no amount of money
    (完成预算不到一半): what is chosen by that is not known."""
    text = _SEPARATED.sub("", fold(words))
    if _NOTHING.search(text):
        return Bounds(below=Decimal(0), reached=True)
    amounts = [_said(found) for found in _AMOUNT.finditer(text)]
    if _NO_AMOUNT.search(text) or not 0 < len(amounts) <= _PAIR:
        return None
    in_yuan = bool(_YUAN.search(text)) or any(one.has_scale for one in amounts)
    unit = "元" if in_yuan else ""
    if len(amounts) == _PAIR:
        first, second = amounts
        if second.has_scale and not first.has_scale:
            # In 10到50万 the first may be of the same scale.
            return None
        low, high = sorted((first.value, second.value))
        return Bounds(low, high, unit, reached=True)
    value, no_more = amounts[0].value, bool(_NOT_OVER.search(text))
    at_least = bool(_NOT_UNDER.search(text))
    reached = no_more or at_least or bool(_REACHED.search(text))
    if no_more or (_UNDER.search(text) and not at_least):
        return Bounds(None, value, unit, reached)
    return Bounds(value, None, unit, reached) if _OVER.search(text) else None


def _said(found: re.Match[str]) -> _Said:
    if numeral := found["numeral"]:
        return _Said(Decimal(numeral_value(numeral)), has_scale=not {*"万亿"}.isdisjoint(numeral))
    if word := found["word"]:
        return _Said(Decimal(_WORDS[word] * _SCALES[found["of"]]), has_scale=True)
    scale = numeral_value(found["han"]) if found["han"] else _SCALES.get(found["latin"] or "", 1)
    return _Said(Decimal(found["digits"]) * scale, has_scale=scale > 1)
