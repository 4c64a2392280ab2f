"""The vector index: passages in Chroma through LlamaIndex's ChromaVectorStore.

Chroma is an index of what SQL knows and can be rebuilt from it. Which of its collections is shown
SQL says too: passages are embedded again into another one, which then takes the first one's place.
A long passage has a record for each of its windows beside its own; what is found is always the
passage. Chroma is embedded in the library folder, or a Chroma server. chromadb and LlamaIndex take
seconds to import, so they are imported when the index is first opened: a question about figures
never opens it.
"""

from __future__ import annotations

import logging
import shutil
import sqlite3
import threading
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar
from urllib.parse import urlsplit

import numpy as np

from ingest.embedding.windows import parts
from ingest.errors import LibraryMismatch, MingzhangError
from ingest.nouns import Passage
from ingest.store.embedding import Embedder

if TYPE_CHECKING:
    from llama_index.core.schema import TextNode
    from llama_index.vector_stores.chroma import ChromaVectorStore

_T = TypeVar("_T")
_log = logging.getLogger(__name__)

_BATCH = 5000
"""Chroma takes at most 5,461 records in one call."""

_CHROMA_FILE = "chroma.sqlite3"
_WINDOW = ":"
_RECORDS_EACH = 3
"""How many records are fetched for each passage wanted: several may be of one passage."""

# Measured on vectors of the bundled embedder: every one of the true ten nearest is found.
_HNSW = {"space": "cosine", "ef_construction": 200, "max_neighbors": 32, "ef_search": 200}


class VectorIndex:
    """The vectors of one library's passages. Calls may come from several threads.

    Another process's additions are seen after ``turn_to``. Two indexes of one folder within one
    process share Chroma's client, and see them only when both have turned to them or been closed.
    """

    def __init__(
        self,
        folder: Path,
        collection: str,
        embedder: Embedder,
        *,
        made_with: str | None = None,
        url: str = "",
    ) -> None:
        """``folder`` is Chroma's own folder; ``url`` of a Chroma server goes before it.

        ``made_with`` names the model of the collection's vectors, None for that of the embedder.
        """
        self._folder = folder
        self._collection = collection
        self._embedder = embedder
        self._made_with = embedder.name if made_with is None else made_with
        self._url = url
        self._lock = threading.RLock()
        self._client: Any = None
        self._store: ChromaVectorStore | None = None

    @property
    def collection(self) -> str:
        """The name of the collection that is shown."""
        return self._collection

    @property
    def embedding(self) -> str:
        """The name of the model of what is put in."""
        return self._embedder.name

    @property
    def fits(self) -> bool:
        """Whether the collection's vectors are of this index's own model."""
        return self._made_with == self._embedder.name

    def check_fit(self) -> None:
        """Raise LibraryMismatch where they are of another."""
        if not self.fits:
            raise LibraryMismatch(
                f"文库的向量已改由 {self._made_with} 生成，本进程用的是 {self._embedder.name} "
                f"(embedded again with {self._made_with}, this process uses {self._embedder.name})",
                advice="请以那个模型重新启动 (start again with that model: MINGZHANG_EMBEDDING)",
            )

    def turn_to(self, collection: str, made_with: str) -> None:
        """Show that collection, made with the model of that name, as it stands now.

        Of another model's vectors nothing is found: keywords alone find, until the next start.
        """
        with self._lock:
            if collection != self._collection or not self._url:
                # A server shows by itself what was added.
                self.close()
            self._collection = collection
            self._made_with = made_with
        if not self.fits:
            _log.warning(
                "文库的向量已改由 %s 生成，本进程用的是 %s：只按关键词检索，请以那个模型重新启动 "
                "(embedded again with another model: searching by keywords alone until restarted)",
                made_with,
                self._embedder.name,
            )

    def store(self) -> ChromaVectorStore:
        """LlamaIndex's view of the index, opened when first needed.

        Raises chromadb's NotFoundError where the collection does not exist: writers alone make it.
        """
        return self._opened(make=False)

    def _opened(self, *, make: bool) -> ChromaVectorStore:
        with self._lock:
            if self._store is None:
                from llama_index.vector_stores.chroma import ChromaVectorStore

                client = self._connected()
                # Without a function of none Chroma fetches a model of its own from the network.
                if make:
                    collection = client.get_or_create_collection(
                        self._collection,
                        configuration={"hnsw": _HNSW},
                        embedding_function=None,
                    )
                else:
                    collection = client.get_collection(self._collection, embedding_function=None)
                self._store = ChromaVectorStore(chroma_collection=collection)
            return self._store

    def _connected(self) -> Any:
        with self._lock:
            if self._client is None:
                self._client = self._connect()
            return self._client

    def _connect(self) -> Any:
        import chromadb
        from chromadb.config import Settings

        settings = Settings(anonymized_telemetry=False)
        if not self._url:
            self._folder.mkdir(parents=True, exist_ok=True)
            return chromadb.PersistentClient(str(self._folder), settings=settings)
        address = urlsplit(self._url)
        try:
            return chromadb.HttpClient(
                host=address.hostname or "localhost",
                port=address.port or 8000,
                ssl=address.scheme == "https",
                settings=settings,
            )
        except ValueError as error:
            raise MingzhangError(
                f"连不上 Chroma 服务 {self._url} (Chroma server not reached)",
                advice="请检查 MINGZHANG_CHROMA_URL (check the URL)",
            ) from error

    def close(self) -> None:
        """Let go of Chroma; the next call opens it again."""
        with self._lock:
            if self._client is not None:
                self._client.close()
            self._client = None
            self._store = None

    def upsert(self, passages: Sequence[Passage]) -> None:
        """Embed passages and put them in, in place of those of the same ids.

        Raises LibraryMismatch where what is in is of another model.
        """
        self.check_fit()
        for batch in _batches([record for p in passages for record in _records_of(p)]):
            vectors = self._embedder.embed_passages([searched for _, searched in batch])
            self._upsert_nodes([node for node, _ in batch], vectors.tolist())

    def _upsert_nodes(self, nodes: Sequence[TextNode], vectors: list[list[float]]) -> None:
        from llama_index.core.vector_stores.utils import node_to_metadata_dict

        # ChromaVectorStore.add leaves records that exist as they are.
        with self._lock:
            self._opened(make=True).client.upsert(
                ids=[node.node_id for node in nodes],
                embeddings=vectors,
                documents=[node.text for node in nodes],
                metadatas=[
                    node_to_metadata_dict(node, remove_text=True, flat_metadata=True)
                    for node in nodes
                ],
            )

    def delete(self, passage_ids: Iterable[str]) -> None:
        """Take passages out; unknown ids are passed over."""
        with self._lock:
            for batch in _batches(sorted(passage_ids)):
                self._opened(make=True).client.delete(where={"passage_id": {"$in": list(batch)}})

    def drop(self, collection: str) -> None:
        """Drop a whole collection of this library; one that does not exist is passed over."""
        from chromadb.errors import NotFoundError

        with self._lock:
            with suppress(NotFoundError):
                self._connected().delete_collection(collection)
            if collection == self._collection:
                self.close()
            if not self._url:
                _drop_folders_of_no_collection(self._folder)

    def ids(self, report_id: str = "") -> frozenset[str]:
        """The ids of all passages in the index, or of those of one report."""
        from chromadb.errors import NotFoundError

        where = {"report_id": report_id} if report_id else None
        try:
            with self._lock:
                records = self.store().client.get(where=where, include=[])["ids"]
        except NotFoundError:
            return frozenset()
        return frozenset(_passage_of(record) for record in records)

    def find(self, query: str, report_ids: Sequence[str], limit: int) -> tuple[str, ...]:
        """Ids of the passages nearest to the query, nearest first.

        Empty for an empty query, and where the collection is of another model or has gone.
        Raises MingzhangError where Chroma fails: half gone, say, while another process drops it.
        """
        from chromadb.errors import ChromaError, NotFoundError
        from llama_index.core.vector_stores.types import (
            FilterOperator,
            MetadataFilter,
            MetadataFilters,
            VectorStoreQuery,
        )

        vector = self._embedder.embed_query(query)
        if not np.any(vector):
            return ()
        only = MetadataFilter(key="report_id", value=list(report_ids), operator=FilterOperator.IN)
        wanted = VectorStoreQuery(
            query_embedding=vector.tolist(),
            similarity_top_k=limit * _RECORDS_EACH,
            filters=MetadataFilters(filters=[only]) if report_ids else None,
        )
        with self._lock:
            if not self.fits:
                return ()
            try:
                records = self.store().query(wanted).ids or ()
            except NotFoundError:
                return ()
            except ChromaError as error:
                raise MingzhangError(
                    f"向量索引读不了：{error} (the vector index cannot be read)",
                    advice="请重建向量 (embed again): python -m ingest re-embed",
                ) from error
        return tuple(dict.fromkeys(_passage_of(record) for record in records))[:limit]


