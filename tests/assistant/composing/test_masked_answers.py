"""Answers carry no telephone number, e-mail address or ID number, unless staff ask."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from assistant.__main__ import main
from assistant.answers import Answer, Choice, Citation, Draft, Question, StatedFigure
from assistant.answers_json import answer_to_json
from assistant.ask import ask
from assistant.composing.masked_answers import masked_answer, masked_draft
from ingest.library import Library
from tests.assistant.asking import holding

CONTACT = "如有疑问请致电：联系人王某，联系电话：020-83130500，邮箱wang@example.gov.cn。"
QUESTION = "澄浦市文化馆2024年预算公开的联系人和联系电话是什么？"
SECRETS = ("83130500", "wang@example")


@pytest.fixture
def held(tmp_path: Path, make_account: Callable[..., Any]) -> Iterator[Library]:
    made = make_account("澄浦市文化馆", 2024, total="99.85", basic="61.35", office="2.15")
    made.says(CONTACT, "第五部分 其他说明", "联系方式")
    with holding(tmp_path, made.reading()) as library:
        yield library


def test_the_public_is_told_everything_but_the_numbers(held: Library) -> None:
    plain = ask(Question(QUESTION), held, public=False)
    assert "83130500" in plain.text, "the test needs an answer that quotes the contact"
    shown = ask(Question(QUESTION), held)
    assert "〔电话已隐去〕" in shown.text and "王某" in shown.text
    whole = json.dumps(answer_to_json(shown), ensure_ascii=False)
    assert not any(secret in whole for secret in SECRETS)
    assert replace(masked_answer(plain), seconds=0.0) == replace(shown, seconds=0.0)


@pytest.mark.parametrize(("public", "hidden"), [("true", True), ("false", False)])
def test_the_command_line_follows_the_settings(
    held: Library,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    public: str,
    *,
    hidden: bool,
) -> None:
    monkeypatch.setenv("MINGZHANG_PUBLIC", public)
    assert main(["ask", QUESTION, "--library", str(held.folder)]) == 0
    assert ("83130500" not in capsys.readouterr().out) is hidden


def test_every_part_of_an_answer_is_masked_and_amounts_are_not() -> None:
    phone = "13800138000"
    contact = StatedFigure(phone, "", "context", f"联系 {phone}", "a.pdf", 1)
    amount = StatedFigure("13912345678", "元", "answer", f"支出 {phone}", "a.pdf", 1)
    answer = Answer(
        Question("q"),
        "answered",
        f"支出13,912,345,678元，电话13,800,138,000，{phone}。",
        f"我的理解 {phone}",
        figures=(contact, amount),
        citations=(Citation(1, "r", "某局", "a.pdf", (), f"联系人 {phone}"),),
        choices=(Choice(phone, f"问 {phone}"),),
    )
    shown = masked_answer(answer)
    assert [(f.value, f.unit) for f in shown.figures] == [("13912345678", "元")]
    assert shown.text == "支出13,912,345,678元，电话〔电话已隐去〕，〔电话已隐去〕。"
    for part in (shown.reading, shown.figures, shown.citations, shown.choices):
        assert phone not in repr(part)
    assert phone not in masked_draft(Draft(f"联系人 {phone}")).text
