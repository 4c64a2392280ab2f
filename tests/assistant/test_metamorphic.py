"""What must not change an answer (manners, digits, units, order, synonyms) and what must."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assistant.answers import Answer
from ingest.language.amounts import in_unit, is_money
from ingest.library import Library
from tests.assistant.asking import asked

BODY = "澄浦市文化馆"
LINES = {
    "办公费": "2.15",
    "基本工资": "31.20",
    "绩效工资": "22.05",
    "人员经费合计": "53.25",
    "基本支出": "61.35",
    "本年支出合计": "99.85",
}
WIDE = str.maketrans("0123456789", "０１２３４５６７８９")
CHINESE = str.maketrans("0123456789", "〇一二三四五六七八九")

Rewording = Callable[[str], str]

MANNERS: dict[str, Rewording] = {
    "plain": lambda question: question,
    "please": lambda question: f"请问{question}",
    "thanks": lambda question: f"{question}，谢谢",
    "look up": lambda question: f"麻烦帮我查一下{question}",
    "wants to know": lambda question: f"我想知道{question}",
    "question mark": lambda question: f"{question}？",
    "particle": lambda question: f"{question}呢？",
    "greeting": lambda question: f"您好，打听一下，{question}呀，多谢啦",
    "wish": lambda question: f"想了解一下，{question}",
    "could you": lambda question: f"能否告知{question}",
    "work at hand": lambda question: f"我正在核对，{question}",
}
DIGITS: dict[str, Rewording] = {
    "plain": lambda question: question,
    "full-width": lambda question: question.translate(WIDE),
    "chinese": lambda question: question.replace("2024", "2024".translate(CHINESE)),
    "chinese zero": lambda question: question.replace("2024", "二零二四"),
    "spaced": lambda question: question.replace("2024", " 2024 "),
}
ORDERS = (
    "{body}2024年{line}是多少",
    "2024年{body}{line}是多少",
    "{body}{line}2024年是多少",
    "{line}，{body}2024年是多少",
    "{body}2024年度{line}多少",
    "{body}2024年的{line}有多少",
)
UNITS = ("", "元", "万元")
SYNONYMS = {
    "公务接待费": ("公务接待费决算数", "接待费", "吃饭招待花", "招待费"),
    "本年支出合计": ("总支出", "支出合计", "本年支出"),
    "人员经费合计": ("人员经费",),
}
READ = settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


def yuan(answer: Answer) -> set[Decimal]:
    """The amounts that are the answer, in 元: one amount in two units counts once."""
    return {
        in_unit(Decimal(figure.value), figure.unit, "元").normalize()
        for figure in answer.figures
        if figure.role == "answer" and is_money(figure.unit)
    }


def amount(line: str) -> set[Decimal]:
    return {in_unit(Decimal(LINES[line]), "万元", "元").normalize()}


@READ
@given(
    line=st.sampled_from(sorted(LINES)),
    manner=st.sampled_from(sorted(MANNERS)),
    digits=st.sampled_from(sorted(DIGITS)),
    order=st.sampled_from(ORDERS),
    unit=st.sampled_from(UNITS),
)
def test_wording_does_not_change_the_figure(
    library: Library, line: str, manner: str, digits: str, order: str, unit: str
) -> None:
    question = order.format(body=BODY, line=line).replace("多少", f"多少{unit}")
    question = MANNERS[manner](DIGITS[digits](question))
    answer = asked(library, question)
    assert answer.outcome == "answered", question
    assert yuan(answer) == amount(line), question


@pytest.mark.parametrize(
    ("line", "synonym"), [(line, word) for line, words in SYNONYMS.items() for word in words]
)
def test_synonyms_find_the_same_figure(library: Library, line: str, synonym: str) -> None:
    formal = yuan(asked(library, f"{BODY}2024年{line}是多少"))
    assert len(formal) == 1
    assert yuan(asked(library, f"{BODY}2024年{synonym}是多少")) == formal


@READ
@given(
    line=st.sampled_from(sorted(LINES)),
    year=st.sampled_from((2019, 2021, 2022, 2026)),
    manner=st.sampled_from(sorted(MANNERS)),
)
def test_another_year_is_never_answered_with_this_years_figure(
    library: Library, line: str, year: int, manner: str
) -> None:
    answer = asked(library, MANNERS[manner](f"{BODY}{year}年{line}是多少"))
    assert answer.outcome != "answered" or not yuan(answer) & amount(line)


@pytest.mark.parametrize("line", sorted(LINES))
def test_another_body_is_never_answered_with_this_bodys_figure(library: Library, line: str) -> None:
    answer = asked(library, f"临江市图书馆2024年{line}是多少")
    assert answer.outcome != "answered"
    assert not yuan(answer)


def test_the_year_chooses_between_reports(library: Library) -> None:
    account = yuan(asked(library, f"{BODY}2024年三公经费合计是多少"))
    budget = yuan(asked(library, f"{BODY}2025年三公经费合计是多少"))
    assert account == {Decimal(3000).normalize()}
    assert budget == {Decimal(8000).normalize()}
