"""Cutting a question into the words that reports use."""

from __future__ import annotations

from assistant.words.content_words import Corpus, content_words, covered

CORPUS = Corpus(["话务服务满意度达99.1%。接通率98.4%，较去年上升。全年开设三个分中心。"])


def texts(question: str) -> list[tuple[str, bool]]:
    return [(word.text, word.known) for word in content_words(question, CORPUS)]


def test_words_end_where_the_words_of_the_report_end() -> None:
    assert texts("接通率是多少") == [("接通率", True)]
    assert texts("开设了几个分中心") == [("开设", True), ("分中心", True)]


def test_a_word_that_no_report_prints_is_unknown() -> None:
    assert texts("主任的接通率") == [("主任", False), ("接通率", True)]


def test_a_longer_word_is_not_torn() -> None:
    assert texts("话务量是多少") == [("话务量", False)]


def test_fillers_carry_no_content() -> None:
    assert texts("请问一共是多少万元") == []


def test_a_word_with_letters_left_out_is_nearly_covered() -> None:
    assert covered("国内公务接待", "国内接待") > 0.8
    assert covered("接通率", "满意率") < 0.5
