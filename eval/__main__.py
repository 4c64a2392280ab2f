"""Command line of the evaluation: ``python -m eval run|retrieval|tables|reports|…``.

Exit 0: all done; 1: some input refused, each named; 2: wrong use.
"""

from __future__ import annotations

import argparse
import dataclasses
import json
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, TypeVar

from assistant.ask import ask
from assistant.drafting.model import model_of
from assistant.feedback import kept_feedback
from assistant.linking.meaning import FOLDER as MEANING
from assistant.reading.reader import MODEL
from assistant.solving.judge import FOLDER as JUDGE
from eval import bench, bench_across, load, retrieval, runs, summaries, teaching
from eval.cases import Case, load_cases
from eval.evidence import places_of
from eval.feedback_cases import cases_from
from eval.generate import generate
from eval.reports import load_labels, reports_in_words, reports_to_json, score_reports
from eval.tables import score_tables, tables_in_words, tables_to_json
from eval.truth import load_truths
from ingest.errors import MingzhangError
from ingest.library import Library
from ingest.settings import Settings

_ROOT = Path(__file__).parent.parent
_OWN_QUESTIONS = Path(__file__).parent / "questions" / "samples.jsonl"
_GENERATED = _OWN_QUESTIONS.with_name("generated.jsonl")
_PARAPHRASES = _OWN_QUESTIONS.with_name("paraphrases.jsonl")
_EXAMPLES = 8


_T = TypeVar("_T")


class WrongUse(Exception):
    """The command was given something it cannot work with."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs one command and returns its exit code."""
    options = _parser().parse_args(arguments)
    try:
        code: int = options.command(options)
    except MingzhangError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    except subprocess.CalledProcessError as error:
        sys.stderr.write(f"{error.stderr or ''}\n没有跑完 did not finish: {error}\n")
        return 1
    except WrongUse as error:
        sys.stderr.write(f"{error}\n")
        return 2
    except FileNotFoundError as error:
        sys.stderr.write(f"没有这个文件 no such file: {error.filename or error}\n")
        return 2
    return code


def _run(options: argparse.Namespace) -> int:
    cases = _cases(options.questions, options.only)
    truths = load_truths(options.truth)
    lost = [line for case in cases for line in places_of(case, truths)[1]]
    with _library(options) as library:
        settings = Settings()
        model = model_of(settings)
        named = settings.llm_model if model else ""
        made_with = runs.circumstances_of(cases, library, settings.embedding, named)
        before = runs.last_run(made_with.questions)
        asking = partial(ask, llm=model) if model else ask
        results = _with_progress(runs.run_cases(cases, library, truths, asking), len(cases))
    run = runs.Run(made_with, tuple(results))
    path = runs.save_run(run, options.output)
    if options.json:
        _say(_as_json(runs.run_to_json(run)))
    elif options.markdown:
        _say(summaries.as_markdown(summaries.SUMMARY_HEADER, summaries.summary_rows(run.results)))
    else:
        _say(summaries.run_in_words(run, before, detail=options.verbose))
        _say(f"\n已保存 saved: {path}")
    for line in lost:
        sys.stderr.write(f"依据未能定位 evidence not located (--truth?): {line}\n")
    return 1 if lost else 0


def _retrieval(options: argparse.Namespace) -> int:
    cases = _cases(options.questions, options.only)
    truths = load_truths(options.truth)
    with _library(options) as library:
        ranks = _with_progress(retrieval.ranks_of(cases, library, truths), len(cases))
    if not ranks:
        raise WrongUse("没有要找文字的题目 no questions that ask for words")
    scores = retrieval.scores_of(ranks)
    if options.json:
        told = [{"id": r.case.id, "rank": dict(r.rank)} for r in ranks]
        _say(_as_json({"scores": [dataclasses.asdict(s) for s in scores], "cases": told}))
        return 0
    _say(summaries.as_markdown(retrieval.HEADER, retrieval.as_rows(scores)))
    if options.verbose:
        _say("\n" + retrieval.misses_in_words(ranks))
    return 0


