"""What a file would grow to is told before it is opened for reading."""

from __future__ import annotations

from pathlib import Path
from random import Random

import pytest
from hostile import (
    SAMPLES,
    billion_laughs,
    deflated_over_and_over,
    form_that_draws_itself,
    forms_in_a_long_row,
    forms_that_draw_each_other,
    in_ascii_and_deflated,
    locked,
    many_filters,
    many_streams_that_grow,
    noise_after_the_header,
)

from ingest.errors import TooCostly
from ingest.pages.inflation import check_growth
from ingest.settings import Settings

SETTINGS = Settings(max_inflated_mb=64)


@pytest.mark.parametrize(
    ("made", "word"),
    [
        (form_that_draws_itself, "没有尽头"),
        (forms_that_draw_each_other, "没有尽头"),
        (billion_laughs, "层层嵌套"),
        (forms_in_a_long_row, "超过上限 20 层"),
        (deflated_over_and_over, "解压后超过上限 64 MB"),
        (in_ascii_and_deflated, "解压后超过上限 64 MB"),
        (many_streams_that_grow, "解压后超过上限 64 MB"),
        (many_filters, "层压缩"),
    ],
)
def test_what_would_grow_without_end_is_refused_in_words(made, word, tmp_path: Path) -> None:
    path = tmp_path / "x.pdf"
    path.write_bytes(made(Random(1)))
    with pytest.raises(TooCostly, match=word):
        check_growth(path, SETTINGS)


def test_reports_pass_and_so_does_what_cannot_be_opened(tmp_path: Path) -> None:
    for sample in SAMPLES.glob("*.pdf"):
        check_growth(sample, SETTINGS)
    path = tmp_path / "x.pdf"
    for made in (noise_after_the_header, locked):
        path.write_bytes(made(Random(1)))
        check_growth(path, SETTINGS)
