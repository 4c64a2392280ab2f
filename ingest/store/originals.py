"""The original files, kept under their hash."""

from __future__ import annotations

import shutil
from collections.abc import Collection
from pathlib import Path

from ingest.errors import MingzhangError


class Originals:
    """A folder of ``<sha256>.pdf``; a file is there whole or not at all."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def keep(self, original: Path, sha256: str) -> None:
        """Copy a file in. Raises MingzhangError where it cannot be copied."""
        kept = self._folder / f"{sha256}.pdf"
        if kept.exists():
            return
        coming = kept.with_suffix(".part")
        try:
            self._folder.mkdir(exist_ok=True)
            shutil.copyfile(original, coming)
            coming.replace(kept)
        except OSError as error:
            raise MingzhangError(
                f"原件存不进文库：{error.strerror} (the original cannot be kept)",
                file=original.name,
            ) from error

    def path(self, sha256: str, file: str) -> Path:
        """Where the file lies. Raises MingzhangError where it has gone."""
        kept = self._folder / f"{sha256}.pdf"
        if not kept.exists():
            raise MingzhangError(
                "文库中的原件不见了 (the original is gone from the library)",
                advice="请移除后重新加入 (remove the report and add it again)",
                file=file,
            )
        return kept

    def drop(self, sha256: str) -> None:
        """Delete a file."""
        (self._folder / f"{sha256}.pdf").unlink(missing_ok=True)

    def drop_all_but(self, hashes: Collection[str]) -> None:
        """Delete files of other hashes, and copies that were never finished."""
        for kept in self._folder.glob("*"):
            if kept.suffix == ".part" or (kept.suffix == ".pdf" and kept.stem not in hashes):
                kept.unlink(missing_ok=True)
