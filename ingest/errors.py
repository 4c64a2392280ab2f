"""Everything that reading, storing and serving may refuse, in one tree::

    MingzhangError              where it happened, what was found, what to do
    ├── UnreadableFile          not a PDF, damaged, encrypted, empty, too large
    │   └── TooCostly           reading it would pass a limit of time, memory or number
    ├── NotAReport              a readable file that is no budget report or final account
    ├── UnknownUnit             an amount of money without a unit that could be told
    ├── NoSuchReport            a report id that the library does not hold
    ├── LibraryBusy             another process is writing; says which
    ├── LibraryMismatch         the library was made with another schema or embedding model
    ├── Overloaded              too many ask at once, or one asks too fast
    └── OutOfTime               what was asked took longer than its deadline

A refusal to answer a question is an outcome of an answer, never an exception. Messages are
Chinese first with the English beside them, because the command line prints them as they are.
"""

from __future__ import annotations

from typing import Any


class MingzhangError(Exception):
    """Base of all errors a person may see.

    ``reason`` says what was found, ``advice`` what to do about it; ``file`` and ``page`` (1-based)
    say where, and are empty or None when that is not about a file or a page.
    """

    def __init__(
        self, reason: str, *, advice: str = "", file: str = "", page: int | None = None
    ) -> None:
        self.reason = reason
        self.advice = advice
        self.file = file
        self.page = page
        super().__init__(str(self))

    def __str__(self) -> str:
        where = self.file
        if self.page is not None:
            where = f"{where} 第{self.page}页".strip()
        parts = [part for part in (where, self.reason, self.advice) if part]
        return " · ".join(parts)

    def __reduce__(self) -> tuple[Any, ...]:
        # By its fields: an error of any signature comes whole out of another process.
        return _again, (type(self), self.args), self.__dict__


def _again(kind: type[MingzhangError], args: tuple[Any, ...]) -> MingzhangError:
    return kind.__new__(kind, *args)


class UnreadableFile(MingzhangError):
    """The file cannot be opened as a PDF with pages."""


class TooCostly(UnreadableFile):
    """Reading the file passes a limit; ``reason`` says which, ``advice`` the setting to raise."""


class NotAReport(MingzhangError):
    """The file opens, but is no budget and no final account; ``reason`` says what it seems."""


class UnknownUnit(MingzhangError):
    """An amount was found whose unit nothing on its page tells."""


class NoSuchReport(MingzhangError):
    """The library holds no report of that id."""


class LibraryBusy(MingzhangError):
    """Another process holds the library's write lock."""


class LibraryMismatch(MingzhangError):
    """The library on disk was made with another schema or another embedding model."""


class Overloaded(MingzhangError):
    """Too many requests wait already; nothing was done."""

    @classmethod
    def now(cls) -> Overloaded:
        """The refusal in words."""
        return cls("现在人太多 (busy)", advice="请过几秒再试 (try again shortly)")

    @classmethod
    def too_fast(cls) -> Overloaded:
        """The refusal of one who asks too often."""
        return cls("问得太快了 (asking too fast)", advice="请过一分钟再问 (wait a minute)")


class OutOfTime(MingzhangError):
    """A job was given up at its deadline; what it would have given is not known."""

    @classmethod
    def after(cls, seconds: float) -> OutOfTime:
        """The refusal in words."""
        return cls(
            f"{seconds:g} 秒内没有算完，已停下 (given up after {seconds:g} s)",
            advice="请把问题问得短些、具体些，或分开问 (ask something shorter, or in parts)",
        )
