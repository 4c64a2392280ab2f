"""What a language model is told, from ``prompts.yaml``: an instruction, and evidence as data."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from functools import cache
from importlib import resources
from typing import Any, cast

import yaml

from assistant.composing.citations import title_in_words
from assistant.drafting.exhibits import Exhibit
from assistant.drafting.model import Failure
from ingest.privacy import masked


def instruction(*, english: bool) -> str:
    """The rules that a model is to keep."""
    words = _prompts()
    lang = _language(english)
    return str(words["system"][lang]).format(refusal=words["refusal"][lang])


def request(question: str, stated: str, exhibits: Sequence[Exhibit], *, english: bool) -> str:
    """The question with its evidence, numbered, between fences.

    The fence is a key derived from the evidence, which no report can foresee; a sign that could
    close it is made harmless besides. Private numbers are masked: an endpoint may be anywhere.
    """
    words = _prompts()
    lang = _language(english)
    digest = hashlib.sha256("\n".join(exhibit.text for exhibit in exhibits).encode())
    key = f"data-{digest.hexdigest()[:12]}"
    evidence = "\n".join(_fenced(exhibit, key, lang) for exhibit in exhibits)
    told = stated or words["nothing_stated"][lang]
    return str(words["user"][lang]).format(
        stated=told, evidence=evidence, question=question, key=f"<{key}>"
    )


def _fenced(exhibit: Exhibit, key: str, lang: str) -> str:
    words = _prompts()
    return str(words["exhibit"]).format(
        number=exhibit.number,
        report=title_in_words(exhibit.report),
        place=words["place"][lang].format(page=exhibit.locators[0].page),
        key=key,
        text=masked(exhibit.text).replace("<", "＜").replace(">", "＞"),
    )


def declines(sentence: str) -> bool:
    """Whether a sentence of a draft says that there is no answer, or refuses to give one."""
    words = _prompts()
    fixed = [str(phrase).rstrip("。.") for phrase in words["refusal"].values()]
    if any(phrase in sentence for phrase in fixed):
        return True
    return any(re.search(p, sentence.strip(), re.IGNORECASE) for p in words["refuses"])


def written_note(*, left_out: bool, english: bool) -> str:
    """Says that a model wrote the explanation, and whether something of it was left out."""
    return str(_prompts()["left_out" if left_out else "written"][_language(english)])


def fallback_note(reason: Failure, *, english: bool) -> str:
    """Says that the model failed, why, and that quotations stand instead."""
    words = _prompts()
    lang = _language(english)
    return str(words["fallback"][lang]).format(reason=words["reasons"][reason][lang])


def _language(english: bool) -> str:
    return "en" if english else "zh"


@cache
def _prompts() -> dict[str, Any]:
    text = (
        resources.files("assistant.drafting").joinpath("prompts.yaml").read_text(encoding="utf-8")
    )
    return cast(dict[str, Any], yaml.safe_load(text))
