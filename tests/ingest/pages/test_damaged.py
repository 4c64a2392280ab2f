"""Pages that make no sense end in words, with the page, never in a fault of the program."""

from __future__ import annotations

from pathlib import Path
from random import Random

import pytest
from hostile import characters_by_the_million, impossible_sizes, lines_out_of_bounds
from hostile import print_out_of_bounds as odd_print

from ingest.errors import TooCostly, UnreadableFile
from ingest.pages.allowance import Allowance
from ingest.pages.pdf import read_pages
from ingest.settings import Settings


@pytest.mark.parametrize("seed", range(12))
@pytest.mark.parametrize("made", [impossible_sizes, lines_out_of_bounds, odd_print])
def test_numbers_out_of_bounds_are_read_or_refused(made, seed: int, tmp_path: Path) -> None:
    path = tmp_path / "x.pdf"
    path.write_bytes(made(Random(seed)))
    try:
        (page,) = read_pages(path)
    except UnreadableFile as refused:
        assert refused.page == 1
    else:
        assert 0 < page.width <= 14_400 and 0 < page.height <= 14_400
        assert all(char.size <= page.width + page.height for char in page.chars)


def test_a_page_with_too_much_on_it_is_refused_by_number(tmp_path: Path) -> None:
    path = tmp_path / "x.pdf"
    path.write_bytes(characters_by_the_million(Random(1)))
    with pytest.raises(TooCostly) as refused:
        list(read_pages(path, allowance=Allowance(Settings(max_page_objects=5000))))
    assert refused.value.page == 1
