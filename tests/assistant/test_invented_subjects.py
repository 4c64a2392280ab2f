"""What no report tells is never answered with the figure of something else: 300 invented subjects,
made of word lists, asked of the samples."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product
from pathlib import Path

import pytest

from assistant.answers import Question
from assistant.asking import answered
from ingest.library import Library
from ingest.reading import read_report
from ingest.settings import Settings

SAMPLES = Path(__file__).parents[2] / "samples"
WHOSE = (
    "珠海市市民服务热线管理中心2023年",
    "澄浦市交通运输局2024年",
    "中山市12345投诉举报平台管理中心2022年",
    "澄浦市文化广电旅游局2025年",
    "澄浦市交通运输局2025年",
    "澄浦市文化广电旅游局2024年",
)
PLACES = (
    "动物园 幼儿园 殡仪馆 渔港 滑雪场 机关食堂 直播间 高尔夫球场 天文台 "
    "养老院 消防站 植物园 游泳馆 监狱 气象雷达 大剧院 驾校"
)
AMOUNTS = (
    "支出合计 运转经费 建设经费 门票收入 设备维护费 罚款收入 补贴 奖励资金 "
    "意外保险费 租金收入 人员工资 职工人数 占地面积 绿化费 广告费 抚恤金 "
    "燃料费"
)
NEARLY = (
    "办公经费以外的小金库 罚款收入 公务礼品费 因私出国费 私家车运行费 股票收益 "
    "贷款利息收入 党费收入 停车费收入 捐赠收入 彩票公益金收入 加班餐费 招商奖励 "
    "图书馆罚款 债券发行收入 土地租金 退伍安置款 慰问品支出 宿舍电费补贴 体检费"
)
ASKED = ("{}是多少", "{}花了多少钱", "{}")


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    settings = Settings()
    with Library.open(tmp_path_factory.mktemp("invented") / "library", settings) as held:
        for file in sorted(SAMPLES.glob("*.pdf")):
            held.add(read_report(file, settings), file)
        yield held


def _questions() -> Iterator[str]:
    subjects = [f"{place}{amount}" for place, amount in product(PLACES.split(), AMOUNTS.split())]
    for at, subject in enumerate((*subjects, *NEARLY.split())):
        yield ASKED[at % len(ASKED)].format(WHOSE[at % len(WHOSE)] + subject)


def test_no_figure_is_told_of_what_no_report_tells(library: Library) -> None:
    told = {}
    for question in _questions():
        answer = answered(Question(question), library).answer
        if answer.outcome == "answered" or any(one.role == "answer" for one in answer.figures):
            told[question] = answer.text[:200]
    assert told == {}
