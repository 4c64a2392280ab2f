"""Numbers of things held and bought, told apart by what the sentence speaks of before them."""

from __future__ import annotations

import pytest

from ingest.concepts.purchases import as_told
from ingest.nouns import Figure

HELD = "截至上年末，本部门共有车辆9辆，其中：执法执勤用车7辆、其他用车2辆。"
BOUGHT = "本年部门预算安排购置车辆3辆，其中：执法执勤用车1辆、其他用车2辆。"
EQUIPMENT = "计划购置车辆1辆、20万元；单价100万元以上设备0台（套）。"
BOTH = "现有执法执勤用车7辆，本年购置执法执勤用车1辆。"


def told(label: str, unit: str, sentence: str) -> Figure:
    return Figure(
        id="f",
        report_id="r",
        table_id="",
        form="",
        row=-1,
        row_path=(label,),
        row_label=label,
        row_code="",
        also=(),
        line_no="",
        side="",
        column_path=(),
        value=None,
        printed="",
        unit=unit,
        fen=None,
        year=2031,
        body="",
        basis="",
        locators=(),
        sentence=sentence,
    )


@pytest.mark.parametrize(
    ("concept", "label", "unit", "sentence", "becomes"),
    [
        ("vehicles_enforcement", "执法执勤用车", "辆", HELD, "vehicles_enforcement"),
        ("vehicles_enforcement", "执法执勤用车", "辆", BOUGHT, "vehicles_bought_enforcement"),
        ("vehicles_other", "其他用车", "辆", BOUGHT, "vehicles_bought_other"),
        ("vehicles_held", "车辆", "辆", HELD, "vehicles_held"),
        (
            "equipment_high_value",
            "单价100万元以上设备",
            "台",
            EQUIPMENT,
            "equipment_high_value_bought",
        ),
        ("vehicles_enforcement", "执法执勤用车", "辆", BOTH, ""),
        ("vehicles_bought", "购置车辆", "辆", BOUGHT, "vehicles_bought"),
        ("staff_in_post", "在职人员", "人", "更新办公设备，在职人员5人。", "staff_in_post"),
        ("vehicle_purchase", "购置车辆", "万元", BOUGHT, "vehicle_purchase"),
    ],
)
def test_what_is_bought_is_not_what_is_held(
    concept: str, label: str, unit: str, sentence: str, becomes: str
) -> None:
    assert as_told(concept, told(label, unit, sentence)) == becomes
