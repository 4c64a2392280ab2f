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
from assistant.explaining import explained
from assistant.reading.bounds import plain_letters
from assistant.selection import find
from ingest.errors import MingzhangError
from ingest.library import Library
from ingest.settings import Settings

_DONE, _REFUSED = 0, 1
_LONGEST_LINE = 100_000
"""Bytes of a line of a question file: far more than the longest question with its earlier turns."""


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
    stages = commands.add_parser("explain", help="一个回答的每一步 every stage of one answer")
    stages.add_argument("question")
    stages.add_argument("--earlier", nargs="*", default=[], help="前面的问句 earlier turns")
    stages.set_defaults(run=_explain)
    for command in (one, many, rows, stages):
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


def _explain(options: argparse.Namespace, library: Library) -> int:
    for line in explained(Question(options.question, tuple(options.earlier)), library):
        sys.stdout.write(f"{line}\n")
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
            question = question_of(_read(line))
        except NotAQuestion as error:
            _complain(f"{options.questions} 第{number}行：{error}")
            refused = True
            answer = _declined(line, f"第{number}行：{error}")
        else:
            answer = ask(question, library, options.llm, public=options.public, names=True)
        sys.stdout.write(_json_line(answer))
        sys.stdout.flush()
    return _REFUSED if refused else _DONE


class NotAQuestion(MingzhangError):
    """A line of a question file that holds no question; says what is wrong with it."""


def question_of(entry: object) -> Question:
    """A question of a question file: ``question``, ``id`` and earlier turns in ``history``.

    Raises NotAQuestion where the shape is another.
    """
    if not isinstance(entry, dict):
        raise NotAQuestion("不是 JSON 对象 (not a JSON object)")
    text, history = entry.get("question"), entry.get("history") or ()
    if not isinstance(text, str):
        raise NotAQuestion("没有文字的 question (no question in words)")
    if not isinstance(history, list | tuple) or not all(isinstance(t, str) for t in history):
        raise NotAQuestion("history 不是文字的列表 (history is no list of words)")
    return Question(text, tuple(history), _id_of(entry))


def _id_of(entry: object) -> str:
    """What the line calls itself, "" where it has no name."""
    named = entry.get("id", "") if isinstance(entry, dict) else ""
    return str(named) if isinstance(named, str | int) else ""


def _declined(line: bytes, words: str) -> Answer:
    """What stands in the place of an answer for a line that is no question."""
    try:
        named = plain_letters(_id_of(_read(line)))
    except NotAQuestion:
        named = ""
    return Answer(Question("", id=named), "not_found", words, "")


def _read(line: bytes) -> object:
    """What a line holds. Raises NotAQuestion where it is no JSON."""
    if len(line) > _LONGEST_LINE:
        raise NotAQuestion(f"超过{_LONGEST_LINE}字节 (longer than {_LONGEST_LINE} bytes)")
    try:
        return json.loads(line.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise NotAQuestion("不是 UTF-8 文字 (not UTF-8)") from error
    except (ValueError, RecursionError) as error:
        raise NotAQuestion("不是 JSON (not JSON)") from error


def _lines(path: Path) -> Iterator[tuple[int, bytes]]:
    """The lines that are not blank, with their numbers; of one too long only the beginning."""
    try:
        with path.open("rb") as file:
            number = 0
            while line := file.readline(_LONGEST_LINE + 1):
                number += 1
                rest = line
                while not rest.endswith(b"\n") and (rest := file.readline(_LONGEST_LINE)):
                    pass
                if line.strip():
                    yield number, line
    except OSError as error:
        raise MingzhangError(f"读不了问题文件 (cannot read the questions): {error}") from error


def _json_line(answer: Answer) -> str:
    return json.dumps(answer_to_json(answer), ensure_ascii=False) + "\n"


def _complain(words: str) -> None:
    sys.stderr.write(words + "\n")


if __name__ == "__main__":
    sys.exit(main())
