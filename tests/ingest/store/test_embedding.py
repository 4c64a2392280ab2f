"""The embedders by their names, the hashing one, and the LlamaIndex adapter."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.embedding.static_model import StaticModel, save
from ingest.errors import MingzhangError
from ingest.store.embedding import (
    HashEmbedder,
    SentenceEmbedder,
    as_llama_embedding,
    embedder_of,
    embedding_name,
)


@given(st.text(max_size=60))
def test_vectors_have_length_one_or_say_nothing(text):
    vector = HashEmbedder().embed_query(text)
    assert vector.shape == (256,)
    assert vector.dtype == np.float32
    assert np.isclose(np.linalg.norm(vector), 1.0, atol=1e-5) or not vector.any()


def test_the_same_text_always_gives_the_same_vector():
    # Stored vectors must fit the queries of every later run, on any machine.
    vector = HashEmbedder().embed_query("公务接待费")
    assert np.flatnonzero(vector)[:3].tolist() == [17, 30, 41]
    assert np.array_equal(vector, HashEmbedder().embed_passages(["公务接待费", "出国"])[0])


def test_texts_that_share_words_are_nearer():
    asked, near, far = HashEmbedder().embed_passages(
        ["公务接待费为什么减少", "公务接待费减少，主要原因是厉行节约", "单位设有三个内设机构"]
    )
    assert asked @ near > asked @ far


def test_names_are_recorded_without_loading():
    assert embedding_name("hashing") == HashEmbedder.name == "bundled-hash-1"
    assert embedding_name("bundled").startswith("mingzhang-static-")
    assert embedding_name("BAAI/bge-small-zh-v1.5") == "BAAI/bge-small-zh-v1.5"
    assert isinstance(embedder_of("some/model"), SentenceEmbedder)


def test_a_model_folder_is_known_by_its_own_name(tmp_path):
    (tmp_path / "my-model").mkdir()
    assert embedding_name(str(tmp_path / "my-model")) == "my-model"


def test_a_folder_that_training_wrote_is_a_model(tmp_path):
    rows = np.eye(3, 4, dtype=np.float32)
    written = save(tmp_path / "own", ["出", "国"], rows, made={})
    assert isinstance(embedder_of(str(tmp_path / "own")), StaticModel)
    assert embedding_name(str(tmp_path / "own")) == written.name


def test_a_folder_without_a_model_is_refused(tmp_path):
    (tmp_path / "empty").mkdir()
    with pytest.raises(MingzhangError, match="MINGZHANG_EMBEDDING"):
        SentenceEmbedder(str(tmp_path / "empty")).embed_query("出国")


def test_it_serves_as_a_llama_index_embedding():
    embedder = HashEmbedder()
    adapted = as_llama_embedding(embedder)
    assert adapted.model_name == "bundled-hash-1"
    assert np.allclose(adapted.get_query_embedding("出国"), embedder.embed_query("出国"))
    assert np.allclose(
        adapted.get_text_embedding_batch(["出国", "接待"]),
        embedder.embed_passages(["出国", "接待"]),
    )
