"""The name that a sentence gives to a figure, cleaned of the words around it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ingest.narrative.wording import wording

_YEAR_FRONT = re.compile(
    r"^(?:截至|截止)?(?:20\d\d年)(?:度|末|底|初)?(?:(?:\d{1,2}月)(?:\d{1,2}日)?)?(?:末|底)?"
)
_YEAR_INSIDE = re.compile(r"(?<![\d至到\-—~])20\d\d年度?(?!至)")
_LEVELS = re.compile(r"\([类款项]\)")
_CODE_FRONT = re.compile(r"^(?:\[(\d{3,7})\]|(\d{3,7})\s*[-—–－]|(\d{7})(?=\D))\s*")
_CODE_END = re.compile(r"\((\d{3,7})\)$")
_LONG_BRACKET = re.compile(r"\([^()]{5,}\)")
_EDGES = " 　、,，:：;；-—–－"
_MAX_LABEL = 44
_POST_NOUN = re.compile(r"^[^的在为是与和及或、,，()（）以后内“/]{2,24}")
_POST_VERB = re.compile(
    r"用于|主要|其中|分别|共计|占|均|已|将|进行|实施|按|等$|参$|参加|纳入|涉及|安排"
)


@dataclass(frozen=True, slots=True)
class Name:
    """A label with the classes printed before it ((类)(款)) and the code printed with it."""

    label: str
    path: tuple[str, ...] = ()
    code: str = ""


def name_from(text: str, publisher: str) -> Name:
    """The name in a piece of a sentence (half width) before a figure; its label may be ""."""
    cleaned = _stripped(text, publisher)
    code = ""
    if found := _CODE_END.search(cleaned):
        code, cleaned = found[1], cleaned[: found.start()]
    elif (found := _CODE_FRONT.match(cleaned)) is not None:
        code, cleaned = found[found.lastindex or 0], cleaned[found.end() :]
    if _LEVELS.search(cleaned):
        parts = [part for part in _LEVELS.split(re.sub("[“”]", "", cleaned)) if part]
        if len(parts) > 1 and is_generic(parts[-1]):
            parts.pop()
        if parts:
            return Name(parts[-1], tuple(parts[:-1]), code)
    return Name(_shortened(_LONG_BRACKET.sub("", cleaned)), (), code)


def noun_after(text: str) -> str:
    """What is counted, where the noun follows the unit (83家企事业单位), else ""."""
    found = _POST_NOUN.match(text)
    if not found:
        return ""
    noun = found[0]
    if verb := _POST_VERB.search(noun):
        noun = noun[: verb.start()]
    return noun if len(noun) >= 2 else ""


def is_generic(label: str) -> bool:
    """Whether the label alone does not say what is counted (预算数, 支出)."""
    return bool(wording().generic.match(label))


def stem_of(label: str) -> str:
    """The label without a generic ending: 公务接待费支出决算 -> 公务接待费."""
    found = wording().generic_tail.match(label)
    return found["stem"] if found else label


def _stripped(text: str, publisher: str) -> str:
    """Without connectors, the body's own name, years and verbs of being at either end."""
    words = wording()
    before = None
    while text != before:
        before = text
        text = text.strip(_EDGES)
        if publisher and text.startswith(publisher) and len(text) > len(publisher):
            text = text[len(publisher) :]
        text = words.body_before_year.sub("", text)
        text = _YEAR_FRONT.sub("", text)
        if found := words.front.match(text):
            text = text[found.end() :]
        text = words.end.sub("", text)
        text = _unbalanced(text)
    return _YEAR_INSIDE.sub("", text)


def _unbalanced(text: str) -> str:
    """Without a bracket or quotation mark that opens or closes nothing."""
    if text.count("“") != text.count("”"):
        text = text.replace("“", "").replace("”", "")
    if text.count("(") < text.count(")") and text.startswith(")"):
        return text[1:]
    if text.count("(") > text.count(")"):
        return text[text.rfind("(") + 1 :] or text[:-1]
    return text


def _shortened(label: str) -> str:
    if len(label) <= _MAX_LABEL:
        return label
    tails = (label.rpartition(word)[2] for word in ("的", "等", "、", "-"))
    return next((tail for tail in tails if 4 <= len(tail) <= _MAX_LABEL), label[-_MAX_LABEL:])
