"""Ranks of passages by way of search: which passage counts, and the scores over cases."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from eval.__main__ import main
from eval.cases import load_cases
from eval.retrieval import Ranks, answering, as_rows, misses_in_words, ranks_of, scores_of
from ingest.library import Library
from ingest.nouns import Locator, Passage, Reading
from ingest.settings import Settings
from tests.eval.builders import make_case, make_report

TEXTS = (
    "公务接待费减少，原因是来访的单位少了。",
    "项目支出增加，原因是新建展厅。",
    "展厅开放以后，观众满意度提高。",
)
QUESTION = "云溪市文旅局2024年公务接待费为什么减少？"
PLACE = {"report": "yunxi", "page": 3}


def a_case(**changes):
    values = {"kind": "explain", "question": QUESTION, "evidence": [PLACE], "phrases": [["来访"]]}
    return make_case(**(values | changes))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    original = tmp_path / "yunxi.pdf"
    original.write_bytes(b"%PDF-")
    report = make_report()
    passages = tuple(
        Passage(f"p{n}", report.id, ("说明",), text, (Locator(3, (1.0, 2.0, 3.0, 4.0)),))
        for n, text in enumerate(TEXTS)
    )
    with Library.open(tmp_path / "library", Settings(_env_file=None)) as opened:
        opened.add(Reading(report, (), (), passages), original)
    return tmp_path / "library"


@pytest.fixture
def library(folder: Path) -> Iterator[Library]:
    with Library.open(folder, Settings(_env_file=None)) as opened:
        yield opened


def passages_for(case, library):
    holds = answering(case, library)
    return [p.text for p in library.passages(library.reports()[0].id) if holds(p)]


def test_a_passage_counts_with_an_expected_phrase_on_a_page_named(library):
    assert passages_for(a_case(), library) == [TEXTS[0]]
    assert passages_for(a_case(evidence=[{"report": "yunxi", "page": 4}]), library) == []
    assert passages_for(a_case(phrases=[]), library) == list(TEXTS)


def test_quoted_words_say_which_passage_counts(library):
    snippet = {"report": "yunxi", "text": "新建展厅"}
    assert passages_for(a_case(evidence=[snippet], phrases=[]), library) == [TEXTS[1]]


def test_every_way_of_searching_is_ranked(library):
    (found,) = ranks_of([a_case()], library, {})
    assert dict(found.rank) == {"keywords": 1, "vectors": 1, "fused": 1, "reranked": 1}
    assert found.shared == pytest.approx(5 / 9)


def test_only_answered_questions_for_words_are_measured(library):
    cases = [a_case(kind="lookup"), a_case(status="not_found"), a_case(evidence=[])]
    assert list(ranks_of(cases, library, {})) == []


def test_scores_are_shares_and_mean_reciprocal_ranks():
    ways = ("keywords", "vectors", "fused", "reranked")
    first = Ranks(a_case(id="a"), dict.fromkeys(ways, 1), 0.5)
    fourth = Ranks(a_case(id="b"), dict.fromkeys(ways, 4), 0.1)
    missed = Ranks(a_case(id="c", kind="hybrid"), dict.fromkeys(ways, 0), 0.0)
    scores = {(s.kind, s.way): s for s in scores_of([first, fourth, missed])}
    explained = scores["explain", "fused"]
    assert explained.hits == (0.5, 0.5, 1.0)
    assert explained.reciprocal == pytest.approx(0.625)
    assert explained.shared == pytest.approx(0.3)
    assert scores["all", "vectors"].hits == pytest.approx((1 / 3, 1 / 3, 2 / 3))
    assert scores["hybrid", "keywords"].reciprocal == 0
    assert as_rows([explained])[0][-2:] == ("0.625", "30%")
    assert [line.split()[0] for line in misses_in_words([first, fourth, missed]).splitlines()] == [
        "c"
    ]


def test_the_command_prints_the_table(folder, tmp_path, capsys):
    questions = tmp_path / "questions.jsonl"
    questions.write_text(
        '{"id": "q", "kind": "explain", "question": "' + QUESTION + '", "expect": {"status": '
        '"answered", "phrases": [["来访"]], "evidence": [{"report": "yunxi", "page": 3}]}}',
        encoding="utf-8",
    )
    command = ["retrieval", "--library", str(folder), "--questions", str(questions)]
    assert main(command) == 0
    assert "| explain | fused | 1 | 100.0% |" in capsys.readouterr().out
    assert main([*command, "--only", "none"]) == 2


@pytest.mark.parametrize("name", ["paraphrases", "paraphrases-unseen"])
def test_the_projects_own_question_files_are_well_formed(name):
    path = Path(__file__).parents[2] / "eval" / "questions" / f"{name}.jsonl"
    cases = load_cases(path)
    assert len(cases) >= 40
    assert all(case.evidence for case in cases if case.status == "answered")
