"""Files found in folders and taken in: what is no regular file is refused in words, none waits."""

from __future__ import annotations

import hashlib
import os
import socket
from collections.abc import Callable
from pathlib import Path

import pytest

from ingest.errors import UnreadableFile
from ingest.taking_in import pdf_files, take_in


def _pipe(path: Path) -> None:
    os.mkfifo(path)


def _socket(path: Path) -> None:
    with socket.socket(socket.AF_UNIX) as made:
        made.bind(os.path.relpath(path))


def _zero(path: Path) -> None:
    path.symlink_to("/dev/zero")


def _dangling(path: Path) -> None:
    path.symlink_to("nowhere")


def _circle(path: Path) -> None:
    other = path.with_name("other.pdf")
    path.symlink_to(other)
    other.symlink_to(path)


def _folder(path: Path) -> None:
    path.mkdir()


def _none(path: Path) -> None:
    pass


@pytest.mark.parametrize(
    ("make", "word"),
    [
        (_pipe, "管道"),
        (_socket, "套接字"),
        (_zero, "设备"),
        (_dangling, "链接指向的文件不存在"),
        (_circle, "循环"),
        (_folder, "没有 PDF"),
        (_none, "不存在"),
    ],
)
def test_what_is_no_regular_file_is_refused_in_words(
    make: Callable[[Path], None], word: str, tmp_path: Path
) -> None:
    path = tmp_path / "x.pdf"
    make(path)
    with pytest.raises(UnreadableFile, match=word):
        take_in(path, tmp_path / "own", 1)
    assert not (tmp_path / "own").exists()


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_what_may_not_be_read_is_refused_in_words(tmp_path: Path) -> None:
    path = tmp_path / "x.pdf"
    path.write_bytes(b"x")
    path.chmod(0)
    with pytest.raises(UnreadableFile, match="没有读取权限"):
        take_in(path, tmp_path / "own", 1)


def test_a_path_that_is_too_long_is_refused_in_words(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile, match="路径太长"):
        take_in(tmp_path / ("x" * 300), tmp_path / "own", 1)


def test_the_copy_is_what_was_hashed_whatever_becomes_of_the_file(tmp_path: Path) -> None:
    path, link = tmp_path / "x.pdf", tmp_path / "link.pdf"
    path.write_bytes(b"first")
    link.symlink_to(path)
    taken = take_in(link, tmp_path / "own", 1)
    path.write_bytes(b"second")
    assert taken.copy.read_bytes() == b"first"
    assert taken.sha256 == hashlib.sha256(b"first").hexdigest()
    assert taken.copy.name == "link.pdf"


def test_a_file_that_is_too_large_is_not_copied_to_its_end(tmp_path: Path) -> None:
    path = tmp_path / "x.pdf"
    with path.open("wb") as file:
        file.truncate(10**12)
    with pytest.raises(UnreadableFile, match="超过上限 2 MB"):
        take_in(path, tmp_path / "own", 2)
    assert (tmp_path / "own" / "x.pdf").stat().st_size <= 2 * 1024 * 1024


def test_folders_are_walked_without_following_links(tmp_path: Path) -> None:
    inside = tmp_path / "folder" / "deep"
    inside.mkdir(parents=True)
    (inside / "甲.PDF").write_bytes(b"x")
    (inside / "notes.txt").write_bytes(b"x")
    (inside / "round").symlink_to(tmp_path / "folder")
    (inside / "again.pdf").symlink_to(inside / "甲.PDF")
    (inside / "circle.pdf").symlink_to("circle.pdf")
    (tmp_path / "empty").mkdir()
    found = pdf_files([tmp_path / "folder", tmp_path / "empty", inside / "甲.PDF"])
    # ``again`` is the same file as 甲, and stands first in the order of names.
    assert [path.name for path in found] == ["again.pdf", "circle.pdf", "round", "empty"]


def test_a_very_deep_folder_ends_in_words(tmp_path: Path) -> None:
    at = os.open(tmp_path, os.O_RDONLY)
    for _ in range(25):
        os.mkdir("d" * 200, dir_fd=at)
        below = os.open("d" * 200, os.O_RDONLY, dir_fd=at)
        os.close(at)
        at = below
    os.close(at)
    (found,) = pdf_files([tmp_path])
    with pytest.raises(UnreadableFile, match="路径太长"):
        take_in(found, tmp_path / "own", 1)
