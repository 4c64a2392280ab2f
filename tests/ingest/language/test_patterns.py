import re

import pytest

from ingest.language.patterns import filled


@pytest.mark.parametrize(
    ("pattern", "text"),
    [
        ("^(?:{rise})$", "上升"),
        ("^(?:{fall})$", "压减"),
        ("^(?:{rate})$", "降幅"),
        ("^(?:{change})$", "变动"),
        ("^[{numeral}]{1,3}、$", "二十三、"),
        (r"^\d+(?:{money})$", "3万元"),
        ("某(?:{body})$", "某委员会"),
        ("某[{body_letter}]$", "某局"),
        ("^(?:{last_year})$", "上年度"),
    ],
)
def test_words_of_the_ground_floor_stand_in_for_their_name(pattern: str, text: str) -> None:
    assert re.search(filled(pattern), text)


@pytest.mark.parametrize("pattern", ["a{0,30}", "{a}占{b}", "{x2}", "\\{", "{Rise}"])
def test_other_braces_stay(pattern: str) -> None:
    assert filled(pattern) == pattern
