"""Where a quotation may begin and end."""

from __future__ import annotations

from assistant.passages.extracts import text_to_units


def test_units_are_sentences_but_lists_stay_whole() -> None:
    text = "开头一句。措施：一是甲。并做乙；二是丙；三是丁。结尾。"
    assert text_to_units(text) == ["开头一句。", "措施：一是甲。并做乙；二是丙；三是丁。", "结尾。"]


def test_what_moved_stays_with_its_reason() -> None:
    text = "收入3万元，增长5%；主要变动情况：业务扩展；基金收入0万元；与上年持平。"
    assert text_to_units(text)[0] == "收入3万元，增长5%；主要变动情况：业务扩展；"


def test_units_lose_no_letter() -> None:
    text = "一是甲；其中（1）乙；（2）丙。尾巴没有句号"
    assert "".join(text_to_units(text)) == text
