"""Which lines of a class a question asks for, and in what order: 最大的三项, 超过10万元的科目."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal

from assistant.plan import Operation, Order
from assistant.understanding.asked_text import GUARD, Asked, term
from assistant.understanding.turn import bases_in, content_runs
from assistant.words.lexicon import lexicon
from ingest.language.amounts import in_unit
from ingest.language.numerals import ONE_TO_TEN, SEVERAL, numeral_value
from ingest.language.units import any_money, money_unit

_LEVELS = ((r"哪一?[个]?大?类(?!项)|类级", 3), ("款级", 5), ("项级", 7))
_WHICH_TOLD = re.compile(
    r"哪一?[个项](?:项目)?的?([^,，?？]{2,8}?)(?<!最)更?([大多高小少低])些?(?=$|[,，?？。])"
)
"""Which of several things told in sentences has most of a measure: 两个项目,哪个执行数大."""
_ASKING_WHICH = re.compile(
    r"[二两三四五\d]个项目|哪一?[个项](?:项目)?的?|更?[大多高小少低]些?(?=$|[,，?？。])|分别|各?是?多少"
)
_AMOUNT_SAID = rf"(?P<number>\d+(?:\.\d+)?)(?P<unit>{any_money()}|[万亿](?=$|[^\u3400-\u9fff]|的))"
_LINE_WORDS = (
    r"有?哪[些几][个项]?(?:科目|项目)?|科目|为?零的?不[要算]|(?:按)?[类款项]级"
    rf"|(?:支出)?功能(?:分类)?科目|哪?[{SEVERAL}][个项]"
)


def lines_meant(asked: Asked) -> Operation | None:
    """The ranking or listing that is asked for, or None."""
    guarded = asked.guarded
    above, below = _bound(guarded, "above_words"), _bound(guarded, "below_words")
    bounded = (above or below) and re.search("哪|列出|逐项", guarded) and GUARD in guarded
    if not (bounded or re.search(lexicon()["ranking_words"], guarded)):
        return _told_meant(asked)
    among = "lines"
    if re.search(r"下属单位|(?:[个家]|哪些|下面|系统里.{0,60})单位", guarded):
        among = "bodies"
    elif re.search(r"项目(?!支出|垫底)", guarded) and "N" not in guarded:
        among = "projects"
    words = (
        rf"{lexicon()['ranking_words']}|{lexicon()['comparing_words']}|下属单位|系统里|单位|明细"
    )
    bounds = f"{lexicon()['above_words']}|{lexicon()['below_words']}"
    words += rf"|(?:{bounds}){_AMOUNT_SAID}(?:以上|以下)?|{_LINE_WORDS}"
    text = re.sub(words, lambda m: "|" * len(m[0]), asked.text)
    wanted = term(asked.turn, text, asked.known)
    by_function = re.search("功能|[类款项]级", guarded) and not re.search("经济|明细", guarded)
    if re.search("经济|明细", asked.text) and "基本支出" in asked.text and not wanted.forms:
        wanted = replace(wanted, forms=("general_public_basic_expenditure",))
    if by_function and not wanted.forms:
        wanted = replace(wanted, forms=("expenditure",))
    order = replace(order_meant(guarded), digits=_digits(guarded))
    if bounded:
        order = replace(order, count=0, above=above, below=below)
    return Operation("lines", (wanted,), order=order, among=among)  # type: ignore[arg-type]


def _told_meant(asked: Asked) -> Operation | None:
    """两个项目，哪个执行数大: a measure that sentences tell of several things, largest first."""
    told = _WHICH_TOLD.search(asked.guarded)
    if told is None or GUARD in asked.guarded:
        return None
    if not (asked.turn.unit or bases_in(told[1]) or content_runs(told[1])):
        return None
    text = _ASKING_WHICH.sub(lambda m: "|" * len(m[0]), asked.text)
    wanted = replace(term(asked.turn, text, asked.known), unit=asked.turn.unit)
    order = Order(0, 1, lowest=told[2] in "小少低")
    return Operation("lines", (wanted,), order=order, among="told")


def _digits(guarded: str) -> int:
    """How long the codes of the lines wanted are, where the question names their level."""
    for level, digits in _LEVELS:
        if re.search(level, guarded):
            return digits
    return 0


def _bound(guarded: str, words: str) -> Decimal | None:
    """The amount in 元 that the lines must exceed or stay under."""
    said = re.search(f"(?:{lexicon()[words]}){_AMOUNT_SAID}", guarded)
    if said is None:
        return None
    return in_unit(Decimal(said["number"]), money_unit(said["unit"]), "元")


def order_meant(guarded: str) -> Order:
    """Which of several a question wants, and in what order; the first alone by itself."""
    lowest = bool(re.search(lexicon()["lowest_words"], guarded))
    several = re.search(rf"最[大高多少低小]的?([{SEVERAL}]|\d+)[个项笔家]", guarded)
    if several:
        return Order(numeral_value(several[1]), 1, lowest)
    places = [numeral_value(m) for m in re.findall(rf"第([{ONE_TO_TEN}])(?!次)", guarded)]
    if len(places) > 1 and places == list(range(places[0], places[0] + len(places))):
        return Order(len(places), places[0], lowest)
    nth = re.search(r"第([二三四五])(?:大|多|高|名|位|少|小)?|排第([一二三四五])", guarded)
    if nth:
        return Order(1, numeral_value(nth[1] or nth[2]), lowest)
    which = re.search(rf"哪([{SEVERAL}])[项个家]", guarded)
    if which:
        return Order(numeral_value(which[1]), 1, lowest)
    if re.search("居首.{0,60}居次", guarded):
        return Order(2, 1, lowest)
    count = re.search(rf"前([{ONE_TO_TEN}两]|\d+)", guarded) or re.search(
        rf"([{SEVERAL}]|(?<!\d)\d++)[个项](?=科目|项目|单位|的?是|were|are|$|[?？,，。])",
        guarded,
    )
    if count and not re.search(r"[\d]个项目[里中]", guarded):
        return Order(numeral_value(count[1]), 1, lowest)
    if re.search("从[高大低小多少]到|逐项|列出|非零明细|有发生额|哪些", guarded):
        return Order(0, 1, lowest)
    return Order(1, 1, lowest)
