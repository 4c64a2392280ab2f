"""What is measured, of which money, at which stage: in the words of the page's language."""

from __future__ import annotations

from assistant.rendering.languages import Texts
from assistant.selection.concept_completion import label_of
from assistant.selection.concept_families import is_family
from assistant.selection.dimension_names import concept_name
from ingest.concepts.concept import concepts
from ingest.nouns import Fund, Nature, Stage


def concept_words(concept: str, say: Texts) -> str:
    """The name of a concept or a family; lines of the classifications keep their official one."""
    if is_family(concept):
        family = say(f"families.{concept.partition('.')[2]}")
        return say("figures.family", family=family)
    known = concepts().get(concept)
    if known and known.scheme:
        return label_of(concept)
    return known.english if known and say.language == "en" else concept_name(concept)


def fund_words(fund: Fund, say: Texts) -> str:
    """Of which money, "" where it is not told."""
    return say(f"funds.{fund}") if fund else ""


def nature_words(concept: str, nature: Nature, say: Texts) -> str:
    """Of which nature, "" where the concept says so itself."""
    words = say(f"natures.{nature}") if nature else ""
    return "" if words.lower() in concept_words(concept, say).lower() else words


def stage_words(stage: Stage, say: Texts) -> str:
    """At which stage, "" where it is not told."""
    return say(f"stages.{stage}") if stage else ""
