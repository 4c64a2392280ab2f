"""First sight: a fresh set of questions, asked once, and the log of what came of it.

A set counts the first time it is asked; after that it has been looked at. So the log keeps a digest
of the questions, and the same set is not logged twice.
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from eval.cases import Case
from eval.runs import Result
from ingest.errors import MingzhangError

LOG = Path(__file__).parent.parent / "docs" / "evaluation.md"
_BEGINS = "<!-- first sight of questions: `python -m eval first-sight` adds a line -->"


class SeenBefore(MingzhangError):
    """A set of questions that the log already tells of."""


@dataclass(frozen=True, slots=True)
class Sight:
    """What came of a set: counts, and by kind right, wrong figures and how many there were."""

    questions: int
    right: int
    wrong_figures: int
    declined: int
    kinds: tuple[tuple[str, int, int, int], ...]


def digest_of(cases: Sequence[Case]) -> str:
    """The same for the same questions, whatever their file is called."""
    asked = sorted(json.dumps([*case.history, case.question], ensure_ascii=False) for case in cases)
    return hashlib.sha256("\n".join(asked).encode()).hexdigest()[:12]


def sight_of(results: Sequence[Result]) -> Sight:
    """The counts of a run."""
    right: Counter[str] = Counter()
    wrong: Counter[str] = Counter()
    total: Counter[str] = Counter()
    declined = 0
    for result in results:
        total[result.kind] += 1
        right[result.kind] += result.score.verdict == "correct"
        wrong[result.kind] += bool(result.score.wrong_figure)
        declined += result.score.verdict == "declined"
    kinds = tuple((kind, right[kind], wrong[kind], total[kind]) for kind in sorted(total))
    return Sight(sum(total.values()), sum(right.values()), sum(wrong.values()), declined, kinds)


def check_fresh(digest: str, log: Path = LOG) -> None:
    """Raises SeenBefore where the log has that set."""
    if f"`{digest}`" in log.read_text(encoding="utf-8"):
        advice = "要量第一次见到的效果，请写一套新题 (write a new set)"
        raise SeenBefore(f"这套题已经问过 (asked before): {digest}", advice=advice)


def logged(sight: Sight, digest: str, brief: str, date: str, log: Path = LOG) -> str:
    """Adds a line to the log and returns it. Raises SeenBefore."""
    check_fresh(digest, log)
    line = (
        f"| {date} | {brief.replace('|', '/')} | {sight.questions} | {_share(sight.right, sight)} "
        f"| {_share(sight.wrong_figures, sight)} | {sight.declined} | `{digest}` |"
    )
    text = log.read_text(encoding="utf-8")
    if _BEGINS not in text:
        raise MingzhangError(f"日志里没有这一段 (no such section): {_BEGINS}", file=log.name)
    before, after = text.split(_BEGINS, 1)
    rows = after.split("\n")
    first = next(at for at, row in enumerate(rows) if row.startswith("|"))
    end = next((at for at in range(first, len(rows)) if not rows[at].startswith("|")), len(rows))
    rows.insert(end, line)
    log.write_text(f"{before}{_BEGINS}" + "\n".join(rows), encoding="utf-8")
    return line


def _share(count: int, sight: Sight) -> str:
    return f"{count} ({100 * count / max(1, sight.questions):.1f} %)"


def kinds_in_words(sight: Sight) -> str:
    """Each kind with what was right, and wrong figures where there were any."""
    told = (
        f"{kind} {right}/{total}{f' ({wrong} wrong)' if wrong else ''}"
        for kind, right, wrong, total in sight.kinds
    )
    return ", ".join(told)
