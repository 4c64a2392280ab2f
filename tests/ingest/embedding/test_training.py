"""A small training: what was drawn together is near, and the same recipe gives the same model."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from ingest.embedding.training import Recipe, known_grams, train
from ingest.errors import MingzhangError
from ingest.nouns import Locator, Passage

RECIPE = Recipe(dimensions=16, most_grams=20_000, buckets=64, least_count=1, rounds=2, batch=64)
TEXTS = (
    "公务接待费减少，主要原因是来访的单位少了。",
    "因公出国（境）费增加，原因是新增一次出访。",
    "单位设有办公室、财务科和业务科三个科室。",
    "农村公路养护三百公里，路面状况良好。",
)


def _passages(texts=TEXTS):
    place = Locator(1, (0.0, 0.0, 1.0, 1.0))
    return [Passage(f"p{at}", "r", ("说明",), text, (place,)) for at, text in enumerate(texts)]


@pytest.fixture(scope="module")
def model(tmp_path_factory):
    return train(_passages(), tmp_path_factory.mktemp("model"), RECIPE)


def test_other_words_for_a_thing_come_near_to_it(model):
    near, far = model.embed_passages(["公务接待", "农村公路"]) @ model.embed_query("请客吃饭")
    assert near > far


def test_the_same_recipe_gives_the_same_model(model, tmp_path):
    said = []
    again = train(_passages(), tmp_path, RECIPE, said.append)
    assert again.name == model.name
    assert len(said) == RECIPE.rounds


def test_the_model_tells_how_it_was_made(model):
    made = model.about["made"]
    assert (made["passages"], made["reports"], made["seed"]) == (4, 1, RECIPE.seed)


def test_rare_grams_have_no_rows_of_their_own():
    passages = _passages((*TEXTS, "鹮"))
    often = known_grams(passages, Recipe(least_count=2))
    assert "原因是" in often
    assert "鹮" not in often
    assert "鹮" in known_grams(passages, RECIPE)


def test_one_passage_is_too_few(tmp_path):
    with pytest.raises(MingzhangError, match="两段"):
        train(_passages(TEXTS[:1]), tmp_path, RECIPE)


def test_a_teacher_tells_where_words_start(tmp_path):
    """乡下 stands in no passage: only the teacher can bring it near 农村."""

    def teach(words):
        country = [[1.0, 0.0, float(at % 7) / 50] for at, _ in enumerate(words)]
        for row, word in zip(country, words, strict=True):
            if not {"农", "村", "乡", "下"} & set(word):
                row[:2] = [0.0, 1.0]
        return np.asarray(country, dtype=np.float32)

    untrained = replace(RECIPE, rounds=0)
    taught = train(_passages(), tmp_path / "taught", untrained, teach=teach, words=["乡下"])
    near, far = taught.embed_passages(["农村", "公务接待"]) @ taught.embed_query("乡下")
    assert near > 0.8
    assert far < 0.2


def test_common_words_are_known_before_the_grams_of_passages():
    few = replace(RECIPE, most_grams=100_000)
    known = known_grams(_passages(), few, ["摆渡", "蹚水"])
    assert known.index("摆渡") < known.index("蹚水") < known.index("原因是")
    assert "渡" in known


def test_the_windows_of_long_passages_are_learnt(tmp_path):
    long = "".join(
        f"第{letter}件事是把{letter}路修好，方便群众出行，按时完工。" for letter in "甲乙丙丁戊己"
    )
    whole = known_grams(_passages((*TEXTS, long)), replace(RECIPE, least_count=2))
    assert "甲路修" not in whole
    model = train(_passages((*TEXTS, long)), tmp_path, replace(RECIPE, least_count=2, rounds=0))
    assert "甲路修" in (model.folder / "grams.txt").read_text(encoding="utf-8").split("\n")
