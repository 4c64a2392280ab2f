"""A printed name of which the question says only an inner part: 机动车号牌 of 机动车号牌制作.

Projects and columns have long names that nobody repeats. A stretch of the question that stands in
one printed name alone is taken for it, if that name tells the other words beside it as well.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from assistant.plan import Name
from assistant.understanding.printed_names import Vocabulary
from assistant.understanding.turn import content_runs
from assistant.words.content_words import covered
from assistant.words.lexicon import is_light, meanings

_SHORTEST = 5
_LONGEST = 16
_MOST_UNTOLD = 1
_LETTERS = re.compile(r"[\u3400-\u9fff]+")


def inner_named(text: str, known: Vocabulary) -> Name | None:
    """The one printed name that holds the longest stretch of the text, or None.

    Of several, the one that begins with it (机动车号牌制作, not 非机动车号牌制作).
    """
    names = [name for name in known.strong if len(name) > _SHORTEST]
    for stretch in _stretches(text):
        holding = [name for name in names if stretch in name]
        if not holding:
            continue
        beginning = [name for name in holding if name.startswith(stretch)]
        name = min(
            beginning if len(beginning) == 1 else holding, key=lambda name: (len(name), name)
        )
        alike = len(beginning) == 1 or all(other.endswith(name) for other in holding)
        if not alike or not _tells_rest(text, stretch, name):
            return None
        start = text.find(stretch)
        return Name(name, meanings(name), is_light(name), start, start + len(stretch))
    return None


def _stretches(text: str) -> Iterable[str]:
    """The stretches of the content of a text, longest first."""
    runs = [run for piece in content_runs(text) for run in _LETTERS.findall(piece)]
    found = {
        run[start : start + size]
        for run in runs
        for size in range(_SHORTEST, min(len(run), _LONGEST) + 1)
        for start in range(len(run) - size + 1)
    }
    return sorted(found, key=lambda stretch: (-len(stretch), text.find(stretch)))


def _tells_rest(text: str, stretch: str, name: str) -> bool:
    """Whether the name tells what else the question says."""
    rest = text.replace(stretch, "|", 1)
    return all(
        len(run) <= _MOST_UNTOLD or covered(run, name) == 1 or run in name
        for run in content_runs(rest)
    )
