"""Settings from the environment (prefix ``MINGZHANG_``) or a ``.env`` file."""

from __future__ import annotations

from pathlib import Path

from pydantic_settings import BaseSettings, SettingsConfigDict


class Settings(BaseSettings):
    """Where the library lies and what it is made with.

    ``database_url`` and ``chroma_url`` are empty for the embedded stores inside the library
    folder; a SQLAlchemy URL (postgresql+psycopg://…) or http://host:port puts them on servers.
    ``embedding`` is ``bundled`` or the name or folder of a sentence-transformers model.
    ``max_file_mb`` and ``max_pages`` bound what is read.
    """

    model_config = SettingsConfigDict(env_prefix="MINGZHANG_", env_file=".env", extra="ignore")

    library: Path = Path("library")
    database_url: str = ""
    chroma_url: str = ""
    embedding: str = "bundled"
    max_file_mb: int = 200
    max_pages: int = 1000
