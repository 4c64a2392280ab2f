"""Which names of a question a printed label explains, and at what price."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from assistant.plan import Name
from assistant.words.lexicon import variants

_STRONG, _WEAK = 0, 1
_SIDES = ("收入", "支出")
_PRICES = 65536


@dataclass(slots=True)
class NamesExplained:
    """Which names are explained so far, and at what price."""

    explained: set[Name]
    row_named: bool = False
    meaning: int = 0
    weak: int = 0

    def explain(self, names: tuple[Name, ...], label: str) -> bool:
        """Explain the names that this label answers; whether there was any."""
        found = [(name, price) for name in names if (price := price_of(name, label)) is not None]
        for name, (meaning, weak) in found:
            if name not in self.explained:
                self.meaning += meaning
                self.weak += weak
            self.explained.add(name)
        return bool(found)


def price_of(name: Name, label: str) -> tuple[int, int] | None:
    """(which meaning, whether words were left out) under which the label answers the name."""
    return _price(name.words, name.meanings, label)


@lru_cache(maxsize=_PRICES)
def _price(words: str, meanings: tuple[frozenset[str], ...], label: str) -> tuple[int, int] | None:
    if _of_other_side(words, label):
        return None
    labels = variants(label)
    for rank, keys in enumerate(meanings):
        if not keys.isdisjoint(labels.strong):
            return rank, _STRONG
    if words in labels.weak or any(not k.isdisjoint(labels.weak) for k in meanings[:1]):
        return 0, _WEAK
    return None


def _of_other_side(words: str, label: str) -> bool:
    """Whether the label is of income and the words of spending, or the other way round."""
    return any(
        one in words and other not in words and other in label and one not in label
        for one, other in (_SIDES, _SIDES[::-1])
    )
