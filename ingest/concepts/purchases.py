"""What is bought is not what is held: 部门预算安排购置车辆50辆，其中：执法执勤用车32辆."""

from __future__ import annotations

import re

from ingest.concepts.concept import concepts, named
from ingest.language.glyphs import fold
from ingest.nouns import Figure

_VERBS = re.compile(r"(?P<bought>购置|购买|新购|更新)|共有|实有|保有|拥有|占有|现有")
_BOUGHT = "购置"


def as_told(ident: str, figure: Figure) -> str:
    """The concept of a number of things told in a sentence: where the sentence speaks of buying
    before it names them, what is bought of them ("" where the same words stand behind both).

    Concepts that are declared of no purchase stay as they are.
    """
    concept = concepts()[ident]
    if concept.unit != "count" or figure.unit == "%":
        return ident
    bought = named(_BOUGHT + concept.name, figure.unit)
    if bought is None:
        return ident
    scopes = _scopes(fold(figure.sentence), fold(figure.row_label))
    if len(scopes) > 1:
        return ""
    return bought.id if True in scopes else ident


def is_purchase(ident: str) -> bool:
    """Whether a concept is of what is bought: planned or accounted for, not held."""
    return _BOUGHT in concepts()[ident].name


def _scopes(sentence: str, label: str) -> set[bool]:
    """For each place of the label in the sentence, whether what was last said before is buying."""
    scopes = set()
    at = sentence.find(label)
    while label and at >= 0:
        verbs = [match["bought"] is not None for match in _VERBS.finditer(sentence, 0, at)]
        scopes.add(bool(verbs) and verbs[-1])
        at = sentence.find(label, at + len(label))
    return scopes