def _tables(options: argparse.Namespace) -> int:
    truths = load_truths(options.truth)
    with _library(options) as library:
        score = score_tables(truths.values(), library)
    examples = options.examples if options.verbose else 0
    told = tables_to_json(score)
    _say(_as_json(told) if options.json else tables_in_words(score, examples=examples))
    return 1 if score.absent else 0


def _reports(options: argparse.Namespace) -> int:
    labels = load_labels(options.labels)
    with _library(options) as library:
        scores = score_reports(labels, library)
    told = reports_to_json(scores)
    _say(_as_json(told) if options.json else reports_in_words(scores, detail=options.verbose))
    return 0


def _bench_ingest(options: argparse.Namespace) -> int:
    paths = options.files or sorted((_ROOT / "samples").glob("*.pdf"))
    if missing := [str(path) for path in paths if not path.is_file()]:
        raise WrongUse(f"没有这些文件 no such files: {', '.join(missing)}")
    if not paths:
        raise WrongUse("samples 里没有报告 no reports in samples/")
    speed = bench.ingest_speed(paths)
    told = dataclasses.asdict(speed)
    _say(_as_json(told) if options.json else bench.ingest_in_words(speed))
    return 0 if len(speed.files) == len(paths) else 1


def _bench_ask(options: argparse.Namespace) -> int:
    cases = _cases(options.questions, "")
    with _library(options) as library:
        speeds = bench.ask_speed(cases, library, ask)
        cold = bench.cold_start(cases[0].question, library.folder)
    if options.json:
        kinds = [dataclasses.asdict(speed) for speed in speeds]
        _say(_as_json({"kinds": kinds, "cold": dataclasses.asdict(cold)}))
    else:
        _say(bench.ask_in_words(speeds, cold))
    return 0


def _bench_across(options: argparse.Namespace) -> int:
    with _library(options) as library, _kept_or_temporary(options.folder) as folder:
        if not library.reports():
            raise WrongUse("库里没有报告可复制 no reports to copy in the library")
        measured = bench_across.across_speed(library, folder, options.reports)
    told = dataclasses.asdict(measured)
    _say(_as_json(told) if options.json else bench_across.across_in_words(measured))
    return 0


@contextmanager
def _kept_or_temporary(folder: Path | None) -> Iterator[Path]:
    """A folder that stays, where one is named, else one that goes again."""
    if folder is not None:
        yield folder
        return
    with TemporaryDirectory() as made:
        yield Path(made)


def _bench_load(options: argparse.Namespace) -> int:
    cases = [case for case in _cases(options.questions, "") if not case.history]
    with _library(options) as library:
        folder = library.folder
    asked = [case.question for case in cases]
    visit = load.Visit(options.people, options.each, options.pause, options.intruders)
    measured = load.load_speed(folder, asked, visit)
    _say(_as_json(dataclasses.asdict(measured)) if options.json else load.load_in_words(measured))
    return 1 if measured.errors else 0


def _feedback(options: argparse.Namespace) -> int:
    with _library(options) as library:
        made = list(cases_from(kept_feedback(library.folder)))
    for record in made:
        _say(json.dumps(record, ensure_ascii=False))
    return 0


def _generate(options: argparse.Namespace) -> int:
    made = generate(load_truths([_ROOT / "samples" / "truth"]))
    lines = [json.dumps(record, ensure_ascii=False) for record in made]
    options.output.write_text("\n".join(lines) + "\n", encoding="utf-8")
    _say(f"已生成 generated: {len(made)} 题 cases → {options.output}")
    return 0


def _cases(paths: Iterable[Path], only: str) -> tuple[Case, ...]:
    """The cases of all files whose id begins with ``only``."""
    cases = tuple(case for path in paths for case in load_cases(path) if case.id.startswith(only))
    if not cases:
        raise WrongUse("没有题目 no questions")
    return cases


def _library(options: argparse.Namespace) -> Library:
    """The library to measure; measuring makes none."""
    settings = Settings()
    folder: Path = options.library or settings.library
    if not folder.is_dir():
        raise WrongUse(
            f"没有这个库，请先 ingest add (no such library, add reports first): {folder}"
        )
    return Library.open(folder, settings)


