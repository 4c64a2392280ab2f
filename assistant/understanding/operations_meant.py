"""Which calculation a question asks for, and over which figures: the grammar of lexicon.yaml.

A question is matched with its names guarded, so that 商品和服务支出 is not taken for two things.
What the expressions find are stretches of the question; each becomes a look-up of its own.
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache
from typing import cast

from assistant.plan import Across, Lookup, Operation, OperationKind
from assistant.understanding.asked_text import GUARD, Asked, guarded_names, term, with_common_head
from assistant.understanding.lines_meant import lines_meant
from assistant.understanding.printed_names import Vocabulary
from assistant.understanding.turn import Turn, codes_in, content_runs
from assistant.words.lexicon import lexicon
from ingest.language.years import any_last_year

_AGAINST = re.compile(f"{any_last_year()}|同比|[比较超]_{{0,60}}[^,]{{0,4}}预算")
_PIECE = r"[^?？。;；:：]"
_CLAUSE = r"[^,，?？。;；:：]"
_OPERANDS = {"a": (_CLAUSE, 60), "b": (_CLAUSE, 60), "parts": (_PIECE, 100)}
"""What an operand is made of, and its most letters where it does not open the expression."""
_HAN = re.compile(r"[\u3400-\u9fff]")
_MANY = 2


def operation_meant(turn: Turn, known: Vocabulary) -> Operation | None:
    """The calculation that a turn asks for, or None where it asks for figures as printed."""
    text = turn.spoken
    guarded = guarded_names(text, known)
    across = _across(turn, guarded)
    if across:
        text, guarded = _without_comparison(text, guarded)
    asked = Asked(turn, known, text, guarded)
    found = _inner(asked, compared=bool(across))
    if found is not None:
        return replace(found, across=across, unit=turn.unit)
    if not across or (across == "each" and not _compares(guarded_names(turn.spoken, known))):
        return None
    return Operation("value", (_whole_term(asked),), unit=turn.unit, across=across)


def _inner(asked: Asked, *, compared: bool) -> Operation | None:
    """The calculation within each report."""
    for find in (_places, _per, _implied, _remainder, _by_pattern):
        found = find(asked)
        if found is not None:
            return found
    return None if compared else lines_meant(asked)


# Several reports


def _across(turn: Turn, guarded: str) -> Across:
    """How the figures of several reports are to be put together, "" where there is one."""
    meant = turn.meant
    if len(meant.reports) < _MANY or not (meant.each or _compares(guarded)):
        return ""
    if not meant.each and not meant.named and not re.search("哪|谁|最|排", guarded):
        return ""
    for mode, expression in lexicon()["across"].items():
        if mode == "ranking" and not _ranks(turn, guarded):
            continue
        if mode == "sum" and re.search("分别|各", guarded):
            continue
        if re.search(expression, guarded):
            return cast(Across, mode)
    return "each" if meant.each else ""


def _ranks(turn: Turn, guarded: str) -> bool:
    publishers = {report.publisher for report in turn.meant.reports}
    return len(publishers) > _MANY or bool(re.search("从[高大低小多少]到|排", guarded))


def _compares(guarded: str) -> bool:
    return bool(re.search(lexicon()["comparing_words"], guarded))


def _without_comparison(text: str, guarded: str) -> tuple[str, str]:
    spans = [found.span() for found in re.finditer(lexicon()["comparing_words"], guarded)]
    letters, guards = list(text), list(guarded)
    for start, end in spans:
        letters[start:end] = guards[start:end] = "|" * (end - start)
    return "".join(letters), "".join(guards)


# Terms


def _whole_term(asked: Asked) -> Lookup:
    wanted = term(asked.turn, asked.text, asked.known)
    if "部门预算" in asked.text and not content_runs(_without_names(wanted)):
        # 部门预算比上年多多少: the whole of it is meant.
        wanted = term(asked.turn, f"{asked.text}{lexicon()['whole_budget']}", asked.known)
    if len({report.kind for report in asked.turn.meant.reports}) > 1 and len(wanted.bases) > 1:
        # 2024年决算和2025年预算: each report on the basis that is its own.
        wanted = replace(wanted, bases=())
    change = asked.turn.change
    publishers = {report.publisher for report in asked.turn.meant.reports}
    against = _AGAINST.search(asked.text)
    if change and change.base and against and len(publishers) > 1:
        return replace(wanted, change=change)
    unit = asked.turn.unit
    return replace(wanted, unit="" if unit in ("倍", "%") else unit)


def _without_names(wanted: Lookup) -> str:
    """The words of a look-up that are no names, nor words of a change."""
    letters = list("|".join(wanted.content))
    for name in wanted.names:
        letters[name.start : name.end] = "|" * (name.end - name.start)
    return re.sub(lexicon()["change_words"], "|", "".join(letters))


def _named(asked: Asked, start: int, end: int) -> bool:
    """Whether a stretch names something: a line, or a code."""
    return GUARD in asked.guarded[start:end] or bool(codes_in(asked.text[start:end])[0])


# Sums, differences, shares, checks


@cache
def _patterns() -> tuple[tuple[OperationKind, str, re.Pattern[str]], ...]:
    made = []
    for entry in lexicon()["operations"]:
        expression = _with_operands(str(entry["pattern"]))
        kind = cast(OperationKind, entry["kind"])
        made.append((kind, str(entry.get("whole", "")), re.compile(expression)))
    return tuple(made)


def _with_operands(expression: str) -> str:
    """The expression with its operands as groups. One that opens it begins where its clause does:
    to begin anywhere else would find nothing more, and take time that grows as the square."""
    for name, (letter, most) in _OPERANDS.items():
        operand = f"{{{name}}}"
        if expression.startswith(operand):
            first = f"(?<!{letter})(?P<{name}>{letter}+?)"
            expression = first + expression.removeprefix(operand)
        expression = expression.replace(operand, f"(?P<{name}>{letter}{{1,{most}}}?)")
    return expression


def _by_pattern(asked: Asked) -> Operation | None:
    for kind, whole, expression in _patterns():
        found = expression.search(asked.guarded)
        if found is None or (kind == "remaining" and not _may_remain(asked, found)):
            continue
        spans = _operands(found, asked)
        if spans is None or (kind == "sum" and len(spans) < _MANY):
            continue
        if kind == "excluding":
            kind, spans = "difference", [found.span("a"), found.span("b")]
        texts = [asked.text[start:end] for start, end in spans]
        if whole:
            texts.append(whole)
        if kind == "check":
            texts = with_common_head(texts)
        terms = tuple(term(asked.turn, text, asked.known) for text in texts)
        if kind == "remaining":
            money = "元" if "预算" in asked.text else ""
            budget = replace(terms[0], bases=("预算",), unit=money)
            terms = (budget, replace(budget, bases=("决算",)))
        return Operation(kind, terms)
    return None


def _remainder(asked: Asked) -> Operation | None:
    """中型企业: what is left of a printed whole without its printed part (lexicon ``remainders``).

    Terms: the thing itself, as some report may print it, then the whole and the part.
    """
    for entry in lexicon()["remainders"]:
        thing, whole, part = entry["thing"], entry["whole"], entry["part"]
        without = re.compile(entry["without"])
        text = without.sub(lambda m: "|" * len(m[0]), asked.text)
        if not re.search(f"(?<!中小){thing}", text):
            continue
        texts = (text, text.replace(thing, whole), text.replace(thing, part))
        return Operation("remainder", tuple(term(asked.turn, t, asked.known) for t in texts))
    return None


def _may_remain(asked: Asked, found: re.Match[str]) -> bool:
    return _named(asked, *found.span("a")) or "预算" in asked.text


def _operands(found: re.Match[str], asked: Asked) -> list[tuple[int, int]] | None:
    """The operands' places: parts first, then ``a``, then ``b``; None where one says nothing."""
    groups = found.re.groupindex
    spans: list[tuple[int, int]] = []
    if "parts" in groups:
        spans += _split(asked.guarded, *found.span("parts"))
        sides = found["parts"].strip("_") in ("收入", "支出")
        if not (sides or any(_named(asked, *span) for span in spans)):
            return None
    spans += [found.span(name) for name in ("a", "b") if name in groups]
    said = all(_says_something(asked.text[start:end]) for start, end in spans)
    return spans if said and spans else None


