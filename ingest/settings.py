"""Settings from the environment (prefix ``MINGZHANG_``) or a ``.env`` file."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from pydantic import PositiveFloat, PositiveInt, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict

Parser = Literal["pdfium", "pdfminer"]
"""What reads the content of pages: pdfium, or pdfminer, slower and the measure of the other."""


class Settings(BaseSettings):
    """Where the library lies and what it is made with.

    ``database_url`` and ``chroma_url`` are empty for the embedded stores inside the library
    folder; a SQLAlchemy URL (postgresql+psycopg://…) or http://host:port puts them on servers.
    ``embedding`` is ``bundled`` or the name or folder of a sentence-transformers model.
    ``llm_url`` is the address of an OpenAI-compatible endpoint (http://localhost:11434/v1), "" for
    no language model; ``llm_model`` the model's name there, ``llm_key`` the key if it wants one,
    ``llm_timeout`` the seconds after which an answer is given without it.
    ``parser`` reads the content of pages; ``max_file_mb`` and ``max_pages`` bound what is read.
    What one file may cost (docs/operations.md): ``max_memory_mb``; ``max_seconds`` of wall for the
    file, ``max_page_seconds`` for a page, ``max_cpu_seconds`` of all cores for a page;
    ``max_scanned_pages`` that are recognised, in ``max_scan_seconds`` at most; ``max_inflated_mb``
    of its streams, ``max_form_depth`` of forms drawn in forms, ``max_page_objects`` (paths,
    pictures, characters) and ``max_page_cells`` of a page.
    ``public`` masks telephone numbers, e-mail addresses and ID numbers for all but signed-in staff.
    ``workers`` processes answer beside the page, ``answer_seconds`` is the time each answer has.
    ``asks_a_minute`` is how many questions one address may ask. ``site`` is the public address of
    the page ("https://example.org/") where a proxy serves it under another name.
    ``users`` is the file of those who may sign in, users.json in the library folder where not set.
    """

    model_config = SettingsConfigDict(env_prefix="MINGZHANG_", env_file=".env", extra="ignore")

    library: Path = Path("library")
    database_url: str = ""
    chroma_url: str = ""
    embedding: str = "bundled"
    parser: Parser = "pdfium"
    llm_url: str = ""
    llm_model: str = ""
    llm_key: SecretStr = SecretStr("")
    llm_timeout: float = 60.0
    max_file_mb: int = 200
    max_pages: int = 1000
    max_memory_mb: int = 1500
    max_seconds: float = 75.0
    max_page_seconds: float = 45.0
    max_cpu_seconds: float = 240.0
    max_scanned_pages: int = 300
    max_scan_seconds: float = 900.0
    max_inflated_mb: int = 512
    max_form_depth: int = 20
    max_page_objects: int = 100_000
    max_page_cells: int = 40_000
    public: bool = True
    workers: PositiveInt = 2
    answer_seconds: PositiveFloat = 10.0
    asks_a_minute: PositiveInt = 600
    site: str = ""
    users: Path | None = None
