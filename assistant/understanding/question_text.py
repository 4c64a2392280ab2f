"""A question's text brought to one form: simplified, half-width, its English terms in Chinese."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cache

from assistant.reading.question_text import is_english, simplified
from assistant.words.lexicon import lexicon
from ingest.bodies.english import places
from ingest.language.glyphs import fold
from ingest.language.numerals import HAN_DIGITS, numeral_value

_HAN = re.compile(r"[\u3400-\u9fff]")
_LATIN_WORD = re.compile(r"[A-Za-z]{2,}")
_DROPPED = re.compile(r"[“”\"'‘’「」『』《》〈〉()（）\[\]【】]")
_NUMBERS_APART = re.compile(r"(?<=\d)[)）\]】]\s*(?=\d)|(?<=\d)\s*[(（\[【](?=\d)")
"""Brackets between two numbers (邮电费（30207）22年) part them too."""
_SPACE = re.compile(r"\s+")
_DIGITS_APART = re.compile(r"(?<=\d)\s+(?=\d)")
"""White space between two numbers (热线12345 2024年) parts them; all other is folded away."""
_GLOSS = re.compile(r"(?<=[\u3400-\u9fff])\s*[(（][A-Za-z ,&/\-]+[)）]")
"""An English gloss in brackets behind a Chinese name says nothing new."""
_YEAR_IN_LETTERS = re.compile(rf"[二2][〇零○Oo0][{HAN_DIGITS}○Oo\d]{{2}}(?=年)")
_LETTER_O = str.maketrans("Oo", "00")
_NAMED_TWICE = re.compile(
    r"(?<![A-Za-z&.-])(?:[A-Z][A-Za-z&.-]*+\s++(?:(?:of|and|for|the)\s++)*+){1,12}+"
    r"[(（]([\u3400-\u9fff]{4,})[)）]"
)
"""An English name with the Chinese one in brackets behind it: the Chinese one is exact."""
_NEGATED_ASIDE = re.compile(
    r"[(（\[【](?:(?:注意)?(?:不是|不要|别|而非|并非)[^()（）\[\]【】]*|[^()（）]{0,60}[那这]张表)[)）\]】]"
)


@dataclass(frozen=True, slots=True)
class QuestionText:
    """``text`` is folded, without brackets and quotation marks, in simplified Chinese.

    In an English question the known terms and places stand in Chinese, other words in Latin;
    ``unknown`` are those of them that carry content (noise), not function words.
    """

    original: str
    text: str
    english: bool
    unknown: tuple[str, ...] = ()


def normalise(question: str) -> QuestionText:
    """One form of the question for all that follows."""
    plain = unicodedata.normalize("NFKC", question)
    plain = _DIGITS_APART.sub(",", _NUMBERS_APART.sub(",", simplified(plain)))
    plain = _YEAR_IN_LETTERS.sub(
        lambda year: str(numeral_value(year[0].translate(_LETTER_O))), plain
    )
    plain = _NEGATED_ASIDE.sub("", plain)
    english = is_english(plain)
    unknown: tuple[str, ...] = ()
    if english:
        plain = _in_chinese_terms(_GLOSS.sub(" ", _NAMED_TWICE.sub(r" \1 ", plain)))
        common = set(lexicon()["english_common"])
        unknown = tuple(word for word in _LATIN_WORD.findall(plain) if word not in common)
    text = _without_courtesy(bare(plain))
    for expression, replacement in lexicon()["rewrites"].items():
        text = re.sub(expression, replacement, text)
    return QuestionText(question, text, english, unknown)


def _without_courtesy(text: str) -> str:
    """The text without greetings, thanks and words that only introduce a question.

    Where nothing else was said the words stay: they are what was said.
    """
    left = re.sub(r"^[,，。;；!！、\s]+", "", _courtesy().sub("", text))
    return left if _HAN.search(left) or _LATIN_WORD.search(left) else text


@cache
def _courtesy() -> re.Pattern[str]:
    return re.compile("|".join(lexicon()["courtesy"]))


def bare(words: str) -> str:
    """Words as a normalised question has them: folded, no brackets and quotation marks."""
    return _DROPPED.sub("", fold(words))


@cache
def _english_terms() -> tuple[re.Pattern[str], dict[str, str]]:
    terms = {str(k).lower(): str(v) for k, v in lexicon()["english"].items()}
    for name, english in places().items():
        # Of two cities of one English name (Suzhou, Fuzhou) the one listed first is meant.
        terms.setdefault(english, name)
    words = sorted(terms, key=len, reverse=True)
    return re.compile(r"\b(?:" + "|".join(map(re.escape, words)) + r")(?!\w)"), terms


def _in_chinese_terms(text: str) -> str:
    expression, terms = _english_terms()
    spaced = _SPACE.sub(" ", text.lower().replace("’s", " ").replace("'s", " "))
    return expression.sub(lambda found: terms[found[0]], spaced)
