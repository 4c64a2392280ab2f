"""What of the words for a thing a reading leaves out, and which sentences tell an amount."""

from __future__ import annotations

import pytest

from assistant.linking.things import things_of
from assistant.solving.coverage import names_another, tells_amount_of
from tests.assistant.solving.figures import figure


@pytest.mark.parametrize(
    ("words", "another"),
    [
        ("因公出国（境）费", False),
        ("因公出国经费", False),
        ("因私出国费", True),
        ("食堂出国费", True),
        ("出国花的钱", False),
    ],
)
def test_a_name_that_says_something_else_is_another(words: str, another: bool) -> None:
    told = figure("a", "12.00", row_label="因公出国（境）费", concept="")
    (thing,) = things_of([told])
    assert names_another(thing, told, "", words) is another


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("本年招聘会12场。", True),
        ("本年办招聘会。另有项目34个。", False),
        ("本年聘用12人。", False),
    ],
)
def test_a_sentence_tells_an_amount_of_what_it_names(text: str, told: bool) -> None:
    assert tells_amount_of("招聘会", text) is told
