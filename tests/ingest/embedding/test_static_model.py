"""A model written to a folder and served from it, and the one that comes with the project."""

from __future__ import annotations

import subprocess
import sys

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.embedding.static_model import StaticModel, save
from ingest.errors import MingzhangError
from ingest.store.embedding import embedder_of

BUNDLED = embedder_of("bundled")


@pytest.fixture
def rows():
    return np.random.default_rng(3).standard_normal((6, 8)).astype(np.float32)


def test_what_was_saved_is_served_but_for_rounding(tmp_path, rows):
    save(tmp_path, ["出", "国"], rows, made={"date": "2025-01-02"})
    model = StaticModel(tmp_path)
    vector = model.embed_query("出")
    assert vector @ (rows[0] / np.linalg.norm(rows[0])) > 0.999
    assert model.about["made"] == {"date": "2025-01-02"}
    assert model.about["buckets"] == 4


def test_another_training_has_another_name(tmp_path, rows):
    first = save(tmp_path / "a", ["出", "国"], rows, made={})
    again = save(tmp_path / "b", ["出", "国"], rows, made={})
    other = save(tmp_path / "c", ["出", "国"], rows * [1, 1, 1, 1, 1, 1, 1, -1], made={})
    assert first.name == again.name != other.name


def test_a_row_of_zeros_is_no_trouble(tmp_path, rows):
    rows[0] = 0
    model = save(tmp_path, ["出", "国"], rows, made={})
    assert not model.embed_query("出").any()


@pytest.mark.parametrize("about", ["", "{}", '{"name": "x"}'])
def test_a_folder_whose_model_cannot_be_read_is_refused(tmp_path, about):
    (tmp_path / "model.json").write_text(about, encoding="utf-8")
    with pytest.raises(MingzhangError, match="MINGZHANG_EMBEDDING"):
        StaticModel(tmp_path)


@given(st.text(max_size=60))
def test_vectors_have_length_one_or_say_nothing(text):
    vector = BUNDLED.embed_query(text)
    assert vector.dtype == np.float32
    assert np.isclose(np.linalg.norm(vector), 1.0, atol=1e-5) or not vector.any()


@pytest.mark.parametrize(
    ("asked", "near", "far"),
    [
        ("出国花了多少", "因公出国（境）费支出", "单位设有三个内设机构"),
        ("剩下没花完的钱", "年末结转和结余", "公务接待批次"),
        ("老百姓满不满意", "群众满意度达到95%", "办公设备购置费"),
        ("涨工资", "工资标准调整，人员经费增加", "污水处理厂建设"),
    ],
)
def test_the_bundled_model_knows_other_words_for_a_thing(asked, near, far):
    right, wrong = BUNDLED.embed_passages([near, far]) @ BUNDLED.embed_query(asked)
    assert right > wrong + 0.1


def test_a_word_never_seen_is_still_like_itself():
    alike, other = BUNDLED.embed_passages(["鹮鹳鹬保育", "瑷珲阁修葺"]) @ BUNDLED.embed_query(
        "鹮鹳鹬"
    )
    assert alike > other


def test_the_bundled_vocabulary_holds_no_sentences():
    grams = (BUNDLED.folder / "grams.txt").read_text(encoding="utf-8").split("\n")
    assert max(len(gram) for gram in grams if not gram.isascii()) <= 3


def test_serving_it_imports_no_torch():
    program = (
        "import sys\n"
        "from ingest.store.embedding import embedder_of\n"
        "embedder_of('bundled').embed_query('出国')\n"
        "heavy = {'torch', 'sentence_transformers', 'transformers', 'tokenizers'}\n"
        "sys.exit(len(heavy & set(sys.modules)))\n"
    )
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0
