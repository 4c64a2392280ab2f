"""Truths of the shipped data that no single entry can tell."""

from __future__ import annotations

import re
from pathlib import Path

from ingest.concepts.concept import concepts, name_key

ROOT = Path(__file__).parents[3]
# Ids that other modules name.
CORE = (
    "income income_total carry_over_in surplus_used expenditure expenditure_total carry_over_out "
    "surplus_distributed basic_expenditure personnel_expenditure public_expenditure "
    "project_expenditure paid_to_superior operating_expenditure to_affiliated three_public abroad "
    "official_vehicles vehicle_purchase vehicle_operation reception meetings training "
    "operating_costs procurement procurement_goods procurement_works procurement_services "
    "procurement_smes procurement_small service_purchase vehicles_held vehicles_bought "
    "equipment_high_value establishment staff_in_post retired reception_batches "
    "reception_visitors trips travellers project_amount performance_amount performance_projects "
    "state_assets"
)


def test_what_code_relies_on_is_there() -> None:
    assert not set(CORE.split()) - set(concepts())


def test_siblings_of_a_classification_have_different_names() -> None:
    names = [(c.parent, c.scheme, name_key(c.name)) for c in concepts().values() if c.code]
    assert len(names) == len(set(names))


def test_names_of_lines_are_official_names() -> None:
    for concept in concepts().values():
        if concept.code:
            assert not re.search(r"[()\s①-⑳0-9]|^[一二三四五六七八九十]+、", concept.name), concept


def test_parts_of_a_named_sum_have_it_as_parent_or_are_themselves_totals() -> None:
    for concept in concepts().values():
        if not concept.code:
            for part in concept.sums:
                assert concepts()[part].parent == concept.id, (concept.id, part)


def test_definitions_are_one_sentence() -> None:
    for concept in concepts().values():
        assert concept.definition.endswith("。")
        assert concept.definition.count("。") == 1


def test_the_docs_list_the_named_concepts() -> None:
    text = (ROOT / "docs" / "reports.md").read_text(encoding="utf-8")
    listed = re.findall(
        r"^\| `(\w+)` \| (.+?) \| (.+?) \| (.+?) \| (.*?) \|$", text, flags=re.MULTILINE
    )
    assert listed == [
        (
            c.id,
            c.name,
            c.english,
            "、".join(c.counted) or {"money": "元", "ratio": "%"}[c.unit],
            c.parent,
        )
        for c in concepts().values()
        if not c.code
    ]
