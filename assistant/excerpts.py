"""Which sentences of a passage to quote: whole where it is short, else those that answer."""

from __future__ import annotations

import re

from assistant.content_words import Corpus, content_words, covered
from assistant.lexicon import lexicon
from assistant.plan import Plan
from ingest.glyphs import fold
from ingest.nouns import Passage

_SENTENCE = re.compile(r"[^。！？；;]*[。！？；;]?")
_GAP = "……"
_WORTH = 0.3


def excerpt(passage: Passage, plan: Plan, limit: int) -> str:
    """The passage as printed, or its answering sentences in order, within ``limit`` letters."""
    text = passage.text
    if len(text) <= limit:
        return text
    sentences = [s for s in _SENTENCE.findall(text) if s.strip()]
    weights = [_weight(sentences, i, plan, text) for i in range(len(sentences))]
    enough = max(weights) * _WORTH
    order = sorted(range(len(sentences)), key=lambda i: -weights[i])
    chosen: set[int] = set()
    used = 0
    for index in order:
        if weights[index] < enough or used + len(sentences[index]) > limit:
            continue
        chosen.add(index)
        used += len(sentences[index]) + len(_GAP)
    return _joined(sentences, chosen)


def _weight(sentences: list[str], index: int, plan: Plan, text: str) -> float:
    search = plan.search
    if search is None:
        return 0.0
    words = content_words("|".join(search.content), Corpus([fold(text)]))
    sentence = fold(sentences[index])
    weight = sum(word.weight * covered(word.text, sentence) for word in words)
    if search.kind == "reason" and any(cue in sentence for cue in lexicon()["reason_cues"][:6]):
        before = fold(sentences[index - 1]) if index else ""
        weight += 0.5 + sum(word.weight * covered(word.text, before) for word in words) * 0.8
    return weight - index * 1e-6


def _joined(sentences: list[str], chosen: set[int]) -> str:
    parts: list[str] = []
    last = -1
    for index in sorted(chosen):
        if last >= 0 and index > last + 1:
            parts.append(_GAP)
        parts.append(sentences[index])
        last = index
    return "".join(parts)