def _drop_folders_of_no_collection(folder: Path) -> None:
    """Chroma forgets a collection and leaves the folder of its vectors; the writer alone calls."""
    chroma = f"{(folder / _CHROMA_FILE).resolve().as_uri()}?mode=ro"
    try:
        with closing(sqlite3.connect(chroma, uri=True)) as connection:
            kept = {row[0] for row in connection.execute("SELECT id FROM segments")}
    except sqlite3.Error:
        return
    folders = [path for path in folder.iterdir() if path.is_dir()]
    if kept.isdisjoint(path.name for path in folders):
        # Another Chroma may name them otherwise: what is left over only takes room.
        return
    for left in folders:
        if left.name not in kept:
            shutil.rmtree(left, ignore_errors=True)


def _records_of(passage: Passage) -> list[tuple[TextNode, str]]:
    """The records of a passage, itself first, each with the text in which it is searched."""
    from llama_index.core.schema import TextNode

    metadata = {
        "passage_id": passage.id,
        "report_id": passage.report_id,
        "headings": " / ".join(passage.heading_path),
    }
    return [
        (TextNode(id_=_record_id(passage.id, at), text=text, metadata=metadata), searched)
        for at, (text, searched) in enumerate(
            (part.text, part.embedded_text) for part in (passage, *parts(passage))
        )
    ]


def _record_id(passage_id: str, window: int) -> str:
    return f"{passage_id}{_WINDOW}{window}" if window else passage_id


def _passage_of(record_id: str) -> str:
    return record_id.partition(_WINDOW)[0]


def _batches(items: Sequence[_T]) -> Iterator[Sequence[_T]]:
    for at in range(0, len(items), _BATCH):
        yield items[at : at + _BATCH]
