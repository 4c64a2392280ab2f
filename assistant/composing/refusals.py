"""Honest refusals: what the reports do not tell, and what there is instead."""

from __future__ import annotations

from dataclasses import replace

from assistant.answers import Answer, Question
from assistant.composing.citations import Citations
from assistant.composing.wording import report_list
from assistant.figures.figure_search import nearest_names
from assistant.passages.closest import worth_showing
from assistant.passages.excerpts import excerpt
from assistant.passages.ranking import Evidence
from assistant.plan import Lookup, Plan, words_of_lookup
from ingest.bodies.short_names import is_called
from ingest.language.glyphs import fold
from ingest.library import Library

_QUOTE_LIMIT = 200


def refuse(question: Question, plan: Plan, library: Library) -> Answer:
    """The answer to a question that the plan itself declines."""
    held = library.reports()
    english = plan.english
    if plan.refusal == "empty":
        words = "资料库里还没有报告，请先添加：python -m ingest add 文件"
        return _not_found(question, plan, words)
    if plan.refusal == "not_held":
        return _not_found(question, plan, _not_held(plan, library))
    if plan.refusal == "calculation":
        words = "没有看懂要怎样计算、比较或核对，请换个说法，或先逐项询问单个数字。"
        if english:
            words = "The calculation or comparison asked for was not understood. " + words
        return _not_found(question, plan, words)
    words = f"没有看懂要查什么。资料库现有：{report_list(held)}。"
    return _not_found(question, plan, words)


def _not_held(plan: Plan, library: Library) -> str:
    near = plan.near or library.reports()
    words = (
        f"资料库中没有{plan.missing}的报告。{_units_held(plan, library)}现有：{report_list(near)}。"
    )
    if plan.english:
        return f"The library does not hold a report for that ({plan.missing}). " + words
    return words


def _units_held(plan: Plan, library: Library) -> str:
    """What is held of the units of the body asked for, or of the department whose unit it is."""
    bodies = library.bodies()
    asked = fold(plan.missing)
    below = [
        b for b in bodies if b.role == "publisher" and b.part_of and is_called(asked, b.part_of)
    ]
    if below:
        names = "、".join(dict.fromkeys(body.name for body in below))
        return f"有其下属单位{names}的报告，但那不是{below[0].part_of}全部门的数。"
    inside = [b for b in bodies if b.role == "subordinate" and is_called(asked, b.name)]
    if inside:
        whose = "、".join(dict.fromkeys(body.part_of for body in inside))
        return f"{inside[0].name}是{whose}的下属单位，可在{whose}的报告中查。"
    return ""


def not_told(
    question: Question, plan: Plan, library: Library, near: tuple[Evidence, ...] = ()
) -> Answer:
    """The reports meant are held but do not tell what is asked; ``near`` comes closest to it."""
    if plan.missing:
        return _not_found(question, plan, _not_held(plan, library))
    asked = plan.reading_of_asked.removeprefix("我的理解：")
    words = f"报告中没有找到所问的内容（{asked}）。"
    if plan.english:
        words = "The reports do not tell this. " + words
    names = _nearest(plan, library)
    if names:
        words += f"相近的项目有：{'、'.join(names)}。"
    if not plan.named:
        words += f"资料库现有：{report_list(library.reports())}。"
    if not worth_showing(near):
        return _not_found(question, plan, words)
    cited = Citations()
    passage = near[0].passage
    quote = excerpt(passage, plan, _QUOTE_LIMIT)
    mark = cited.cite(near[0].report, passage.locators, quote)
    words += "\n" + ("The closest passage:" if plan.english else "意思最接近的原文是：")
    words += f"“{quote}”{mark}"
    return replace(_not_found(question, plan, words), citations=cited.all())


def not_calculated(question: Question, plan: Plan, missing: tuple[Lookup, ...]) -> Answer:
    """A calculation of which an operand is not told, blank or not clear."""
    names = "、".join(words for term in missing if (words := words_of_lookup(term)))
    words = f"无法计算：报告中没有找到所需的数字（{names}），或该处空白。"
    if plan.english:
        words = "This cannot be calculated from the reports. " + words
    return _not_found(question, plan, words)


def too_many(question: Question, plan: Plan, count: int) -> Answer:
    """A comparison of more reports than are compared by their printed words."""
    words = (
        f"所问的这一项在各报告中没有统一的口径，不能在全部{count}份报告之间比较，"
        "请说出要比较哪几个部门，或换成三公经费、支出合计这类各报告都有的项目。"
    )
    if plan.english:
        words = f"This cannot be compared over all {count} reports; please name some. " + words
    return _not_found(question, plan, words)


def silent_in_words(publishers: set[str], *, english: bool) -> str:
    """Which of several bodies named do not tell what the others tell."""
    names = "、".join(sorted(publishers))
    note = f"以下单位的报告中没有找到这个数字，未参与比较：{names}。"
    return f"{note} (Not found in the reports of, and not compared: {names}.)" if english else note


def _nearest(plan: Plan, library: Library) -> tuple[str, ...]:
    if plan.lookup is None:
        return ()
    ids = set(plan.lookup.report_ids)
    labels = tuple(r.row_label for r in library.catalogue().rows if ids & set(r.report_ids))
    return nearest_names(plan.lookup, labels)


def _not_found(question: Question, plan: Plan, words: str) -> Answer:
    return Answer(question, "not_found", words, plan.reading_of_asked)