def _with_progress(results: Iterable[_T], total: int) -> list[_T]:
    """All results, counted on the terminal while they come in."""
    done = []
    for result in results:
        done.append(result)
        if sys.stderr.isatty():
            sys.stderr.write(f"\r{len(done)}/{total}")
    if sys.stderr.isatty():
        sys.stderr.write("\r")
    return done


def _as_json(told: Mapping[str, Any] | Sequence[Any]) -> str:
    return json.dumps(told, ensure_ascii=False, indent=1)


def _say(text: str) -> None:
    sys.stdout.write(text + "\n")


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m eval", description="评测 evaluation")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    run = _command(commands, "run", "逐题提问并评分 ask and score questions", _run)
    _add_questions(run)
    run.add_argument("--truth", type=Path, nargs="+", default=[], metavar="DIR")
    run.add_argument(
        "--only", default="", metavar="PREFIX", help="只问编号以此开头的题 only these ids"
    )
    run.add_argument("--output", type=Path, metavar="FILE", help="结果保存到 save the run here")
    run.add_argument("--markdown", action="store_true", help="只打印表格 the table alone")
    found = _command(commands, "retrieval", "各种检索的名次 ranks by way of search", _retrieval)
    _add_questions(found, [_OWN_QUESTIONS, _PARAPHRASES])
    found.add_argument("--truth", type=Path, nargs="+", default=[], metavar="DIR")
    found.add_argument("--only", default="", metavar="PREFIX", help="只问编号以此开头的题")
    tables = _command(commands, "tables", "按真值核对单元格 score cells against truth", _tables)
    tables.add_argument("truth", type=Path, nargs="+", metavar="TRUTH")
    tables.add_argument("--examples", type=int, default=_EXAMPLES, metavar="N", help="-v: 每表几例")
    reports = _command(commands, "reports", "按标注核对报告 score reports against labels", _reports)
    reports.add_argument("labels", type=Path, metavar="LABELS.jsonl")
    _add_bench(commands)
    _add_teaching(commands)
    _command(commands, "feedback", "读者评价转成题目 readers' words as cases", _feedback)
    words = "按样本真值出题 make cases over the samples"
    making = commands.add_parser("generate", help=words, description=words)
    making.set_defaults(command=_generate)
    making.add_argument("--output", type=Path, default=_GENERATED, metavar="FILE")
    return parser


def _add_teaching(commands: Any) -> None:
    words = "抽事实条，供人出题 draw fact sheets for writers of questions"
    sheets = _command(commands, "sheets", words, _in_library(teaching.draw_sheets))
    sheets.add_argument("name", type=Path, metavar="NAME", help="写到 NAME.txt 和 NAME.jsonl")
    sheets.add_argument("--split", choices=("train", "validation", "test"), default="train")
    sheets.add_argument("--count", type=int, default=100, metavar="N", help="条数 sheets")
    sheets.add_argument("--seed", type=int, default=1, metavar="N")
    sheets.add_argument(
        "--strangers", type=Path, metavar="FILE", help="没有收录的单位 bodies not held"
    )
    words = "两次阅读一致的题入库 add what two readings agree on to the corpus"
    taking = commands.add_parser("take-in", help=words, description=words)
    taking.set_defaults(command=teaching.take_in)
    for name in ("sheets", "written", "read"):
        taking.add_argument(name, type=Path, metavar=name.upper())
    taking.add_argument("--brief", required=True, metavar="NAME")
    words = "用题库训练阅读模型 train the reader from the corpus"
    training = _command(commands, "train-reader", words, _in_library(teaching.train))
    training.add_argument("--output", type=Path, default=MODEL, metavar="DIR")
    training.add_argument("--threads", type=int, default=2, metavar="N")
    words = "从现有模型接着训练 go on from the reader that ships"
    training.add_argument("--further", action="store_true", help=words)
    words = "训练词与事项的远近 train how near words are to things, from the corpus"
    nearing = _command(commands, "train-meaning", words, _in_library(teaching.train_meaning))
    nearing.add_argument("--output", type=Path, default=MEANING, metavar="DIR")
    words = "训练读法的评判 train the judge of readings from the corpus"
    judging = _command(commands, "train-judge", words, _in_library(teaching.train_judge))
    judging.add_argument("--output", type=Path, default=JUDGE, metavar="DIR")
    judging.add_argument("--threads", type=int, default=2, metavar="N")
    words = "从现有模型接着训练 go on from the judge that ships"
    judging.add_argument("--further", action="store_true", help=words)
    words = "新题的名目开头，其余只复习一部分 briefs that are new; of others a share"
    judging.add_argument("--new", default="", metavar="NAME", help=words)
    words = "定下读法有多可靠 fit how surely a reading is right"
    fitting = _command(commands, "fit-chances", words, _in_library(teaching.fit))
    fitting.add_argument("--threads", type=int, default=2, metavar="N")
    fitting.add_argument("--questions", type=Path, nargs="*", default=[], metavar="FILE")
    words = "定下哪段原文是答案 fit which passage answers"
    passages = _command(commands, "fit-passages", words, _in_library(teaching.fit_words))
    passages.add_argument("--model", type=Path, default=MODEL, metavar="DIR")
    words = "新题只问一次并记录 ask a fresh set once, and log it"
    sight = _command(commands, "first-sight", words, _in_library(teaching.see_first))
    sight.add_argument("questions", type=Path, metavar="FILE")
    sight.add_argument("--brief", required=True, metavar="WORDS", help="谁写的、怎么写的 by whom")
    sight.add_argument("--truth", type=Path, nargs="+", default=[], metavar="DIR")


