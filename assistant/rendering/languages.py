"""The texts of the page, a catalogue per language: texts/zh.yaml and texts/en.yaml."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, Literal

import yaml

Language = Literal["zh", "en"]
LANGUAGES: tuple[Language, ...] = ("zh", "en")


@dataclass(frozen=True, slots=True)
class Texts:
    """The texts of one language: ``texts("page.where", page=3)``.

    Raises KeyError for a key that the catalogue does not have or a placeholder without a value.
    """

    language: Language

    def __call__(self, key: str, **values: object) -> str:
        return catalogue(self.language)[key].format(**values)


@cache
def catalogue(language: Language) -> dict[str, str]:
    """All texts of a language by their key: the headings they stand under, joined by points."""
    text = files("assistant.rendering").joinpath("texts", f"{language}.yaml")
    return dict(_flat(yaml.safe_load(text.read_text(encoding="utf-8"))))


def _flat(tree: dict[str, Any], above: str = "") -> list[tuple[str, str]]:
    entries: list[tuple[str, str]] = []
    for name, value in tree.items():
        key = f"{above}{name}"
        entries += _flat(value, f"{key}.") if isinstance(value, dict) else [(key, str(value))]
    return entries
