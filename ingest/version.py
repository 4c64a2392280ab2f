"""The version of the reader: it changes when the same file may now be read differently.

It is a hash over the source and the data of ``ingest`` that take part in reading, so that nobody
has to remember to raise it. What only keeps, finds or shows what was read does not count.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable

_READ = (".py", ".yaml", ".csv")
NOT_READING = frozenset(
    {
        "__main__.py",
        "across.py",
        "across_questions.py",
        "adding.py",
        "bodies/contractions.yaml",
        "bodies/english.py",
        "bodies/english.yaml",
        "bodies/places.yaml",
        "bodies/short_names.py",
        "language/glosses.csv",
        "language/glosses.py",
        "language/glosses.yaml",
        "cell_heads.py",
        "check_lines.py",
        "checks/discrepancy_words.py",
        "commands.py",
        "concepts/spoken.csv",
        "concepts/spoken.py",
        "confined.py",
        "corpus.py",
        "discrepancy_sheet.py",
        "embedding",
        "explain.py",
        "export.py",
        "file_names.py",
        "heads.py",
        "library.py",
        "page_ranges.py",
        "pages/raw_text.py",
        "public_view.py",
        "reading_process.py",
        "selection.py",
        "sheets.py",
        "store",
        "taking_in.py",
        "thesaurus.py",
        "thesaurus.yaml",
        "version.py",
    }
)
"""The modules, packages and data of ``ingest`` that change nothing of what is read from a file."""


@cache
def reader_version() -> str:
    """Stored with each report; a report of another version is read again by ``ingest add``."""
    return version_of(files("ingest"))


def version_of(package: Traversable) -> str:
    """The version of the reader whose source lies there, wherever that is.

    The same for the same content, whatever the line endings.
    """
    digest = hashlib.sha256()
    for name, file in sorted(_taking_part(package), key=lambda named: named[0]):
        content = file.read_bytes().replace(b"\r\n", b"\n")
        digest.update(f"{name}\0{len(content)}\0".encode())
        digest.update(content)
    return digest.hexdigest()[:16]


def _taking_part(folder: Traversable, within: str = "") -> Iterator[tuple[str, Traversable]]:
    for entry in folder.iterdir():
        name = f"{within}{entry.name}"
        if name in NOT_READING or entry.name == "__pycache__":
            continue
        if entry.is_dir():
            yield from _taking_part(entry, f"{name}/")
        elif entry.name.endswith(_READ):
            yield name, entry
