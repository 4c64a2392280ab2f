"""A run: every case asked as the chat asks it, scored, saved, compared with the run before."""

from __future__ import annotations

import dataclasses
import hashlib
import json
import subprocess
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from assistant.answers import Answer, Question
from eval.cases import Case
from eval.evidence import places_of
from eval.groundedness import Pages, groundedness
from eval.scorers import Part, Score, Verdict, cited_pages, score
from eval.truth import Truth
from ingest.library import Library
from ingest.nouns import Report
from ingest.version import reader_version

Ask = Callable[[Question, Library], Answer]
"""The one function that answers, ``assistant.ask.ask``; tests give others."""

SAVED_RUNS = Path(__file__).parent / "saved-runs"
"""Where runs are kept unless said otherwise; not under version control."""


@dataclass(frozen=True, slots=True)
class Result:
    """What one case came to: the case, its score, and what the answer said.

    ``answer`` holds what the score rests on: outcome, text, reading, figures (value, unit, role,
    label) and cited pages by report. ``seconds`` is the time the answer took. ``statements``
    counts its numbers and quotations, ``unfounded`` has those that no cited page bears out.
    """

    case_id: str
    kind: str
    question: str
    score: Score
    answer: dict[str, Any]
    seconds: float
    statements: int = 0
    unfounded: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Circumstances:
    """With what a run was made: enough to know whether two runs compare.

    ``commit`` ends in "+" where the working tree differs from it and is "" outside version
    control; ``questions`` is a digest of all cases asked, ``question_files`` tell whoever reads the
    saved run where those stood; ``model`` names the language model, "" for none.
    """

    date: str
    commit: str
    reader_version: str
    embedding: str
    questions: str
    question_files: tuple[str, ...]
    reports: tuple[str, ...]
    model: str = ""


@dataclass(frozen=True, slots=True)
class Run:
    """All results of one run, in the order of the questions."""

    circumstances: Circumstances
    results: tuple[Result, ...]


def run_cases(
    cases: Iterable[Case], library: Library, truths: Mapping[str, Truth], ask: Ask
) -> Iterator[Result]:
    """Asks the cases one by one; a result as soon as it is there."""
    reports, pages = library.reports(), Pages(library)
    for case in cases:
        answer = _asked(case, library, ask)
        yield result_of(case, answer, truths, reports, pages)


def _asked(case: Case, library: Library, ask: Ask) -> Answer:
    """The answer; an error of the program is told with the case's id."""
    try:
        return ask(Question(case.question, case.history, case.id), library)
    except Exception as error:
        # Whatever it is, it is not handled here: it goes on, and says at which case it came up.
        error.add_note(f"while asking case {case.id}: {case.question}")
        raise


def result_of(
    case: Case,
    answer: Answer,
    truths: Mapping[str, Truth],
    reports: Sequence[Report],
    pages: Pages,
) -> Result:
    """The scored result of one answer."""
    places, _ = places_of(case, truths)
    scored = score(case, answer, places, reports)
    founded = groundedness(answer, pages)
    return Result(
        case.id,
        case.kind,
        case.question,
        scored,
        _told(answer),
        answer.seconds,
        founded.statements,
        founded.unfounded,
    )


def _told(answer: Answer) -> dict[str, Any]:
    return {
        "outcome": answer.outcome,
        "text": answer.text,
        "reading": answer.reading,
        "figures": [
            {"value": f.value, "unit": f.unit, "role": f.role, "label": f.label}
            for f in answer.figures
        ],
        "cited_pages": {key: sorted(pages) for key, pages in cited_pages(answer).items()},
        "choices": [choice.label for choice in answer.choices],
    }


def circumstances_of(
    cases: Sequence[Case], library: Library, embedding: str, model: str = ""
) -> Circumstances:
    """What a run over these cases and this library is made with."""
    return Circumstances(
        date=datetime.now(UTC).isoformat(timespec="seconds"),
        commit=_commit(),
        reader_version=reader_version(),
        embedding=embedding,
        questions=digest_of(cases),
        question_files=tuple(dict.fromkeys(case.source for case in cases)),
        reports=tuple(sorted(report.id for report in library.reports())),
        model=model,
    )


def digest_of(cases: Iterable[Case]) -> str:
    """The same for the same cases in any order, other for any change in what is asked or due."""
    lines = sorted(repr(dataclasses.replace(case, source="")) for case in cases)
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()[:16]


def _commit() -> str:
    folder = Path(__file__).parent
    head = _git(folder, "rev-parse", "--short=12", "HEAD")
    return head + ("+" if head and _git(folder, "status", "--porcelain") else "")


def _git(folder: Path, *arguments: str) -> str:
    """What git says, "" where there is no git or no commit."""
    try:
        done = subprocess.run(
            ["git", "-C", str(folder), *arguments], capture_output=True, text=True, check=True
        )
    except (OSError, subprocess.CalledProcessError):
        return ""
    return done.stdout.strip()


def save_run(run: Run, output: Path | None = None) -> Path:
    """Writes the run as JSON, by default under ``SAVED_RUNS`` named by its date."""
    stamp = run.circumstances.date.replace(":", "").replace("+0000", "Z")
    path = output or SAVED_RUNS / f"{stamp}-{run.circumstances.questions}.json"
    path.parent.mkdir(parents=True, exist_ok=True)
    text = json.dumps(run_to_json(run), ensure_ascii=False, indent=1)
    path.write_text(text + "\n", encoding="utf-8")
    return path


def last_run(questions: str, folder: Path | None = None) -> Run | None:
    """The latest saved run over the same cases (by their digest), None for none."""
    found = sorted((folder or SAVED_RUNS).glob(f"*-{questions}.json"))
    return load_run(found[-1]) if found else None


def run_to_json(run: Run) -> dict[str, Any]:
    """The run as plain JSON values."""
    return dataclasses.asdict(run)


def load_run(path: Path) -> Run:
    """A saved run. Raises KeyError or TypeError where the file is none."""
    record = json.loads(path.read_text(encoding="utf-8"))
    made = record["circumstances"]
    for name in ("question_files", "reports"):
        made[name] = tuple(made[name])
    return Run(Circumstances(**made), tuple(map(_result_of_record, record["results"])))


def _result_of_record(record: dict[str, Any]) -> Result:
    score = _score_of(record["score"])
    unfounded = tuple(record.get("unfounded", ()))
    return Result(**{**record, "score": score, "unfounded": unfounded})


def _score_of(record: dict[str, Any]) -> Score:
    verdict: Verdict = record["verdict"]
    return Score(verdict, tuple(Part(**part) for part in record["parts"]), record["wrong_figure"])
