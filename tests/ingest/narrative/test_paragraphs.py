"""Reflowing of lines into paragraphs, and what is no narrative."""

from __future__ import annotations

from typeset import COLUMNS, LEFT, SIZE, page_of, printed, wrapped

from ingest.narrative.paragraphs import pages_to_paragraphs
from ingest.pages.page import Page, RuledTable

LONG = (
    "本中心负责全市馆藏档案的整理、保管与利用服务，承担民生档案查询窗口的日常运行，"
    "并对各区档案机构的业务工作进行指导和培训，按规定向社会提供开放档案的查阅。"
)


def texts(*pages: Page, consumed: dict[int, list[tuple[float, float, float, float]]] | None = None):
    return [p.text for p in pages_to_paragraphs(pages, consumed or {})]


def test_indented_lines_start_paragraphs():
    assert texts(page_of([*wrapped(LONG), *wrapped("完成上级交办的其他任务。")])) == [
        LONG,
        "完成上级交办的其他任务。",
    ]


def test_stretched_letters_and_numbers_lose_their_gaps():
    line = "　　" + " ".join("档案服务中心总收入") + " 1,979.12 万 元。"
    assert texts(page_of([line])) == ["档案服务中心总收入1,979.12万元。"]


def test_a_gap_between_latin_words_stays():
    assert texts(page_of(["　　系统采用 Open Data 平台建设。"])) == ["系统采用Open Data平台建设。"]


def test_sentence_over_a_page_end_has_locators_on_both_pages():
    lines = wrapped(LONG + LONG)
    (paragraph,) = pages_to_paragraphs(
        (page_of(lines[:2], 1, foot="— 1 —"), page_of(lines[2:], 2, foot="— 2 —")), {}
    )
    assert paragraph.text == LONG + LONG
    assert {place.page for place in paragraph.content.locators()} == {1, 2}


def test_ragged_page_end_goes_on_after_a_table_page():
    start = [*wrapped(LONG), "　　授予小微企业合同金额 663.66"]
    table = page_of(["项目　金额", "档案　12.00"], 2)
    box = (0.0, 0.0, 595.0, 700.0)
    rest = ["万元，占授予中小企业合同金额的 55.1%。", *wrapped(LONG)]
    found = texts(page_of(start, 1), table, page_of(rest, 3), consumed={2: [box]})
    assert found[1] == "授予小微企业合同金额663.66万元，占授予中小企业合同金额的55.1%。"


def test_numbered_items_start_paragraphs_without_indent():
    lines = ["1.整理馆藏档案；", "2.提供查阅服务；", "3.指导各区业务。"]
    assert texts(page_of([*wrapped(LONG), *lines]))[1:] == lines


def test_a_decimal_at_the_start_of_a_line_is_no_item():
    first = "　　本年度基本支出决算数为人民币一百三十四万元整其中公用经费支出占"
    assert texts(page_of([first, "2.5个百分点。", *wrapped(LONG)]))[0].endswith("占2.5个百分点。")


def test_running_head_and_page_number_are_left_out():
    pages = [
        page_of(wrapped(who + LONG), n, head=f"云溪市档案馆{n}年度决算公开", foot=f"- {n} -")
        for n, who in enumerate("甲乙丙", start=1)
    ]
    assert texts(*pages) == [who + LONG for who in "甲乙丙"]


def test_contents_with_leaders_and_title_page_are_left_out():
    title = page_of([("2023年度部门决算", 22.0)], 1)
    contents = page_of(["目录", "第一部分 概况.........1", "一、主要职责.........2"], 2)
    body = page_of([("第一部分 概况", 16.0), "　　一、主要职责", *wrapped(LONG)], 3)
    assert texts(title, contents, body) == ["第一部分概况", "一、主要职责", LONG]


def test_contents_without_leaders_go_on_over_a_page():
    contents = page_of(["目录", "第一部分 概况", "一、主要职责", "二、机构设置"], 1)
    more = page_of(["三、人员情况", "四、名词解释", "五、附件"], 2)
    body = page_of([("第一部分 概况", 16.0), *wrapped(LONG)], 3)
    assert texts(contents, more, body) == ["第一部分概况", LONG]


def test_title_over_two_lines_is_one_paragraph():
    pages = page_of(
        [("第三部分：云溪市档案服务中心", 16.0), ("2023年度决算情况说明", 16.0), *wrapped(LONG)]
    )
    assert texts(pages)[0] == "第三部分：云溪市档案服务中心2023年度决算情况说明"


def test_rows_of_an_unruled_table_are_left_out():
    row = "档案整理" + " " * 20 + "120.00" + " " * 20 + "35.50"
    assert texts(page_of([*wrapped(LONG), row])) == [LONG]


def test_note_below_a_table_knows_its_title():
    table = RuledTable((LEFT, 130.0, LEFT + COLUMNS * SIZE, 200.0), ())
    page = page_of(
        [("收入决算表", 16.0)],
        tables=[table],
        extra=printed("注：本表反映本年度取得的各项收入。", LEFT, 210.0),
    )
    (note,) = pages_to_paragraphs([page], {1: [table.bbox]})
    assert (note.text, note.caption) == ("注：本表反映本年度取得的各项收入。", "收入决算表")
