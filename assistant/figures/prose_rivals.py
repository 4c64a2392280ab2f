"""Tells a figure of a sentence from its rivals: of another name, of the whole, of its part."""

from __future__ import annotations

import re

from assistant.words.content_words import Corpus, Word, content_words, covered
from assistant.words.lexicon import key, variants
from ingest.language.glyphs import fold
from ingest.nouns import Figure

_MOSTLY = 0.62
_INSIDE = re.compile(r"(?<=[\u3400-\u9fff])(里头|里面|里|当中|之中)的?")


def named_beside(figure: Figure, figures: tuple[Figure, ...], names: list[str]) -> bool:
    """Whether a name asked for is another figure's of the same sentence, and not this one's."""
    own = key("".join((*figure.row_path, figure.row_label, *figure.column_path)))
    foreign = [name for name in names if name not in own and not _is_called(figure, name)]
    return any(
        name in key(other.row_label)
        for name in foreign
        for other in figures
        if (other.sentence, other.unit) == (figure.sentence, figure.unit)
    )


def only_the_whole(figure: Figure, text: str, corpus: Corpus) -> bool:
    """在职人员里雇员有几个: a figure of the whole alone is not that of its part."""
    whole, inside, part = _INSIDE.split(text, maxsplit=1) if _INSIDE.search(text) else ("", "", "")
    own = key(figure.row_label) + fold("".join(figure.column_path))
    parts = [word.text for word in content_words(part, corpus)] if inside else []
    if not parts or any(covered(word, own) for word in parts):
        return False
    return any(covered(word.text, own) > _MOSTLY for word in content_words(whole, corpus))


def _is_called(figure: Figure, name: str) -> bool:
    called = variants(figure.row_label)
    return name in called.strong or name in called.weak


def of_the_head(words: tuple[Word, ...], figures: list[Figure]) -> list[Figure]:
    """编制11人，其中雇员5人 beside 在职10人，其中雇员4人: those of the whole that was asked."""
    heads = [fold(figure.sentence).partition("其中")[0] for figure in figures]
    labels = [key(figure.row_label) for figure in figures]
    if any(label in head for label, head in zip(labels, heads, strict=True)):
        return figures
    scores = [sum(covered(word.text, head) for word in words) for head in heads]
    return [f for f, score in zip(figures, scores, strict=True) if score == max(scores)]
