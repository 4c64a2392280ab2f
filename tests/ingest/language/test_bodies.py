import re
from itertools import pairwise
from typing import get_args

import pytest

from ingest.language.bodies import Use, any_ending, endings, names_body

USES: tuple[Use, ...] = get_args(Use)


@pytest.mark.parametrize(
    ("name", "uses"),
    [
        ("临江市教育局", set(USES)),
        ("第三中学", set(USES)),
        ("临江市文化馆", set(USES) - {"alone"}),
        ("临江市公路管理处", set(USES) - {"alone", "after_place"}),
        ("政务数据平台", {"title", "row", "question"}),
        ("临江市人民政府", {"title", "row", "placed_row"}),
        ("临江市歌舞团", {"title", "row"}),
        ("临江市红十字会备灾仓库", {"title", "row"}),
        ("小学生课后服务补助", set()),
    ],
)
def test_a_name_is_that_of_a_body_where_its_ending_is_sure_enough(
    name: str, uses: set[Use]
) -> None:
    assert {use for use in USES if names_body(name, use)} == uses


@pytest.mark.parametrize("use", USES)
def test_the_longest_ending_comes_first(use: Use) -> None:
    assert all(len(one) >= len(other) for one, other in pairwise(endings(use)))


def test_the_longest_ending_is_found_first_in_a_text() -> None:
    found = re.search(any_ending("alone"), "临江市发展委员会的支出")
    assert found is not None and found[0] == "委员会"


def test_what_serves_in_doubt_serves_where_there_is_none() -> None:
    for doubtful, sure in [("alone", "after_place"), ("after_place", "question"), ("row", "title")]:
        assert set(endings(doubtful)) < set(endings(sure))
