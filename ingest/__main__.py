"""``python -m ingest``: the command line of the library.

Exit codes: 0 all done, 1 some input refused (each named with its reason), 2 wrong use.
"""

from __future__ import annotations

import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Sequence
from pathlib import Path
from typing import get_args

from ingest import commands
from ingest.errors import MingzhangError
from ingest.settings import Parser, Settings

_INTERRUPTED = 130


def parser() -> ArgumentParser:
    """The commands and their options."""
    library = ArgumentParser(add_help=False)
    library.add_argument(
        "--library",
        type=Path,
        metavar="DIR",
        help="文库文件夹，默认 MINGZHANG_LIBRARY 或 ./library (library folder)",
    )
    reading = ArgumentParser(add_help=False)
    reading.add_argument(
        "--parser",
        choices=get_args(Parser),
        help="读取页面的解析器，默认 MINGZHANG_PARSER 或 pdfium (what reads the pages)",
    )
    top = ArgumentParser(prog="python -m ingest", description="明账文库 (the library of reports)")
    verbs = top.add_subparsers(dest="command", required=True, metavar="COMMAND")
    _options_of_add(
        verbs.add_parser("add", parents=[library, reading], help="读入文件或文件夹 (read reports)")
    )
    shown = verbs.add_parser("list", parents=[library], help="列出报告 (list the reports)")
    shown.add_argument("--json", action="store_true", help="每份一行 JSON (a JSON line a report)")
    remove = verbs.add_parser("remove", parents=[library], help="移除报告 (remove reports)")
    remove.add_argument("ids", nargs="+", metavar="ID")
    _options_of_export(verbs.add_parser("export", parents=[library], help="导出 (export)"))
    _options_of_check(
        verbs.add_parser("check", parents=[library], help="列出不符之处 (discrepancies)")
    )
    _options_of_explain(
        verbs.add_parser(
            "explain", parents=[reading], help="看一页读出了什么 (what is found on a page)"
        )
    )
    verbs.add_parser("re-embed", parents=[library], help="重建向量 (embed the passages again)")
    _options_of_training(
        verbs.add_parser("train-embedding", help="训练向量模型 (train an embedding model)")
    )
    return top


def _options_of_add(add: ArgumentParser) -> None:
    add.add_argument("paths", nargs="+", type=Path, metavar="PATH")
    add.add_argument("--jobs", type=_count, default=0, metavar="N", help="进程数 (processes)")
    add.add_argument("--json", action="store_true", help="每份一行 JSON (a JSON line a file)")
    add.add_argument("--replace", default="", metavar="ID", help="替换该报告 (replace a report)")


def _options_of_export(export: ArgumentParser) -> None:
    export.add_argument("--report", default="", metavar="ID", help="只导出这份 (only this one)")
    export.add_argument("--format", choices=("json", "csv", "xlsx"), default="json")
    export.add_argument("--output", type=Path, metavar="F", help="默认标准输出 (default stdout)")


def _options_of_check(check: ArgumentParser) -> None:
    check.add_argument("--report", default="", metavar="ID")
    check.add_argument("--json", action="store_true")
    check.add_argument(
        "--all",
        action="store_true",
        help="相符和不适用的也列出 (also what held or was not checked)",
    )


def _options_of_explain(explain: ArgumentParser) -> None:
    explain.add_argument("file", type=Path, metavar="FILE")
    explain.add_argument("--page", type=_count, required=True, metavar="N")
    explain.add_argument("--output", type=Path, metavar="PNG", help="画出来 (draw it)")


def _options_of_training(trained: ArgumentParser) -> None:
    trained.add_argument(
        "reports", nargs="+", type=Path, metavar="REPORTS", help="PDF、文件夹或文库 (or libraries)"
    )
    trained.add_argument(
        "--output",
        type=Path,
        default=Path("embedding-model"),
        metavar="DIR",
        help="模型文件夹，默认 ./embedding-model (the folder of the model)",
    )


def _count(text: str) -> int:
    number = int(text)
    if number < 1:
        raise ValueError(text)
    return number


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code."""
    top = parser()
    given = top.parse_args(arguments)
    if given.command == "export" and given.format == "xlsx" and given.output is None:
        top.error("xlsx 需要 --output (xlsx needs --output)")
    if given.command == "add" and given.replace and len(given.paths) > 1:
        top.error("--replace 只配一个文件 (--replace takes one file)")
    try:
        return _run(given, _settings(given))
    except MingzhangError as error:
        commands.complain(error)
        return commands.REFUSED
    except KeyboardInterrupt:
        sys.stderr.write("已中断，读完的都在文库里 (interrupted; what was read is kept)\n")
        return _INTERRUPTED


def _settings(given: Namespace) -> Settings:
    settings = Settings()
    chosen = getattr(given, "parser", None)
    return settings.model_copy(update={"parser": chosen}) if chosen else settings


def _run(given: Namespace, settings: Settings) -> int:
    if given.command == "explain":
        return commands.explain(settings, given.file, given.page, given.output)
    if given.command == "train-embedding":
        return commands.train_embedding(settings, given.reports, given.output)
    folder: Path = given.library or settings.library
    if given.command == "add":
        return commands.add(
            folder,
            settings,
            given.paths,
            jobs=given.jobs,
            as_json=given.json,
            replace=given.replace,
        )
    if given.command == "list":
        return commands.show(folder, settings, as_json=given.json)
    if given.command == "remove":
        return commands.remove(folder, settings, given.ids)
    if given.command == "export":
        return commands.export(
            folder, settings, report_id=given.report, form=given.format, output=given.output
        )
    if given.command == "check":
        return commands.check(
            folder, settings, report_id=given.report, as_json=given.json, everything=given.all
        )
    return commands.re_embed(folder, settings)


if __name__ == "__main__":
    sys.exit(main())
