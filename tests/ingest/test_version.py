"""The reader's version follows the code and the data that reading is made of, and nothing else."""

from __future__ import annotations

import ast
import shutil
from importlib.resources import files
from pathlib import Path

import pytest

import ingest
from ingest.version import NOT_READING, reader_version, version_of

SOURCE = Path(ingest.__file__).parent
READING = ("ingest.reading", "ingest.facts")
"""Where reading begins, and where facts are made of what was read."""


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """The package in another place, without what the interpreter made beside it."""
    target = tmp_path / "elsewhere" / "ingest"
    shutil.copytree(SOURCE, target, ignore=shutil.ignore_patterns("__pycache__", "bundled"))
    return target


def _add_to(file: Path) -> None:
    file.write_text(file.read_text(encoding="utf-8") + "\n# a word more\n", encoding="utf-8")


def test_where_it_is_installed_does_not_count(copy):
    assert version_of(copy) == reader_version() == version_of(files("ingest"))


def test_line_endings_and_what_the_interpreter_leaves_do_not_count(copy):
    for file in copy.rglob("*.yaml"):
        file.write_bytes(file.read_bytes().replace(b"\n", b"\r\n"))
    (copy / "__pycache__").mkdir()
    (copy / "__pycache__" / "left.py").write_text("", encoding="utf-8")
    assert version_of(copy) == reader_version()


@pytest.mark.parametrize(
    "touched", ["forms.yaml", "narrative/wording.yaml", "tables/rows.py", "nouns.py", "facts.py"]
)
def test_reading_code_and_data_count(copy, touched):
    _add_to(copy / touched)
    assert version_of(copy) != reader_version()


@pytest.mark.parametrize(
    "touched", ["store/writes.py", "embedding/pairs.py", "export.py", "commands.py", "version.py"]
)
def test_keeping_finding_and_showing_do_not_count(copy, touched):
    _add_to(copy / touched)
    assert version_of(copy) == reader_version()


def test_a_new_file_of_reading_counts_whatever_its_name(copy):
    (copy / "tables" / "more.csv").write_text("a,b\n", encoding="utf-8")
    assert version_of(copy) != reader_version()


def _file_of(module: str) -> Path | None:
    path = SOURCE.parent.joinpath(*module.split("."))
    for file in (path.with_suffix(".py"), path / "__init__.py"):
        if file.exists():
            return file
    return None


def _taking_part() -> set[Path]:
    """The modules that reading imports, and that those import."""
    found: set[Path] = set()
    to_see = list(READING)
    while to_see:
        file = _file_of(to_see.pop())
        if file is None or file in found:
            continue
        found.add(file)
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ImportFrom) and node.module:
                to_see += [node.module, *(f"{node.module}.{alias.name}" for alias in node.names)]
            elif isinstance(node, ast.Import):
                to_see += [alias.name for alias in node.names]
    return {file for file in found if file.is_relative_to(SOURCE)}


def test_what_is_left_out_is_what_reading_does_not_import():
    left_out = {SOURCE / name for name in NOT_READING}
    assert all(path.exists() for path in left_out)
    taking_part = _taking_part()

    def counts(file: Path) -> bool:
        return left_out.isdisjoint((file, *file.parents))

    assert {f for f in taking_part if not counts(f)} == set()
    modules = {f for f in SOURCE.rglob("*.py") if f.name != "__init__.py"}
    assert {f for f in modules if counts(f)} - taking_part == set()