def _says_something(text: str) -> bool:
    return bool(_HAN.search(text) or codes_in(text)[0]) and text not in ("的", "了", "是", "有")


def _split(guarded: str, start: int, end: int) -> list[tuple[int, int]]:
    spans = []
    at = start
    for joint in re.finditer(lexicon()["operand_joints"], guarded[start:end]):
        spans.append((at, start + joint.start()))
        at = start + joint.end()
    spans.append((at, end))
    return [span for span in spans if _says_something(guarded[slice(*span)].replace("N", "名"))]


# Per head, implied, several places


def _per(asked: Asked) -> Operation | None:
    """人均, 平均每批, 除以60条: the thing, and the denominator stated or asked for."""
    words = lexicon()["per_words"]
    if not re.search(words, asked.guarded):
        return None
    units = "|".join(lexicon()["counted"])
    number = re.search(rf"(?<![\d.])(\d[\d,]{{0,30}}+)({units})", asked.guarded)
    counted = re.search(rf"(?:{words}|(?<=合)|(?<=平均一))({units})", asked.guarded)
    unit = number[2] if number else counted[1] if counted else ""
    if not unit and "人均" in asked.guarded:
        unit = "人"
    if not unit:
        return None
    rest = re.sub(r"(?:平摊到|分摊到|摊到|除以).*", lambda m: "|" * len(m[0]), asked.text)
    rest = re.sub(r"按[^,，]{0,40}?[算计](?:算|的话)?", lambda m: "|" * len(m[0]), rest)
    rest = re.sub(
        rf"(?:{words})(?:(?<=每)(?:{units}))?|每(?:{units})|合(?=多少)|一?[{units[0]}辆批次台条](?=合|多少|花)",
        lambda m: "|" * len(m[0]),
        rest,
    )
    wanted = term(asked.turn, rest, asked.known)
    return Operation("per", (wanted,), number=number[1] if number else "", counted=unit)