def _in_library(
    command: Callable[[Library, argparse.Namespace], int],
) -> Callable[[argparse.Namespace], int]:
    """A command that is given the library of the options."""

    def run(options: argparse.Namespace) -> int:
        with _library(options) as library:
            return command(library, options)

    return run


def _add_bench(commands: Any) -> None:
    parser = commands.add_parser("bench", help="测速 measure speed, as ratios in one run")
    what = parser.add_subparsers(required=True, metavar="WHAT")
    ingest = _command(what, "ingest", "读取 reading against bare pdfplumber", _bench_ingest)
    ingest.add_argument("files", type=Path, nargs="*", metavar="FILE")
    _add_questions(_command(what, "ask", "回答 answering, and the cold start", _bench_ask))
    words = "跨报告的提问与加入 questions across reports, and adding, by the size of a library"
    across = _command(what, "across", words, _bench_across)
    across.add_argument("--reports", type=int, default=5000, metavar="N", help="份数 reports")
    across.add_argument("--folder", type=Path, metavar="DIR", help="复制的文库留在 keep them here")
    many = _command(what, "load", "多人同时提问 many readers at once, on 127.0.0.1", _bench_load)
    _add_questions(many)
    many.add_argument("--people", type=int, default=20, metavar="N", help="人数 readers")
    many.add_argument("--each", type=int, default=10, metavar="N", help="各几题 questions each")
    many.add_argument(
        "--pause", type=float, default=0, metavar="S", help="每题间隔秒数 seconds between"
    )
    many.add_argument("--intruders", action="store_true", help="旁有攻击者 hostile visitors beside")


def _command(commands: Any, name: str, words: str, command: Any) -> argparse.ArgumentParser:
    """A sub-command with the options that all have."""
    parser: argparse.ArgumentParser = commands.add_parser(name, help=words, description=words)
    parser.set_defaults(command=command)
    parser.add_argument("--library", type=Path, metavar="DIR", help="报告库 the library folder")
    parser.add_argument("--json", action="store_true", help="输出 JSON")
    parser.add_argument(
        "-v", "--verbose", action="store_true", help="列出每个失分 tell each failure"
    )
    return parser


def _add_questions(
    parser: argparse.ArgumentParser, usual: Sequence[Path] = (_OWN_QUESTIONS, _GENERATED)
) -> None:
    parser.add_argument("--questions", type=Path, nargs="+", default=list(usual), metavar="FILE")


if __name__ == "__main__":
    sys.exit(main())
