"""The words of ``wording.yaml``, compiled once into the patterns that the readers use."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from ingest.language.alternatives import alternatives
from ingest.language.bodies import any_ending
from ingest.language.changes import PRINTED, any_change
from ingest.language.patterns import filled
from ingest.language.units import any_unit

_FILE = Path(__file__).with_name("wording.yaml")


@dataclass(frozen=True, slots=True)
class Wording:
    """Patterns and names; patterns expect text folded to half width (``narrate.half_width``)."""

    leftovers: tuple[re.Pattern[str], ...]
    unit: str
    numeral_unit: str
    numeral_phrase: str
    unit_names: dict[str, str]
    not_after_unit: dict[str, re.Pattern[str]]
    limit: re.Pattern[str]
    bound: re.Pattern[str]
    rule_column: re.Pattern[str]
    subject_label: re.Pattern[str]
    target_heading: re.Pattern[str]
    indicator_heading: re.Pattern[str]
    name_heading: re.Pattern[str]
    result_heading: re.Pattern[str]
    sign_heading: re.Pattern[str]
    measure_heading: re.Pattern[str]
    indicator_classes: re.Pattern[str]
    cost_indicator: re.Pattern[str]
    target: re.Pattern[str]
    direction: str
    comparing: str
    budget_base: str
    generic: re.Pattern[str]
    generic_tail: re.Pattern[str]
    noun_ending: re.Pattern[str]
    no_topic: re.Pattern[str]
    front: re.Pattern[str]
    end: re.Pattern[str]
    body_before_year: re.Pattern[str]
    fund_names: re.Pattern[str]
    last_year: re.Pattern[str]
    heading_tail: re.Pattern[str]
    glossary_heading: re.Pattern[str]
    definition: str
    sub_definition: str
    sub_term_ending: str


@cache
def wording() -> Wording:
    """The compiled words; read once a process."""
    words: dict[str, Any] = yaml.load(_FILE.read_text("utf-8"), Loader=yaml.CSafeLoader)
    generic, generic_tail = _generic(words)
    return Wording(
        leftovers=tuple(re.compile(filled(pattern)) for pattern in words["leftovers"]),
        unit=any_unit(),
        numeral_unit=alternatives(words["numeral_units"]),
        numeral_phrase=alternatives(words["numeral_phrases"]),
        unit_names=words["unit_names"],
        not_after_unit={u: re.compile(p) for u, p in words["not_after_unit"].items()},
        limit=re.compile(alternatives(words["limit_words"])),
        bound=re.compile(f"(?:{alternatives(words['bound_words'])})$"),
        rule_column=re.compile(words["rule_columns"]),
        subject_label=re.compile(words["subject_label"]),
        target_heading=re.compile(words["target_headings"]),
        indicator_heading=re.compile(words["indicator_headings"]),
        name_heading=re.compile(words["name_headings"]),
        result_heading=re.compile(words["result_headings"]),
        sign_heading=re.compile(words["sign_headings"]),
        measure_heading=re.compile(words["measure_headings"]),
        indicator_classes=re.compile(words["indicator_classes"]),
        cost_indicator=re.compile(words["cost_indicators"]),
        target=_target(words),
        direction=any_change(*PRINTED),
        comparing=alternatives(words["comparing"]),
        budget_base=alternatives(words["budget_bases"]),
        generic=generic,
        generic_tail=generic_tail,
        noun_ending=re.compile(f"(?:{alternatives(words['noun_endings'])}|[)）])$"),
        no_topic=re.compile(words["no_topic"]),
        front=re.compile("|".join(f"(?:{filled(pattern)})" for pattern in words["label_fronts"])),
        end=re.compile(f"(?:{'|'.join(words['label_ends'])})$"),
        body_before_year=re.compile(
            rf"^.{{2,40}}?(?:{any_ending('title')}|单位|部门|\((?:本级|汇总)\))(?=20\d\d年)"
        ),
        fund_names=re.compile(alternatives(words["fund_names"])),
        last_year=re.compile("|".join(words["last_year"])),
        heading_tail=re.compile(f"(?:{alternatives(words['heading_tails'])})$"),
        glossary_heading=re.compile(alternatives(words["glossary_headings"])),
        definition="|".join(words["definition_words"]),
        sub_definition="|".join(words["sub_definition_words"]),
        sub_term_ending=alternatives(words["sub_term_endings"]),
    )


def _generic(words: dict[str, Any]) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Labels that name nothing by themselves, and such at a label's end (``stem``, ``tail``)."""
    tails = filled("|".join(words["generic_tails"]))
    labels = "|".join((tails, *words["generic_labels"]))
    unless = f"(?!(?:{words['not_generic']})$)"
    return (
        re.compile(f"^{unless}(?:{labels})$"),
        re.compile(f"^{unless}(?P<stem>.{{2,}}?)(?P<tail>{tails})$"),
    )


def _target(words: dict[str, Any]) -> re.Pattern[str]:
    """A target that is a number: its ``sign``, ``number``, ``unit`` and ``limit`` (≥297家, 30天内).

    Any word may be its unit, of a piece or a time too (元/人·次), but none that makes it a date
    (2026年, 12月).
    """
    word = r"[一-鿿A-Za-z]{1,5}?\d?(?:\([一-鿿]{1,2}\))?"
    return re.compile(
        rf"(?P<sign>{alternatives(words['target_signs'])})?"
        r"(?P<number>\d[\d,]*(?:\.\d+)?)"
        rf"(?P<unit>%|‰|℃|(?!年|月|日|号|级|星|类){word}(?:[/·.、]{word}){{0,2}}|\([一-鿿]{{1,4}}\))?"
        rf"(?P<limit>{alternatives(words['target_limits'])})?"
    )
