"""Sheets of talk: dialogues whose later sentences lean on earlier ones, and the product itself."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from eval.asked.describing import line
from eval.asked.drawing import Draw, Maker
from eval.asked.expecting import Expectation, Sheet, measure, sheet
from eval.asked.telling import Told
from ingest.nouns import Figure

_ASKED_OF_THE_PRODUCT = (
    "问这个工具能干什么、怎么用",
    "问有哪些报告、收录了哪些单位",
    "问收录了哪些年份",
    "问某个单位（自取一个）有没有报告、有哪几年的",
    "问数字从哪来、可不可信、会不会错",
    "问能不能导出、下载、看原文",
    "打招呼、道谢、测试一下",
    "问某类报告（决算、预算）有几份",
    "问怎么上传或添加报告",
    "要求示范几个问题",
)
_WHAT_IS_HELD = ("报告", "年份", "单位", "几份")
_ANOTHER_FIGURE = "接着问另一个数，不重复单位和年份："
_ANOTHER_BODY = "换一个单位问同样的："
_TURNS = (
    _ANOTHER_FIGURE,
    "要求把上一个答案换个单位（元、亿元、万元）",
    "接着问上一年的同一个数",
    "接着问为什么（增加或减少的原因）",
    "接着问上面那个数占总支出（或总收入）的比例",
    _ANOTHER_BODY,
    "接着问其中最大的一项（或第二大的、前三项、还有呢、所有部门呢）",
    "接着问前面几个数差多少、加起来多少、哪个多",
)
_TURNS_TAKEN = (1, 1, 2, 3)
"""How many turns follow the first."""


def _product(draw: Draw) -> Sheet | None:
    asked = draw.chance.choice(_ASKED_OF_THE_PRODUCT)
    told = draw.any_report()
    held = any(word in asked for word in _WHAT_IS_HELD)
    tell = f"{asked}（如需单位名：{told.report.publisher}）"
    return sheet(tell, ["held" if held else "help"], Expectation())


def _dialogue(draw: Draw) -> Sheet | None:
    told = draw.any_report()
    known = [figure for figure in told.own_named() if figure.value]
    if len(known) < 3:
        return None
    first = draw.chance.choice(known)
    turns = [f"问：{line(told, first)}"]
    for _ in range(draw.chance.choice(_TURNS_TAKEN)):
        turns.append(_turn(draw, told, known))
    numbered = (f"\n   第{number}句 {turn}" for number, turn in enumerate(turns, start=1))
    tell = "一段对话，每句一行，后面的句子要靠前文才懂（那…呢、其中…、换成…、为什么）：" + "".join(
        numbered
    )
    expected = Expectation(reports=(told.report.file,), measures=(measure(told, first),))
    return sheet(tell, [], expected)


def _turn(draw: Draw, told: Told, known: Sequence[Figure]) -> str:
    turn = draw.chance.choice(_TURNS)
    if turn == _ANOTHER_FIGURE:
        return turn + line(told, draw.chance.choice(known))
    if turn == _ANOTHER_BODY:
        return turn + draw.any_report().report.publisher
    return turn


MAKERS: Mapping[str, Maker] = {"product": _product, "dialogue": _dialogue}
"""By kind."""
