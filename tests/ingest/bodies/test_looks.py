"""Which names are of bodies by their looks: place, end, and no word of a project in between."""

from __future__ import annotations

import pytest

from ingest.bodies.looks import looks_like_body

PUBLISHER = "云溪市民政局"


@pytest.mark.parametrize(
    "name",
    [
        "云溪市老人院",
        "云溪血液中心",
        "云溪市民政局（本级）",
        "云溪市政府投资项目评审中心",
        "东岭省云溪技师学院",
        "云溪市12345政务服务便民热线中心",
        "云溪市老龄协会",
        "云溪市综合行政执法队",
    ],
)
def test_a_body(name: str) -> None:
    assert looks_like_body(name, PUBLISHER)


@pytest.mark.parametrize(
    "name",
    [
        "云溪市民政工作会",
        "云溪市年度决算汇审会",
        "云溪市民政数据库",
        "云溪市养老服务平台",
        "云溪市养老专项资金市民政局",
        "合作共建云溪市养老中心",
        "云溪市老人院、福利院",
        "云溪市2025年汇审中心",
        "清江市老人院",
        "老人院",
        "云溪市",
    ],
)
def test_no_body_of_that_city(name: str) -> None:
    assert not looks_like_body(name, PUBLISHER)
