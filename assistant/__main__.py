"""The command line of the assistant: one question, a batch of questions, or a look-up of rows.

Exit codes: 0 all done, 1 some input refused (each named with its reason), 2 wrong use.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from assistant.answers import Answer, Question
from assistant.answers_json import answer_to_json
from assistant.ask import ask
from assistant.drafting.model import model_of
from assistant.selection import find
from ingest.errors import MingzhangError
from ingest.library import Library
from ingest.settings import Settings

_DONE, _REFUSED = 0, 1


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command; returns the exit code."""
    options = _parser().parse_args(arguments)
    settings = Settings()
    folder: Path = options.library or settings.library
    if not folder.is_dir():
        _complain(f"没有报告库“{folder}”，请先 python -m ingest add (no library there)")
        return _REFUSED
    try:
        options.llm = model_of(settings)
        options.public = settings.public
        with Library.open(folder, settings) as library:
            code: int = options.run(options, library)
            return code
    except MingzhangError as error:
        _complain(str(error))
        return _REFUSED


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m assistant", description="向已读入的报告提问 ask the reports that were read"
    )
    commands = parser.add_subparsers(dest="command", required=True)
    one = commands.add_parser("ask", help="问一个问题 one question")
    one.add_argument("question")
    one.add_argument("--json", action="store_true", help="输出 JSON")
    one.set_defaults(run=_ask)
    many = commands.add_parser("batch", help="逐行回答 JSONL 里的问题 one JSON answer a line")
    many.add_argument("questions", type=Path)
    many.set_defaults(run=_batch)
    rows = commands.add_parser("find", help="按条件查行 rows as a table")
    find.add_arguments(rows)
    rows.set_defaults(run=find.run)
    for command in (one, many, rows):
        command.add_argument("--library", type=Path, help="报告库 the library folder")
    return parser


def _ask(options: argparse.Namespace, library: Library) -> int:
    answer = ask(
        Question(options.question), library, options.llm, public=options.public, names=True
    )
    if options.json:
        sys.stdout.write(_json_line(answer))
    else:
        sys.stdout.write(in_plain_text(answer))
    return _DONE


def in_plain_text(answer: Answer) -> str:
    """The answer for a terminal: how it was read, the text, and where everything stands."""
    lines = [answer.reading, answer.text]
    lines += [
        f"[{c.mark}] {c.report} 第{c.locators[0].page}页（{c.file}）" for c in answer.citations
    ]
    return "\n".join(line for line in lines if line) + "\n"


def _batch(options: argparse.Namespace, library: Library) -> int:
    refused = False
    for number, line in _lines(options.questions):
        try:
            question = question_of(json.loads(line))
        except (ValueError, TypeError, KeyError) as error:
            _complain(f"{options.questions} 第{number}行 不是问题 (not a question): {error}")
            refused = True
            continue
        answer = ask(question, library, options.llm, public=options.public, names=True)
        sys.stdout.write(_json_line(answer))
        sys.stdout.flush()
    return _REFUSED if refused else _DONE


def question_of(entry: dict[str, object]) -> Question:
    """A question of a question file: ``question``, ``id`` and earlier turns in ``history``.

    Raises KeyError where there is no question, TypeError where the shape is another.
    """
    history = entry.get("history") or ()
    if not isinstance(history, (list, tuple)):
        raise TypeError("history is no list")
    earlier = tuple(str(turn) for turn in history)
    return Question(str(entry["question"]), earlier, str(entry.get("id", "")))


def _lines(path: Path) -> Iterator[tuple[int, str]]:
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise MingzhangError(f"读不了问题文件 (cannot read the questions): {error}") from error
    for number, line in enumerate(text.splitlines(), start=1):
        if line.strip():
            yield number, line


def _json_line(answer: Answer) -> str:
    return json.dumps(answer_to_json(answer), ensure_ascii=False) + "\n"


def _complain(words: str) -> None:
    sys.stderr.write(words + "\n")


if __name__ == "__main__":
    sys.exit(main())