def _implied(asked: Asked) -> Operation | None:
    """The figure before a stated change: 倒推上年, 年初预算原来是多少."""
    turn = asked.turn
    said = re.search(lexicon()["implied_words"], asked.guarded)
    years = _years_before(turn)
    before = years or turn.previous_year
    budget = bool(said) and "预算" in turn.masked and turn.meant.reports[0].kind != "budget"
    if not (before or budget) or (not said and not years):
        return None
    if len(turn.meant.reports) != 1 or turn.calculation in ("compare", "rank", "check"):
        return None
    words = rf"{lexicon()['implied_words']}|{any_last_year()}|年初预算数?|说明里的|增减额|报告"
    text = re.sub(words, lambda m: "|" * len(m[0]), asked.text)
    wanted = term(turn, text, asked.known)
    held = turn.meant.reports[0]
    wanted = replace(wanted, years=(held.fiscal_year,), bases=())
    return Operation("implied", (wanted,), base="上年" if before else "预算")


def _years_before(turn: Turn) -> bool:
    """Whether the year before a report's own is asked of it."""
    held = {report.fiscal_year for report in turn.meant.reports}
    asked = set(turn.meant.years)
    implied = re.search(lexicon()["implied_words"], turn.spoken)
    if turn.change is not None and asked & held and not implied:
        return False
    return bool(asked - held) and all(year + 1 in held for year in asked - held)


def completion_meant(turn: Turn, known: Vocabulary) -> Operation | None:
    """The rate at which a budget was carried out, where no sentence tells it."""
    words = lexicon()["completion_words"]
    if len(turn.meant.reports) != 1 or not re.search(words, turn.spoken):
        return None
    clause = next(part for part in turn.spoken.split("?") if re.search(words, part))
    text = re.sub(rf"{words}|[,，](?:为什么|为何|原因|怎么).*", lambda m: "|" * len(m[0]), clause)
    return Operation("completion", (term(turn, text, known),), unit="%")


def change_meant(turn: Turn, known: Vocabulary) -> Operation | None:
    """The change of one report's figure, to be worked out where no sentence tells it."""
    change = turn.change
    if change is None or len(turn.meant.reports) != 1:
        return None
    words = lexicon()["change_words"]
    text = re.sub(words, lambda m: "|" * len(m[0]), turn.spoken)
    held = turn.meant.reports[0]
    wanted = replace(term(turn, text, known), years=(held.fiscal_year,), bases=())
    return Operation("change", (wanted,), unit=turn.unit, base=change.base or "上年")


def _places(asked: Asked) -> Operation | None:
    """正文和附件一样吗: one thing told in several places."""
    same = r"一样|一致|对得上|对不上|相同|吻合|是否相符|到底是"
    where = r"正文|文字(?:部分|说明)?|说明(?:里|中)?|附件|自评表|评分表|表格|表\d*|表里"
    if not re.search(same, asked.guarded) or len(re.findall(where, asked.guarded)) < _MANY:
        return None
    words = rf"{same}|{where}|说的|写的|里的|还是|各是|[\d.]{{1,12}}+%|合计(?=\|)"
    text = re.sub(words, lambda m: "|" * len(m[0]), asked.text)
    stated = re.findall(
        r"(?<!\d)\d++(?:\.\d++)?(?:%|[万亿]?元|[人次件家条辆台分秒])", asked.turn.spoken
    )
    numbers = "|".join(stated) if len(stated) > 1 else ""
    return Operation("places", (term(asked.turn, text, asked.known),), number=numbers)
