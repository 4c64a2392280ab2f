"""The rules' data: whole, used, documented."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

from ingest.checks import rules as data
from ingest.checks.rules import Rule, rules

ROOT = Path(__file__).parents[3]
DOCS = (ROOT / "docs" / "checks.md").read_text(encoding="utf-8")


def _ids_in_code() -> set[str]:
    """Every string of the checks that is the id of a rule."""
    found = set()
    for path in (ROOT / "ingest" / "checks").glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                found.add(node.value)
    return found & set(rules())


def _ids_in_data() -> set[str]:
    return {
        *(rule.id for rule in data.table_rules()),
        *(measure.rule for measure in data.measures()),
        *(structure.rule for structure in data.structures()),
    }


@pytest.mark.parametrize("rule", rules().values(), ids=list(rules()))
def test_every_rule_is_documented(rule: Rule) -> None:
    heading = DOCS.index(f"### {rule.name} · {rule.english} (`{rule.id}`)")
    section = DOCS[heading:].split("\n#", 1)[0]
    for words in (rule.formula, rule.source, rule.example, rule.limits):
        assert words in section


def test_the_documentation_has_no_other_rules() -> None:
    assert set(re.findall(r"^### .*\(`(\w+)`\)$", DOCS, re.MULTILINE)) == set(rules())


def test_every_rule_is_checked_and_no_other() -> None:
    assert _ids_in_data() <= set(rules())
    assert _ids_in_data() | _ids_in_code() == set(rules())


def test_every_operand_that_is_named_is_known() -> None:
    named = {name for measure in data.measures() for name in measure.cells}
    named |= {name for _, names in data.wholes() for name in names}
    for rule in data.table_rules():
        named |= {rule.whole, *rule.parts, *rule.one_of} | ({rule.at_most} - {""})
    assert named == set(data.operands())


def test_a_rule_of_an_older_reading_is_called_by_its_id() -> None:
    assert data.rule_name("no_longer_known") == "no_longer_known"
