"""The commands that teach the reader: draw sheets, take questions in, train, and see fresh ones."""

from __future__ import annotations

import argparse
import json
import random
import sys
from datetime import UTC, datetime
from importlib import import_module
from pathlib import Path

from assistant.ask import ask
from assistant.reading.reader import Reader
from eval import first_sight, runs
from eval.asked import corpus
from eval.asked.agreement import agreed
from eval.asked.sheets import SHARES, Drawer, in_words
from eval.cases import load_cases
from eval.reader import fit_passages
from eval.truth import load_truths
from ingest.library import Library
from ingest.store.embedding import BUNDLED_FOLDER


def draw_sheets(library: Library, options: argparse.Namespace) -> int:
    """Writes ``NAME.jsonl`` (the sheets) and ``NAME.txt`` (what a writer is given)."""
    reports = [r for r in library.reports() if corpus.split_of(r.publisher) == options.split]
    drawer = Drawer(library, reports, options.seed)
    factor = options.count / sum(count for _, count in SHARES)
    shares = [(kind, max(1, round(count * factor))) for kind, count in SHARES]
    strangers = options.strangers.read_text(encoding="utf-8").split() if options.strangers else []
    sheets = list(drawer.draw(shares, strangers))
    random.Random(options.seed).shuffle(sheets)
    numbered = [
        {**sheet, "n": number, "split": options.split}
        for number, sheet in enumerate(sheets, start=1)
    ]
    lines = (json.dumps(sheet, ensure_ascii=False) + "\n" for sheet in numbered)
    options.name.with_suffix(".jsonl").write_text("".join(lines), encoding="utf-8")
    options.name.with_suffix(".txt").write_text(
        "\n".join(map(in_words, numbered)), encoding="utf-8"
    )
    sys.stdout.write(f"{len(numbered)} sheets: {options.name}.txt\n")
    return 0


def take_in(options: argparse.Namespace) -> int:
    """Adds what two readings agree on to the corpus, as ``questions/BRIEF.jsonl``."""
    sheets = [json.loads(line) for line in _lines(options.sheets)]
    both = agreed(_lines(options.written), _lines(options.read))
    records = list(corpus.taken_in(both.lines, sheets, options.brief))
    path = corpus.folder() / f"{options.brief}.jsonl"
    text = "".join(json.dumps(record, ensure_ascii=False) + "\n" for record in records)
    path.write_text(text, encoding="utf-8")
    why = ", ".join(f"{count} {reason}" for reason, count in both.dropped.most_common())
    sys.stdout.write(f"{len(records)} questions in {path.name}; dropped: {why or 'none'}\n")
    return 0


def train(library: Library, options: argparse.Namespace) -> int:
    """Trains the reader and writes the files that ship."""
    # torch is loaded where it is needed, and by this command alone.
    training = import_module("eval.reader.train_reader")
    teach = training.train_further if options.further else training.train_reader
    skill = teach(library, options.output, threads=options.threads)
    sys.stdout.write(
        f"validation: wants of {skill.wants:.1%} of {skill.questions} questions, "
        f"stretches F1 {skill.stretches:.3f}\n"
    )
    return 0


def train_meaning(library: Library, options: argparse.Namespace) -> int:
    """Trains how near words are to things, and writes the files that ship."""
    training = import_module("eval.reader.train_meaning")
    found = training.train_meaning(library, BUNDLED_FOLDER, options.output)
    sys.stdout.write(f"validation: {found:.1%} of the things meant among the nearest 14\n")
    return 0


def train_judge(library: Library, options: argparse.Namespace) -> int:
    """Trains the judge, and writes the file that ships."""
    training = import_module("eval.reader.train_judge")
    skill = training.train_judge(
        library.folder,
        options.output,
        further=options.further,
        new=options.new,
        threads=options.threads,
    )
    sys.stdout.write(f"validation: {skill.right:.1%} of {skill.groups} first readings right\n")
    return 0


def fit(library: Library, options: argparse.Namespace) -> int:
    """Fits how surely a reading is right, and says of each step of chances which share was, of
    questions left out."""
    training = import_module("eval.reader.fit_chances")
    found = training.groups(library.folder, "validation", options.questions, options.threads)
    training.write(training.fitted(found), found)
    for lower, count, share in training.calibration(training.chances_apart(found)):
        sys.stdout.write(f"{lower:.1f} to {lower + 0.1:.1f}: {count} readings, {share:.1%} right\n")
    return 0


def see_first(library: Library, options: argparse.Namespace) -> int:
    """Asks a fresh set once, logs what came of it, and tells each question that was not right."""
    cases = load_cases(options.questions)
    digest = first_sight.digest_of(cases)
    first_sight.check_fresh(digest)
    results = list(runs.run_cases(cases, library, load_truths(options.truth), ask))
    sight = first_sight.sight_of(results)
    today = datetime.now(UTC).date().isoformat()
    line = first_sight.logged(sight, digest, options.brief, today)
    sys.stdout.write(f"{line}\n{first_sight.kinds_in_words(sight)}\n")
    for result in results:
        if result.score.verdict != "correct":
            sys.stdout.write(f"{result.case_id} {result.question}\n  {result.score.explanation}\n")
    return 0


def _lines(path: Path) -> list[str]:
    return path.read_text(encoding="utf-8").splitlines()


def fit_words(library: Library, options: argparse.Namespace) -> int:
    """Fits which passage answers, and says how often it stands first."""
    network = Reader(options.model)
    learnt = list(fit_passages.lessons(library, network, "train"))
    bias, weights = fit_passages.fitted(learnt)
    alike = fit_passages.usual_likeness(learnt)
    fit_passages.write(library.embedding, alike, bias, weights)
    others = list(fit_passages.lessons(library, network, "validation"))
    for name, found in (("train", learnt), ("validation", others)):
        first = fit_passages.first_right(found, weights)
        sys.stdout.write(f"{name}: first of {len(found)} questions {first:.1%}\n")
    return 0
