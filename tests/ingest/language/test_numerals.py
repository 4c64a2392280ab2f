"""Chinese numerals are whole numbers, however they are written."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.language.numerals import HAN_DIGITS, NUMERAL_LETTERS, numeral_value

DIGITS = "零一二三四五六七八九"
FORMAL = str.maketrans("一二三四五六七八九十百千", "壹贰叁肆伍陆柒捌玖拾佰仟")


def section(number: int) -> str:
    """A number below 10,000 as it is said: 1005 -> 一千零五."""
    said, gap = "", False
    for size, unit in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit, number = divmod(number, size)
        if digit:
            said += ("零" if gap and said else "") + DIGITS[digit] + unit
        gap = not digit
    return said


def numeral(number: int) -> str:
    """Any number as it is said."""
    said = ""
    for size, unit in ((10**8, "亿"), (10**4, "万"), (1, "")):
        part, number = divmod(number, size)
        if part:
            gap = "零" if said and part < 1000 else ""
            said += gap + (section(part) if part < 10**4 else numeral(part)) + unit
    return said or "零"


@given(st.integers(0, 10**13))
def test_what_is_written_is_read_back(number: int) -> None:
    assert numeral_value(numeral(number)) == number
    assert numeral_value(numeral(number).translate(FORMAL)) == number


@given(st.integers(0, 10**9))
def test_digits_are_read_by_their_places(number: int) -> None:
    digits = str(number)
    assert numeral_value(digits) == number
    assert numeral_value("".join(DIGITS[int(digit)] for digit in digits)) == number
    assert (
        numeral_value(digits.translate(str.maketrans("0123456789", "０１２３４５６７８９")))
        == number
    )


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("十", 10),
        ("百", 100),
        ("千万", 10_000_000),
        ("两", 2),
        ("两百零二", 202),
        ("一百二", 120),
        ("一万二", 12_000),
        ("三亿二千万", 320_000_000),
        ("二〇二三", 2023),
        ("二○二三", 2023),
        ("2〇二3", 2023),
        ("壹佰贰拾万", 1_200_000),
        ("〇", 0),
    ],
)
def test_values(written: str, value: int) -> None:
    assert numeral_value(written) == value


@pytest.mark.parametrize("text", ["", "几十", "五点三", "负五", "x"])
def test_other_letters_are_no_numeral(text: str) -> None:
    with pytest.raises(ValueError):
        numeral_value(text)


@given(st.text(NUMERAL_LETTERS, min_size=1, max_size=20))
def test_every_run_of_its_letters_has_a_value(text: str) -> None:
    assert numeral_value(text) >= 0


def test_the_letters_hold_the_digits() -> None:
    assert set(HAN_DIGITS) < set(NUMERAL_LETTERS)
