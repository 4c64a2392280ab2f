from __future__ import annotations

from string import Formatter

import pytest

from assistant.rendering.languages import LANGUAGES, Language, Texts, catalogue


def placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name}


def test_the_languages_say_the_same_things_with_the_same_values() -> None:
    chinese, english = (catalogue(language) for language in LANGUAGES)
    assert set(chinese) == set(english)
    assert {key: placeholders(text) for key, text in chinese.items()} == {
        key: placeholders(text) for key, text in english.items()
    }


def test_no_text_is_empty() -> None:
    assert all(text.strip() for language in LANGUAGES for text in catalogue(language).values())


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_text_is_written_as_a_text(language: Language) -> None:
    # YAML takes a bare ``no`` for a truth value.
    assert "False" not in catalogue(language).values()
    assert "True" not in catalogue(language).values()


def test_a_text_is_filled_in() -> None:
    assert Texts("en")("page.where", page=3, pages=9) == "Page 3 of 9"


def test_an_unknown_text_is_an_error() -> None:
    with pytest.raises(KeyError):
        Texts("zh")("page.nowhere")
