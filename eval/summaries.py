"""What a run came to, for people: wrong figures first, then the share of right answers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import get_args

from eval.runs import Result, Run
from eval.scorers import PartName, Verdict

_VERDICTS: tuple[Verdict, ...] = get_args(Verdict)


@dataclass(frozen=True, slots=True)
class Tally:
    """Counts over some results: all, by verdict, wrong figures stated, and statements (numbers,
    quotations) that stand on no cited page."""

    name: str
    asked: int
    correct: int
    wrong: int
    declined: int
    wrong_figures: int
    statements: int
    unfounded: int


@dataclass(frozen=True, slots=True)
class PartTally:
    """How often a part was checked and how often it passed."""

    name: PartName
    checked: int
    passed: int


@dataclass(frozen=True, slots=True)
class Change:
    """A case whose verdict is not that of the run before."""

    case_id: str
    before: Verdict
    now: Verdict


def tally(name: str, results: Sequence[Result]) -> Tally:
    """The counts over the results."""
    counts = {v: sum(r.score.verdict == v for r in results) for v in _VERDICTS}
    wrong_figures = sum(bool(r.score.wrong_figure) for r in results)
    return Tally(
        name,
        len(results),
        counts["correct"],
        counts["wrong"],
        counts["declined"],
        wrong_figures,
        sum(r.statements for r in results),
        sum(len(r.unfounded) for r in results),
    )


def by_kind(results: Sequence[Result]) -> tuple[Tally, ...]:
    """One tally a kind, in the order in which the kinds are first asked."""
    kinds = dict.fromkeys(result.kind for result in results)
    return tuple(tally(kind, [r for r in results if r.kind == kind]) for kind in kinds)


def by_part(results: Sequence[Result]) -> tuple[PartTally, ...]:
    """Each part of the score over all results."""
    tallies = []
    for name in get_args(PartName):
        parts = [part for r in results for part in r.score.parts if part.name == name]
        checked = [part for part in parts if part.passed is not None]
        tallies.append(PartTally(name, len(checked), sum(bool(p.passed) for p in checked)))
    return tuple(tallies)


def changes(before: Run, now: Run) -> tuple[Change, ...]:
    """Cases asked in both runs whose verdict changed, in the order of the later run."""
    former = {result.case_id: result.score.verdict for result in before.results}
    return tuple(
        Change(r.case_id, former[r.case_id], r.score.verdict)
        for r in now.results
        if r.case_id in former and former[r.case_id] != r.score.verdict
    )


def share(part: int, whole: int) -> str:
    """``24/25 96.0 %``; a dash for nothing out of nothing."""
    return f"{part}/{whole} {100 * part / whole:.1f} %" if whole else "–"


def failures(results: Sequence[Result]) -> tuple[Result, ...]:
    """The results that are not right: wrong figures first, then wrong, then declined."""
    failed = [result for result in results if result.score.verdict != "correct"]
    return tuple(
        sorted(failed, key=lambda r: (not r.score.wrong_figure, r.score.verdict != "wrong"))
    )


def summary_rows(results: Sequence[Result]) -> list[list[str]]:
    """Rows kind, asked, correct, wrong, declined, wrong figures, unfounded; first over all."""
    return [
        [
            t.name,
            str(t.asked),
            share(t.correct, t.asked),
            str(t.wrong),
            str(t.declined),
            str(t.wrong_figures),
            str(t.unfounded),
        ]
        for t in (tally("全部 all", results), *by_kind(results))
    ]


SUMMARY_HEADER = (
    "类别 kind",
    "题数 asked",
    "正确 correct",
    "错误 wrong",
    "未答 declined",
    "错误数字 wrong figures",
    "无据 unfounded",
)


def as_markdown(header: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """A Markdown table."""
    lines = [header, ["---"] * len(header), *rows]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)


def run_in_words(run: Run, before: Run | None, *, detail: bool = False) -> str:
    """The whole summary: headline, by kind, parts, changes, and with ``detail`` each failure."""
    results = run.results
    over_all = tally("", results)
    blocks = [
        f"答错的数字 wrong figures stated: {over_all.wrong_figures}\n"
        f"正确率 right: {share(over_all.correct, over_all.asked)}\n"
        "数字与引文在所引页上 numbers and quotations on the cited pages: "
        + share(over_all.statements - over_all.unfounded, over_all.statements),
        as_markdown(SUMMARY_HEADER, summary_rows(results)),
        "分项 parts: "
        + " · ".join(f"{p.name} {share(p.passed, p.checked)}" for p in by_part(results)),
        _changes_in_words(run, before),
    ]
    if detail:
        blocks.append("\n".join(_failure_in_words(result) for result in failures(results)))
        blocks.append("\n".join(_unfounded_in_words(r) for r in results if r.unfounded))
    return "\n\n".join(block for block in blocks if block)


def _changes_in_words(run: Run, before: Run | None) -> str:
    if before is None:
        return "没有同题的上一次结果 no earlier run on the same questions"
    lines = [f"与上一次相比 since {before.circumstances.date} ({before.circumstances.commit}):"]
    lines += [f"  {c.case_id}: {c.before} → {c.now}" for c in changes(before, run)]
    return "\n".join(lines if len(lines) > 1 else [lines[0] + " 无变化 no change"])


def _unfounded_in_words(result: Result) -> str:
    return f"无据 unfounded {result.case_id} {result.question}\n    {'；'.join(result.unfounded)}"


def _failure_in_words(result: Result) -> str:
    first = result.answer["text"].strip().replace("\n", " ")[:120]
    return (
        f"{result.score.verdict} {result.case_id} {result.question}\n"
        f"    {result.score.explanation}\n    {result.answer['outcome']}: {first}"
    )
