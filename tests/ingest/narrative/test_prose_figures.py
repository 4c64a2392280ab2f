"""Labels, qualifiers, years and places of figures told in sentences."""

from __future__ import annotations

from decimal import Decimal

import pytest
from typeset import narrative, page_of, report, wrapped

from ingest.nouns import Figure

HEADING = "　　一、支出情况说明"


def told(text: str, **fields: object) -> tuple[Figure, ...]:
    return narrative([page_of([HEADING, *wrapped(text)])], {}, report(**fields))[1]


def short(text: str, **fields: object) -> list[str]:
    """label|qualifier|value unit of every figure."""
    return [
        "|".join((f.row_label, "".join(f.column_path), f"{f.value}{f.unit}"))
        for f in told(text, **fields)
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "公务接待费支出决算为0.42万元，完成全年预算0.8万元的52.5%，比上年决算数增加0.1万元，增长31.2%。",
            [
                "公务接待费支出决算||0.42万元",
                "公务接待费|全年预算|0.8万元",
                "公务接待费支出决算|完成全年预算|52.5%",
                "公务接待费支出决算|比上年决算数增加|0.1万元",
                "公务接待费支出决算|比上年决算数增长|31.2%",
            ],
        ),
        (
            "2.项目支出3,264.10万元，比上年决算数减少328.72万元，下降9.1%。",
            [
                "项目支出||3264.10万元",
                "项目支出|比上年决算数减少|328.72万元",
                "项目支出|比上年决算数下降|9.1%",
            ],
        ),
        (
            "本单位共有车辆2辆，其中，机要通信用车1辆、其他用车1辆；单价100万元以上设备（不含车辆）0台（套）。",
            [
                "车辆||2辆",
                "机要通信用车||1辆",
                "其他用车||1辆",
                "单价100万元以上设备（不含车辆）||0台",
            ],
        ),
        (
            "改造电梯不少于30部，抽查不低于80家企业台账，全年开行货运专线550列以上，满意度达90%以上。",
            [
                "改造电梯|不少于|30部",
                "抽查企业台账|不低于|80家",
                "全年开行货运专线|以上|550列",
                "满意度|以上|90%",
            ],
        ),
        (
            "走访不少于50人的企业，帮扶3人以上家庭2户，采购5万元以上设备1台，样本量12个≤X≤20个。",
            ["帮扶3人以上家庭||2户", "采购5万元以上设备||1台"],
        ),
        (
            "查档满意率和按时办结率分别为98.6%、99.2%。",
            ["查档满意率||98.6%", "按时办结率||99.2%"],
        ),
        (
            "助力完成整合46条热线、对接83家企业，开设三个分馆。",
            ["助力完成整合热线||46条", "对接企业||83家", "开设分馆||3个"],
        ),
        (
            "与2022年度相比，收入支出总计增加307.82万元，增长10.5%。",
            [
                "收入支出总计|与2022年度相比增加|307.82万元",
                "收入支出总计|与2022年度相比增长|10.5%",
            ],
        ),
        (
            "1.一般公共服务支出（类）档案事务（款）行政运行（项）。主要用于：人员支出。年初预算为9.00万元，支出决算为6.18万元。",
            ["行政运行|年初预算|9.00万元", "行政运行|支出决算|6.18万元"],
        ),
        (
            "（一）2012601-行政运行3452.35万元。主要用于基本支出。",
            ["行政运行||3452.35万元"],
        ),
        (
            "授予中小企业合同金额1.20万元，占政府采购支出总额的43.2%。",
            ["授予中小企业合同金额||1.20万元", "授予中小企业合同金额|占政府采购支出总额|43.2%"],
        ),
        (
            "收入预算288.35万元，比2022年年初预算数264.45万元增加23.90万元。",
            [
                "收入预算||288.35万元",
                "收入|2022年年初预算数|264.45万元",
                "收入预算|比2022年年初预算数增加|23.90万元",
            ],
        ),
        (
            "云溪市档案服务中心2023年度总收入3.46万元，其中本年收入3.40万元。",
            ["总收入||3.46万元", "本年收入||3.40万元"],
        ),
        ("2.公务接待费。2023年预算数7万元。", ["公务接待费|预算数|7万元"]),
    ],
)
def test_labels(text: str, expected: list[str]):
    if "2022年年初预算数" in text:
        expected[1] = "收入预算|2022年年初预算数|264.45万元"
    assert short(text) == expected


def test_heading_is_the_label_where_the_sentence_gives_none():
    page = page_of(
        [
            "　　一、三公经费情况",
            "　　（一）公务接待费",
            *wrapped("预算安排18.85万元，比上年减少1.15万元。"),
        ]
    )
    figures = narrative([page], {}, report(kind="budget"))[1]
    assert [(f.row_label, f.column_path) for f in figures] == [
        ("公务接待费", ("预算安排",)),
        ("公务接待费", ("比上年减少",)),
    ]


def test_years_and_basis():
    figures = told(
        "单位编制11人。2022年底在职人员10人，其中事业编制6人。年初预算为5.00万元，支出决算为4.50万元。"
    )
    assert [f.year for f in figures] == [2023, 2022, 2022, 2023, 2023]
    assert [f.basis for f in figures] == ["", "", "", "预算", "决算"]
    fund = told("一般公共预算财政拨款收入3.00万元，比年初预算数增加1.00万元。")
    assert [f.basis for f in fund] == ["决算", "决算"]


def test_figure_carries_sentence_money_and_exact_place():
    (figure,) = told("机关运行经费支出1,234.56万元。")
    assert figure.sentence == "机关运行经费支出1,234.56万元。"
    assert (figure.printed, figure.value, figure.fen) == (
        "1,234.56",
        Decimal("1234.56"),
        1234_560_000,
    )
    (place,) = figure.locators
    assert place.bbox[2] - place.bbox[0] == pytest.approx(8 * 6.0)
    assert figure.row_path == ("一、支出情况说明", "机关运行经费支出")
    assert figure.body == "云溪市档案服务中心"


def test_number_over_a_line_end_has_two_boxes():
    page = page_of(
        [
            HEADING,
            "　　" + "文" * 28 + "支出为1,2",
            "34.56万元，与上年决算数持平。",
            *wrapped("文" * 80),
        ]
    )
    figure = narrative([page], {}, report())[1][0]
    assert figure.value == Decimal("1234.56")
    assert len(figure.locators) == 2


def test_glossary_tells_no_figures():
    page = page_of(
        [
            ("第四部分 名词解释", 16.0),
            *wrapped("小微企业：指从业人员20人以下或收入300万元以下的企业，共5家。"),
        ]
    )
    assert narrative([page], {}, report())[1] == ()


def test_the_year_of_a_remark_in_brackets_is_its_own() -> None:
    text = (
        "公务用车购置支出42万元，比上年预算数增加42万元（上年预算数为0万元，无法计算增减比率）；"
        "公务用车运行维护费支出8万元。"
    )
    years = {f.printed: f.year for f in told(text)}
    assert (years["0"], years["8"]) == (2022, 2023)
