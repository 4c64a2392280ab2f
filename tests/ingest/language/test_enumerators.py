import pytest

from ingest.language.enumerators import (
    ITEM,
    PART,
    SUB_ITEM,
    begins,
    enumerator_of,
    without_enumerator,
)


@pytest.mark.parametrize(
    ("text", "rank", "ordinal", "rest"),
    [
        ("第一部分 概况", PART, 1, "概况"),
        ("第2部分：概况", PART, 2, "概况"),
        ("十二、其他", ITEM, 12, "其他"),
        ("一．收入", ITEM, 1, "收入"),
        ("（三）支出", SUB_ITEM, 3, "支出"),
        ("( 十 ) 支出", SUB_ITEM, 10, "支出"),
        ("1.基本支出", 40, 1, "基本支出"),
        ("（12）差旅费", 50, 12, "差旅费"),
        ("⑫差旅费", 60, 12, "差旅费"),
    ],
)
def test_enumerators(text: str, rank: int, ordinal: int, rest: str) -> None:
    found = enumerator_of(text)
    assert found is not None
    assert (found.rank, found.ordinal) == (rank, ordinal)
    assert without_enumerator(text) == rest


@pytest.mark.parametrize("text", ["2.5个百分点", "2023年度", "一般公共预算", "三公经费", ""])
def test_numbers_and_words_are_no_enumerators(text: str) -> None:
    assert enumerator_of(text) is None
    assert without_enumerator(text) == text


def test_a_text_begins_with_an_enumerator_of_a_rank() -> None:
    assert begins("一、支出", ITEM, SUB_ITEM)
    assert not begins("1、支出", ITEM, SUB_ITEM)
    assert not begins("支出", ITEM)
