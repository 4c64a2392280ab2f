"""Files found and taken in: only regular ones, of any name, copied once and read from the copy.

A file may change or be exchanged at any moment. What is hashed, read and stored is one copy that
nobody else writes.
"""

from __future__ import annotations

import errno
import hashlib
import os
import stat
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from ingest.errors import UnreadableFile
from ingest.file_names import kept_name
from ingest.pages.intake import too_large

_PIECE = 1024 * 1024
_KINDS = {
    stat.S_IFIFO: "管道 (a pipe)",
    stat.S_IFSOCK: "套接字 (a socket)",
    stat.S_IFCHR: "设备 (a device)",
    stat.S_IFBLK: "设备 (a device)",
}
_WORDS = {
    errno.ENOENT: "文件不存在 (no such file)",
    errno.ENOTDIR: "文件不存在 (no such file)",
    errno.ELOOP: "符号链接循环，打不开 (links in a circle)",
    errno.EACCES: "没有读取权限 (no permission to read it)",
    errno.EPERM: "没有读取权限 (no permission to read it)",
    errno.ENAMETOOLONG: "路径太长，打不开 (the path is too long)",
}
_ADVICE = "请提供 PDF 文件 (give a PDF file)"


@dataclass(frozen=True, slots=True)
class Taken:
    """A copy of a file that only this program writes, and its sha256 in hexadecimal."""

    copy: Path
    sha256: str


def pdf_files(paths: Iterable[Path]) -> tuple[Path, ...]:
    """The files named, and what is called .pdf in the folders named (at any depth), each once.

    Links to folders are not followed. They, a folder that cannot be opened and a named folder
    without a PDF stand for themselves, so that they are refused by name.
    """
    found: dict[str, Path] = {}
    for path in paths:
        for file in _inside(path) if _is_folder(path) else [path]:
            found.setdefault(os.path.realpath(file), file)
    return tuple(found.values())


def _is_folder(path: Path) -> bool:
    try:
        return stat.S_ISDIR(path.stat().st_mode)
    except (OSError, ValueError):
        return False


def _inside(folder: Path) -> list[Path]:
    files: list[Path] = []
    waiting = [folder]
    while waiting:
        here = waiting.pop()
        try:
            entries = list(os.scandir(here))
        except OSError:
            files.append(here)
            continue
        for entry in entries:
            path = here / entry.name
            if entry.is_dir(follow_symlinks=False):
                waiting.append(path)
            elif path.suffix.lower() == ".pdf" or (entry.is_symlink() and _is_folder(path)):
                files.append(path)
    return sorted(files) or [folder]


def take_in(path: Path, folder: Path, most_mb: int) -> Taken:
    """Copies a file into an empty folder of its own. Raises UnreadableFile, saying what it is,
    for all but regular files of a size that is allowed.

    A link is taken for what it leads to.
    """
    try:
        return _copied(path, folder, most_mb)
    except OSError as error:
        raise _refused(path, _words_of(error, path)) from error


def _copied(path: Path, folder: Path, most_mb: int) -> Taken:
    _check_kind(path, path.stat().st_mode)
    # Between the look and the opening a pipe may have taken its place: opening must not wait.
    with os.fdopen(os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC), "rb") as file:
        _check_kind(path, os.fstat(file.fileno()).st_mode)
        folder.mkdir(parents=True)
        copy = folder / kept_name(path.name)
        return Taken(copy, _copy(file, copy, path, most_mb))


def _copy(file: BinaryIO, copy: Path, path: Path, most_mb: int) -> str:
    left, digest = most_mb * _PIECE, hashlib.sha256()
    with copy.open("xb") as target:
        while piece := file.read(_PIECE):
            left -= len(piece)
            if left < 0:
                raise too_large(path, os.fstat(file.fileno()).st_size, most_mb)
            digest.update(piece)
            target.write(piece)
    return digest.hexdigest()


def _check_kind(path: Path, mode: int) -> None:
    if stat.S_ISDIR(mode):
        raise _refused(path, _words_of_folder(path))
    if not stat.S_ISREG(mode):
        kind = _KINDS.get(stat.S_IFMT(mode), "特殊文件 (a special file)")
        raise _refused(path, f"不是普通文件，是{kind}")


def _words_of_folder(path: Path) -> str:
    if not os.access(path, os.R_OK | os.X_OK):
        return "文件夹打不开，没有权限 (no permission to open the folder)"
    if path.is_symlink():
        return (
            "文件夹里没有 PDF，或是指向文件夹的链接，不跟随 (no PDF in it, or a link to a folder)"
        )
    return "文件夹里没有 PDF (no PDF in the folder)"


def _words_of(error: OSError, path: Path) -> str:
    if error.errno == errno.ENOENT and path.is_symlink():
        return "链接指向的文件不存在 (a link that leads nowhere)"
    return _WORDS.get(error.errno or 0, f"文件打不开：{error.strerror} (cannot be opened)")


def _refused(path: Path, reason: str) -> UnreadableFile:
    return UnreadableFile(reason, advice=_ADVICE, file=path.name)
