"""Questions made of passages: of what they are made, and that they are asked in other words."""

from __future__ import annotations

from random import Random

from ingest.embedding.pairs import in_other_words, pairs_of, word_pairs
from ingest.nouns import Locator, Passage
from ingest.thesaurus import groups


def _passage(text, *headings, term=""):
    place = Locator(1, (0.0, 0.0, 1.0, 1.0))
    return Passage("p", "r", headings, text, (place,), term)


def _questions(passage):
    return {pair.question for seed in range(40) for pair in pairs_of([passage], Random(seed))}


def test_a_reason_is_asked_for_as_one():
    asked = _questions(_passage("公务接待费减少，主要原因是来访的单位少了。"))
    assert any("为什么" in question or "原因" in question for question in asked)


def test_a_term_is_asked_for_and_its_description_too():
    asked = _questions(_passage("结余分配：事业单位缴纳所得税的金额。", term="结余分配"))
    assert any(q.startswith("什么是") for q in asked)
    assert any("所得税" in question and "什么是" not in question for question in asked)


def test_a_heading_is_asked_about_without_its_number():
    asked = _questions(_passage("三项合计减少。", "（一）车辆购置情况"))
    assert any("购置" in q or "采购" in q for q in asked)
    assert not any("（一）" in question or "(一)" in question for question in asked)


def test_no_question_has_an_amount():
    asked = _questions(_passage("公务接待费支出0.39万元，比上年增加0.12万元，增长44.4%。"))
    assert asked
    assert not any(letter.isdigit() for question in asked for letter in question)


def test_other_words_are_of_the_same_group_and_the_rest_stays():
    told = {in_other_words("公务接待减少", Random(seed)) for seed in range(60)}
    assert "公务接待减少" in told
    assert any("招待" in text for text in told)
    others = {word for group in groups() if "减少" in group for word in group}
    assert all(any(word in text for word in others) for text in told)


def test_every_group_gives_pairs_of_two_of_its_words():
    pairs = list(word_pairs(Random(1)))
    assert len(pairs) == sum(len(group) for group in groups())
    first = groups()[0]
    assert all(pair.passage in first for pair in pairs[: len(first)])


def test_the_same_seed_makes_the_same_questions():
    passage = _passage("项目支出增加，主要原因是新建道路。", "支出情况")
    assert list(pairs_of([passage], Random(5))) == list(pairs_of([passage], Random(5)))
