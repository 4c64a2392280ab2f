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
    public: bool = True
    workers: PositiveInt = 3
    answer_seconds: PositiveFloat = 10.0
    asks_a_minute: PositiveInt = 600
    site: str = ""
    users: Path | None = None
